//! Simulated annealing: from a hot state where candidates may wait, to a cold one where nothing can be gained.

use super::moves::Mover;
use super::random::{Exponential, power};
use super::state::State;
use crate::problem::Problem;

/// How an annealing goes, in points.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heat {
    from: f64,
    to: f64,
    /// What a candidate who waits costs at the start; it grows to the instance's own.
    lack: f64,
    full: f64,
    /// Whether a candidate who takes a place lowers the cost by [`Heat::lack`] at most: then a move may be given up
    /// before its candidates are seated.
    foresees: bool,
}

/// Points that candidates who make room for others may gain besides.
const SLACK: i64 = 4;

impl Mover<'_> {
    /// Whether a move under way costs too much already, even once so many candidates have their place again.
    #[inline]
    pub(super) fn hopeless(&self, state: &State, waiting: usize) -> bool {
        state.cost - state.lack * waiting as i64 > self.limit
    }
}

impl Heat {
    /// The heat for a problem: its scale is the cost of a session.
    pub(crate) fn of(problem: &Problem) -> Self {
        let scale = problem.weights.session.max(1) as f64 / 20.0;
        let full = problem.weights.unassigned.max(1) as f64;
        let foresees = problem.comparability.is_none() && problem.pass_cost.iter().all(|cost| *cost >= 0);
        Self { from: 2.0 * scale, to: 0.14 * scale, lack: (12.0 * scale).min(full), full, foresees }
    }

    /// The same, from a place already good: no candidate waits, and half as hot.
    pub(crate) fn tempered(self) -> Self {
        Self { from: self.from / 4.0, lack: self.full, ..self }
    }

    /// The temperature when so much of the annealing is done, from 0 to 1.
    fn temperature(&self, done: f64) -> f64 {
        self.from * power(self.to / self.from, done)
    }

    /// What a waiting candidate costs then.
    pub(crate) fn lack(&self, done: f64) -> i64 {
        (self.lack * power(self.full / self.lack, (done / 0.6).min(1.0))) as i64
    }
}

/// Moves between two looks at the clock.
pub(crate) const CHUNK: u64 = 4096;

/// Makes one chunk of moves when `done` of the annealing is done.
pub(crate) fn chunk(state: &mut State, mover: &mut Mover, exponential: &Exponential, heat: Heat, done: f64) {
    let temperature = heat.temperature(done);
    state.set_lack(heat.lack(done));
    for _ in 0..CHUNK {
        let before = state.cost;
        let most = temperature * exponential.draw(&mut mover.random);
        mover.limit = if heat.foresees { before + most as i64 + SLACK } else { i64::MAX };
        let right = mover.propose(state);
        let rise = state.cost - before;
        if right && (rise <= 0 || (rise as f64) < most) {
            state.keep();
        } else {
            state.undo(0);
        }
    }
}
