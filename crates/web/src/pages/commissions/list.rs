//! `…/commissions`: the commissions of a session or of a school, and the people who may sit on them.
#![allow(clippy::cmp_owned, reason = "the select component compares keys of any type as texts")]

use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Fields, Form};
use crate::page::{Page, render};
use crate::place::{self, Place};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::access::Act;
use exam::candidate::Speciality;
use exam::commission::Quality;
use exam::{Refusal, french};
use office::Failure;
use office::acts::commissions::{AddExaminer, Commissions, ComposeCommission, Composed, SeeCommissions};
use office::acts::people::Access;
use office::acts::perimeter::Perimeter;

pub(crate) fn routes() -> Router<App> {
    let routes = |prefix: &str| {
        Router::new()
            .route(&format!("{prefix}/commissions"), get(see).post(compose))
            .route(&format!("{prefix}/membres"), post(add_examiner))
    };
    routes("/sessions/{id}").merge(routes("/etablissements/{id}"))
}

/// A commission as the list tells it.
struct Line {
    id: String,
    number: String,
    day: String,
    room: String,
    speciality: &'static str,
    members: String,
    by_default: String,
    seated: usize,
    /// « 3 saisies attendent sur un appareil »; empty where none does.
    waiting: String,
}

/// Somebody who may sit.
struct Person {
    name: String,
    quality: &'static str,
    school: String,
}

#[derive(Template)]
#[template(path = "pages/commissions/list.html")]
struct ListPage {
    page: Page,
    place: String,
    commissions: Vec<Line>,
    people: Vec<Person>,
    unseated: usize,
    leads: Vec<(String, String)>,
    seconds: Vec<(String, String)>,
    qualities: Vec<(&'static str, &'static str)>,
    schools: Vec<(String, String)>,
    specialities: [(&'static str, &'static str); 3],
    sent: Fields,
    access: Option<Access>,
    first_day: String,
}

fn line(composed: Composed) -> Line {
    let Composed { commission, members, warnings, seated, waiting } = composed;
    Line {
        id: commission.id.to_string(),
        number: commission.number,
        day: french::capital(&french::day(commission.held_on)),
        room: commission.room,
        speciality: commission.speciality.label(),
        members: members.join(" et "),
        by_default: if warnings.is_empty() { String::new() } else { commission.no_professional_reason },
        seated,
        waiting: match waiting {
            0 => String::new(),
            1 => "Une saisie attend sur un appareil".to_owned(),
            many => format!("{many} saisies attendent sur des appareils"),
        },
    }
}

fn people(seen: &Commissions) -> Vec<Person> {
    let school = |id: Option<&exam::id::SchoolId>| {
        seen.schools.iter().find(|school| Some(&school.id) == id).map(|school| school.name.clone())
    };
    let person = |one: &office::acts::commissions::Examiner| Person {
        name: one.name.clone(),
        quality: one.quality.label(),
        school: school(one.school.as_ref()).unwrap_or_default(),
    };
    seen.examiners.iter().map(person).collect()
}

/// The first line of a list in which something is to be chosen.
const CHOOSE: (&str, &str) = ("", "Choisissez…");

/// The people for a seat: those who fit it best first, then the others where they may sit too.
fn choices(seen: &Commissions, first: impl Fn(Quality) -> bool, others: bool) -> Vec<(String, String)> {
    let mut people: Vec<_> = seen.examiners.iter().filter(|one| others || first(one.quality)).collect();
    people.sort_by_key(|one| !first(one.quality));
    let choice =
        people.into_iter().map(|one| (one.id.to_string(), format!("{}, {}", one.name, one.quality.label())));
    [(String::new(), CHOOSE.1.to_owned())].into_iter().chain(choice).collect()
}

async fn show(
    app: &App,
    visitor: &Visitor,
    perimeter: Perimeter,
    sent: Fields,
    (access, sentence): (Option<Access>, Option<String>),
) -> Answer {
    let place = place::address(&perimeter);
    let seen = app.office.consult(&visitor.actor, SeeCommissions { perimeter }).await?;
    let page = Page::new(app, visitor, format!("Commissions, {}", place::title(&seen.drawn)), "/sessions");
    let (page, status) = page.refused(sentence);
    let schools = seen.schools.iter().map(|school| (school.uai.clone(), school.name.clone()));
    let template = ListPage {
        page,
        place,
        people: people(&seen),
        unseated: seen.unseated,
        leads: choices(&seen, |quality| Speciality::ALL.iter().any(|one| quality.teaches(*one)), false),
        seconds: choices(&seen, |quality| quality == Quality::Professional, true),
        qualities: [CHOOSE].into_iter().chain(Quality::ALL.map(|one| (one.code(), one.label()))).collect(),
        schools: [(String::new(), "Aucun (profession)".to_owned())].into_iter().chain(schools).collect(),
        specialities: [CHOOSE, ("sisr", "SISR"), ("slam", "SLAM")],
        first_day: seen.drawn.session.dates.orals_from.to_string(),
        commissions: seen.commissions.into_iter().map(line).collect(),
        sent,
        access,
    };
    Ok(render(status, &template))
}

async fn see(State(app): State<App>, visitor: Visitor, Place(perimeter): Place) -> Answer {
    show(&app, &visitor, perimeter, Fields::default(), (None, None)).await
}

/// What an act came to, on the page it was sent from.
async fn again(app: &App, form: Form, perimeter: Perimeter, failure: Failure) -> Answer {
    let Some(sentence) = refusal(&failure) else { return Err(Oops::from(failure)) };
    let sent = form.fields().clone();
    show(app, &form.visitor, perimeter, sent, (None, Some(sentence))).await
}

fn composing(form: &Fields, perimeter: Perimeter) -> Result<ComposeCommission, Refusal> {
    Ok(ComposeCommission {
        perimeter,
        number: form.text("number").to_owned(),
        speciality: match form.text("speciality") {
            "sisr" => Speciality::Sisr,
            "slam" => Speciality::Slam,
            _ => return Err(Refusal::Required { field: "option" }),
        },
        held_on: form.date("held_on", "jour de la commission")?,
        room: form.text("room").to_owned(),
        lead: form.text("lead").into(),
        second: form.text("second").into(),
        no_professional_reason: form.text("no_professional_reason").to_owned(),
    })
}

async fn compose(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let done = match composing(&form, perimeter.clone()) {
        Ok(act) => app.office.perform(&form.visitor.actor, act).await,
        Err(refused) => Err(refused.into()),
    };
    match done {
        Ok(commission) => {
            Ok(Redirect::to(&format!("/commissions/{commission}/composition?fait=commission"))
                .into_response())
        }
        Err(failure) => again(&app, form, perimeter, failure).await,
    }
}

async fn add_examiner(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let Some(quality) = Quality::from_code(form.text("quality")) else {
        return again(&app, form, perimeter, Refusal::Required { field: "qualité" }.into()).await;
    };
    app.office.allow(&form.visitor.actor, Act::AddExaminer, &perimeter).await?;
    let act = AddExaminer {
        perimeter: perimeter.clone(),
        login: form.text("login").to_owned(),
        name: form.text("name").to_owned(),
        quality,
        school_uai: form.text("school").to_owned(),
        first: app.office.first_password().await?,
    };
    match app.office.perform(&form.visitor.actor, act).await {
        Ok(access) => show(&app, &form.visitor, perimeter, Fields::default(), (Some(access), None)).await,
        Err(failure) => again(&app, form, perimeter, failure).await,
    }
}
