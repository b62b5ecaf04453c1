//! The ordinal mixed model of levels: `level ~ line (+ x) + (1|candidate) + (1|commission)`, cumulative logit,
//! by Laplace's approximation, as `ordinal::clmm` (Christensen). Unit: logits; a commission's effect is above 0 where its
//! levels are higher.

mod laplace;
mod sweep;

use crate::data::Data;
use crate::fault::Fault;
use crate::marks::Prediction;
use crate::numeric::blocks::{Groups, LARGEST};
use crate::numeric::climb::{climb, curvature};
use crate::numeric::{log, sqrt};
use crate::rasch::Estimate;
use laplace::{Laplace, Layout};
use sweep::Visits;

/// The model fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordinal {
    /// The log-likelihood, by Laplace's approximation.
    pub log_likelihood: f64,
    /// The thresholds between levels, lowest first.
    pub thresholds: Vec<Estimate>,
    /// Each line's effect against the first line.
    pub items: Vec<Estimate>,
    /// What one standard deviation of the covariate adds, where there is one.
    pub slope: Option<Estimate>,
    /// Standard deviation between candidates.
    pub persons: f64,
    /// Standard deviation between commissions.
    pub commissions: f64,
    /// Each commission, in the order of the data.
    pub predictions: Vec<Prediction>,
}

/// Fits the model. « Non évaluable » is left out; [`Data::with_lowest`] gives the sensitivity run.
///
/// # Errors
/// What [`Data::check_levels`] refuses, a covariate that is missing or never varies, no convergence.
pub fn fit(data: &Data, covariate: bool) -> Result<Ordinal, Fault> {
    data.check_levels()?;
    let covariate = if covariate { Some(data.standardised()?) } else { None };
    let groups = data.linked();
    if groups.largest() > LARGEST {
        let reason =
            format!("plus de {LARGEST} commissions sont liées entre elles : comparez-les par académie");
        return Err(Fault::new(reason));
    }
    let (mut laplace, start) = prepare(data, covariate.as_deref(), &groups);
    let layout = laplace.layout;
    let unsettled = || {
        Fault::new(
            "le calcul n’a pas convergé : une ligne, la covariable ou une commission sépare parfaitement les niveaux",
        )
    };
    let mut function = |at: &[f64], gradient: &mut [f64]| laplace.value(at, gradient);
    let top = climb(start, &mut function).ok_or_else(unsettled)?;
    // A separated line runs away until its slope is lost in the last digits.
    let fixed = layout.person();
    if top.at[..fixed].iter().any(|value| value.abs() > 25.0) {
        return Err(unsettled());
    }
    let information = curvature(&top.at, &top.gradient, &mut function);
    // A standard deviation at 0 has no curvature to speak of: the others' errors are those without it.
    let errors: Vec<f64> = match information.factor() {
        Some(factor) => {
            let inverse = factor.inverse();
            (0..fixed).map(|i| sqrt(inverse.at(i, i).max(0.0))).collect()
        }
        None => vec![f64::NAN; fixed],
    };
    let mut ignored = vec![0.0; layout.width()];
    let log_likelihood = laplace.value(&top.at, &mut ignored);
    let estimate = |place: usize| Estimate { value: top.at[place], error: errors[place] };
    let predictions = laplace.commissions(&top.at).into_iter();
    Ok(Ordinal {
        log_likelihood,
        thresholds: (0..layout.thresholds).map(estimate).collect(),
        items: (layout.thresholds..layout.slope()).map(estimate).collect(),
        slope: layout.covariate.then(|| estimate(layout.slope())),
        persons: top.at[layout.person()].abs(),
        commissions: top.at[layout.rater()].abs(),
        predictions: predictions.map(|(effect, deviation)| Prediction { effect, deviation }).collect(),
    })
}

/// The readings laid out, and where the search starts: thresholds from the frequencies.
fn prepare<'a>(data: &Data, covariate: Option<&[f64]>, groups: &'a Groups) -> (Laplace<'a>, Vec<f64>) {
    let layout = Layout {
        thresholds: usize::from(data.top()),
        items: data.items.len(),
        covariate: covariate.is_some(),
    };
    let mut counts = vec![0.0; layout.thresholds + 1];
    for level in data.levels.iter().flatten() {
        counts[usize::from(*level)] += 1.0;
    }
    let total: f64 = counts.iter().sum();
    let mut below = 0.0;
    let mut start = Vec::with_capacity(layout.width());
    for count in &counts[..layout.thresholds] {
        below += count;
        start.push(1.5 * log((below + 0.1) / (total - below + 0.1)));
    }
    start.resize(layout.width(), 0.0);
    start[layout.person()] = 1.2;
    start[layout.rater()] = 0.4;
    (Laplace::new(Visits::new(data, covariate), layout, groups), start)
}

#[cfg(test)]
mod tests;
