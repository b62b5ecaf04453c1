//! The whole search: a first plan, a bound beside it, rounds of annealing, a proof.

mod bound;
mod rounds;

pub use bound::Proof;

use crate::audit::{Cost, audit};
use crate::compare::{self, Block};
use crate::explain::{self, Explanation};
use crate::plan::Plan;
use crate::problem::Problem;
use crate::watch::{Progress, Watch};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How much a search may do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Budget {
    /// Until so much time has passed on the watch.
    Time(Duration),
    /// So many moves in all. The plan is then the same on every machine, for any number of threads.
    Moves(u64),
}

/// How to search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// The seed of everything drawn.
    pub seed: u64,
    /// Threads of work.
    pub threads: usize,
    /// When to stop.
    pub budget: Budget,
    /// Whether to look for a bound.
    pub bound: bool,
}

/// A point of the search's history.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Since the start.
    pub elapsed: Duration,
    /// The cost then.
    pub cost: i64,
    /// Candidates without a place then.
    pub unseated: usize,
    /// The bound then.
    pub bound: Option<i64>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// The best plan met.
    pub plan: Plan,
    /// What it costs.
    pub cost: Cost,
    /// Candidates without a place.
    pub unseated: Vec<usize>,
    /// The proved bound, if one was asked for.
    pub proof: Option<Proof>,
    /// Where candidates were dealt at random; empty where the instance does not ask for it.
    pub blocks: Vec<Block>,
    /// How the search went.
    pub trace: Vec<Step>,
    /// Moves made.
    pub moves: u64,
    /// Why the plan is not complete; nothing for a complete one.
    pub explanation: Option<Explanation>,
}

impl Solution {
    /// The bound, in points.
    pub fn bound(&self) -> Option<i64> {
        self.proof.as_ref().map(|proof| proof.bound)
    }

    /// `(cost − bound) / cost`, from 0 to 1.
    pub fn gap(&self) -> Option<f64> {
        self.bound().map(|bound| crate::watch::gap(self.cost.total(), bound))
    }

    /// Whether everybody has a place.
    pub fn is_complete(&self) -> bool {
        self.unseated.is_empty()
    }
}

/// What the threads of a search share.
pub(crate) struct Desk<'a> {
    pub problem: &'a Problem,
    pub watch: &'a dyn Watch,
    pub options: Options,
    best: Mutex<Best>,
    trace: Mutex<Vec<Step>>,
    bound: AtomicI64,
    finished: AtomicBool,
}

/// The best plan so far, and the worker who found it.
#[derive(Debug)]
struct Best {
    cost: i64,
    worker: u64,
    plan: Plan,
}

const NO_BOUND: i64 = i64::MIN;
const NO_PLAN: i64 = i64::MAX;

impl Desk<'_> {
    /// Whether the search must stop: cancelled, or proved the best.
    fn over(&self) -> bool {
        self.finished.load(Ordering::Relaxed) || self.watch.cancelled()
    }

    /// How much of a time budget has passed, from 0 to 1; nothing for a budget of moves.
    fn passed(&self) -> Option<f64> {
        match self.options.budget {
            Budget::Time(whole) if whole.is_zero() => Some(1.0),
            Budget::Time(whole) => Some(self.watch.elapsed().as_secs_f64() / whole.as_secs_f64()),
            Budget::Moves(_) => None,
        }
    }

    /// Keeps a plan if it is better than the best; of two as good, the one of the first worker, whoever came first.
    fn offer(&self, cost: i64, worker: u64, plan: impl FnOnce() -> Plan) {
        let mut best = self.best.lock().unwrap_or_else(PoisonError::into_inner);
        if (cost, worker) < (best.cost, best.worker) {
            let better = cost < best.cost;
            *best = Best { cost, worker, plan: plan() };
            let unseated = self.problem.candidates - best.plan.seated();
            drop(best);
            if better {
                self.tell(cost, unseated);
            }
        }
    }

    fn bound_so_far(&self) -> Option<i64> {
        Some(self.bound.load(Ordering::Relaxed)).filter(|bound| *bound != NO_BOUND)
    }

    /// Tells the watch of a better bound.
    fn raise(&self, bound: i64) {
        if self.bound.fetch_max(bound, Ordering::Relaxed) < bound {
            let (cost, unseated) = {
                let best = self.best.lock().unwrap_or_else(PoisonError::into_inner);
                (best.cost, self.problem.candidates - best.plan.seated())
            };
            self.tell(cost, unseated);
        }
    }

    fn tell(&self, cost: i64, unseated: usize) {
        if cost == NO_PLAN {
            return;
        }
        let (elapsed, bound) = (self.watch.elapsed(), self.bound_so_far());
        self.watch.progress(&Progress { elapsed, cost, unseated, bound });
        let mut trace = self.trace.lock().unwrap_or_else(PoisonError::into_inner);
        trace.push(Step { elapsed, cost, unseated, bound });
    }
}

/// Searches for a plan, from nothing or from `start`, and for a bound.
///
/// A start that breaks a rule is not used. The best plan met is audited from nothing before it is answered; where the
/// instance asks for comparability, its candidates are dealt at random inside blocks first.
pub fn solve(problem: &Problem, start: Option<&Plan>, options: Options, watch: &dyn Watch) -> Solution {
    let (desk, moves, proof) = run(problem, start, options, watch);
    let mut plan = desk.best.into_inner().unwrap_or_else(PoisonError::into_inner).plan;
    let blocks = problem.comparability.map(|wanted| compare::deal(problem, &mut plan, wanted.deal_seed));
    let found = audit(problem, &plan);
    let explanation = (!found.unseated.is_empty()).then(|| explain::explain(problem, &plan, options, watch));
    Solution {
        plan,
        cost: found.cost,
        unseated: found.unseated,
        proof,
        blocks: blocks.unwrap_or_default(),
        trace: desk.trace.into_inner().unwrap_or_else(PoisonError::into_inner),
        moves,
        explanation,
    }
}

/// The best plan alone.
pub(crate) fn search(problem: &Problem, start: Option<&Plan>, options: Options, watch: &dyn Watch) -> Plan {
    let (desk, ..) = run(problem, start, options, watch);
    desk.best.into_inner().unwrap_or_else(PoisonError::into_inner).plan
}

fn run<'a>(
    problem: &'a Problem,
    start: Option<&Plan>,
    options: Options,
    watch: &'a dyn Watch,
) -> (Desk<'a>, u64, Option<Proof>) {
    let desk = Desk {
        problem,
        watch,
        options,
        best: Mutex::new(Best { cost: NO_PLAN, worker: 0, plan: Plan::default() }),
        trace: Mutex::default(),
        bound: AtomicI64::new(NO_BOUND),
        finished: AtomicBool::new(false),
    };
    let start = start.filter(|plan| audit(problem, plan).faults.is_empty());
    let (moves, proof) = thread::scope(|scope| {
        let beside = options.bound.then(|| scope.spawn(|| bound::prove(&desk)));
        let moves = rounds::run(&desk, start);
        (moves, beside.and_then(|thread| thread.join().ok()))
    });
    (desk, moves, proof)
}
