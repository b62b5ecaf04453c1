//! « Convocation »: who is to be where, when, with what (E4-27). The layout is the software's own.

mod calendar;
pub(crate) mod doors;

pub use calendar::{Appointment, calendar};
pub use doors::{DoorList, DoorsPaper};

use crate::head::shortened;
use crate::words::{Text, text};
use serde::Serialize;

/// A convocation, ready to print and to send by post. No official form exists: the layout is the software's own.
#[derive(Debug, Clone, Default)]
pub struct ConvocationPaper {
    /// The session on one line, such as `BTS SIO, session 2026, épreuve E5`.
    pub session: String,
    /// The academy.
    pub academy: String,
    /// Who convenes: the academic authority, or the head of a school by the school's name.
    pub convener: String,
    /// The person's name.
    pub name: String,
    /// The candidate's number, or what the examiner is.
    pub detail: String,
    /// The person's school; may be empty.
    pub school: String,
    /// « à l’oral », « comme membre de commission ».
    pub what: String,
    /// Each call: the day, the hours, the room and commission, what else to know; all in words.
    pub calls: Vec<CallLine>,
    /// Where to come; may be empty.
    pub place: String,
    /// How early to be there, in words; may be empty.
    pub early: String,
    /// What to bring, one thing a line; may be empty.
    pub bring: String,
    /// The candidate's own duty, in the text's words; may be empty.
    pub duty: String,
    /// Whom to write to or call; may be empty.
    pub contact: String,
    /// « Elle remplace la convocation n° 1 »; may be empty.
    pub replaces: String,
    /// « Envoyée le 2 avril 2026 à 10 h 00 »: the foot of the page.
    pub sent: String,
}

/// One call of a convocation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallLine {
    /// The day, in words.
    pub day: String,
    /// From when to when, in words.
    pub hours: String,
    /// The room.
    pub room: String,
    /// « N° commission ».
    pub commission: String,
    /// What else to know; may be empty.
    pub with: String,
}

/// Everything `templates/convocation.typ` prints.
#[derive(Debug, Serialize)]
pub struct ConvocationData {
    file_title: Text,
    printed: Text,
    reminder: Text,
    sheets: Vec<Sheet>,
}

#[derive(Debug, Serialize)]
struct Sheet {
    session: Text,
    academy: Text,
    convener: Text,
    name: Text,
    detail: Text,
    school: Text,
    what: Text,
    calls: Vec<[Text; 5]>,
    place: Text,
    early: Text,
    bring: Vec<Text>,
    duty: Text,
    contact: Text,
    replaces: Text,
    sent: Text,
}

fn sheet(paper: &ConvocationPaper) -> Sheet {
    let call = |one: &CallLine| {
        [text(&one.day), text(&one.hours), text(&one.room), text(&one.commission), text(&one.with)]
    };
    Sheet {
        session: text(&paper.session),
        academy: text(&paper.academy),
        convener: text(&paper.convener),
        name: text(&paper.name),
        detail: text(&paper.detail),
        school: text(&paper.school),
        what: text(&paper.what),
        calls: paper.calls.iter().map(call).collect(),
        place: text(&paper.place),
        early: text(&paper.early),
        bring: paper.bring.lines().filter(|line| !line.trim().is_empty()).map(text).collect(),
        duty: text(&paper.duty),
        contact: text(&paper.contact),
        replaces: text(&paper.replaces),
        sent: text(&paper.sent),
    }
}

/// The convocations of one file, a page or more each.
pub fn data(papers: &[ConvocationPaper], printed: &str) -> ConvocationData {
    let (title, reminder) = match papers {
        [one] => (format!("Convocation, {}", one.name), one.name.clone()),
        several => ("Convocations".to_owned(), format!("{} convocations", several.len())),
    };
    ConvocationData {
        file_title: text(&title),
        printed: text(printed),
        reminder: text(&shortened(&reminder)),
        sheets: papers.iter().map(sheet).collect(),
    }
}
