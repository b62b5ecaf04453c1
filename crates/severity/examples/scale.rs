//! Time and memory of every model: `cargo run --release -p severity --example scale -- CANDIDATES COMMISSIONS SCHOOLS`,
//! a national session by default.
#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::disallowed_methods,
    dead_code,
    reason = "an example measures time"
)]

#[path = "../tests/common/simulate.rs"]
mod simulate;

use severity::compare::{Asked, compare};
use severity::marks::{Beside, Formula};
use severity::rasch::Steps;
use severity::{marks, ordinal, rasch};
use simulate::{ACADEMY, Shape, session};
use std::time::Instant;

fn main() {
    let given: Vec<usize> = std::env::args().skip(1).filter_map(|number| number.parse().ok()).collect();
    let [candidates, commissions, schools] = given.try_into().unwrap_or([13_000, 900, 540]);
    let academies = candidates.div_ceil(434);
    let (data, _) = session(Shape { candidates, commissions, schools, academies, ..ACADEMY }, 1);
    println!("{candidates} candidates, {commissions} commissions, {schools} schools, {academies} academies");
    let start = Instant::now();
    let timed = |what: &str, work: &dyn Fn() -> Result<f64, severity::Fault>| {
        let own = Instant::now();
        match work() {
            Ok(value) => println!("  {what:<28} {:>8.2} s   {value:.4}", own.elapsed().as_secs_f64()),
            Err(fault) => println!("  {what:<28} {fault}"),
        }
    };
    let linear = |covariate, beside| marks::fit(&data, Formula { covariate, beside }).map(|fit| fit.deviance);
    timed("rsm", &|| rasch::fit(&data, Steps::Shared).map(|fit| fit.log_likelihood));
    timed("pcm", &|| rasch::fit(&data, Steps::PerItem).map(|fit| fit.log_likelihood));
    timed("ordinal", &|| ordinal::fit(&data, false).map(|fit| fit.log_likelihood));
    timed("ordinal, school mark", &|| ordinal::fit(&data, true).map(|fit| fit.log_likelihood));
    timed("marks", &|| linear(false, Beside::Nothing));
    timed("marks, school mark", &|| linear(true, Beside::Nothing));
    timed("marks, school mark, school", &|| linear(true, Beside::School));
    println!("  all models                   {:>8.2} s", start.elapsed().as_secs_f64());
    let asked = Asked { drawn: true, seed: 1 };
    timed("the whole comparison", &|| compare(&data, asked).map(|done| done.commissions.len() as f64));
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
        println!("  {peak}");
    }
}
