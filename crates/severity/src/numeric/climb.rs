//! The top of a smooth function of a few parameters: quasi-Newton steps (BFGS) from a measured curvature.

use super::square::Square;
use super::{dot, largest};

/// A maximum.
#[derive(Debug, Clone)]
pub(crate) struct Summit {
    pub(crate) at: Vec<f64>,
    pub(crate) value: f64,
    pub(crate) gradient: Vec<f64>,
}

/// Steps allowed.
const STEPS: usize = 200;

/// Climbs from `start`. The function writes its gradient and answers its value, or a value that is not a number where
/// it is not defined. `None` when no top was reached.
pub(crate) fn climb(start: Vec<f64>, function: &mut impl FnMut(&[f64], &mut [f64]) -> f64) -> Option<Summit> {
    let n = start.len();
    let mut here = Summit { gradient: vec![0.0; n], value: f64::NAN, at: start };
    here.value = function(&here.at, &mut here.gradient);
    let mut inverse = measured(&here, function)?;
    for _ in 0..STEPS {
        if largest(&here.gradient) == 0.0 {
            return Some(here);
        }
        let mut way: Vec<f64> = (0..n).map(|i| dot(inverse.row(i), &here.gradient)).collect();
        let mut rise = dot(&way, &here.gradient);
        if rise <= 0.0 {
            inverse = measured(&here, function)?;
            way = (0..n).map(|i| dot(inverse.row(i), &here.gradient)).collect();
            rise = dot(&way, &here.gradient);
        }
        if rise.is_nan() {
            return None;
        }
        // Half of it is what a step could still gain.
        if rise < 1e-11 + 1e-15 * here.value.abs() {
            return Some(here);
        }
        let Some(next) = search(&here, &way, rise, function) else {
            // The last digits of the value are noise near the top.
            return (rise < 1e-6 + 1e-12 * here.value.abs()).then_some(here);
        };
        update(&mut inverse, &here, &next);
        here = next;
    }
    None
}

/// The longest step that rises enough, by halves.
fn search(
    here: &Summit,
    way: &[f64],
    rise: f64,
    function: &mut impl FnMut(&[f64], &mut [f64]) -> f64,
) -> Option<Summit> {
    // No parameter is on a scale where a step of more than 2 can be trusted.
    let mut length = 1.0_f64.min(2.0 / largest(way));
    for _ in 0..30 {
        let at: Vec<f64> = here.at.iter().zip(way).map(|(at, way)| at + length * way).collect();
        let mut gradient = vec![0.0; at.len()];
        let value = function(&at, &mut gradient);
        if value >= here.value + 1e-4 * length * rise - 1e-13 * here.value.abs()
            && !largest(&gradient).is_nan()
        {
            return Some(Summit { at, value, gradient });
        }
        length *= 0.5;
    }
    None
}

/// The inverse of minus the second derivatives, by differences of the gradient; pulled to the diagonal until positive.
fn measured(here: &Summit, function: &mut impl FnMut(&[f64], &mut [f64]) -> f64) -> Option<Square> {
    let curvature = curvature(&here.at, &here.gradient, function);
    let n = curvature.side();
    let scale = (0..n).map(|i| curvature.at(i, i).abs()).fold(0.0, f64::max);
    let mut pull = 0.0;
    for _ in 0..12 {
        let mut tried = curvature.clone();
        for i in 0..n {
            tried.add(i, i, pull);
        }
        if let Some(factor) = tried.factor() {
            return Some(factor.inverse());
        }
        pull = if pull == 0.0 { 1e-3 * scale } else { 4.0 * pull };
    }
    None
}

/// Minus the second derivatives, by differences of the gradient.
pub(crate) fn curvature(
    at: &[f64],
    gradient: &[f64],
    function: &mut impl FnMut(&[f64], &mut [f64]) -> f64,
) -> Square {
    const STEP: f64 = 1e-5;
    let n = at.len();
    let mut curvature = Square::zero(n);
    let (mut moved, mut other) = (at.to_vec(), vec![0.0; n]);
    for i in 0..n {
        moved[i] = at[i] + STEP;
        let _ = function(&moved, &mut other);
        moved[i] = at[i];
        for j in 0..n {
            let slope = 0.5 * (gradient[j] - other[j]) / STEP;
            curvature.add(i, j, slope);
            curvature.add(j, i, slope);
        }
    }
    curvature
}

/// Broyden, Fletcher, Goldfarb and Shanno's update of the inverse.
fn update(inverse: &mut Square, here: &Summit, next: &Summit) {
    let n = here.at.len();
    let step: Vec<f64> = next.at.iter().zip(&here.at).map(|(b, a)| b - a).collect();
    let change: Vec<f64> = here.gradient.iter().zip(&next.gradient).map(|(b, a)| b - a).collect();
    let along = dot(&step, &change);
    if along <= 1e-12 * dot(&step, &step) {
        return;
    }
    let turned: Vec<f64> = (0..n).map(|i| dot(inverse.row(i), &change)).collect();
    let scale = (1.0 + dot(&change, &turned) / along) / along;
    for i in 0..n {
        for j in 0..n {
            inverse.add(
                i,
                j,
                scale * step[i] * step[j] - (step[i] * turned[j] + turned[i] * step[j]) / along,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curved_valley_turned_over_is_climbed() {
        // Rosenbrock's, negated: top 0 at (1, 1).
        let mut function = |x: &[f64], g: &mut [f64]| {
            let (a, b) = (1.0 - x[0], x[1] - x[0] * x[0]);
            g[0] = 2.0 * a + 400.0 * x[0] * b;
            g[1] = -200.0 * b;
            -(a * a + 100.0 * b * b)
        };
        let top = climb(vec![-1.2, 1.0], &mut function).unwrap();
        assert!((top.at[0] - 1.0).abs() < 1e-4 && (top.at[1] - 1.0).abs() < 1e-4, "{top:?}");
    }

    #[test]
    fn a_slope_without_a_top_is_said() {
        let mut function = |x: &[f64], g: &mut [f64]| {
            g[0] = super::super::exp(-x[0].min(700.0));
            x[0] - 1.0
        };
        assert!(climb(vec![f64::NAN], &mut function).is_none());
    }
}
