//! `/candidatures/{id}/remarques`: the jury observes something on a candidate (E4-34).

use super::list;
use super::mark::plain;
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use office::acts::jury::WriteRemark;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/candidatures/{id}/remarques", post(write))
}

async fn write(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let session = plain(form.text("session"));
    let act = WriteRemark { candidate: id.into(), text: form.text("text").to_owned() };
    match app.office.perform(&form.visitor.actor, act).await {
        Ok(()) => Ok(Redirect::to(&format!("/sessions/{session}/jury")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => list::again(&app, &form.visitor, &session, sentence).await,
            None => Err(Oops::from(failure)),
        },
    }
}
