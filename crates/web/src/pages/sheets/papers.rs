//! `/feuilles/{id}/grille.pdf` and `/feuilles/{id}/appreciation.pdf`: forms 6-3 and 6-4.

use crate::App;
use crate::answer::{Answer, pdf};
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/feuilles/{id}/grille.pdf", get(grid))
        .route("/feuilles/{id}/appreciation.pdf", get(appraisal))
}

async fn grid(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    Ok(pdf(app.office.print_grid(&visitor.actor, &id.into()).await?))
}

async fn appraisal(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    Ok(pdf(app.office.print_appraisal(&visitor.actor, &id.into()).await?))
}
