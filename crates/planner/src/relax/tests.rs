//! The relaxation holds every plan: this is what makes its bound true.

use super::lp::Lp;
use super::model::{Column, Model, Pattern};
use super::{pdhg, proof};
use crate::audit::audit;
use crate::instance::Instance;
use crate::plan::Plan;
use crate::problem::Problem;
use crate::solve::{Budget, Options, solve};
use crate::watch::Still;
use std::collections::BTreeMap;

fn problem(text: &str) -> Problem {
    Problem::new(&Instance::from_json(text).unwrap()).unwrap()
}

fn plan_of(problem: &Problem, seed: u64, moves: u64) -> Plan {
    let options = Options { seed, threads: 2, budget: Budget::Moves(moves), bound: false };
    solve(problem, None, options, &Still).plan
}

/// The point of the relaxation that a plan gives.
fn point(problem: &Problem, model: &Model, plan: &Plan) -> Vec<i64> {
    let mut counts: BTreeMap<Column, i64> = BTreeMap::new();
    let mut at = BTreeMap::new();
    for sitting in &plan.sessions {
        let second = problem.number(sitting.second) as u32;
        at.insert((sitting.lead as u32, sitting.half), (sitting, true));
        at.insert((second, sitting.half), (sitting, false));
    }
    let mut loads: BTreeMap<u32, u32> = BTreeMap::new();
    for (&(e, h), &(sitting, leads)) in &at {
        let rank = loads.entry(e).or_default();
        counts.insert(Column::Rank { e, rank: *rank }, 1);
        *rank += 1;
        let other = at.get(&(e, h ^ 1));
        let same =
            other.is_some_and(|(other, _)| (other.lead, other.second) == (sitting.lead, sitting.second));
        let (c, day) = (sitting.centre as u16, (h / 2) as u16);
        let pattern = match (same, h % 2) {
            (true, _) => Pattern::Day,
            (false, 0) => Pattern::Morning,
            (false, _) => Pattern::Afternoon,
        };
        if other.is_some() && !same {
            counts.insert(Column::Twice { e, day }, 1);
        }
        let spec = sitting.spec as u8;
        let other_spec = other.filter(|_| same).map_or(spec, |(other, _)| other.spec as u8);
        let specs = if h % 2 == 0 { [spec, other_spec] } else { [other_spec, spec] };
        let column = if leads {
            Column::Lead { e, c, day, pattern, specs }
        } else {
            Column::Second { e, c, day, pattern }
        };
        counts.insert(column, 1);
    }
    for (kind, group) in model.kinds.iter().enumerate() {
        for k in &group.members {
            let sitting = plan.sessions.iter().find(|sitting| sitting.candidates.contains(&(*k as usize)));
            let column = match sitting {
                None => Column::Wait { kind: kind as u32 },
                Some(s) => Column::Pass { kind: kind as u32, c: s.centre as u16, h: s.half as u16 },
            };
            *counts.entry(column).or_default() += 1;
        }
    }
    extras(problem, plan, &mut counts);
    model.columns.iter().map(|column| counts.get(column).copied().unwrap_or_default()).collect()
}

fn extras(problem: &Problem, plan: &Plan, counts: &mut BTreeMap<Column, i64>) {
    for sitting in &plan.sessions {
        let mut schools: BTreeMap<u32, i64> = BTreeMap::new();
        for k in &sitting.candidates {
            *schools.entry(problem.school[*k]).or_default() += 1;
        }
        for (school, count) in schools {
            let (c, h) = (sitting.centre as u16, sitting.half as u16);
            let column = Column::Extra { school, spec: sitting.spec as u8, c, h };
            *counts.entry(column).or_default() += (count - 2).max(0);
        }
    }
}

