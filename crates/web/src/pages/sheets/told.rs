//! `/feuilles/{id}/moments`: what a device tells of the sitting, at once or afterwards; answered as JSON.

use super::timer::{clocks, data};
use super::{Presence, presence};
use crate::App;
use crate::answer::{Answer, Oops};
use crate::forms::Form;
use crate::words::sentence;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Json, Router};
use exam::french;
use exam::id::SheetId;
use exam::sitting::Told;
use office::acts::sheets::SeeSheet;
use serde_json::json;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/feuilles/{id}/moments", post(tell))
}

async fn tell(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let told = Told::read(form.text("value"), form.text("sent_at"))?;
    let (actor, sheet) = (&form.visitor.actor, SheetId::from(id));
    let refused = app.office.take_told(actor, &sheet, told).await.map_err(Oops::from)?;
    let page = app.office.consult(actor, SeeSheet { sheet }).await?;
    let (session, now) = (&page.session, page.now);
    let clocks = clocks(&page.oral, now, (&session.referential, &session.zone));
    let Presence { told, late, .. } =
        presence(page.arrival.as_ref(), page.seated.sitting.starts_at, &session.zone);
    let body = json!({
        "received_at": french::second_of(now, &session.zone),
        "revision": 0,
        "oral": data(&clocks),
        "presence": { "told": told, "late": late },
        "refused": refused.iter().map(sentence).collect::<Vec<_>>(),
    });
    Ok(Json(body).into_response())
}
