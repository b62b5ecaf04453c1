//! Effects with all their uncertainty: the variances' by weighing every plausible value of them, the fixed effects' and
//! the candidates' at each of these.
//!
//! At given ratios of variances an effect follows a shifted Student distribution. The ratios themselves are weighed by
//! the restricted likelihood, under a half-Cauchy prior of scale ½ on the ratio of standard deviations: as good as flat
//! where there are many commissions, and proper where there are two.

use super::Effect;
use crate::data::Data;
use crate::fault::Fault;
use crate::marks::{Formula, Mixed, best, prepare};
use crate::numeric::student::Student;
use crate::numeric::{exp, log};

/// Points of the grid, with one random factor and, along each way, with two.
const POINTS: [usize; 2] = [40, 16];

/// Log-weights this far below the highest no longer count.
const DEPTH: f64 = 14.0;

/// What is plausible at one point: its weight, and each commission's effect with its deviation.
struct Node {
    weight: f64,
    effects: Vec<(f64, f64)>,
}

/// Each commission's effect against the mean of its stratum.
pub(super) fn effects(data: &Data, formula: Formula, strata: &[usize]) -> Result<Vec<Effect>, Fault> {
    let mixed = prepare(data, formula, strata)?;
    let unsettled = || Fault::new("les notes ne permettent pas de séparer les commissions du hasard");
    let nodes = nodes(&mixed, strata).ok_or_else(unsettled)?;
    let student = Student::new(mixed.freedom());
    Ok((0..strata.len()).map(|rater| effect(&nodes, rater, student)).collect())
}

/// Minus the log-weight of ratios of standard deviations.
fn depth(mixed: &Mixed, at: [f64; 2]) -> Option<f64> {
    let prior: f64 = at[..mixed.factors()].iter().map(|ratio| log(1.0 + 4.0 * ratio * ratio)).sum();
    Some(0.5 * mixed.solve([at[0] * at[0], at[1] * at[1]])?.deviance() + prior)
}

/// The end of what counts along one ratio, the other at its best.
fn reach(mixed: &Mixed, best: [f64; 2], which: usize) -> Option<f64> {
    let least = depth(mixed, best)?;
    let mut at = best;
    at[which] = best[which].max(0.1);
    for _ in 0..60 {
        at[which] *= 1.25;
        if depth(mixed, at)? > least + DEPTH {
            break;
        }
    }
    Some(at[which])
}

fn nodes(mixed: &Mixed, strata: &[usize]) -> Option<Vec<Node>> {
    let best = best(mixed)?.map(crate::numeric::sqrt);
    let points = POINTS[mixed.factors() - 1];
    let middles = |reach: f64| (0..points).map(move |i| reach * (i as f64 + 0.5) / points as f64);
    let first = reach(mixed, best, 0)?;
    let second: Vec<f64> =
        if mixed.factors() == 2 { middles(reach(mixed, best, 1)?).collect() } else { vec![0.0] };
    let least = depth(mixed, best)?;
    let mut nodes = Vec::new();
    for a in middles(first) {
        for b in &second {
            let height = least - depth(mixed, [a, *b])?;
            if height < -DEPTH {
                continue;
            }
            let solved = mixed.solve([a * a, b * b])?;
            nodes.push(Node { weight: exp(height), effects: solved.contrasts(strata) });
        }
    }
    let sum: f64 = nodes.iter().map(|node| node.weight).sum();
    for node in &mut nodes {
        node.weight /= sum;
    }
    Some(nodes)
}

fn effect(nodes: &[Node], rater: usize, student: Student) -> Effect {
    let below = |points: f64| -> f64 {
        let share = |node: &Node| {
            let (mean, deviation) = node.effects[rater];
            if deviation > 0.0 {
                node.weight * student.cumulative((points - mean) / deviation)
            } else {
                node.weight * f64::from(u8::from(points >= mean))
            }
        };
        nodes.iter().map(share).sum()
    };
    let quantile = |share: f64| {
        let (mut low, mut high) = (-40.0, 40.0);
        for _ in 0..36 {
            let middle = f64::midpoint(low, high);
            if below(middle) < share { low = middle } else { high = middle }
        }
        f64::midpoint(low, high)
    };
    Effect {
        points: quantile(0.5),
        low: quantile(0.025),
        high: quantile(0.975),
        beyond_one: (below(-1.0) + 1.0 - below(1.0)).clamp(0.0, 1.0),
    }
}
