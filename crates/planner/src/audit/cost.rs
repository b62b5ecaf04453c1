//! What a plan costs, part by part.

use crate::instance::{Person, Sitting};
use crate::plan::Plan;
use crate::problem::Problem;
use std::collections::{BTreeMap, BTreeSet};

/// The cost of a plan, in points, part by part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cost {
    /// Candidates without a place.
    pub unassigned: i64,
    /// Sessions.
    pub session: i64,
    /// Sessions without a professional.
    pub no_pro: i64,
    /// Half-days alone.
    pub half_day: i64,
    /// Changes of partner within a day.
    pub partner_change: i64,
    /// Examiners' travel.
    pub travel_examiner: i64,
    /// Candidates' travel.
    pub travel_candidate: i64,
    /// Candidates of one school above two in a session.
    pub same_school_over2: i64,
    /// Uneven load of examiners.
    pub load_quadratic: i64,
    /// What comparison lacks; 0 where the instance does not ask for it.
    pub comparability: i64,
}

impl Cost {
    /// The whole.
    pub fn total(&self) -> i64 {
        self.unassigned
            + self.session
            + self.no_pro
            + self.half_day
            + self.partner_change
            + self.travel_examiner
            + self.travel_candidate
            + self.same_school_over2
            + self.load_quadratic
            + self.comparability
    }

    /// Counts a plan whose numbers are all known.
    pub(super) fn of(problem: &Problem, plan: &Plan, unseated: usize) -> Self {
        let weights = &problem.weights;
        let mut cost = Self { unassigned: weights.unassigned * unseated as i64, ..Self::default() };
        let mut agenda: BTreeMap<usize, BTreeMap<usize, &Sitting>> = BTreeMap::new();
        for sitting in &plan.sessions {
            cost.session += weights.session;
            if matches!(sitting.second, Person::Teacher(_)) {
                cost.no_pro += weights.no_pro;
            }
            for e in [sitting.lead, problem.number(sitting.second)] {
                cost.travel_examiner += weights.travel_examiner * problem.distance(e, sitting.centre);
                agenda.entry(e).or_default().insert(sitting.half, sitting);
            }
            let mut schools = BTreeMap::new();
            for &k in &sitting.candidates {
                let distance = problem.instance.candidate_distance[k][sitting.centre];
                cost.travel_candidate += weights.travel_candidate * distance as i64;
                *schools.entry(problem.school[k]).or_insert(0_i64) += 1;
            }
            let over: i64 = schools.values().map(|count| (count - 2).max(0)).sum();
            cost.same_school_over2 += weights.same_school_over2 * over;
        }
        for halves in agenda.values() {
            let n = halves.len() as i64;
            cost.load_quadratic += weights.load_quadratic * n * (n - 1) / 2;
            let days: BTreeSet<_> = halves.keys().map(|half| half / 2).collect();
            for day in days {
                match (halves.get(&(2 * day)), halves.get(&(2 * day + 1))) {
                    (Some(one), Some(other)) if (one.lead, one.second) != (other.lead, other.second) => {
                        cost.partner_change += weights.partner_change;
                    }
                    (Some(_), Some(_)) => {}
                    _ => cost.half_day += weights.half_day,
                }
            }
        }
        cost.comparability = lacks(problem, plan);
        cost
    }
}

/// What comparison lacks.
fn lacks(problem: &Problem, plan: &Plan) -> i64 {
    let Some(wanted) = problem.comparability else { return 0 };
    let mut pairs: BTreeMap<(usize, usize), (usize, BTreeSet<u32>)> = BTreeMap::new();
    let mut partners: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for sitting in &plan.sessions {
        let (lead, second) = (sitting.lead, problem.number(sitting.second));
        let pair = pairs.entry((lead.min(second), lead.max(second))).or_default();
        pair.0 += sitting.candidates.len();
        pair.1.extend(sitting.candidates.iter().map(|k| problem.school[*k]));
        partners.entry(lead).or_default().insert(second);
        partners.entry(second).or_default().insert(lead);
    }
    let lack = |wanted: usize, found: usize| wanted.saturating_sub(found) as i64;
    let of_pairs = pairs.values().map(|(count, schools)| {
        wanted.lacking_candidate * lack(wanted.candidates_per_pair, *count)
            + wanted.lacking_school * lack(wanted.schools_per_pair, schools.len())
    });
    let of_people =
        partners.values().map(|with| wanted.lacking_pair * lack(wanted.pairs_per_examiner, with.len()));
    of_pairs.sum::<i64>() + of_people.sum::<i64>()
}

impl Problem {
    /// The class of distance of an examiner to a centre.
    pub(crate) fn distance(&self, e: usize, c: usize) -> i64 {
        let row = match self.person(e) {
            Person::Teacher(place) => &self.instance.teacher_distance[place],
            Person::Pro(place) => &self.instance.pro_distance[place],
        };
        row[c] as i64
    }

    /// A person's name for a sentence.
    pub(crate) fn name(&self, e: usize) -> String {
        match self.person(e) {
            Person::Teacher(place) => {
                self.instance.teachers[place].name.clone().unwrap_or_else(|| format!("l’enseignant {place}"))
            }
            Person::Pro(place) => {
                self.instance.pros[place].name.clone().unwrap_or_else(|| format!("le professionnel {place}"))
            }
        }
    }

    /// A candidate's name for a sentence.
    pub(crate) fn candidate(&self, k: usize) -> String {
        self.instance.candidates[k].name.clone().unwrap_or_else(|| format!("le candidat {k}"))
    }

    /// A half-day for a sentence.
    pub(crate) fn when(&self, half: usize) -> String {
        let part = if half.is_multiple_of(2) { "au matin" } else { "après-midi" };
        match self.instance.day_names.get(half / 2) {
            Some(name) => format!("le {name} {part}"),
            None => format!("le jour {} {part}", half / 2 + 1),
        }
    }

    /// A centre for a sentence.
    pub(crate) fn place(&self, c: usize) -> String {
        let name = self.instance.centres[c].name.as_deref();
        name.map_or_else(|| format!("au centre {c}"), |name| format!("à {name}"))
    }
}
