//! One plan, for measures: `measure INSTANCE SECONDS|MOVESm SEED THREADS [OUT]`.

use planner::solve::{Budget, Options, solve};
use planner::watch::{Progress, Watch};
use planner::{Instance, Problem};
use std::time::{Duration, Instant};

struct Clock(Instant);

impl Watch for Clock {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn progress(&self, progress: &Progress) {
        if std::env::var_os("QUIET").is_none() {
            let Progress { elapsed, cost, unseated, bound } = progress;
            eprintln!("{:.2} s {cost} {unseated} {bound:?}", elapsed.as_secs_f64());
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a measure has a clock")]
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let [_, path, budget, seed, threads, out @ ..] = args.as_slice() else { panic!("arguments") };
    let clock = Clock(Instant::now());
    let text = std::fs::read_to_string(path).expect("the instance opens");
    let instance = Instance::from_json(&text).unwrap_or_else(|fault| panic!("{fault}"));
    let problem = Problem::new(&instance).unwrap_or_else(|fault| panic!("{fault}"));
    let budget = match budget.strip_suffix('m') {
        Some(millions) => Budget::Moves(1_000_000 * millions.parse::<u64>().expect("moves")),
        None => Budget::Time(Duration::from_secs_f64(budget.parse().expect("seconds"))),
    };
    let (seed, threads) = (seed.parse().expect("a seed"), threads.parse().expect("threads"));
    let solution = solve(&problem, None, Options { seed, threads, budget, bound: true }, &clock);
    let first = solution.trace.iter().find(|step| step.unseated == 0).map(|step| step.elapsed);
    println!(
        "{} {:.1} s: cost {} unseated {} bound {:?} gap {:.4} first {first:?} moves {}M",
        instance.name,
        clock.0.elapsed().as_secs_f64(),
        solution.cost.total(),
        solution.unseated.len(),
        solution.bound(),
        solution.gap().unwrap_or(1.0),
        solution.moves / 1_000_000
    );
    if let [out] = out {
        let sessions = serde_json::json!({ "sessions": solution.plan.sessions_json() });
        std::fs::write(out, sessions.to_string()).expect("the plan is written");
    }
}
