//! A programme with rows and columns scaled to about 1, ready for products.

use super::lp::Lp;

/// A sparse matrix, line by line.
#[derive(Debug, Clone, Default)]
pub(super) struct Matrix {
    pub start: Vec<usize>,
    pub index: Vec<u32>,
    pub value: Vec<f64>,
}

/// The scaled programme.
#[derive(Debug, Clone)]
pub(super) struct Scaled {
    pub cost: Vec<f64>,
    pub most: Vec<f64>,
    pub right: Vec<f64>,
    pub equal: Vec<bool>,
    pub by_row: Matrix,
    pub by_column: Matrix,
    /// About the greatest singular value.
    pub norm: f64,
    row_scale: Vec<f64>,
}

/// Rounds of Ruiz's equilibration.
const ROUNDS: usize = 10;

impl Scaled {
    pub(super) fn new(lp: &Lp) -> Self {
        let value = lp.factor.iter().map(|factor| f64::from(*factor)).collect();
        let mut by_row = Matrix { start: lp.start.clone(), index: lp.column.clone(), value };
        let (mut row_scale, mut column_scale) = (vec![1.0; lp.rows()], vec![1.0; lp.columns()]);
        for round in 0..=ROUNDS {
            // The last round divides by sums (Pock and Chambolle), the others by the greatest values.
            let sums = round == ROUNDS;
            let (mut rows, mut columns) = (vec![0.0_f64; lp.rows()], vec![0.0_f64; lp.columns()]);
            for (row, greatest) in rows.iter_mut().enumerate() {
                for at in by_row.start[row]..by_row.start[row + 1] {
                    let (value, column) = (by_row.value[at].abs(), &mut columns[by_row.index[at] as usize]);
                    *greatest = if sums { *greatest + value } else { greatest.max(value) };
                    *column = if sums { *column + value } else { column.max(value) };
                }
            }
            let inverse = |value: &f64| if *value > 0.0 { 1.0 / value.sqrt() } else { 1.0 };
            let (rows, columns): (Vec<_>, Vec<_>) =
                (rows.iter().map(inverse).collect(), columns.iter().map(inverse).collect());
            for (row, factor) in rows.iter().enumerate() {
                for at in by_row.start[row]..by_row.start[row + 1] {
                    by_row.value[at] *= factor * columns[by_row.index[at] as usize];
                }
                row_scale[row] *= factor;
            }
            column_scale.iter_mut().zip(&columns).for_each(|(scale, factor)| *scale *= factor);
        }
        let by_column = transpose(&by_row, lp.columns());
        let mut scaled = Self {
            cost: lp.cost.iter().zip(&column_scale).map(|(cost, scale)| *cost as f64 * scale).collect(),
            most: lp.most.iter().zip(&column_scale).map(|(most, scale)| *most as f64 / scale).collect(),
            right: lp.right.iter().zip(&row_scale).map(|(right, scale)| *right as f64 * scale).collect(),
            equal: lp.equal.clone(),
            by_row,
            by_column,
            norm: 1.0,
            row_scale,
        };
        scaled.norm = scaled.measure();
        scaled
    }

    /// The greatest singular value, by the power method, a little above.
    fn measure(&self) -> f64 {
        let mut x: Vec<f64> = (0..self.cost.len()).map(|j| 1.0 + (j % 7) as f64 / 7.0).collect();
        let mut y = vec![0.0; self.right.len()];
        let mut norm = 1.0;
        for _ in 0..30 {
            self.by_row.times(&x, &mut y);
            self.by_column.times(&y, &mut x);
            norm = x.iter().map(|value| value * value).sum::<f64>().sqrt().max(1e-12);
            for value in &mut x {
                *value /= norm;
            }
        }
        1.02 * norm.sqrt()
    }

    /// The bound that multipliers give: `y·b + Σ min(0, reduced cost) · most`.
    pub(super) fn bound(&self, y: &[f64], slope: &mut [f64]) -> f64 {
        let clipped: Vec<f64> =
            y.iter().zip(&self.equal).map(|(y, equal)| if *equal { *y } else { y.min(0.0) }).collect();
        self.by_column.times(&clipped, slope);
        let rights: f64 = clipped.iter().zip(&self.right).map(|(y, right)| y * right).sum();
        let columns = self.cost.iter().zip(slope.iter()).zip(&self.most);
        rights + columns.map(|((cost, slope), most)| (cost - slope).min(0.0) * most).sum::<f64>()
    }

    pub(super) fn unscaled(&self, y: &[f64]) -> Vec<f64> {
        let rows = y.iter().zip(&self.row_scale).zip(&self.equal);
        rows.map(|((y, scale), equal)| if *equal { y * scale } else { (y * scale).min(0.0) }).collect()
    }

    pub(super) fn scaled(&self, y: &[f64]) -> Vec<f64> {
        y.iter().zip(&self.row_scale).map(|(y, scale)| y / scale).collect()
    }
}

fn transpose(matrix: &Matrix, columns: usize) -> Matrix {
    let mut start = vec![0; columns + 1];
    for index in &matrix.index {
        start[*index as usize + 1] += 1;
    }
    for column in 0..columns {
        start[column + 1] += start[column];
    }
    let mut next = start.clone();
    let (mut index, mut value) = (vec![0; matrix.index.len()], vec![0.0; matrix.index.len()]);
    for row in 0..matrix.start.len() - 1 {
        for at in matrix.start[row]..matrix.start[row + 1] {
            let place = &mut next[matrix.index[at] as usize];
            (index[*place], value[*place]) = (row as u32, matrix.value[at]);
            *place += 1;
        }
    }
    Matrix { start, index, value }
}
