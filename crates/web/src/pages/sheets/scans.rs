//! `/feuilles/{id}/papier`: the scanned pages of a grid that was held on paper.

use super::write::{Sent, page};
use crate::App;
use crate::answer::{Answer, Oops, refusal};
use crate::forms::{Form, Upload, too_large};
use crate::pages::dossiers::{NO_FILE, file};
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use exam::id::{ScanId, SheetId};
use office::Failure;
use office::acts::sheets::{SeeSheet, WithdrawScan};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/feuilles/{id}/papier", post(add))
        .layer(DefaultBodyLimit::disable())
        .route("/feuilles/{id}/papier/{scan}", get(open))
        .route("/feuilles/{id}/papier/{scan}/retrait", post(withdraw))
}

/// Kinds that cannot run a script; nothing else is received.
const KINDS: [&str; 3] = ["application/pdf", "image/jpeg", "image/png"];

async fn open(State(app): State<App>, visitor: Visitor, Path((id, scan)): Path<(SheetId, ScanId)>) -> Answer {
    let (scan, bytes) = app.office.open_scan(&visitor.actor, &id, &scan).await?;
    let kind = KINDS.iter().find(|kind| **kind == scan.media_type).ok_or(Failure::NotFound)?;
    Ok(file(kind, "inline", &scan.file_name, bytes))
}

async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<SheetId>,
    sent: Result<Upload, Response>,
) -> Answer {
    let files = match sent {
        Ok(upload) => upload.files,
        Err(response) => {
            return match too_large(&response) {
                Some(sentence) => again(&app, &visitor, id, sentence).await,
                None => Ok(response),
            };
        }
    };
    if files.is_empty() {
        return again(&app, &visitor, id, NO_FILE.to_owned()).await;
    }
    let files = files.into_iter().map(|file| (file.name, file.bytes)).collect();
    let done = app.office.scan_paper(&visitor.actor, &id, files).await;
    told(&app, &visitor, id, done).await
}

async fn withdraw(State(app): State<App>, Path((id, scan)): Path<(SheetId, ScanId)>, form: Form) -> Answer {
    let done = match app.office.perform(&form.visitor.actor, WithdrawScan { sheet: id.clone(), scan }).await {
        // Taken back a moment ago, by a second click or in another tab. What was wanted is done.
        Err(Failure::NotFound) => Ok(()),
        other => other,
    };
    told(&app, &form.visitor, id, done).await
}

async fn told(app: &App, visitor: &Visitor, id: SheetId, done: Result<(), Failure>) -> Answer {
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/feuilles/{id}#papier")).into_response()),
        Err(failure) => match refusal(&failure) {
            Some(sentence) => again(app, visitor, id, sentence).await,
            None => Err(Oops::from(failure)),
        },
    }
}

/// The sheet again, with the sentence that says why not; what stood on it is intact.
async fn again(app: &App, visitor: &Visitor, id: SheetId, sentence: String) -> Answer {
    let sheet = app.office.consult(&visitor.actor, SeeSheet { sheet: id }).await?;
    if !sheet.writable() {
        return Ok(super::visa::page(app, visitor, &sheet, Some(sentence)));
    }
    Ok(page(app, visitor, &sheet, &Sent::untaken(sentence), StatusCode::UNPROCESSABLE_ENTITY))
}
