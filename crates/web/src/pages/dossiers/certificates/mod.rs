//! Certificates: handed in with their period, and shown beside the work in companies (E4-06).

pub(crate) mod crossed;
mod deposit;
mod period;
mod see;

pub(super) use period::choices;

use crate::App;
use axum::Router;

pub(super) fn routes() -> Router<App> {
    Router::new().merge(deposit::routes()).merge(see::routes())
}
