//! People of a session, their accesses, their absences, and one's own account.

mod absence;
mod access;
mod account;
mod list;

use crate::App;
use axum::Router;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(absence::routes())
        .merge(access::routes())
        .merge(account::routes())
        .merge(list::routes())
}
