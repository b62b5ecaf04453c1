//! `/mon-dossier/{candidate}/tableau/en-ligne`: the whole table, received at each change; answered as JSON to a script.

use super::form::{Done, Typed};
use super::notes::Notes;
use super::shown::both;
use super::{Said, show};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::LongForm;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use axum::{Json, Router};
use exam::french;
use exam::id::CandidateId;
use office::acts::online::{OnlinePage, Saved, SeeOnlineTable, Version, WriteTable};
use serde_json::{Value, json};

/// The largest form, in bytes: the longest table, each letter escaped.
const MAX_FORM: usize = 8_000_000;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/mon-dossier/{candidate}/tableau/en-ligne", post(save))
        .layer(DefaultBodyLimit::max(MAX_FORM))
}

async fn save(
    State(app): State<App>,
    Path(candidate): Path<CandidateId>,
    headers: HeaderMap,
    LongForm(form): LongForm,
) -> Answer {
    let script = headers.get(header::ACCEPT).is_some_and(|accept| accept == "application/json");
    let mut typed = Typed::from_form(&form);
    let done = typed.act(form.text("act"), form.text("gone"));
    let seen = form.text("revision").parse().unwrap_or(0);
    let act = WriteTable { candidate: candidate.clone(), seen, table: typed.table.clone() };
    let actor = &form.visitor.actor;
    let saved = app.office.perform(actor, act).await;
    if script {
        let page = app.office.consult(actor, SeeOnlineTable { candidate }).await?;
        return match saved? {
            Saved::Received(revision, at) => {
                let notes = Notes::of(&app.office.check_table(&page, &typed.table).await?);
                let received_at = french::second_of(at, &page.dossier.session.zone);
                let table = told(&notes, &typed);
                Ok(Json(json!({"revision": revision, "received_at": received_at, "table": table}))
                    .into_response())
            }
            Saved::Stale(theirs) => Ok(stale(&page, &theirs, &typed)),
        };
    }
    match saved {
        Ok(Saved::Received(..)) if done.gone.is_none() => Ok(back(&candidate, &done)),
        Ok(Saved::Received(..)) => {
            let said = Said { gone: done.gone, ..Said::default() };
            show(&app, &form.visitor, candidate, said).await
        }
        Ok(Saved::Stale(theirs)) => {
            let (theirs, status) = (Some(theirs), StatusCode::CONFLICT);
            let said = Said { typed: Some(typed), theirs, status, ..Said::default() };
            show(&app, &form.visitor, candidate, said).await
        }
        Err(failure) => {
            let sentence = refusal(&failure).ok_or(Oops::from(failure))?;
            let (flash, status) = (Some(("error", sentence)), StatusCode::UNPROCESSABLE_ENTITY);
            show(
                &app,
                &form.visitor,
                candidate,
                Said { typed: Some(typed), flash, status, ..Said::default() },
            )
            .await
        }
    }
}

/// To the page, at the line that the button was about.
fn back(candidate: &CandidateId, done: &Done) -> Response {
    let here = done.here.map(|(group, at)| format!("#ligne-{group}-{at}")).unwrap_or_default();
    Redirect::to(&format!("/mon-dossier/{candidate}/tableau{here}")).into_response()
}

fn told(notes: &Notes, typed: &Typed) -> Value {
    let of_lines = notes.of_lines.iter().flat_map(|((group, at), found)| {
        let key = typed.keys[*group].get(*at);
        found.iter().map(move |one| (key.map_or("", String::as_str), one))
    });
    let general = notes.general.iter().map(|one| ("", one));
    let findings: Vec<Value> = of_lines
        .chain(general)
        .map(|(key, one)| json!({"row": key, "kind": one.kind, "weight": one.weight, "message": one.message}))
        .collect();
    let competences: Vec<Value> =
        notes.competences.iter().map(|one| json!({"told": one.told, "gap": one.gap})).collect();
    json!({
        "coverage": notes.coverage,
        "covered": notes.covered_told(),
        "serious": notes.serious_told(),
        "competences": competences,
        "findings": findings,
    })
}

/// Both versions, each told by what the other does not have.
fn stale(page: &OnlinePage, theirs: &Version, typed: &Typed) -> Response {
    let both = both(theirs, &typed.table, &page.dossier.session.zone);
    let body = json!({
        "theirs": {"by": both.by, "at": both.at, "revision": theirs.revision, "label": both.theirs},
        "yours": {"label": both.mine},
    });
    (StatusCode::CONFLICT, Json(body)).into_response()
}
