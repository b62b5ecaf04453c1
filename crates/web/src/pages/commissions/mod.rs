//! Commissions: composed, seated, and the day they hear candidates.

mod day;
mod list;
mod seats;

use crate::App;
use axum::Router;

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(day::routes()).merge(list::routes()).merge(seats::routes())
}
