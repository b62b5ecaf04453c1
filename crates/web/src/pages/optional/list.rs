//! `/sessions/{id}/ef4` and `/etablissements/{id}/ef4`: the requests of a perimeter, and the date of the session.

use super::state;
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use crate::page::{Page, render};
use crate::place::{self, Place};
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::{get, post};
use exam::french;
use exam::sitting::Stage;
use office::Failure;
use office::acts::optional::{Requested, SeeRequests, SetRequestDate};
use office::acts::perimeter::Perimeter;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sessions/{id}/ef4", get(see))
        .route("/sessions/{id}/ef4/date", post(set_date))
        .route("/etablissements/{id}/ef4", get(see))
}

struct Line {
    id: String,
    name: String,
    number: String,
    speciality: &'static str,
    kind: &'static str,
    state: &'static str,
    /// Something is sent.
    sent: bool,
}

#[derive(Template)]
#[template(path = "pages/optional/list.html")]
struct ListPage {
    page: Page,
    lead: String,
    lines: Vec<Line>,
    waiting: usize,
    due: String,
    /// The session whose date the person may fix; empty for a school.
    session: String,
    revision: i64,
    date: String,
}

fn line(requested: &Requested) -> Line {
    let (kind, state) = state(requested);
    let candidate = &requested.candidate;
    Line {
        id: candidate.id.to_string(),
        name: candidate.full_name(),
        number: candidate.number.clone(),
        speciality: candidate.speciality.label(),
        kind,
        state,
        sent: requested.standing().stage != Stage::Draft,
    }
}

async fn show(
    app: &App,
    visitor: &Visitor,
    perimeter: Perimeter,
    (query, no): (Option<String>, Option<(String, String)>),
) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeeRequests { perimeter: perimeter.clone() }).await?;
    let mut page = Page::new(app, visitor, "Demandes EF4", "").done(query.as_deref());
    let (mut status, mut date) = (StatusCode::OK, seen.exam.due.to_string());
    if let Some((sentence, typed)) = no {
        (status, date) = (StatusCode::UNPROCESSABLE_ENTITY, typed);
        page = page.flash("error", sentence);
    }
    let session = match &perimeter {
        Perimeter::Session(id) => id.to_string(),
        Perimeter::School(_) => String::new(),
    };
    let template = ListPage {
        lead: format!("{}. {}.", place::title(&seen.drawn), perimeter.track().label()),
        waiting: seen.waiting(),
        due: french::day(seen.exam.due),
        lines: seen.lines.iter().map(line).collect(),
        revision: seen.drawn.session.revision,
        session,
        date,
        page,
    };
    Ok(render(status, &template))
}

async fn see(
    State(app): State<App>,
    visitor: Visitor,
    Place(perimeter): Place,
    RawQuery(query): RawQuery,
) -> Answer {
    show(&app, &visitor, perimeter, (query, None)).await
}

async fn set_date(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let seen = form.text("revision").parse().unwrap_or(0);
    let done = match form.date("due", "date limite des demandes EF4") {
        Ok(due) => {
            let act = SetRequestDate { session: id.as_str().into(), seen, due };
            app.office.perform(&form.visitor.actor, act).await
        }
        Err(refused) => Err(Failure::from(refused)),
    };
    let Err(failure) = done else {
        return Ok(Redirect::to(&format!("/sessions/{id}/ef4?fait=dates")).into_response());
    };
    let Some(sentence) = refusal(&failure) else { return Err(Oops::from(failure)) };
    let no = Some((sentence, form.text("due").to_owned()));
    show(&app, &form.visitor, Perimeter::Session(id.into()), (None, no)).await
}
