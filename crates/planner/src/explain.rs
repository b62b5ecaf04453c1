//! Why a plan is not complete, in words: what would have to be added for everybody to pass.
//!
//! The instance is solved again with reinforcements that may be called at a price. Those that the search still calls
//! are what is missing, and with them the plan is complete: the sentences name a remedy that works.

use crate::instance::{Instance, Person, SPECIALITIES, Teacher};
use crate::plan::Plan;
use crate::problem::{Problem, capital};
use crate::solve::{Budget, Options, search};
use crate::watch::Watch;
use std::collections::BTreeMap;
use std::time::Duration;

/// Why a plan is not complete, in French.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    /// One sentence for each lack.
    pub sentences: Vec<String>,
}

/// Points for a reinforcement, against the weight of a candidate without a place.
const SHARE: i64 = 5;

/// The part of a budget of moves that each trial has.
const PART: u64 = 4;

pub(crate) fn explain(problem: &Problem, plan: &Plan, options: Options, watch: &dyn Watch) -> Explanation {
    let mut sentences = nowhere(problem);
    for more_rooms in [false, true] {
        let Ok(reinforced) = reinforce(problem, plan, more_rooms) else { break };
        let budget = match options.budget {
            Budget::Moves(moves) => Budget::Moves(moves / PART),
            Budget::Time(whole) => {
                Budget::Time(watch.elapsed() + (whole / 10).max(Duration::from_millis(300)))
            }
        };
        let found = search(&reinforced, Some(plan), Options { budget, bound: false, ..options }, watch);
        let complete = found.seated() + alone(problem).len() >= problem.candidates;
        if complete || more_rooms {
            sentences.extend(lacks(problem, &found));
            let left = problem.candidates - found.seated();
            if !complete {
                sentences.push(format!(
                    "Même avec ces renforts, {left} candidat(s) n’ont pas été placés : leurs centres, leurs jours ou \
                     leurs incompatibilités sont trop étroits."
                ));
            }
            break;
        }
    }
    Explanation { sentences }
}

/// Candidates for whom no place exists, whoever sits.
fn alone(problem: &Problem) -> Vec<usize> {
    let width = problem.centres * problem.halves;
    (0..problem.candidates)
        .filter(|k| !problem.may_pass[k * width..(k + 1) * width].contains(&true))
        .collect()
}

fn nowhere(problem: &Problem) -> Vec<String> {
    let sentence = |k| {
        format!(
            "{} ne peut passer nulle part : aucun centre possible n’a de salle un jour libre, ou la durée de l’oral \
             dépasse la demi-journée. Ouvrez un centre ou un jour.",
            capital(&problem.candidate(k))
        )
    };
    alone(problem).into_iter().map(sentence).collect()
}

/// The problem with teachers of each speciality who are free everywhere, at a price, and perhaps more rooms.
fn reinforce(problem: &Problem, plan: &Plan, more_rooms: bool) -> Result<Problem, crate::Fault> {
    let mut instance: Instance = problem.instance.clone();
    let waiting = problem.candidates - plan.seated();
    let count = (waiting + 1).min(40);
    let school = instance.schools;
    instance.schools += 1;
    for spec in 0..SPECIALITIES.len() {
        for _ in 0..count {
            let mut leads = [false; 2];
            leads[spec] = true;
            let halves = instance.halves();
            let avail = vec![true; halves];
            instance.teachers.push(Teacher { name: None, leads, school, avail, max_halves: halves });
            instance.teacher_distance.push(vec![0; instance.centres.len()]);
        }
    }
    if more_rooms {
        for rooms in instance.centres.iter_mut().flat_map(|centre| &mut centre.rooms) {
            *rooms += 2;
        }
    }
    let mut reinforced = Problem::new(&instance)?;
    let price = (problem.weights.unassigned / SHARE) as i32;
    let width = problem.centres * problem.halves;
    for at in problem.teachers * width..reinforced.teachers * width {
        reinforced.seat_cost[at] += price;
    }
    Ok(reinforced)
}

/// What a reinforced plan called, half-day by half-day.
fn lacks(problem: &Problem, plan: &Plan) -> Vec<String> {
    let mut people: BTreeMap<(usize, usize, Option<usize>), usize> = BTreeMap::new();
    let mut rooms: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for sitting in &plan.sessions {
        let place = (sitting.half, sitting.centre);
        *rooms.entry(place).or_default() += 1;
        if sitting.lead >= problem.teachers {
            *people.entry((place.0, place.1, Some(sitting.spec))).or_default() += 1;
        }
        if matches!(sitting.second, Person::Teacher(at) if at >= problem.teachers) {
            *people.entry((place.0, place.1, None)).or_default() += 1;
        }
    }
    let mut sentences = Vec::new();
    for ((half, c, spec), count) in people {
        let (when, place) = (problem.when(half), problem.place(c));
        let s = if count > 1 { "s" } else { "" };
        sentences.push(match spec {
            Some(spec) => format!("Il manque {count} enseignant{s} {} {when} {place}.", SPECIALITIES[spec]),
            None => format!("Il manque {count} second{s} membre{s} de commission {when} {place}."),
        });
    }
    for ((half, c), count) in rooms {
        let missing = count.saturating_sub(problem.rooms[c * problem.halves + half]);
        if missing > 0 {
            let s = if missing > 1 { "s" } else { "" };
            sentences.push(format!(
                "Il manque {missing} salle{s} {} {}.",
                problem.when(half),
                problem.place(c)
            ));
        }
    }
    sentences
}
