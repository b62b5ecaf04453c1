//! The rules that the format's optional fields add.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test says what it expects")]

mod common;

use common::maker::easy;
use planner::compare::design;
use planner::repair::{Changes, Moved, moved, repair};
use planner::report::{starts, to_json};
use planner::watch::Still;
use planner::{Budget, Instance, Options, Plan, Problem, Solution, solve};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const OPTIONS: Options = Options { seed: 1, threads: 2, budget: Budget::Moves(400_000), bound: false };

fn problem(value: &Value) -> Problem {
    Problem::new(&Instance::from_json(&value.to_string()).unwrap()).unwrap()
}

fn solved(value: &Value) -> Solution {
    let solution = solve(&problem(value), None, OPTIONS, &Still);
    assert!(solution.is_complete(), "{:?}", solution.explanation);
    solution
}

fn fault(value: &Value) -> String {
    let read = Instance::from_json(&value.to_string());
    read.and_then(|instance| Problem::new(&instance).map(|_| ())).unwrap_err().to_string()
}

#[test]
fn a_clock_gives_each_candidate_an_hour_with_third_time_ef4_pause_and_deliberation() {
    let mut value = easy(24);
    value["clock"] = json!({ "morning": ["08:30", "12:10"], "afternoon": ["13:30", "17:10"], "ef4_minutes": 20,
        "deliberation_minutes": 20, "pause_minutes": 10 });
    value["candidates"][0]["third_time"] = json!(true);
    value["candidates"][1]["ef4"] = json!(true);
    let solution = solved(&value);
    let hours = starts(&problem(&value), &solution.plan).unwrap();
    let minutes = |text: &str| text[..2].parse::<usize>().unwrap() * 60 + text[3..].parse::<usize>().unwrap();
    for (sitting, hours) in solution.plan.sessions.iter().zip(hours) {
        let mut ends = Vec::new();
        for (k, hour) in sitting.candidates.iter().zip(&hours) {
            let length = if *k == 0 { 54 } else { 40 } + if *k == 1 { 20 } else { 0 };
            ends.push(minutes(hour) + length);
        }
        let end = if sitting.half % 2 == 0 { minutes("12:10") } else { minutes("17:10") };
        assert!(ends.last().unwrap() + 20 <= end, "{hours:?}");
        assert!(hours.iter().skip(1).zip(&ends).all(|(start, end)| minutes(start) >= *end), "{hours:?}");
    }
}

#[test]
fn lunch_needs_its_time_between_the_half_days() {
    let mut value = easy(4);
    value["clock"] = json!({ "morning": ["08:30", "13:00"], "afternoon": ["13:30", "17:00"] });
    assert!(fault(&value).starts_with("clock.afternoon : le déjeuner"), "{}", fault(&value));
}

#[test]
fn a_fixed_session_stays_with_its_people_and_candidates() {
    let mut value = easy(20);
    let free = solved(&value);
    let sessions = to_json(&problem(&value), &free, OPTIONS)["sessions"].clone();
    value["fixed"] = json!([sessions[2]]);
    let again = solve(&problem(&value), None, Options { seed: 44, ..OPTIONS }, &Still);
    let wanted = &free.plan.sessions[2];
    let stays = again.plan.sessions.iter().find(|s| (s.half, s.lead) == (wanted.half, wanted.lead)).unwrap();
    assert_eq!((stays.centre, stays.second), (wanted.centre, wanted.second));
    assert!(wanted.candidates.iter().all(|k| stays.candidates.contains(k)));
}

#[test]
fn a_fixed_session_against_the_rules_is_a_bad_instance() {
    let mut value = easy(8);
    value["fixed"] =
        json!([{ "half": 0, "centre": 0, "spec": "SISR", "lead": 1, "second": ["T", 1], "candidates": [0] }]);
    assert!(fault(&value).starts_with("fixed[0]"), "{}", fault(&value));
}

#[test]
fn what_is_forbidden_is_not_in_the_plan() {
    let mut value = easy(20);
    let free = solved(&value).plan.sessions[0].clone();
    let k = free.candidates[0];
    value["forbidden"] = json!([
        { "candidate": k, "half": free.half },
        { "examiner": ["T", free.lead], "centre": free.centre },
    ]);
    for sitting in solved(&value).plan.sessions {
        assert!(!(sitting.half == free.half && sitting.candidates.contains(&k)));
        assert!(!(sitting.lead == free.lead && sitting.centre == free.centre));
    }
}

