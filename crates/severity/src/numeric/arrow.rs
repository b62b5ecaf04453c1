//! Arrow systems: many units in blocks, and a few parameters that touch them all.

use super::blocks::{BlockFactor, Blocks};
use super::dot;
use super::square::{Factor, Square};

/// A factored symmetric matrix `[A B; Bᵀ C]`: A in blocks, B with few columns.
#[derive(Debug)]
pub(crate) struct Arrow<'a> {
    units: BlockFactor<'a>,
    /// A⁻¹B, one row for each unit.
    leaned: Vec<Vec<f64>>,
    border: Vec<Vec<f64>>,
    schur: Factor,
}

impl<'a> Arrow<'a> {
    /// Factors; `border` has a row for each unit. `None` when the matrix is not positive definite.
    pub(crate) fn new(units: &Blocks<'a>, border: Vec<Vec<f64>>, corner: &Square) -> Option<Self> {
        let (n, m) = (border.len(), corner.side());
        let units = units.factor()?;
        let mut leaned = vec![vec![0.0; m]; n];
        let mut column = vec![0.0; n];
        for j in 0..m {
            for (value, row) in column.iter_mut().zip(&border) {
                *value = row[j];
            }
            units.solve(&mut column);
            for (value, row) in column.iter().zip(&mut leaned) {
                row[j] = *value;
            }
        }
        let mut schur = corner.clone();
        for (row, lean) in border.iter().zip(&leaned) {
            for (i, a) in row.iter().enumerate() {
                for (j, b) in lean.iter().enumerate() {
                    schur.add(i, j, -a * b);
                }
            }
        }
        let schur = schur.factor()?;
        Some(Self { units, leaned, border, schur })
    }

    /// Solves in place: `a` over the units, `c` over the few.
    pub(crate) fn solve(&self, a: &mut [f64], c: &mut [f64]) {
        self.units.solve(a);
        for (row, value) in self.border.iter().zip(a.iter()) {
            for (c, b) in c.iter_mut().zip(row) {
                *c -= b * value;
            }
        }
        self.schur.solve(c);
        for (value, lean) in a.iter_mut().zip(&self.leaned) {
            *value -= dot(lean, c);
        }
    }

    /// The inverse's diagonal over the units, and its corner.
    pub(crate) fn inverse(&self) -> (Vec<f64>, Square) {
        let corner = self.schur.inverse();
        let units = self.units.inverse();
        let diagonal = self.leaned.iter().enumerate().map(|(unit, lean)| {
            let through: f64 = lean.iter().enumerate().map(|(i, a)| a * dot(corner.row(i), lean)).sum();
            units.at(unit, unit) + through
        });
        (diagonal.collect(), corner)
    }
}
