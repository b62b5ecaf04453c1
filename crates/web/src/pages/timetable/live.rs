//! `/plans/{id}/direct`: how a search stands, sent to an open page (server-sent events).

use super::words::count;
use crate::App;
use crate::answer::Answer;
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use axum::response::sse::{Event, Sse};
use axum::routing::get;
use exam::access::Actor;
use futures_util::stream::{self, Stream};
use office::acts::timetable::{Point, SeeProgress};
use serde_json::json;
use std::convert::Infallible;
use std::time::Duration;

/// From one look to the next.
const EVERY: Duration = Duration::from_millis(500);

/// How many looks a stream lives: the browser opens the next one.
const LOOKS: u32 = 240;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/plans/{id}/direct", get(live))
}

/// What a page was told so far.
struct Watch {
    app: App,
    actor: Actor,
    plan: String,
    looks: u32,
    told: Option<String>,
}

async fn live(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    app.office.consult(&visitor.actor, SeeProgress { plan: id.clone() }).await?;
    let watch = Watch { app, actor: visitor.actor, plan: id, looks: LOOKS, told: None };
    Ok(Sse::new(events(watch)).into_response())
}

fn sentence(point: Option<Point>) -> String {
    let Some(point) = point else { return "La recherche a commencé.".to_owned() };
    let seconds = point.after / 1000;
    let unseated = match point.unseated {
        0 => "tout le monde a une place".to_owned(),
        some => count(some, "personne sans place", "personnes sans place"),
    };
    let bound = point.bound.map(|bound| format!(", aucun plan sous {bound}")).unwrap_or_default();
    format!("{seconds}\u{a0}s : {unseated}, coût {}{bound}.", point.cost)
}

fn events(watch: Watch) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold(watch, |mut watch| async move {
        let mut closing = watch.app.options.closing.clone();
        while watch.looks > 0 {
            watch.looks -= 1;
            let view = SeeProgress { plan: watch.plan.clone() };
            let stands = watch.app.office.consult(&watch.actor, view).await.ok()?;
            let over = !stands.working || stands.cut;
            let told = json!({ "over": over, "sentence": sentence(stands.point) }).to_string();
            if watch.told.as_ref() != Some(&told) {
                watch.told = Some(told.clone());
                if over {
                    watch.looks = 0;
                }
                return Some((Ok(Event::default().data(told)), watch));
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                () = closing.wait() => return None,
            }
        }
        None
    })
}
