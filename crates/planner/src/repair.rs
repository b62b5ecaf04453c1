//! Living through the day: something changes, the plan is mended, as few people as possible move.

use crate::fault::Fault;
use crate::instance::{Forbidden, Half, Instance, Person, Sitting};
use crate::json::{Node, parse};
use crate::plan::Plan;
use crate::problem::Problem;
use std::collections::{BTreeMap, BTreeSet};

mod mend;
mod moved;

pub use mend::repair;
pub use moved::{Moved, moved};

/// What changed since a plan was published.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Examiners who cannot come in these half-days.
    pub examiners: Vec<(Person, Vec<Half>)>,
    /// Candidates who cannot come on these days.
    pub candidates: Vec<(usize, Vec<usize>)>,
    /// Rooms left in a centre and half-day.
    pub rooms: Vec<(usize, Half, usize)>,
    /// Sessions before this half-day are over, or under way: they stay.
    pub frozen_before: Half,
}

impl Changes {
    /// Reads `{"unavailable": [{"examiner": ["T", 3], "halves": [0, 1]}, {"candidate": 5, "days": [2]}],
    /// "rooms": [{"centre": 1, "half": 3, "rooms": 0}], "frozen_before": 2}`; every key is optional.
    ///
    /// # Errors
    /// The first value of another shape, with its place.
    pub fn from_json(text: &str) -> Result<Self, Fault> {
        const MOST: usize = 1_000_000;
        let value = parse(text)?;
        let root = Node::root(&value);
        let mut changes = Self::default();
        for node in root.maybe("unavailable")?.map_or(Ok(Vec::new()), |list| list.list())? {
            if let Some(who) = node.maybe("examiner")? {
                let halves = node.get("halves")?.numbers(MOST)?;
                changes.examiners.push((crate::instance::read::person(&who)?, halves));
            } else {
                let candidate = node.get("candidate")?.number(MOST)?;
                changes.candidates.push((candidate, node.get("days")?.numbers(MOST)?));
            }
        }
        for node in root.maybe("rooms")?.map_or(Ok(Vec::new()), |list| list.list())? {
            let number = |name| node.get(name)?.number(MOST);
            changes.rooms.push((number("centre")?, number("half")?, number("rooms")?));
        }
        changes.frozen_before = root.maybe("frozen_before")?.map_or(Ok(0), |half| half.number(MOST))?;
        Ok(changes)
    }

    /// The instance after the changes; sessions of `plan` that are frozen are fixed in it.
    ///
    /// # Errors
    /// A person, a place or a time that the instance does not have.
    pub fn apply(&self, instance: &Instance, plan: &Plan) -> Result<Instance, Fault> {
        let mut changed = instance.clone();
        let missing =
            |field: String| Fault::new(field, "cette personne, ce centre ou cette date n’existe pas");
        for (index, (person, halves)) in self.examiners.iter().enumerate() {
            let avail = match *person {
                Person::Teacher(at) => changed.teachers.get_mut(at).map(|teacher| &mut teacher.avail),
                Person::Pro(at) => changed.pros.get_mut(at).map(|pro| &mut pro.avail),
            };
            let field = || format!("unavailable[{index}]");
            let avail = avail.ok_or_else(|| missing(field()))?;
            for half in halves.iter().filter(|half| **half >= self.frozen_before) {
                *avail.get_mut(*half).ok_or_else(|| missing(field()))? = false;
            }
        }
        for (k, days) in &self.candidates {
            let field = || format!("unavailable (candidat {k})");
            if days.iter().any(|day| *day >= instance.days) {
                return Err(missing(field()));
            }
            changed.candidates.get_mut(*k).ok_or_else(|| missing(field()))?.unavailable_days.extend(days);
        }
        for (index, (c, half, rooms)) in self.rooms.iter().enumerate() {
            let place = changed.centres.get_mut(*c).and_then(|centre| centre.rooms.get_mut(*half));
            *place.ok_or_else(|| missing(format!("rooms[{index}]")))? = *rooms;
        }
        self.freeze(&mut changed, plan);
        Ok(changed)
    }
}

impl Changes {
    /// What is over stays: its sessions are fixed, nobody else joins them, no other opens.
    fn freeze(&self, changed: &mut Instance, plan: &Plan) {
        let frozen = self.frozen_before.min(changed.halves());
        let known: BTreeSet<_> = changed.fixed.iter().map(|sitting| (sitting.half, sitting.lead)).collect();
        let over = plan.sessions.iter().filter(|sitting| sitting.half < frozen);
        changed.fixed.extend(over.filter(|sitting| !known.contains(&(sitting.half, sitting.lead))).cloned());
        for half in 0..frozen {
            for (c, centre) in changed.centres.iter_mut().enumerate() {
                let there = |sitting: &&Sitting| (sitting.half, sitting.centre) == (half, c);
                centre.rooms[half] = plan.sessions.iter().filter(there).count();
            }
        }
        let passes = passes(plan);
        for k in 0..changed.candidates.len() {
            let elsewhere = (0..frozen).filter(|half| passes.get(&k).is_none_or(|(at, _)| at != half));
            let forbidden = elsewhere.map(|half| Forbidden {
                candidate: Some(k),
                half: Some(half),
                ..Forbidden::default()
            });
            changed.forbidden.extend(forbidden);
        }
    }
}

/// Where each examiner sits.
pub(crate) type Seats = BTreeMap<Person, BTreeSet<(Half, usize)>>;

pub(crate) fn seats(plan: &Plan) -> Seats {
    let mut seats = Seats::new();
    for sitting in &plan.sessions {
        for person in [Person::Teacher(sitting.lead), sitting.second] {
            seats.entry(person).or_default().insert((sitting.half, sitting.centre));
        }
    }
    seats
}

/// Where each candidate passes.
pub(crate) fn passes(plan: &Plan) -> BTreeMap<usize, (Half, usize)> {
    let of = |sitting: &Sitting| {
        let place = (sitting.half, sitting.centre);
        sitting.candidates.iter().map(move |k| (*k, place)).collect::<Vec<_>>()
    };
    plan.sessions.iter().flat_map(of).collect()
}

#[cfg(test)]
mod tests;

impl Problem {
    /// Where a person and a half-day are in the tables.
    fn names_of(&self, person: Person) -> String {
        self.name(self.number(person))
    }
}
