//! `/commissions/{id}/incidents`: what happened, with its time; lines are added and never changed.
#![allow(clippy::cmp_owned, reason = "the select component compares keys of any type as texts")]

use crate::App;
use crate::answer::{Answer, Oops, pdf, refusal};
use crate::forms::Form;
use crate::page::{Page, render};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use exam::access::{Act, may};
use exam::french;
use exam::id::CandidateId;
use exam::sitting::IncidentKind;
use office::acts::oral::{Incident, Incidents, RecordIncident, SeeIncidents};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/commissions/{id}/incidents", get(see).post(record))
        .route("/commissions/{id}/emargement.pdf", get(attendance))
}

/// A line of the log.
struct Line {
    at: String,
    iso: String,
    title: String,
    text: String,
    by: String,
}

#[derive(Template)]
#[template(path = "pages/commissions/incidents.html")]
struct IncidentsPage {
    page: Page,
    id: String,
    lead: String,
    writes: bool,
    /// The day's page is open to this reader.
    day: bool,
    lines: Vec<Line>,
    candidates: Vec<(String, String)>,
    chosen: String,
    typed: String,
}

fn line(one: &Incident, seen: &Incidents) -> Line {
    let about = one.candidate.as_ref().map(|id| name(seen, id));
    let title = match (one.kind, about) {
        (IncidentKind::Remark, None) => "Toute la commission".to_owned(),
        (IncidentKind::Remark, Some(name)) => name,
        (kind, None) => kind.label().to_owned(),
        (kind, Some(name)) => format!("{} : {name}", kind.label()),
    };
    Line {
        at: french::second_of(one.at, &seen.session.zone),
        iso: one.at.to_string(),
        title,
        text: one.text.clone(),
        by: one.by_name.clone(),
    }
}

fn name(seen: &Incidents, id: &CandidateId) -> String {
    let seated = seen.seated.iter().find(|one| one.candidate.id == *id);
    seated.map_or_else(
        || "une personne qui n’est plus de la commission".to_owned(),
        |one| one.candidate.full_name(),
    )
}

async fn show(
    app: &App,
    visitor: &Visitor,
    id: String,
    no: Option<String>,
    typed: (String, String),
) -> Answer {
    let view = SeeIncidents { commission: id.as_str().into() };
    let seen = app.office.consult(&visitor.actor, view).await?;
    let commission = &seen.commission;
    let subject = exam::access::Subject {
        session: Some(commission.session.clone()),
        school: commission.school.clone(),
        track: Some(commission.track),
        commission: Some(commission.id.clone()),
        candidate: None,
        account: None,
    };
    let title = format!("Incidents, commission {}", commission.number);
    let (page, status) = Page::new(app, visitor, title, "").refused(no);
    let all = (String::new(), "Toute la commission".to_owned());
    let each = seen.seated.iter().map(|one| {
        let at = french::hour_of(one.sitting.starts_at, &seen.session.zone);
        (one.candidate.id.to_string(), format!("{at}, {}", one.candidate.full_name()))
    });
    let template = IncidentsPage {
        page,
        lead: format!("{}, salle {}.", french::capital(&french::day(commission.held_on)), commission.room),
        writes: may(&visitor.actor, Act::RecordIncident, &subject).is_ok(),
        day: may(&visitor.actor, Act::SeeCommission, &subject).is_ok(),
        lines: seen.lines.iter().map(|one| line(one, &seen)).collect(),
        candidates: std::iter::once(all).chain(each).collect(),
        chosen: typed.0,
        typed: typed.1,
        id,
    };
    Ok(render(status, &template))
}

async fn see(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    show(&app, &visitor, id, None, (String::new(), String::new())).await
}

async fn record(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let candidate = match form.text("candidate") {
        "" => None,
        candidate => Some(candidate.into()),
    };
    let kind = match form.text("kind") {
        "candidate_missing" => IncidentKind::CandidateMissing,
        _ => IncidentKind::Remark,
    };
    let act = RecordIncident {
        commission: id.as_str().into(),
        candidate,
        kind,
        text: form.text("text").to_owned(),
    };
    match app.office.perform(&form.visitor.actor, act).await {
        Ok(()) => Ok(Redirect::to(&format!("/commissions/{id}/incidents")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                let typed = (form.text("candidate").to_owned(), form.text("text").to_owned());
                show(&app, &form.visitor, id, Some(sentence), typed).await
            }
            None => Err(Oops::from(failure)),
        },
    }
}

async fn attendance(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    Ok(pdf(app.office.print_attendance(&visitor.actor, &id.into()).await?))
}
