//! « Procès-verbal » of the jury: what it decided (E4-34, E4-36).

use crate::printed::Printed;
use crate::words::{Text, text};
use serde::Serialize;

/// The minutes of a jury, ready to print and sign. No official form is given: the layout is the software's own, and it
/// says so. It holds decided marks, and no proposed one.
#[derive(Debug, Clone, Default)]
pub struct MinutesPaper {
    /// The session on one line, such as `BTS SIO, session 2026, épreuve E5`.
    pub session: String,
    /// The academy.
    pub academy: String,
    /// The deliberations, oldest first.
    pub held: Vec<HeldSitting>,
    /// Who signed the minutes, when, and over what, already worded; empty before: the minutes are then provisional.
    pub signed: String,
    /// How many marks are still to be decided.
    pub undecided: usize,
    /// The candidates, by number.
    pub lines: Vec<MinutesLine>,
    /// The foot of each page, already worded.
    pub printed: Printed,
}

/// One deliberation, already worded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeldSitting {
    /// When it opened and closed.
    pub told: String,
    /// The members present.
    pub present: String,
    /// The members absent; may be empty.
    pub absent: String,
    /// Why it opened though absences broke the balance; empty where they did not.
    pub reason: String,
}

/// One candidate of the minutes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MinutesLine {
    /// The candidate's number.
    pub number: String,
    /// The candidate's name.
    pub name: String,
    /// The decided mark, or in words what there is in its place: `absent`, `non arrêtée`…
    pub decided: String,
    /// The decided mark of the optional exam, or words; empty where there is none.
    pub optional: String,
    /// The jury's remarks; may be empty.
    pub remark: String,
}

/// Everything `templates/minutes.typ` prints.
#[derive(Debug, Serialize)]
pub struct MinutesData {
    file_title: Text,
    session: Text,
    academy: Text,
    mention: Option<Text>,
    held: Vec<[Text; 4]>,
    signed: Text,
    lines: Vec<[Text; 5]>,
    printed: Text,
    reminder: Text,
}

/// The form of these minutes.
pub fn data(paper: &MinutesPaper) -> MinutesData {
    let line = |line: &MinutesLine| {
        [text(&line.number), text(&line.name), text(&line.decided), text(&line.optional), text(&line.remark)]
    };
    let held =
        |one: &HeldSitting| [text(&one.told), text(&one.present), text(&one.absent), text(&one.reason)];
    let mention = match (paper.signed.is_empty(), paper.undecided) {
        (false, _) => None,
        (true, 0) => Some("Document provisoire : le procès-verbal n’est pas signé".to_owned()),
        (true, 1) => Some("Document provisoire : une note reste à arrêter".to_owned()),
        (true, left) => Some(format!("Document provisoire : {left} notes restent à arrêter")),
    };
    MinutesData {
        file_title: text(&format!("Procès-verbal du jury, {}", paper.session)),
        session: text(&paper.session),
        academy: text(&paper.academy),
        mention: mention.as_deref().map(text),
        held: paper.held.iter().map(held).collect(),
        signed: text(&paper.signed),
        lines: paper.lines.iter().map(line).collect(),
        printed: text(&paper.printed.words),
        reminder: text("Procès-verbal du jury"),
    }
}
