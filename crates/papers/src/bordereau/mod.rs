//! « Bordereau récapitulatif pour l'ensemble des candidats » (E4-33).

pub mod transmission;

use crate::printed::Printed;
use crate::words::{Text, text};
use serde::Serialize;

/// The bordereau of a session or of one school, ready to print. No official form is given: the layout is the software's
/// own, and it says so. It holds proposed marks: it is for the jury (E4-31).
#[derive(Debug, Clone, Default)]
pub struct BordereauPaper {
    /// The session on one line, such as `BTS SIO, session 2026, épreuve E5`.
    pub session: String,
    /// The academy.
    pub academy: String,
    /// The candidates, by who convenes them: the title of each group, and its lines.
    pub groups: Vec<(String, Vec<BordereauLine>)>,
    /// The sentence that keeps proposed marks secret (E4-31).
    pub secrecy: String,
    /// The foot of each page, already worded.
    pub printed: Printed,
}

/// One candidate of a bordereau.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BordereauLine {
    /// The candidate's number.
    pub number: String,
    /// The candidate's name.
    pub name: String,
    /// The option.
    pub speciality: String,
    /// The commission's number; empty where there is none.
    pub commission: String,
    /// Where the grid and the appraisal stand, in words: `deux visas`, `absent`…
    pub state: String,
    /// The proposed mark, once both visas stand; empty before.
    pub proposed: String,
    /// The same of the optional exam, in words and as a mark; both empty where there is none.
    pub optional: (String, String),
}

/// Everything `templates/bordereau.typ` prints.
#[derive(Debug, Serialize)]
pub struct BordereauData {
    file_title: Text,
    session: Text,
    academy: Text,
    groups: Vec<(Text, Vec<[Text; 8]>)>,
    secrecy: Text,
    printed: Text,
    reminder: Text,
}

/// The form of this bordereau.
pub fn data(paper: &BordereauPaper) -> BordereauData {
    let line = |line: &BordereauLine| {
        [
            text(&line.number),
            text(&line.name),
            text(&line.speciality),
            text(&line.commission),
            text(&line.state),
            text(&line.proposed),
            text(&line.optional.0),
            text(&line.optional.1),
        ]
    };
    let group =
        |(title, lines): &(String, Vec<BordereauLine>)| (text(title), lines.iter().map(line).collect());
    BordereauData {
        file_title: text(&format!("Bordereau récapitulatif, {}", paper.session)),
        session: text(&paper.session),
        academy: text(&paper.academy),
        groups: paper.groups.iter().map(group).collect(),
        secrecy: text(&paper.secrecy),
        printed: text(&paper.printed.words),
        reminder: text("Bordereau récapitulatif"),
    }
}
