//! The pages: one file for each endpoint or small family, with its route, its form, its template and its handler.

pub(crate) mod about;
pub(crate) mod claims;
pub(crate) mod classes;
pub(crate) mod commissions;
pub(crate) mod conformity;
pub(crate) mod convocations;
pub(crate) mod demo;
pub(crate) mod dossiers;
pub(crate) mod forms;
pub(crate) mod harmonisation;
pub(crate) mod home;
pub(crate) mod jury;
pub(crate) mod notices;
pub(crate) mod offline;
pub(crate) mod optional;
pub(crate) mod people;
pub(crate) mod portfolio;
pub(crate) mod retention;
pub(crate) mod sessions;
pub(crate) mod sheets;
pub(crate) mod sign_in;
pub(crate) mod statistics;
pub(crate) mod timetable;
pub(crate) mod transmission;

use crate::App;
use crate::answer::{Answer, Oops};
use axum::Router;
use office::Failure;

/// Every page's routes.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .merge(about::routes())
        .merge(claims::routes())
        .merge(classes::routes())
        .merge(commissions::routes())
        .merge(conformity::routes())
        .merge(convocations::routes())
        .merge(demo::routes())
        .merge(dossiers::routes())
        .merge(forms::routes())
        .merge(harmonisation::routes())
        .merge(home::routes())
        .merge(jury::routes())
        .merge(notices::routes())
        .merge(offline::routes())
        .merge(optional::routes())
        .merge(people::routes())
        .merge(portfolio::routes())
        .merge(retention::routes())
        .merge(sessions::routes())
        .merge(sheets::routes())
        .merge(sign_in::routes())
        .merge(statistics::routes())
        .merge(timetable::routes())
        .merge(transmission::routes())
}

/// Any address that no page has.
pub(crate) async fn not_found() -> Answer {
    Err(Oops::from(Failure::NotFound))
}
