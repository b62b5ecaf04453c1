//! One passage over the readings: cumulative-logit probabilities and their derivatives.
//!
//! A reading at level k has probability σ(a) − σ(b), with `a = α_k − η` and `b = α_{k−1} − η`; its logarithm is
//! log σ(a) + log σ(−b) + log(1 − e^{−(a − b)}), whose last term does not depend on η.

use crate::data::Data;
use crate::numeric::{exp, log};

/// The readings, candidate by candidate, visit by visit.
#[derive(Debug)]
pub(crate) struct Visits {
    /// Where each candidate's visits start.
    pub(crate) persons: Vec<usize>,
    /// The commission of each visit.
    pub(crate) rater: Vec<u32>,
    /// The covariate of each visit.
    pub(crate) covariate: Vec<f64>,
    /// Where each visit's readings start.
    pub(crate) starts: Vec<usize>,
    /// Line and level.
    pub(crate) readings: Vec<(u16, u8)>,
}

impl Visits {
    pub(crate) fn new(data: &Data, covariate: Option<&[f64]>) -> Self {
        let (rows, persons) = data.by_person();
        let (mut starts, mut readings) = (vec![0], Vec::with_capacity(data.levels.len()));
        for row in &rows {
            let row = data.row(*row as usize).iter().enumerate();
            readings.extend(row.filter_map(|(item, level)| level.map(|level| (item as u16, level))));
            starts.push(readings.len());
        }
        let rater = rows.iter().map(|row| data.rater.index[*row as usize]).collect();
        let covariate = rows.iter().map(|row| covariate.map_or(0.0, |x| x[*row as usize])).collect();
        Self { persons, rater, covariate, starts, readings }
    }

    pub(crate) fn count(&self) -> usize {
        self.rater.len()
    }
}

/// Thresholds and line effects at one point of the search. A visit's linear predictor η is the same for its readings
/// but for the lines' effects β, so that one exponential gives them all: the odds e^{η + β − α}.
#[derive(Debug)]
pub(crate) struct Scale {
    /// How many thresholds.
    pub(crate) thresholds: usize,
    /// exp(β − α), line by line, threshold by threshold.
    odds: Vec<f64>,
    /// log(1 − e^{−d}) and 1 / (e^d − 1), by level; 0 at both ends.
    gaps: Vec<(f64, f64)>,
}

/// Beyond this, in logits, a predictor is held: every probability is 0 or 1 to the last digit.
const HELD: f64 = 300.0;

impl Scale {
    /// From the thresholds, lowest first, and the effects of the lines but the first, which is 0. `None` when the
    /// thresholds do not rise.
    pub(crate) fn new(thresholds: &[f64], others: &[f64]) -> Option<Self> {
        let mut gaps = vec![(0.0, 0.0)];
        for pair in thresholds.windows(2) {
            let gap = pair[1] - pair[0];
            if gap.is_nan() || gap <= 0.0 {
                return None;
            }
            gaps.push((libm::log1p(-exp(-gap)), 1.0 / libm::expm1(gap)));
        }
        gaps.push((0.0, 0.0));
        let items = std::iter::once(&0.0).chain(others);
        let odds = items.flat_map(|item| thresholds.iter().map(move |threshold| exp(item - threshold)));
        Some(Self { thresholds: thresholds.len(), odds: odds.collect(), gaps })
    }

    /// exp(η), for [`Self::ends`] and [`Self::height`].
    pub(crate) fn power(eta: f64) -> f64 {
        exp(eta.clamp(-HELD, HELD))
    }

    /// The odds of a reading above its level, and at its level or above; none at the ends.
    fn both(&self, item: u16, level: u8, power: f64) -> (Option<f64>, Option<f64>) {
        let (start, level) = (usize::from(item) * self.thresholds, usize::from(level));
        let above = (level < self.thresholds).then(|| power * self.odds[start + level]);
        let at_least = (level > 0).then(|| power * self.odds[start + level - 1]);
        (above, at_least)
    }

    /// σ(a) and σ(b) of a reading.
    pub(crate) fn ends(&self, item: u16, level: u8, power: f64) -> (f64, f64) {
        let (above, at_least) = self.both(item, level, power);
        (above.map_or(1.0, |odds| 1.0 / (1.0 + odds)), at_least.map_or(0.0, |odds| 1.0 / (1.0 + odds)))
    }

    /// The log-probability of a visit's readings.
    pub(crate) fn height(&self, readings: &[(u16, u8)], power: f64) -> f64 {
        let (mut sum, mut product) = (0.0, 1.0);
        for (item, level) in readings {
            let (above, at_least) = self.both(*item, *level, power);
            // σ(−b) is 1 / (1 + 1/odds).
            product *= above.map_or(1.0, |odds| 1.0 + odds) * at_least.map_or(1.0, |odds| 1.0 + 1.0 / odds);
            sum += self.gaps[usize::from(*level)].0;
            // Taken in before it can overflow: one factor is below e⁷⁰⁰.
            if product > 1e100 {
                sum -= log(product);
                product = 1.0;
            }
        }
        sum - log(product)
    }

    /// 1 / (e^d − 1) for the distance d between a level's two thresholds.
    pub(crate) fn gap(&self, level: u8) -> f64 {
        self.gaps[usize::from(level)].1
    }
}

/// A visit's sums along the linear predictor.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Slopes {
    /// Of the log-probability.
    pub(crate) first: f64,
    /// Minus its second derivative.
    pub(crate) second: f64,
}

/// The slopes of one reading, from its two ends.
pub(crate) fn slopes(upper: f64, lower: f64) -> Slopes {
    Slopes { first: upper + lower - 1.0, second: upper * (1.0 - upper) + lower * (1.0 - lower) }
}

/// The third derivative's parts, at the upper and at the lower end.
pub(crate) fn thirds(upper: f64, lower: f64) -> (f64, f64) {
    (upper * (1.0 - upper) * (1.0 - 2.0 * upper), lower * (1.0 - lower) * (1.0 - 2.0 * lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_sum_to_one_and_their_slopes_are_right() {
        let thresholds = [-1.5, 0.2, 2.0];
        let scale = Scale::new(&thresholds, &[0.4]).unwrap();
        for eta in [-3.0, 0.0, 0.7, 12.0] {
            let height = |level, eta| scale.height(&[(1, level)], Scale::power(eta));
            let sum: f64 = (0..4).map(|level| exp(height(level, eta))).sum();
            assert!((sum - 1.0).abs() < 1e-14, "{eta}: {sum}");
            for level in 0..4 {
                let at = |eta| scale.ends(1, level, Scale::power(eta));
                let h = 1e-5;
                let here = slopes(at(eta).0, at(eta).1);
                assert!(
                    ((height(level, eta + h) - height(level, eta - h)) / (2.0 * h) - here.first).abs() < 1e-8
                );
                let [up, down] = [at(eta + h), at(eta - h)].map(|(u, l)| slopes(u, l));
                assert!(((up.first - down.first) / (2.0 * h) + here.second).abs() < 1e-8);
                let (a, b) = thirds(at(eta).0, at(eta).1);
                assert!(((up.second - down.second) / (2.0 * h) + a + b).abs() < 1e-8);
            }
        }
        assert!(Scale::new(&[1.0, 1.0], &[]).is_none());
    }
}