#[test]
fn examiners_sit_together_or_apart_as_asked() {
    let mut value = easy(20);
    let free = solved(&value).plan.sessions;
    let (lead, second) = (free[0].lead, free[0].second);
    let json = |person| match person {
        planner::instance::Person::Teacher(at) => json!(["T", at]),
        planner::instance::Person::Pro(at) => json!(["P", at]),
    };
    value["apart"] = json!([[["T", lead], json(second)]]);
    assert!(solved(&value).plan.sessions.iter().all(|s| (s.lead, s.second) != (lead, second)));
    value["apart"] = json!([]);
    value["together"] = json!([[["T", lead], json(second)]]);
    assert!(solved(&value).plan.sessions.iter().all(|s| (s.lead == lead) == (s.second == second)));
    value["apart"] = value["together"].clone();
    assert!(fault(&value).starts_with("apart[0]"));
}

#[test]
fn who_needs_an_equipped_room_has_one() {
    let mut value = easy(20);
    for k in 0..5 {
        value["candidates"][k]["needs"] = json!("rampe");
        value["candidates"][k]["centres"] = json!([0, 1]);
    }
    value["centres"][1]["equipment"] = json!({ "rampe": 1 });
    let solution = solved(&value);
    let mut halves = BTreeSet::new();
    for sitting in solution.plan.sessions.iter().filter(|s| s.candidates.iter().any(|k| *k < 5)) {
        assert_eq!(sitting.centre, 1);
        assert!(halves.insert(sitting.half), "two sessions in one equipped room");
    }
}

#[test]
fn comparability_connects_commissions_and_deals_inside_blocks() {
    let mut value = easy(40);
    let before = design(&solved(&value).plan);
    value["comparability"] = json!({ "candidates_per_pair": 8, "lacking_pair": 40, "seed": 12 });
    let solution = solved(&value);
    let after = design(&solution.plan);
    assert!(after.in_one_pair < before.in_one_pair, "{before:?} {after:?}");
    let file = to_json(&problem(&value), &solution, OPTIONS);
    assert_eq!(file["deal"]["seed"], 12);
    let dealt: usize = solution.blocks.iter().map(|block| block.sessions.len()).sum();
    assert_eq!(dealt, solution.plan.sessions.len());
}

/// Counted by hand: T0 sits with P0 (four candidates) and P1 (three), T1 with P0 (two); T2 and P2 sit apart (one).
#[test]
fn a_design_and_its_lacks_are_what_a_hand_counts() {
    let mut value = easy(10);
    value["comparability"] = json!({ "candidates_per_pair": 4, "pairs_per_examiner": 2, "schools_per_pair": 2,
        "lacking_candidate": 1, "lacking_pair": 5, "lacking_school": 3 });
    for (k, school) in [0, 0, 1, 1, 2, 2, 2, 3, 3, 0].into_iter().enumerate() {
        value["candidates"][k]["school"] = json!(school);
    }
    let session = |half: usize, lead: usize, second: usize, candidates: std::ops::Range<usize>| {
        json!({ "half": half, "centre": 0, "spec": "SISR", "lead": lead, "second": ["P", second],
            "candidates": candidates.collect::<Vec<_>>() })
    };
    let sessions =
        [session(0, 0, 0, 0..4), session(1, 0, 1, 4..7), session(2, 1, 0, 7..9), session(2, 2, 2, 9..10)];
    let plan = Plan::from_json(&json!({ "sessions": sessions }).to_string()).unwrap();
    let design = design(&plan);
    assert_eq!((design.pairs, design.groups, design.in_one_pair), (4, 2, 4));
    assert_eq!((design.fewest_candidates, design.median_candidates), (1, 3));
    // Candidates: 0 + 1 + 2 + 3. Partners: P1, T1, T2, P2 lack one each. Schools: all but the first pair lack one.
    let cost = planner::audit::audit(&problem(&value), &plan).cost.comparability;
    assert_eq!(cost, 6 + 4 * 5 + 3 * 3);
}

