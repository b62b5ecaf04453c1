//! Sums that a linear mixed model needs, and its solution at given ratios of variances.
//!
//! The random effects are scaled to variance 1 (Bates and others, 2015), so a ratio of 0 needs no care. The factor with
//! more names is eliminated name by name, the other by dense blocks, one for each group of schools that commissions link.

use crate::data::Factor;
use crate::fault::Fault;
use crate::numeric::blocks::{BlockFactor, Blocks, Groups};
use crate::numeric::square::{Factor as Cholesky, Square};
use crate::numeric::{dot, log, sqrt};

/// The largest group of schools that is held as one dense block.
const LARGEST: usize = 1500;

/// One random factor's sums: how many rows, and the sums of the columns, for each name.
#[derive(Debug)]
struct Side {
    counts: Vec<f64>,
    sums: Vec<Vec<f64>>,
}

impl Side {
    fn new(factor: &Factor, columns: &[Vec<f64>]) -> Self {
        let mut sums = vec![vec![0.0; columns.len()]; factor.names.len()];
        for (row, name) in factor.index.iter().enumerate() {
            for (sum, column) in sums[*name as usize].iter_mut().zip(columns) {
                *sum += column[row];
            }
        }
        Self { counts: factor.counts().into_iter().map(|count| count as f64).collect(), sums }
    }
}

/// A model's sums. The columns are those of the fixed effects, then the marks.
#[derive(Debug)]
pub(crate) struct Mixed {
    rows: f64,
    many: Side,
    few: Side,
    /// For each name of `many`, the names of `few` that its rows bear, and how many rows.
    cross: Vec<Vec<(u32, f64)>>,
    groups: Groups,
    products: Square,
    /// Whether the commissions are the `few`.
    turned: bool,
    /// Whether there is a second factor.
    second: bool,
}

impl Mixed {
    /// Sums over the rows: commissions, another factor, and the columns with the marks last.
    pub(crate) fn new(rater: &Factor, other: Option<&Factor>, columns: &[Vec<f64>]) -> Result<Self, Fault> {
        let none = Factor { names: Vec::new(), index: Vec::new() };
        let other_names = other.map_or(0, |other| other.names.len());
        let turned = other_names > rater.names.len();
        let second = other.is_some();
        let other = other.unwrap_or(&none);
        let (many, few) = if turned { (other, rater) } else { (rater, other) };
        let mut lists: Vec<Vec<u32>> = vec![Vec::new(); many.names.len()];
        for (name, with) in many.index.iter().zip(&few.index) {
            lists[*name as usize].push(*with);
        }
        let cross: Vec<Vec<(u32, f64)>> = lists.into_iter().map(counted).collect();
        let links: Vec<Vec<u32>> =
            cross.iter().map(|list| list.iter().map(|(name, _)| *name).collect()).collect();
        let groups = Groups::new(few.names.len(), links.iter().map(Vec::as_slice));
        if groups.largest() > LARGEST {
            let reason = format!(
                "plus de {LARGEST} établissements sont liés par des commissions communes : séparez le fichier"
            );
            return Err(Fault::new(reason));
        }
        let mut products = Square::zero(columns.len());
        for (i, a) in columns.iter().enumerate() {
            for (j, b) in columns.iter().enumerate() {
                products.add(i, j, dot(a, b));
            }
        }
        let rows = rater.index.len() as f64;
        Ok(Self {
            rows,
            many: Side::new(many, columns),
            few: Side::new(few, columns),
            cross,
            groups,
            products,
            turned,
            second,
        })
    }

    /// How many random factors.
    pub(crate) fn factors(&self) -> usize {
        1 + usize::from(self.second)
    }

    /// Degrees of freedom left to the marks.
    pub(crate) fn freedom(&self) -> f64 {
        self.rows - (self.products.side() - 1) as f64
    }

