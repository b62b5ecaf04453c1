//! Notices: one's own, the reminder to candidates, and the mailbox of the demonstration.

mod mailbox;
mod own;
mod remind;

use crate::App;
use axum::Router;

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(own::routes()).merge(remind::routes())
}

/// What only the demonstration has.
pub(crate) fn demonstration() -> Router<App> {
    mailbox::routes()
}
