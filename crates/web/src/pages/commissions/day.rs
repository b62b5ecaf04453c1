//! `/commissions/{id}`: the day of a commission.

use crate::App;
use crate::answer::Answer;
use crate::page::{Page, show};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use exam::french;
use exam::sheet::State as SheetState;
use office::acts::days::{Day, DaySitting, SeeDay};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/commissions/{id}", get(see))
}

struct Passage {
    at: String,
    name: String,
    detail: String,
    href: String,
    kind: &'static str,
    state: String,
}

#[derive(Template)]
#[template(path = "pages/commissions/day.html")]
struct DayPage {
    page: Page,
    lead: String,
    /// Why the sheets cannot be opened yet; empty once they can.
    closed: String,
    member: bool,
    passages: Vec<Passage>,
    left: usize,
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
    let mut detail = format!("{}, n° {}", candidate.speciality.label(), candidate.number);
    if candidate.optional_exam {
        detail.push_str(", suivi de l’épreuve facultative EF4");
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
    }
}

async fn see(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let day = app.office.consult(&visitor.actor, SeeDay { commission: id.into() }).await?;
    let member = day.members.iter().any(|member| member.account == visitor.actor.account);
    let names: Vec<_> = day.members.iter().map(|member| member.name.as_str()).collect();
    let lead = format!(
        "{}, salle {}. Option {}, {}. {}.",
        french::capital(&french::day(day.commission.held_on)),
        day.commission.room,
        day.commission.speciality.label(),
        day.commission.track.label().to_lowercase(),
        names.join(" et ")
    );
    let closed = match (day.open, member) {
        (false, true) => format!(
            "Les dossiers et les feuilles s’ouvrent à la commission le {}.",
            french::date(day.session.dates.reading_from)
        ),
        _ => String::new(),
    };
    let page = Page::new(&app, &visitor, format!("Commission {}", day.commission.number), "");
    let passages = day.sittings.iter().map(|one| passage(one, &day)).collect();
    let left = day.sittings.iter().filter(|one| one.state != SheetState::Closed).count();
    Ok(show(&DayPage { page, lead, closed, member, passages, left }))
}
