//! Mending a plan.

use super::{Moved, moved};
use crate::audit::audit;
use crate::instance::{Person, Sitting};
use crate::plan::Plan;
use crate::problem::Problem;
use crate::solve::{Options, Solution, solve};
use crate::watch::Watch;
use std::collections::BTreeSet;

/// Points for each place that is kept, in sessions' costs: so that nobody moves for a mere gain.
const KEPT: i64 = 5;

/// Mends `plan` for a problem that has changed under it, moving as few people as possible; answers who moves.
///
/// Give a short time: an academy is mended in well under 2 s.
pub fn repair(problem: &Problem, plan: &Plan, options: Options, watch: &dyn Watch) -> (Solution, Vec<Moved>) {
    let points = (KEPT * problem.weights.session.max(1)) as i32;
    let held = problem.clone().holding(plan, points);
    let start = mended(&held, plan);
    let mut solution = solve(&held, Some(&start), Options { bound: false, ..options }, watch);
    // Its costs count the places kept: they are not those of a plan.
    solution.trace.clear();
    let moved = moved(plan, &solution.plan);
    (solution, moved)
}

/// The sessions of a plan that still obey the rules, and those that obey them with someone else in a seat.
fn mended(problem: &Problem, plan: &Plan) -> Plan {
    let faults = audit(problem, plan).faults;
    let whole: BTreeSet<usize> = faults.iter().filter_map(|fault| fault.session).collect();
    // Rooms and loads are nobody's fault alone: then each session is added anew, one by one.
    let shared = faults.iter().any(|fault| fault.session.is_none());
    let mut kept = Plan { sessions: if shared { problem.fixed().to_vec() } else { Vec::new() } };
    let mut broken = Vec::new();
    for (index, sitting) in plan.sessions.iter().enumerate() {
        let stays = if shared {
            known(&kept, sitting) || add(problem, &mut kept, sitting.clone())
        } else {
            !whole.contains(&index)
        };
        if !stays {
            broken.push(sitting);
        } else if !shared {
            kept.sessions.push(sitting.clone());
        }
    }
    broken.retain(|sitting| !add(problem, &mut kept, (*sitting).clone()));
    for sitting in broken {
        replace(problem, &mut kept, sitting);
    }
    kept
}

/// Whether a session is among the fixed ones already; candidates seated there since are placed by the search.
fn known(kept: &Plan, sitting: &Sitting) -> bool {
    kept.sessions.iter().any(|other| (other.half, other.lead) == (sitting.half, sitting.lead))
}

/// Adds a session without those of its candidates who cannot pass in it; answers whether it could be.
fn add(problem: &Problem, kept: &mut Plan, mut sitting: Sitting) -> bool {
    let people = [sitting.lead, problem.number(sitting.second)];
    sitting.candidates.retain(|k| {
        problem.can_pass(*k, sitting.centre, sitting.half)
            && people.iter().all(|e| !problem.refused.has(*k, *e))
    });
    if sitting.candidates.is_empty() {
        return true;
    }
    kept.sessions.push(sitting);
    let right = audit(problem, kept).faults.iter().all(|fault| fault.rule == crate::audit::Rule::Fixed);
    if !right {
        kept.sessions.pop();
    }
    right
}

/// Tries everyone in each seat of a broken session, the cheapest first: the lead stays if possible.
fn replace(problem: &Problem, kept: &mut Plan, sitting: &Sitting) {
    let order = |role_second: bool| {
        let mut people: Vec<usize> = (0..problem.people)
            .filter(|e| problem.can_be_there(*e, sitting.centre, sitting.half))
            .filter(|e| role_second || problem.may_lead[sitting.spec][*e])
            .collect();
        let seat = |e: &usize| {
            problem.seat_cost[(e * problem.centres + sitting.centre) * problem.halves + sitting.half]
        };
        let no_pro =
            |e: &usize| if role_second && *e < problem.teachers { problem.weights.no_pro as i32 } else { 0 };
        people.sort_by_key(|e| (seat(e) + no_pro(e), *e));
        people
    };
    let keeps_all = |trial: &Sitting| {
        let people = [trial.lead, problem.number(trial.second)];
        trial.candidates.iter().all(|k| people.iter().all(|e| !problem.refused.has(*k, *e)))
    };
    let lead_is_there = problem.can_be_there(sitting.lead, sitting.centre, sitting.half);
    let second_is_there = problem.can_be_there(problem.number(sitting.second), sitting.centre, sitting.half);
    let leads = if lead_is_there { vec![sitting.lead] } else { order(false) };
    for lead in leads {
        let seconds: Vec<Person> = if second_is_there {
            vec![sitting.second]
        } else {
            order(true).into_iter().map(|e| problem.person(e)).collect()
        };
        for second in seconds {
            let trial = Sitting { lead, second, ..sitting.clone() };
            if keeps_all(&trial) && add(problem, kept, trial) {
                return;
            }
        }
    }
}
