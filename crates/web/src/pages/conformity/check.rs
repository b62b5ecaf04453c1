//! `/dossiers/{id}/conformite`: the pieces on one side, the verdict on the other.
#![allow(clippy::cmp_owned, reason = "the select component compares keys of any type as texts")]

use super::queue::{given, lead};
use super::verdict::{field, read, typed};
use super::{address, may_control, next_after, perimeter};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Fields, Form, pairs};
use crate::page::{Page, render};
use crate::pages::dossiers::certificates::crossed::{Crossed, crossed};
use crate::pages::dossiers::shown::{Kind, Verdict, count, kinds, name, verdict, verdicts};
use crate::pages::dossiers::{Seen, identity, seen};
use crate::pages::forms::official;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use exam::conformity::{Outcome, PieceVerdict};
use exam::dossier::PieceKind;
use exam::forms::OwnForm;
use exam::french;
use exam::id::CandidateId;
use jiff::civil::Date;
use office::Failure;
use office::acts::conformity::{Anew, GiveVerdict, Queue, SeeConformity};
use office::acts::dossiers::{Deposit, Dossier, SeeDossier};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/dossiers/{candidate}/conformite", get(see).post(give))
}

#[derive(Template)]
#[template(path = "pages/conformity/check.html")]
struct Check {
    page: Page,
    id: String,
    lead: String,
    links: Vec<(String, &'static str)>,
    /// « 11 autres dossiers attendent encore. »
    left: String,
    facts: Vec<(&'static str, String)>,
    kinds: Vec<Kind>,
    table: Option<Seen>,
    verdicts: Vec<Verdict>,
    crossed: Option<Crossed>,
    /// Why it waits anew: what came since the last verdict, or that its date is over.
    anew: Vec<String>,
    proposal: Option<Proposal>,
    /// The position of the last verdict that is shown.
    last: i64,
    /// Another controller was faster.
    outdated: bool,
    asked: Vec<Asked>,
    outcomes: Vec<(&'static str, &'static str, char)>,
    grounds: Vec<(String, String)>,
    sent: Fields,
    latest: String,
    /// The official form's name; empty where the form is the software's own.
    official: String,
}

/// What the page is made of: the dossier, the queue it waits in, the official form's name.
type Loaded = (Dossier, Queue, String);

/// A « non valide » that waits for a second look (E4-19).
struct Proposal {
    verdict: Verdict,
    /// Who reads made it: another has to look.
    mine: bool,
    /// The fields of the same verdict, for the one button that confirms it.
    fields: Vec<(String, String)>,
}

/// The question about one piece.
struct Asked {
    name: String,
    label: &'static str,
    /// The values, their labels, their keys, and which one is chosen.
    answers: Vec<(&'static str, &'static str, char, bool)>,
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Path(candidate): Path<CandidateId>,
    RawQuery(query): RawQuery,
) -> Answer {
    let query = pairs(query.unwrap_or_default().as_bytes());
    let loaded = load(&app, &visitor, candidate).await?;
    let (dossier, queue, _) = &loaded;
    let mut head = head(&app, &visitor, dossier);
    if let Some(sentence) = given(queue, query.text("rendu")) {
        head = head.flash("success", sentence);
    }
    let sent = begun(dossier);
    Ok(render(StatusCode::OK, &page(head, &loaded, (sent, false))))
}

/// The dossier and the queue it waits in, for somebody who may give the verdict.
async fn load(app: &App, visitor: &Visitor, candidate: CandidateId) -> Result<Loaded, Oops> {
    let official = official(app, visitor, &candidate, OwnForm::Conformity).await?;
    let dossier = app.office.consult(&visitor.actor, SeeDossier { candidate }).await?;
    may_control(&visitor.actor, &dossier.candidate)?;
    let view = SeeConformity { perimeter: perimeter(&dossier.candidate) };
    let queue = app.office.consult(&visitor.actor, view).await?;
    Ok((dossier, queue, official))
}

fn head(app: &App, visitor: &Visitor, dossier: &Dossier) -> Page {
    Page::new(app, visitor, format!("Contrôle du dossier de {}", dossier.candidate.full_name()), "")
}

/// What the form begins with: a piece that is missing is told so; everything else is the controller's to say.
fn begun(dossier: &Dossier) -> Fields {
    let mut fields = Fields::default();
    for kind in dossier.missing() {
        let missing = PieceVerdict::Missing.code().to_owned();
        fields.complete(Fields::of([(field(kind).as_str(), missing)]));
    }
    fields
}

fn page(page: Page, (dossier, queue, official): &Loaded, (sent, outdated): (Fields, bool)) -> Check {
    let session = &dossier.session;
    let asked = |kind: PieceKind| {
        let name = field(kind);
        let chosen = |one: PieceVerdict| sent.text(&name) == one.code();
        let answer = |one: PieceVerdict| (one.code(), one.label(), key(one.label()), chosen(one));
        let answers = PieceVerdict::ALL.into_iter().map(answer).collect();
        Asked { answers, label: kind.label(), name }
    };
    let mut grounds = vec![(String::new(), "Choisissez un motif".to_owned())];
    grounds.extend(session.referential.grounds.iter().map(|one| (one.code.clone(), one.label.clone())));
    let others = queue.dossiers.iter().filter(|one| one.waits() && one.candidate.id != dossier.candidate.id);
    Check {
        page,
        official: official.clone(),
        id: dossier.candidate.id.to_string(),
        lead: lead(&queue.drawn),
        links: vec![(address(&perimeter(&dossier.candidate)), "Contrôle de conformité")],
        left: left(others.count()),
        facts: facts(dossier),
        kinds: kinds(dossier),
        table: seen(dossier),
        verdicts: verdicts(dossier),
        crossed: crossed(dossier),
        anew: anew(dossier, queue),
        proposal: proposal(dossier, queue),
        last: dossier.last().map_or(0, |given| given.position),
        outdated,
        asked: PieceKind::ALL.map(asked).into_iter().collect(),
        outcomes: outcomes(),
        grounds,
        sent,
        latest: format!(
            "Entre aujourd’hui et le jour de l’oral : au plus tard le {}.",
            french::date(dossier.put_right_by())
        ),
    }
}

/// The key of an answer: its first letter, without its accent.
fn key(label: &str) -> char {
    match label.chars().next() {
        Some('à' | 'À') => 'R',
        Some(first) => first.to_ascii_uppercase(),
        None => ' ',
    }
}

fn outcomes() -> Vec<(&'static str, &'static str, char)> {
    let until = Date::default();
    let all = [
        Outcome::Conform,
        Outcome::ToPutRight { until },
        Outcome::NotValid { ground: String::new() },
        Outcome::Absent,
    ];
    all.iter().map(|one| (one.code(), one.label(), key(one.label()))).collect()
}

fn proposal(dossier: &Dossier, queue: &Queue) -> Option<Proposal> {
    let last = dossier.last().filter(|last| !last.settled)?;
    let mine = queue.dossiers.iter().any(|one| one.candidate.id == dossier.candidate.id && one.mine);
    let fields = typed(&last.verdict);
    Some(Proposal { verdict: verdict(last, &dossier.session), mine, fields })
}

/// Why the dossier waits anew, in words.
fn anew(dossier: &Dossier, queue: &Queue) -> Vec<String> {
    let waiting = queue.dossiers.iter().find(|one| one.candidate.id == dossier.candidate.id);
    let (Some(why), Some(last)) = (waiting.and_then(|one| one.anew), dossier.last()) else { return vec![] };
    let came = |one: &&Deposit| one.at > last.at;
    let worded = |one: &Deposit| {
        let at = french::instant(one.at, &dossier.session.zone);
        format!("{} : « {} », reçu {at}.", one.kind.label(), name(one))
    };
    match why {
        Anew::Arrived => dossier.standing().filter(came).map(worded).collect(),
        Anew::Overdue => vec!["La date donnée pour régulariser est passée, et rien n’est arrivé.".to_owned()],
    }
}

fn left(others: usize) -> String {
    match others {
        0 => "Aucun autre dossier n’attend.".to_owned(),
        1 => "Un autre dossier attend.".to_owned(),
        _ => format!("{} attendent encore.", count(others, "autre dossier").replace("autre ", "autres ")),
    }
}

/// Who, and what the check looks at beside the pieces.
fn facts(dossier: &Dossier) -> Vec<(&'static str, String)> {
    let mut facts = identity(dossier);
    facts.push(("Date limite de dépôt", french::date(dossier.session.dates.dossier_due)));
    let weeks = dossier.session.referential.internship.min_weeks;
    if weeks > 0 {
        facts.push(("Stage exigé", format!("{weeks} semaines au moins")));
    }
    facts
}

async fn give(State(app): State<App>, Path(candidate): Path<CandidateId>, form: Form) -> Answer {
    let seen = form.text("seen").parse().unwrap_or(0);
    let done = match read(&form) {
        Ok(verdict) => {
            let act = GiveVerdict { candidate: candidate.clone(), seen, verdict };
            app.office.perform(&form.visitor.actor, act).await
        }
        Err(refused) => Err(refused.into()),
    };
    let loaded = load(&app, &form.visitor, candidate).await?;
    let (dossier, queue, _) = &loaded;
    match done {
        Ok(()) => Ok(Redirect::to(&onward(&form, dossier, queue)).into_response()),
        Err(Failure::Outdated) => {
            let head = head(&app, &form.visitor, dossier);
            let template = page(head, &loaded, (form.fields().clone(), true));
            Ok(render(StatusCode::CONFLICT, &template))
        }
        Err(failure) => {
            let sentence = refusal(&failure).ok_or(Oops::from(failure))?;
            let head = head(&app, &form.visitor, dossier).flash("error", sentence);
            let template = page(head, &loaded, (form.fields().clone(), false));
            Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &template))
        }
    }
}

/// Where the controller goes on: to the next dossier that waits, or back to the queue.
fn onward(form: &Fields, dossier: &Dossier, queue: &Queue) -> String {
    let done = &dossier.candidate;
    let next = next_after(queue, &done.number).filter(|_| form.text("then") != "queue");
    match next {
        Some(next) => format!("/dossiers/{}/conformite?rendu={}", next.candidate.id, done.id),
        None => format!("{}?rendu={}", address(&perimeter(done)), done.id),
    }
}
