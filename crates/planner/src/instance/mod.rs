//! What a timetable is made from: days, centres, examiners, candidates, distances, weights, rules.
//!
//! The format is `e4-ost-1`. Every field that this module marks as optional may be left out of the JSON; a file
//! without any of them means exactly what the format meant before they existed.

pub(crate) mod read;
mod unknown;

use crate::fault::Fault;

/// The place of a half-day: `2 × day` is a morning, `2 × day + 1` an afternoon.
pub type Half = usize;

/// The specialities a session can examine, by their place in [`SPECIALITIES`].
pub type Spec = usize;

/// The two specialities, as they are written in files.
pub const SPECIALITIES: [&str; 2] = ["SISR", "SLAM"];

/// A whole instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// Its name.
    pub name: String,
    /// What each day is called (optional): « 3 juin ».
    pub day_names: Vec<String>,
    /// How many days; there are twice as many half-days.
    pub days: usize,
    /// Places in a half-day session; a candidate takes [`Candidate::size`] of them.
    pub slots_per_half: usize,
    /// The hours of the day (optional).
    pub clock: Option<Clock>,
    /// Where the orals are held.
    pub centres: Vec<Centre>,
    /// How many schools there are.
    pub schools: usize,
    /// Teachers of the speciality and of general subjects.
    pub teachers: Vec<Teacher>,
    /// Professionals.
    pub pros: Vec<Pro>,
    /// Who is to be examined.
    pub candidates: Vec<Candidate>,
    /// Distance class, 0 to 3, of each teacher to each centre.
    pub teacher_distance: Vec<Vec<usize>>,
    /// The same for each professional.
    pub pro_distance: Vec<Vec<usize>>,
    /// The same for each candidate.
    pub candidate_distance: Vec<Vec<usize>>,
    /// What each fault of a plan costs.
    pub weights: Weights,
    /// Sessions that stay as they are (optional): people, place, time, and the candidates they list.
    pub fixed: Vec<Sitting>,
    /// What must not be (optional).
    pub forbidden: Vec<Forbidden>,
    /// Pairs of examiners: when one sits, it is with the other (optional).
    pub together: Vec<(Person, Person)>,
    /// Pairs of examiners who never sit together (optional).
    pub apart: Vec<(Person, Person)>,
    /// What makes commissions comparable (optional).
    pub comparability: Option<Comparability>,
}

/// An examiner, as a plan names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Person {
    /// A teacher, by place in the list.
    Teacher(usize),
    /// A professional, by place in the list.
    Pro(usize),
}

/// A centre.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Centre {
    /// What it is called (optional).
    pub name: Option<String>,
    /// Rooms in each half-day.
    pub rooms: Vec<usize>,
    /// How many of these rooms have a named equipment (optional). A room has one at most, so that the numbers add up.
    pub equipment: Vec<(String, usize)>,
}

/// A teacher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teacher {
    /// The name (optional), for sentences.
    pub name: Option<String>,
    /// The specialities this teacher may lead; neither for a teacher of general subjects.
    pub leads: [bool; 2],
    /// The school, whose candidates this teacher never examines.
    pub school: usize,
    /// Availability in each half-day.
    pub avail: Vec<bool>,
    /// Half-days at most.
    pub max_halves: usize,
}

/// A professional.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pro {
    /// The name (optional), for sentences.
    pub name: Option<String>,
    /// Availability in each half-day.
    pub avail: Vec<bool>,
    /// Half-days at most.
    pub max_halves: usize,
    /// Candidates this professional tutored.
    pub conflicts: Vec<usize>,
}

/// A candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The name (optional), for sentences.
    pub name: Option<String>,
    /// The speciality.
    pub spec: Spec,
    /// The school.
    pub school: usize,
    /// Centres where this candidate may be called.
    pub centres: Vec<usize>,
    /// Days when this candidate cannot come.
    pub unavailable_days: Vec<usize>,
    /// Places taken in a session: 1, or 2 with a third of extra time.
    pub size: usize,
    /// A third of extra time (optional). Without [`Clock`] it means a size of 2.
    pub third_time: bool,
    /// The optional exam EF4 follows at once, before the same commission (optional; needs [`Clock`]).
    pub ef4: bool,
    /// The equipment the room must have (optional).
    pub needs: Option<String>,
}

