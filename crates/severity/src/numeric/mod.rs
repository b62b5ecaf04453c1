//! Arithmetic that is the same on every machine: no library of the system, no threads, sums in a fixed order.

pub(crate) mod arrow;
pub(crate) mod blocks;
pub(crate) mod climb;
pub(crate) mod random;
pub(crate) mod square;
pub(crate) mod student;

pub(crate) use libm::{exp, log, sqrt};

/// Sum of products, in four sums side by side: the same order on every machine, four at once where it can.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (left, right) = (a.chunks_exact(4), b[..a.len()].chunks_exact(4));
    let rest: f64 = left.remainder().iter().zip(right.remainder()).map(|(a, b)| a * b).sum();
    let mut sums = [0.0; 4];
    for (a, b) in left.zip(right) {
        for lane in 0..4 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    (sums[0] + sums[1]) + (sums[2] + sums[3]) + rest
}

/// The largest absolute value; 0 when there is none, not a number when one is not.
pub(crate) fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |most: f64, v| if v.is_nan() || v.abs() > most { v.abs() } else { most })
}
