//! Multipliers by a first-order method: primal-dual hybrid gradient, reflected, with Halpern's anchoring and restarts.
//!
//! It needs only products of the matrix with vectors, so an academy and a whole nation cost the same code, and its
//! multipliers bound the programme from below at any moment. Sums are taken in one order: every machine has the same.
//! After Lu and Yang, « Restarted Halpern PDHG for linear programming », 2024.

use super::lp::Lp;
use super::scale::{Matrix, Scaled};

/// Steps between two looks at the bound.
pub(crate) const STEPS: usize = 64;

/// What was reached.
#[derive(Debug, Clone)]
pub(crate) struct Reached {
    /// The greatest bound met, in points; floating, to be proved by [`super::proof`].
    #[cfg(test)]
    pub bound: f64,
    /// The multiplier of each row that gives it: any sign for `=`, at most 0 for `≤`.
    pub multipliers: Vec<f64>,
}

/// The two sides of the iteration.
#[derive(Debug, Clone)]
struct Pair {
    x: Vec<f64>,
    y: Vec<f64>,
}

/// Improves multipliers until `go_on(steps, bound)` says no. `from` starts from known multipliers.
pub(crate) fn approach(lp: &Lp, from: Option<&[f64]>, mut go_on: impl FnMut(usize, f64) -> bool) -> Reached {
    let scaled = Scaled::new(lp);
    let mut walk = Walk::new(&scaled, from);
    let start = walk.at.y.clone();
    let mut best = (scaled.bound(&start, &mut walk.slope), start);
    let mut steps = 0;
    while go_on(steps, best.0) {
        for _ in 0..STEPS {
            walk.step();
        }
        steps += STEPS;
        for y in [&walk.next.y, &walk.at.y] {
            let bound = scaled.bound(y, &mut walk.slope);
            if bound > best.0 {
                best = (bound, y.clone());
            }
        }
    }
    Reached {
        #[cfg(test)]
        bound: best.0,
        multipliers: scaled.unscaled(&best.1),
    }
}

struct Walk<'a> {
    scaled: &'a Scaled,
    eta: f64,
    /// The weight of the two sides against each other.
    omega: f64,
    at: Pair,
    anchor: Pair,
    /// The image of `at` by one plain step.
    next: Pair,
    slope: Vec<f64>,
    forward: Vec<f64>,
    product: Vec<f64>,
    since: usize,
    first: f64,
    last: f64,
    total: usize,
}

impl<'a> Walk<'a> {
    fn new(scaled: &'a Scaled, from: Option<&[f64]>) -> Self {
        let (columns, rows) = (scaled.cost.len(), scaled.right.len());
        let y = from.map_or_else(|| vec![0.0; rows], |y| scaled.scaled(y));
        let at = Pair { x: vec![0.0; columns], y };
        let (cost, right) = (norm(&scaled.cost), norm(&scaled.right));
        let omega = if cost > 0.0 && right > 0.0 { cost / right } else { 1.0 };
        Self {
            scaled,
            eta: 0.99 / scaled.norm,
            omega,
            anchor: at.clone(),
            next: at.clone(),
            at,
            slope: vec![0.0; columns],
            forward: vec![0.0; columns],
            product: vec![0.0; rows],
            since: 0,
            first: f64::INFINITY,
            last: f64::INFINITY,
            total: 0,
        }
    }

    /// One plain step, its reflection, and the pull to the anchor; then perhaps a restart.
    fn step(&mut self) {
        let distance = self.plain();
        if self.since == 0 {
            self.first = distance;
        }
        let enough = distance <= 0.2 * self.first;
        let turning = distance <= 0.8 * self.first && distance > self.last;
        let long = self.since as f64 >= 0.36 * self.total as f64;
        self.total += 1;
        if self.since > 0 && (enough || turning || long) {
            self.restart();
            return;
        }
        self.last = distance;
        self.since += 1;
        let weight = self.since as f64 / (self.since + 1) as f64;
        pull(&mut self.at.x, &self.next.x, &self.anchor.x, weight);
        pull(&mut self.at.y, &self.next.y, &self.anchor.y, weight);
    }

    /// Computes `next` from `at`; answers how far it went.
    fn plain(&mut self) -> f64 {
        let scaled = self.scaled;
        let (tau, sigma) = (self.eta / self.omega, self.eta * self.omega);
        scaled.by_column.times(&self.at.y, &mut self.slope);
        let (mut moved_x, mut moved_y) = (0.0, 0.0);
        for j in 0..self.at.x.len() {
            let old = self.at.x[j];
            let new = (old - tau * (scaled.cost[j] - self.slope[j])).clamp(0.0, scaled.most[j]);
            self.next.x[j] = new;
            self.forward[j] = 2.0 * new - old;
            moved_x += (new - old) * (new - old);
        }
        scaled.by_row.times(&self.forward, &mut self.product);
        for i in 0..self.at.y.len() {
            let old = self.at.y[i];
            let new = old + sigma * (scaled.right[i] - self.product[i]);
            let new = if scaled.equal[i] { new } else { new.min(0.0) };
            self.next.y[i] = new;
            moved_y += (new - old) * (new - old);
        }
        (self.omega * moved_x + moved_y / self.omega).sqrt()
    }

    fn restart(&mut self) {
        let (dx, dy) = (gap(&self.next.x, &self.anchor.x), gap(&self.next.y, &self.anchor.y));
        if dx > 1e-10 && dy > 1e-10 {
            self.omega = (self.omega * (dy / dx)).sqrt();
        }
        self.at.clone_from(&self.next);
        self.anchor.clone_from(&self.next);
        (self.since, self.last) = (0, f64::INFINITY);
    }
}

fn pull(at: &mut [f64], next: &[f64], anchor: &[f64], weight: f64) {
    for ((at, next), anchor) in at.iter_mut().zip(next).zip(anchor) {
        *at = weight * (2.0 * next - *at) + (1.0 - weight) * anchor;
    }
}

fn norm(vector: &[f64]) -> f64 {
    vector.iter().map(|value| value * value).sum::<f64>().sqrt()
}

fn gap(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| (one - other) * (one - other)).sum::<f64>().sqrt()
}

impl Matrix {
    /// The product with a vector.
    pub(super) fn times(&self, vector: &[f64], result: &mut [f64]) {
        for (line, result) in result.iter_mut().enumerate() {
            let range = self.start[line]..self.start[line + 1];
            let terms = self.index[range.clone()].iter().zip(&self.value[range]);
            *result = terms.map(|(index, value)| value * vector[*index as usize]).sum();
        }
    }
}