/// The hours of a day, in minutes. A session then holds what its half-day can hold, and [`Candidate::size`] no longer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Start and end of the morning and of the afternoon, in minutes from midnight.
    pub halves: [(usize, usize); 2],
    /// Lunch lasts at least this: whoever sits all day has it between the two half-days.
    pub lunch: usize,
    /// The oral.
    pub oral: usize,
    /// The oral with a third of extra time.
    pub third_time_oral: usize,
    /// EF4, right after the oral.
    pub ef4: usize,
    /// Deliberation at the end of a session.
    pub deliberation: usize,
    /// The pause in the middle of a session.
    pub pause: usize,
}

/// What each fault of a plan costs, in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weights {
    /// A candidate without a place.
    pub unassigned: i64,
    /// A session.
    pub session: i64,
    /// A session without a professional.
    pub no_pro: i64,
    /// An examiner called for half a day alone.
    pub half_day: i64,
    /// A change of partner within a day, for each examiner.
    pub partner_change: i64,
    /// One class of distance, one examiner, one half-day.
    pub travel_examiner: i64,
    /// One class of distance, one candidate.
    pub travel_candidate: i64,
    /// Each candidate of one school above two in a session.
    pub same_school_over2: i64,
    /// Times `n(n−1)/2` for an examiner of `n` half-days.
    pub load_quadratic: i64,
}

/// One session of a plan: a half-day, a room, two examiners, some candidates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// When.
    pub half: Half,
    /// Where.
    pub centre: usize,
    /// Which speciality.
    pub spec: Spec,
    /// The teacher of the speciality, by place in the list.
    pub lead: usize,
    /// The second member.
    pub second: Person,
    /// The candidates, in the order of their passing.
    pub candidates: Vec<usize>,
}

/// Something that must not be. What is absent means « any »: a teacher and a centre forbid this teacher that centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Forbidden {
    /// For this candidate.
    pub candidate: Option<usize>,
    /// For, or before, this examiner.
    pub examiner: Option<Person>,
    /// In this centre.
    pub centre: Option<usize>,
    /// In this half-day.
    pub half: Option<Half>,
}

/// What makes the severity of commissions comparable, and what each lack of it costs, in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comparability {
    /// Candidates of a pair of examiners, at least.
    pub candidates_per_pair: usize,
    /// Pairs in which an examiner sits, at least.
    pub pairs_per_examiner: usize,
    /// Schools among the candidates of a pair, at least.
    pub schools_per_pair: usize,
    /// Points for each candidate that a pair lacks.
    pub lacking_candidate: i64,
    /// Points for each pair that an examiner lacks.
    pub lacking_pair: i64,
    /// Points for each school that a pair lacks.
    pub lacking_school: i64,
    /// The seed of the draw inside blocks.
    pub deal_seed: u64,
}

impl Instance {
    /// Reads an instance in the format `e4-ost-1`. Its sense is checked by [`crate::Problem::new`].
    ///
    /// # Errors
    /// The first value that is missing or of another shape, with its place.
    pub fn from_json(text: &str) -> Result<Self, Fault> {
        read::instance(text)
    }

    /// Names in a file that the format does not have, with their place: `candidates[].third_tme`. They are not read,
    /// so a rule under a misspelt name would be forgotten: tell whoever gave the file.
    ///
    /// # Errors
    /// A text that is not JSON.
    pub fn unknown_names(text: &str) -> Result<Vec<String>, Fault> {
        unknown::unknown(text)
    }

    /// Half-days in all.
    pub fn halves(&self) -> usize {
        2 * self.days
    }
}
