#![allow(clippy::all, clippy::pedantic, clippy::disallowed_methods, clippy::unwrap_used)]
use std::time::Instant;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let instance = planner::Instance::from_json(&std::fs::read_to_string(&args[1]).unwrap()).unwrap();
    let problem = planner::Problem::new(&instance).unwrap();
    let seconds: f64 = args[2].parse().unwrap();
    let start = Instant::now();
    let mut last = 0.0;
    let bound = planner::trial_bound(&problem, |steps, bound| {
        let t = start.elapsed().as_secs_f64();
        if t > last { last = t + seconds / 15.0; eprintln!("{t:.2} s {steps} steps {bound:.3}"); }
        t < seconds
    });
    println!("proved {bound:?} in {:.2}", start.elapsed().as_secs_f64());
}
