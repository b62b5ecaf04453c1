//! The linear mixed model of marks, by restricted maximum likelihood (REML): `mark ~ x + (1|commission)`, with
//! `(1|school)` or `(1|candidate)` when asked. As `lme4::lmer` (Bates and others, 2015). Unit: points of mark.

mod mixed;

pub(crate) use mixed::Mixed;

use crate::data::{Data, Factor};
use crate::fault::Fault;
use crate::numeric::climb::climb;
use crate::numeric::{exp, log};

/// What stands beside the commission as a random effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// Nothing.
    Nothing,
    /// The school.
    School,
    /// The candidate: where several commissions give marks to the same candidates.
    Person,
}

/// Which model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formula {
    /// Whether the standardised covariate is a fixed effect.
    pub covariate: bool,
    /// The second random effect.
    pub beside: Beside,
}

/// A commission's predicted effect, in points: above 0 where its marks are higher.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prediction {
    /// The prediction (BLUP).
    pub effect: f64,
    /// Its conditional standard deviation, the variances and fixed effects taken as known.
    pub deviation: f64,
}

/// The model fitted.
#[derive(Debug, Clone, PartialEq)]
pub struct Marks {
    /// Minus twice the restricted log-likelihood.
    pub deviance: f64,
    /// The mark of a mean candidate.
    pub intercept: f64,
    /// What one standard deviation of the covariate adds, where there is one.
    pub slope: Option<f64>,
    /// Variance between commissions, in squared points.
    pub commissions: f64,
    /// Variance of the second random effect, where there is one.
    pub beside: Option<f64>,
    /// Residual variance.
    pub residual: f64,
    /// Each commission, in the order of the data.
    pub predictions: Vec<Prediction>,
}

/// The smallest ratio of variances that is told from 0.
const SMALLEST: f64 = 1e-8;

/// Fits the model.
///
/// # Errors
/// Marks or columns that are missing, marks all equal, one commission, no convergence.
pub fn fit(data: &Data, formula: Formula) -> Result<Marks, Fault> {
    let mixed = prepare(data, formula, &[])?;
    let ratios = best(&mixed).ok_or_else(unsettled)?;
    let solved = mixed.solve(ratios).ok_or_else(unsettled)?;
    let predictions = solved.effects().into_iter().zip(solved.conditional_deviations());
    Ok(Marks {
        deviance: solved.deviance(),
        intercept: solved.coefficients[0],
        slope: solved.coefficients.get(1).copied(),
        commissions: ratios[0] * solved.residual,
        beside: (formula.beside != Beside::Nothing).then_some(ratios[1] * solved.residual),
        residual: solved.residual,
        predictions: predictions.map(|(effect, deviation)| Prediction { effect, deviation }).collect(),
    })
}

fn unsettled() -> Fault {
    Fault::new(
        "le calcul n’a pas convergé : trop peu de notes, ou des notes que les commissions expliquent toutes",
    )
}

/// The sums of a model over the data. `strata` gives each commission its own; each but the first has a fixed effect.
pub(crate) fn prepare(data: &Data, formula: Formula, strata: &[usize]) -> Result<Mixed, Fault> {
    data.check_raters()?;
    let marks = data.marks()?;
    let rows = marks.len();
    if marks.iter().all(|mark| (mark - marks[0]).abs() < 1e-9) {
        return Err(Fault::new("toutes les notes sont égales : rien ne se compare").within("mark"));
    }
    let mut columns = vec![vec![1.0; rows]];
    if formula.covariate {
        columns.push(data.standardised()?);
    }
    for stratum in 1..=strata.iter().copied().max().unwrap_or_default() {
        let is_in = |rater: &u32| f64::from(u8::from(strata[*rater as usize] == stratum));
        columns.push(data.rater.index.iter().map(is_in).collect());
    }
    columns.push(marks);
    if data.rater.names.len() >= rows {
        return Err(Fault::new("chaque commission n’a qu’une fiche : rien ne se compare"));
    }
    let beside: Option<&Factor> = match formula.beside {
        Beside::Nothing => None,
        Beside::Person => Some(&data.person),
        Beside::School => {
            let none = || Fault::new("la colonne « school » manque").on(1).within("school");
            Some(data.school.as_ref().ok_or_else(none)?)
        }
    };
    if beside.is_some_and(|beside| beside.names.len() >= rows) {
        return Err(Fault::new("chaque fiche a son propre groupe : cet effet ne se sépare pas du hasard"));
    }
    Mixed::new(&data.rater, beside, &columns)
}

/// The ratios of variances to the residual one where the restricted likelihood is highest.
pub(crate) fn best(mixed: &Mixed) -> Option<[f64; 2]> {
    const TRIED: [f64; 4] = [-6.0, -3.5, -2.0, 0.0];
    let ratios = |at: &[f64]| [exp(at[0]), at.get(1).map_or(0.0, |at| exp(*at))];
    let second: &[f64] = if mixed.factors() == 2 { &TRIED } else { &TRIED[..1] };
    let mut start: Option<(f64, Vec<f64>)> = None;
    for a in TRIED {
        for b in second {
            let at: Vec<f64> = [a, *b][..mixed.factors()].to_vec();
            let deviance = mixed.solve(ratios(&at))?.deviance();
            if start.as_ref().is_none_or(|(least, _)| deviance < *least) {
                start = Some((deviance, at));
            }
        }
    }
    let mut function = |at: &[f64], gradient: &mut [f64]| {
        // Below, the deviance no longer changes.
        let held: Vec<f64> = at.iter().map(|at| at.max(log(SMALLEST) - 2.0)).collect();
        let Some(solved) = mixed.solve(ratios(&held)) else { return f64::NAN };
        for (which, gradient) in gradient.iter_mut().enumerate() {
            *gradient = if held[which] > at[which] { 0.0 } else { -0.5 * solved.slopes()[which] };
        }
        -0.5 * solved.deviance()
    };
    let top = climb(start?.1, &mut function)?;
    let zeroed = |ratio: f64| if ratio < SMALLEST { 0.0 } else { ratio };
    Some(ratios(&top.at).map(zeroed))
}
