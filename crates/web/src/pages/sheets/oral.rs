//! What two people do beside the grid: the candidate's arrival, the own note of preparation, a divergence.

use super::visa;
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use axum::{Json, Router};
use exam::sitting::Identity;
use exam::{Refusal, french};
use jiff::SignedDuration;
use office::Failure;
use office::acts::oral::{RecordDivergence, SettleDivergence, WelcomeCandidate, WriteNote, Wrote};
use office::acts::sheets::SeeSheet;
use serde_json::json;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/feuilles/{id}/presence", post(welcome))
        .route("/feuilles/{id}/preparation", post(note))
        .route("/feuilles/{id}/divergence", post(diverge))
        .route("/feuilles/{id}/divergence/tranchee", post(settle))
}

/// Back to the page, or the sheet as it reads with what was refused.
async fn answer(app: &App, form: &Form, id: &str, done: Result<(), Failure>, back: String) -> Answer {
    match done {
        Ok(()) => Ok(Redirect::to(&back).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                let view = SeeSheet { sheet: id.into() };
                let sheet = app.office.consult(&form.visitor.actor, view).await?;
                Ok(visa::page(app, &form.visitor, &sheet, Some(sentence)))
            }
            None => Err(Oops::from(failure)),
        },
    }
}

async fn welcome(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let actor = &form.visitor.actor;
    let done = match Identity::from_code(form.text("identity")) {
        Some(identity) => {
            let (sheet, ago) = (id.as_str().into(), SignedDuration::ZERO);
            app.office.perform(actor, WelcomeCandidate { sheet, identity, ago }).await
        }
        None => Err(Refusal::Required { field: "pièce d’identité" }.into()),
    };
    // Those who run the day come from its page, and read no sheet.
    let day = form.text("day");
    if !day.is_empty() {
        done.map_err(Oops::from)?;
        return Ok(Redirect::to(&format!("/commissions/{day}")).into_response());
    }
    answer(&app, &form, &id, done, format!("/feuilles/{id}#presence")).await
}

async fn diverge(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let act = RecordDivergence { sheet: id.as_str().into(), reason: form.text("reason").to_owned() };
    let done = app.office.perform(&form.visitor.actor, act).await;
    answer(&app, &form, &id, done, format!("/feuilles/{id}/visa")).await
}

async fn settle(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let settlement = form.text("settlement").to_owned();
    let act = SettleDivergence { sheet: id.as_str().into(), settlement };
    let done = app.office.perform(&form.visitor.actor, act).await;
    answer(&app, &form, &id, done, format!("/feuilles/{id}/visa")).await
}

/// The own note: as a script saves it, or as a form sends it.
async fn note(State(app): State<App>, Path(id): Path<String>, headers: HeaderMap, form: Form) -> Answer {
    let script = headers.get(header::ACCEPT).is_some_and(|accept| accept == "application/json");
    let (text, seen) =
        if script { (form.text("value"), "revision") } else { (form.text("note"), "rev:note") };
    let seen = form.text(seen).parse().unwrap_or(0);
    let act = WriteNote { sheet: id.as_str().into(), seen, text: text.to_owned() };
    let wrote = app.office.perform(&form.visitor.actor, act).await.map_err(Oops::from)?;
    if script {
        return Ok(saved(&wrote));
    }
    if wrote.stale.is_some() {
        // Both texts are the same person's: they are put one after the other, and none is lost.
        let both = format!("{}\n\n{}", wrote.note.text, text);
        let act = WriteNote { sheet: id.as_str().into(), seen: wrote.note.revision, text: both };
        app.office.perform(&form.visitor.actor, act).await.map_err(Oops::from)?;
    }
    Ok(Redirect::to(&format!("/feuilles/{id}#note-privee")).into_response())
}

fn saved(wrote: &Wrote) -> Response {
    let at = wrote.note.at.map(|at| french::second_of(at, &wrote.session.zone)).unwrap_or_default();
    let Some(mine) = &wrote.stale else {
        let body = json!({ "field": "note", "revision": wrote.note.revision, "received_at": at });
        return Json(body).into_response();
    };
    let body = json!({
        "field": "note",
        "theirs": {
            "value": wrote.note.text,
            "label": wrote.note.text,
            "by": "vous, dans une autre fenêtre",
            "at": at,
            "revision": wrote.note.revision,
        },
        "yours": { "value": mine, "label": mine },
    });
    (StatusCode::CONFLICT, Json(body)).into_response()
}