    /// The solution at ratios to the residual variance: of commissions, of the other factor. `None` where it has none.
    pub(crate) fn solve(&self, ratios: [f64; 2]) -> Option<Solved<'_>> {
        let [many, few] = if self.turned { [ratios[1], ratios[0]] } else { ratios };
        let scale = [sqrt(many), sqrt(few)];
        let diagonal: Vec<f64> = self.many.counts.iter().map(|count| 1.0 + many * count).collect();
        let mut schur = Blocks::zero(&self.groups);
        for (name, count) in self.few.counts.iter().enumerate() {
            schur.add(name, name, 1.0 + few * count);
        }
        for (list, diagonal) in self.cross.iter().zip(&diagonal) {
            let weight = many * few / diagonal;
            for (i, a) in list {
                for (j, b) in list {
                    schur.add(*i as usize, *j as usize, -weight * a * b);
                }
            }
        }
        let factor = schur.factor()?;
        let columns = self.products.side();
        let mut solved = Solved {
            mixed: self,
            scale,
            log_determinant: diagonal.iter().map(|d| log(*d)).sum::<f64>() + factor.log_determinant(),
            diagonal,
            factor,
            leaned: Vec::with_capacity(columns),
            fixed: None,
            coefficients: vec![],
            residual: 0.0,
        };
        let mut left = self.products.clone();
        for j in 0..columns {
            let mut many: Vec<f64> = self.many.sums.iter().map(|sums| scale[0] * sums[j]).collect();
            let mut few: Vec<f64> = self.few.sums.iter().map(|sums| scale[1] * sums[j]).collect();
            solved.lean(&mut many, &mut few);
            for i in 0..columns {
                let through: f64 =
                    self.many.sums.iter().zip(&many).map(|(sums, u)| scale[0] * sums[i] * u).sum();
                let more: f64 = self.few.sums.iter().zip(&few).map(|(sums, u)| scale[1] * sums[i] * u).sum();
                left.add(i, j, -through - more);
            }
            solved.leaned.push([many, few]);
        }
        solved.settle_fixed(&left)?;
        Some(solved)
    }
}

/// The distinct values of a list, sorted, and how often each comes.
fn counted(mut list: Vec<u32>) -> Vec<(u32, f64)> {
    list.sort_unstable();
    let mut counts: Vec<(u32, f64)> = Vec::new();
    for value in list {
        match counts.last_mut() {
            Some((last, count)) if *last == value => *count += 1.0,
            _ => counts.push((value, 1.0)),
        }
    }
    counts
}

/// A solution at given ratios.
#[derive(Debug)]
pub(crate) struct Solved<'a> {
    mixed: &'a Mixed,
    scale: [f64; 2],
    log_determinant: f64,
    diagonal: Vec<f64>,
    factor: BlockFactor<'a>,
    /// For each column, what the random effects would take of it.
    leaned: Vec<[Vec<f64>; 2]>,
    fixed: Option<Cholesky>,
    /// The fixed effects.
    pub(crate) coefficients: Vec<f64>,
    /// The residual variance, by REML.
    pub(crate) residual: f64,
}

