//! When each candidate begins.

use crate::plan::Plan;
use crate::problem::Problem;

/// For each session of a plan, the time each candidate begins, as « 08:30 »; nothing where the instance has no clock.
///
/// Candidates pass one after the other, EF4 at once after the oral; the pause is in the middle of the session and
/// deliberation at its end.
pub fn starts(problem: &Problem, plan: &Plan) -> Option<Vec<Vec<String>>> {
    let clock = problem.instance().clock?;
    let of = |sitting: &crate::instance::Sitting| {
        let mut now = clock.halves[sitting.half % 2].0;
        let middle = sitting.candidates.len().div_ceil(2);
        let mut times = Vec::with_capacity(sitting.candidates.len());
        for (rank, &k) in sitting.candidates.iter().enumerate() {
            if rank == middle {
                now += clock.pause;
            }
            times.push(format!("{:02}:{:02}", now / 60, now % 60));
            now += problem.size[k] as usize;
        }
        times
    };
    Some(plan.sessions.iter().map(of).collect())
}
