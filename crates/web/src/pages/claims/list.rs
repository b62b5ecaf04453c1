//! `/sessions/{id}/appreciations`: the claims of a session, for who answers them.

use crate::App;
use crate::answer::Answer;
use crate::page::{Page, show};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::routing::get;
use exam::french;
use office::acts::claims::{Claim, SeeClaims};
use office::acts::sessions::Session;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/sessions/{id}/appreciations", get(see))
}

struct Line {
    id: String,
    name: String,
    detail: String,
    kind: &'static str,
    state: &'static str,
}

#[derive(Template)]
#[template(path = "pages/claims/list.html")]
struct ListPage {
    page: Page,
    lead: String,
    lines: Vec<Line>,
    waiting: usize,
}

/// Where a claim stands: a badge's kind and its word.
pub(super) fn state(claim: &Claim) -> (&'static str, &'static str) {
    match (&claim.given, claim.read_at) {
        (None, _) => ("info", "Attend une réponse"),
        (Some(_), None) => ("neutral", "Communiquée"),
        (Some(_), Some(_)) => ("success", "Lue"),
    }
}

/// « Demandée le … ; communiquée le … par … ; lue le … ».
pub(super) fn told(claim: &Claim, session: &Session) -> String {
    let at = |at| french::instant(at, &session.zone);
    let mut told = format!("Demandée {}", at(claim.asked_at));
    if let Some(given) = &claim.given {
        told = format!("{told} ; communiquée {} par {}", at(given.at), given.by_name);
        told = match given.masked {
            0 => told,
            1 => format!("{told}, un passage masqué"),
            masked => format!("{told}, {masked} passages masqués"),
        };
    }
    match claim.read_at {
        Some(read) => format!("{told} ; lue {}.", at(read)),
        None => format!("{told}."),
    }
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeeClaims { session: id.into() }).await?;
    let session = &seen.session;
    let line = |(candidate, claim): &(office::acts::dossiers::Candidate, Claim)| {
        let (kind, state) = state(claim);
        Line {
            id: candidate.id.to_string(),
            name: format!("{}, n° {}", candidate.full_name(), candidate.number),
            detail: told(claim, session),
            kind,
            state,
        }
    };
    Ok(show(&ListPage {
        page: Page::new(&app, &visitor, "Demandes d’appréciation", "").done(query.as_deref()),
        lead: format!("{} {}, {}.", session.referential.exam, session.year, session.academy),
        waiting: seen.waiting(),
        lines: seen.lines.iter().map(line).collect(),
    }))
}
