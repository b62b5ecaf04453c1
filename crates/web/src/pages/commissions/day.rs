//! `/commissions/{id}`: the day of a commission, for its two members and for those who run it.
#![allow(clippy::cmp_owned, reason = "the select component compares keys of any type as texts")]

use crate::App;
use crate::answer::{Answer, Oops};
use crate::forms::Form;
use crate::page::{Page, show};
use crate::pages::sheets::{Presence, presence, timer};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::french;
use exam::referential::Referential;
use exam::sheet::{Spread, State as SheetState};
use exam::sitting::{Answer as Given, ExtraTime, Sitting};
use exam::{Refusal, commission::Seat};
use office::acts::days::{Day, DaySitting, SeeDay};
use office::acts::oral::ArrangeTime;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/commissions/{id}", get(see)).route("/candidatures/{id}/temps", post(arrange))
}

/// The extra time that may be granted, as forms offer it.
pub(crate) const ARRANGEMENTS: [(&str, &str); 3] =
    [("0", "Aucun"), ("1/3", "Tiers temps"), ("1/2", "La moitié en plus")];

struct Passage {
    at: String,
    name: String,
    detail: String,
    href: String,
    kind: &'static str,
    state: String,
    candidate: String,
    sheet: String,
    presence: Presence,
    extra: String,
    /// The oral has not started: the times may still be arranged.
    waits: bool,
}

/// One line of the mirror: its title, and how many sheets stand at each level.
struct Mirrored {
    title: String,
    counts: [usize; 5],
}

/// What the commission has given so far.
struct Mirror {
    levels: Vec<String>,
    lines: Vec<Mirrored>,
    marks: String,
}

