//! What the caller lends to a search: a clock, a way to stop it, an ear.

use std::time::Duration;

/// How a search stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// Since the start.
    pub elapsed: Duration,
    /// Cost of the best plan so far, in points.
    pub cost: i64,
    /// Candidates without a place in it.
    pub unseated: usize,
    /// The bound so far, in points, not yet proved; nothing before the first.
    pub bound: Option<i64>,
}

impl Progress {
    /// How far the cost may be above the least possible: `(cost − bound) / cost`, from 0 to 1.
    pub fn gap(&self) -> Option<f64> {
        self.bound.map(|bound| gap(self.cost, bound))
    }
}

/// `(cost − bound) / cost`, from 0 to 1.
pub fn gap(cost: i64, bound: i64) -> f64 {
    if cost <= bound { 0.0 } else { ((cost - bound) as f64 / cost as f64).min(1.0) }
}

/// The outside of a search. The planner reads no clock itself.
pub trait Watch: Sync {
    /// Time since the start of the search.
    fn elapsed(&self) -> Duration;

    /// Whether to stop now, with the best plan so far.
    fn cancelled(&self) -> bool {
        false
    }

    /// Told of a better plan or bound, from any thread.
    fn progress(&self, progress: &Progress) {
        let _ = progress;
    }
}

/// A clock that stands still, for searches bounded by iterations.
#[derive(Debug, Clone, Copy, Default)]
pub struct Still;

impl Watch for Still {
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }
}
