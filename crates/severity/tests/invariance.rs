//! What changes nothing, or changes everything the same way.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::format_push_string,
    clippy::needless_range_loop,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and its numbers are small"
)]

mod common;

use common::close;
use common::simulate::{ACADEMY, Shape, Stream, session};
use proptest::prelude::*;
use severity::compare::{Asked, compare};
use severity::marks::{Beside, Formula};
use severity::rasch::Steps;
use severity::{Data, Factor, marks, ordinal, rasch};

const SMALL: Shape = Shape { candidates: 60, commissions: 6, schools: 4, ..ACADEMY };

/// A small session where every tenth candidate is seen by a second commission, and some readings are not assessable.
fn small(seed: u64) -> Data {
    let (data, _) = session(SMALL, seed);
    let mut stream = Stream::new(seed + 1000);
    let mut rows: Vec<usize> = (0..data.rows()).collect();
    rows.extend((0..data.rows()).step_by(10));
    let mut again = take(&data, &rows);
    for row in data.rows()..rows.len() {
        again.rater.index[row] = (again.rater.index[row] + 1) % 6;
        let mark = &mut again.mark.as_mut().unwrap()[row];
        *mark = mark.map(|mark| (mark + (2.0 * stream.normal()).round()).clamp(0.0, 20.0));
    }
    for level in &mut again.levels {
        if stream.uniform() < 0.05 {
            *level = None;
        }
    }
    again
}

/// The rows, in this order.
fn take(data: &Data, rows: &[usize]) -> Data {
    let factor = |factor: &Factor| Factor {
        names: factor.names.clone(),
        index: rows.iter().map(|row| factor.index[*row]).collect(),
    };
    Data {
        person: Factor::as_they_come(
            rows.iter().map(|row| data.person.names[data.person.index[*row] as usize].as_str()),
        ),
        rater: factor(&data.rater),
        school: data.school.as_ref().map(factor),
        covariate: data.covariate.as_ref().map(|x| rows.iter().map(|row| x[*row]).collect()),
        mark: data.mark.as_ref().map(|marks| rows.iter().map(|row| marks[*row]).collect()),
        items: data.items.clone(),
        levels: rows.iter().flat_map(|row| data.row(*row).to_vec()).collect(),
        ..Data::default()
    }
}

