//! Simulated annealing: from a hot state where candidates may wait, to a cold one where nothing can be gained.

use super::lists::Lists;
use super::moves::Mover;
use super::random::{Exponential, Random, power};
use super::state::State;

/// How an annealing goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heat {
    /// Points of temperature at the start and at the end.
    pub from: f64,
    pub to: f64,
    /// Points for a candidate who waits, at the start; it grows to the instance's own.
    pub lack: i64,
}

/// Moves between two looks at the clock, the temperature and the best plan.
pub(crate) const CHUNK: usize = 20_000;

/// Anneals a state. `progress` answers how far the annealing is, from 0 to 1, before each chunk of moves, and is told
/// the true cost; at 1 it stops. The state ends at the best plan met at the end of a chunk.
pub(crate) fn anneal(
    state: &mut State,
    lists: &Lists,
    random: Random,
    heat: Heat,
    chunk: usize,
    mut progress: impl FnMut(&State) -> f64,
) -> Random {
    let mut mover = Mover { lists, random };
    let exponential = Exponential::new();
    let full = state.problem.weights.unassigned;
    let mut best = (state.true_cost(), state.clone());
    loop {
        let done = progress(state);
        if done >= 1.0 {
            break;
        }
        let temperature = heat.from * power(heat.to / heat.from, done);
        let lack = heat.lack as f64 * power((full as f64 / heat.lack as f64).max(1.0), (done / 0.6).min(1.0));
        state.set_lack((lack as i64).min(full));
        for _ in 0..chunk {
            let before = state.cost;
            let right = mover.propose(state);
            let rise = state.cost - before;
            if right && (rise <= 0 || (rise as f64) < temperature * exponential.draw(&mut mover.random)) {
                state.keep();
            } else {
                state.undo(0);
            }
        }
        if state.true_cost() < best.0 {
            best = (state.true_cost(), state.clone());
        }
    }
    if best.0 < state.true_cost() {
        *state = best.1;
    }
    state.set_lack(full);
    mover.random
}
