//! Form 11-1, « Formulaire de demande de reconnaissance de l'engagement étudiant », as data.

use crate::head::{Head, Source, head};
use crate::sheet::Who;
use crate::words::{Text, text};
use exam::candidate::{Speciality, Track};
use exam::referential::Referential;
use serde::Serialize;

/// A request for the optional exam, ready to print. The text names the form without giving it: the layout is the
/// software's own, and it says so. Empty texts print as room to write by hand.
#[derive(Debug, Clone)]
pub struct RequestPaper {
    /// The optional exam's referential, already fitted with `for_session`.
    pub referential: Referential,
    /// The session, as a year.
    pub session: i16,
    /// The academy.
    pub academy: String,
    /// The candidate.
    pub candidate: Who,
    /// The track.
    pub track: Track,
    /// The speciality.
    pub speciality: Speciality,
    /// What the form asks, with what is written: label, value.
    pub asked: Vec<(String, String)>,
    /// When it was sent, already worded; empty for a draft.
    pub sent: String,
    /// What was answered, by whom and when, already worded; empty before.
    pub answered: String,
    /// Why, as it was written; may be empty.
    pub reason: String,
    /// The foot of each page, already worded.
    pub printed: String,
}

/// Everything `templates/request.typ` prints.
#[derive(Debug, Serialize)]
pub struct RequestData {
    head: Head,
    identity: Vec<(Text, Text)>,
    asked: Vec<(Text, Text)>,
    sent: Text,
    answered: Text,
    reason: Text,
}

/// The form of this request.
pub fn data(paper: &RequestPaper) -> RequestData {
    let words = &paper.referential.wordings;
    let source = Source {
        referential: &paper.referential,
        session: paper.session,
        academy: &paper.academy,
        candidate: &paper.candidate,
        draft: false,
        printed: &paper.printed,
    };
    let pair = |label: &str, value: &str| (text(label), text(value));
    let piece = paper.referential.pieces.iter().find(|piece| piece.code == "request");
    let title = piece.map_or("", |piece| piece.label.as_str());
    RequestData {
        head: head(source, &paper.referential.annexes.ef4_request, title)
            .with_own_layout(&words.software_layout),
        identity: vec![
            pair(&words.candidate_name, &paper.candidate.full_name()),
            pair(&words.candidate_number, &paper.candidate.number),
            pair("Option :", paper.speciality.label()),
            pair("Forme :", paper.track.label()),
        ],
        asked: paper.asked.iter().map(|(label, value)| pair(label, value)).collect(),
        sent: text(&paper.sent),
        answered: text(&paper.answered),
        reason: text(&paper.reason),
    }
}
