//! `/dossiers/{candidate}/attestations`: the certificates, open in the page, beside the work that the table tells of.

use super::crossed::{Crossed, crossed};
use crate::App;
use crate::answer::Answer;
use crate::page::{Page, show};
use crate::pages::conformity::may_control;
use crate::pages::dossiers::files::file;
use crate::pages::dossiers::shown::{Standing, kinds};
use crate::security::{FRAMES_OWN_FILES, framed_by_us};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::routing::get;
use exam::dossier::PieceKind;
use exam::id::{CandidateId, DepositId};
use office::Failure;
use office::acts::dossiers::SeeDossier;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/dossiers/{candidate}/attestations", get(see))
        .route("/depots/{id}/cadre", get(frame))
        .route("/depots/{id}/photos/{number}", get(original))
        .route("/depots/{id}/photos/{number}/nette", get(clean))
}

#[derive(Template)]
#[template(path = "pages/dossiers/certificates.html")]
struct Beside {
    page: Page,
    lead: String,
    links: Vec<(String, &'static str)>,
    certificates: Vec<Standing>,
    crossed: Option<Crossed>,
}

async fn see(State(app): State<App>, visitor: Visitor, Path(candidate): Path<CandidateId>) -> Answer {
    let dossier = app.office.consult(&visitor.actor, SeeDossier { candidate }).await?;
    let candidate = &dossier.candidate;
    let page = Page::new(&app, &visitor, format!("Attestations de {}", candidate.full_name()), "");
    let link = if may_control(&visitor.actor, candidate).is_ok() {
        (format!("/dossiers/{}/conformite", candidate.id), "Contrôle du dossier")
    } else {
        (format!("/dossiers/{}", candidate.id), "Dossier")
    };
    let kinds = kinds(&dossier).into_iter();
    let template = Beside {
        page,
        lead: format!(
            "N° {}. Ce que le tableau dit du travail en entreprise, et les pièces.",
            candidate.number
        ),
        links: vec![link],
        certificates: kinds
            .filter(|kind| kind.code == PieceKind::Certificate.code())
            .flat_map(|kind| kind.standing)
            .collect(),
        crossed: crossed(&dossier),
    };
    let mut response = show(&template);
    let policy = HeaderValue::from_static(FRAMES_OWN_FILES);
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// A certificate's PDF, for a frame in a page of ours.
async fn frame(State(app): State<App>, visitor: Visitor, Path(id): Path<DepositId>) -> Answer {
    let (deposit, bytes) = app.office.open_deposit(&visitor.actor, &id).await?;
    let pdf = deposit.media_type.as_deref() == Some("application/pdf");
    if deposit.kind != PieceKind::Certificate || !pdf {
        return Err(Failure::NotFound.into());
    }
    let name = deposit.file_name.unwrap_or_default();
    Ok(framed_by_us(file("application/pdf", "inline", &name, bytes)))
}

async fn original(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, number)): Path<(DepositId, usize)>,
) -> Answer {
    let (photo, bytes) = app.office.open_photo(&visitor.actor, &id, number).await?;
    let kind = if photo.media_type == "image/png" { "image/png" } else { "image/jpeg" };
    Ok(file(kind, "inline", &photo.name, bytes))
}

async fn clean(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, number)): Path<(DepositId, usize)>,
) -> Answer {
    let bytes = app.office.clean_photo(&visitor.actor, &id, number).await?;
    Ok(file("image/jpeg", "inline", &format!("attestation-{id}-{number}.jpg"), bytes))
}
