//! Form 6-1, « Tableau de synthèse des réalisations professionnelles »: the table of a candidate, to read and to print.

use crate::head::shortened;
use crate::sheet::Who;
use crate::words::{Text, exact, text};
use exam::candidate::Speciality;
use exam::referential::Referential;
use serde::Serialize;

/// One synthesis table, ready to print.
#[derive(Debug, Clone)]
pub struct TablePaper {
    /// The session's referential: every official wording comes from it.
    pub referential: Referential,
    /// The year of the session.
    pub session: i16,
    /// The candidate.
    pub candidate: Who,
    /// The option.
    pub speciality: Speciality,
    /// The training centre.
    pub centre: String,
    /// The portfolio's address.
    pub address: String,
    /// The three headings, each with its achievements.
    pub groups: Vec<(String, Vec<TableLine>)>,
    /// The foot of each page, already worded.
    pub printed: String,
}

/// One achievement.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableLine {
    /// The title.
    pub title: String,
    /// The documents and productions.
    pub documents: Vec<String>,
    /// When it was done, as written.
    pub period: String,
    /// For each competence, in the order of the referential, whether it is mobilised.
    pub ticks: Vec<bool>,
}

/// Everything `templates/table.typ` prints.
#[derive(Debug, Serialize)]
pub struct TableData {
    file_title: Text,
    diploma: Text,
    session: Text,
    exam: Text,
    annex: Text,
    title: Text,
    intro: Text,
    name_label: Text,
    name: Text,
    number_label: Text,
    number: Text,
    centre: Text,
    options: Vec<(Text, bool)>,
    address: Text,
    competences: Vec<Text>,
    groups: Vec<Group>,
    printed: Text,
    reminder: Text,
}

#[derive(Debug, Serialize)]
struct Group {
    label: Text,
    lines: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    title: Text,
    documents: Vec<Text>,
    period: Text,
    ticks: Vec<bool>,
}

/// A table that is filled in is no longer the « modèle de fiche » that the circular shows.
fn title(official: &str) -> String {
    let name = official.strip_prefix("Modèle de fiche de ").unwrap_or(official);
    exam::french::capital(name)
}

/// The form of this table.
pub fn data(paper: &TablePaper) -> TableData {
    let (referential, words) = (&paper.referential, &paper.referential.wordings);
    let line = |line: &TableLine| Line {
        title: text(&line.title),
        documents: line.documents.iter().map(|document| text(document)).collect(),
        period: text(&line.period),
        ticks: line.ticks.clone(),
    };
    let group = |(label, lines): &(String, Vec<TableLine>)| Group {
        label: text(label),
        lines: lines.iter().map(line).collect(),
    };
    let annex = &referential.annexes.table;
    let option = |label: &str, speciality| (text(label), paper.speciality == speciality);
    let who = format!("{}, n° {}", paper.candidate.full_name(), paper.candidate.number);
    TableData {
        file_title: text(&format!("Tableau de synthèse, {}, session {}", referential.exam, paper.session)),
        diploma: text(&words.form_diploma),
        session: text(&format!("{} {}", words.form_session, paper.session)),
        exam: text(&words.form_exam),
        annex: text(&format!("ANNEXE {annex} :")),
        title: text(&title(&words.table_title)),
        intro: text(&words.table_intro),
        name_label: text(&words.candidate_name),
        name: text(&paper.candidate.full_name()),
        number_label: text(&words.candidate_number),
        number: text(&paper.candidate.number),
        centre: text(&paper.centre),
        options: vec![
            option(&words.option_sisr, Speciality::Sisr),
            option(&words.option_slam, Speciality::Slam),
        ],
        address: exact(&paper.address),
        competences: referential.competences.iter().map(|one| text(&one.label)).collect(),
        groups: paper.groups.iter().map(group).collect(),
        printed: text(&paper.printed),
        reminder: text(&shortened(&who)),
    }
}
