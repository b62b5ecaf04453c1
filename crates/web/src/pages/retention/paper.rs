//! `…/conservation/{purge}/proces-verbal.pdf`: the record of a purge.

use crate::App;
use crate::answer::{Answer, pdf};
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use office::acts::perimeter::Perimeter;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sessions/{id}/conservation/{purge}/proces-verbal.pdf", get(of_session))
        .route("/etablissements/{id}/conservation/{purge}/proces-verbal.pdf", get(of_school))
}

async fn of_session(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, purge)): Path<(String, String)>,
) -> Answer {
    let perimeter = Perimeter::Session(id.into());
    Ok(pdf(app.office.print_purge(&visitor.actor, &perimeter, &purge).await?))
}

async fn of_school(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, purge)): Path<(String, String)>,
) -> Answer {
    let perimeter = Perimeter::School(id.into());
    Ok(pdf(app.office.print_purge(&visitor.actor, &perimeter, &purge).await?))
}
