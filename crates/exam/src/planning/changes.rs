//! What differs between two versions of a timetable, person by person: only these people are told again.

use super::{HalfDay, Session};
use crate::id::{CandidateId, ExaminerId};
use jiff::civil::Time;
use std::collections::{BTreeMap, BTreeSet};

/// When and where somebody is expected.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The half-day.
    pub half: HalfDay,
    /// The centre, by its identifier.
    pub centre: String,
    /// The room.
    pub room: String,
    /// When a candidate is called; an examiner comes for the half-day.
    pub at: Option<Time>,
}

/// Somebody whose time or place differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A candidate: the place before and after; nothing for no place.
    Candidate(CandidateId, Option<Place>, Option<Place>),
    /// An examiner: places that are no longer theirs, and new ones.
    Examiner(ExaminerId, Vec<Place>, Vec<Place>),
}

fn place(session: &Session, at: Option<Time>) -> Place {
    Place { half: session.half, centre: session.centre.clone(), room: session.room.clone(), at }
}

fn seats(sessions: &[Session]) -> BTreeMap<&ExaminerId, BTreeSet<Place>> {
    let mut seats: BTreeMap<_, BTreeSet<Place>> = BTreeMap::new();
    for session in sessions {
        for person in [&session.lead, &session.second] {
            seats.entry(person).or_default().insert(place(session, None));
        }
    }
    seats
}

fn passages(sessions: &[Session]) -> BTreeMap<&CandidateId, Place> {
    let each = sessions.iter().flat_map(|session| session.passages.iter().map(move |one| (session, one)));
    each.map(|(session, one)| (&one.candidate, place(session, Some(one.at)))).collect()
}

/// Everybody whose time, centre or room differs between two versions, examiners first.
pub fn changes(before: &[Session], after: &[Session]) -> Vec<Change> {
    let mut changes = vec![];
    let (old, new) = (seats(before), seats(after));
    let people: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
    for person in people {
        let (was, is) =
            (old.get(person).cloned().unwrap_or_default(), new.get(person).cloned().unwrap_or_default());
        if was != is {
            let left = was.difference(&is).cloned().collect();
            let joined = is.difference(&was).cloned().collect();
            changes.push(Change::Examiner(person.clone(), left, joined));
        }
    }
    let (old, new) = (passages(before), passages(after));
    let candidates: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
    for id in candidates {
        let (was, is) = (old.get(id), new.get(id));
        if was != is {
            changes.push(Change::Candidate(id.clone(), was.cloned(), is.cloned()));
        }
    }
    changes
}
