//! What can be compared in a plan: how commissions are connected, and the draw inside blocks.
//!
//! Two commissions can be compared when candidates reached them by chance. A block holds the candidates of one
//! speciality in one centre and one part of the day: which session each of them meets is drawn, under the hard rules,
//! with a recorded seed, so that a permutation test inside blocks is exact.

use crate::instance::{Person, SPECIALITIES};
use crate::plan::Plan;
use crate::problem::Problem;
use crate::search::random::Random;
use std::collections::{BTreeMap, BTreeSet};

/// Candidates among whom places were drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The speciality.
    pub spec: usize,
    /// The centre.
    pub centre: usize,
    /// Whether its sessions are in the afternoon.
    pub afternoon: bool,
    /// Its sessions, by place in the plan.
    pub sessions: Vec<usize>,
}

impl Block {
    /// The speciality, as files write it.
    pub fn speciality(&self) -> &'static str {
        SPECIALITIES[self.spec]
    }
}

/// Exchanges tried for each candidate of a block.
const EXCHANGES: usize = 40;

/// Draws places inside each block: a long walk of exchanges of two candidates, each made whenever the hard rules let it,
/// so that every seating that they let is as likely. Candidates of fixed sessions stay.
pub(crate) fn deal(problem: &Problem, plan: &mut Plan, seed: u64) -> Vec<Block> {
    let mut blocks: BTreeMap<(usize, usize, usize), Vec<usize>> = BTreeMap::new();
    for (index, sitting) in plan.sessions.iter().enumerate() {
        blocks.entry((sitting.spec, sitting.centre, sitting.half % 2)).or_default().push(index);
    }
    let fixed: BTreeSet<usize> =
        problem.fixed().iter().flat_map(|sitting| sitting.candidates.clone()).collect();
    let mut dealt = Vec::new();
    for (stream, ((spec, centre, part), sessions)) in blocks.into_iter().enumerate() {
        let mut random = Random::new(seed, stream as u64);
        let seats: Vec<(usize, usize)> = sessions
            .iter()
            .flat_map(|index| (0..plan.sessions[*index].candidates.len()).map(move |at| (*index, at)))
            .filter(|(index, at)| !fixed.contains(&plan.sessions[*index].candidates[*at]))
            .collect();
        for _ in 0..EXCHANGES * seats.len() {
            let (one, other) = (seats[random.below(seats.len())], seats[random.below(seats.len())]);
            exchange(problem, plan, one, other);
        }
        dealt.push(Block { spec, centre, afternoon: part == 1, sessions });
    }
    dealt
}

fn exchange(problem: &Problem, plan: &mut Plan, one: (usize, usize), other: (usize, usize)) {
    let (k, l) = (plan.sessions[one.0].candidates[one.1], plan.sessions[other.0].candidates[other.1]);
    // Only those who take as much room, with the same need: places and equipment stay as they are.
    if one.0 == other.0 || problem.size[k] != problem.size[l] || problem.need[k] != problem.need[l] {
        return;
    }
    let welcome = |k: usize, index: usize| {
        let sitting = &plan.sessions[index];
        let people = [sitting.lead, problem.number(sitting.second)];
        problem.can_pass(k, sitting.centre, sitting.half)
            && people.iter().all(|e| !problem.refused.has(k, *e))
    };
    if welcome(k, other.0) && welcome(l, one.0) {
        plan.sessions[one.0].candidates[one.1] = l;
        plan.sessions[other.0].candidates[other.1] = k;
    }
}

/// How a plan's commissions are connected.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Design {
    /// Pairs of examiners who sit together.
    pub pairs: usize,
    /// Groups of examiners that no common member connects: 1 is best, nothing can be said between two groups.
    pub groups: usize,
    /// Examiners who sit in one pair only.
    pub in_one_pair: usize,
    /// The fewest candidates of a pair.
    pub fewest_candidates: usize,
    /// The candidates of the pair in the middle.
    pub median_candidates: usize,
}

/// Reads how a plan's commissions are connected.
pub fn design(plan: &Plan) -> Design {
    let mut pairs: BTreeMap<(Person, Person), usize> = BTreeMap::new();
    let mut partners: BTreeMap<Person, BTreeSet<Person>> = BTreeMap::new();
    for sitting in &plan.sessions {
        let (lead, second) = (Person::Teacher(sitting.lead), sitting.second);
        *pairs.entry((lead.min(second), lead.max(second))).or_default() += sitting.candidates.len();
        partners.entry(lead).or_default().insert(second);
        partners.entry(second).or_default().insert(lead);
    }
    let mut counts: Vec<usize> = pairs.values().copied().collect();
    counts.sort_unstable();
    Design {
        pairs: pairs.len(),
        groups: groups(&partners),
        in_one_pair: partners.values().filter(|with| with.len() == 1).count(),
        fewest_candidates: counts.first().copied().unwrap_or_default(),
        median_candidates: counts.get(counts.len() / 2).copied().unwrap_or_default(),
    }
}

fn groups(partners: &BTreeMap<Person, BTreeSet<Person>>) -> usize {
    let mut seen = BTreeSet::new();
    let mut count = 0;
    for &person in partners.keys() {
        if !seen.insert(person) {
            continue;
        }
        count += 1;
        let mut waiting = vec![person];
        while let Some(person) = waiting.pop() {
            waiting.extend(partners[&person].iter().copied().filter(|other| seen.insert(*other)));
        }
    }
    count
}
