//! Every model that R also has, on one file, with its time: `cargo run --release -p severity --example fit -- DATA.csv`.
//! `bench/severity` holds it against R.
#![allow(clippy::disallowed_methods, reason = "an example measures time")]

use severity::marks::{Beside, Formula};
use severity::{Fault, marks, ordinal, read};
use std::time::Instant;

/// The shortest of some runs is kept.
const RUNS: usize = 5;

fn timed(what: &str, work: &dyn Fn() -> Result<f64, Fault>) -> Result<(), Fault> {
    let mut best = f64::INFINITY;
    let mut value = 0.0;
    for _ in 0..RUNS {
        let start = Instant::now();
        value = work()?;
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{what} {best:.6} {value:.6}");
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("fit DATA.csv")?;
    let data = read::from_csv(&std::fs::read(path)?, Some("x")).map_err(|fault| fault.to_string())?;
    let linear = |covariate, beside| marks::fit(&data, Formula { covariate, beside }).map(|fit| fit.deviance);
    let ordinal = |covariate| ordinal::fit(&data, covariate).map(|fit| fit.log_likelihood);
    let all = || {
        timed("clmm", &|| ordinal(false))?;
        timed("clmm_x", &|| ordinal(true))?;
        timed("lmer_mark", &|| linear(false, Beside::Nothing))?;
        timed("lmer_mark_x", &|| linear(true, Beside::Nothing))?;
        timed("lmer_mark_x_school", &|| linear(true, Beside::School))
    };
    Ok(all().map_err(|fault| fault.to_string())?)
}
