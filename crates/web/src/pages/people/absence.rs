//! `/candidatures/{id}/absence`: an absence from the oral, and what it comes to (E4-29).
#![allow(clippy::cmp_owned, reason = "the select component compares keys of any type as texts")]

use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Fields, Form};
use crate::page::{Page, render};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use exam::absence::{Consequence, Justification};
use exam::{Refusal, french};
use office::acts::absences::{DecideAbsence, SeeAbsences};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/candidatures/{id}/absence", get(see).post(decide))
}

#[derive(Template)]
#[template(path = "pages/people/absence.html")]
struct AbsencePage {
    page: Page,
    id: String,
    known: Vec<String>,
    seat: String,
    /// An absence leaves no other sitting.
    settled: bool,
    justifications: [(&'static str, &'static str); 3],
    consequences: Vec<(&'static str, &'static str)>,
    sent: Fields,
}

async fn show(app: &App, visitor: &Visitor, id: String, sent: Fields, no: Option<String>) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeeAbsences { candidate: id.as_str().into() }).await?;
    let zone = &seen.session.zone;
    let page = Page::new(app, visitor, format!("Absence de {}", seen.candidate.full_name()), "/sessions");
    let (page, status) = page.refused(no);
    let known = seen.absences.iter().map(|one| {
        let why = [one.ground.as_str(), one.reason.as_str()].join(" ");
        format!(
            "{}, absence {} : {}. {}",
            french::instant(one.at, zone),
            one.justification.label(),
            one.decided.label().to_lowercase(),
            why.trim()
        )
    });
    let passage = seen.seat.as_ref().map(|seat| {
        let at = seat.sitting.starts_at;
        format!("Passage prévu {}, commission {}.", french::instant(at, zone), seat.commission.number)
    });
    let usual = ("", "Ce que la règle prévoit");
    let consequences = Consequence::ALL.map(|one| (one.code(), one.label()));
    let template = AbsencePage {
        known: known.collect(),
        settled: seen.absences.first().is_some_and(|one| one.decided != Consequence::NewDate),
        seat: passage.unwrap_or_else(|| "Aucun passage prévu.".to_owned()),
        justifications: Justification::ALL.map(|one| (one.code(), one.label())),
        consequences: [usual].into_iter().chain(consequences).collect(),
        page,
        id,
        sent,
    };
    Ok(render(status, &template))
}

async fn see(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    show(&app, &visitor, id, Fields::default(), None).await
}

fn act(id: &str, form: &Fields) -> Result<DecideAbsence, Refusal> {
    Ok(DecideAbsence {
        candidate: id.into(),
        seen: form.text("seen").parse().unwrap_or(0),
        justification: Justification::from_code(form.text("justification"))
            .ok_or(Refusal::Required { field: "justification" })?,
        ground: form.text("ground").to_owned(),
        decided: Consequence::from_code(form.text("decided")),
        reason: form.text("reason").to_owned(),
    })
}

async fn decide(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let done = match act(&id, &form) {
        Ok(act) => app.office.perform(&form.visitor.actor, act).await,
        Err(refused) => Err(refused.into()),
    };
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/candidatures/{id}/absence")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => show(&app, &form.visitor, id, form.fields().clone(), Some(sentence)).await,
            None => Err(Oops::from(failure)),
        },
    }
}
