//! Sharing a plan between workers: each has its own days and candidates, and touches nothing else.

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
    day: Vec<usize>,
    /// The one worker who may add half-days to a person.
    growing: Vec<usize>,
    waiting: Vec<usize>,
}

impl Shares {
    /// Deals days at random, about as many sessions to each worker.
    pub(crate) fn deal(state: &State, workers: usize, random: &mut Random) -> Self {
        let problem = state.problem;
        let days = problem.halves / 2;
        let mut sizes = vec![1; days];
        for id in &state.all {
            sizes[state.session(*id).half as usize / 2] += 1;
        }
        let mut order: Vec<usize> = (0..days).collect();
        random.shuffle(&mut order);
        let (mut day, mut sums) = (vec![0; days], vec![0; workers]);
        for d in order {
            let least = (0..workers).min_by_key(|worker| sums[*worker]).unwrap_or_default();
            day[d] = least;
            sums[least] += sizes[d];
        }
        let mut draw = |count| (0..count).map(|_| random.below(workers)).collect();
        Self { day, growing: draw(problem.people), waiting: draw(problem.candidates) }
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
        for h in 0..problem.halves {
            part.ours[h] = self.day[h / 2] == worker;
        }
        part.all.retain(|id| self.day[part.sessions[*id as usize].half as usize / 2] == worker);
        for (at, id) in part.all.iter().enumerate() {
            part.all_at[*id as usize] = at as u32;
        }
        for list in &mut part.listed {
            list.retain(|id| self.day[part.sessions[*id as usize].half as usize / 2] == worker);
            for (at, id) in list.iter().enumerate() {
                part.sessions[*id as usize].listed = at as u32;
            }
        }
        for e in (0..problem.people).filter(|e| self.growing[*e] != worker) {
            part.limit[e] = part.load[e];
        }
        let waiting = part.unseated.len();
        part.unseated.retain(|k| self.waiting[*k as usize] == worker);
        part.cost -= part.lack * (waiting - part.unseated.len()) as i64;
        for (at, k) in part.unseated.iter().enumerate() {
            part.unseated_at[*k as usize] = at as u32;
        }
        let mine = |k: &u32| match part.of[*k as usize] {
            NONE => self.waiting[*k as usize] == worker,
            id => part.ours[part.session(id).half as usize],
        };
        let candidates = (0..problem.candidates as u32).filter(mine).collect();
        let places: Vec<_> = lists.places.iter().copied().filter(|(_, h)| part.ours[*h as usize]).collect();
        let halves = (0..problem.halves).filter(|h| part.ours[*h]).collect();
        (part, Mover { lists, random, candidates, places, halves, limit: i64::MAX })
    }

    /// The sessions of a worker's own days.
    pub(crate) fn sessions(&self, part: &State, worker: usize) -> Vec<Sitting> {
        let Plan { mut sessions } = part.plan();
        sessions.retain(|sitting| self.day[sitting.half / 2] == worker);
        sessions
    }
}
