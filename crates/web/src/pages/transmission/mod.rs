//! The transmission to the jury (E4-30, E4-33): every bundle of a session, one bundle, and the decided marks.

mod act;
mod files;
mod list;
mod one;
mod sent;
pub(crate) mod waits;

use crate::App;
use axum::Router;
use exam::access::{Act, Subject, may};
use exam::transmission::Stage;
use office::acts::transmission::{Next, Prepared};

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(act::routes()).merge(files::routes()).merge(list::routes()).merge(one::routes())
}

/// Whether a person may do something with a bundle.
fn allowed(visitor: &crate::visitor::Visitor, act: Act, prepared: &Prepared) -> bool {
    let subject = Subject {
        session: Some(prepared.drawn.session.id.clone()),
        school: prepared.drawn.school.as_ref().map(|school| school.id.clone()),
        track: Some(prepared.perimeter.track()),
        ..Subject::default()
    };
    may(&visitor.actor, act, &subject).is_ok()
}

/// « 1 personne », « 12 personnes ».
fn people(count: usize) -> String {
    if count == 1 { "1\u{a0}personne".to_owned() } else { format!("{count}\u{a0}personnes") }
}

/// Where a bundle stands before the jury: a badge's kind and its word.
fn badge(stage: Stage) -> (&'static str, &'static str) {
    let kind = match stage {
        Stage::Altered => "error",
        Stage::NotSent => "neutral",
        Stage::Sent => "info",
        Stage::Verified | Stage::Opened => "success",
    };
    (kind, stage.label())
}

/// Where a bundle stands for those who prepare it: a badge's kind and its word.
fn standing(prepared: &Prepared) -> (&'static str, &'static str) {
    match prepared.next() {
        Next::Nobody => ("neutral", "Personne"),
        Next::Complete(_) if prepared.sent.is_empty() => ("neutral", "Incomplet"),
        Next::Complete(_) | Next::Send { again: true } => ("warning", "À transmettre de nouveau"),
        Next::Sign { again: false } => ("info", "À signer"),
        Next::Sign { again: true } => ("warning", "À signer de nouveau"),
        Next::Send { again: false } => ("info", "À transmettre"),
        Next::Done => badge(prepared.stage()),
    }
}
