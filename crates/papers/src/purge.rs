//! « Procès-verbal de destruction »: what was purged, by whom, when (E4-32).

use crate::printed::Printed;
use crate::words::{Text, exact, text};
use serde::Serialize;

/// The record of a purge, ready to print. No official form is given: the layout is the software's own, and it says so.
/// It names nobody but those who purged.
#[derive(Debug, Clone, Default)]
pub struct PurgePaper {
    /// The session on one line, such as `BTS SIO, session 2026, épreuve E5`.
    pub session: String,
    /// The academy.
    pub academy: String,
    /// Whose documents: the school, or the form of the exam.
    pub perimeter: String,
    /// The official sentence on keeping.
    pub wording: String,
    /// Each class: its label, its rule, its last day, already worded.
    pub classes: Vec<[String; 3]>,
    /// What happened, in order: what, who, when, already worded.
    pub steps: Vec<[String; 3]>,
    /// How many of each kind of thing.
    pub counts: Vec<(String, i64)>,
    /// The SHA-256 over the emptied lines of the journal.
    pub seal: String,
    /// The SHA-256 of each document.
    pub documents: Vec<String>,
    /// The foot of each page, already worded.
    pub printed: Printed,
}

/// Everything `templates/purge.typ` prints.
#[derive(Debug, Serialize)]
pub struct PurgeData {
    file_title: Text,
    session: Text,
    academy: Text,
    perimeter: Text,
    wording: Text,
    classes: Vec<[Text; 3]>,
    steps: Vec<[Text; 3]>,
    counts: Vec<[Text; 2]>,
    seal: Text,
    documents: Vec<Text>,
    printed: Text,
    reminder: Text,
}

/// The form of this record.
pub fn data(paper: &PurgePaper) -> PurgeData {
    let row = |row: &[String; 3]| [text(&row[0]), text(&row[1]), text(&row[2])];
    PurgeData {
        file_title: text(&format!("Procès-verbal de destruction, {}", paper.session)),
        session: text(&paper.session),
        academy: text(&paper.academy),
        perimeter: text(&paper.perimeter),
        wording: text(&paper.wording),
        classes: paper.classes.iter().map(row).collect(),
        steps: paper.steps.iter().map(row).collect(),
        counts: paper.counts.iter().map(|(label, count)| [text(label), text(&count.to_string())]).collect(),
        seal: exact(&paper.seal),
        documents: paper.documents.iter().map(|hash| exact(hash)).collect(),
        printed: text(&paper.printed.words),
        reminder: text("Procès-verbal de destruction"),
    }
}
