//! Commissions: composed, seated, and the day they hear candidates.

mod day;
mod incidents;
mod list;
mod replace;
mod seats;

pub(crate) use day::ARRANGEMENTS;

use crate::App;
use axum::Router;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(day::routes())
        .merge(incidents::routes())
        .merge(list::routes())
        .merge(replace::routes())
        .merge(seats::routes())
}
