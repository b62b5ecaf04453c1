//! Changes of a draft by hand: a candidate moved, a commission changed or opened. A script sends the same form and is
//! answered in JSON.
#![allow(clippy::cmp_owned, reason = "the select component compares keys of any type as texts")]

use super::board::asked;
use super::cards::{Card, candidate, card, place_of};
use super::words::count;
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Fields, Form};
use crate::page::{Page, render};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::Refusal;
use exam::candidate::Speciality;
use exam::commission::{Quality, Seat};
use exam::id::CandidateId;
use exam::planning::HalfDay;
use office::Failure;
use office::acts::timetable::{Board, Edit, EditPlan, SeeBoard, SeeMoves};
use serde_json::json;
use std::collections::BTreeMap;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/plans/{id}/changements", post(change))
        .route("/plans/{id}/essais", get(moves))
        .route("/plans/{id}/deplacer", get(moving))
        .route("/plans/{id}/commission", get(commission))
        .route("/plans/{id}/ouverture", get(opening))
}

/// A commission where a candidate may go.
struct Target {
    id: String,
    label: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "pages/timetable/move.html")]
struct MovePage {
    page: Page,
    id: String,
    revision: i64,
    candidate: String,
    targets: Vec<Target>,
    others: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "pages/timetable/commission.html")]
struct CommissionPage {
    page: Page,
    id: String,
    revision: i64,
    card: Card,
    lead: String,
    second: String,
    half: String,
    centre: String,
    leads: Vec<(String, String)>,
    seconds: Vec<(String, String)>,
    halves: Vec<(String, String)>,
    centres: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "pages/timetable/opening.html")]
struct OpeningPage {
    page: Page,
    id: String,
    revision: i64,
    leads: Vec<(String, String)>,
    seconds: Vec<(String, String)>,
    halves: Vec<(String, String)>,
    centres: Vec<(String, String)>,
    sent: Fields,
}

fn edit(form: &Fields) -> Result<Edit, Failure> {
    let text = |name: &str| form.text(name).to_owned();
    let half = || {
        HalfDay::parse(form.text("half")).ok_or(Failure::from(Refusal::Required { field: "demi-journée" }))
    };
    Ok(match form.text("what") {
        "move" => Edit::Move {
            candidate: form.text("candidate").into(),
            to: Some(text("to")).filter(|to| !to.is_empty()),
        },
        "swap" => Edit::Swap { one: form.text("candidate").into(), other: form.text("other").into() },
        "sit" => Edit::Sit {
            session: text("session"),
            seat: Seat::from_code(form.text("seat")).ok_or(Failure::NotFound)?,
            examiner: form.text("examiner").into(),
        },
        "shift" => Edit::Shift { session: text("session"), half: half()?, centre: text("centre") },
        "open" => Edit::Open {
            half: half()?,
            centre: text("centre"),
            speciality: match form.text("speciality") {
                "sisr" => Speciality::Sisr,
                "slam" => Speciality::Slam,
                _ => return Err(Refusal::Required { field: "option" }.into()),
            },
            members: (form.text("lead").into(), form.text("second").into()),
        },
        "close" => Edit::Close { session: text("session") },
        "lock" => Edit::Lock {
            sessions: form.all("session").map(str::to_owned).collect(),
            locked: form.ticked("locked"),
        },
        _ => return Err(Failure::NotFound),
    })
}

async fn change(State(app): State<App>, Path(id): Path<String>, headers: HeaderMap, form: Form) -> Answer {
    let seen = form.text("revision").parse().unwrap_or_default();
    let done = match edit(&form) {
        Ok(edit) => {
            let act = EditPlan { plan: id.clone(), seen, edit, anyway: form.ticked("anyway") };
            app.office.perform(&form.visitor.actor, act).await
        }
        Err(failure) => Err(failure),
    };
    let script = headers.get(header::ACCEPT).is_some_and(|accept| accept == "application/json");
    match done {
        Ok(()) if script => Ok(axum::Json(json!({ "done": true })).into_response()),
        Ok(()) => Ok(Redirect::to(&format!("/plans/{id}?fait=change")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) if script => {
                let body = axum::Json(json!({ "message": sentence }));
                Ok((StatusCode::UNPROCESSABLE_ENTITY, body).into_response())
            }
            Some(sentence) => again(&app, &form, id, sentence).await,
            None => Err(Oops::from(failure)),
        },
    }
}

/// The page that a form was sent from, with the sentence of what was refused.
async fn again(app: &App, form: &Form, id: String, sentence: String) -> Answer {
    let said = (form.fields().clone(), Some(sentence));
    match form.text("what") {
        "move" | "swap" => show_move(app, &form.visitor, id, form.text("candidate").into(), said).await,
        "open" => show_opening(app, &form.visitor, id, said).await,
        _ => show_commission(app, &form.visitor, (id, form.text("session").to_owned()), said).await,
    }
}

