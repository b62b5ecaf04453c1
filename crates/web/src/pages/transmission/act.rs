//! The acts of a bundle's page: sign, seal and send, receive.

use super::one::{Said, show};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::Form;
use crate::place::{self, Place};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use exam::transmission::Stage;
use office::Failure;
use office::acts::perimeter::Perimeter;
use office::acts::transmission::{SeeBundle, SignBundle};

pub(super) fn routes() -> Router<App> {
    let mut routes = Router::new().route("/etablissements/{id}/transmission/signature", post(sign));
    for place in ["/sessions/{id}/transmission", "/etablissements/{id}/transmission"] {
        routes = routes
            .route(&format!("{place}/envoi"), post(send))
            .route(&format!("{place}/{{bundle}}/reception"), post(receive));
    }
    routes
}

/// Back to the page, or the page again with the sentence.
async fn answer(app: &App, form: &Form, perimeter: Perimeter, done: Result<&'static str, Failure>) -> Answer {
    let failure = match done {
        Ok(word) => {
            let to = format!("{}/transmission?fait={word}", place::address(&perimeter));
            return Ok(Redirect::to(&to).into_response());
        }
        Err(failure) => failure,
    };
    let Some(sentence) = refusal(&failure) else { return Err(Oops::from(failure)) };
    show(app, &form.visitor, perimeter, Said { refused: Some(sentence), ..Said::default() }).await
}

async fn sign(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let Perimeter::School(school) = perimeter.clone() else { return Err(Failure::NotFound.into()) };
    let act = SignBundle { school, seen: form.text("seen").to_owned() };
    let done = app.office.perform(&form.visitor.actor, act).await.map(|()| "signe");
    answer(&app, &form, perimeter, done).await
}

async fn send(State(app): State<App>, Place(perimeter): Place, form: Form) -> Answer {
    let sent = app.office.send_bundle(&form.visitor.actor, &perimeter).await;
    let done = sent.map(|sent| if sent.late { "transmis-retard" } else { "transmis" });
    answer(&app, &form, perimeter, done).await
}

async fn receive(
    State(app): State<App>,
    Place(perimeter): Place,
    Path((_, bundle)): Path<(String, String)>,
    form: Form,
) -> Answer {
    let actor = &form.visitor.actor;
    if let Err(failure) = app.office.receive_bundle(actor, &perimeter, &bundle).await {
        return answer(&app, &form, perimeter, Err(failure)).await;
    }
    let seen = app.office.consult(actor, SeeBundle { perimeter: perimeter.clone() }).await?;
    if seen.stage() == Stage::Altered {
        // What is altered is named on the page; it is no success.
        return Ok(Redirect::to(&format!("{}/transmission", place::address(&perimeter))).into_response());
    }
    answer(&app, &form, perimeter, Ok("recu")).await
}
