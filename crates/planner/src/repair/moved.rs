//! Who moves between two plans.

use super::{passes, seats};
use crate::instance::{Half, Person};
use crate::plan::Plan;
use crate::problem::{Problem, capital};

/// Someone who moves: where they were, where they are now. Only these people need a new convocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moved {
    /// A candidate: half-day and centre before and after; nothing for no place.
    Candidate(usize, Option<(Half, usize)>, Option<(Half, usize)>),
    /// An examiner: half-days and centres that are no longer theirs, and new ones.
    Examiner(Person, Vec<(Half, usize)>, Vec<(Half, usize)>),
}

/// Everybody whose time or place differs between two plans, examiners first.
pub fn moved(before: &Plan, after: &Plan) -> Vec<Moved> {
    let mut moved = Vec::new();
    let (old, new) = (seats(before), seats(after));
    let mut people: Vec<_> = old.keys().chain(new.keys()).copied().collect();
    people.sort_unstable();
    people.dedup();
    for person in people {
        let (was, is) =
            (old.get(&person).cloned().unwrap_or_default(), new.get(&person).cloned().unwrap_or_default());
        if was != is {
            let (left, joined) =
                (was.difference(&is).copied().collect(), is.difference(&was).copied().collect());
            moved.push(Moved::Examiner(person, left, joined));
        }
    }
    let (old, new) = (passes(before), passes(after));
    let mut candidates: Vec<_> = old.keys().chain(new.keys()).copied().collect();
    candidates.sort_unstable();
    candidates.dedup();
    for k in candidates {
        let (was, is) = (old.get(&k).copied(), new.get(&k).copied());
        if was != is {
            moved.push(Moved::Candidate(k, was, is));
        }
    }
    moved
}

impl Moved {
    /// The move as a French sentence.
    pub fn sentence(&self, problem: &Problem) -> String {
        let place = |(half, c): &(Half, usize)| format!("{} {}", problem.when(*half), problem.place(*c));
        let places = |list: &[(Half, usize)]| list.iter().map(place).collect::<Vec<_>>().join(", ");
        let who = |k: usize| capital(&problem.candidate(k));
        match self {
            Self::Candidate(k, None, Some(after)) => format!("{} passe {}.", who(*k), place(after)),
            Self::Candidate(k, Some(before), Some(after)) => {
                format!("{} passe {}, et non plus {}.", who(*k), place(after), place(before))
            }
            Self::Candidate(k, Some(before), None) => {
                format!("{}, {}, n’a plus de place.", who(*k), place(before))
            }
            Self::Candidate(k, None, None) => format!("{} n’a pas de place.", who(*k)),
            Self::Examiner(person, left, joined) => {
                let name = capital(&problem.names_of(*person));
                match (left.is_empty(), joined.is_empty()) {
                    (_, true) => format!("{name} ne siège plus {}.", places(left)),
                    (true, false) => format!("{name} siège en plus {}.", places(joined)),
                    (false, false) => {
                        format!("{name} siège {}, et non plus {}.", places(joined), places(left))
                    }
                }
            }
        }
    }
}
