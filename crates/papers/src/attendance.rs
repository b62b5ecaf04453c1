//! « Feuille d’émargement »: who is expected before a commission, to be signed on paper.

use crate::head::shortened;
use crate::words::{Text, text};
use serde::Serialize;

/// The attendance sheet of one commission, ready to print. No official form exists: the layout is the software's own,
/// and it says so.
#[derive(Debug, Clone, Default)]
pub struct AttendancePaper {
    /// The session on one line, such as `BTS SIO, session 2026, épreuve E5`.
    pub session: String,
    /// The academy.
    pub academy: String,
    /// « N° commission ».
    pub commission: String,
    /// The day, in words.
    pub day: String,
    /// The room.
    pub room: String,
    /// The members: name and quality.
    pub members: Vec<(String, String)>,
    /// The candidates, in the order of the day.
    pub lines: Vec<AttendanceLine>,
    /// The foot of each page, already worded.
    pub printed: String,
}

/// One candidate who is expected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttendanceLine {
    /// When the candidate is called, in words.
    pub hour: String,
    /// The candidate's number.
    pub number: String,
    /// The candidate's name.
    pub name: String,
    /// What else to know, such as an arrangement; may be empty.
    pub remark: String,
}

/// Everything `templates/attendance.typ` prints.
#[derive(Debug, Serialize)]
pub struct AttendanceData {
    file_title: Text,
    session: Text,
    academy: Text,
    commission: Text,
    day: Text,
    room: Text,
    members: Vec<[Text; 2]>,
    lines: Vec<Line>,
    printed: Text,
    reminder: Text,
}

#[derive(Debug, Serialize)]
struct Line {
    hour: Text,
    number: Text,
    name: Text,
    remark: Text,
}

/// The form of this sheet.
pub fn data(paper: &AttendancePaper) -> AttendanceData {
    let line = |line: &AttendanceLine| Line {
        hour: text(&line.hour),
        number: text(&line.number),
        name: text(&line.name),
        remark: text(&line.remark),
    };
    AttendanceData {
        file_title: text(&format!("Feuille d’émargement, commission {}", paper.commission)),
        session: text(&paper.session),
        academy: text(&paper.academy),
        commission: text(&paper.commission),
        day: text(&paper.day),
        room: text(&paper.room),
        members: paper.members.iter().map(|(name, quality)| [text(name), text(quality)]).collect(),
        lines: paper.lines.iter().map(line).collect(),
        printed: text(&paper.printed),
        reminder: text(&shortened(&format!("Commission {}, {}", paper.commission, paper.day))),
    }
}
