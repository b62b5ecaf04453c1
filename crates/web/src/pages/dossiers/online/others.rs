//! `/mon-dossier/{candidate}/tableau/…`: a file goes on here, the table is handed in, downloaded, printed.

use super::{Said, show};
use crate::App;
use crate::answer::{Answer, Oops, pdf, refusal};
use crate::forms::{Form, Upload, too_large};
use crate::pages::dossiers::{XLSX, file};
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use exam::id::CandidateId;
use office::Failure;
use office::acts::deposits::Received;
use office::acts::official::Filled;
use office::acts::online::{ReplaceTable, Source};
use office::print::Year;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/mon-dossier/{candidate}/tableau/import", post(import))
        .layer(DefaultBodyLimit::disable())
        .route("/mon-dossier/{candidate}/tableau/reprise", post(replace))
        .route("/mon-dossier/{candidate}/tableau/depot", post(deposit))
        .route("/mon-dossier/{candidate}/tableau.xlsx", get(official))
        .route("/mon-dossier/{candidate}/tableau.pdf", get(print))
        .route("/mon-dossier/{candidate}/attestation/{year}", get(certificate))
}

const MOVED: &str = "Le tableau a changé entre-temps, dans une autre fenêtre ou sur un autre appareil : \
                     voici la version reçue. Regardez-la, puis recommencez.";

async fn import(
    State(app): State<App>,
    visitor: Visitor,
    Path(candidate): Path<CandidateId>,
    sent: Result<Upload, Response>,
) -> Answer {
    let upload = match sent {
        Ok(upload) => upload,
        Err(response) => match too_large(&response) {
            Some(sentence) => return again(&app, &visitor, candidate, sentence).await,
            None => return Ok(response),
        },
    };
    let seen = upload.fields.text("revision").parse().unwrap_or(0);
    let Some(sent) = upload.files.into_iter().next() else {
        let none = "Aucun fichier n’a été choisi, ou il est vide : choisissez le fichier, puis recommencez.";
        return again(&app, &visitor, candidate, none.to_owned()).await;
    };
    let name = sent.name;
    match app.office.import_file(&visitor.actor, &candidate, seen, (&name, sent.bytes)).await {
        Ok(None) => Ok(to(&candidate, "/tableau?importe")),
        Ok(Some(sentence)) => {
            again(&app, &visitor, candidate, format!("« {name} » n’a pas été lu. {sentence}")).await
        }
        Err(failure) => refused(&app, &visitor, candidate, failure).await,
    }
}

async fn replace(State(app): State<App>, Path(candidate): Path<CandidateId>, form: Form) -> Answer {
    let seen = form.text("revision").parse().unwrap_or(0);
    let (source, then) = match form.text("source") {
        "avant" => (Source::Replaced, "/tableau?repris"),
        _ => (Source::Deposit, "/tableau?importe"),
    };
    let act = ReplaceTable { candidate: candidate.clone(), seen, source };
    match app.office.perform(&form.visitor.actor, act).await {
        Ok(()) => Ok(to(&candidate, then)),
        Err(failure) => refused(&app, &form.visitor, candidate, failure).await,
    }
}

async fn deposit(State(app): State<App>, Path(candidate): Path<CandidateId>, form: Form) -> Answer {
    let seen = form.text("revision").parse().unwrap_or(0);
    match app.office.deposit_online_table(&form.visitor.actor, &candidate, seen).await {
        Ok(Received::Kept(deposit)) => Ok(to(&candidate, &format!("?recu={deposit}"))),
        Ok(Received::Unreadable(sentence)) => {
            let kept = "Rien n’a été déposé ; ce que vous avez écrit ici est intact.";
            again(&app, &form.visitor, candidate, format!("{sentence} {kept}")).await
        }
        Err(failure) => refused(&app, &form.visitor, candidate, failure).await,
    }
}

async fn official(State(app): State<App>, visitor: Visitor, Path(candidate): Path<CandidateId>) -> Answer {
    match app.office.official_file(&visitor.actor, &candidate).await? {
        Filled::File(name, bytes) => Ok(file(XLSX, "attachment", &name, bytes)),
        Filled::Impossible(sentence) => again(&app, &visitor, candidate, sentence).await,
    }
}

async fn print(State(app): State<App>, visitor: Visitor, Path(candidate): Path<CandidateId>) -> Answer {
    Ok(pdf(app.office.print_table(&visitor.actor, &candidate).await?))
}

async fn certificate(
    State(app): State<App>,
    visitor: Visitor,
    Path((candidate, year)): Path<(CandidateId, String)>,
) -> Answer {
    let year = match year.as_str() {
        "1.pdf" => Year::First,
        "2.pdf" => Year::Second,
        _ => return Err(Failure::NotFound.into()),
    };
    Ok(pdf(app.office.print_certificate(&visitor.actor, &candidate, year).await?))
}

fn to(candidate: &CandidateId, rest: &str) -> Response {
    Redirect::to(&format!("/mon-dossier/{candidate}{rest}")).into_response()
}

/// The page again, with what a rule says, or with the version received meanwhile.
async fn refused(app: &App, visitor: &Visitor, candidate: CandidateId, failure: Failure) -> Answer {
    if matches!(failure, Failure::Outdated) {
        let flash = Some(("warning", MOVED.to_owned()));
        let said = Said { flash, status: StatusCode::CONFLICT, ..Said::default() };
        return show(app, visitor, candidate, said).await;
    }
    let sentence = refusal(&failure).ok_or(Oops::from(failure))?;
    again(app, visitor, candidate, sentence).await
}

async fn again(app: &App, visitor: &Visitor, candidate: CandidateId, sentence: String) -> Answer {
    let (flash, status) = (Some(("error", sentence)), StatusCode::UNPROCESSABLE_ENTITY);
    show(app, visitor, candidate, Said { flash, status, ..Said::default() }).await
}
