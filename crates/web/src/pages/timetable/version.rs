//! `…/calendrier/version`: a published version, what changed, and an illness mended in two clicks.

use super::board::asked;
use super::compare::told;
use super::words::{count, hour};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use crate::page::{Page, render};
use crate::place::{self, Place};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::deadline::today;
use exam::french;
use exam::id::ExaminerId;
use exam::planning::HalfDay;
use jiff::civil::Date;
use office::acts::perimeter::Perimeter;
use office::acts::timetable::{Published, SeeVersion};
use std::collections::BTreeSet;

pub(super) fn routes() -> Router<App> {
    let routes = |prefix: &str| {
        Router::new()
            .route(&format!("{prefix}/calendrier/version"), get(see))
            .route(&format!("{prefix}/calendrier/absence"), post(ill))
    };
    routes("/sessions/{id}").merge(routes("/etablissements/{id}"))
}

/// A commission of the version.
struct Line {
    commission: String,
    place: String,
    members: String,
    passages: Vec<String>,
}

/// Somebody who sits, and when.
struct Member {
    id: String,
    name: String,
    halves: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "pages/timetable/version.html")]
struct VersionPage {
    page: Page,
    place: String,
    number: i64,
    lead: String,
    last: bool,
    lines: Vec<Line>,
    members: Vec<Member>,
    changes: Vec<(String, String, String)>,
}

fn lines(seen: &Published) -> Vec<Line> {
    let line = |session: &office::acts::timetable::Session| {
        let centre = seen.frame.centre(&session.centre).map_or("?", |one| &one.name);
        Line {
            commission: session.commission.as_ref().map(ToString::to_string).unwrap_or_default(),
            place: format!("{}, {centre}, {}", session.half.label(), session.room),
            members: format!(
                "{} et {}",
                seen.people.examiner(&session.lead),
                seen.people.examiner(&session.second)
            ),
            passages: session
                .passages
                .iter()
                .map(|one| format!("{} {}", hour(one.at), seen.people.candidate(&one.candidate)))
                .collect(),
        }
    };
    seen.draft.sessions.iter().map(line).collect()
}

/// Who sits from a day on, the soonest first.
fn members(seen: &Published, from: Date) -> Vec<Member> {
    let sessions = &seen.draft.sessions;
    let halves = |id: &ExaminerId| {
        let own = sessions.iter().filter(|one| one.lead == *id || one.second == *id);
        let sits: BTreeSet<HalfDay> = own.map(|one| one.half).filter(|half| half.day >= from).collect();
        sits.into_iter().map(|half| (half.to_string(), half.label())).collect::<Vec<_>>()
    };
    let all = seen.people.examiners.iter();
    let member =
        all.map(|one| Member { id: one.id.to_string(), name: one.name.clone(), halves: halves(&one.id) });
    let mut some: Vec<_> = member.filter(|one| !one.halves.is_empty()).collect();
    some.sort_by(|a, b| (&a.halves[0].0, &a.name).cmp(&(&b.halves[0].0, &b.name)));
    some
}

async fn show(
    app: &App,
    visitor: &Visitor,
    perimeter: Perimeter,
    (number, sentence): (i64, Option<String>),
) -> Answer {
    let place = place::address(&perimeter);
    let seen = app.office.consult(&visitor.actor, SeeVersion { perimeter, number }).await?;
    let title = format!("Calendrier publié, version {number}");
    let (page, status) = Page::new(app, visitor, title, "/sessions").refused(sentence);
    let at = seen.line.at.to_zoned_datetime(seen.drawn.session.zone.clone()).date();
    let people = &seen.people;
    let names = (|id: &_| people.examiner(id).to_owned(), |id: &_| people.candidate(id));
    let template = VersionPage {
        page,
        place,
        number,
        lead: format!(
            "Publié le {}, par {}. {}.",
            french::day(at),
            seen.line.by,
            count(seen.draft.sessions.len(), "commission", "commissions")
        ),
        last: seen.last,
        lines: lines(&seen),
        members: members(&seen, today(app.office.now(), &seen.drawn.session.zone)),
        changes: if number == 1 { vec![] } else { told(&seen.changes, &seen.frame, names) },
    };
    Ok(render(status, &template))
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Place(perimeter): Place,
    RawQuery(query): RawQuery,
) -> Answer {
    let number = asked(query).text("n").parse().unwrap_or_default();
    show(&app, &visitor, perimeter, (number, None)).await
}

async fn ill(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let halves = form.all("half").filter_map(HalfDay::parse).collect();
    let examiner = form.text("examiner").into();
    match app.office.repair(&form.visitor.actor, &perimeter, &examiner, &halves).await {
        Ok(plan) => Ok(Redirect::to(&format!("/plans/{plan}?fait=repare")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                let number = form.text("n").parse().unwrap_or_default();
                show(&app, &form.visitor, perimeter, (number, Some(sentence))).await
            }
            None => Err(Oops::from(failure)),
        },
    }
}
