//! The bound beside the search, and its proof.

use super::{Budget, Desk};
use crate::problem::Problem;
use crate::relax::model::Model;
use crate::relax::{pdhg, proof};
use std::sync::atomic::Ordering;

/// A bound and the multipliers that prove it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// No plan costs less, in points.
    pub bound: i64,
    /// For each row of the relaxation, in units of 2⁻²⁰.
    pub multipliers: Vec<i64>,
}

impl Proof {
    /// Whether the multipliers prove the bound for a problem: the relaxation is built anew and the sum is done in whole
    /// numbers; nothing of the search is used.
    pub fn holds(&self, problem: &Problem) -> bool {
        // No weight is negative.
        if self.bound <= 0 {
            return true;
        }
        let model = Model::new(problem);
        proof::bound(&model.lp, &self.multipliers).is_some_and(|bound| bound >= self.bound)
    }
}

/// Steps without a gain of a thousandth of a point after which the bound is the best it will be.
const PATIENCE: usize = 3000;

/// Steps in all, under a budget of moves.
const STEPS: usize = 20_000;

/// The part of a time budget that the bound may take.
const SHARE: f64 = 0.5;

/// Approaches the best bound and proves it.
pub(super) fn prove(desk: &Desk) -> Proof {
    let model = Model::new(desk.problem);
    let mut best = (f64::NEG_INFINITY, 0);
    let reached = pdhg::approach(&model.lp, None, |steps, bound| {
        if bound > best.0 + 1e-3 {
            best = (bound, steps);
            // Told a little lower: only the proof may round up.
            desk.raise(((bound - 1e-3).ceil() as i64).max(0));
        }
        let spent = match desk.options.budget {
            Budget::Time(_) => desk.passed().is_some_and(|passed| passed >= SHARE),
            Budget::Moves(_) => steps >= STEPS,
        };
        let optimal = desk.finished.load(Ordering::Relaxed);
        !(spent || optimal || desk.watch.cancelled() || steps >= best.1 + PATIENCE)
    });
    let multipliers = proof::rounded(&model.lp, &reached.multipliers);
    // Multipliers of this very programme are always accepted; of costs, 0 is always true.
    let bound = proof::bound(&model.lp, &multipliers).unwrap_or_default().max(0);
    desk.raise(bound);
    Proof { bound, multipliers }
}
