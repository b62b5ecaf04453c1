//! Newton's method on the marginal likelihood.

use super::integral::{Integral, Point, Spot};
use super::steps::Border;
use super::sums::{Search, Sums};
use super::{Ability, Estimate, Rasch, Steps};
use crate::data::Data;
use crate::fault::Fault;
use crate::numeric::blocks::LARGEST;
use crate::numeric::{dot, exp, largest, log, sqrt};

/// Steps allowed.
const ROUNDS: usize = 100;

/// Below this log σ the candidates' spread is going to 0.
const LEAST_SPREAD: f64 = -7.0;

pub(super) fn fit(data: &Data, steps: Steps) -> Result<Rasch, Fault> {
    data.check_levels()?;
    let (top, counts) = count(data, steps)?;
    let groups = data.linked();
    if groups.largest() > LARGEST {
        let reason =
            format!("plus de {LARGEST} commissions sont liées entre elles : comparez-les par académie");
        return Err(Fault::new(reason));
    }
    let border = Border::new(&top, steps);
    let mut search = Search::new(data, &border, &groups);
    let (mut severity, mut parameters) = start(&border, &counts, data.rater.names.len(), steps);
    let mut sums = search.sums(&severity, &parameters);
    for _ in 0..ROUNDS {
        let (by_unit, by_few) = sums.step(&border).ok_or_else(unsettled)?;
        let most = largest(&by_unit).max(largest(&by_few));
        let mut length = 1.0_f64.min(3.0 / most);
        loop {
            let (units, few) = (moved(&severity, &by_unit, length), moved(&parameters, &by_few, length));
            let there = search.sums(&units, &few);
            // The last digits of the sum are noise at the top.
            if there.log_likelihood >= sums.log_likelihood - 1e-12 * sums.log_likelihood.abs() {
                (severity, parameters, sums) = (units, few, there);
                break;
            }
            length *= 0.5;
            if length < 1e-8 {
                return Err(unsettled());
            }
        }
        if parameters[border.width() - 1] < LEAST_SPREAD {
            return Err(Fault::new(
                "les candidats ne se distinguent pas les uns des autres sur ces lignes : ce modèle n’a rien à séparer",
            ));
        }
        if length * most < 1e-9 {
            return answer(data, steps, &border, &search, &sums, &severity, &parameters);
        }
    }
    Err(unsettled())
}

fn unsettled() -> Fault {
    Fault::new(
        "le calcul n’a pas convergé : trop peu de fiches pour tant de commissions, ou des niveaux presque tous égaux",
    )
}

fn moved(from: &[f64], way: &[f64], length: f64) -> Vec<f64> {
    from.iter().zip(way).map(|(from, way)| from + length * way).collect()
}

/// Each line's highest level, and how often it has each level.
fn count(data: &Data, steps: Steps) -> Result<(Vec<usize>, Vec<Vec<f64>>), Fault> {
    let most = usize::from(data.top());
    let mut counts = vec![vec![0.0; most + 1]; data.items.len()];
    let mut given = vec![(true, true, 0_usize); data.rater.names.len()];
    let mut top: Vec<usize> = vec![most; data.items.len()];
    for row in 0..data.rows() {
        for (item, level) in data.row(row).iter().enumerate() {
            counts[item][usize::from(level.unwrap_or_default())] += f64::from(u8::from(level.is_some()));
        }
    }
    if steps == Steps::PerItem {
        for (item, counts) in counts.iter_mut().enumerate() {
            while counts.last() == Some(&0.0) {
                counts.pop();
            }
            top[item] = counts.len() - 1;
            if let Some(level) = counts.iter().position(|count| *count == 0.0) {
                let reason = format!(
                    "le niveau {level} n’y est jamais donné : le modèle « pcm » ne peut pas le situer ; choisissez « rsm »"
                );
                return Err(Fault::new(reason).within(&data.items[item]));
            }
        }
    }
    for row in 0..data.rows() {
        let given = &mut given[data.rater.index[row] as usize];
        for (item, level) in data.row(row).iter().enumerate() {
            let Some(level) = level else { continue };
            given.0 &= *level == 0;
            given.1 &= usize::from(*level) == top[item];
            given.2 += 1;
        }
    }
    for (name, (lowest, highest, readings)) in data.rater.names.iter().zip(&given) {
        let what = match (readings, lowest, highest) {
            (0, _, _) => "n’a donné aucun niveau",
            (_, true, _) => "n’a donné que le niveau le plus bas",
            (_, _, true) => "n’a donné que le niveau le plus haut",
            _ => continue,
        };
        let reason =
            format!("la commission « {name} » {what} : sa sévérité ne s’estime pas ; retirez ses fiches");
        return Err(Fault::new(reason).within("rater"));
    }
    Ok((top, counts))
}

