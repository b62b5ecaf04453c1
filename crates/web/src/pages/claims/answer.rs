//! `/candidatures/{id}/appreciation`: one claim, for who answers it: the texts, what tells a mark, and what is masked.

use super::list::{state, told};
use super::{Section, sections};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use crate::page::{Page, render};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use exam::claim::MASK;
use office::acts::claims::{GiveAppraisal, SeeClaim};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/candidatures/{id}/appreciation", get(see).post(give))
}

#[derive(Template)]
#[template(path = "pages/claims/answer.html")]
struct ClaimPage {
    page: Page,
    id: String,
    lead: String,
    session: String,
    kind: &'static str,
    state: &'static str,
    told: String,
    /// Nothing was given yet.
    open: bool,
    sections: Vec<Section>,
    telling: Vec<String>,
    /// One passage a line: those that tell a mark, or what was typed.
    passages: String,
    mask: &'static str,
    secrecy: String,
}

async fn show(app: &App, visitor: &Visitor, id: String, no: Option<(String, String)>) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeeClaim { candidate: id.as_str().into() }).await?;
    let session = &seen.session;
    let (no, typed) = no.unzip();
    let page = Page::new(app, visitor, format!("Appréciation, {}", seen.candidate.full_name()), "");
    let (page, status) = page.refused(no);
    let (kind, state) = state(&seen.claim);
    let template = ClaimPage {
        page,
        lead: format!(
            "N° {}, {}, {}. {} {}, {}.",
            seen.candidate.number,
            seen.candidate.speciality.label(),
            seen.candidate.track.label().to_lowercase(),
            session.referential.exam,
            session.year,
            session.academy
        ),
        session: session.id.to_string(),
        kind,
        state,
        told: told(&seen.claim, session),
        open: seen.claim.given.is_none(),
        sections: sections(&seen.texts, session, &seen.telling),
        passages: typed.unwrap_or_else(|| seen.telling.join("\n")),
        mask: MASK,
        secrecy: session.referential.wordings.secrecy_notice.clone(),
        telling: seen.telling,
        id,
    };
    Ok(render(status, &template))
}

async fn see(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    show(&app, &visitor, id, None).await
}

async fn give(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let typed = form.text("passages").to_owned();
    let act =
        GiveAppraisal { candidate: id.as_str().into(), passages: typed.lines().map(str::to_owned).collect() };
    match app.office.perform(&form.visitor.actor, act).await {
        Ok(_) => {
            let seen = SeeClaim { candidate: id.as_str().into() };
            let session = app.office.consult(&form.visitor.actor, seen).await?.session.id;
            Ok(Redirect::to(&format!("/sessions/{session}/appreciations?fait=appreciation")).into_response())
        }
        Err(failure) => match refusal(&failure) {
            Some(sentence) => show(&app, &form.visitor, id, Some((sentence, typed))).await,
            None => Err(Oops::from(failure)),
        },
    }
}
