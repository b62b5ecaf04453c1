//! « Procès-verbal d'harmonisation » (E4-23, E4-35): who met, what was compared, what was recommended and why. For the
//! jury: it holds proposed marks (E4-31). The layout is the software's own.

use crate::head::shortened;
use crate::printed::Printed;
use crate::words::{Text, text};
use serde::Serialize;

/// The minutes of the harmonisation, ready to print and to sign.
#[derive(Debug, Clone, Default)]
pub struct HarmonisationPaper {
    /// The session on one line.
    pub session: String,
    /// The academy.
    pub academy: String,
    /// The members: name, and the school that each represents.
    pub members: Vec<(String, String)>,
    /// The schools that nobody represents.
    pub not_represented: Vec<String>,
    /// What the way candidates were dealt lets one say.
    pub design: Vec<String>,
    /// The commissions: number, signed sheets, median mark, what can be said.
    pub commissions: Vec<[String; 4]>,
    /// The recommendations: candidate, commission, before, after, author and instant, reason, answers.
    pub recommendations: Vec<[String; 7]>,
    /// The sentence on secrecy, from the referential.
    pub secrecy: String,
    /// The foot of each page, already worded.
    pub printed: Printed,
}

/// Everything `templates/harmonisation.typ` prints.
#[derive(Debug, Serialize)]
pub struct HarmonisationData {
    file_title: Text,
    session: Text,
    academy: Text,
    members: Vec<[Text; 2]>,
    not_represented: Vec<Text>,
    design: Vec<Text>,
    commissions: Vec<[Text; 4]>,
    recommendations: Vec<[Text; 7]>,
    secrecy: Text,
    printed: Text,
    reminder: Text,
}

fn row<const N: usize>(cells: &[String; N]) -> [Text; N] {
    cells.each_ref().map(|cell| text(cell))
}

/// The form of these minutes.
pub fn data(paper: &HarmonisationPaper) -> HarmonisationData {
    HarmonisationData {
        file_title: text("Procès-verbal d’harmonisation"),
        session: text(&paper.session),
        academy: text(&paper.academy),
        members: paper.members.iter().map(|(name, school)| [text(name), text(school)]).collect(),
        not_represented: paper.not_represented.iter().map(|one| text(one)).collect(),
        design: paper.design.iter().map(|one| text(one)).collect(),
        commissions: paper.commissions.iter().map(row).collect(),
        recommendations: paper.recommendations.iter().map(row).collect(),
        secrecy: text(&paper.secrecy),
        printed: text(&paper.printed.words),
        reminder: text(&shortened(&paper.session)),
    }
}
