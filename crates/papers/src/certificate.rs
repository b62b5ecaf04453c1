//! « Attestation de stage », pre-filled from the table, to print and to sign (E4-06).

use crate::head::shortened;
use crate::sheet::Who;
use crate::words::{Text, text};
use serde::Serialize;

/// A certificate to be signed. What is not known prints as a line to fill.
#[derive(Debug, Clone, Default)]
pub struct CertificatePaper {
    /// The label of the annex, such as `9` or `IX`.
    pub annex: String,
    /// The title of the form.
    pub title: String,
    /// Said where the official form was not available.
    pub layout: String,
    /// The session on one line, such as `BTS SIO, session 2026`.
    pub session: String,
    /// The academy.
    pub academy: String,
    /// The candidate.
    pub candidate: Who,
    /// The school.
    pub school: String,
    /// The diploma with its option.
    pub diploma: String,
    /// « première année », « seconde année ».
    pub year: String,
    /// The first day, already worded.
    pub from: String,
    /// The last day, already worded.
    pub to: String,
    /// What was done there: titles and periods.
    pub tasks: Vec<(String, String)>,
    /// The foot of the page, already worded.
    pub printed: String,
}

/// Everything `templates/certificate.typ` prints.
#[derive(Debug, Serialize)]
pub struct CertificateData {
    file_title: Text,
    heading: Text,
    layout: Text,
    session: Text,
    academy: Text,
    name: Text,
    number: Text,
    school: Text,
    diploma: Text,
    year: Text,
    from: Text,
    to: Text,
    tasks: Vec<Task>,
    printed: Text,
    reminder: Text,
}

#[derive(Debug, Serialize)]
struct Task {
    title: Text,
    period: Text,
}

/// The form of this certificate.
pub fn data(paper: &CertificatePaper) -> CertificateData {
    let name = paper.candidate.full_name();
    let task = |(title, period): &(String, String)| Task { title: text(title), period: text(period) };
    CertificateData {
        file_title: text(&format!("{}, annexe {}, {}, {name}", paper.title, paper.annex, paper.year)),
        heading: text(&format!("ANNEXE {} : {}", paper.annex, paper.title)),
        layout: text(&paper.layout),
        session: text(&paper.session),
        academy: text(&paper.academy),
        name: text(&name),
        number: text(&paper.candidate.number),
        school: text(&paper.school),
        diploma: text(&paper.diploma),
        year: text(&paper.year),
        from: text(&paper.from),
        to: text(&paper.to),
        tasks: paper.tasks.iter().map(task).collect(),
        printed: text(&paper.printed),
        reminder: text(&shortened(&format!("{}, {name}", paper.title))),
    }
}
