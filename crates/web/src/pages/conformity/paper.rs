//! `/dossiers/{id}/conformite.pdf`: form 6-2.

use crate::App;
use crate::answer::{Answer, pdf};
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use exam::id::CandidateId;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/dossiers/{candidate}/conformite.pdf", get(print))
}

async fn print(State(app): State<App>, visitor: Visitor, Path(candidate): Path<CandidateId>) -> Answer {
    Ok(pdf(app.office.print_conformity(&visitor.actor, &candidate).await?))
}
