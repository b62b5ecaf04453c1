//! One candidate's integral over the ability, on a grid that follows the candidate's own posterior: the trapezoid rule,
//! whose error on such functions falls faster than any power of the step.

use super::steps::Border;
use crate::data::Data;
use crate::numeric::{exp, log, sqrt};

/// Points of the grid.
pub(crate) const POINTS: usize = 21;
/// Their distance, in standard deviations of the posterior; the grid reaches 7.5 of them on each side.
const STEP: f64 = 0.75;

/// The readings, candidate by candidate.
#[derive(Debug)]
pub(crate) struct Scene {
    /// Where each candidate's visits start.
    pub(crate) persons: Vec<usize>,
    /// For each visit: the commission.
    pub(crate) rater: Vec<u32>,
    /// Where each visit's readings start.
    pub(crate) visits: Vec<usize>,
    /// Line and level.
    pub(crate) readings: Vec<(u16, u8)>,
}

impl Scene {
    pub(crate) fn new(data: &Data) -> Self {
        let (rows, persons) = data.by_person();
        let (mut visits, mut readings) = (vec![0], Vec::with_capacity(data.levels.len()));
        for row in &rows {
            let row = data.row(*row as usize).iter().enumerate();
            readings.extend(row.filter_map(|(item, level)| level.map(|level| (item as u16, level))));
            visits.push(readings.len());
        }
        let rater = rows.iter().map(|row| data.rater.index[*row as usize]).collect();
        Self { persons, rater, visits, readings }
    }

    pub(crate) fn count(&self) -> usize {
        self.persons.len() - 1
    }
}

/// The parameters at one point of the search, as the integral uses them.
#[derive(Debug)]
pub(crate) struct Point<'a> {
    pub(crate) border: &'a Border,
    /// Severity plus the mean difficulty, by commission.
    pub(crate) severity: &'a [f64],
    /// Cumulated difficulties, then log σ.
    pub(crate) cells: Vec<f64>,
    /// exp(−c), by cell.
    pub(crate) weight: Vec<f64>,
    pub(crate) sigma: f64,
}

impl<'a> Point<'a> {
    pub(crate) fn new(border: &'a Border, severity: &'a [f64], parameters: &[f64]) -> Self {
        let cells = border.spread(parameters);
        let weight = cells[..border.cells].iter().map(|c| exp(-c)).collect();
        let sigma = exp(cells[border.cells]);
        Self { border, severity, cells, weight, sigma }
    }
}

/// Where a candidate's grid stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot {
    pub(crate) mean: f64,
    pub(crate) deviation: f64,
}

/// What one candidate's integral leaves: the grid, its weights a posteriori, and probabilities there.
#[derive(Debug)]
pub(crate) struct Integral {
    pub(crate) theta: [f64; POINTS],
    /// Weights a posteriori; they sum to 1.
    pub(crate) posterior: [f64; POINTS],
    /// For each reading, each level above 0 of its line, each point: its probability.
    pub(crate) probability: Vec<[f64; POINTS]>,
    pub(crate) log_likelihood: f64,
}

impl Integral {
    pub(crate) fn new() -> Self {
        Self { theta: [0.0; POINTS], posterior: [0.0; POINTS], probability: Vec::new(), log_likelihood: 0.0 }
    }

    /// Integrates, moving the grid until it fits the posterior.
    pub(crate) fn settle(&mut self, scene: &Scene, person: usize, point: &Point, spot: &mut Spot) {
        for _ in 0..20 {
            self.integrate(scene, person, point, *spot);
            let mean = self.mean(|theta| theta);
            let found = sqrt(self.mean(|theta| (theta - mean) * (theta - mean)));
            // A grid that is too coarse sees one point only, one that is too narrow sees its own width.
            let deviation = found.clamp(0.3 * spot.deviation, 3.0 * spot.deviation);
            let fits = (mean - spot.mean).abs() < 0.8 * deviation
                && (0.75..1.35).contains(&(found / spot.deviation));
            if fits || !mean.is_finite() {
                break;
            }
            *spot = Spot { mean, deviation };
        }
    }

    /// A mean a posteriori.
    pub(crate) fn mean(&self, of: impl Fn(f64) -> f64) -> f64 {
        self.theta.iter().zip(&self.posterior).map(|(theta, weight)| weight * of(*theta)).sum()
    }

    fn integrate(&mut self, scene: &Scene, person: usize, point: &Point, spot: Spot) {
        let sigma = point.sigma;
        let mut height = [0.0; POINTS];
        for (q, height) in height.iter_mut().enumerate() {
            let theta = spot.mean + spot.deviation * STEP * (q as f64 - (POINTS / 2) as f64);
            self.theta[q] = theta;
            *height = -0.5 * (theta / sigma) * (theta / sigma);
        }
        self.probability.clear();
        for visit in scene.persons[person]..scene.persons[person + 1] {
            self.visit(scene, visit, point, &mut height);
        }
        let most = height.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut sum = 0.0;
        for (weight, height) in self.posterior.iter_mut().zip(&height) {
            *weight = exp(height - most);
            sum += *weight;
        }
        self.posterior.iter_mut().for_each(|weight| *weight /= sum);
        let step = STEP * spot.deviation / sigma;
        self.log_likelihood = most + log(sum * step) - 0.5 * log(2.0 * std::f64::consts::PI);
    }

    fn visit(&mut self, scene: &Scene, visit: usize, point: &Point, height: &mut [f64; POINTS]) {
        let severity = point.severity[scene.rater[visit] as usize];
        let mut odds = [0.0; POINTS];
        for (odds, theta) in odds.iter_mut().zip(&self.theta) {
            // Beyond ±40 logits every probability is 0 or 1 to the last digit.
            *odds = exp((theta - severity).clamp(-40.0, 40.0));
        }
        let (mut total, mut constant) = (0.0, 0.0);
        let mut product = [1.0; POINTS];
        for (item, level) in &scene.readings[scene.visits[visit]..scene.visits[visit + 1]] {
            let (start, top) = (point.border.start[usize::from(*item)], point.border.top[usize::from(*item)]);
            total += f64::from(*level);
            if *level > 0 {
                constant -= point.cells[start + usize::from(*level) - 1];
            }
            let first = self.probability.len();
            let mut sum = [1.0; POINTS];
            let mut power = [1.0; POINTS];
            for weight in &point.weight[start..start + top] {
                let mut share = [0.0; POINTS];
                for q in 0..POINTS {
                    power[q] *= odds[q];
                    share[q] = weight * power[q];
                    sum[q] += share[q];
                }
                self.probability.push(share);
            }
            for q in 0..POINTS {
                product[q] *= sum[q];
                sum[q] = 1.0 / sum[q];
            }
            for share in &mut self.probability[first..] {
                for (share, over) in share.iter_mut().zip(&sum) {
                    *share *= over;
                }
            }
            // Taken in before it can overflow.
            if product.iter().any(|p| *p > 1e100) {
                take_in(height, &mut product);
            }
        }
        take_in(height, &mut product);
        for (height, theta) in height.iter_mut().zip(&self.theta) {
            *height += total * (theta - severity) + constant;
        }
    }
}

fn take_in(height: &mut [f64; POINTS], product: &mut [f64; POINTS]) {
    for (height, product) in height.iter_mut().zip(product) {
        *height -= log(*product);
        *product = 1.0;
    }
}
