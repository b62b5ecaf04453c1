//! From the free parameters to the cumulated difficulty of each level of each line.

use super::Steps;
use crate::numeric::square::Square;

/// Where each line's levels stand among the cumulated difficulties, and the matrix that gives them from the border
/// parameters: difficulties (sum 0, the last left out), steps (sum 0, the last of each set left out), log σ.
///
/// The cumulated difficulty of level k of line i is `c = kβ_i + Σ_{j≤k} τ_ij`, for k from 1; level 0 has 0.
#[derive(Debug)]
pub(crate) struct Border {
    /// For each line: where its levels from 1 start.
    pub(crate) start: Vec<usize>,
    /// For each line: its highest level.
    pub(crate) top: Vec<usize>,
    /// All levels above 0, of all lines.
    pub(crate) cells: usize,
    /// Rows: cells, then log σ. Columns: border parameters.
    matrix: Vec<Vec<f64>>,
    /// For each set of steps: its first parameter and how many steps.
    sets: Vec<(usize, usize)>,
}

impl Border {
    pub(crate) fn new(top: &[usize], steps: Steps) -> Self {
        let items = top.len();
        let mut start = Vec::with_capacity(items);
        let mut cells = 0;
        for top in top {
            start.push(cells);
            cells += top;
        }
        let mut sets = Vec::new();
        let mut width = items - 1;
        let each = if steps == Steps::Shared { &top[..1] } else { top };
        for top in each {
            sets.push((width, *top));
            width += top - 1;
        }
        let mut matrix = vec![vec![0.0; width + 1]; cells + 1];
        for item in 0..items {
            let (first, count) = sets[if steps == Steps::Shared { 0 } else { item }];
            for level in 1..=top[item] {
                let row = &mut matrix[start[item] + level - 1];
                if item + 1 < items {
                    row[item] = level as f64;
                } else {
                    row[..items - 1].fill(-(level as f64));
                }
                // The last step is minus the sum of the others: at the highest level they add up to 0.
                if level < count {
                    row[first..first + level].fill(1.0);
                }
            }
        }
        matrix[cells][width] = 1.0;
        Self { start, top: top.to_vec(), cells, matrix, sets }
    }

    /// How many border parameters, log σ the last.
    pub(crate) fn width(&self) -> usize {
        self.matrix[0].len()
    }

    /// The cumulated difficulties, then log σ.
    pub(crate) fn spread(&self, parameters: &[f64]) -> Vec<f64> {
        self.matrix.iter().map(|row| crate::numeric::dot(row, parameters)).collect()
    }

    /// A gradient over cells and log σ, brought to the parameters.
    pub(crate) fn gather(&self, over_cells: &[f64]) -> Vec<f64> {
        let mut over = vec![0.0; self.width()];
        for (row, value) in self.matrix.iter().zip(over_cells) {
            for (over, cell) in over.iter_mut().zip(row) {
                *over += cell * value;
            }
        }
        over
    }

    /// An information over cells and log σ, brought to the parameters.
    pub(crate) fn gather_square(&self, over_cells: &Square) -> Square {
        let mut over = Square::zero(self.width());
        for (i, row) in self.matrix.iter().enumerate() {
            let half = self.gather(over_cells.row(i));
            for (a, left) in row.iter().enumerate().filter(|(_, left)| **left != 0.0) {
                for (b, right) in half.iter().enumerate() {
                    over.add(a, b, left * right);
                }
            }
        }
        over
    }

    /// How much each border parameter counts in a line's difficulty, sum 0.
    pub(crate) fn difficulty(&self, item: usize) -> Vec<f64> {
        let mut weights = vec![0.0; self.width()];
        let items = self.top.len();
        if item + 1 < items {
            weights[item] = 1.0;
        } else {
            weights[..items - 1].fill(-1.0);
        }
        weights
    }

    /// How much each border parameter counts in each step of a line.
    pub(crate) fn steps(&self, item: usize) -> Vec<Vec<f64>> {
        let (first, count) = self.sets[item.min(self.sets.len() - 1)];
        let step = |step: usize| {
            let mut weights = vec![0.0; self.width()];
            if step + 1 < count {
                weights[first + step] = 1.0;
            } else {
                weights[first..first + count - 1].fill(-1.0);
            }
            weights
        };
        (0..count).map(step).collect()
    }
}
