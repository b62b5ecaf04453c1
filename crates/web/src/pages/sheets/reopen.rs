//! `/feuilles/{id}/reouverture`: the president reopens a closed sheet, with a reason (E4-17).

use super::visa;
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use office::acts::sheets::{ReopenSheet, SeeSheet};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/feuilles/{id}/reouverture", post(reopen))
}

async fn reopen(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let actor = &form.visitor.actor;
    let act = ReopenSheet { sheet: id.as_str().into(), reason: form.text("reason").to_owned() };
    match app.office.perform(actor, act).await {
        Ok(()) => Ok(Redirect::to(&format!("/feuilles/{id}")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                let sheet = app.office.consult(actor, SeeSheet { sheet: id.into() }).await?;
                Ok(visa::page(&app, &form.visitor, &sheet, Some(sentence)))
            }
            None => Err(Oops::from(failure)),
        },
    }
}
