//! The timetable: its frame (half-days, hours, centres), what examiners answer, its sessions, and what changes from one
//! version to the next.

mod answer;
mod changes;

pub use answer::{Answer, Contradiction, contradictions};
pub use changes::{Change, Place, changes};

use crate::Refusal;
use crate::candidate::{Speciality, Track};
use crate::ccf::Period;
use crate::id::{CandidateId, CommissionId, ExaminerId, SchoolId};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// Morning or afternoon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The morning.
    Morning,
    /// The afternoon.
    Afternoon,
}

/// Half a day of orals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct HalfDay {
    /// The day.
    pub day: Date,
    /// Morning or afternoon.
    pub part: Part,
}

impl fmt::Display for HalfDay {
    /// As forms and rows write it: `2026-05-18-am`, `2026-05-18-pm`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = if self.part == Part::Morning { "am" } else { "pm" };
        write!(f, "{}-{part}", self.day)
    }
}

impl HalfDay {
    /// Reads what [`HalfDay`] displays.
    pub fn parse(text: &str) -> Option<Self> {
        let (day, part) = text.rsplit_once('-')?;
        let part = match part {
            "am" => Part::Morning,
            "pm" => Part::Afternoon,
            _ => return None,
        };
        Some(Self { day: day.parse().ok()?, part })
    }

    /// « lundi 18 mai 2026, matin ».
    pub fn label(self) -> String {
        let part = if self.part == Part::Morning { "matin" } else { "après-midi" };
        format!("{}, {part}", crate::french::day(self.day))
    }
}

impl From<HalfDay> for String {
    fn from(half: HalfDay) -> Self {
        half.to_string()
    }
}

impl TryFrom<String> for HalfDay {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("not a half-day: {text}"))
    }
}

/// A place where orals are held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Centre {
    /// Names it for answers and plans, whatever it is called.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The school it is in, where it is one of the session: nobody of that school travels.
    pub school: Option<SchoolId>,
    /// Its rooms.
    pub rooms: Vec<String>,
}

/// The hours of the half-days, in minutes where they are durations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// Start and end of the morning.
    pub morning: (Time, Time),
    /// Start and end of the afternoon.
    pub afternoon: (Time, Time),
    /// Between two candidates.
    pub between: u16,
    /// The pause in the middle of a half-day.
    pub pause: u16,
    /// Deliberation at its end.
    pub deliberation: u16,
    /// Candidates of one commission in a half-day, at most.
    pub most: u8,
}

impl Default for Hours {
    /// Four orals of forty minutes fit, with ten minutes between them, a pause and a deliberation.
    fn default() -> Self {
        let at = |hour, minute| Time::constant(hour, minute, 0, 0);
        Self {
            morning: (at(8, 30), at(12, 30)),
            afternoon: (at(13, 30), at(17, 30)),
            between: 10,
            pause: 15,
            deliberation: 20,
            most: 4,
        }
    }
}

/// What a timetable is made within.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// When orals may be held.
    pub halves: BTreeSet<HalfDay>,
    /// The hours of a half-day.
    pub hours: Hours,
    /// Where.
    pub centres: Vec<Centre>,
    /// Until when examiners are asked to answer.
    pub answers_until: Option<Date>,
}

/// Candidates in one half-day of a commission, at most.
const MOST: u8 = 12;

impl Frame {
    /// Whether the frame holds together: days of the session (in CCF by E4-25 and E4-26), hours in order, and centres
    /// with names and rooms.
    ///
    /// # Errors
    /// [`Refusal`] with the field.
    pub fn check(&self, track: Track, (first, last): (Date, Date)) -> Result<(), Refusal> {
        let required = |field| Err(Refusal::Required { field });
        for half in &self.halves {
            if track == Track::Continuous {
                Period::new(first, last, last)?.check(half.day)?;
            }
            if half.day < first {
                return Err(Refusal::DateBefore { field: "demi-journées", earliest: first });
            }
            if half.day > last {
                return Err(Refusal::DateAfter { field: "demi-journées", latest: last });
            }
        }
        let Hours { morning, afternoon, .. } = self.hours;
        if morning.0 >= morning.1 {
            return required("fin de la matinée");
        }
        if afternoon.0 < morning.1 {
            return required("début de l’après-midi");
        }
        if afternoon.0 >= afternoon.1 {
            return required("fin de l’après-midi");
        }
        if !(1..=MOST).contains(&self.hours.most) {
            return required("personnes candidates par demi-journée");
        }
        let mut names = BTreeSet::new();
        for centre in &self.centres {
            if centre.name.trim().is_empty() {
                return required("nom du centre");
            }
            if !names.insert(centre.name.trim().to_lowercase()) {
                return Err(Refusal::AlreadyThere { what: "un centre de ce nom" });
            }
            if centre.rooms.is_empty() {
                return required("salles du centre");
            }
        }
        Ok(())
    }

    /// A centre by its identifier.
    pub fn centre(&self, id: &str) -> Option<&Centre> {
        self.centres.iter().find(|centre| centre.id == id)
    }

    /// The half-day in which an hour of a day falls.
    pub fn half_of(&self, day: Date, at: Time) -> HalfDay {
        let part = if at < self.hours.afternoon.0 { Part::Morning } else { Part::Afternoon };
        HalfDay { day, part }
    }
}

/// A candidate's passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Who.
    pub candidate: CandidateId,
    /// When the candidate is called, where the centre is.
    pub at: Time,
}

/// One session of a plan: a half-day, a room, two examiners, some candidates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Names it within a plan, and from one version to the next.
    pub id: String,
    /// When.
    pub half: HalfDay,
    /// Where, by [`Centre::id`].
    pub centre: String,
    /// The room.
    pub room: String,
    /// Its speciality.
    pub speciality: Speciality,
    /// The teacher of the speciality.
    pub lead: ExaminerId,
    /// The professional, or the member by default.
    pub second: ExaminerId,
    /// The candidates, in the order of their passing.
    pub passages: Vec<Passage>,
    /// A search leaves it as it is.
    pub locked: bool,
    /// The commission it became, once published.
    pub commission: Option<CommissionId>,
}

#[cfg(test)]
mod tests;
