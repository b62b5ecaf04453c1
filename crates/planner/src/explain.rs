//! Why a plan is not complete.

use crate::plan::Plan;
use crate::problem::Problem;
use crate::solve::Options;
use crate::watch::Watch;

/// Why a plan is not complete, in French.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// One sentence for each lack.
    pub sentences: Vec<String>,
}

pub(crate) fn explain(problem: &Problem, plan: &Plan, options: Options, watch: &dyn Watch) -> Explanation {
    let _ = (problem, plan, options, watch);
    Explanation::default()
}
