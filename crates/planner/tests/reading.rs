//! Files of every wrong shape: a sentence with its place, never a crash; what is accepted can be planned.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test says what it expects")]

mod common;

use common::judge::judge;
use common::maker::{Dice, Shape, instance, ruled};
use planner::repair::Changes;
use planner::report::{to_json, verify};
use planner::watch::Still;
use planner::{Budget, Fault, Instance, Options, Plan, Problem, solve};
use proptest::prelude::*;
use serde_json::{Value, json};

const OPTIONS: Options = Options { seed: 1, threads: 1, budget: Budget::Moves(5_000), bound: false };

/// A value under the root, reached by random steps.
fn somewhere<'a>(mut value: &'a mut Value, dice: &mut Dice) -> &'a mut Value {
    loop {
        let size =
            value.as_object().map(serde_json::Map::len).or(value.as_array().map(Vec::len)).unwrap_or(0);
        if size == 0 || dice.chance(12) {
            return value;
        }
        let at = dice.below(size);
        value = match value {
            Value::Object(members) => members.values_mut().nth(at).expect("a member"),
            Value::Array(items) => &mut items[at],
            _ => unreachable!("only these have a size"),
        };
    }
}

/// Spoils one value, or takes, doubles or adds one.
fn spoil(value: &mut Value, dice: &mut Dice) {
    let place = somewhere(value, dice);
    let wrong = [
        json!(null),
        json!(-1),
        json!(2.5),
        json!(1e300),
        json!(u64::MAX),
        json!(999_999),
        json!(100_000),
        json!(0),
        json!(true),
        json!(""),
        json!("SISR"),
        json!([]),
        json!([[[]]]),
        json!({}),
    ];
    match (dice.below(4), place) {
        (0, Value::Array(items)) if !items.is_empty() => {
            let at = dice.below(items.len());
            let twin = items[at].clone();
            items.push(twin);
        }
        (1, Value::Array(items)) if !items.is_empty() => {
            items.pop();
        }
        (0, Value::Object(members)) => {
            members.insert("inconnu".to_owned(), json!({ "a": [1, "b"] }));
        }
        (1, Value::Object(members)) if !members.is_empty() => {
            let name = members.keys().nth(dice.below(members.len())).expect("a member").clone();
            members.remove(&name);
        }
        (_, place) => *place = wrong[dice.below(wrong.len())].clone(),
    }
}

fn says_where(fault: &Fault) -> bool {
    !fault.reason.is_empty()
        && (!fault.field.is_empty() || fault.reason.contains("instance") || fault.reason.contains("objet"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_spoilt_instance_is_refused_with_its_place_or_can_be_planned(seed in any::<u64>(), faults in 1..4_usize) {
        let shape = Shape { seed, candidates: 8, days: 2, centres: 2, teachers: 6, pros: 3 };
        let mut value = ruled(instance(shape), shape, seed);
        let mut dice = Dice::new(seed);
        for _ in 0..faults {
            spoil(&mut value, &mut dice);
        }
        match Instance::from_json(&value.to_string()).and_then(|instance| Problem::new(&instance)) {
            Err(fault) => prop_assert!(says_where(&fault), "{:?}", fault),
            Ok(problem) => {
                let solution = solve(&problem, None, OPTIONS, &Still);
                let file = to_json(&problem, &solution, OPTIONS);
                prop_assert!(verify(&problem, &file.to_string()).unwrap().breaches.is_empty());
            }
        }
    }

    #[test]
    fn a_spoilt_plan_or_list_of_changes_does_no_harm(seed in any::<u64>()) {
        let shape = Shape { seed: 5, candidates: 8, days: 2, centres: 2, teachers: 6, pros: 3 };
        let instance = Instance::from_json(&instance(shape).to_string()).unwrap();
        let problem = Problem::new(&instance).unwrap();
        let plan = solve(&problem, None, OPTIONS, &Still).plan;
        let mut dice = Dice::new(seed);
        let mut file = json!({ "sessions": plan.sessions_json(), "cost": 12, "bound": 3,
            "certificate": { "relaxation": "e4-ost-relaxation-1", "multipliers": [1, -2] } });
        let mut changes = json!({ "unavailable": [{ "examiner": ["T", 3], "halves": [0, 1] }, { "candidate": 5, "days": [1] }],
            "rooms": [{ "centre": 1, "half": 3, "rooms": 0 }], "frozen_before": 2 });
        for _ in 0..2 {
            spoil(&mut file, &mut dice);
            spoil(&mut changes, &mut dice);
        }
        match Plan::from_json(&file.to_string()) {
            Err(fault) => prop_assert!(says_where(&fault), "{:?}", fault),
            Ok(start) => {
                solve(&problem, Some(&start), OPTIONS, &Still);
            }
        }
        if let Err(fault) = verify(&problem, &file.to_string()) {
            prop_assert!(says_where(&fault), "{:?}", fault);
        }
        let changed = Changes::from_json(&changes.to_string()).and_then(|changes| changes.apply(&instance, &plan));
        match changed.and_then(|instance| Problem::new(&instance)) {
            Err(fault) => prop_assert!(says_where(&fault), "{:?}", fault),
            Ok(problem) => {
                planner::repair::repair(&problem, &plan, OPTIONS, &Still);
            }
        }
    }

    #[test]
    fn a_text_cut_anywhere_is_refused(cut in any::<prop::sample::Index>()) {
        let shape = Shape { seed: 4, candidates: 3, days: 1, centres: 1, teachers: 3, pros: 1 };
        let text = instance(shape).to_string();
        let fault = Instance::from_json(&text[..cut.index(text.len())]).unwrap_err();
        prop_assert!(fault.reason.contains("ligne"), "{fault}");
    }
}

/// Nobody to examine them, no room, a single candidate, far more rooms than needed.
#[test]
fn odd_instances_are_planned_as_far_as_they_can_be() {
    let shape =
        |candidates, teachers, pros| Shape { seed: 2, candidates, days: 2, centres: 2, teachers, pros };
    let odd = [(1, 6, 3, 2), (12, 0, 0, 2), (12, 1, 0, 2), (12, 0, 4, 2), (12, 6, 3, 0), (12, 6, 3, 900_000)];
    for (candidates, teachers, pros, rooms) in odd {
        let shape = shape(candidates, teachers, pros);
        let mut value = instance(shape);
        for centre in value["centres"].as_array_mut().unwrap() {
            centre["rooms"] = json!(vec![rooms; 4]);
        }
        let problem = Problem::new(&Instance::from_json(&value.to_string()).unwrap()).unwrap();
        let solution = solve(&problem, None, Options { bound: true, ..OPTIONS }, &Still);
        let judgement = judge(&value, &to_json(&problem, &solution, OPTIONS));
        assert!(judgement.errors.is_empty(), "{:?}", judgement.errors);
        assert!(solution.bound().unwrap() <= solution.cost.total());
        if teachers + pros < 2 || rooms == 0 {
            assert_eq!(solution.unseated.len(), candidates);
            assert!(!solution.explanation.unwrap().sentences.is_empty());
        }
    }
}