async fn board(app: &App, visitor: &Visitor, plan: String) -> Result<Board, Failure> {
    app.office.consult(&visitor.actor, SeeBoard { plan }).await
}

async fn show_move(
    app: &App,
    visitor: &Visitor,
    id: String,
    who: CandidateId,
    (_, sentence): (Fields, Option<String>),
) -> Answer {
    let board = board(app, visitor, id.clone()).await?;
    let known = board.candidates.iter().find(|one| one.id == who).ok_or(Failure::NotFound)?;
    let speciality = known.speciality;
    let title = format!("Déplacer {}", candidate(&board, &who));
    let draft = &board.plan.draft;
    let here = draft.session_of(&who).map(|one| one.id.clone());
    let target = |one: &office::acts::timetable::Session| Target {
        id: one.id.clone(),
        label: format!(
            "{} : {}, {}",
            place_of(&board, one),
            card(&board, one).members(),
            count(one.passages.len(), "passage", "passages")
        ),
        here: Some(&one.id) == here.as_ref(),
    };
    let others = draft.sessions.iter().filter(|one| one.speciality == speciality);
    let other = |one: &office::acts::timetable::Session| {
        let place = one.half.label();
        one.passages
            .iter()
            .filter(|it| it.candidate != who)
            .map(|it| (it.candidate.to_string(), format!("{}, {place}", candidate(&board, &it.candidate))))
            .collect::<Vec<_>>()
    };
    let (page, status) = Page::new(app, visitor, title, "/sessions").refused(sentence);
    let template = MovePage {
        candidate: who.to_string(),
        revision: board.plan.revision,
        targets: others.clone().map(target).collect(),
        others: others.flat_map(other).collect(),
        page,
        id,
    };
    Ok(render(status, &template))
}

/// Where a candidate who is picked up may go: each commission, and why not.
async fn moves(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let view = SeeMoves { plan: id, candidate: asked(query).text("qui").into() };
    let moves = app.office.consult(&visitor.actor, view).await?;
    let told: BTreeMap<_, _> = moves.into_iter().map(|(id, why)| (id, why.join(" ; "))).collect();
    Ok(axum::Json(told).into_response())
}

async fn moving(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let who = asked(query).text("qui").into();
    show_move(&app, &visitor, id, who, (Fields::default(), None)).await
}

fn leads(board: &Board) -> Vec<(String, String)> {
    let teaches = |quality: Quality| quality != Quality::Professional;
    people(board, teaches)
}

fn people(board: &Board, which: impl Fn(Quality) -> bool) -> Vec<(String, String)> {
    let some = board.examiners.iter().filter(|one| which(one.quality));
    some.map(|one| (one.id.to_string(), format!("{}, {}", one.name, one.quality.label()))).collect()
}

fn halves(board: &Board) -> Vec<(String, String)> {
    board.frame.halves.iter().map(|half| (half.to_string(), half.label())).collect()
}

fn centres(board: &Board) -> Vec<(String, String)> {
    board.frame.centres.iter().map(|one| (one.id.clone(), one.name.clone())).collect()
}

async fn show_commission(
    app: &App,
    visitor: &Visitor,
    (id, session): (String, String),
    (_, sentence): (Fields, Option<String>),
) -> Answer {
    let board = board(app, visitor, id.clone()).await?;
    let session = board.plan.draft.session(&session).ok_or(Failure::NotFound)?;
    let title = format!("Commission, {}", place_of(&board, session));
    let (page, status) = Page::new(app, visitor, title, "/sessions").refused(sentence);
    let template = CommissionPage {
        page,
        id,
        revision: board.plan.revision,
        card: card(&board, session),
        lead: session.lead.to_string(),
        second: session.second.to_string(),
        half: session.half.to_string(),
        centre: session.centre.clone(),
        leads: leads(&board),
        seconds: people(&board, |_| true),
        halves: halves(&board),
        centres: centres(&board),
    };
    Ok(render(status, &template))
}

async fn commission(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let session = asked(query).text("id").to_owned();
    show_commission(&app, &visitor, (id, session), (Fields::default(), None)).await
}

async fn show_opening(
    app: &App,
    visitor: &Visitor,
    id: String,
    (sent, sentence): (Fields, Option<String>),
) -> Answer {
    let board = board(app, visitor, id.clone()).await?;
    let (page, status) = Page::new(app, visitor, "Ouvrir une commission", "/sessions").refused(sentence);
    let template = OpeningPage {
        page,
        id,
        revision: board.plan.revision,
        leads: leads(&board),
        seconds: people(&board, |_| true),
        halves: halves(&board),
        centres: centres(&board),
        sent,
    };
    Ok(render(status, &template))
}

async fn opening(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    show_opening(&app, &visitor, id, (Fields::default(), None)).await
}
