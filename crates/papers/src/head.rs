//! The head of the forms 6-3 and 6-4: what the paper is, and whose.

use crate::sheet::{SheetPaper, Who};
use crate::words::{Text, text};
use exam::candidate::{Speciality, Track};
use exam::referential::{Layout, Referential};
use jiff::civil::Date;
use serde::Serialize;

/// Longest text, in characters, in the middle of the foot of a page.
const REMINDER: usize = 58;

/// The lines above the box, the foot of the page, and what the file says of itself.
#[derive(Debug, Serialize)]
pub struct Head {
    diploma: Text,
    session: Text,
    exam: Text,
    academy: Text,
    annex: Text,
    title: Text,
    /// Title of the file, shown by readers in place of its name.
    file_title: Text,
    /// Said where the official form was not available.
    layout: Option<Text>,
    draft: bool,
    printed: Text,
    /// Names the candidate again at the foot of each page.
    reminder: Text,
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
    label: Text,
    value: Text,
}

/// A box to tick, and what it says.
#[derive(Debug, Serialize)]
pub struct Choice {
    label: Text,
    ticked: bool,
}

/// What the head of any form of the exam says.
pub struct Source<'a> {
    /// The words of the form.
    pub referential: &'a Referential,
    /// Year of the session.
    pub session: i16,
    /// The academy.
    pub academy: &'a str,
    /// The candidate.
    pub candidate: &'a Who,
    /// Printed before it counts.
    pub draft: bool,
    /// The foot of each page, already worded.
    pub printed: &'a str,
}

impl<'a> From<&'a SheetPaper> for Source<'a> {
    fn from(paper: &'a SheetPaper) -> Self {
        Self {
            referential: &paper.referential,
            session: paper.session,
            academy: &paper.academy,
            candidate: &paper.candidate,
            draft: paper.draft,
            printed: &paper.printed.words,
        }
    }
}

/// The head of a form: the label of its annex and its title.
pub fn head<'a>(paper: impl Into<Source<'a>>, annex: &str, title: &str) -> Head {
    let paper = paper.into();
    let words = &paper.referential.wordings;
    let exam = &paper.referential.exam;
    let draft = if paper.draft { " (document de travail, sans visas)" } else { "" };
    Head {
        diploma: text(&words.form_diploma),
        session: text(&format!("{} {}", words.form_session, paper.session)),
        exam: text(&words.form_exam),
        academy: text(paper.academy),
        annex: text(&format!("ANNEXE {annex} :")),
        title: text(title),
        file_title: text(&format!("{title}, {exam}, annexe {annex}, session {}{draft}", paper.session)),
        layout: (paper.referential.layout == Layout::Software).then(|| text(&words.software_layout)),
        draft: paper.draft,
        printed: text(paper.printed),
        reminder: text(&reminder(&paper)),
    }
}

impl Head {
    /// The head of a form that the text names without giving it, whoever drew the others.
    pub fn with_own_layout(self, said: &str) -> Self {
        Self { layout: Some(text(said)), ..self }
    }
}

/// « E4, n° 0123456789, MARTIN Zoé », short enough for the foot of a page.
fn reminder(paper: &Source<'_>) -> String {
    let number = match paper.candidate.number.trim() {
        "" => String::new(),
        number => format!("n° {number}"),
    };
    let parts = [paper.referential.exam.clone(), number, paper.candidate.full_name()];
    shortened(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "))
}

/// At most [`REMINDER`] characters, the last one saying that some are left out.
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(REMINDER - 1) {
        Some((end, _)) if text.chars().count() > REMINDER => format!("{}…", text[..end].trim_end()),
        _ => text.to_owned(),
    }
}

/// The box of the form.
pub fn identity(paper: &SheetPaper) -> Identity {
    let words = &paper.referential.wordings;
    let labelled = |label: &str, value: &str| Labelled { label: text(label), value: text(value) };
    let track = |track: Track, label: &str| Choice { label: text(label), ticked: paper.track == track };
    let option = |speciality: Speciality, label: &str| Choice {
        label: text(label),
        ticked: paper.speciality == speciality,
    };
    Identity {
        name: labelled(&words.candidate_name, &paper.candidate.full_name()),
        number: labelled(&words.candidate_number, &paper.candidate.number),
        commission: labelled(&words.commission_number, &paper.commission_number),
        date: labelled(&words.date, &paper.date.map_or_else(String::new, slashed)),
        tracks: vec![track(Track::OneOff, &words.track_ponctuel), track(Track::Continuous, &words.track_ccf)],
        options: vec![
            option(Speciality::Sisr, &words.option_sisr),
            option(Speciality::Slam, &words.option_slam),
        ],
    }
}

/// « 03 / 06 / 2026 », as the form has it.
fn slashed(date: Date) -> String {
    format!("{:02}\u{a0}/\u{a0}{:02}\u{a0}/\u{a0}{}", date.day(), date.month(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_reminder_is_cut_and_says_so() {
        assert_eq!(shortened("E4, n° 1, ÉLUARD Zoé"), "E4, n° 1, ÉLUARD Zoé");
        let cut = shortened(&"é".repeat(80));
        assert_eq!(cut.chars().count(), REMINDER);
        assert!(cut.ends_with('…'));
        assert_eq!(shortened(&"é".repeat(REMINDER)), "é".repeat(REMINDER));
    }

    #[test]
    fn a_date_is_written_as_the_form_has_it() {
        assert_eq!(slashed(jiff::civil::date(2026, 6, 3)), "03\u{a0}/\u{a0}06\u{a0}/\u{a0}2026");
    }
}