#[test]
fn a_misspelt_name_is_told() {
    let mut value = easy(4);
    assert_eq!(Instance::unknown_names(&value.to_string()).unwrap(), Vec::<String>::new());
    value["forbiden"] = json!([]);
    value["candidates"][2]["third_tme"] = json!(true);
    let told = Instance::unknown_names(&value.to_string()).unwrap();
    assert_eq!(told, ["candidates[].third_tme", "forbiden"]);
}

#[test]
fn a_lack_is_said_in_words() {
    let mut value = easy(12);
    for teacher in value["teachers"].as_array_mut().unwrap() {
        if teacher["kind"] == "SLAM" || teacher["kind"] == "BOTH" {
            teacher["kind"] = json!("SISR");
        }
    }
    value["candidates"][3]["centres"] = json!([]);
    let solution = solve(&problem(&value), None, OPTIONS, &Still);
    assert!(!solution.is_complete());
    let told = solution.explanation.unwrap().sentences.join("\n");
    assert!(told.contains("Le candidat 3 ne peut passer nulle part"), "{told}");
    assert!(told.contains("enseignant") && told.contains("SLAM le jour"), "{told}");
}

#[test]
fn an_illness_moves_few_people_and_says_whom() {
    let value = easy(40);
    let (instance, plan) = (Instance::from_json(&value.to_string()).unwrap(), solved(&value).plan);
    let ill = plan.sessions[0].lead;
    let changes =
        format!(r#"{{"unavailable": [{{"examiner": ["T", {ill}], "halves": [0, 1, 2, 3, 4, 5]}}]}}"#);
    let changes = Changes::from_json(&changes).unwrap();
    let problem = Problem::new(&changes.apply(&instance, &plan).unwrap()).unwrap();
    let (solution, told) = repair(&problem, &plan, OPTIONS, &Still);
    assert!(solution.is_complete());
    assert!(planner::audit::audit(&problem, &solution.plan).faults.is_empty());
    assert_eq!(told, moved(&plan, &solution.plan));
    let examiners = told.iter().filter(|moved| matches!(moved, Moved::Examiner(..))).count();
    let seats = plan.sessions.iter().filter(|s| s.lead == ill).count();
    assert!(examiners <= 1 + seats, "{told:?}");
    assert!(told.len() - examiners <= 4 * seats, "{told:?}");
    assert!(told.iter().all(|moved| !moved.sentence(&problem).is_empty()));
}

#[test]
fn a_frozen_morning_does_not_move() {
    let value = easy(40);
    let (instance, plan) = (Instance::from_json(&value.to_string()).unwrap(), solved(&value).plan);
    let half = plan.sessions.iter().map(|sitting| sitting.half).nth(plan.sessions.len() / 2).unwrap();
    let changes = Changes { frozen_before: half, rooms: vec![(0, half, 0)], ..Changes::default() };
    let problem = Problem::new(&changes.apply(&instance, &plan).unwrap()).unwrap();
    let (solution, _) = repair(&problem, &plan, OPTIONS, &Still);
    let early = |plan: &planner::Plan| plan.sessions.iter().filter(|s| s.half < half).count();
    assert_eq!(early(&plan), early(&solution.plan));
    assert!(solution.plan.sessions.iter().all(|s| s.half != half || s.centre != 0));
}

#[test]
fn a_fault_names_its_field_and_its_reason() {
    let cases: [(&str, Value, &str); 6] = [
        ("/days", json!("trois"), "days : un nombre entier"),
        ("/teachers/2/avail", json!([1]), "teachers[2].avail : 1 valeurs pour 6 demi-journées"),
        ("/candidates/0/centres", json!([9]), "candidates[0].centres : 9 n’existe pas"),
        ("/candidates/1/id", json!(7), "candidates[1].id : 1 est attendu"),
        ("/teachers/0/kind", json!("PHP"), "teachers[0].kind : SISR, SLAM"),
        ("/weights/session", json!(-1), "weights.session : un nombre entier"),
    ];
    for (pointer, wrong, expected) in cases {
        let mut value = easy(4);
        *value.pointer_mut(pointer).unwrap() = wrong;
        assert!(fault(&value).starts_with(expected), "{}", fault(&value));
    }
    assert!(Instance::from_json("{").unwrap_err().to_string().contains("JSON"));
}
