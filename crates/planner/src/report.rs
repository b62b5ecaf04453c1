//! A solution as a file and as text, and the check of such a file.

mod hours;
mod text;
mod verify;

pub use hours::starts;
pub use text::{progress_line, to_text};
pub use verify::{Verdict, verify};

use crate::compare::design;
use crate::problem::Problem;
use crate::solve::{Options, Solution};
use serde_json::{Value, json};

/// What the certificate's multipliers belong to; another relaxation would have another name.
pub(crate) const RELAXATION: &str = "e4-ost-relaxation-1";

/// A solution in the solution format, with its cost, bound, gap, trace and certificate.
pub fn to_json(problem: &Problem, solution: &Solution, options: Options) -> Value {
    let cost = solution.cost;
    let seconds = |elapsed: std::time::Duration| (elapsed.as_secs_f64() * 1000.0).round() / 1000.0;
    let trace = solution.trace.iter().map(|step| {
        json!({ "seconds": seconds(step.elapsed), "cost": step.cost, "unassigned": step.unseated, "bound": step.bound })
    });
    let mut file = json!({
        "format": "e4-ost-plan-1",
        "instance": problem.instance().name,
        "complete": solution.is_complete(),
        "cost": cost.total(),
        "detail": {
            "unassigned": cost.unassigned,
            "session": cost.session,
            "no_pro": cost.no_pro,
            "half_day": cost.half_day,
            "partner_change": cost.partner_change,
            "travel_examiner": cost.travel_examiner,
            "travel_candidate": cost.travel_candidate,
            "same_school_over2": cost.same_school_over2,
            "load_quadratic": cost.load_quadratic,
            "comparability": cost.comparability,
        },
        "bound": solution.bound(),
        "gap": solution.gap(),
        "seed": options.seed,
        "moves": solution.moves,
        "unassigned": solution.unseated,
        "design": design_json(solution),
        "trace": trace.collect::<Vec<_>>(),
        "sessions": solution.plan.sessions_json(),
    });
    if let Some(explanation) = &solution.explanation {
        file["explanation"] = json!(explanation.sentences);
    }
    if let Some(hours) = starts(problem, &solution.plan) {
        file["starts"] = json!(hours);
    }
    if let Some(proof) = &solution.proof {
        file["certificate"] =
            json!({ "relaxation": RELAXATION, "unit": "2^-20", "multipliers": proof.multipliers });
    }
    if let Some(wanted) = problem.comparability {
        let blocks = solution.blocks.iter().map(|block| {
            json!({
                "spec": block.speciality(),
                "centre": block.centre,
                "afternoon": block.afternoon,
                "sessions": block.sessions,
            })
        });
        file["deal"] = json!({ "seed": wanted.deal_seed, "blocks": blocks.collect::<Vec<_>>() });
    }
    file
}

fn design_json(solution: &Solution) -> Value {
    let design = design(&solution.plan);
    let above = solution.bound().map(|bound| solution.cost.total() - bound - solution.cost.comparability);
    json!({
        "pairs": design.pairs,
        "groups": design.groups,
        "examiners_in_one_pair": design.in_one_pair,
        "fewest_candidates": design.fewest_candidates,
        "median_candidates": design.median_candidates,
        "points_above_cheapest_at_most": above,
    })
}
