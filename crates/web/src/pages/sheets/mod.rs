//! The evaluation sheet: written by two, reviewed and signed, read by the jury, printed.

mod field;
mod live;
mod oral;
mod papers;
mod recommended;
mod reopen;
mod scans;
pub(crate) mod shown;
pub(crate) mod timer;
mod told;
pub(crate) mod visa;
mod words;
mod write;

pub(crate) use shown::{Presence, presence};

use crate::App;
use crate::answer::Answer;
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use office::acts::sheets::SeeSheet;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/feuilles/{id}", get(see).post(write::save))
        .merge(field::routes())
        .merge(live::routes())
        .merge(oral::routes())
        .merge(papers::routes())
        .merge(reopen::routes())
        .merge(scans::routes())
        .merge(timer::routes())
        .merge(told::routes())
        .merge(visa::routes())
}

/// The form for the two members, while it may be written; a page to read for everybody else.
async fn see(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let sheet = app.office.consult(&visitor.actor, SeeSheet { sheet: id.into() }).await?;
    if sheet.writable() {
        Ok(write::page(&app, &visitor, &sheet, &write::Sent::default(), StatusCode::OK))
    } else {
        Ok(visa::page(&app, &visitor, &sheet, None))
    }
}
