//! The authority's sessions.

mod list;
mod open;
mod overview;

use crate::App;
use axum::Router;

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(list::routes()).merge(open::routes()).merge(overview::routes())
}
