//! « Accusé de transmission » of a bundle to the jury (E4-33): what was sealed, and the SHA-256 that it is known by.

use crate::printed::Printed;
use crate::words::{Text, exact, text};
use serde::Serialize;

/// The receipt of a transmission, ready to print. No official form is given: the layout is the software's own, and it says
/// so. It holds no mark.
#[derive(Debug, Clone, Default)]
pub struct TransmissionPaper {
    /// The session on one line, such as `BTS SIO, session 2026, épreuve E5`.
    pub session: String,
    /// The academy.
    pub academy: String,
    /// What there is to say of it, already worded: a label and a sentence each.
    pub facts: Vec<(String, String)>,
    /// SHA-256 of the sealed file, in hexadecimal.
    pub sha256: String,
    /// The foot of each page, already worded.
    pub printed: Printed,
}

/// Everything `templates/transmission.typ` prints.
#[derive(Debug, Serialize)]
pub struct TransmissionData {
    file_title: Text,
    session: Text,
    academy: Text,
    facts: Vec<(Text, Text)>,
    sha256: Text,
    printed: Text,
    reminder: Text,
}

/// The form of this receipt.
pub fn data(paper: &TransmissionPaper) -> TransmissionData {
    let fact = |(label, told): &(String, String)| (text(label), text(told));
    TransmissionData {
        file_title: text(&format!("Accusé de transmission au jury, {}", paper.session)),
        session: text(&paper.session),
        academy: text(&paper.academy),
        facts: paper.facts.iter().map(fact).collect(),
        sha256: exact(&paper.sha256),
        printed: text(&paper.printed.words),
        reminder: text("Accusé de transmission au jury"),
    }
}
