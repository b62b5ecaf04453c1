//! The account of what comparison lacks, pair by pair, kept while the plan changes.

use super::state::{Session, State};
use crate::instance::Comparability;
use crate::problem::NONE;
use std::collections::HashMap;

/// One pair of examiners.
#[derive(Debug, Clone, Default)]
struct Pair {
    sessions: u32,
    candidates: usize,
    schools: Vec<(u32, u32)>,
}

/// Every pair, and the number of partners of each person.
#[derive(Debug, Clone)]
pub(crate) struct Book {
    wanted: Comparability,
    pairs: HashMap<(u32, u32), Pair>,
    partners: HashMap<u32, usize>,
}

impl Book {
    pub(crate) fn new(wanted: Comparability) -> Self {
        Self { wanted, pairs: HashMap::new(), partners: HashMap::new() }
    }

    fn pair_cost(&self, pair: &Pair) -> i64 {
        let lack = |wanted: usize, found: usize| wanted.saturating_sub(found) as i64;
        if pair.sessions == 0 {
            return 0;
        }
        self.wanted.lacking_candidate * lack(self.wanted.candidates_per_pair, pair.candidates)
            + self.wanted.lacking_school * lack(self.wanted.schools_per_pair, pair.schools.len())
    }

    fn partners_cost(&self, e: u32) -> i64 {
        let count = self.partners.get(&e).copied().unwrap_or_default();
        let lack = if count == 0 { 0 } else { self.wanted.pairs_per_examiner.saturating_sub(count) };
        self.wanted.lacking_pair * lack as i64
    }

    /// Adds or removes a session without its candidates; answers the change of cost.
    fn session(&mut self, people: (u32, u32), joins: bool) -> i64 {
        let mut pair = self.pairs.remove(&people).unwrap_or_default();
        let before = self.pair_cost(&pair) + self.partners_cost(people.0) + self.partners_cost(people.1);
        let known = pair.sessions > 0;
        if joins {
            pair.sessions += 1;
        } else {
            pair.sessions -= 1;
        }
        if known != (pair.sessions > 0) {
            for e in [people.0, people.1] {
                let count = self.partners.entry(e).or_default();
                *count = if joins { *count + 1 } else { *count - 1 };
            }
        }
        let after = self.pair_cost(&pair) + self.partners_cost(people.0) + self.partners_cost(people.1);
        if pair.sessions > 0 {
            self.pairs.insert(people, pair);
        }
        after - before
    }

    fn candidate(&mut self, people: (u32, u32), school: u32, joins: bool) -> i64 {
        let mut pair = self.pairs.remove(&people).unwrap_or_default();
        let before = self.pair_cost(&pair);
        let known = pair.schools.iter().position(|(other, _)| *other == school);
        match (known, joins) {
            (Some(at), true) => pair.schools[at].1 += 1,
            (None, true) => pair.schools.push((school, 1)),
            (Some(at), false) if pair.schools[at].1 > 1 => pair.schools[at].1 -= 1,
            (Some(at), false) => {
                pair.schools.swap_remove(at);
            }
            (None, false) => {}
        }
        pair.candidates = if joins { pair.candidates + 1 } else { pair.candidates - 1 };
        let after = self.pair_cost(&pair);
        self.pairs.insert(people, pair);
        after - before
    }
}

fn pair_of(session: &Session) -> Option<(u32, u32)> {
    let both = session.lead != NONE && session.second != NONE;
    both.then(|| (session.lead.min(session.second), session.lead.max(session.second)))
}

impl State<'_> {
    /// Books a candidate who joins or leaves a session; answers the change of cost.
    #[inline]
    pub(super) fn book_candidate(&mut self, session: &Session, school: u32, joins: bool) -> i64 {
        if self.book.is_none() {
            return 0;
        }
        match (&mut self.book, pair_of(session)) {
            (Some(book), Some(people)) => book.candidate(people, school, joins),
            _ => 0,
        }
    }

    /// Books a whole session in, or out. Out is answered negated, as what the session cost before.
    #[inline]
    pub(super) fn book_session(&mut self, id: u32, joins: bool) -> i64 {
        if self.book.is_none() {
            return 0;
        }
        let session = self.sessions[id as usize];
        let (Some(book), Some(people)) = (&mut self.book, pair_of(&session)) else { return 0 };
        let mut change = 0;
        if joins {
            change += book.session(people, true);
        }
        for k in session.seated() {
            change += book.candidate(people, self.problem.school[*k as usize], joins);
        }
        if !joins {
            change += book.session(people, false);
        }
        if joins { change } else { -change }
    }
}