impl Solved<'_> {
    /// Solves for the random effects alone, in place.
    fn lean(&self, many: &mut [f64], few: &mut [f64]) {
        let link = self.scale[0] * self.scale[1];
        for (value, diagonal) in many.iter_mut().zip(&self.diagonal) {
            *value /= diagonal;
        }
        for (list, value) in self.mixed.cross.iter().zip(many.iter()) {
            for (name, count) in list {
                few[*name as usize] -= link * count * value;
            }
        }
        self.factor.solve(few);
        for ((list, value), diagonal) in self.mixed.cross.iter().zip(many.iter_mut()).zip(&self.diagonal) {
            let through: f64 = list.iter().map(|(name, count)| count * few[*name as usize]).sum();
            *value -= link * through / diagonal;
        }
    }

    fn settle_fixed(&mut self, left: &Square) -> Option<()> {
        let p = left.side() - 1;
        let mut fixed = Square::zero(p);
        for i in 0..p {
            for j in 0..p {
                fixed.add(i, j, left.at(i, j));
            }
        }
        let fixed = fixed.factor()?;
        let mut coefficients: Vec<f64> = (0..p).map(|i| left.at(i, p)).collect();
        fixed.solve(&mut coefficients);
        let explained: f64 = coefficients.iter().enumerate().map(|(i, b)| b * left.at(i, p)).sum();
        let rest = left.at(p, p) - explained;
        if rest.is_nan() || rest <= 1e-12 * self.mixed.products.at(p, p) {
            return None;
        }
        self.residual = rest / self.mixed.freedom();
        self.coefficients = coefficients;
        self.fixed = Some(fixed);
        Some(())
    }

    /// Minus twice the restricted log-likelihood, the residual variance at its best.
    pub(crate) fn deviance(&self) -> f64 {
        let freedom = self.mixed.freedom();
        let fixed = self.fixed.as_ref().map_or(0.0, Cholesky::log_determinant);
        self.log_determinant + fixed + freedom * (1.0 + log(2.0 * std::f64::consts::PI * self.residual))
    }

    /// The predicted effects, scaled to variance 1: of commissions, of the other factor.
    fn scaled_effects(&self) -> [Vec<f64>; 2] {
        let marks = &self.leaned[self.coefficients.len()];
        let side = |which: usize| -> Vec<f64> {
            let mut effects = marks[which].clone();
            for (leaned, coefficient) in self.leaned.iter().zip(&self.coefficients) {
                effects.iter_mut().zip(&leaned[which]).for_each(|(effect, u)| *effect -= coefficient * u);
            }
            effects
        };
        self.ours([side(0), side(1)])
    }

    /// Commissions first.
    fn ours<T>(&self, [many, few]: [T; 2]) -> [T; 2] {
        if self.mixed.turned { [few, many] } else { [many, few] }
    }

    /// The predicted effect of each commission, in the unit of marks.
    pub(crate) fn effects(&self) -> Vec<f64> {
        let [scale, _] = self.ours(self.scale);
        let [effects, _] = self.scaled_effects();
        effects.into_iter().map(|effect| scale * effect).collect()
    }

    /// The diagonal of the inverse for the random effects, the fixed ones known.
    fn conditional(&self) -> [Vec<f64>; 2] {
        let inverse = self.factor.inverse();
        let link = self.scale[0] * self.scale[1];
        let many = self.mixed.cross.iter().zip(&self.diagonal).map(|(list, diagonal)| {
            let mut through = 0.0;
            for (i, a) in list {
                for (j, b) in list {
                    through += a * b * inverse.at(*i as usize, *j as usize);
                }
            }
            (1.0 + link * link * through / diagonal) / diagonal
        });
        let few = (0..self.mixed.few.counts.len()).map(|name| inverse.at(name, name));
        [many.collect(), few.collect()]
    }

    /// Standard deviation of each commission's effect, given the fixed effects and variances.
    pub(crate) fn conditional_deviations(&self) -> Vec<f64> {
        let [scale, _] = self.ours(self.scale);
        let [commissions, _] = self.ours(self.conditional());
        commissions.into_iter().map(|d| scale * sqrt(self.residual * d)).collect()
    }

    /// The diagonal of the inverse for the random effects, the fixed ones unknown.
    fn full(&self) -> [Vec<f64>; 2] {
        let mut diagonal = self.conditional();
        let p = self.coefficients.len();
        for (which, side) in diagonal.iter_mut().enumerate() {
            for (name, value) in side.iter_mut().enumerate() {
                let row: Vec<f64> = (0..p).map(|column| self.leaned[column][which][name]).collect();
                let mut solved = row.clone();
                if let Some(fixed) = &self.fixed {
                    fixed.solve(&mut solved);
                }
                *value += dot(&row, &solved);
            }
        }
        self.ours(diagonal)
    }

    /// The slopes of the deviance along the logarithms of the ratios.
    pub(crate) fn slopes(&self) -> [f64; 2] {
        let (effects, full) = (self.scaled_effects(), self.full());
        let slope = |which: usize| {
            let taken = effects[which].len() as f64 - full[which].iter().sum::<f64>();
            taken - dot(&effects[which], &effects[which]) / self.residual
        };
        [slope(0), slope(1)]
    }

    /// Each commission's effect against the mean of its stratum, with the standard deviation of its error: the fixed
    /// effects' and the candidates' uncertainty included, the variances known.
    pub(crate) fn contrasts(&self, strata: &[usize]) -> Vec<(f64, f64)> {
        let effects = self.effects();
        let [scale, _] = self.ours(self.scale);
        let [own, _] = self.full();
        let mut contrasts = vec![(0.0, 0.0); effects.len()];
        for stratum in 0..=strata.iter().copied().max().unwrap_or_default() {
            let members: Vec<usize> = (0..effects.len()).filter(|name| strata[*name] == stratum).collect();
            let count = members.len().max(1) as f64;
            let with = self.with_mean(&members);
            let of_mean = members.iter().map(|name| with[*name]).sum::<f64>() / count;
            let mean = members.iter().map(|name| effects[*name]).sum::<f64>() / count;
            for name in members {
                let variance = (own[name] - 2.0 * with[name] + of_mean).max(0.0);
                contrasts[name] = (effects[name] - mean, scale * sqrt(self.residual * variance));
            }
        }
        contrasts
    }

    /// The covariance of each commission's scaled effect with the mean of some.
    fn with_mean(&self, members: &[usize]) -> Vec<f64> {
        let mixed = self.mixed;
        let (mut many, mut few) = (vec![0.0; mixed.many.counts.len()], vec![0.0; mixed.few.counts.len()]);
        let share = 1.0 / members.len().max(1) as f64;
        let ones = if mixed.turned { &mut few } else { &mut many };
        for name in members {
            ones[*name] = share;
        }
        self.lean(&mut many, &mut few);
        let which = usize::from(mixed.turned);
        let mut with = if mixed.turned { few } else { many };
        let p = self.coefficients.len();
        let through =
            |column: usize| members.iter().map(|name| share * self.leaned[column][which][*name]).sum();
        let mut through: Vec<f64> = (0..p).map(through).collect();
        if let Some(fixed) = &self.fixed {
            fixed.solve(&mut through);
        }
        for (name, value) in with.iter_mut().enumerate() {
            *value += (0..p).map(|column| self.leaned[column][which][name] * through[column]).sum::<f64>();
        }
        with
    }
}
