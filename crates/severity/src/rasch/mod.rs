//! The many-facet Rasch model (Linacre, 1989): a candidate of ability θ, read by a commission of severity δ on a line of
//! difficulty β, gets level k with a probability proportional to `exp(k(θ − β − δ) − Σ_{j≤k} τ_j)`.
//!
//! Marginal maximum likelihood: abilities are N(0, σ²) and integrated out, severities sum to 0, and so do the steps τ of
//! each line. Standard errors come from the full observed information (Louis, 1982), the persons' included.
//! Unit: logits.

mod fit;
mod integral;
mod steps;
mod sums;

use crate::data::Data;
use crate::fault::Fault;

/// Whether the lines share their steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Steps {
    /// The rating scale model: one set for all lines.
    Shared,
    /// The partial credit model: one set for each line.
    PerItem,
}

/// A value and its standard error, in logits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its standard error, from the full observed information.
    pub error: f64,
}

/// A candidate's ability, given the readings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ability {
    /// The mean a posteriori (EAP).
    pub mean: f64,
    /// The standard deviation a posteriori.
    pub deviation: f64,
}

/// The model fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Rasch {
    /// Which steps.
    pub steps: Steps,
    /// The marginal log-likelihood.
    pub log_likelihood: f64,
    /// Free parameters.
    pub parameters: usize,
    /// The largest absolute derivative of the log-likelihood at the answer.
    pub gradient: f64,
    /// The standard deviation of abilities.
    pub sigma: Estimate,
    /// The difficulty of each line.
    pub items: Vec<Estimate>,
    /// The severity of each commission; they sum to 0.
    pub raters: Vec<Estimate>,
    /// Readings given by each commission.
    pub readings: Vec<usize>,
    /// For each line, its steps; they sum to 0.
    pub tau: Vec<Vec<Estimate>>,
    /// The candidates.
    pub persons: Vec<Ability>,
    /// In how many groups the commissions stand, that no common candidate links.
    pub groups: usize,
}

/// Fits the model. « Non évaluable » is left out; [`Data::with_lowest`] gives the sensitivity run.
///
/// # Errors
/// Data that have no maximum: one commission, a line or a commission that only gives its lowest or its highest level, a
/// level never used; groups too large; no convergence.
pub fn fit(data: &Data, steps: Steps) -> Result<Rasch, Fault> {
    fit::fit(data, steps)
}

#[cfg(test)]
mod tests;
