//! Sums over candidates at one point: the likelihood, its slopes, and the information observed and complete.

use super::integral::{Integral, POINTS, Point, Scene, Spot};
use super::steps::Border;
use crate::data::Data;
use crate::numeric::arrow::Arrow;
use crate::numeric::blocks::{Blocks, Groups};
use crate::numeric::square::Square;

/// The sums over candidates at one point.
pub(super) struct Sums<'a> {
    pub(super) log_likelihood: f64,
    pub(super) by_unit: Vec<f64>,
    /// Over cells, then log σ.
    pub(super) by_few: Vec<f64>,
    pub(super) observed: Information<'a>,
    complete: Information<'a>,
}

/// An information: commissions in blocks, commissions by cells, cells by cells; log σ is the last cell.
pub(super) struct Information<'a> {
    units: Blocks<'a>,
    cross: Vec<Vec<f64>>,
    corner: Square,
}

impl<'a> Information<'a> {
    fn zero(groups: &'a Groups, raters: usize, cells: usize) -> Self {
        Self {
            units: Blocks::zero(groups),
            cross: vec![vec![0.0; cells]; raters],
            corner: Square::zero(cells),
        }
    }

    pub(super) fn arrow(&self, border: &Border) -> Option<Arrow<'a>> {
        let cross = self.cross.iter().map(|row| border.gather(row)).collect();
        Arrow::new(&self.units, cross, &border.gather_square(&self.corner))
    }
}

impl Sums<'_> {
    /// Newton's step; where the observed information is not positive, the complete one's, which always rises.
    pub(super) fn step(&self, border: &Border) -> Option<(Vec<f64>, Vec<f64>)> {
        let arrow = self.observed.arrow(border).or_else(|| self.complete.arrow(border))?;
        let (mut units, mut few) = (self.by_unit.clone(), border.gather(&self.by_few));
        arrow.solve(&mut units, &mut few);
        Some((units, few))
    }
}

/// The candidates, and where each one's grid stands.
pub(super) struct Search<'a> {
    pub(super) scene: Scene,
    border: &'a Border,
    pub(super) groups: &'a Groups,
    raters: usize,
    pub(super) spots: Vec<Spot>,
}

impl<'a> Search<'a> {
    pub(super) fn new(data: &Data, border: &'a Border, groups: &'a Groups) -> Self {
        let scene = Scene::new(data);
        let spots = vec![Spot { mean: 0.0, deviation: 1.0 }; scene.count()];
        Self { scene, border, groups, raters: data.rater.names.len(), spots }
    }

    /// The marginal log-likelihood alone.
    #[cfg(test)]
    pub(super) fn value(&mut self, severity: &[f64], parameters: &[f64]) -> f64 {
        let point = Point::new(self.border, severity, parameters);
        let mut integral = Integral::new();
        let mut sum = 0.0;
        for person in 0..self.scene.count() {
            integral.settle(&self.scene, person, &point, &mut self.spots[person]);
            sum += integral.log_likelihood;
        }
        sum
    }

    /// The gradient, over severities and over the border's parameters.
    #[cfg(test)]
    pub(super) fn gradient(&mut self, severity: &[f64], parameters: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let sums = self.sums(severity, parameters);
        (sums.by_unit, self.border.gather(&sums.by_few))
    }

    pub(super) fn sums(&mut self, severity: &[f64], parameters: &[f64]) -> Sums<'a> {
        let point = Point::new(self.border, severity, parameters);
        let cells = self.border.cells + 1;
        let mut sums = Sums {
            log_likelihood: 0.0,
            by_unit: vec![0.0; self.raters],
            by_few: vec![0.0; cells],
            observed: Information::zero(self.groups, self.raters, cells),
            complete: Information::zero(self.groups, self.raters, cells),
        };
        let mut integral = Integral::new();
        let mut local = Local::default();
        for person in 0..self.scene.count() {
            integral.settle(&self.scene, person, &point, &mut self.spots[person]);
            sums.log_likelihood += integral.log_likelihood;
            local.add(&self.scene, person, &point, &integral, &mut sums);
        }
        let Sums { observed, complete, .. } = &mut sums;
        observed.add(complete, self.groups);
        observed.corner.mirror();
        complete.corner.mirror();
        sums
    }
}

impl Information<'_> {
    /// Adds another, of the same shape; only its diagonal over the units is filled.
    fn add(&mut self, other: &Self, groups: &Groups) {
        for unit in 0..groups.place.len() {
            self.units.add(unit, unit, other.units.at(unit, unit));
        }
        for (row, more) in self.cross.iter_mut().zip(&other.cross) {
            row.iter_mut().zip(more).for_each(|(cell, more)| *cell += more);
        }
        for i in 0..self.corner.side() {
            for j in 0..=i {
                self.corner.add(i, j, other.corner.at(i, j));
            }
        }
    }
}

/// What one candidate adds: cells, log σ, then the candidate's own visits.
#[derive(Default)]
struct Local {
    /// How the score varies with the ability, point by point.
    scores: Vec<f64>,
    covariance: Option<Square>,
}

