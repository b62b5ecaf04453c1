//! Official files in the place of the software's own forms: given on the session's page, opened where the form is.

use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Form, Upload, too_large};
use crate::pages::dossiers::file;
use crate::pages::sessions::again;
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use exam::forms::OwnForm;
use exam::french;
use exam::id::{CandidateId, SessionId};
use office::Failure;
use office::acts::forms::{OfficialForm, SeeForms, WithdrawForm};
use office::acts::sessions::Session;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/sessions/{id}/formulaires/{form}", post(receive))
        .layer(DefaultBodyLimit::disable())
        .route("/sessions/{id}/formulaires/{form}", get(open))
        .route("/sessions/{id}/formulaires/{form}/retrait", post(withdraw))
        .route("/candidatures/{id}/formulaires/{form}", get(open_for))
}

/// A form, as the session's page shows it.
pub(crate) struct Shown {
    pub code: &'static str,
    pub title: String,
    /// The official file's name; empty where the form is the software's own.
    pub name: String,
    /// « reçu le … , 120 ko ».
    pub told: String,
}

/// The four forms of a session.
pub(crate) fn shown(session: &Session, given: &[OfficialForm]) -> Vec<Shown> {
    let one = |form: OwnForm| {
        let official = given.iter().find(|one| one.form == form);
        Shown {
            code: form.code(),
            title: format!("Annexe {} : {}", form.annex(&session.referential), form.label()),
            name: official.map(|one| one.file_name.clone()).unwrap_or_default(),
            told: official
                .map(|one| {
                    format!("reçu {}, {}", french::instant(one.at, &session.zone), french::size(one.size))
                })
                .unwrap_or_default(),
        }
    };
    OwnForm::ALL.map(one).into_iter().collect()
}

/// The name of the official file of a form; empty where the form is the software's own.
pub(crate) async fn official(
    app: &App,
    visitor: &Visitor,
    candidate: &CandidateId,
    form: OwnForm,
) -> Result<String, Oops> {
    let official = app.office.official_form(&visitor.actor, candidate, form).await?;
    Ok(official.map(|one| one.file_name).unwrap_or_default())
}

fn form_of(code: &str) -> Result<OwnForm, Failure> {
    OwnForm::from_code(code).ok_or(Failure::NotFound)
}

async fn download(app: &App, official: Option<OfficialForm>) -> Answer {
    let official = official.ok_or(Failure::NotFound)?;
    let bytes = app.office.open_official(&official).await?;
    Ok(file("application/pdf", "attachment", &official.file_name, bytes))
}

async fn open(
    State(app): State<App>,
    visitor: Visitor,
    Path((session, code)): Path<(SessionId, String)>,
) -> Answer {
    let form = form_of(&code)?;
    let given = app.office.consult(&visitor.actor, SeeForms { session }).await?;
    download(&app, given.into_iter().find(|one| one.form == form)).await
}

async fn open_for(
    State(app): State<App>,
    visitor: Visitor,
    Path((candidate, code)): Path<(CandidateId, String)>,
) -> Answer {
    let official = app.office.official_form(&visitor.actor, &candidate, form_of(&code)?).await?;
    download(&app, official).await
}

async fn receive(
    State(app): State<App>,
    visitor: Visitor,
    Path((session, code)): Path<(SessionId, String)>,
    sent: Result<Upload, Response>,
) -> Answer {
    let form = form_of(&code)?;
    let upload = match sent {
        Ok(upload) => upload,
        Err(response) => match too_large(&response) {
            Some(sentence) => return again(&app, &visitor, session, sentence).await,
            None => return Ok(response),
        },
    };
    let Some(sent) = upload.files.into_iter().next() else {
        let none =
            "Aucun fichier n’a été choisi, ou il est vide : choisissez le formulaire, puis recommencez.";
        return again(&app, &visitor, session, none.to_owned()).await;
    };
    let done = app.office.set_form(&visitor.actor, (&session, form), &sent.name, sent.bytes).await;
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/sessions/{session}?fait=formulaire")).into_response()),
        Err(failure) => {
            let sentence = refusal(&failure).ok_or(Oops::from(failure))?;
            again(&app, &visitor, session, sentence).await
        }
    }
}

async fn withdraw(
    State(app): State<App>,
    Path((session, code)): Path<(SessionId, String)>,
    form: Form,
) -> Answer {
    let act = WithdrawForm { session: session.clone(), form: form_of(&code)? };
    app.office.perform(&form.visitor.actor, act).await?;
    Ok(Redirect::to(&format!("/sessions/{session}?fait=formulaire-retire")).into_response())
}
