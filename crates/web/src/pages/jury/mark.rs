//! `/candidatures/{id}/note`: the jury decides a mark, and goes to the next who waits.

use super::room::{address, show};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use exam::id::CandidateId;
use exam::sitting::WhichExam;
use office::acts::jury::{DecideMark, SeeJuryRoom};
use office::acts::optional::DecideOptionalMark;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/candidatures/{id}/note", post(decide))
}

async fn decide(State(app): State<App>, Path(candidate): Path<CandidateId>, form: Form) -> Answer {
    let actor = &form.visitor.actor;
    let left = form.ticked("left");
    let (mark, remark) = (form.text("mark").to_owned(), form.text("remark").to_owned());
    let optional = form.text("exam") == WhichExam::Optional.code();
    let which = if optional { WhichExam::Optional } else { WhichExam::Oral };
    let typed = (which.code().to_owned(), mark.clone(), remark.clone());
    let id = candidate.clone();
    let done = match which {
        WhichExam::Oral => app.office.perform(actor, DecideMark { candidate: id, mark, remark }).await,
        WhichExam::Optional => {
            app.office.perform(actor, DecideOptionalMark { candidate: id, mark, remark }).await
        }
    };
    match done {
        Ok(_) => {
            let room = app.office.consult(actor, SeeJuryRoom { candidate, left }).await?;
            let next = match &room.ready {
                Some(next) => format!("{}?fait=note", address(next, left)),
                None => format!("/sessions/{}/jury?fait=note", room.session.id),
            };
            Ok(Redirect::to(&next).into_response())
        }
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                show(&app, &form.visitor, (candidate, left), (None, Some((sentence, typed)))).await
            }
            None => Err(Oops::from(failure)),
        },
    }
}

/// An identifier as it may stand in an address.
pub(super) fn plain(sent: &str) -> String {
    sent.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}