impl Local {
    fn add(&mut self, scene: &Scene, person: usize, point: &Point, integral: &Integral, sums: &mut Sums) {
        let visits = scene.persons[person]..scene.persons[person + 1];
        let cells = point.border.cells;
        let width = cells + 1 + visits.len();
        self.scores.clear();
        self.scores.resize(width * POINTS, 0.0);
        let variance = point.sigma * point.sigma;
        let square = integral.mean(|theta| theta * theta) / variance;
        sums.by_few[cells] += square - 1.0;
        sums.complete.corner.add(cells, cells, 2.0 * square);
        for (q, theta) in integral.theta.iter().enumerate() {
            self.scores[q * width + cells] = theta * theta / variance - square;
        }
        let mut next = 0;
        for (own, visit) in visits.clone().enumerate() {
            let rater = scene.rater[visit] as usize;
            for (item, level) in &scene.readings[scene.visits[visit]..scene.visits[visit + 1]] {
                let (start, top) =
                    (point.border.start[usize::from(*item)], point.border.top[usize::from(*item)]);
                let probability = &integral.probability[next..next + top];
                next += top;
                self.reading(probability, start, width, cells + 1 + own, &integral.posterior);
                reading_sums(probability, start, rater, usize::from(*level), &integral.posterior, sums);
            }
        }
        self.subtract(scene, visits, integral, sums, width, cells);
    }

    /// One reading's part of the score's variation: probabilities for its cells, their mean level for its visit.
    fn reading(
        &mut self,
        probability: &[[f64; POINTS]],
        start: usize,
        width: usize,
        own: usize,
        posterior: &[f64; POINTS],
    ) {
        for (level, points) in probability.iter().enumerate() {
            let mean: f64 = points.iter().zip(posterior).map(|(p, w)| p * w).sum();
            let weight = (level + 1) as f64;
            for (q, p) in points.iter().enumerate() {
                self.scores[q * width + start + level] += p - mean;
                self.scores[q * width + own] += weight * (p - mean);
            }
        }
    }

    /// Takes the covariance of the score off the observed information.
    fn subtract(
        &mut self,
        scene: &Scene,
        visits: std::ops::Range<usize>,
        integral: &Integral,
        sums: &mut Sums,
        width: usize,
        cells: usize,
    ) {
        let covariance = match &mut self.covariance {
            Some(known) if known.side() == width => {
                known.clear();
                known
            }
            other => other.insert(Square::zero(width)),
        };
        for (weight, scores) in integral.posterior.iter().zip(self.scores.chunks_exact(width)) {
            covariance.add_outer_lower(-weight, scores);
        }
        let observed = &mut sums.observed;
        for i in 0..=cells {
            for j in 0..=i {
                observed.corner.add(i, j, covariance.at(i, j));
            }
        }
        for (own, visit) in visits.clone().enumerate() {
            let (row, rater) = (cells + 1 + own, scene.rater[visit] as usize);
            for (cell, more) in observed.cross[rater].iter_mut().zip(covariance.row(row)) {
                *cell += more;
            }
            for (before, other) in visits.clone().enumerate().take(own + 1) {
                let (more, second) = (covariance.at(row, cells + 1 + before), scene.rater[other] as usize);
                observed.units.add(rater, second, more);
                if own != before {
                    observed.units.add(second, rater, more);
                }
            }
        }
    }
}

/// One reading's part of the gradient and of the complete information.
fn reading_sums(
    probability: &[[f64; POINTS]],
    start: usize,
    rater: usize,
    level: usize,
    posterior: &[f64; POINTS],
    sums: &mut Sums,
) {
    let complete = &mut sums.complete;
    let mut mean_level = [0.0; POINTS];
    let mut mean_square = 0.0;
    for (cell, points) in probability.iter().enumerate() {
        let weight = (cell + 1) as f64;
        let mut mean = 0.0;
        for q in 0..POINTS {
            let share = posterior[q] * points[q];
            mean += share;
            mean_level[q] += weight * points[q];
        }
        mean_square += weight * weight * mean;
        sums.by_few[start + cell] += mean;
        sums.by_unit[rater] += weight * mean;
        complete.corner.add(start + cell, start + cell, mean);
        complete.cross[rater][start + cell] += weight * mean;
        for (other, with) in probability[..=cell].iter().enumerate() {
            let both: f64 = (0..POINTS).map(|q| posterior[q] * points[q] * with[q]).sum();
            complete.corner.add(start + cell, start + other, -both);
        }
    }
    for (cell, points) in probability.iter().enumerate() {
        let both: f64 = (0..POINTS).map(|q| posterior[q] * points[q] * mean_level[q]).sum();
        complete.cross[rater][start + cell] -= both;
    }
    let square: f64 = mean_level.iter().zip(posterior).map(|(level, weight)| weight * level * level).sum();
    complete.units.add(rater, rater, mean_square - square);
    if level > 0 {
        sums.by_few[start + level - 1] -= 1.0;
    }
    sums.by_unit[rater] -= level as f64;
}
