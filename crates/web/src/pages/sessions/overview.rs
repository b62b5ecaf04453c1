//! `/sessions/{id}`: a session's dates and schools.

use super::open::dates;
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Fields, Form};
use crate::page::{Page, render};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::candidate::SchoolStatus;
use exam::id::SessionId;
use office::Failure;
use office::acts::sessions::{AddSchool, School, SeeSession, Session, SetDates};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/sessions/{id}", get(see))
        .route("/sessions/{id}/dates", post(set_dates))
        .route("/sessions/{id}/etablissements", post(add_school))
}

#[derive(Template)]
#[template(path = "pages/sessions/overview.html")]
struct Overview {
    page: Page,
    session: Session,
    schools: Vec<School>,
    candidates: usize,
    sent: Fields,
}

fn title(session: &Session) -> String {
    format!("{} {}, {}", session.referential.exam, session.year, session.academy)
}

/// The dates as the form shows them, where nothing else was typed.
fn written(session: &Session) -> Fields {
    let dates = &session.dates;
    Fields::of([
        ("dossier_due", dates.dossier_due.to_string()),
        ("reading_from", dates.reading_from.to_string()),
        ("orals_from", dates.orals_from.to_string()),
        ("orals_to", dates.orals_to.to_string()),
    ])
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeeSession { session: id.into() }).await?;
    let page = Page::new(&app, &visitor, title(&seen.session), "/sessions").done(query.as_deref());
    let sent = written(&seen.session);
    let candidates = seen.candidates.len();
    let template = Overview { page, session: seen.session, schools: seen.schools, candidates, sent };
    Ok(render(StatusCode::OK, &template))
}

/// Back to the page, or the page again with the sentence and what was typed.
async fn answer(app: &App, form: Form, (id, word): (String, &str), done: Result<(), Failure>) -> Answer {
    let Err(failure) = done else {
        return Ok(Redirect::to(&format!("/sessions/{id}?fait={word}")).into_response());
    };
    let Some(sentence) = refusal(&failure) else { return Err(Oops::from(failure)) };
    let seen = app.office.consult(&form.visitor.actor, SeeSession { session: id.into() }).await?;
    let page = Page::new(app, &form.visitor, title(&seen.session), "/sessions").flash("error", sentence);
    let mut sent = form.fields().clone();
    sent.complete(written(&seen.session));
    let candidates = seen.candidates.len();
    let template = Overview { page, session: seen.session, schools: seen.schools, candidates, sent };
    Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &template))
}

async fn set_dates(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let seen = form.text("revision").parse().unwrap_or(0);
    let done = match dates(&form) {
        Ok(dates) => {
            let act = SetDates { session: SessionId::from(id.as_str()), seen, dates };
            app.office.perform(&form.visitor.actor, act).await
        }
        Err(refused) => Err(refused.into()),
    };
    answer(&app, form, (id, "dates"), done).await
}

async fn add_school(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let act = AddSchool {
        session: id.as_str().into(),
        uai: form.text("uai").to_owned(),
        name: form.text("name").to_owned(),
        status: SchoolStatus {
            public_or_contract: form.ticked("public_or_contract"),
            approved: form.ticked("approved"),
        },
        runs_ccf: form.ticked("runs_ccf"),
    };
    let done = app.office.perform(&form.visitor.actor, act).await.map(|_| ());
    answer(&app, form, (id, "etablissement"), done).await
}