#[derive(Template)]
#[template(path = "pages/commissions/day.html")]
struct DayPage {
    page: Page,
    id: String,
    lead: String,
    /// The reader's account.
    me: String,
    /// Why the sheets cannot be opened yet; empty once they can.
    closed: String,
    member: bool,
    runs: bool,
    /// The two seats, with who sits there.
    seats: Vec<(&'static str, String)>,
    passages: Vec<Passage>,
    arrangements: [(&'static str, &'static str); 3],
    mirror: Option<Mirror>,
    left: usize,
    optional: Vec<OptionalPassage>,
}

/// The optional exam of one candidate of the day (E4-37).
struct OptionalPassage {
    name: String,
    detail: &'static str,
    candidate: String,
    /// Its own sheet; empty before it is open.
    sheet: String,
    kind: &'static str,
    state: String,
    /// The commission may open it now.
    ready: bool,
}

/// Where an oral stands, from its real times.
fn progress(oral: &Sitting, day: &Day) -> Option<String> {
    let zone = &day.session.zone;
    let last = oral.parts.last()?;
    let title = |code: &str| {
        let part = day.session.referential.parts.iter().find(|part| part.code == code);
        part.map(|part| part.title.to_lowercase()).unwrap_or_default()
    };
    match (oral.ended_at(&day.session.referential), last.ended_at) {
        (Some(end), _) => Some(format!("Oral terminé à {}", french::hour_of(end, zone))),
        (None, None) => {
            let since = french::hour_of(last.started_at, zone);
            Some(format!("En cours depuis {since} : {}", title(&last.part)))
        }
        (None, Some(end)) => Some(format!("Première partie terminée à {}", french::hour_of(end, zone))),
    }
}

fn mirror(spread: &Spread, referential: &Referential) -> Option<Mirror> {
    if spread.is_empty() {
        return None;
    }
    let title =
        |code: &str| referential.line(code).map_or_else(|| code.to_owned(), |line| line.label.clone());
    let marks: Vec<_> = spread.marks.iter().map(ToString::to_string).collect();
    Some(Mirror {
        levels: referential.levels.iter().map(|level| level.label.clone()).collect(),
        lines: spread
            .lines
            .iter()
            .map(|(code, counts)| Mirrored { title: title(code), counts: *counts })
            .collect(),
        marks: marks.join(" ; "),
    })
}

fn passage(one: &DaySitting, day: &Day) -> Passage {
    let candidate = &one.seated.candidate;
    let (kind, state) = match (one.state, one.begun) {
        _ if !one.cancelled.is_empty() => ("error", "Visa annulé : à relire".to_owned()),
        (SheetState::Closed, _) => ("success", "Close".to_owned()),
        (SheetState::OneVisa, _) => ("warning", "Un visa manque".to_owned()),
        (SheetState::Open, true) if one.missing == 0 => ("warning", "À viser".to_owned()),
        (SheetState::Open, true) => ("info", "En cours".to_owned()),
        (SheetState::Open, false) => ("neutral", "À venir".to_owned()),
    };
    let (kind, state) = if one.diverging { ("warning", "Divergence".to_owned()) } else { (kind, state) };
    let zone = &day.session.zone;
    let presence = presence(one.arrival.as_ref(), one.seated.sitting.starts_at, zone);
    let mut detail = format!("{}, n° {}", candidate.speciality.label(), candidate.number);
    let told =
        progress(&one.oral, day).or_else(|| Some(presence.told.clone()).filter(|told| !told.is_empty()));
    if let Some(told) = told {
        detail = format!("{detail}. {told}");
    }
    if one.oral.extra != ExtraTime::NONE {
        detail = format!("{detail}. {}", timer::arrangement(one.oral.extra).trim_end_matches('.'));
    }
    if one.begun && one.missing > 0 {
        let things = if one.missing == 1 { "chose" } else { "choses" };
        detail = format!("{detail}. Il manque {} {things} avant le visa", one.missing);
    }
    match one.request {
        Some(Given::Accepted) => detail.push_str(", suivi de l’épreuve facultative EF4"),
        _ if candidate.optional_exam => {
            detail.push_str(", inscription à l’épreuve facultative EF4 sans demande acceptée");
        }
        _ => {}
    }
    if !one.visas.is_empty() && one.state != SheetState::Closed {
        detail = format!("{detail}. Visa de {}", one.visas.join(" et "));
    }
    if !one.cancelled.is_empty() {
        detail =
            format!("{detail}. Le visa de {} a été annulé par une modification", one.cancelled.join(" et "));
    }
    Passage {
        at: french::hour_of(one.seated.sitting.starts_at, &day.session.zone),
        name: candidate.full_name(),
        detail,
        href: format!("/feuilles/{}", one.seated.sitting.sheet),
        kind,
        state,
        candidate: candidate.id.to_string(),
        sheet: one.seated.sitting.sheet.to_string(),
        presence,
        extra: one.oral.extra.to_string(),
        waits: one.oral.parts.is_empty() && one.state != SheetState::Closed,
    }
}

/// The optional exams of the day: accepted requests, each right after its oral.
fn optional(one: &DaySitting, day: &Day) -> Option<OptionalPassage> {
    if one.request != Some(Given::Accepted) && one.optional.is_none() {
        return None;
    }
    let over = one.oral.ended_at(&day.session.referential).is_some() || one.state == SheetState::Closed;
    let (kind, state) = match &one.optional {
        None if over => ("warning", "À commencer"),
        None => ("neutral", "Après l’oral"),
        Some(sitting) => match sitting.state {
            SheetState::Closed => ("success", "Close"),
            SheetState::OneVisa => ("warning", "Un visa manque"),
            SheetState::Open if sitting.missing == 0 => ("warning", "À viser"),
            SheetState::Open => ("info", "En cours"),
        },
    };
    Some(OptionalPassage {
        name: one.seated.candidate.full_name(),
        detail: "EF4, à la suite de l’oral, devant la même commission",
        candidate: one.seated.candidate.id.to_string(),
        sheet: one.optional.as_ref().map(|sitting| sitting.sheet.to_string()).unwrap_or_default(),
        kind,
        state: state.to_owned(),
        ready: day.member && over && one.optional.is_none(),
    })
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let day = app.office.consult(&visitor.actor, SeeDay { commission: id.as_str().into() }).await?;
    let names: Vec<_> = day.members.iter().map(|member| member.name.as_str()).collect();
    let lead = format!(
        "{}, salle {}. Option {}, {}. {}.",
        french::capital(&french::day(day.commission.held_on)),
        day.commission.room,
        day.commission.speciality.label(),
        day.commission.track.label().to_lowercase(),
        names.join(" et ")
    );
    let closed = match (day.open, day.member) {
        (false, true) => format!(
            "Les dossiers et les feuilles s’ouvrent à la commission le {}.",
            french::date(day.session.dates.reading_from)
        ),
        _ => String::new(),
    };
    let title = format!("Commission {}", day.commission.number);
    let seats = [Seat::Lead, Seat::Second].into_iter().zip(&day.members);
    let template = DayPage {
        page: Page::new(&app, &visitor, title, "").done(query.as_deref()),
        id,
        lead,
        me: visitor.actor.account.to_string(),
        closed,
        member: day.member,
        runs: day.runs,
        seats: seats.map(|(seat, member)| (seat.code(), member.name.clone())).collect(),
        passages: day.sittings.iter().map(|one| passage(one, &day)).collect(),
        arrangements: ARRANGEMENTS,
        mirror: day.spread.as_ref().and_then(|spread| mirror(spread, &day.session.referential)),
        left: day.sittings.iter().filter(|one| one.state != SheetState::Closed).count(),
        optional: day.sittings.iter().filter_map(|one| optional(one, &day)).collect(),
    };
    Ok(show(&template))
}

async fn arrange(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let extra = ExtraTime::parse(form.text("extra")).ok_or(Refusal::Required { field: "temps majoré" })?;
    let act = ArrangeTime { candidate: id.into(), extra };
    let dossier = format!("/dossiers/{}?fait=temps", act.candidate);
    app.office.perform(&form.visitor.actor, act).await.map_err(Oops::from)?;
    let back = match form.text("day") {
        "" => dossier,
        day => format!("/commissions/{day}?fait=temps"),
    };
    Ok(Redirect::to(&back).into_response())
}
