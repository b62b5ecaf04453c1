//! `/feuilles/{id}/direct`: what the other member writes, sent to an open page as it is received (server-sent events).
//!
//! Each second the sheet is read again; what changed goes out field by field. A stream lives a short while, and the
//! browser opens the next one: rights are asked anew, and the service can stop.

use super::{timer, words};
use crate::App;
use crate::answer::Answer;
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use axum::response::sse::{Event, Sse};
use axum::routing::get;
use exam::access::Actor;
use exam::french;
use exam::id::SheetId;
use exam::sitting::PartTimes;
use futures_util::stream::{self, Stream};
use office::acts::sheets::pulse::{Pulse, SeePulse};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::time::Duration;

/// From one look at the sheet to the next.
const EVERY: Duration = Duration::from_secs(1);

/// How many looks a stream lives.
const LOOKS: u32 = 120;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/feuilles/{id}/direct", get(live))
}

/// What a page was told so far.
struct Watch {
    app: App,
    actor: Actor,
    sheet: SheetId,
    looks: u32,
    /// The revision of each field, how many visas stand, and the real times; `None` before the first look.
    told: Option<(BTreeMap<String, i64>, usize, Vec<PartTimes>)>,
}

async fn live(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let sheet = SheetId::from(id);
    app.office.consult(&visitor.actor, SeePulse { sheet: sheet.clone() }).await?;
    let watch = Watch { app, actor: visitor.actor, sheet, looks: LOOKS, told: None };
    Ok(Sse::new(events(watch)).into_response())
}

fn events(watch: Watch) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(watch, |mut watch| async move {
        let mut closing = watch.app.options.closing.clone();
        while watch.looks > 0 {
            watch.looks -= 1;
            let view = SeePulse { sheet: watch.sheet.clone() };
            let pulse = watch.app.office.consult(&watch.actor, view).await.ok()?;
            if let Some(changed) = watch.changes(&pulse) {
                return Some((Ok(Event::default().data(changed.to_string())), watch));
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                () = closing.wait() => return None,
            }
        }
        None
    })
}

impl Watch {
    /// What is new since the last look; the first look tells every revision, so that a page that was away catches up.
    fn changes(&mut self, pulse: &Pulse) -> Option<Value> {
        let content = &pulse.content;
        let revisions: BTreeMap<_, _> =
            content.fields.iter().map(|(field, entry)| (field.to_string(), entry.revision)).collect();
        let visas = content.standing_visas().count();
        let told = self.told.replace((revisions, visas, pulse.oral.parts.clone()));
        if told.as_ref().is_some_and(|told| Some(told) == self.told.as_ref()) {
            return None;
        }
        let known = told.map(|(revisions, ..)| revisions).unwrap_or_default();
        let (referential, zone) = (&pulse.session.referential, &pulse.session.zone);
        let new = content
            .fields
            .iter()
            .filter(|(field, entry)| known.get(&field.to_string()) != Some(&entry.revision));
        let fields: Vec<_> = new
            .map(|(field, entry)| {
                json!({
                    "field": field.to_string(),
                    "value": entry.value,
                    "revision": entry.revision,
                    "by": entry.by_name,
                    "at": french::second_of(entry.at, zone),
                })
            })
            .collect();
        let lines =
            pulse.calculation.as_ref().map(|one| words::calculation(one, referential)).unwrap_or_default();
        let lines: Vec<_> =
            lines.iter().map(|line| json!({ "label": line.label, "value": line.value })).collect();
        Some(json!({
            "fields": fields,
            "sheet": {
                "missing": words::missing(&pulse.missing, referential),
                "calculation": lines,
                "closed": content.state() == exam::sheet::State::Closed,
            },
            "oral": timer::data(&timer::clocks(&pulse.oral, pulse.now, (referential, zone))),
        }))
    }
}
