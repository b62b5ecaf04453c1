//! The papers of convocations, the lists of doors and rooms, and the file for a calendar.

use crate::App;
use crate::answer::{Answer, Oops, pdf};
use crate::place::Place;
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use jiff::civil::Date;
use office::Failure;

pub(super) fn routes() -> Router<App> {
    let routes = |prefix: &str| {
        Router::new()
            .route(&format!("{prefix}/convocations.pdf"), get(all))
            .route(&format!("{prefix}/portes/{{day}}"), get(doors))
            .route(&format!("{prefix}/salles/{{day}}"), get(rooms))
    };
    Router::new()
        .route("/convocations/{id}/convocation.pdf", get(one))
        .route("/convocations/{id}/agenda.ics", get(calendar))
        .merge(routes("/sessions/{id}"))
        .merge(routes("/etablissements/{id}"))
}

async fn one(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    Ok(pdf(app.office.print_convocation(&visitor.actor, &id.into()).await?))
}

async fn calendar(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let bytes = app.office.convocation_calendar(&visitor.actor, &id.into()).await?;
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"convocation.ics\""),
    ];
    Ok((headers, bytes).into_response())
}

async fn all(State(app): State<App>, visitor: Visitor, Place(perimeter): Place) -> Answer {
    Ok(pdf(app.office.print_convocations(&visitor.actor, &perimeter).await?))
}

/// The day of an address: `2026-05-18`, with or without `.pdf`.
fn day(text: &str) -> Result<Date, Oops> {
    text.trim_end_matches(".pdf").parse().map_err(|_| Oops::from(Failure::NotFound))
}

async fn doors(
    State(app): State<App>,
    visitor: Visitor,
    Place(perimeter): Place,
    Path((_, text)): Path<(String, String)>,
) -> Answer {
    Ok(pdf(app.office.print_doors(&visitor.actor, &perimeter, day(&text)?).await?))
}

async fn rooms(
    State(app): State<App>,
    visitor: Visitor,
    Place(perimeter): Place,
    Path((_, text)): Path<(String, String)>,
) -> Answer {
    Ok(pdf(app.office.print_rooms(&visitor.actor, &perimeter, day(&text)?).await?))
}
