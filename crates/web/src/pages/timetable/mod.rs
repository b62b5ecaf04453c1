//! The timetable: its frame, availabilities, drafts, versions.

mod answers;
mod board;
mod cards;
mod change;
mod compare;
mod frame;
mod hub;
mod import;
mod link;
mod live;
mod professionals;
mod shown;
mod version;
mod words;

use crate::App;
use axum::Router;
use exam::access::Actor;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(answers::routes())
        .merge(board::routes())
        .merge(change::routes())
        .merge(compare::routes())
        .merge(frame::routes())
        .merge(hub::routes())
        .merge(import::routes())
        .merge(link::routes())
        .merge(live::routes())
        .merge(professionals::routes())
        .merge(version::routes())
}

/// Lets the search of a draft run on after the answer.
fn search(app: &App, actor: &Actor, plan: &str) {
    let (office, actor, plan) = (app.office.clone(), actor.clone(), plan.to_owned());
    tokio::spawn(async move {
        if let Err(failure) = office.work_out(&actor, &plan).await {
            tracing::error!(?failure, "search of a timetable");
        }
    });
}
