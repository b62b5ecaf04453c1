//! Commissions and timetable: an instance in, a plan and a proven bound out.
#![warn(missing_docs)]

pub mod audit;
pub mod fault;
pub mod instance;
mod json;
pub mod plan;
pub mod problem;
#[doc(hidden)]
pub mod search;

pub use fault::Fault;
pub use instance::Instance;
pub use plan::Plan;
pub use problem::Problem;

/// A trial of the search, for measures.
#[doc(hidden)]
pub fn trial(problem: &Problem, seed: u64, heat: (f64, f64, i64), mut progress: impl FnMut(i64, usize) -> f64) -> Plan {
    use search::{anneal, lists::Lists, random::Random, state::State};
    let lists = Lists::new(problem);
    let mut state = State::new(problem, 1000);
    let heat = anneal::Heat { from: heat.0, to: heat.1, lack: heat.2 };
    anneal::anneal(&mut state, &lists, Random::new(seed, 0), heat, anneal::CHUNK, |state| progress(state.true_cost(), state.unseated.len()));
    state.plan()
}
