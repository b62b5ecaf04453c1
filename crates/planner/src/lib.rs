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
pub fn trial(problem: &Problem, seed: u64, heat: (f64, f64, i64), guide: (f64, f64), mut progress: impl FnMut(i64, usize) -> f64) -> Plan {
    use search::{anneal, lists::Lists, random::Random, state::State};
    let mut lists = Lists::new(problem);
    if guide.0 > 0.0 {
        let model = relax::model::Model::new(problem);
        let reached = relax::pdhg::approach(&model.lp, None, |steps, _| (steps as f64) < guide.0);
        let prices = relax::price::Prices::new(problem, &model, &reached.multipliers);
        lists = lists.guided(|spec, e, c, h| prices.of(spec, e, c, h), guide.1);
        eprintln!("guided {}", reached.bound);
    }
    let mut state = State::new(problem, 1000);
    let heat = anneal::Heat { from: heat.0, to: heat.1, lack: heat.2 };
    anneal::anneal(&mut state, &lists, Random::new(seed, 0), heat, anneal::CHUNK, |state| progress(state.true_cost(), state.unseated.len()));
    state.plan()
}

#[doc(hidden)]
pub mod relax;

/// A trial of the bound, for measures.
#[doc(hidden)]
pub fn trial_bound(problem: &Problem, mut go_on: impl FnMut(usize, f64) -> bool) -> Option<i64> {
    let model = relax::model::Model::new(problem);
    eprintln!("columns {} rows {} terms {}", model.lp.columns(), model.lp.rows(), model.lp.column.len());
    let reached = relax::pdhg::approach(&model.lp, None, |s, b| go_on(s, b));
    relax::proof::bound(&model.lp, &relax::proof::rounded(&model.lp, &reached.multipliers))
}
