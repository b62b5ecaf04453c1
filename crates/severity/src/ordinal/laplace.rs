//! Laplace's approximation of the marginal likelihood, with its exact slopes.
//!
//! Random effects are scaled to variance 1. Given the parameters ψ, their mode is found by Newton's method (the
//! log-density is concave). Candidates are eliminated one by one; commissions stand in blocks, one for each group that
//! common candidates link. The slopes of log|H| follow the mode as it moves (implicit differentiation).

use super::sweep::{Scale, Slopes, Visits, slopes, thirds};
use crate::numeric::blocks::{BlockFactor, Blocks, Groups};
use crate::numeric::{dot, log};

/// Newton steps allowed for the mode.
const STEPS: usize = 60;

/// Where the parameters stand: thresholds, lines but the first, the covariate if any, the two standard deviations.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layout {
    pub(crate) thresholds: usize,
    pub(crate) items: usize,
    pub(crate) covariate: bool,
}

impl Layout {
    pub(crate) fn slope(self) -> usize {
        self.thresholds + self.items - 1
    }

    pub(crate) fn person(self) -> usize {
        self.slope() + usize::from(self.covariate)
    }

    pub(crate) fn rater(self) -> usize {
        self.person() + 1
    }

    pub(crate) fn width(self) -> usize {
        self.rater() + 1
    }
}

/// The readings, and the random effects' mode at the last point that was asked.
#[derive(Debug)]
pub(crate) struct Laplace<'a> {
    pub(crate) layout: Layout,
    visits: Visits,
    groups: &'a Groups,
    /// The candidates' mode, then the commissions'.
    persons: Vec<f64>,
    raters: Vec<f64>,
    /// σ(a) and σ(b) of each reading at the mode.
    ends: Vec<(f64, f64)>,
    sums: Vec<Slopes>,
}

/// The second derivatives of the joint log-density, negated: candidates eliminated.
struct Hessian<'a> {
    persons: Vec<f64>,
    schur: BlockFactor<'a>,
}

/// What follows from the inverse of the Hessian, visit by visit.
struct Spread {
    /// Variance of the linear predictor.
    predictor: f64,
    /// Its covariance with the candidate's and the commission's effects.
    person: f64,
    rater: f64,
}

impl<'a> Laplace<'a> {
    pub(crate) fn new(visits: Visits, layout: Layout, groups: &'a Groups) -> Self {
        let persons = vec![0.0; visits.persons.len() - 1];
        let raters = vec![0.0; groups.place.len()];
        let ends = vec![(0.0, 0.0); visits.readings.len()];
        let sums = vec![Slopes::default(); visits.count()];
        Self { layout, visits, groups, persons, raters, ends, sums }
    }

    /// The approximate log-likelihood; writes its slopes. Not a number where the thresholds do not rise.
    pub(crate) fn value(&mut self, psi: &[f64], gradient: &mut [f64]) -> f64 {
        let layout = self.layout;
        let Some(scale) = Scale::new(&psi[..layout.thresholds], &psi[layout.thresholds..layout.slope()])
        else {
            return f64::NAN;
        };
        let Some((height, hessian)) = self.mode(psi, &scale) else { return f64::NAN };
        let determinant =
            hessian.persons.iter().map(|d| log(*d)).sum::<f64>() + hessian.schur.log_determinant();
        self.slopes(psi, &scale, &hessian, gradient);
        height - 0.5 * determinant
    }

    /// Each commission's mode and its conditional standard deviation, in logits, at the last point that was asked.
    pub(crate) fn commissions(&self, psi: &[f64]) -> Vec<(f64, f64)> {
        let deviation = psi[self.layout.rater()];
        let Some(hessian) = self.hessian(psi) else { return vec![] };
        let inverse = hessian.schur.inverse();
        let own = self.raters.iter().enumerate();
        own.map(|(rater, b)| {
            (deviation * b, deviation.abs() * crate::numeric::sqrt(inverse.at(rater, rater)))
        })
        .collect()
    }

    fn predictor(&self, psi: &[f64], person: usize, visit: usize) -> f64 {
        let layout = self.layout;
        let slope = if layout.covariate { psi[layout.slope()] * self.visits.covariate[visit] } else { 0.0 };
        let rater = self.raters[self.visits.rater[visit] as usize];
        slope + psi[layout.person()] * self.persons[person] + psi[layout.rater()] * rater
    }

    /// The joint log-density's height, without constants.
    fn height(&self, psi: &[f64], scale: &Scale) -> f64 {
        let mut sum = 0.0;
        for person in 0..self.persons.len() {
            for visit in self.visits.persons[person]..self.visits.persons[person + 1] {
                let power = Scale::power(self.predictor(psi, person, visit));
                let range = self.visits.starts[visit]..self.visits.starts[visit + 1];
                sum += scale.height(&self.visits.readings[range], power);
            }
        }
        sum - 0.5 * (dot(&self.persons, &self.persons) + dot(&self.raters, &self.raters))
    }

