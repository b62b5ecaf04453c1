//! `/sessions/{id}/modele` and `.xlsx`: the official blank file of the session's synthesis table.

use super::overview::{Said, show};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Upload, too_large};
use crate::pages::dossiers::{XLSX, file};
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use exam::french;
use exam::id::SessionId;
use office::acts::models::{Model, ModelReceived};
use office::acts::sessions::Session;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/sessions/{id}/modele", post(receive))
        .layer(DefaultBodyLimit::disable())
        .route("/sessions/{id}/modele.xlsx", get(open))
}

/// The session's own model, as its page shows it.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    /// The file's name.
    pub name: String,
    /// When it was received, in words.
    pub received: String,
    /// The year printed on it, where it is not the session's.
    pub other_year: Option<String>,
    /// It has a place for the portfolio's address.
    pub takes_portfolio: bool,
}

impl Shown {
    /// A model of a session.
    pub fn of(model: &Model, session: &Session) -> Self {
        let year = session.year.to_string();
        Self {
            name: model.file_name.clone(),
            received: french::instant(model.at, &session.zone),
            other_year: model.year.clone().filter(|printed| !printed.contains(&year)),
            takes_portfolio: model.takes_portfolio,
        }
    }
}

async fn open(State(app): State<App>, visitor: Visitor, Path(id): Path<SessionId>) -> Answer {
    let (name, bytes) = app.office.open_model(&visitor.actor, &id).await?;
    Ok(file(XLSX, "attachment", &name, bytes))
}

async fn receive(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<SessionId>,
    sent: Result<Upload, Response>,
) -> Answer {
    let upload = match sent {
        Ok(upload) => upload,
        Err(response) => match too_large(&response) {
            Some(sentence) => return again(&app, &visitor, id, sentence).await,
            None => return Ok(response),
        },
    };
    let Some(sent) = upload.files.into_iter().next() else {
        let none = "Aucun fichier n’a été choisi, ou il est vide : choisissez le modèle, puis recommencez.";
        return again(&app, &visitor, id, none.to_owned()).await;
    };
    match app.office.set_model(&visitor.actor, &id, &sent.name, sent.bytes).await {
        Ok(ModelReceived::Kept) => Ok(Redirect::to(&format!("/sessions/{id}?fait=modele")).into_response()),
        Ok(ModelReceived::Unfit(sentence)) => {
            let told = format!("« {} » n’est pas pris comme modèle. {sentence}", sent.name);
            again(&app, &visitor, id, told).await
        }
        Err(failure) => {
            let sentence = refusal(&failure).ok_or(Oops::from(failure))?;
            again(&app, &visitor, id, sentence).await
        }
    }
}

/// The session's page again, with the sentence of what was not taken.
pub(crate) async fn again(app: &App, visitor: &Visitor, id: SessionId, sentence: String) -> Answer {
    show(app, visitor, id, Said { refused: Some(sentence), ..Said::default() }).await
}
