//! Hosted portfolios: handed in by their candidate, and shown to the readers of the dossier.

mod ask;
mod hosted;
mod page;
mod pages;
pub(crate) mod reach;
mod site;

use crate::App;
use axum::Router;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(ask::routes())
        .merge(hosted::routes())
        .merge(page::routes())
        .merge(pages::routes())
        .merge(site::routes())
}
