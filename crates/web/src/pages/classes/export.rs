//! `…/classe.xlsx`: the same rows, for a spreadsheet.

use super::{asked, narrow};
use crate::App;
use crate::answer::Answer;
use crate::place::Place;
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use office::acts::classes::SeeClass;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/etablissements/{id}/classe.xlsx", get(save))
        .route("/sessions/{id}/classe.xlsx", get(save))
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

async fn save(State(app): State<App>, visitor: Visitor, Place(perimeter): Place, query: RawQuery) -> Answer {
    let mut class = app.office.consult(&visitor.actor, SeeClass { perimeter }).await?;
    narrow(&mut class, asked(query).text("classe"));
    let bytes = app.office.print_class(class).await?;
    let disposition = "attachment; filename=\"dossiers.xlsx\"";
    Ok(([(header::CONTENT_TYPE, XLSX), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response())
}
