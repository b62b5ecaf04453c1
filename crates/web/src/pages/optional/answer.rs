//! `/candidatures/{id}/ef4`: one request, for who answers it.

use super::{answered, sent, state};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use crate::page::{Page, render};
use crate::place;
use crate::visitor::Visitor;
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use exam::Refusal;
use exam::candidate::Track;
use exam::sitting::Answer as Given;
use office::Failure;
use office::acts::optional::{AnswerRequest, RequestPage, SeeRequest};
use office::acts::perimeter::Perimeter;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/candidatures/{id}/ef4", get(see).post(give))
}

#[derive(Template)]
#[template(path = "pages/optional/answer.html")]
struct RequestToAnswer {
    page: Page,
    id: String,
    lead: String,
    kind: &'static str,
    state: &'static str,
    sent: String,
    answered: String,
    /// Label, value; empty while nothing is sent.
    asked: Vec<(&'static str, String)>,
    revision: i64,
    /// The person may answer, and the rules allow it.
    open: bool,
    reason: String,
    /// The list of requests, for who answers them; empty for who reads.
    back: String,
}

/// Where the requests of this candidate are listed.
fn list(seen: &RequestPage) -> String {
    let candidate = &seen.requested.candidate;
    let perimeter = match (candidate.track, &candidate.school) {
        (Track::Continuous, Some(school)) => Perimeter::School(school.clone()),
        _ => Perimeter::Session(seen.session.id.clone()),
    };
    format!("{}/ef4", place::address(&perimeter))
}

async fn show(app: &App, visitor: &Visitor, id: String, no: Option<(StatusCode, String, String)>) -> Answer {
    let seen = app.office.consult(&visitor.actor, SeeRequest { candidate: id.as_str().into() }).await?;
    let (session, requested) = (&seen.session, &seen.requested);
    let mut page = Page::new(app, visitor, format!("Demande EF4, {}", requested.candidate.full_name()), "");
    let (mut status, mut reason) = (StatusCode::OK, String::new());
    if let Some((code, sentence, typed)) = no {
        (status, reason) = (code, typed);
        page = page.flash("error", sentence);
    }
    let (kind, state) = state(requested);
    let kept = requested.kept.as_ref();
    let asked = kept.map(|kept| kept.request.answers().map(|(label, value)| (label, value.to_owned())));
    let standing = requested.standing();
    let template = RequestToAnswer {
        lead: format!(
            "N° {}, {}, {}. {}.",
            requested.candidate.number,
            requested.candidate.speciality.label(),
            requested.candidate.track.label().to_lowercase(),
            place::title(&office::acts::perimeter::Drawn { session: session.clone(), school: None })
        ),
        kind,
        state,
        sent: kept.map(|kept| sent(kept, session)).unwrap_or_default(),
        answered: kept.map(|kept| answered(kept, session)).unwrap_or_default(),
        asked: asked.map(Vec::from).unwrap_or_default(),
        revision: kept.map_or(0, |kept| kept.revision),
        open: seen.answers && standing.may_answer(Given::Accepted, "").is_ok(),
        back: if seen.answers { list(&seen) } else { String::new() },
        reason,
        page,
        id,
    };
    Ok(render(status, &template))
}

async fn see(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    show(&app, &visitor, id, None).await
}

async fn give(State(app): State<App>, Path(id): Path<String>, form: Form) -> Answer {
    let reason = form.text("reason").to_owned();
    let done = match Given::from_code(form.text("answer")) {
        Some(answer) => {
            let seen = form.text("revision").parse().unwrap_or(0);
            let act = AnswerRequest { candidate: id.as_str().into(), seen, answer, reason: reason.clone() };
            app.office.perform(&form.visitor.actor, act).await
        }
        None => Err(Refusal::Required { field: "réponse" }.into()),
    };
    let no = match done {
        Ok(()) => {
            let seen =
                app.office.consult(&form.visitor.actor, SeeRequest { candidate: id.as_str().into() }).await?;
            return Ok(Redirect::to(&format!("{}?fait=reponse", list(&seen))).into_response());
        }
        Err(Failure::Outdated) => {
            let sentence = "La demande a changé depuis que vous l’avez lue : relisez-la, puis répondez.";
            (StatusCode::CONFLICT, sentence.to_owned(), reason)
        }
        Err(failure) => match refusal(&failure) {
            Some(sentence) => (StatusCode::UNPROCESSABLE_ENTITY, sentence, reason),
            None => return Err(Oops::from(failure)),
        },
    };
    show(&app, &form.visitor, id, Some(no)).await
}
