//! Dossiers: the candidate's own, what readers are shown of it, its files, and the result at the end.

pub(crate) mod certificates;
mod deposit;
mod files;
mod next;
mod online;
pub(crate) mod own;
mod read;
mod result;
pub(crate) mod shown;
mod table;

use crate::App;
use axum::Router;
pub(crate) use deposit::NO_FILE;
pub(crate) use files::{XLSX, file};
pub(crate) use read::identity;
pub(crate) use table::{Seen, seen, seen_table};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(certificates::routes())
        .merge(deposit::routes())
        .merge(files::routes())
        .merge(online::routes())
        .merge(own::routes())
        .merge(read::routes())
        .merge(result::routes())
}
