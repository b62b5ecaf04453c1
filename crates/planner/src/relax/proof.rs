//! The proof of a bound, in whole numbers alone.
//!
//! Multipliers are rounded to multiples of 2⁻²⁰; for any multipliers at all (at most 0 on `≤` rows) the sum
//! `y·b + Σ min(0, reduced cost) · most` is no more than the least cost. It is computed here in 128 bits, so no
//! tolerance of any solver enters. Costs are whole, so the bound is rounded up.

use super::lp::Lp;

/// Multipliers count in units of 2⁻²⁰.
pub(crate) const UNIT: i64 = 1 << 20;

/// Multipliers of rows, in units of 2⁻²⁰.
pub(crate) fn rounded(lp: &Lp, multipliers: &[f64]) -> Vec<i64> {
    let rows = multipliers.iter().zip(&lp.equal);
    let whole = |value: f64| (value * UNIT as f64).round() as i64;
    rows.map(|(value, equal)| if *equal { whole(*value) } else { whole(*value).min(0) }).collect()
}

/// The bound that whole multipliers prove; nothing when they are not multipliers of this programme.
pub(crate) fn bound(lp: &Lp, multipliers: &[i64]) -> Option<i64> {
    if multipliers.len() != lp.rows() {
        return None;
    }
    let mut reduced: Vec<i128> = lp.cost.iter().map(|cost| i128::from(*cost) * i128::from(UNIT)).collect();
    let mut sum = 0_i128;
    for (row, &y) in multipliers.iter().enumerate() {
        if y > 0 && !lp.equal[row] {
            return None;
        }
        sum += i128::from(y) * i128::from(lp.right[row]);
        for (column, factor) in lp.row(row) {
            reduced[column] -= i128::from(y) * i128::from(factor);
        }
    }
    sum += reduced
        .iter()
        .zip(&lp.most)
        .map(|(reduced, most)| (*reduced).min(0) * i128::from(*most))
        .sum::<i128>();
    let unit = i128::from(UNIT);
    i64::try_from(sum.div_euclid(unit) + i128::from(sum.rem_euclid(unit) > 0)).ok()
}