/// Commissions renamed so that their order turns round.
fn renamed(data: &Data) -> Data {
    let last = data.rater.names.len() as u32 - 1;
    let rater = Factor {
        names: data.rater.names.iter().rev().map(|name| format!("Z{name}")).collect(),
        index: data.rater.index.iter().map(|place| last - place).collect(),
    };
    let names = data.person.names.iter().map(|name| format!("x{name}")).collect();
    Data { rater, person: Factor { names, ..data.person.clone() }, ..data.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_rows_changes_nothing(seed in 1_u64..500) {
        let data = small(seed);
        let mut rows: Vec<usize> = (0..data.rows()).collect();
        Stream::new(seed).shuffle(&mut rows);
        let shuffled = take(&data, &rows);
        same(&data, &shuffled, |rater| rater);
    }

    #[test]
    fn names_change_nothing(seed in 1_u64..500) {
        let data = small(seed);
        let last = data.rater.names.len() - 1;
        same(&data, &renamed(&data), |rater| last - rater);
    }

    #[test]
    fn mirrored_levels_mirror_everything(seed in 1_u64..500) {
        let data = small(seed);
        let top = data.top();
        let levels = data.levels.iter().map(|level| level.map(|level| top - level)).collect();
        let mirrored = Data { levels, ..data.clone() };
        for steps in [Steps::Shared, Steps::PerItem] {
            let (Ok(one), Ok(other)) = (rasch::fit(&data, steps), rasch::fit(&mirrored, steps)) else { continue };
            close("log-likelihood", other.log_likelihood, one.log_likelihood, 1e-7);
            for (one, other) in one.raters.iter().zip(&other.raters) {
                close("severity", other.value, -one.value, 1e-6);
                close("error", other.error, one.error, 1e-6);
            }
        }
        let (one, other) = (ordinal::fit(&data, false).unwrap(), ordinal::fit(&mirrored, false).unwrap());
        close("log-likelihood", other.log_likelihood, one.log_likelihood, 1e-6);
        for (one, other) in one.predictions.iter().zip(&other.predictions) {
            close("effect", other.effect, -one.effect, 1e-3);
        }
    }

    #[test]
    fn points_for_all_move_the_mean_alone(seed in 1_u64..500, by in -1.0_f64..1.0) {
        let data = small(seed);
        let mark = data.mark.as_ref().map(|marks| marks.iter().map(|mark| mark.map(|m| m + by)).collect());
        let moved = Data { mark, ..data.clone() };
        let formula = Formula { covariate: true, beside: Beside::Nothing };
        let (one, other) = (marks::fit(&data, formula).unwrap(), marks::fit(&moved, formula).unwrap());
        close("intercept", other.intercept, one.intercept + by, 1e-4);
        for (one, other) in one.predictions.iter().zip(&other.predictions) {
            close("effect", other.effect, one.effect, 1e-4);
        }
    }

    #[test]
    fn the_order_of_lines_only_orders_the_lines(seed in 1_u64..500) {
        let data = small(seed);
        let width = data.items.len();
        let levels = data.levels.chunks(width).flat_map(|row| row.iter().rev().copied()).collect();
        let turned = Data { levels, ..data.clone() };
        let Ok(one) = rasch::fit(&data, Steps::PerItem) else { return Ok(()) };
        let other = rasch::fit(&turned, Steps::PerItem).unwrap();
        close("log-likelihood", other.log_likelihood, one.log_likelihood, 1e-7);
        for (item, estimate) in one.items.iter().enumerate() {
            close("difficulty", other.items[width - 1 - item].value, estimate.value, 1e-6);
            close("error", other.items[width - 1 - item].error, estimate.error, 1e-6);
        }
    }
}

/// Every model says the same of both, commission by commission.
fn same(data: &Data, other: &Data, place: impl Fn(usize) -> usize) {
    if let Ok(one) = rasch::fit(data, Steps::Shared) {
        let two = rasch::fit(other, Steps::Shared).unwrap();
        close("log-likelihood", two.log_likelihood, one.log_likelihood, 1e-7);
        for (rater, own) in one.raters.iter().enumerate() {
            close("severity", two.raters[place(rater)].value, own.value, 1e-6);
        }
    }
    let (one, two) = (ordinal::fit(data, true).unwrap(), ordinal::fit(other, true).unwrap());
    close("ordinal", two.log_likelihood, one.log_likelihood, 1e-6);
    for (rater, own) in one.predictions.iter().enumerate() {
        close("effect", two.predictions[place(rater)].effect, own.effect, 1e-3);
    }
    let formula = Formula { covariate: true, beside: Beside::School };
    let (one, two) = (marks::fit(data, formula).unwrap(), marks::fit(other, formula).unwrap());
    close("marks", two.deviance, one.deviance, 1e-6);
    for (rater, own) in one.predictions.iter().enumerate() {
        close("effect", two.predictions[place(rater)].effect, own.effect, 1e-3);
    }
    let asked = Asked { drawn: true, seed: 3 };
    let (one, two) = (compare(data, asked).unwrap(), compare(other, asked).unwrap());
    for (rater, own) in one.commissions.iter().enumerate() {
        match (&own.effect, &two.commissions[place(rater)].effect) {
            (Some(one), Some(two)) => {
                close("points", two.points, one.points, 1e-3);
                close("low", two.low, one.low, 1e-3);
            }
            // Where nothing can be said of a commission, nothing can be said of it in any order.
            (one, two) => assert!(one.is_none() && two.is_none(), "commission {rater}"),
        }
    }
}
