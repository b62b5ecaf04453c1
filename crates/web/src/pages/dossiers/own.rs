//! `/mon-dossier/{candidate}`: what a candidate has to do, what was received, and what was found in it.
#![allow(clippy::cmp_owned, reason = "the select component compares keys of any type as texts")]

use super::certificates::choices;
use super::certificates::crossed::{Crossed, crossed};
use super::next::{Next, due, next};
use super::shown::{Kind, Verdict, kinds, name, standing, verdicts};
use super::{Seen, seen};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Fields, Form, pairs};
use crate::page::{Page, render};
use crate::pages::forms::official;
use crate::pages::portfolio::reach::{FrozenView, Seen as Look, frozen, history};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::candidate::Track;
use exam::dossier::PieceKind;
use exam::forms::OwnForm;
use exam::french;
use exam::id::CandidateId;
use exam::sitting::may_tell_missing_commission;
use jiff::Timestamp;
use office::acts::dossiers::{Deposit, Dossier, SeeOwnDossier};
use office::acts::oral::TellMissing;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/mon-dossier/{candidate}", get(see))
        .route("/mon-dossier/{candidate}/commission-absente", post(tell_missing))
}

#[derive(Template)]
#[template(path = "pages/dossiers/own.html")]
struct Own {
    page: Page,
    /// The official certificate's name; empty where the model is the software's own.
    official: String,
    id: String,
    lead: String,
    next: Next,
    receipt: Option<Receipt>,
    facts: Vec<(&'static str, String)>,
    open: bool,
    late_now: bool,
    kinds: Vec<Kind>,
    /// The periods that the table tells, to choose from.
    periods: Vec<(String, String)>,
    crossed: Option<Crossed>,
    address: String,
    table: Option<Seen>,
    verdicts: Vec<Verdict>,
    looks: Vec<Look>,
    frozen: Option<FrozenView>,
    events: Vec<Event>,
    /// What to do where the commission is not there; empty when it is not the day.
    missing_commission: String,
    /// The list registers the candidate for the optional exam.
    optional: bool,
}

/// What was just received.
struct Receipt {
    title: String,
    sentence: String,
    href: String,
}

/// A line of the history.
struct Event {
    iso: String,
    at: String,
    title: String,
    detail: String,
    kind: &'static str,
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Path(candidate): Path<CandidateId>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = pairs(query.unwrap_or_default().as_bytes());
    show_own(&app, &visitor, candidate, Said { query, ..Said::default() }).await
}

/// What the page says beyond the dossier.
#[derive(Default)]
pub(crate) struct Said {
    /// The address's query: `recu`, `retire`.
    pub query: Fields,
    /// Why the last deposit was not received.
    pub refused: Option<String>,
    /// The address as it was typed, where it was refused.
    pub typed: Option<String>,
}

/// The page, with a refusal and what was typed where there is one.
pub(crate) async fn show_own(app: &App, visitor: &Visitor, candidate: CandidateId, said: Said) -> Answer {
    let official = official(app, visitor, &candidate, OwnForm::Certificate).await?;
    let dossier = app.office.consult(&visitor.actor, SeeOwnDossier { candidate }).await?;
    let mut page = Page::new(app, visitor, "Mon dossier", "");
    let status = if said.refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    if let Some(sentence) = said.refused {
        page = page.flash("error", sentence);
    } else if matches!(said.query.text("fait"), "signale" | "periode") {
        page = page.done(Some(&format!("fait={}", said.query.text("fait"))));
    } else if said.query.text("periode") == "illisible" {
        let told = "L’attestation est reçue, mais pas sa période : une date manque, ou le dernier jour est avant le premier. \
                    Indiquez-la sous l’attestation.";
        page = page.flash("warning", told);
    } else if !said.query.text("verification").is_empty() {
        page = page.done(Some("fait=verification"));
    } else if let Some(gone) = dossier.deposits.iter().find(|one| one.id.0 == said.query.text("retire")) {
        let told = format!("« {} » est retirée du dossier ; elle reste dans l’historique.", name(gone));
        page = page.flash("success", told);
    }
    let received = dossier.standing().find(|one| one.id.0 == said.query.text("recu"));
    let now = app.office.now();
    let current = dossier.of(PieceKind::Portfolio).first().and_then(|one| one.address.clone());
    let template = Own {
        page,
        official,
        id: dossier.candidate.id.to_string(),
        lead: lead(&dossier),
        next: next(&dossier, now),
        receipt: received.map(|one| receipt(one, &dossier)),
        facts: facts(&dossier, now),
        open: !dossier.closed && !dossier.candidate.withdrawn,
        late_now: due(&dossier).is_past(now),
        kinds: kinds(&dossier),
        periods: choices(&dossier.cross()),
        crossed: crossed(&dossier),
        address: said.typed.or(current).unwrap_or_default(),
        table: seen(&dossier),
        verdicts: verdicts(&dossier),
        looks: history(&dossier),
        frozen: frozen(&dossier),
        events: events(&dossier, now),
        missing_commission: missing_commission(&dossier, now),
        optional: dossier.candidate.optional_exam && !dossier.candidate.withdrawn,
    };
    Ok(render(status, &template))
}

/// « Quoi maintenant » where nobody of the commission is there, from the hour of the oral.
fn missing_commission(dossier: &Dossier, now: Timestamp) -> String {
    let Some(seat) = &dossier.seat else { return String::new() };
    if may_tell_missing_commission(seat.sitting.starts_at, now).is_err() || dossier.closed {
        return String::new();
    }
    let whom = match dossier.candidate.track {
        Track::OneOff => "au secrétariat du centre d’examen",
        Track::Continuous => "à la direction de votre établissement",
    };
    format!(
        "Restez devant la salle {} : votre présence compte. Allez dire {whom} que personne n’est là, puis signalez-le \
         ici : l’heure est gardée. Une commission absente ne vous fait pas perdre votre oral : un membre est remplacé, ou \
         une autre heure vous est donnée, par un avis.",
        seat.commission.room
    )
}

async fn tell_missing(State(app): State<App>, Path(candidate): Path<CandidateId>, form: Form) -> Answer {
    let act = TellMissing { candidate: candidate.clone() };
    match app.office.perform(&form.visitor.actor, act).await {
        Ok(()) => Ok(Redirect::to(&format!("/mon-dossier/{candidate}?fait=signale")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                let said = Said { refused: Some(sentence), ..Said::default() };
                show_own(&app, &form.visitor, candidate, said).await
            }
            None => Err(Oops::from(failure)),
        },
    }
}

fn lead(dossier: &Dossier) -> String {
    let (session, candidate) = (&dossier.session, &dossier.candidate);
    format!(
        "{}, n° {}. {} {}, option {}.",
        candidate.full_name(),
        candidate.number,
        session.referential.exam,
        session.year,
        candidate.speciality.label()
    )
}

fn receipt(deposit: &Deposit, dossier: &Dossier) -> Receipt {
    let piece = standing(deposit, &dossier.session, &dossier.watch);
    let late =
        if piece.late { ", après la date limite : la pièce est marquée « en retard »" } else { "" };
    Receipt {
        title: format!("Reçu : {}", deposit.kind.label().to_lowercase()),
        sentence: format!("« {} » est reçu {}{late}.", piece.name, piece.received),
        href: format!("/depots/{}/recepisse.pdf", piece.id),
    }
}

fn facts(dossier: &Dossier, now: Timestamp) -> Vec<(&'static str, String)> {
    let due = due(dossier);
    let past = if due.is_past(now) { " (passée : un dépôt est reçu et marqué en retard)" } else { "" };
    let mut facts = vec![("Date limite de dépôt", format!("{}{past}", french::day(due.date)))];
    match &dossier.seat {
        Some(seat) => {
            let zone = &dossier.session.zone;
            let at = seat.sitting.starts_at.to_zoned_datetime(zone.clone());
            facts.push(("Mon oral", format!("{} à {}", french::day(at.date()), french::hour(at.time()))));
            facts.push(("Salle", seat.commission.room.clone()));
            facts.push(("Commission", format!("n° {}", seat.commission.number)));
        }
        None => facts.push(("Mon oral", "jour et heure pas encore fixés".to_owned())),
    }
    if let Some(school) = &dossier.school {
        facts.push(("Établissement", school.name.clone()));
    }
    facts
}

/// Everything that happened to the dossier, oldest first, then what is still to come.
fn events(dossier: &Dossier, now: Timestamp) -> Vec<Event> {
    let mut happened: Vec<(Timestamp, String, String)> = vec![];
    for one in &dossier.deposits {
        let late = if one.late { " (en retard)" } else { "" };
        let title = format!("{} : dépôt{late}", one.kind.label());
        happened.push((one.at, title, name(one).to_owned()));
        if let (PieceKind::Certificate, Some(gone)) = (one.kind, one.replaced_at) {
            happened.push((gone, format!("{} : retrait", one.kind.label()), name(one).to_owned()));
        }
    }
    for given in &dossier.verdicts {
        let outcome = super::shown::outcome(&given.verdict.outcome);
        happened.push((
            given.at,
            format!("Contrôle de conformité : {outcome}"),
            given.verdict.reason.clone(),
        ));
    }
    happened.sort_by_key(|(at, ..)| *at);
    let zone = &dossier.session.zone;
    let event = |(at, title, detail): (Timestamp, String, String)| Event {
        iso: at.to_string(),
        at: french::instant(at, zone),
        title,
        detail,
        kind: "done",
    };
    let mut events: Vec<Event> = happened.into_iter().map(event).collect();
    let mut coming = |iso: String, at: String, title: &str| {
        let (title, detail) = (title.to_owned(), String::new());
        events.push(Event { iso, at, title, detail, kind: "next" });
    };
    let due = due(dossier);
    if !due.is_past(now) {
        coming(due.date.to_string(), french::day(due.date), "Date limite de dépôt");
    }
    if let Some(seat) = dossier.seat.as_ref().filter(|seat| seat.sitting.starts_at > now) {
        let at = seat.sitting.starts_at;
        coming(at.to_string(), french::instant(at, zone), "Oral");
    }
    events
}