    /// Ends and sums of slopes at the present effects.
    fn sweep(&mut self, psi: &[f64], scale: &Scale) {
        for person in 0..self.persons.len() {
            for visit in self.visits.persons[person]..self.visits.persons[person + 1] {
                let power = Scale::power(self.predictor(psi, person, visit));
                let mut sum = Slopes::default();
                let range = self.visits.starts[visit]..self.visits.starts[visit + 1];
                for (ends, (item, level)) in
                    self.ends[range.clone()].iter_mut().zip(&self.visits.readings[range])
                {
                    *ends = scale.ends(*item, *level, power);
                    let one = slopes(ends.0, ends.1);
                    sum.first += one.first;
                    sum.second += one.second;
                }
                self.sums[visit] = sum;
            }
        }
    }

    fn hessian(&self, psi: &[f64]) -> Option<Hessian<'a>> {
        let (of_person, of_rater) = (psi[self.layout.person()], psi[self.layout.rater()]);
        let link = of_person * of_rater;
        let mut schur = Blocks::zero(self.groups);
        for rater in 0..self.raters.len() {
            schur.add(rater, rater, 1.0);
        }
        let mut persons = vec![1.0; self.persons.len()];
        for (person, own) in persons.iter_mut().enumerate() {
            let visits = self.visits.persons[person]..self.visits.persons[person + 1];
            let second: f64 = self.sums[visits.clone()].iter().map(|sum| sum.second).sum();
            *own += of_person * of_person * second;
            for visit in visits.clone() {
                let rater = self.visits.rater[visit] as usize;
                let weight = self.sums[visit].second;
                schur.add(rater, rater, of_rater * of_rater * weight);
                for other in visits.clone() {
                    let with = self.sums[other].second;
                    schur.add(rater, self.visits.rater[other] as usize, -link * link * weight * with / *own);
                }
            }
        }
        Some(Hessian { persons, schur: schur.factor()? })
    }

    /// Solves with the Hessian, in place.
    fn solve(&self, psi: &[f64], hessian: &Hessian, persons: &mut [f64], raters: &mut [f64]) {
        let link = psi[self.layout.person()] * psi[self.layout.rater()];
        for (person, value) in persons.iter_mut().enumerate() {
            *value /= hessian.persons[person];
            for visit in self.visits.persons[person]..self.visits.persons[person + 1] {
                raters[self.visits.rater[visit] as usize] -= link * self.sums[visit].second * *value;
            }
        }
        hessian.schur.solve(raters);
        for (person, value) in persons.iter_mut().enumerate() {
            let visits = self.visits.persons[person]..self.visits.persons[person + 1];
            let through: f64 =
                visits.map(|visit| self.sums[visit].second * raters[self.visits.rater[visit] as usize]).sum();
            *value -= link * through / hessian.persons[person];
        }
    }

    /// Moves the effects to their mode, from where they stand; answers the height there and the Hessian.
    fn mode(&mut self, psi: &[f64], scale: &Scale) -> Option<(f64, Hessian<'a>)> {
        let (of_person, of_rater) = (psi[self.layout.person()], psi[self.layout.rater()]);
        let mut height = self.height(psi, scale);
        if !height.is_finite() {
            self.persons.fill(0.0);
            self.raters.fill(0.0);
            height = self.height(psi, scale);
        }
        for _ in 0..STEPS {
            self.sweep(psi, scale);
            let hessian = self.hessian(psi)?;
            let mut persons: Vec<f64> = self.persons.iter().map(|b| -b).collect();
            let mut raters: Vec<f64> = self.raters.iter().map(|b| -b).collect();
            for (person, slope) in persons.iter_mut().enumerate() {
                for visit in self.visits.persons[person]..self.visits.persons[person + 1] {
                    *slope += of_person * self.sums[visit].first;
                    raters[self.visits.rater[visit] as usize] += of_rater * self.sums[visit].first;
                }
            }
            self.solve(psi, &hessian, &mut persons, &mut raters);
            let most = crate::numeric::largest(&persons).max(crate::numeric::largest(&raters));
            if most.is_nan() {
                return None;
            }
            if most < 1e-10 {
                return Some((height, hessian));
            }
            height = self.advance(psi, scale, &persons, &raters, height, most)?;
        }
        None
    }

    /// One step towards the mode, by halves until it rises. A small one is taken as it is.
    fn advance(
        &mut self,
        psi: &[f64],
        scale: &Scale,
        persons: &[f64],
        raters: &[f64],
        height: f64,
        most: f64,
    ) -> Option<f64> {
        let (from_persons, from_raters) = (self.persons.clone(), self.raters.clone());
        let mut length = 1.0;
        for _ in 0..40 {
            for ((to, from), way) in self.persons.iter_mut().zip(&from_persons).zip(persons) {
                *to = from + length * way;
            }
            for ((to, from), way) in self.raters.iter_mut().zip(&from_raters).zip(raters) {
                *to = from + length * way;
            }
            let reached = self.height(psi, scale);
            if reached >= height || most * length < 1e-4 {
                return reached.is_finite().then_some(reached);
            }
            length *= 0.5;
        }
        None
    }

    /// The variances that the inverse of the Hessian gives to each visit's predictor.
    fn spreads(&self, psi: &[f64], hessian: &Hessian) -> Vec<Spread> {
        let (of_person, of_rater) = (psi[self.layout.person()], psi[self.layout.rater()]);
        let link = of_person * of_rater;
        let inverse = hessian.schur.inverse();
        let mut spreads = Vec::with_capacity(self.visits.count());
        for (person, diagonal) in hessian.persons.iter().enumerate() {
            let visits = self.visits.persons[person]..self.visits.persons[person + 1];
            let pull = |visit: usize| -link * self.sums[visit].second / diagonal;
            let mut own = 1.0 / diagonal;
            let with = |rater: usize| -> f64 {
                visits
                    .clone()
                    .map(|other| pull(other) * inverse.at(self.visits.rater[other] as usize, rater))
                    .sum()
            };
            for visit in visits.clone() {
                own += pull(visit) * with(self.visits.rater[visit] as usize);
            }
            for visit in visits.clone() {
                let rater = self.visits.rater[visit] as usize;
                let (both, alone) = (with(rater), inverse.at(rater, rater));
                let (person, rater) =
                    (of_person * own + of_rater * both, of_person * both + of_rater * alone);
                spreads.push(Spread { predictor: of_person * person + of_rater * rater, person, rater });
            }
        }
        spreads
    }

    fn slopes(&self, psi: &[f64], scale: &Scale, hessian: &Hessian, gradient: &mut [f64]) {
        gradient.fill(0.0);
        let layout = self.layout;
        let (of_person, of_rater) = (psi[layout.person()], psi[layout.rater()]);
        let spreads = self.spreads(psi, hessian);
        // How log|H| falls as the mode moves, carried back through the mode's own equation.
        let (mut persons, mut raters) = (vec![0.0; self.persons.len()], vec![0.0; self.raters.len()]);
        let mut bends = Vec::with_capacity(spreads.len());
        for (person, carried) in persons.iter_mut().enumerate() {
            for visit in self.visits.persons[person]..self.visits.persons[person + 1] {
                let ends = &self.ends[self.visits.starts[visit]..self.visits.starts[visit + 1]];
                let third: f64 =
                    ends.iter().map(|(upper, lower)| thirds(*upper, *lower)).map(|(a, b)| a + b).sum();
                let bend = 0.5 * spreads[visit].predictor * third;
                bends.push(bend);
                *carried += of_person * bend;
                raters[self.visits.rater[visit] as usize] += of_rater * bend;
            }
        }
        self.solve(psi, hessian, &mut persons, &mut raters);
        for (person, carried) in persons.iter().enumerate() {
            for visit in self.visits.persons[person]..self.visits.persons[person + 1] {
                let rater = self.visits.rater[visit] as usize;
                let (spread, sum) = (&spreads[visit], self.sums[visit]);
                let moved = of_person * carried + of_rater * raters[rater];
                self.readings(scale, visit, spread.predictor, moved, gradient);
                let along = sum.first + bends[visit] - moved * sum.second;
                if layout.covariate {
                    gradient[layout.slope()] += along * self.visits.covariate[visit];
                }
                gradient[layout.person()] +=
                    along * self.persons[person] + carried * sum.first - sum.second * spread.person;
                gradient[layout.rater()] +=
                    along * self.raters[rater] + raters[rater] * sum.first - sum.second * spread.rater;
            }
        }
    }

    /// A visit's readings in the slopes along thresholds and lines.
    fn readings(&self, scale: &Scale, visit: usize, variance: f64, moved: f64, gradient: &mut [f64]) {
        let range = self.visits.starts[visit]..self.visits.starts[visit + 1];
        for ((item, level), (upper, lower)) in
            self.visits.readings[range.clone()].iter().zip(&self.ends[range])
        {
            let (third_up, third_low) = thirds(*upper, *lower);
            let (second_up, second_low) = (upper * (1.0 - upper), lower * (1.0 - lower));
            let gap = scale.gap(*level);
            let level = usize::from(*level);
            if level < scale.thresholds {
                gradient[level] += 1.0 - upper + gap - 0.5 * variance * third_up + moved * second_up;
            }
            if level > 0 {
                gradient[level - 1] += -lower - gap - 0.5 * variance * third_low + moved * second_low;
            }
            if *item > 0 {
                let along = upper + lower - 1.0 + 0.5 * variance * (third_up + third_low)
                    - moved * (second_up + second_low);
                gradient[scale.thresholds + usize::from(*item) - 1] += along;
            }
        }
    }
}
