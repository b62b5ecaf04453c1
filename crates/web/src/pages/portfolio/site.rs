//! `/mon-dossier/{candidate}/portfolio/site`: a candidate hands in a static site as a zip archive.

use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{big_file, too_large};
use crate::pages::dossiers::own::{Said, show_own};
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::response::{IntoResponse, Redirect};
use axum::routing::post;
use exam::id::CandidateId;
use office::acts::deposits::Received;
use office::acts::portfolio::ARCHIVE_MB;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/mon-dossier/{candidate}/portfolio/site", post(receive))
        .layer(DefaultBodyLimit::disable())
}

async fn receive(
    State(app): State<App>,
    visitor: Visitor,
    Path(candidate): Path<CandidateId>,
    request: Request,
) -> Answer {
    let again = async |sentence: String| {
        show_own(&app, &visitor, candidate.clone(), Said { refused: Some(sentence), ..Said::default() }).await
    };
    if let Err(failure) = app.office.would_receive(&visitor.actor, &candidate).await {
        return again(refusal(&failure).ok_or(Oops::from(failure))?).await;
    }
    let (name, archive) = match big_file(&app, &visitor, request, ARCHIVE_MB).await {
        Ok(Some(sent)) => sent,
        Ok(None) => {
            let none = "Aucun fichier n’a été choisi, ou il est vide : choisissez l’archive .zip du site, puis recommencez.";
            return again(none.to_owned()).await;
        }
        Err(response) => match too_large(&response) {
            Some(sentence) => return again(sentence).await,
            None => return Ok(response),
        },
    };
    let sentence = match app.office.deposit_site(&visitor.actor, &candidate, &name, archive).await {
        Ok(Received::Kept(deposit)) => {
            return Ok(Redirect::to(&format!("/mon-dossier/{candidate}?recu={deposit}")).into_response());
        }
        Ok(Received::Unreadable(sentence)) => sentence,
        Err(failure) => refusal(&failure).ok_or(Oops::from(failure))?,
    };
    again(format!("« {name} » n’a pas été reçu. {sentence} Ce qui était déjà reçu est intact.")).await
}
