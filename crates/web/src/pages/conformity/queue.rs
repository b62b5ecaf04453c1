//! `/conformite/session/{id}` and `/conformite/etablissement/{id}`: the dossiers to control, those that wait first.

use super::next_after;
use crate::App;
use crate::answer::Answer;
use crate::forms::pairs;
use crate::page::{Page, show};
use crate::pages::dossiers::shown::{and, badge, count, told};
use crate::place;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::routing::get;
use exam::dossier::PieceKind;
use exam::french;
use exam::id::{SchoolId, SessionId};
use office::acts::conformity::{Anew, Drawn, Perimeter, Queue, SeeConformity, Waiting};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/conformite/session/{id}", get(of_session))
        .route("/conformite/etablissement/{id}", get(of_school))
}

#[derive(Template)]
#[template(path = "pages/conformity/queue.html")]
struct QueuePage {
    page: Page,
    lead: String,
    next: Option<Line>,
    waiting: Vec<Line>,
    controlled: Vec<Line>,
    /// « 3 dossiers incomplets : relancer », or nothing.
    incomplete: String,
    remind: String,
}

/// A dossier of the list.
#[derive(Debug, Clone)]
struct Line {
    href: String,
    /// Form 6-2.
    paper: String,
    name: String,
    number: String,
    /// Nothing was deposited.
    empty: bool,
    /// The missing pieces in words; empty where none is.
    missing: String,
    late: bool,
    findings: usize,
    gaps: usize,
    /// A badge's kind and word, and when.
    verdict: Option<(&'static str, String, String)>,
    /// Why it waits anew, in words; empty where it does not.
    anew: &'static str,
    /// It waits for the second look of who reads.
    second: bool,
}

async fn of_session(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<SessionId>,
    query: RawQuery,
) -> Answer {
    see(&app, &visitor, Perimeter::Session(id), query).await
}

async fn of_school(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<SchoolId>,
    query: RawQuery,
) -> Answer {
    see(&app, &visitor, Perimeter::School(id), query).await
}

async fn see(app: &App, visitor: &Visitor, perimeter: Perimeter, RawQuery(query): RawQuery) -> Answer {
    let asked = perimeter.clone();
    let queue = app.office.consult(&visitor.actor, SeeConformity { perimeter }).await?;
    let query = pairs(query.unwrap_or_default().as_bytes());
    let mut page = Page::new(app, visitor, "Contrôle de conformité", "");
    if let Some(sentence) = given(&queue, query.text("rendu")) {
        page = page.flash("success", sentence);
    }
    let incomplete = match queue.dossiers.iter().filter(|one| !one.missing.is_empty()).count() {
        0 => String::new(),
        1 => "1 dossier est incomplet : relancer la personne".to_owned(),
        several => format!("{several} dossiers sont incomplets : relancer les personnes"),
    };
    let remind = format!("{}/relance", place::address(&asked));
    let (waiting, controlled): (Vec<_>, Vec<_>) = queue.dossiers.iter().partition(|one| one.waits());
    let lines = |dossiers: Vec<&Waiting>| dossiers.into_iter().map(|one| line(one, &queue.drawn)).collect();
    let template = QueuePage {
        page,
        lead: lead(&queue.drawn),
        next: next_after(&queue, "").map(|one| line(one, &queue.drawn)),
        waiting: lines(waiting),
        controlled: lines(controlled),
        incomplete,
        remind,
    };
    Ok(show(&template))
}

/// What was just recorded, for the top of the next page.
pub(super) fn given(queue: &Queue, candidate: &str) -> Option<String> {
    let done = queue.dossiers.iter().find(|one| one.candidate.id.as_str() == candidate)?;
    let verdict = done.verdict.as_ref()?;
    let told = told(verdict).to_lowercase();
    if !verdict.settled {
        let name = done.candidate.full_name();
        return Some(format!(
            "L’avis sur le dossier de {name} est enregistré : {told} par une seconde personne. D’ici là, il ne compte pas."
        ));
    }
    Some(format!("L’avis sur le dossier de {} est enregistré : {told}.", done.candidate.full_name()))
}

/// Where the queue stands: « Épreuve E5 2026, Académie de Villefictive ».
pub(super) fn lead(drawn: &Drawn) -> String {
    let session = &drawn.session;
    let place = drawn.school.as_ref().map_or(&session.academy, |school| &school.name);
    format!("{} {}, {place}", session.referential.exam, session.year)
}

fn line(one: &Waiting, drawn: &Drawn) -> Line {
    let short = |kind: &PieceKind| match kind {
        PieceKind::Table => "tableau",
        PieceKind::Portfolio => "portfolio",
        PieceKind::Certificate => "attestations",
    };
    let verdict = one.verdict.as_ref().map(|given| {
        let day = given.at.to_zoned_datetime(drawn.session.zone.clone()).date();
        let said = if given.settled { "rendu" } else { "proposé" };
        (badge(given), told(given), format!("{said} le {}", french::date(day)))
    });
    Line {
        href: format!("/dossiers/{}/conformite", one.candidate.id),
        paper: format!("/dossiers/{}/conformite.pdf", one.candidate.id),
        name: one.candidate.full_name(),
        number: one.candidate.number.clone(),
        empty: one.missing.len() == PieceKind::ALL.len(),
        missing: and(&one.missing.iter().map(short).collect::<Vec<_>>()),
        late: one.late,
        findings: one.findings,
        gaps: one.gaps,
        verdict,
        anew: match one.anew {
            Some(Anew::Arrived) => "une pièce est arrivée depuis",
            Some(Anew::Overdue) => "la date est passée",
            None => "",
        },
        second: one.second_look(),
    }
}

impl QueuePage {
    /// « 12 dossiers attendent votre avis, 28 sont contrôlés. »
    fn told(&self) -> String {
        let waiting = self.waiting.len();
        let wait = if waiting > 1 { "attendent" } else { "attend" };
        let done = count(self.controlled.len(), "dossier contrôlé")
            .replace("dossier contrôlés", "dossiers contrôlés");
        format!("{} {wait} un avis ; {done}.", count(waiting, "dossier"))
    }
}
