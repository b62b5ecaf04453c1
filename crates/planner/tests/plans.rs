//! Plans judged by an independent judge, on instances of every shape.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test says what it expects")]

mod common;

use common::judge::judge;
use common::maker::{Dice, Shape, easy, instance, ruled};
use planner::audit::audit;
use planner::report::{to_json, verify};
use planner::solve::Proof;
use planner::watch::Still;
use planner::{Budget, Instance, Options, Plan, Problem, Solution, solve};
use proptest::prelude::*;
use serde_json::Value;

const OPTIONS: Options = Options { seed: 1, threads: 2, budget: Budget::Moves(100_000), bound: true };

fn problem(value: &Value) -> Problem {
    Problem::new(&Instance::from_json(&value.to_string()).unwrap()).unwrap()
}

fn shapes() -> impl Strategy<Value = Shape> {
    (any::<u64>(), 1..40_usize, 1..5_usize, 1..4_usize, 1..16_usize, 0..8_usize).prop_map(
        |(seed, candidates, days, centres, teachers, pros)| Shape {
            seed,
            candidates,
            days,
            centres,
            teachers,
            pros,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn no_plan_is_refused_by_the_judge_and_none_costs_less_than_its_bound(shape in shapes()) {
        let value = instance(shape);
        let problem = problem(&value);
        let solution = solve(&problem, None, OPTIONS, &Still);
        let file = to_json(&problem, &solution, OPTIONS);
        let judgement = judge(&value, &file);
        prop_assert!(judgement.errors.is_empty(), "{:?}", judgement.errors);
        prop_assert_eq!(judgement.cost, solution.cost.total());
        prop_assert_eq!(judgement.unassigned, solution.unseated.len());
        prop_assert_eq!(solution.is_complete(), judgement.unassigned == 0);
        prop_assert!(solution.bound().unwrap() <= solution.cost.total());
        let verdict = verify(&problem, &file.to_string()).unwrap();
        prop_assert!(verdict.is_right(), "{:?}", verdict);
    }

    #[test]
    fn no_plan_under_the_optional_rules_is_refused_by_the_judge(shape in shapes(), rules in any::<u64>()) {
        let mut value = ruled(instance(shape), shape, rules);
        let first = solve(&problem(&value), None, OPTIONS, &Still);
        // What was found once may then be fixed, first and last session.
        let sessions = to_json(&problem(&value), &first, OPTIONS)["sessions"].clone();
        let sessions = sessions.as_array().unwrap();
        value["fixed"] = match sessions.as_slice() {
            [first, .., last] => serde_json::json!([first, last]),
            _ => serde_json::json!([]),
        };
        let problem = problem(&value);
        let solution = solve(&problem, None, Options { seed: 2, ..OPTIONS }, &Still);
        let file = to_json(&problem, &solution, OPTIONS);
        let judgement = judge(&value, &file);
        prop_assert!(judgement.errors.is_empty(), "{:?}", judgement.errors);
        prop_assert_eq!(judgement.cost, solution.cost.total());
        prop_assert_eq!(solution.is_complete(), judgement.unassigned == 0);
        prop_assert!(solution.bound().unwrap() <= solution.cost.total());
        prop_assert!(verify(&problem, &file.to_string()).unwrap().is_right());
    }

    #[test]
    fn the_audit_and_the_judge_agree_on_spoilt_plans(shape in shapes(), spoil in any::<u64>()) {
        let value = if spoil % 3 == 0 { instance(shape) } else { ruled(instance(shape), shape, spoil) };
        let problem = problem(&value);
        let options = Options { budget: Budget::Moves(20_000), bound: false, ..OPTIONS };
        let mut plan = solve(&problem, None, options, &Still).plan;
        let mut dice = Dice::new(spoil);
        for sitting in &mut plan.sessions {
            match dice.below(8) {
                0 => sitting.half = dice.below(2 * shape.days),
                1 => sitting.lead = dice.below(shape.teachers),
                2 => sitting.centre = dice.below(shape.centres),
                3 => sitting.candidates.push(dice.below(shape.candidates)),
                _ => {}
            }
        }
        let file = serde_json::json!({ "sessions": plan.sessions_json() });
        let found = audit(&problem, &plan);
        let judgement = judge(&value, &file);
        prop_assert_eq!(found.faults.is_empty(), judgement.errors.is_empty(), "{:?} {:?}", found, judgement);
    }
}

fn small() -> Value {
    serde_json::from_str(include_str!("instances/small1.json")).unwrap()
}

fn solved(value: &Value, threads: usize, seed: u64) -> Solution {
    let options = Options { threads, seed, budget: Budget::Moves(2_000_000), ..OPTIONS };
    solve(&problem(value), None, options, &Still)
}

#[test]
fn a_seed_and_a_budget_give_one_plan_for_any_number_of_threads() {
    let (one, three) = (solved(&small(), 1, 5), solved(&small(), 3, 5));
    assert_eq!(one.plan, three.plan);
    assert_eq!(one.proof, three.proof);
    assert_ne!(one.plan, solved(&small(), 2, 6).plan);
}

#[test]
fn a_shared_plan_is_the_same_for_any_number_of_threads_too() {
    let shape = Shape { seed: 3, candidates: 420, days: 6, centres: 4, teachers: 120, pros: 60 };
    let mut value = instance(shape);
    for centre in value["centres"].as_array_mut().unwrap() {
        centre["rooms"] = serde_json::json!(vec![8; 12]);
    }
    let (one, two) = (solved(&value, 1, 5), solved(&value, 2, 5));
    assert_eq!(one.plan, two.plan);
    let judgement = judge(&value, &to_json(&problem(&value), &one, OPTIONS));
    assert!(judgement.errors.is_empty(), "{:?}", judgement.errors);
    assert_eq!(judgement.cost, one.cost.total());
}

#[test]
fn the_small_instance_is_near_its_proved_bound() {
    let solution = solved(&small(), 2, 1);
    assert!(solution.is_complete());
    assert!(solution.cost.total() <= 510, "{}", solution.cost.total());
    assert!(solution.bound().unwrap() >= 477, "{:?}", solution.bound());
}

#[test]
fn a_false_cost_and_a_false_bound_are_not_believed() {
    let (value, solution) = (small(), solved(&small(), 2, 1));
    let problem = problem(&value);
    let file = to_json(&problem, &solution, OPTIONS);
    assert!(verify(&problem, &file.to_string()).unwrap().is_right());
    for (key, change) in [("cost", -1), ("bound", 1)] {
        let mut lie = file.clone();
        lie[key] = (lie[key].as_i64().unwrap() + change).into();
        assert!(!verify(&problem, &lie.to_string()).unwrap().is_right(), "{key}");
    }
    let proof = solution.proof.unwrap();
    let short = Proof { multipliers: proof.multipliers[1..].to_vec(), ..proof };
    assert!(!short.holds(&problem));
}

#[test]
fn a_start_is_never_made_worse() {
    let value = easy(30);
    let problem = problem(&value);
    let start = solve(&problem, None, OPTIONS, &Still);
    let options = Options { budget: Budget::Moves(30_000), seed: 9, ..OPTIONS };
    let again = solve(&problem, Some(&start.plan), options, &Still);
    assert!(again.cost.total() <= start.cost.total());
}

#[test]
fn an_instance_without_anyone_has_an_empty_plan() {
    let mut value = easy(1);
    value["candidates"] = serde_json::json!([]);
    value["candidate_centre_dist"] = serde_json::json!([]);
    for pro in value["pros"].as_array_mut().unwrap() {
        pro["conflicts"] = serde_json::json!([]);
    }
    let solution = solve(&problem(&value), None, OPTIONS, &Still);
    assert_eq!((solution.plan, solution.cost.total()), (Plan::default(), 0));
}
