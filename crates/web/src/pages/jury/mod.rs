//! The jury: what it has before it, the marks it decides, the publication.

mod deliberation;
mod list;
mod mark;
mod nominations;
mod papers;
mod remark;
mod room;

use crate::App;
use axum::Router;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(deliberation::routes())
        .merge(list::routes())
        .merge(mark::routes())
        .merge(nominations::routes())
        .merge(papers::routes())
        .merge(remark::routes())
        .merge(room::routes())
}
