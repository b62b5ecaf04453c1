//! Reading a plan against the rules: every hard rule it breaks, and what it costs.
//!
//! The search keeps its own running account; this module counts again from nothing, for what is published.

mod cost;

pub use cost::Cost;

use crate::instance::{Half, SPECIALITIES, Sitting};
use crate::plan::Plan;
use crate::problem::Problem;
use std::collections::BTreeMap;

/// A hard rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A number of the plan is not in the instance.
    Unknown,
    /// The lead is a teacher of the speciality.
    Lead,
    /// Two people sit.
    TwoPeople,
    /// Rules between examiners: together, apart.
    Pairing,
    /// Nobody is twice in a half-day.
    Twice,
    /// Examiners are available, allowed in the centre.
    Available,
    /// No more half-days than a person accepts.
    Load,
    /// One centre a day.
    OneCentre,
    /// Rooms.
    Rooms,
    /// Equipped rooms.
    Equipment,
    /// A session has a candidate.
    Empty,
    /// A session holds what it can hold.
    Places,
    /// A candidate's speciality, centres, days, half-days.
    Candidate,
    /// No examiner of the own school, no tutor, nobody to be kept away.
    Conflict,
    /// Each candidate passes once at most.
    Once,
    /// A fixed session stays.
    Fixed,
}

/// A rule that a plan breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// Which rule.
    pub rule: Rule,
    /// In which session, by place in the plan.
    pub session: Option<usize>,
    /// What is wrong, in French.
    pub reason: String,
}

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audit {
    /// Every hard rule broken; empty for a plan that can be published.
    pub faults: Vec<Breach>,
    /// What the plan costs.
    pub cost: Cost,
    /// Candidates without a place.
    pub unseated: Vec<usize>,
}

/// Reads a whole plan.
pub fn audit(problem: &Problem, plan: &Plan) -> Audit {
    let mut reader = Reader { problem, faults: Vec::new() };
    if !reader.numbers(plan) {
        let unseated = (0..problem.candidates).collect();
        return Audit { faults: reader.faults, cost: Cost::default(), unseated };
    }
    let mut passes = vec![0; problem.candidates];
    let mut days: Agenda = BTreeMap::new();
    let mut rooms = BTreeMap::new();
    for (index, sitting) in plan.sessions.iter().enumerate() {
        *rooms.entry((sitting.centre, sitting.half)).or_insert(0) += 1;
        reader.commission(index, sitting);
        for e in [sitting.lead, problem.number(sitting.second)] {
            if days.entry(e).or_default().insert(sitting.half, index).is_some() {
                reader.say(Rule::Twice, index, format!("{} y est deux fois à la fois", problem.name(e)));
            }
        }
        reader.seats(index, sitting, &mut passes);
    }
    reader.rooms(plan, &rooms);
    reader.agendas(plan, &days);
    reader.fixed(plan);
    let unseated = (0..problem.candidates).filter(|k| passes[*k] == 0).collect::<Vec<_>>();
    let cost = Cost::of(problem, plan, unseated.len());
    Audit { faults: reader.faults, cost, unseated }
}

/// For each person, the session of each half-day.
type Agenda = BTreeMap<usize, BTreeMap<Half, usize>>;

struct Reader<'a> {
    problem: &'a Problem,
    faults: Vec<Breach>,
}

