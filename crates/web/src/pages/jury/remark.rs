//! `/candidatures/{id}/remarques`: the jury observes something on a candidate (E4-34).

use super::mark::plain;
use super::{list, room};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use exam::id::CandidateId;
use office::acts::jury::WriteRemark;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/candidatures/{id}/remarques", post(write))
}

async fn write(State(app): State<App>, Path(candidate): Path<CandidateId>, form: Form) -> Answer {
    let (session, in_room) = (plain(form.text("session")), form.ticked("room"));
    let act = WriteRemark { candidate: candidate.clone(), text: form.text("text").to_owned() };
    match app.office.perform(&form.visitor.actor, act).await {
        Ok(()) if in_room => {
            Ok(Redirect::to(&format!("{}#remarques", room::address(&candidate, false))).into_response())
        }
        Ok(()) => Ok(Redirect::to(&format!("/sessions/{session}/jury")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) if in_room => {
                let nothing = (String::new(), String::new(), String::new());
                room::show(&app, &form.visitor, (candidate, false), (None, Some((sentence, nothing)))).await
            }
            Some(sentence) => list::again(&app, &form.visitor, &session, sentence).await,
            None => Err(Oops::from(failure)),
        },
    }
}
