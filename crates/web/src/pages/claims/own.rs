//! `/mon-resultat/{candidate}/appreciation`: asked for, waited for, read.

use super::{Section, sections};
use crate::App;
use crate::answer::{Answer, Oops, pdf, refusal};
use crate::forms::Form;
use crate::page::{Page, render};
use crate::visitor::Visitor;
use crate::words::sentence;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::claim::MASK;
use exam::french;
use exam::id::CandidateId;
use office::Failure;
use office::acts::claims::{ClaimAppraisal, ReadAppraisal, SeeOwnAppraisal, SeeOwnClaim};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/mon-resultat/{candidate}/appreciation", get(see).post(ask))
        .route("/mon-resultat/{candidate}/appreciation/lecture", post(read))
        .route("/mon-resultat/{candidate}/appreciation.pdf", get(paper))
}

#[derive(Template)]
#[template(path = "pages/claims/own.html")]
struct OwnPage {
    page: Page,
    id: String,
    lead: String,
    /// What keeps from asking; empty where nothing does, or where it is asked.
    refused: String,
    /// When it was asked; empty before.
    asked: String,
    /// When it was given; empty before.
    given: String,
    /// When it was first read; empty before.
    read: String,
    sections: Vec<Section>,
    /// How many passages are masked, and what stands in their place.
    masked: usize,
    mask: &'static str,
    secrecy: String,
}

async fn show(
    app: &App,
    visitor: &Visitor,
    candidate: CandidateId,
    (query, no): (Option<String>, Option<String>),
) -> Answer {
    let own = app.office.consult(&visitor.actor, SeeOwnClaim { candidate: candidate.clone() }).await?;
    let (session, claim) = (&own.session, own.claim.as_ref());
    let at = |at| french::instant(at, &session.zone);
    let appraisal = match claim.and_then(|claim| claim.read_at) {
        Some(_) => Some(app.office.consult(&visitor.actor, SeeOwnAppraisal { candidate }).await?),
        None => None,
    };
    let page = Page::new(app, visitor, "Mon appréciation", "").done(query.as_deref());
    let (page, status) = page.refused(no);
    let template = OwnPage {
        page,
        id: own.candidate.id.to_string(),
        lead: format!("{}, {} {}", own.candidate.full_name(), session.referential.exam, session.year),
        refused: own.refused.as_ref().filter(|_| claim.is_none()).map(sentence).unwrap_or_default(),
        asked: claim.map(|claim| at(claim.asked_at)).unwrap_or_default(),
        given: claim.and_then(|claim| claim.given.as_ref()).map(|given| at(given.at)).unwrap_or_default(),
        read: claim.and_then(|claim| claim.read_at).map(at).unwrap_or_default(),
        sections: appraisal
            .as_ref()
            .map(|seen| sections(&seen.given.texts, &seen.session, &[]))
            .unwrap_or_default(),
        masked: appraisal.as_ref().map_or(0, |seen| seen.given.masked),
        mask: MASK,
        secrecy: session.referential.wordings.secrecy_notice.clone(),
    };
    Ok(render(status, &template))
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Path(candidate): Path<CandidateId>,
    RawQuery(query): RawQuery,
) -> Answer {
    show(&app, &visitor, candidate, (query, None)).await
}

async fn answered(
    app: &App,
    form: &Form,
    (candidate, word): (CandidateId, &str),
    done: Result<(), Failure>,
) -> Answer {
    let Err(failure) = done else {
        return Ok(Redirect::to(&format!("/mon-resultat/{candidate}/appreciation{word}")).into_response());
    };
    let Some(no) = refusal(&failure) else { return Err(Oops::from(failure)) };
    show(app, &form.visitor, candidate, (None, Some(no))).await
}

async fn ask(State(app): State<App>, Path(candidate): Path<CandidateId>, form: Form) -> Answer {
    let act = ClaimAppraisal { candidate: candidate.clone() };
    let done = app.office.perform(&form.visitor.actor, act).await;
    answered(&app, &form, (candidate, "?fait=appreciation-demandee"), done).await
}

async fn read(State(app): State<App>, Path(candidate): Path<CandidateId>, form: Form) -> Answer {
    let act = ReadAppraisal { candidate: candidate.clone() };
    let done = app.office.perform(&form.visitor.actor, act).await;
    answered(&app, &form, (candidate, ""), done).await
}

async fn paper(State(app): State<App>, visitor: Visitor, Path(candidate): Path<CandidateId>) -> Answer {
    Ok(pdf(app.office.print_own_appraisal(&visitor.actor, &candidate).await?))
}
