//! `/plans/{id}`: a draft by half-day and centre, or by person; stopped, undone, copied, gone on from, published.
#![allow(clippy::cmp_owned, reason = "the select component compares keys of any type as texts")]

use super::cards::{Half, Row, Seat, candidate, facts, halves, people};
use super::words::figures;
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Fields, Form, pairs};
use crate::page::{Page, render};
use crate::place;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::id::CandidateId;
use office::Failure;
use office::acts::timetable::{
    Board, Broken, CopyPlan, Effort, How, PublishPlan, SeeBoard, SeeProgress, Session, StartPlan, StopPlan,
    UndoEdit,
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/plans/{id}", get(see))
        .route("/plans/{id}/arret", post(stop))
        .route("/plans/{id}/relance", post(again))
        .route("/plans/{id}/annuler", post(undo))
        .route("/plans/{id}/copie", post(copy))
        .route("/plans/{id}/suite", post(go_on))
        .route("/plans/{id}/publication", post(publish))
}

#[derive(Template)]
#[template(path = "pages/timetable/board.html")]
#[allow(clippy::struct_excessive_bools, reason = "each shows a part of the page")]
struct BoardPage {
    page: Page,
    place: String,
    id: String,
    revision: i64,
    figures: String,
    /// How the plan stands, in one sentence.
    lead: String,
    facts: Vec<(&'static str, String)>,
    working: bool,
    cut: bool,
    /// What no commission alone breaks.
    broken: Vec<String>,
    /// How many commissions break something.
    wrong: usize,
    reasons: Vec<String>,
    moved: Vec<String>,
    unseated: Vec<Seat>,
    undo: Option<String>,
    by_person: bool,
    halves: Vec<Half>,
    examiners: Vec<Row>,
    candidates: Vec<Row>,
    locked: usize,
    efforts: Vec<(&'static str, &'static str)>,
    without_professional: usize,
    one_day: bool,
    sent: Fields,
    empty: bool,
}

/// How a plan stands, in one sentence.
fn lead(board: &Board) -> String {
    let draft = &board.plan.draft;
    let places = match draft.unseated.len() {
        0 => "Tout le monde a une place".to_owned(),
        1 => "Une personne n’a pas de place".to_owned(),
        some => format!("{some} personnes n’ont pas de place"),
    };
    let rules = match board.broken.len() {
        0 => "aucune règle n’est enfreinte".to_owned(),
        1 => "une règle est enfreinte".to_owned(),
        some => format!("{some} règles sont enfreintes"),
    };
    format!("{places}, {rules}.")
}

/// What a plan breaks that no commission of it shows.
fn broken(board: &Board) -> Vec<String> {
    if board.plan.draft.sessions.is_empty() {
        return vec![];
    }
    let shown = |one: &Broken| one.session.as_ref().is_some_and(|id| board.plan.draft.session(id).is_some());
    board.broken.iter().filter(|one| !shown(one)).map(|one| exam::french::capital(&one.told())).collect()
}

fn wrong(board: &Board) -> usize {
    let breaks = |one: &&Session| board.broken.iter().any(|broken| broken.session.as_ref() == Some(&one.id));
    board.plan.draft.sessions.iter().filter(breaks).count()
}

async fn show(
    app: &App,
    visitor: &Visitor,
    plan: String,
    (sent, sentence, query): (Fields, Option<String>, Option<String>),
) -> Answer {
    let board = app.office.consult(&visitor.actor, SeeBoard { plan }).await?;
    let title = format!("{}, {}", board.plan.name, place::title(&board.drawn));
    let (page, status) = Page::new(app, visitor, title, "/sessions").done(query.as_deref()).refused(sentence);
    let by_person = query.as_deref() == Some("vue=personnes");
    let (examiners, candidates) = if by_person { people(&board) } else { (vec![], vec![]) };
    let draft = &board.plan.draft;
    let waiting =
        |id: &CandidateId| Seat { id: id.to_string(), at: String::new(), name: candidate(&board, id) };
    let template = BoardPage {
        page,
        place: place::address(&board.perimeter),
        id: board.plan.id.clone(),
        revision: board.plan.revision,
        figures: figures(draft),
        lead: lead(&board),
        facts: facts(&board),
        working: board.plan.working && !board.plan.cut,
        cut: board.plan.cut,
        broken: broken(&board),
        wrong: wrong(&board),
        reasons: draft.reasons.clone(),
        moved: draft.moved.clone(),
        unseated: draft.unseated.iter().map(waiting).collect(),
        undo: board.undo.clone(),
        by_person,
        halves: if by_person { vec![] } else { halves(&board) },
        examiners,
        candidates,
        locked: draft.sessions.iter().filter(|one| one.locked).count(),
        efforts: Effort::ALL.map(|one| (one.code(), one.label())).to_vec(),
        without_professional: board.without_professional,
        one_day: board.all_on_one_day,
        empty: draft.sessions.is_empty(),
        sent,
    };
    Ok(render(status, &template))
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    show(&app, &visitor, id, (Fields::default(), None, query)).await
}

/// Back to a draft after what was done, or the draft with the sentence of what was refused.
async fn back(app: &App, form: Form, id: String, done: Result<String, Failure>) -> Answer {
    match done {
        Ok(address) => Ok(Redirect::to(&address).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => {
                let sent = form.fields().clone();
                show(app, &form.visitor, id, (sent, Some(sentence), None)).await
            }
            None => Err(Oops::from(failure)),
        },
    }
}

async fn stop(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let done = app.office.perform(&form.visitor.actor, StopPlan { plan: id.clone() }).await;
    let address = format!("/plans/{id}?fait=arret");
    back(&app, form, id, done.map(|()| address)).await
}

async fn again(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let stands = app.office.consult(&form.visitor.actor, SeeProgress { plan: id.clone() }).await?;
    if stands.working && stands.cut {
        super::search(&app, &form.visitor.actor, &id);
    }
    Ok(Redirect::to(&format!("/plans/{id}")).into_response())
}

fn seen(form: &Fields) -> i64 {
    form.text("revision").parse().unwrap_or_default()
}

async fn undo(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let act = UndoEdit { plan: id.clone(), seen: seen(&form) };
    let done = app.office.perform(&form.visitor.actor, act).await;
    let address = format!("/plans/{id}?fait=annule");
    back(&app, form, id, done.map(|()| address)).await
}

async fn copy(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let act = CopyPlan { plan: id.clone(), name: form.text("name").to_owned() };
    let done = app.office.perform(&form.visitor.actor, act).await;
    back(&app, form, id, done.map(|copy| format!("/plans/{copy}?fait=copie"))).await
}

async fn go_on(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let actor = form.visitor.actor.clone();
    let board = app.office.consult(&actor, SeeBoard { plan: id.clone() }).await?;
    let How { comparable, .. } = board.plan.draft.how;
    let act = StartPlan {
        perimeter: board.perimeter,
        name: form.text("name").to_owned(),
        how: How { comparable, ..super::hub::how(&form) },
        from: Some(id.clone()),
    };
    let done = app.office.perform(&actor, act).await;
    if let Ok(plan) = &done {
        super::search(&app, &actor, plan);
    }
    back(&app, form, id, done.map(|plan| format!("/plans/{plan}"))).await
}

async fn publish(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let actor = form.visitor.actor.clone();
    let board = app.office.consult(&actor, SeeBoard { plan: id.clone() }).await?;
    let place = place::address(&board.perimeter);
    let act = PublishPlan {
        plan: id.clone(),
        seen: seen(&form),
        no_professional_reason: form.text("reason").to_owned(),
        partial: form.ticked("partial"),
    };
    let done = app.office.perform(&actor, act).await;
    back(&app, form, id, done.map(|number| format!("{place}/calendrier/version?n={number}"))).await
}

/// The values of an address after its question mark.
pub(super) fn asked(query: Option<String>) -> Fields {
    pairs(query.unwrap_or_default().as_bytes())
}