fn holds(lp: &Lp, point: &[i64]) -> bool {
    let rows = (0..lp.rows()).all(|row| {
        let sum: i64 = lp.row(row).map(|(column, factor)| i64::from(factor) * point[column]).sum();
        if lp.equal[row] { sum == lp.right[row] } else { sum <= lp.right[row] }
    });
    rows && point.iter().zip(&lp.most).all(|(value, most)| (0..=*most).contains(value))
}

#[test]
fn every_plan_is_a_point_that_costs_no_more() {
    for text in [
        include_str!("../../tests/instances/small1.json"),
        include_str!("../../tests/instances/medium1.json"),
    ] {
        let problem = problem(text);
        let model = Model::new(&problem);
        for (seed, moves) in [(1, 10_000), (2, 100_000), (3, 300_000)] {
            let plan = plan_of(&problem, seed, moves);
            let point = point(&problem, &model, &plan);
            assert!(holds(&model.lp, &point), "seed {seed}");
            let cost: i64 = point.iter().zip(&model.lp.cost).map(|(value, cost)| value * cost).sum();
            assert!(cost <= audit(&problem, &plan).cost.total(), "{cost}");
        }
    }
}

/// One pair sits all day, each half-day for another speciality: no change of partner, so it must cost none here.
#[test]
fn a_pair_may_change_speciality_at_noon() {
    let text = include_str!("../../tests/instances/small1.json");
    let mut problem = problem(text);
    let mut plan = plan_of(&problem, 1, 300_000);
    let twin = |plan: &Plan, at: usize| {
        let one = &plan.sessions[at];
        plan.sessions
            .iter()
            .position(|s| s.half == one.half + 1 && (s.lead, s.second) == (one.lead, one.second))
    };
    let at = (0..plan.sessions.len())
        .find(|at| plan.sessions[*at].half.is_multiple_of(2) && twin(&plan, *at).is_some())
        .unwrap();
    let other = twin(&plan, at).unwrap();
    let lead = plan.sessions[at].lead;
    problem.instance.teachers[lead].leads = [true, true];
    problem.may_lead.iter_mut().for_each(|may| may[lead] = true);
    plan.sessions[other].spec = 1 - plan.sessions[other].spec;
    let model = Model::new(&problem);
    let point = point(&problem, &model, &plan);
    let mixed = model.columns.iter().zip(&point).any(|(column, value)| match column {
        Column::Lead { e, specs, .. } => *value == 1 && *e as usize == lead && specs[0] != specs[1],
        _ => false,
    });
    assert!(mixed);
    let cost: i64 = point.iter().zip(&model.lp.cost).map(|(value, cost)| value * cost).sum();
    assert!(cost <= audit(&problem, &plan).cost.total());
}

fn knapsack() -> Lp {
    let mut lp = Lp::new();
    let (x, y) = (lp.add_column(3, 1), lp.add_column(2, 1));
    lp.add_row(&mut vec![(x, -2), (y, -1)], false, -2);
    lp
}

#[test]
fn multipliers_reach_the_least_cost_of_a_small_programme() {
    // 2x + y ≥ 2 at the least 3x + 2y: x = 1 costs 3.
    let lp = knapsack();
    let reached = pdhg::approach(&lp, None, |steps, _| steps < 2000);
    assert!((reached.bound - 3.0).abs() < 1e-3, "{}", reached.bound);
    assert_eq!(proof::bound(&lp, &proof::rounded(&lp, &reached.multipliers)), Some(3));
}

#[test]
fn a_proof_refuses_multipliers_of_the_wrong_sign_or_number() {
    let lp = knapsack();
    assert_eq!(proof::bound(&lp, &[1]), None);
    assert_eq!(proof::bound(&lp, &[]), None);
    assert_eq!(proof::bound(&lp, &[0]), Some(0));
    // Any other multiplier is true, only weaker.
    assert_eq!(proof::bound(&lp, &[-proof::UNIT]), Some(2));
    assert!(proof::bound(&lp, &[-3 * proof::UNIT]).is_some_and(|bound| bound <= 3));
}
