//! Convocations: the list of who is convened, the papers, and the lists and screens of the centre.

mod files;
mod list;
mod wall;

use crate::App;
use axum::Router;

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(files::routes()).merge(list::routes()).merge(wall::routes())
}
