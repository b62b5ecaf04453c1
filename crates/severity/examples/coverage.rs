//! How often the intervals hold the truth, on simulated sessions: `cargo run --release -p severity --example coverage`.
//! The argument is the number of sessions, 200 by default.
#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, dead_code)]

#[path = "../tests/common/simulate.rs"]
mod simulate;

use severity::compare::{Asked, Status, Support, compare};
use simulate::{ACADEMY, Dealt, Shape, session};

#[derive(Default)]
struct Tally {
    sessions: usize,
    concluded: usize,
    effects: usize,
    covered: usize,
    square: f64,
    width: f64,
    flagged: usize,
    flagged_right_way: usize,
    beyond_stated: f64,
    beyond: usize,
}

fn tally(shape: Shape, covariate: bool, drawn: bool, sessions: u64) -> Tally {
    let mut tally = Tally::default();
    for seed in 1..=sessions {
        let (mut data, truth) = session(shape, seed);
        if !covariate {
            data.covariate = None;
        }
        // Levels are not what is measured here.
        data.items.clear();
        data.levels.clear();
        let Ok(comparison) = compare(&data, Asked { drawn, seed: 1 }) else { continue };
        tally.sessions += 1;
        if let Some(fault) = &comparison.without {
            println!("  session {seed}: {fault}");
        }
        tally.concluded += usize::from(comparison.design.support != Support::None);
        for (compared, truth) in comparison.commissions.iter().zip(&truth) {
            let Some(effect) = compared.effect else { continue };
            tally.effects += 1;
            tally.covered += usize::from((effect.low..=effect.high).contains(truth));
            tally.square += (effect.points - truth).powi(2);
            tally.width += effect.high - effect.low;
            tally.beyond_stated += effect.beyond_one;
            tally.beyond += usize::from(truth.abs() > 1.0);
            if compared.status == Status::ToExamine {
                tally.flagged += 1;
                tally.flagged_right_way += usize::from((effect.points > 0.0) == (*truth > 0.0));
            }
        }
    }
    tally
}

fn main() {
    let sessions = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(200);
    for (dealt, covariate, drawn) in [
        (Dealt::AtRandom, false, false),
        (Dealt::AtRandom, true, false),
        (Dealt::BySchool, true, false),
        (Dealt::BySchool, true, true),
    ] {
        let tally = tally(Shape { dealt, ..ACADEMY }, covariate, drawn, sessions);
        let told = if drawn { ", stated as drawn (which is false)" } else { "" };
        let mark = if covariate { "with" } else { "without" };
        println!("{dealt:?}, {mark} the school mark{told}: {} sessions", tally.sessions);
        println!("  says that it can conclude: {}", tally.concluded);
        let effects = tally.effects.max(1) as f64;
        println!(
            "  {} effects: {:.1} % covered, error {:.3} point, mean width {:.2}",
            tally.effects,
            100.0 * tally.covered as f64 / effects,
            (tally.square / effects).sqrt(),
            tally.width / effects,
        );
        println!(
            "  to examine: {} ({} the right way); beyond one point: {:.1} % stated, {:.1} % true",
            tally.flagged,
            tally.flagged_right_way,
            100.0 * tally.beyond_stated / effects,
            100.0 * tally.beyond as f64 / effects,
        );
    }
}
