//! `/candidatures/{id}/note`: the jury decides a mark.

use super::list;
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use office::acts::jury::DecideMark;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/candidatures/{id}/note", post(decide))
}

async fn decide(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let act = DecideMark {
        candidate: id.into(),
        mark: form.text("mark").to_owned(),
        remark: form.text("remark").to_owned(),
    };
    let session: String =
        form.text("session").chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    match app.office.perform(&form.visitor.actor, act).await {
        Ok(_) => Ok(Redirect::to(&format!("/sessions/{session}/jury")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => list::again(&app, &form.visitor, &session, sentence).await,
            None => Err(Oops::from(failure)),
        },
    }
}
