//! Intervals hold what they say, on simulated sessions with known severities. `examples/coverage.rs` does the same at
//! length; the seeds are fixed and so is the answer.
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

use common::simulate::{ACADEMY, Dealt, Shape, session};
use severity::compare::{Asked, Status, Support, compare};

const ASKED: Asked = Asked { drawn: false, seed: 1 };

fn without_levels(shape: Shape, seed: u64) -> (severity::Data, Vec<f64>) {
    let (mut data, truth) = session(shape, seed);
    data.items.clear();
    data.levels.clear();
    (data, truth)
}

#[test]
fn dealt_at_random_intervals_hold_the_truth_and_errors_are_small() {
    let (mut covered, mut effects, mut square) = (0, 0, 0.0);
    for seed in 1..=40 {
        let (data, truth) = without_levels(ACADEMY, seed);
        for (compared, truth) in compare(&data, ASKED).unwrap().commissions.iter().zip(truth) {
            let effect = compared.effect.unwrap();
            covered += u32::from((effect.low..=effect.high).contains(&truth));
            square += (effect.points - truth) * (effect.points - truth);
            effects += 1;
        }
    }
    let share = f64::from(covered) / f64::from(effects);
    let error = (square / f64::from(effects)).sqrt();
    assert!(effects == 1600 && (0.925..0.975).contains(&share), "{covered} of {effects}");
    assert!(error <= 0.60, "{error}");
}

#[test]
fn dealt_by_school_nothing_is_concluded() {
    for seed in 1..=20 {
        let (data, _) = without_levels(Shape { dealt: Dealt::BySchool, ..ACADEMY }, seed);
        let comparison = compare(&data, ASKED).unwrap();
        assert_eq!(comparison.design.support, Support::None);
        assert!(
            comparison.commissions.iter().all(|c| c.effect.is_none() && c.status == Status::Insufficient)
        );
    }
}
