//! « Récépissé de dépôt »: what a candidate gets for what was received (E4-18).

use crate::head::shortened;
use crate::printed::Printed;
use crate::sheet::Who;
use crate::words::{Text, exact, text};
use serde::Serialize;

/// One receipt, ready to print. No official form exists: the layout is the software's own, and it says so.
#[derive(Debug, Clone, Default)]
pub struct ReceiptPaper {
    /// The session on one line, such as `BTS SIO, session 2026, épreuve E5`.
    pub session: String,
    /// The academy.
    pub academy: String,
    /// The candidate.
    pub candidate: Who,
    /// The number of the receipt.
    pub number: String,
    /// What was received, in the order of the dossier.
    pub lines: Vec<ReceiptLine>,
    /// Names of the pieces of the dossier that are still missing.
    pub missing: Vec<String>,
    /// The foot of each page, already worded.
    pub printed: Printed,
}

/// One deposit that was received.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReceiptLine {
    /// Name of the piece, such as `Portfolio`.
    pub piece: String,
    /// Name of the file, or address of the portfolio.
    pub file: String,
    /// Size, already worded: `1,2 Mo`; empty for an address.
    pub size: String,
    /// SHA-256 of the content, in hexadecimal; empty for an address.
    pub sha256: String,
    /// What else there is to say of it, already worded; empty where there is nothing.
    pub note: String,
    /// When the server received it, already worded.
    pub received_at: String,
    /// Received after the date that the authority set.
    pub late: bool,
}

/// Everything `templates/receipt.typ` prints.
#[derive(Debug, Serialize)]
pub struct ReceiptData {
    file_title: Text,
    session: Text,
    academy: Text,
    name: Text,
    candidate_number: Text,
    number: Text,
    lines: Vec<Line>,
    missing: Vec<Text>,
    printed: Text,
    reminder: Text,
}

#[derive(Debug, Serialize)]
struct Line {
    piece: Text,
    file: Text,
    size: Text,
    sha256: Text,
    note: Text,
    received_at: Text,
    late: bool,
}

/// The form of this receipt.
pub fn data(paper: &ReceiptPaper) -> ReceiptData {
    let line = |line: &ReceiptLine| Line {
        piece: text(&line.piece),
        file: exact(&line.file),
        size: text(&line.size.replace(' ', "\u{a0}")),
        sha256: exact(&line.sha256),
        note: text(&line.note),
        received_at: text(&line.received_at),
        late: line.late,
    };
    ReceiptData {
        file_title: text(&format!("Récépissé de dépôt n° {}", paper.number)),
        session: text(&paper.session),
        academy: text(&paper.academy),
        name: text(&paper.candidate.full_name()),
        candidate_number: text(&paper.candidate.number),
        number: text(&paper.number),
        lines: paper.lines.iter().map(line).collect(),
        missing: paper.missing.iter().map(|piece| text(piece)).collect(),
        printed: text(&paper.printed.words),
        reminder: text(&shortened(&format!(
            "Récépissé n° {}, {}",
            paper.number,
            paper.candidate.full_name()
        ))),
    }
}
