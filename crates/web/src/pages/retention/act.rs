//! The acts of a perimeter's page: announce, ask, confirm, prolong, fix the end of the training.

use super::one::{Said, show};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use crate::place::{self, Place};
use axum::Router;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use office::Failure;
use office::acts::perimeter::Perimeter;
use office::acts::retention::{AnnouncePurge, AskPurge, HoldDocuments, LiftHold, SetTrainingEnd};

pub(super) fn routes() -> Router<App> {
    let mut routes = Router::new().route("/sessions/{id}/conservation/fin", post(set_end));
    for place in ["/sessions/{id}/conservation", "/etablissements/{id}/conservation"] {
        routes = routes
            .route(&format!("{place}/annonce"), post(announce))
            .route(&format!("{place}/demande"), post(ask))
            .route(&format!("{place}/confirmation"), post(confirm))
            .route(&format!("{place}/prolongation"), post(hold))
            .route(&format!("{place}/levee"), post(lift));
    }
    routes
}

/// Back to the page, or the page again with the sentence and what was typed.
async fn answer(
    app: &App,
    form: &Form,
    (perimeter, word): (Perimeter, &str),
    done: Result<(), Failure>,
) -> Answer {
    let Err(failure) = done else {
        let to = format!("{}/conservation?fait={word}", place::address(&perimeter));
        return Ok(Redirect::to(&to).into_response());
    };
    let Some(sentence) = refusal(&failure) else { return Err(Oops::from(failure)) };
    let said = Said { refused: Some(sentence), typed: form.text("reason").to_owned(), query: None };
    show(app, &form.visitor, perimeter, said).await
}

async fn announce(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let act = AnnouncePurge { perimeter: perimeter.clone() };
    let done = app.office.perform(&form.visitor.actor, act).await.map(drop);
    answer(&app, &form, (perimeter, "annonce"), done).await
}

async fn ask(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let done = app.office.perform(&form.visitor.actor, AskPurge { perimeter: perimeter.clone() }).await;
    answer(&app, &form, (perimeter, "destruction-demandee"), done).await
}

async fn confirm(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let seen = form.text("seen").parse().unwrap_or(0);
    let done = app.office.purge(&form.visitor.actor, &perimeter, seen).await.map(drop);
    answer(&app, &form, (perimeter, "destruction"), done).await
}

async fn hold(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let (candidate, reason) = (form.text("candidate").into(), form.text("reason").to_owned());
    let done = app.office.perform(&form.visitor.actor, HoldDocuments { candidate, reason }).await;
    answer(&app, &form, (perimeter, "prolongation"), done).await
}

async fn lift(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let act = LiftHold { candidate: form.text("candidate").into() };
    let done = app.office.perform(&form.visitor.actor, act).await;
    answer(&app, &form, (perimeter, "levee"), done).await
}

async fn set_end(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let Perimeter::Session(session) = perimeter.clone() else { return Err(Failure::NotFound.into()) };
    let seen = form.text("revision").parse().unwrap_or(0);
    let done = match form.date("end", "fin de la formation") {
        Ok(end) => app.office.perform(&form.visitor.actor, SetTrainingEnd { session, seen, end }).await,
        Err(refused) => Err(refused.into()),
    };
    answer(&app, &form, (perimeter, "dates"), done).await
}
