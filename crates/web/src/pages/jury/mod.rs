//! The jury: what it has before it, the marks it decides, the publication.

mod list;
mod mark;

use crate::App;
use axum::Router;

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(list::routes()).merge(mark::routes())
}
