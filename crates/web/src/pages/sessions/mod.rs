//! The authority's sessions.

mod list;
mod model;
mod open;
mod overview;
mod roster;

pub(crate) use model::again;

use crate::App;
use axum::Router;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(list::routes())
        .merge(model::routes())
        .merge(open::routes())
        .merge(overview::routes())
        .merge(roster::routes())
}
