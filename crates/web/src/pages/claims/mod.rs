//! Claims: a candidate asks to read the own appraisal, the authority gives it, the candidate reads what was given.

mod answer;
mod list;
mod own;

use crate::App;
use axum::Router;
use exam::claim::{Texts, places};
use office::acts::sessions::Session;

pub(crate) fn routes() -> Router<App> {
    Router::new().merge(answer::routes()).merge(list::routes()).merge(own::routes())
}

/// A text of the form under its heading, in pieces: those that tell a mark are set apart.
struct Section {
    heading: String,
    pieces: Vec<(bool, String)>,
}

/// The texts that are filled, in the order of the form, with these passages set apart.
fn sections(texts: &Texts, session: &Session, telling: &[String]) -> Vec<Section> {
    let referential = &session.referential;
    let heading = |code: &str| {
        let part = referential.parts.iter().find(|part| part.code == code);
        part.map(|part| part.wording.clone()).unwrap_or_default()
    };
    let observed = texts.observations.iter().map(|(code, text)| (heading(code), text.as_str()));
    let appraisal = (referential.wordings.appraisal_heading.clone(), texts.appraisal.as_str());
    observed
        .chain([appraisal])
        .map(|(heading, text)| Section { heading, pieces: pieces(text, telling) })
        .collect()
}

fn pieces(text: &str, telling: &[String]) -> Vec<(bool, String)> {
    let passages: Vec<_> = telling.iter().map(String::as_str).collect();
    let (mut pieces, mut from) = (vec![], 0);
    let mut push = |apart: bool, piece: Option<&str>| {
        pieces.extend(piece.filter(|piece| !piece.is_empty()).map(|piece| (apart, piece.to_owned())));
    };
    for place in places(text, &passages) {
        push(false, text.get(from..place.start));
        push(true, text.get(place.clone()));
        from = place.end;
    }
    push(false, text.get(from..));
    pieces
}
