//! `/sessions/{id}/bordereau.pdf` and `/sessions/{id}/proces-verbal.pdf`: the papers of the jury.

use crate::App;
use crate::answer::{Answer, pdf};
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sessions/{id}/bordereau.pdf", get(bordereau))
        .route("/sessions/{id}/proces-verbal.pdf", get(minutes))
}

async fn bordereau(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    Ok(pdf(app.office.print_bordereau(&visitor.actor, &id.into(), None).await?))
}

async fn minutes(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    Ok(pdf(app.office.print_minutes(&visitor.actor, &id.into()).await?))
}
