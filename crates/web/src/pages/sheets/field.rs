//! `/feuilles/{id}/champs`: one field, saved as it is written; answered as JSON.

use super::words;
use crate::App;
use crate::answer::{Answer, Oops};
use crate::forms::Form;
use crate::words::sentence;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use exam::french;
use exam::id::SheetId;
use exam::sheet::{Change, Conflict, Field, Sent};
use office::acts::sheets::{Outcome, SendField, WriteFields};
use serde_json::{Value, json};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/feuilles/{id}/champs", post(save))
}

async fn save(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let field = Field::from_name(form.text("field"))?;
    let seen = form.text("revision").parse().unwrap_or(0);
    let change = Change { field, seen, value: form.text("value").to_owned() };
    let (actor, sheet) = (&form.visitor.actor, SheetId::from(id));
    let outcome = match Sent::read(form.text("sent"), form.text("typed_at")) {
        Some(sent) => app.office.perform(actor, SendField { sheet, change, sent }).await,
        None => app.office.perform(actor, WriteFields { sheet, changes: vec![change] }).await,
    };
    let outcome = outcome.map_err(Oops::from)?;
    Ok(answer(&outcome))
}

fn answer(outcome: &Outcome) -> Response {
    if let Some((_, refusal)) = outcome.refused.first() {
        let body = json!({ "message": sentence(refusal) });
        return (StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response();
    }
    if let Some(conflict) = outcome.conflicts.first() {
        return (StatusCode::CONFLICT, Json(both(outcome, conflict))).into_response();
    }
    let received_at = french::second_of(outcome.received_at, &outcome.session.zone);
    let written = outcome.revisions.first();
    let (field, revision) = written.map(|(field, revision)| (field.to_string(), *revision)).unzip();
    let body = json!({
        "field": field,
        "revision": revision,
        "received_at": received_at,
        "since": since(outcome),
        "sheet": sheet(outcome),
    });
    Json(body).into_response()
}

/// What somebody wrote over a write that is sent again; nothing where it is the last.
fn since(outcome: &Outcome) -> Option<Value> {
    let (field, now) = outcome.since.as_ref()?;
    Some(json!({
        "field": field.to_string(),
        "value": now.value,
        "revision": now.revision,
        "by": now.by_name,
        "at": french::second_of(now.at, &outcome.session.zone),
    }))
}

/// What the page shows of the whole sheet after a write.
fn sheet(outcome: &Outcome) -> Value {
    let referential = &outcome.session.referential;
    let lines = outcome.calculation.as_ref().map(|one| words::calculation(one, referential));
    let lines = lines.unwrap_or_default();
    let lines: Vec<_> =
        lines.iter().map(|line| json!({ "label": line.label, "value": line.value })).collect();
    json!({
        "missing": words::missing(&outcome.missing, referential),
        "visas_voided": outcome.voided,
        "calculation": lines,
    })
}

/// Both values, with who wrote the other and when.
fn both(outcome: &Outcome, conflict: &Conflict) -> Value {
    let (session, theirs) = (&outcome.session, &conflict.theirs);
    let label = |value: &str| words::value(&conflict.field, value, &session.referential);
    json!({
        "field": conflict.field.to_string(),
        "theirs": {
            "value": theirs.value,
            "label": label(&theirs.value),
            "by": theirs.by_name,
            "at": french::second_of(theirs.at, &session.zone),
            "revision": theirs.revision,
        },
        "yours": { "value": conflict.yours, "label": label(&conflict.yours) },
    })
}
