//! `/feuilles/{id}/chrono`: the timer of both parts (E4-16), as a page seen from afar, as data, and its buttons.
//!
//! Every instant is the server's. The display goes on by itself between two looks; it never decides anything.

use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use crate::page::{Page, render};
use crate::visitor::Visitor;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Json, Router};
use exam::french;
use exam::referential::Referential;
use exam::sitting::{ExtraTime, Happened, Sitting, allowed};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use office::acts::oral::{KeepTime, Moment};
use office::acts::sheets::pulse::SeePulse;
use office::acts::sheets::{SeeSheet, SheetPage};
use serde_json::{Value, json};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/feuilles/{id}/chrono", get(see).post(keep))
        .route("/feuilles/{id}/chrono/etat", get(state))
}

/// One part on the timer.
#[derive(Debug, Clone)]
pub(crate) struct PartClock {
    pub code: String,
    pub title: String,
    /// « 10 min ».
    pub allowed: String,
    pub allowed_seconds: i64,
    pub spent_seconds: i64,
    /// « 04:12 ».
    pub shown: String,
    /// `waiting`, `ready`, `running` or `ended`.
    pub state: &'static str,
    /// When it started and ended, and by how much it went over.
    pub told: String,
    pub over: bool,
}

/// The parts of the oral, as they stand at an instant.
pub(crate) fn clocks(
    oral: &Sitting,
    now: Timestamp,
    (referential, zone): (&Referential, &TimeZone),
) -> Vec<PartClock> {
    let elapsed = oral.elapsed(now, referential);
    let clock = |part: &exam::referential::Part| {
        let one = elapsed.iter().find(|one| one.part == part.code);
        let state = match one {
            Some(one) if one.running => "running",
            Some(_) => "ended",
            None if oral.start(&part.code, Happened::now(now), referential).is_ok() => "ready",
            None => "waiting",
        };
        let spent = one.map_or(SignedDuration::ZERO, |one| one.spent);
        let over = one.map_or(SignedDuration::ZERO, |one| one.overrun);
        let allowed = allowed(part, oral.extra);
        PartClock {
            code: part.code.clone(),
            title: part.title.clone(),
            allowed: in_words(allowed),
            allowed_seconds: allowed.as_secs(),
            spent_seconds: spent.as_secs(),
            shown: digits(spent),
            state,
            told: told(oral, &part.code, over, zone),
            over: over > SignedDuration::ZERO,
        }
    };
    referential.parts.iter().map(clock).collect()
}

/// The words for a candidate's arrangement; empty where there is none.
pub(crate) fn arrangement(extra: ExtraTime) -> String {
    match extra {
        ExtraTime::NONE => String::new(),
        ExtraTime::THIRD => "Tiers temps accordé : les durées sont majorées d’un tiers.".to_owned(),
        extra => format!("Temps majoré accordé : {extra} de chaque durée en plus."),
    }
}

/// The words for an oral that, with extra time, ends after the next one starts.
pub(crate) fn overrun(over: SignedDuration) -> String {
    format!("Dépasse de {} sur le passage suivant", in_words(over))
}

/// « 04:12 »; minutes go beyond 59.
fn digits(spent: SignedDuration) -> String {
    format!("{:02}:{:02}", spent.as_secs() / 60, spent.as_secs() % 60)
}

/// « 10 min », « 13 min 20 s ».
fn in_words(duration: SignedDuration) -> String {
    match (duration.as_secs() / 60, duration.as_secs() % 60) {
        (0, seconds) => format!("{seconds}\u{a0}s"),
        (minutes, 0) => format!("{minutes}\u{a0}min"),
        (minutes, seconds) => format!("{minutes}\u{a0}min {seconds:02}\u{a0}s"),
    }
}

fn told(oral: &Sitting, part: &str, over: SignedDuration, zone: &TimeZone) -> String {
    let Some(times) = oral.times(part) else { return String::new() };
    let at = |at, received: Option<Timestamp>| {
        let device = if received.is_some() { " (selon l’appareil)" } else { "" };
        format!("{}{device}", french::second_of(at, zone))
    };
    let start = at(times.started_at, times.start_received);
    let mut told = match times.ended_at {
        None => format!("Commencée à {start}."),
        Some(end) => format!("De {start} à {}.", at(end, times.end_received)),
    };
    if over > SignedDuration::ZERO && times.ended_at.is_some() {
        told = format!("{told} Dépassement : {}.", in_words(over));
    }
    told
}

/// The timer as data.
pub(super) fn data(clocks: &[PartClock]) -> Value {
    let part = |one: &PartClock| {
        json!({ "code": one.code, "state": one.state, "spent": one.spent_seconds, "allowed": one.allowed_seconds,
                "told": one.told })
    };
    clocks.iter().map(part).collect()
}

#[derive(Template)]
#[template(path = "pages/sheets/clock.html")]
struct ClockPage {
    page: Page,
    lead: String,
    id: String,
    member: bool,
    clocks: Vec<PartClock>,
    arrangement: String,
}

fn page(app: &App, visitor: &Visitor, sheet: &SheetPage, no: Option<String>) -> Response {
    let (session, oral) = (&sheet.session, &sheet.oral);
    let name = sheet.seated.candidate.full_name();
    let (page, status) = Page::new(app, visitor, name, "").refused(no);
    let template = ClockPage {
        page,
        lead: format!("Oral prévu à {}.", french::hour_of(sheet.seated.sitting.starts_at, &session.zone)),
        id: sheet.seated.sitting.sheet.to_string(),
        member: sheet.writable(),
        clocks: clocks(oral, sheet.now, (&session.referential, &session.zone)),
        arrangement: arrangement(oral.extra),
    };
    render(status, &template)
}

async fn see(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let sheet = app.office.consult(&visitor.actor, SeeSheet { sheet: id.into() }).await?;
    Ok(page(&app, &visitor, &sheet, None))
}

async fn state(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let pulse = app.office.consult(&visitor.actor, SeePulse { sheet: id.into() }).await?;
    let (session, now) = (&pulse.session, pulse.now);
    Ok(Json(data(&clocks(&pulse.oral, now, (&session.referential, &session.zone)))).into_response())
}

async fn keep(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let moment = if form.text("moment") == "end" { Moment::End } else { Moment::Start };
    let (part, ago) = (form.text("part").to_owned(), SignedDuration::ZERO);
    let act = KeepTime { sheet: id.as_str().into(), part, moment, ago };
    let done = app.office.perform(&form.visitor.actor, act).await;
    match done {
        Ok(()) if form.text("from") == "chrono" => {
            Ok(Redirect::to(&format!("/feuilles/{id}/chrono")).into_response())
        }
        Ok(()) => Ok(Redirect::to(&format!("/feuilles/{id}#chrono")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                let view = SeeSheet { sheet: id.into() };
                let sheet = app.office.consult(&form.visitor.actor, view).await?;
                Ok(page(&app, &form.visitor, &sheet, Some(sentence)))
            }
            None => Err(Oops::from(failure)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e4_16_durations_are_read_from_afar_and_in_words() {
        let seconds = SignedDuration::from_secs;
        assert_eq!([digits(seconds(252)), digits(seconds(4_000))], ["04:12", "66:40"]);
        assert_eq!(in_words(seconds(800)), "13\u{a0}min 20\u{a0}s");
        assert_eq!([in_words(seconds(600)), in_words(seconds(5))], ["10\u{a0}min", "5\u{a0}s"]);
    }
}
