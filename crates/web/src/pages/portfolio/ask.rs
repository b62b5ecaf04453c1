//! `…/portfolio/verification`: somebody asks for a look now. `/depots/{id}/copie`: the copy taken at the date.

use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use crate::pages::dossiers::own::{Said, show_own};
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::id::{CandidateId, DepositId};
use office::acts::portfolio::AskProbe;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/mon-dossier/{candidate}/portfolio/verification", post(own))
        .route("/dossiers/{candidate}/portfolio/verification", post(reader))
        .route("/depots/{id}/copie", get(copy))
}

async fn own(State(app): State<App>, Path(candidate): Path<CandidateId>, form: Form) -> Answer {
    match app.office.perform(&form.visitor.actor, AskProbe { candidate: candidate.clone() }).await {
        Ok(()) => {
            Ok(Redirect::to(&format!("/mon-dossier/{candidate}?verification=1#portfolio")).into_response())
        }
        Err(failure) => {
            let said =
                Said { refused: Some(refusal(&failure).ok_or(Oops::from(failure))?), ..Said::default() };
            show_own(&app, &form.visitor, candidate, said).await
        }
    }
}

async fn reader(State(app): State<App>, Path(candidate): Path<CandidateId>, form: Form) -> Answer {
    app.office.perform(&form.visitor.actor, AskProbe { candidate: candidate.clone() }).await?;
    Ok(Redirect::to(&format!("/dossiers/{candidate}?fait=verification")).into_response())
}

async fn copy(State(app): State<App>, visitor: Visitor, Path(id): Path<DepositId>) -> Answer {
    let token = app.office.view_copy(&visitor.actor, &id).await?;
    Ok(Redirect::to(&format!("/portfolio/{token}/")).into_response())
}
