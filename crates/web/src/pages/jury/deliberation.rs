//! `/sessions/{id}/deliberation`: attendance, opening, closing, and the signature of the minutes.

use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use crate::page::{Page, render};
use crate::visitor::Visitor;
use crate::words::sentence;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use exam::access::Role;
use exam::deliberation::Side;
use exam::french;
use office::Failure;
use office::acts::jury::{
    CloseDeliberation, Deliberating, Member, OpenDeliberation, SeeDeliberation, SignMinutes, TakeAttendance,
};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sessions/{id}/deliberation", get(see))
        .route("/sessions/{id}/deliberation/presences", post(attend))
        .route("/sessions/{id}/deliberation/ouverture", post(open))
        .route("/sessions/{id}/deliberation/cloture", post(close))
        .route("/sessions/{id}/deliberation/signature", post(sign))
}

/// A member of the jury as pages show one.
pub(super) struct Shown {
    pub account: String,
    pub name: String,
    /// The half; empty where the person is not nominated.
    pub side: &'static str,
    pub code: &'static str,
    pub president: bool,
    pub present: bool,
}

pub(super) fn shown(member: &Member) -> Shown {
    Shown {
        account: member.account.to_string(),
        name: member.name.clone(),
        side: member.side.map(Side::label).unwrap_or_default(),
        code: member.side.map(Side::code).unwrap_or_default(),
        president: member.president,
        present: member.present,
    }
}

/// A deliberation that was opened.
struct Held {
    told: String,
    present: String,
    absent: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "pages/jury/deliberation.html")]
struct DeliberationPage {
    page: Page,
    session: String,
    president: bool,
    members: Vec<Shown>,
    /// What keeps the nominated jury from deliberating; empty where nothing does.
    fault: String,
    open: bool,
    held: Vec<Held>,
    undecided: usize,
    /// The hash of the minutes as they stand, or as they were signed.
    minutes: String,
    /// Who signed and when; empty before.
    signed: String,
    reason: String,
}

fn page(
    app: &App,
    visitor: &Visitor,
    seen: &Deliberating,
    (no, reason): (Option<String>, String),
) -> Response {
    let session = &seen.nominated.session;
    let title = format!("Délibération, {} {}, {}", session.referential.exam, session.year, session.academy);
    let (page, status) = Page::new(app, visitor, title, "").refused(no);
    let at = |at| french::instant(at, &session.zone);
    let names = |members: &[Member], present: bool| {
        let names = members.iter().filter(|one| one.present == present).map(|one| one.name.as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    let held = seen.held.iter().map(|one| Held {
        told: match one.closed_at {
            Some(end) => format!("Ouverte {}, close {}", at(one.opened_at), at(end)),
            None => format!("Ouverte {}", at(one.opened_at)),
        },
        present: names(&one.members, true),
        absent: names(&one.members, false),
        reason: one.reason.clone(),
    });
    let template = DeliberationPage {
        page,
        session: session.id.to_string(),
        president: visitor.actor.holds(Role::JuryPresident),
        members: seen.nominated.members.iter().filter(|one| one.side.is_some()).map(shown).collect(),
        fault: seen.nominated.fault.as_ref().map(sentence).unwrap_or_default(),
        open: seen.nominated.standing.open,
        held: held.collect(),
        undecided: seen.outlook.undecided,
        minutes: seen.signed.as_ref().map_or_else(|| seen.minutes.clone(), |one| one.hash.clone()),
        signed: seen
            .signed
            .as_ref()
            .map(|one| format!("{}, {}", one.by_name, at(one.at)))
            .unwrap_or_default(),
        reason,
    };
    render(status, &template)
}

async fn see(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeeDeliberation { session: id.into() }).await?;
    Ok(page(&app, &visitor, &seen, (None, String::new())))
}

async fn answered<T>(app: &App, form: &Form, id: &str, done: Result<T, Failure>) -> Answer {
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/sessions/{id}/deliberation")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(no) => {
                let seen =
                    app.office.consult(&form.visitor.actor, SeeDeliberation { session: id.into() }).await?;
                Ok(page(app, &form.visitor, &seen, (Some(no), form.text("reason").to_owned())))
            }
            None => Err(Oops::from(failure)),
        },
    }
}

async fn attend(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let present = form.all("present").map(Into::into).collect();
    let act = TakeAttendance { session: id.as_str().into(), present };
    let done = app.office.perform(&form.visitor.actor, act).await;
    answered(&app, &form, &id, done).await
}

async fn open(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let act = OpenDeliberation { session: id.as_str().into(), reason: form.text("reason").to_owned() };
    let done = app.office.perform(&form.visitor.actor, act).await;
    answered(&app, &form, &id, done).await
}

async fn close(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let done =
        app.office.perform(&form.visitor.actor, CloseDeliberation { session: id.as_str().into() }).await;
    answered(&app, &form, &id, done).await
}

async fn sign(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let act = SignMinutes { session: id.as_str().into(), seen: form.text("seen").to_owned() };
    let done = app.office.perform(&form.visitor.actor, act).await;
    answered(&app, &form, &id, done).await
}
