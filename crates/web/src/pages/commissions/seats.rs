//! `/commissions/{id}/composition`: which candidates a commission hears, and when.

use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Fields, Form};
use crate::page::{Page, render};
use crate::pages::sheets::timer;
use crate::visitor::Visitor;
use crate::words::sentence;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::commission::Warning;
use exam::{Refusal, french};
use jiff::SignedDuration;
use jiff::civil::Time;
use office::Failure;
use office::acts::seats::{Free, SeatCandidates, Seats, SeeSeats, UnseatCandidate};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/commissions/{id}/composition", get(see).post(seat))
        .route("/commissions/{id}/retrait", post(unseat))
}

struct Seated {
    at: String,
    candidate: String,
    name: String,
    number: String,
    school: String,
    /// Whose oral it runs into; empty where it does not.
    overrun: String,
}

struct Choice {
    id: String,
    name: String,
    number: String,
    school: String,
    /// Why the commission cannot hear the candidate; empty where it can.
    no: String,
    /// What the rules warn of.
    warning: String,
    ticked: bool,
}

#[derive(Template)]
#[template(path = "pages/commissions/seats.html")]
struct SeatsPage {
    page: Page,
    id: String,
    lead: String,
    list: String,
    seated: Vec<Seated>,
    free: Vec<Choice>,
    next: String,
    every: String,
}

fn warning(warning: &Warning) -> String {
    match warning {
        Warning::NoProfessional => "aucune personne professionnelle ne siège".to_owned(),
        Warning::OwnStudent { examiner, candidate } => {
            format!("{examiner} et {candidate} sont du même établissement")
        }
    }
}

fn choice(free: &Free, seen: &Seats, sent: &Fields) -> Choice {
    let (no, warning) = match &free.verdict {
        Ok(warnings) => (String::new(), warnings.iter().map(warning).collect::<Vec<_>>().join(" ; ")),
        Err(refusal) => (sentence(refusal), String::new()),
    };
    let extra = timer::arrangement(free.extra);
    let told = [extra.trim_end_matches('.').to_owned(), warning];
    let warning = told.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join(" ; ");
    let id = free.candidate.id.to_string();
    Choice {
        name: free.candidate.full_name(),
        number: free.candidate.number.clone(),
        school: school(seen, &free.candidate),
        ticked: sent.all("candidate").any(|sent| sent == id),
        id,
        no,
        warning,
    }
}

fn school(seen: &Seats, candidate: &office::acts::dossiers::Candidate) -> String {
    let school = seen.schools.iter().find(|school| Some(&school.id) == candidate.school.as_ref());
    school.map(|school| school.name.clone()).unwrap_or_default()
}

fn lead(seen: &Seats) -> String {
    let names: Vec<_> = seen.members.iter().map(|member| member.name.as_str()).collect();
    format!(
        "{}, salle {}. Option {}, {}. {}.",
        french::capital(&french::day(seen.commission.held_on)),
        seen.commission.room,
        seen.commission.speciality.label(),
        seen.commission.track.label().to_lowercase(),
        names.join(" et ")
    )
}

async fn show(
    app: &App,
    visitor: &Visitor,
    (id, query): (String, Option<String>),
    sent: &Fields,
    no: Option<String>,
) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeeSeats { commission: id.as_str().into() }).await?;
    let mut page = Page::new(app, visitor, format!("Commission {}", seen.commission.number), "/sessions");
    let status = if no.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page = match no {
        Some(sentence) => page.flash("error", sentence),
        None => page.done(query.as_deref()),
    };
    let seated = seen.seated.iter().zip(&seen.overruns).map(|(one, overrun)| Seated {
        overrun: overrun.map(timer::overrun).unwrap_or_default(),
        at: french::hour_of(one.sitting.starts_at, &seen.session.zone),
        candidate: one.candidate.id.to_string(),
        name: one.candidate.full_name(),
        number: one.candidate.number.clone(),
        school: school(&seen, &one.candidate),
    });
    let kept = |name: &str, usual: String| {
        if sent.text(name).is_empty() { usual } else { sent.text(name).to_owned() }
    };
    let template = SeatsPage {
        lead: lead(&seen),
        list: match &seen.commission.school {
            Some(school) => format!("/etablissements/{school}/commissions"),
            None => format!("/sessions/{}/commissions", seen.session.id),
        },
        seated: seated.collect(),
        next: kept("first", seen.next.strftime("%H:%M").to_string()),
        every: kept("every", (seen.minutes + 20).to_string()),
        free: seen.free.iter().map(|free| choice(free, &seen, sent)).collect(),
        page,
        id,
    };
    Ok(render(status, &template))
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    show(&app, &visitor, (id, query), &Fields::default(), None).await
}

fn seating(id: &str, form: &Fields) -> Result<SeatCandidates, Refusal> {
    let first: Time = form
        .text("first")
        .trim()
        .parse()
        .map_err(|_| Refusal::Required { field: "heure du premier passage" })?;
    let every: i64 = form
        .text("every")
        .trim()
        .parse()
        .ok()
        .filter(|minutes| (1..=600).contains(minutes))
        .ok_or(Refusal::Required { field: "minutes d’un passage au suivant" })?;
    Ok(SeatCandidates {
        commission: id.into(),
        candidates: form.all("candidate").map(Into::into).collect(),
        first,
        every: SignedDuration::from_mins(every),
    })
}

async fn seat(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let done = match seating(&id, &form) {
        Ok(act) => app.office.perform(&form.visitor.actor, act).await.map(|_| ()),
        Err(refused) => Err(refused.into()),
    };
    back(&app, form, (id, "passages"), done).await
}

async fn unseat(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let act = UnseatCandidate { candidate: form.text("candidate").into() };
    let done = app.office.perform(&form.visitor.actor, act).await.map(|_| ());
    back(&app, form, (id, "retrait"), done).await
}

async fn back(app: &App, form: Form, (id, word): (String, &str), done: Result<(), Failure>) -> Answer {
    let Err(failure) = done else {
        return Ok(Redirect::to(&format!("/commissions/{id}/composition?fait={word}")).into_response());
    };
    let Some(sentence) = refusal(&failure) else { return Err(Oops::from(failure)) };
    show(app, &form.visitor, (id, None), form.fields(), Some(sentence)).await
}
