//! `/depots/{id}`: a file as it was received, and its receipt. What a stranger uploaded never runs as a page of ours.

use crate::App;
use crate::answer::Answer;
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use exam::id::DepositId;
use office::acts::certificates::Photo;
use office::acts::portfolio::SiteSummary;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/depots/{id}", get(open))
        .route("/depots/{id}/attestation.pdf", get(clean))
        .route("/depots/{id}/recepisse.pdf", get(receipt))
        .route("/depots/{id}/tableau.pdf", get(table))
}

const PDF: &str = "application/pdf";

/// The kind of an official file.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Shown in the browser: kinds that cannot run a script. Every other kind is saved to the disk.
const SHOWN: [&str; 3] = [PDF, "image/jpeg", "image/png"];

async fn open(State(app): State<App>, visitor: Visitor, Path(id): Path<DepositId>) -> Answer {
    let (deposit, _) = app.office.deposit(&visitor.actor, &id).await?;
    if SiteSummary::of(&deposit).is_some() {
        return Ok(Redirect::to(&format!("/depots/{id}/portfolio")).into_response());
    }
    if !Photo::several(&deposit).is_empty() {
        return Ok(Redirect::to(&format!("/depots/{id}/attestation.pdf")).into_response());
    }
    let (deposit, bytes) = app.office.open_deposit(&visitor.actor, &id).await?;
    let kind = deposit.media_type.as_deref().unwrap_or_default();
    let name = deposit.file_name.as_deref().unwrap_or("piece");
    let shown = SHOWN.iter().find(|shown| **shown == kind);
    Ok(match shown {
        Some(kind) => file(kind, "inline", name, bytes),
        None => file("application/octet-stream", "attachment", name, bytes),
    })
}

async fn clean(State(app): State<App>, visitor: Visitor, Path(id): Path<DepositId>) -> Answer {
    let bytes = app.office.clean_certificate(&visitor.actor, &id).await?;
    Ok(file(PDF, "inline", &format!("attestation-{id}.pdf"), bytes))
}

async fn table(State(app): State<App>, visitor: Visitor, Path(id): Path<DepositId>) -> Answer {
    let bytes = app.office.print_deposited_table(&visitor.actor, &id).await?;
    Ok(file(PDF, "inline", &format!("tableau-{id}.pdf"), bytes))
}

async fn receipt(State(app): State<App>, visitor: Visitor, Path(id): Path<DepositId>) -> Answer {
    let bytes = app.office.print_receipt(&visitor.actor, &id).await?;
    Ok(file(PDF, "inline", &format!("recepisse-{id}.pdf"), bytes))
}

/// A file's answer. Nothing that it holds may load, run, or speak for our pages; PDF readers refuse a sandbox.
pub(crate) fn file(kind: &'static str, disposition: &str, name: &str, bytes: Vec<u8>) -> Response {
    let policy = if kind == PDF {
        "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    } else {
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'; sandbox"
    };
    let headers: [(HeaderName, String); 3] = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposed(disposition, name)),
        (header::CONTENT_SECURITY_POLICY, policy.to_owned()),
    ];
    (headers, bytes).into_response()
}

/// RFC 6266: a plain name for old readers, and the whole one, percent-encoded, for the others.
fn disposed(disposition: &str, name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control() && !invisible(*c)).take(150).collect();
    let name = if name.trim().is_empty() { "piece".to_owned() } else { name };
    let plain: String = name.chars().map(|c| if fits(c) { c } else { '_' }).collect();
    format!("{disposition}; filename=\"{plain}\"; filename*=UTF-8''{}", encoded(&name))
}

/// What stands in a quoted name without being misread.
fn fits(c: char) -> bool {
    c.is_ascii_alphanumeric() || " -_.()".contains(c)
}

/// Characters that would turn a name around, to hide its ending.
fn invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// RFC 8187.
fn encoded(name: &str) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_accents_is_told_both_ways() {
        assert_eq!(
            disposed("inline", "Attestation été.pdf"),
            "inline; filename=\"Attestation _t_.pdf\"; filename*=UTF-8''Attestation%20%C3%A9t%C3%A9.pdf"
        );
    }

    #[test]
    fn a_name_cannot_leave_its_header_or_its_folder() {
        let told = disposed("attachment", "../../a\"; filename=\"x.html\r\nSet-Cookie: a=b");
        assert!(!told.contains(['\r', '\n']) && !told.contains("filename=\"x.html"), "{told}");
        assert_eq!(told.matches('"').count(), 2);
        assert_eq!(disposed("inline", "dossier/"), "inline; filename=\"piece\"; filename*=UTF-8''piece");
        assert!(disposed("inline", "a\u{202e}fdp.exe").contains("UTF-8''afdp.exe"));
    }
}
