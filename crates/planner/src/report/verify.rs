//! Checking a plan file against its instance: rules, cost, bound.

use super::RELAXATION;
use crate::audit::{Breach, audit};
use crate::fault::Fault;
use crate::json::{Node, parse};
use crate::plan::Plan;
use crate::problem::Problem;
use crate::solve::Proof;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Hard rules broken.
    pub breaches: Vec<Breach>,
    /// What the plan costs.
    pub cost: i64,
    /// What the file says it costs.
    pub stated_cost: Option<i64>,
    /// Candidates without a place.
    pub unseated: usize,
    /// The bound that the file states, and whether its certificate proves it.
    pub bound: Option<(i64, bool)>,
}

impl Verdict {
    /// Whether the file says only what is true.
    pub fn is_right(&self) -> bool {
        let cost = self.stated_cost.is_none_or(|stated| stated == self.cost);
        self.breaches.is_empty() && cost && self.bound.is_none_or(|(_, proved)| proved)
    }
}

/// Checks a plan file: nothing of the search is used, the cost is counted anew, the bound is proved anew.
///
/// # Errors
/// A file of another shape.
pub fn verify(problem: &Problem, text: &str) -> Result<Verdict, Fault> {
    let plan = Plan::from_json(text)?;
    let value = parse(text)?;
    let found = audit(problem, &plan);
    let stated = |name: &str| value.get(name).and_then(serde_json::Value::as_i64);
    let bound = match stated("bound") {
        None => None,
        Some(bound) => {
            let certificate = Node::root(&value).maybe("certificate")?;
            let named = match &certificate {
                Some(node) => node.get("relaxation")?.text()? == RELAXATION,
                None => false,
            };
            let multipliers = value["certificate"]["multipliers"].as_array().cloned().unwrap_or_default();
            let multipliers: Option<Vec<i64>> = multipliers.iter().map(serde_json::Value::as_i64).collect();
            let proved = multipliers.is_some_and(|multipliers| Proof { bound, multipliers }.holds(problem));
            Some((bound, named && proved))
        }
    };
    Ok(Verdict {
        breaches: found.faults,
        cost: found.cost.total(),
        stated_cost: stated("cost"),
        unseated: found.unseated.len(),
        bound,
    })
}
