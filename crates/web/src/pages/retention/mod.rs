//! Keeping and purging (E4-32): the plan, and one perimeter's page.

mod act;
mod list;
mod one;
mod paper;

use crate::App;
use axum::Router;

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(act::routes()).merge(list::routes()).merge(one::routes()).merge(paper::routes())
}
