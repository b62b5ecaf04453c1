#![allow(clippy::all, clippy::pedantic, clippy::disallowed_methods, clippy::unwrap_used)]
use std::time::Instant;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let instance = planner::Instance::from_json(&std::fs::read_to_string(&args[1]).unwrap()).unwrap();
    let problem = planner::Problem::new(&instance).unwrap();
    let seconds: f64 = args[2].parse().unwrap();
    let seed: u64 = args[3].parse().unwrap();
    let f = |i: usize, d: f64| args.get(i).map_or(d, |x| x.parse().unwrap());
    let start = Instant::now();
    let mut chunks = 0; let mut last = 0.0; let mut first = true;
    let plan = planner::trial(&problem, seed, (f(4, 6.0), f(5, 0.25), f(6, 15.0) as i64), (f(7, 0.0), f(8, 5.0)), |cost, un| {
        chunks += 1;
        let t = start.elapsed().as_secs_f64();
        if un == 0 && first { first = false; eprintln!("first complete {t:.2} {cost}"); }
        if t > last + seconds / 10.0 { last = t; eprintln!("{t:.1} s {cost} unseated {un}"); }
        t / seconds
    });
    let audit = planner::audit::audit(&problem, &plan);
    println!("cost {} unseated {} faults {:?} chunks {} moves/s {:.0}", audit.cost.total(), audit.unseated.len(), &audit.faults[..audit.faults.len().min(3)], chunks, chunks as f64 * 20000.0 / start.elapsed().as_secs_f64());
    println!("{:?}", audit.cost);
    std::fs::write("/tmp/trial_plan.json", serde_json::json!({"sessions": plan.sessions_json()}).to_string()).unwrap();
}
