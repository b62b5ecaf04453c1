//! `/sessions/{id}`: a session's dates and schools.

use super::model::Shown;
use super::open::dates;
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Fields, Form};
use crate::page::{Page, render};
use crate::pages::forms::{self, Shown as FormShown};
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
use office::acts::forms::SeeForms;
use office::acts::models::SeeModel;
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
    model: Option<Shown>,
    forms: Vec<FormShown>,
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
    show(&app, &visitor, id.into(), Said { query, ..Said::default() }).await
}

/// What the page says beyond the session.
#[derive(Default)]
pub(super) struct Said {
    /// The address's query, which names what was just done.
    pub query: Option<String>,
    /// Why the last form was refused.
    pub refused: Option<String>,
    /// What was typed in it.
    pub sent: Fields,
}

/// The page, with a refusal and what was typed where there is one.
pub(super) async fn show(app: &App, visitor: &Visitor, session: SessionId, said: Said) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeeSession { session: session.clone() }).await?;
    let model = app.office.consult(&visitor.actor, SeeModel { session: session.clone() }).await?;
    let given = app.office.consult(&visitor.actor, SeeForms { session }).await?;
    let mut page = Page::new(app, visitor, title(&seen.session), "/sessions").done(said.query.as_deref());
    let status = if said.refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    if let Some(sentence) = said.refused {
        page = page.flash("error", sentence);
    }
    let mut sent = said.sent;
    sent.complete(written(&seen.session));
    let candidates = seen.candidates.len();
    let model = model.map(|model| Shown::of(&model, &seen.session));
    let forms = forms::shown(&seen.session, &given);
    let (session, schools) = (seen.session, seen.schools);
    let template = Overview { page, session, schools, candidates, sent, model, forms };
    Ok(render(status, &template))
}

/// Back to the page, or the page again with the sentence and what was typed.
async fn answer(app: &App, form: Form, (id, word): (String, &str), done: Result<(), Failure>) -> Answer {
    let Err(failure) = done else {
        return Ok(Redirect::to(&format!("/sessions/{id}?fait={word}")).into_response());
    };
    let Some(sentence) = refusal(&failure) else { return Err(Oops::from(failure)) };
    let said = Said { refused: Some(sentence), sent: form.fields().clone(), ..Said::default() };
    show(app, &form.visitor, id.into(), said).await
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