/// Where the search starts: steps from the frequencies, one severity for all.
fn start(border: &Border, counts: &[Vec<f64>], raters: usize, steps: Steps) -> (Vec<f64>, Vec<f64>) {
    let mut parameters = vec![0.0; border.width()];
    let pooled: Vec<f64> =
        (0..counts[0].len()).map(|level| counts.iter().map(|c| c[level.min(c.len() - 1)]).sum()).collect();
    let sets: Vec<&[f64]> =
        if steps == Steps::Shared { vec![&pooled] } else { counts.iter().map(Vec::as_slice).collect() };
    let mut middle = 0.0;
    for (item, set) in sets.iter().enumerate() {
        let steps: Vec<f64> =
            set.windows(2).map(|pair| 1.3 * log((pair[0] + 0.5) / (pair[1] + 0.5))).collect();
        let mean = steps.iter().sum::<f64>() / steps.len() as f64;
        middle += mean / sets.len() as f64;
        // Each step's weights have a 1 where it is a parameter of its own.
        for (weights, step) in border.steps(item).iter().zip(&steps).take(steps.len() - 1) {
            for (parameter, weight) in parameters.iter_mut().zip(weights) {
                *parameter += weight * (step - mean);
            }
        }
    }
    parameters[border.width() - 1] = log(1.3);
    (vec![middle; raters], parameters)
}

/// Severities and difficulties with their errors: the mean of the commissions goes to the lines.
fn answer(
    data: &Data,
    steps: Steps,
    border: &Border,
    search: &Search,
    sums: &Sums,
    severity: &[f64],
    parameters: &[f64],
) -> Result<Rasch, Fault> {
    let arrow = sums.observed.arrow(border).ok_or_else(unsettled)?;
    let raters = severity.len() as f64;
    let (diagonal, corner) = arrow.inverse();
    let mean = severity.iter().sum::<f64>() / raters;
    // The covariances of the mean severity with everything.
    let (mut with_units, mut with_few) = (vec![1.0 / raters; severity.len()], vec![0.0; border.width()]);
    arrow.solve(&mut with_units, &mut with_few);
    let of_mean = with_units.iter().sum::<f64>() / raters;
    let error = |variance: f64| sqrt(variance.max(0.0));
    let quadratic = |weights: &[f64]| -> f64 {
        weights
            .iter()
            .enumerate()
            .filter(|(_, w)| **w != 0.0)
            .map(|(i, w)| w * dot(corner.row(i), weights))
            .sum()
    };
    let items = (0..data.items.len()).map(|item| {
        let weights = border.difficulty(item);
        let variance = quadratic(&weights) + of_mean + 2.0 * dot(&weights, &with_few);
        Estimate { value: dot(&weights, parameters) + mean, error: error(variance) }
    });
    let tau = (0..data.items.len()).map(|item| {
        let steps = border.steps(item);
        let step = |w: &Vec<f64>| Estimate { value: dot(w, parameters), error: error(quadratic(w)) };
        steps.iter().map(step).collect()
    });
    let own = severity.iter().zip(&diagonal).zip(&with_units);
    let last = border.width() - 1;
    let sigma = exp(parameters[last]);
    let mut readings = vec![0; severity.len()];
    for (rater, ends) in search.scene.rater.iter().zip(search.scene.visits.windows(2)) {
        readings[*rater as usize] += ends[1] - ends[0];
    }
    Ok(Rasch {
        steps,
        log_likelihood: sums.log_likelihood,
        // One severity goes to the constraint, the mean difficulty comes in.
        parameters: severity.len() + border.width(),
        gradient: largest(&sums.by_unit).max(largest(&border.gather(&sums.by_few))),
        sigma: Estimate { value: sigma, error: sigma * error(corner.at(last, last)) },
        items: items.collect(),
        raters: own
            .map(|((value, own), with)| Estimate {
                value: value - mean,
                error: error(own - 2.0 * with + of_mean),
            })
            .collect(),
        readings,
        tau: tau.collect(),
        persons: abilities(search, border, severity, parameters),
        groups: search.groups.members.len(),
    })
}

fn abilities(search: &Search, border: &Border, severity: &[f64], parameters: &[f64]) -> Vec<Ability> {
    let point = Point::new(border, severity, parameters);
    let mut integral = Integral::new();
    let ability = |(person, spot): (usize, &Spot)| {
        integral.settle(&search.scene, person, &point, &mut spot.clone());
        let mean = integral.mean(|theta| theta);
        let deviation = sqrt(integral.mean(|theta| (theta - mean) * (theta - mean)));
        Ability { mean, deviation }
    };
    search.spots.iter().enumerate().map(ability).collect()
}
