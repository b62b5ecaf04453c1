//! Sharing a plan between workers: each has its own centres, people and candidates, and touches nothing else.

use super::lists::Lists;
use super::moves::Mover;
use super::random::Random;
use super::state::State;
use crate::instance::Sitting;
use crate::plan::Plan;
use crate::problem::NONE;

/// Who works on what, for one round.
#[derive(Debug, Clone)]
pub(crate) struct Shares {
    centre: Vec<usize>,
    person: Vec<usize>,
    waiting: Vec<usize>,
}

impl Shares {
    /// Deals centres at random, as many sessions to each worker; people follow their sessions.
    pub(crate) fn deal(state: &State, workers: usize, random: &mut Random) -> Self {
        let problem = state.problem;
        let mut order: Vec<usize> = (0..problem.centres).collect();
        random.shuffle(&mut order);
        let (mut centre, mut sizes) = (vec![0; problem.centres], vec![0; workers]);
        for c in order {
            let least = (0..workers).min_by_key(|w| sizes[*w]).unwrap_or_default();
            centre[c] = least;
            sizes[least] += 1 + state.listed[c].len() + state.listed[problem.centres + c].len();
        }
        let mut person = Vec::with_capacity(problem.people);
        for e in 0..problem.people {
            let mut votes = vec![0; workers];
            for h in 0..problem.halves {
                let id = state.at(e as u32, h);
                if id != NONE {
                    votes[centre[state.session(id).centre as usize]] += 1;
                }
            }
            let idle = random.below(workers);
            let most = (0..workers).max_by_key(|w| (votes[*w], usize::from(*w == idle)));
            person.push(most.unwrap_or_default());
        }
        let waiting = (0..problem.candidates).map(|_| random.below(workers)).collect();
        Self { centre, person, waiting }
    }

    /// The state and the mover of one worker. What belongs to others is there, and cannot move.
    pub(crate) fn part<'a, 'm>(
        &self,
        state: &State<'a>,
        lists: &'m Lists,
        random: Random,
        worker: usize,
    ) -> (State<'a>, Mover<'m>) {
        let mut part = state.clone();
        let problem = part.problem;
        for c in 0..problem.centres {
            part.ours[c] = self.centre[c] == worker;
        }
        for id in state.all.clone() {
            let session = *part.session(id);
            let theirs = self.centre[session.centre as usize] != worker
                || session.people().iter().any(|e| self.person[*e as usize] != worker);
            part.sessions[id as usize].locked |= theirs;
        }
        let kept = |id: &u32| part.ours[part.sessions[*id as usize].centre as usize];
        let all: Vec<u32> = part.all.iter().copied().filter(kept).collect();
        for (at, id) in all.iter().enumerate() {
            part.all_at[*id as usize] = at as u32;
        }
        part.all = all;
        for c in (0..problem.centres).filter(|c| self.centre[*c] != worker) {
            part.listed[c].clear();
            part.listed[problem.centres + c].clear();
        }
        for e in (0..problem.people).filter(|e| self.person[*e] != worker) {
            part.load[e] = problem.max_load[e];
        }
        let mine: Vec<u32> = part.unseated.iter().copied().filter(|k| self.waiting[*k as usize] == worker).collect();
        part.cost -= part.lack * (part.unseated.len() - mine.len()) as i64;
        for (at, k) in mine.iter().enumerate() {
            part.unseated_at[*k as usize] = at as u32;
        }
        part.unseated = mine;
        let seated_here = |k: &u32| match part.of[*k as usize] {
            NONE => self.waiting[*k as usize] == worker,
            id => part.ours[part.session(id).centre as usize],
        };
        let candidates = (0..problem.candidates as u32).filter(seated_here).collect();
        let places = lists.places.iter().copied().filter(|(c, _)| part.ours[*c as usize]).collect();
        (part, Mover { lists, random, candidates, places })
    }

    /// The sessions of a worker's own centres.
    pub(crate) fn sessions(&self, part: &State, worker: usize) -> Vec<Sitting> {
        let Plan { mut sessions } = part.plan();
        sessions.retain(|sitting| self.centre[sitting.centre] == worker);
        sessions
    }
}
