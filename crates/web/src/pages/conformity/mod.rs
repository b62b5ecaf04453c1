//! The conformity check: the queue of a session or a school, and the check of one dossier.

mod check;
mod paper;
mod queue;
mod verdict;

use crate::App;
use axum::Router;
use exam::Refusal;
use exam::access::{Act, Actor, Subject, may};
use exam::candidate::Track;
use office::acts::conformity::{Perimeter, Queue, Waiting};
use office::acts::dossiers::Candidate;

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(check::routes()).merge(paper::routes()).merge(queue::routes())
}

/// Whether the person controls this candidate's dossier: the right that the verdict will be asked.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub(crate) fn may_control(actor: &Actor, candidate: &Candidate) -> Result<(), Refusal> {
    may_with(actor, Act::GiveVerdict, candidate)
}

/// Whether the person does something with this candidate: the right that the act will be asked.
///
/// # Errors
/// [`Refusal::NotAllowed`].
pub(crate) fn may_with(actor: &Actor, act: Act, candidate: &Candidate) -> Result<(), Refusal> {
    let subject = Subject {
        session: Some(candidate.session.clone()),
        school: candidate.school.clone(),
        track: Some(candidate.track),
        candidate: Some(candidate.id.clone()),
        commission: None,
        account: None,
    };
    may(actor, act, &subject)
}

/// The queue in which a candidate's dossier waits (E4-19, E4-28).
fn perimeter(candidate: &Candidate) -> Perimeter {
    match (&candidate.school, candidate.track) {
        (Some(school), Track::Continuous) => Perimeter::School(school.clone()),
        _ => Perimeter::Session(candidate.session.clone()),
    }
}

/// The address of a queue.
fn address(perimeter: &Perimeter) -> String {
    match perimeter {
        Perimeter::Session(id) => format!("/conformite/session/{id}"),
        Perimeter::School(id) => format!("/conformite/etablissement/{id}"),
    }
}

/// The next dossier to control after one: the first that waits below it in the list, else the first that waits.
fn next_after<'a>(queue: &'a Queue, number: &str) -> Option<&'a Waiting> {
    let mut waiting = queue.dossiers.iter().filter(|one| one.waits());
    let below = waiting.clone().find(|one| one.candidate.number.as_str() > number);
    below.or_else(|| waiting.find(|one| one.candidate.number != number))
}
