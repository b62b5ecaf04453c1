//! The optional exam EF4 (E4-37): the candidate's request, its answer, and the sheet that the commission opens.

mod answer;
mod list;
mod open;
mod own;

use crate::App;
use crate::answer::{Answer, pdf};
use crate::visitor::Visitor;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use exam::french;
use exam::sitting::{Answer as Said, Stage};
use office::acts::optional::{KeptRequest, Requested};
use office::acts::sessions::Session;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/candidatures/{id}/ef4.pdf", get(paper))
        .merge(answer::routes())
        .merge(list::routes())
        .merge(open::routes())
        .merge(own::routes())
}

/// Form 11-1, for whoever may read the request.
async fn paper(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    Ok(pdf(app.office.print_request(&visitor.actor, &id.into()).await?))
}

/// Where a request stands: a badge's kind and its word.
pub(super) fn state(requested: &Requested) -> (&'static str, &'static str) {
    let late = requested.kept.as_ref().is_some_and(|kept| kept.late);
    match requested.standing().stage {
        Stage::Opened => ("success", "Épreuve commencée"),
        Stage::Answered(Said::Accepted) => ("success", "Acceptée"),
        Stage::Answered(Said::Refused) => ("error", "Refusée"),
        Stage::Sent if late => ("warning", "En retard, attend une réponse"),
        Stage::Sent => ("info", "Attend une réponse"),
        Stage::Draft if requested.kept.is_some() => ("neutral", "Brouillon"),
        Stage::Draft => ("neutral", "Pas de demande"),
    }
}

/// « Acceptée par Claude Rectorat le 3 avril 2026 à 9 h : … »; empty before an answer.
pub(super) fn answered(kept: &KeptRequest, session: &Session) -> String {
    let Some(answered) = &kept.answered else { return String::new() };
    let at = french::instant(answered.at, &session.zone);
    let reason = if answered.reason.is_empty() { String::new() } else { format!(" : {}", answered.reason) };
    format!("{} par {}, {at}{reason}", answered.answer.label(), answered.by_name)
}

/// « Envoyée le 3 avril 2026 à 9 h, après la date limite »; empty for a draft.
pub(super) fn sent(kept: &KeptRequest, session: &Session) -> String {
    let Some(at) = kept.sent_at else { return String::new() };
    let late = if kept.late { ", après la date limite" } else { "" };
    format!("Envoyée {}{late}", french::instant(at, &session.zone))
}