impl Reader<'_> {
    fn say(&mut self, rule: Rule, session: usize, reason: String) {
        self.faults.push(Breach { rule, session: Some(session), reason });
    }

    fn numbers(&mut self, plan: &Plan) -> bool {
        for (index, sitting) in plan.sessions.iter().enumerate() {
            let known = sitting.half < self.problem.halves
                && sitting.centre < self.problem.centres
                && sitting.spec < SPECIALITIES.len()
                && sitting.lead < self.problem.teachers
                && self.problem.number(sitting.second) < self.problem.people
                && sitting.candidates.iter().all(|k| *k < self.problem.candidates);
            if !known {
                let reason = "une demi-journée, un centre ou une personne n’existe pas";
                self.say(Rule::Unknown, index, reason.to_owned());
            }
        }
        self.faults.is_empty()
    }

    fn commission(&mut self, index: usize, sitting: &Sitting) {
        let problem = self.problem;
        let (lead, second) = (sitting.lead, problem.number(sitting.second));
        if !problem.may_lead[sitting.spec][lead] {
            let reason = format!("{} n’est pas de {}", problem.name(lead), SPECIALITIES[sitting.spec]);
            self.say(Rule::Lead, index, reason);
        }
        if lead == second {
            self.say(Rule::TwoPeople, index, format!("{} y siège avec soi-même", problem.name(lead)));
        } else if !problem.may_pair(lead, second) {
            let reason = format!("{} et {} ne peuvent y siéger", problem.name(lead), problem.name(second));
            self.say(Rule::Pairing, index, reason);
        }
        for e in [lead, second] {
            if !problem.can_be_there(e, sitting.centre, sitting.half) {
                let reason =
                    format!("{} n’est pas disponible {}", problem.name(e), problem.when(sitting.half));
                self.say(Rule::Available, index, reason);
            }
        }
        if sitting.candidates.is_empty() {
            self.say(Rule::Empty, index, "aucun candidat".to_owned());
        }
    }

    fn seats(&mut self, index: usize, sitting: &Sitting, passes: &mut [usize]) {
        let problem = self.problem;
        let used: u32 = sitting.candidates.iter().map(|k| problem.size[*k]).sum();
        if used > problem.capacity[sitting.half] || sitting.candidates.len() > problem.slots {
            self.say(Rule::Places, index, "trop de candidats pour la demi-journée".to_owned());
        }
        for &k in &sitting.candidates {
            passes[k] += 1;
            if passes[k] == 2 {
                self.say(Rule::Once, index, format!("{} passe deux fois", problem.candidate(k)));
            }
            if problem.spec[k] != sitting.spec || !problem.can_pass(k, sitting.centre, sitting.half) {
                let reason =
                    format!("{} ne peut passer ici, ce jour, dans cette spécialité", problem.candidate(k));
                self.say(Rule::Candidate, index, reason);
            }
            for e in [sitting.lead, problem.number(sitting.second)] {
                if problem.refused.has(k, e) {
                    let reason =
                        format!("{} ne peut passer devant {}", problem.candidate(k), problem.name(e));
                    self.say(Rule::Conflict, index, reason);
                }
            }
        }
    }

    fn rooms(&mut self, plan: &Plan, rooms: &BTreeMap<(usize, Half), usize>) {
        let problem = self.problem;
        for (&(c, h), &count) in rooms {
            let most = problem.rooms[c * problem.halves + h];
            if count > most {
                let reason = format!(
                    "{count} commissions pour {most} salles {} {}",
                    problem.place(c),
                    problem.when(h)
                );
                self.faults.push(Breach { rule: Rule::Rooms, session: None, reason });
            }
        }
        let mut equipped = BTreeMap::new();
        for (index, sitting) in plan.sessions.iter().enumerate() {
            let mut needs: Vec<_> =
                sitting.candidates.iter().map(|k| problem.need[*k]).filter(|n| *n > 0).collect();
            needs.sort_unstable();
            needs.dedup();
            if needs.len() > 1 {
                self.say(Rule::Equipment, index, "deux équipements différents dans une salle".to_owned());
            }
            for need in needs {
                let count = equipped.entry((sitting.centre, sitting.half, need)).or_insert(0);
                *count += 1;
                if *count > problem.equipment[sitting.centre * problem.needs + need as usize] {
                    self.say(Rule::Equipment, index, "pas assez de salles équipées".to_owned());
                }
            }
        }
    }

    fn agendas(&mut self, plan: &Plan, days: &Agenda) {
        let problem = self.problem;
        for (&e, agenda) in days {
            if agenda.len() > problem.max_load[e] as usize {
                let reason = format!(
                    "{} siège {} demi-journées, {} au plus",
                    problem.name(e),
                    agenda.len(),
                    problem.max_load[e]
                );
                self.faults.push(Breach { rule: Rule::Load, session: None, reason });
            }
            for (half, index) in agenda.iter().filter(|(half, _)| *half % 2 == 0) {
                let Some(other) = agenda.get(&(half + 1)) else { continue };
                if plan.sessions[*index].centre != plan.sessions[*other].centre {
                    let reason =
                        format!("{} est dans deux centres le jour {}", problem.name(e), half / 2 + 1);
                    self.say(Rule::OneCentre, *other, reason);
                }
            }
        }
    }

    fn fixed(&mut self, plan: &Plan) {
        for wanted in self.problem.fixed() {
            let stays = plan.sessions.iter().any(|sitting| {
                (sitting.half, sitting.centre, sitting.spec) == (wanted.half, wanted.centre, wanted.spec)
                    && (sitting.lead, sitting.second) == (wanted.lead, wanted.second)
                    && wanted.candidates.iter().all(|k| sitting.candidates.contains(k))
            });
            if !stays {
                let reason = format!("la session fixée {} n’y est plus", self.problem.when(wanted.half));
                self.faults.push(Breach { rule: Rule::Fixed, session: None, reason });
            }
        }
    }
}
