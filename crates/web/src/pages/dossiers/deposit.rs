//! `/mon-dossier/{candidate}/…`: a candidate hands a table or an address in.

use super::own::{Said, show_own};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Form, Upload, too_large};
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use exam::id::CandidateId;
use office::Failure;
use office::acts::deposits::Received;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/mon-dossier/{candidate}/tableau", post(table))
        .layer(DefaultBodyLimit::disable())
        .route("/mon-dossier/{candidate}/portfolio", post(address))
}

/// A file is read by its own right and rules: `Err` holds an answer that is not a file.
pub(super) type Sent = Result<Upload, Response>;

pub(crate) const NO_FILE: &str =
    "Aucun fichier n’a été choisi, ou il est vide : choisissez le fichier, puis recommencez.";

async fn table(
    State(app): State<App>,
    visitor: Visitor,
    Path(candidate): Path<CandidateId>,
    sent: Sent,
) -> Answer {
    let upload = match sent {
        Ok(upload) => upload,
        Err(response) => return unsent(&app, &visitor, candidate, response).await,
    };
    let Some(file) = upload.files.into_iter().next() else {
        return again(&app, &visitor, candidate, NO_FILE.to_owned()).await;
    };
    let done = app.office.deposit_table(&visitor.actor, &candidate, &file.name, file.bytes).await;
    answer(&app, &visitor, candidate, (&file.name, "tableau"), done).await
}

async fn address(State(app): State<App>, Path(candidate): Path<CandidateId>, form: Form) -> Answer {
    let typed = form.text("address").to_owned();
    match app.office.deposit_address(&form.visitor.actor, &candidate, &typed).await {
        Ok(received) => Ok(kept(&candidate, &received)),
        Err(failure) => {
            let refused = Some(refusal(&failure).ok_or(Oops::from(failure))?);
            let said = Said { refused, typed: Some(typed), ..Said::default() };
            show_own(&app, &form.visitor, candidate, said).await
        }
    }
}

/// To the page, which shows the receipt; or the page again, with the sentence that says why not.
pub(super) async fn answer(
    app: &App,
    visitor: &Visitor,
    candidate: CandidateId,
    (file, what): (&str, &str),
    done: Result<Received, Failure>,
) -> Answer {
    let sentence = match done {
        Ok(Received::Unreadable(sentence)) => sentence,
        Ok(received) => return Ok(kept(&candidate, &received)),
        Err(failure) => refusal(&failure).ok_or(Oops::from(failure))?,
    };
    let kept = "Ce qui était déjà reçu est intact.";
    again(app, visitor, candidate, format!("« {file} » n’a pas été reçu ({what}). {sentence} {kept}")).await
}

fn kept(candidate: &CandidateId, received: &Received) -> Response {
    let to = match received {
        Received::Kept(deposit) => format!("/mon-dossier/{candidate}?recu={deposit}"),
        Received::Unreadable(_) => format!("/mon-dossier/{candidate}"),
    };
    Redirect::to(&to).into_response()
}

/// A file that is too heavy gets the page again; anything else its own answer.
pub(super) async fn unsent(
    app: &App,
    visitor: &Visitor,
    candidate: CandidateId,
    response: Response,
) -> Answer {
    match too_large(&response) {
        Some(sentence) => again(app, visitor, candidate, sentence).await,
        None => Ok(response),
    }
}

pub(super) async fn again(app: &App, visitor: &Visitor, candidate: CandidateId, sentence: String) -> Answer {
    show_own(app, visitor, candidate, Said { refused: Some(sentence), ..Said::default() }).await
}
