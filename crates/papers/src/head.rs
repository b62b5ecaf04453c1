//! The head of the forms 6-3 and 6-4: what the paper is, and whose.

use crate::sheet::SheetPaper;
use crate::words::{Set, Typed, set, typed};
use exam::candidate::{Speciality, Track};
use exam::referential::Layout;
use jiff::civil::Date;
use serde::Serialize;

/// The lines above the box, the foot of the page, and what the file says of itself.
#[derive(Debug, Serialize)]
pub struct Head {
    diploma: Set,
    session: Set,
    exam: Set,
    academy: Typed,
    annex: Set,
    title: Set,
    /// Title of the file, shown by readers in place of its name.
    file_title: Set,
    /// Said where the official form was not available.
    layout: Option<Set>,
    draft: bool,
    printed: Typed,
    /// Names the candidate again at the foot of each page.
    reminder: Typed,
}

/// The box that names the candidate, the commission and the day.
#[derive(Debug, Serialize)]
pub struct Identity {
    name: Labelled,
    number: Labelled,
    commission: Labelled,
    date: Labelled,
    tracks: Vec<Choice>,
    options: Vec<Choice>,
}

/// A label of the form, and what stands after it; empty: room to write.
#[derive(Debug, Serialize)]
pub struct Labelled {
    label: Set,
    value: Typed,
}

/// A box to tick, and what it says.
#[derive(Debug, Serialize)]
pub struct Choice {
    label: Set,
    ticked: bool,
}

/// The head of a form: the label of its annex and its title.
pub fn head(paper: &SheetPaper, annex: &str, title: &str) -> Head {
    let words = &paper.referential.wordings;
    let exam = &paper.referential.exam;
    let draft = if paper.draft { " (document de travail, sans visas)" } else { "" };
    Head {
        diploma: set(&words.form_diploma),
        session: set(&format!("{} {}", words.form_session, paper.session)),
        exam: set(&words.form_exam),
        academy: typed(&paper.academy),
        annex: set(&format!("ANNEXE {annex} :")),
        title: set(title),
        file_title: set(&format!("{title}, {exam}, annexe {annex}, session {}{draft}", paper.session)),
        layout: (paper.referential.layout == Layout::Software).then(|| set(&words.software_layout)),
        draft: paper.draft,
        printed: typed(&paper.printed),
        reminder: typed(&reminder(paper)),
    }
}

/// « E4, n° 0123456789, MARTIN Zoé ».
fn reminder(paper: &SheetPaper) -> String {
    let number = match paper.candidate.number.trim() {
        "" => String::new(),
        number => format!("n° {number}"),
    };
    let parts = [paper.referential.exam.clone(), number, paper.candidate.full_name()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The box of the form.
pub fn identity(paper: &SheetPaper) -> Identity {
    let words = &paper.referential.wordings;
    let labelled = |label: &str, value: &str| Labelled { label: set(label), value: typed(value) };
    let track = |track: Track, label: &str| Choice { label: set(label), ticked: paper.track == track };
    let option = |speciality: Speciality, label: &str| Choice {
        label: set(label),
        ticked: paper.speciality == speciality,
    };
    Identity {
        name: labelled(&words.candidate_name, &paper.candidate.full_name()),
        number: labelled(&words.candidate_number, &paper.candidate.number),
        commission: labelled(&words.commission_number, &paper.commission_number),
        date: labelled(&words.date, &paper.date.map_or_else(String::new, slashed)),
        tracks: vec![track(Track::OneOff, &words.track_ponctuel), track(Track::Continuous, &words.track_ccf)],
        options: vec![option(Speciality::Sisr, &words.option_sisr), option(Speciality::Slam, &words.option_slam)],
    }
}

/// « 03 / 06 / 2026 », as the form has it.
fn slashed(date: Date) -> String {
    format!("{:02}\u{a0}/\u{a0}{:02}\u{a0}/\u{a0}{}", date.day(), date.month(), date.year())
}
