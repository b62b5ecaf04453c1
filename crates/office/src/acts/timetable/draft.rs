//! A draft: the sessions of a plan by the identifiers of people and places, and what is known of its search.

use super::facts::Facts;
use exam::id::{CandidateId, ExaminerId};
use exam::planning::{Part, Passage, Session};
use serde::{Deserialize, Serialize};

/// How a plan is searched: the same seed and moves give the same plan on any machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct How {
    /// The seed of everything drawn.
    pub seed: u64,
    /// Moves of the search.
    pub moves: u64,
    /// Candidates are dealt at random inside blocks, and commissions are connected.
    pub comparable: bool,
}

impl Default for How {
    fn default() -> Self {
        Self { seed: 1, moves: 1_000_000, comparable: false }
    }
}

/// A point of a search's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// Milliseconds since the start.
    pub after: u64,
    /// The cost then, in points.
    pub cost: i64,
    /// Candidates without a place then.
    pub unseated: usize,
    /// The bound then, in points.
    pub bound: Option<i64>,
}

/// Candidates among whom places were drawn at random, with the seed of [`How`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The sessions, by their identifiers.
    pub sessions: Vec<String>,
    /// Its candidates: each list holds those who may have changed places with one another, since they take as much
    /// time. Those of locked sessions were not drawn.
    #[serde(default)]
    pub alike: Vec<Vec<CandidateId>>,
}

/// A draft, and a published version.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The sessions, by half-day then centre.
    pub sessions: Vec<Session>,
    /// Candidates without a place.
    pub unseated: Vec<CandidateId>,
    /// How it was searched.
    pub how: How,
    /// What it costs, in points; nothing before the search.
    pub cost: Option<i64>,
    /// No plan costs less, proved; nothing where it was not looked for, or where people or rooms have changed since.
    pub bound: Option<i64>,
    /// Why some have no place, in French.
    pub reasons: Vec<String>,
    /// Who moves against the version it was made from, in French.
    pub moved: Vec<String>,
    /// How the search went.
    pub trace: Vec<Point>,
    /// Where candidates were dealt at random; a block that a hand has touched is no longer one.
    pub blocks: Vec<Block>,
    /// A hand has changed it since the search.
    pub touched: bool,
}

/// A hard rule that a draft breaks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Broken {
    /// The session that breaks it, where it is one.
    pub session: Option<String>,
    /// When, and whose commission, in French; empty where it is no session's.
    pub place: String,
    /// Why, in French.
    pub reason: String,
}

impl Broken {
    pub(super) fn of(facts: &Facts, session: &Session, reason: impl Into<String>) -> Self {
        let place = format!("{}, commission de {}", session.half.label(), facts.name(&session.lead));
        Self { session: Some(session.id.clone()), place, reason: reason.into() }
    }

    /// The whole sentence.
    pub fn told(&self) -> String {
        if self.place.is_empty() { self.reason.clone() } else { format!("{} : {}", self.place, self.reason) }
    }
}

/// The sentences of broken rules.
pub(super) fn sentences(broken: &[Broken]) -> Vec<String> {
    broken.iter().map(Broken::told).collect()
}

impl Draft {
    /// `(cost − bound) / cost`, from 0 to 1.
    pub fn gap(&self) -> Option<f64> {
        Some(planner::watch::gap(self.cost?, self.bound?))
    }

    /// A session by its identifier.
    pub fn session(&self, id: &str) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == id)
    }

    /// The session of a candidate.
    pub fn session_of(&self, candidate: &CandidateId) -> Option<&Session> {
        let has = |session: &&Session| session.passages.iter().any(|one| one.candidate == *candidate);
        self.sessions.iter().find(has)
    }

    /// The blocks of the version that a draft mends: whoever changed sessions is no longer among those drawn.
    pub(super) fn keep_blocks(&mut self, before: &Self) {
        let session = |draft: &Self, id: &CandidateId| draft.session_of(id).map(|one| one.id.clone());
        for block in &before.blocks {
            let mut block = block.clone();
            for alike in &mut block.alike {
                alike.retain(|id| session(self, id).is_some() && session(self, id) == session(before, id));
            }
            block.alike.retain(|alike| alike.len() > 1);
            if !block.alike.is_empty() {
                self.blocks.push(block);
            }
        }
    }

    /// Sorts the sessions as pages and files list them.
    pub(super) fn sort(&mut self) {
        self.sessions.sort_by(|a, b| {
            (a.half, &a.centre, a.speciality, &a.lead).cmp(&(b.half, &b.centre, b.speciality, &b.lead))
        });
    }
}

/// The session of an earlier plan that a session goes on: the same place and time, then the same lead, second or
/// candidate.
pub(super) fn goes_on<'a>(before: &'a [Session], session: &Session, taken: &[String]) -> Option<&'a Session> {
    let here = |one: &&'a Session| {
        (one.half, &one.centre, one.speciality) == (session.half, &session.centre, session.speciality)
            && !taken.contains(&one.id)
    };
    let same: [&dyn Fn(&Session) -> bool; 4] = [
        &|one| one.id == session.id,
        &|one| one.lead == session.lead,
        &|one| one.second == session.second,
        &|one| {
            one.passages
                .iter()
                .any(|known| session.passages.iter().any(|new| new.candidate == known.candidate))
        },
    ];
    same.iter().find_map(|same| before.iter().filter(here).find(|one| same(one)))
}

/// The people of a session.
pub(super) fn sits(session: &Session, examiner: &ExaminerId) -> bool {
    session.lead == *examiner || session.second == *examiner
}

/// A passage without its hour, which is counted afterwards.
pub(super) fn unset(candidate: CandidateId) -> Passage {
    Passage { candidate, at: jiff::civil::Time::midnight() }
}

/// Whether a half-day is a morning, as the planner counts: 0 or 1.
pub(super) fn part(part: Part) -> usize {
    usize::from(part == Part::Afternoon)
}
