//! The lists of a day at the centre: one for each door, and one for the rooms. The layouts are the software's own.

use crate::head::shortened;
use crate::words::{Text, text};
use serde::Serialize;

/// The lists of a day, ready to hang.
#[derive(Debug, Clone, Default)]
pub struct DoorsPaper {
    /// The session on one line.
    pub session: String,
    /// The academy, or the school.
    pub place: String,
    /// The day, in words.
    pub day: String,
    /// One list for each commission, by room.
    pub doors: Vec<DoorList>,
    /// The foot of each page, already worded.
    pub printed: String,
}

/// What hangs on one door.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DoorList {
    /// The room.
    pub room: String,
    /// « N° commission ».
    pub commission: String,
    /// The option.
    pub option: String,
    /// The names of the members: on the list of rooms alone.
    pub members: Vec<String>,
    /// Each passage: hours, number, name, what else to know.
    pub passages: Vec<[String; 4]>,
}

/// Everything `templates/doors.typ` and `templates/rooms.typ` print.
#[derive(Debug, Serialize)]
pub struct DoorsData {
    file_title: Text,
    session: Text,
    place: Text,
    day: Text,
    doors: Vec<Door>,
    printed: Text,
    reminder: Text,
}

#[derive(Debug, Serialize)]
struct Door {
    room: Text,
    commission: Text,
    option: Text,
    members: Text,
    hours: Text,
    count: usize,
    passages: Vec<[Text; 4]>,
}

fn door(one: &DoorList) -> Door {
    let hours = match (one.passages.first(), one.passages.last()) {
        (Some(first), Some(last)) => {
            let from = first[0].split(" à ").next().unwrap_or_default();
            let to = last[0].split(" à ").last().unwrap_or_default();
            format!("{from} à {to}")
        }
        _ => String::new(),
    };
    Door {
        room: text(&one.room),
        commission: text(&one.commission),
        option: text(&one.option),
        members: text(&one.members.join(", ")),
        hours: text(&hours),
        count: one.passages.len(),
        passages: one.passages.iter().map(|row| row.each_ref().map(|cell| text(cell))).collect(),
    }
}

/// The data of either list.
pub fn data(paper: &DoorsPaper, title: &str) -> DoorsData {
    DoorsData {
        file_title: text(&format!("{title}, {}", paper.day)),
        session: text(&paper.session),
        place: text(&paper.place),
        day: text(&paper.day),
        doors: paper.doors.iter().map(door).collect(),
        printed: text(&paper.printed),
        reminder: text(&shortened(&format!("{}, {}", paper.place, paper.day))),
    }
}
