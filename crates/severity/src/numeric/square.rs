//! Symmetric positive definite matrices, dense, by rows.

use super::{dot, log, sqrt};

/// A square matrix by rows; symmetric, both halves kept.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Square {
    n: usize,
    cells: Vec<f64>,
}

impl Square {
    pub(crate) fn zero(n: usize) -> Self {
        Self { n, cells: vec![0.0; n * n] }
    }

    pub(crate) fn side(&self) -> usize {
        self.n
    }

    pub(crate) fn at(&self, i: usize, j: usize) -> f64 {
        self.cells[i * self.n + j]
    }

    pub(crate) fn row(&self, i: usize) -> &[f64] {
        &self.cells[i * self.n..(i + 1) * self.n]
    }

    pub(crate) fn add(&mut self, i: usize, j: usize, value: f64) {
        self.cells[i * self.n + j] += value;
    }

    pub(crate) fn clear(&mut self) {
        self.cells.fill(0.0);
    }

    /// Adds `weight · v vᵀ`, in the lower half.
    pub(crate) fn add_outer_lower(&mut self, weight: f64, v: &[f64]) {
        for (i, &a) in v.iter().enumerate() {
            let scaled = weight * a;
            let row = &mut self.cells[i * self.n..=i * self.n + i];
            for (cell, b) in row.iter_mut().zip(v) {
                *cell += scaled * b;
            }
        }
    }

    /// Copies the lower half over the upper.
    pub(crate) fn mirror(&mut self) {
        for i in 0..self.n {
            for j in 0..i {
                self.cells[j * self.n + i] = self.cells[i * self.n + j];
            }
        }
    }

    /// The Cholesky factor; `None` when the matrix is not positive definite.
    pub(crate) fn factor(&self) -> Option<Factor> {
        let n = self.n;
        let mut lower = self.cells.clone();
        for i in 0..n {
            for j in 0..=i {
                let (head, tail) = lower.split_at(i * n);
                let sum = if i == j {
                    tail[i] - dot(&tail[..j], &tail[..j])
                } else {
                    tail[j] - dot(&tail[..j], &head[j * n..j * n + j])
                };
                if i != j {
                    lower[i * n + j] = sum / lower[j * n + j];
                } else if sum > 1e-13 * self.at(i, i).abs() && sum.is_finite() {
                    lower[i * n + i] = sqrt(sum);
                } else {
                    return None;
                }
            }
        }
        Some(Factor { n, lower })
    }
}

/// A Cholesky factor.
#[derive(Debug, Clone)]
pub(crate) struct Factor {
    n: usize,
    lower: Vec<f64>,
}

impl Factor {
    pub(crate) fn log_determinant(&self) -> f64 {
        2.0 * (0..self.n).map(|i| log(self.lower[i * self.n + i])).sum::<f64>()
    }

    /// Solves in place.
    pub(crate) fn solve(&self, b: &mut [f64]) {
        let n = self.n;
        for i in 0..n {
            let row = &self.lower[i * n..i * n + i];
            b[i] = (b[i] - dot(row, &b[..i])) / self.lower[i * n + i];
        }
        for i in (0..n).rev() {
            let x = b[i] / self.lower[i * n + i];
            b[i] = x;
            let row = &self.lower[i * n..i * n + i];
            for (b, l) in b[..i].iter_mut().zip(row) {
                *b -= l * x;
            }
        }
    }

    /// The inverse of the matrix that was factored: each column from its diagonal down, the rest by symmetry.
    pub(crate) fn inverse(&self) -> Square {
        let n = self.n;
        let mut inverse = Square::zero(n);
        let mut column = vec![0.0; n];
        for j in 0..n {
            column[j] = 1.0 / self.lower[j * n + j];
            for i in j + 1..n {
                let row = &self.lower[i * n + j..i * n + i];
                column[i] = -dot(row, &column[j..i]) / self.lower[i * n + i];
            }
            for i in (j..n).rev() {
                let x = column[i] / self.lower[i * n + i];
                column[i] = x;
                let row = &self.lower[i * n + j..i * n + i];
                for (b, l) in column[j..i].iter_mut().zip(row) {
                    *b -= l * x;
                }
                inverse.cells[i * n + j] = x;
                inverse.cells[j * n + i] = x;
            }
        }
        inverse
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_times_its_inverse_is_the_identity() {
        let mut a = Square::zero(3);
        for (i, j, v) in [(0, 0, 4.0), (1, 0, 1.0), (1, 1, 3.0), (2, 0, -1.0), (2, 1, 0.5), (2, 2, 2.0)] {
            a.add(i, j, v);
        }
        a.mirror();
        let factor = a.factor().unwrap();
        let inverse = factor.inverse();
        for i in 0..3 {
            for j in 0..3 {
                let product = dot(a.row(i), inverse.row(j));
                assert!((product - f64::from(u8::from(i == j))).abs() < 1e-14);
            }
        }
        // det = 4(6 − 0.25) − 1(2 + 0.5) − (0.5 + 3) = 17
        assert!((factor.log_determinant() - log(17.0)).abs() < 1e-14);
    }

    #[test]
    fn what_is_not_positive_is_said() {
        let mut a = Square::zero(2);
        for (i, j) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            a.add(i, j, 1.0);
        }
        assert!(a.factor().is_none());
    }
}
