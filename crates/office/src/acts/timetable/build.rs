//! From facts to an instance of the planner, and from its plans back to sessions. Pure.

use super::clock::{clock, empty};
use super::draft::{Broken, Draft, How, goes_on, part, unset};
use super::facts::Facts;
use super::rooms;
use exam::Refusal;
use exam::candidate::{Speciality, Track};
use exam::commission::Quality;
use exam::french;
use exam::id::{CandidateId, ExaminerId};
use exam::planning::{HalfDay, Part, Session};
use exam::referential::OwnStudents;
use exam::sitting::ExtraTime;
use jiff::civil::{Date, Time};
use planner::audit::audit;
use planner::instance::{
    Candidate, Centre, Comparability, Forbidden, Instance, Person, Pro, Sitting, Teacher,
};
use planner::{Plan, Problem};
use std::collections::BTreeSet;

/// An instance, and what its numbers stand for.
#[derive(Debug, Clone)]
pub(crate) struct Built {
    /// The instance.
    pub instance: Instance,
    days: Vec<Date>,
    centres: Vec<String>,
    teachers: Vec<ExaminerId>,
    pros: Vec<ExaminerId>,
    candidates: Vec<CandidateId>,
}

impl Built {
    /// The instance of a place.
    ///
    /// # Errors
    /// [`Refusal`] where something is missing before any search, or contradicts.
    pub fn new(facts: &Facts, how: How) -> Result<(Self, Problem), Refusal> {
        let required = |field| Err(Refusal::Required { field });
        if facts.frame.halves.is_empty() {
            return required("demi-journées");
        }
        if facts.frame.centres.is_empty() {
            return required("centres");
        }
        if facts.candidates.is_empty() {
            return required("personnes candidates à convoquer");
        }
        let built = Self::instance(facts, how);
        match Problem::new(&built.instance) {
            Ok(problem) => Ok((built, problem)),
            Err(fault) => Err(Refusal::PlanBreaks(vec![fault.to_string()])),
        }
    }

    fn instance(facts: &Facts, how: How) -> Self {
        let days: BTreeSet<Date> = facts.frame.halves.iter().map(|half| half.day).collect();
        let teaches = |quality| quality != Quality::Professional;
        let ids = |teacher| {
            let some = facts.examiners.iter().filter(move |one| teaches(one.quality) == teacher);
            some.map(|one| one.id.clone()).collect::<Vec<_>>()
        };
        let mut built = Self {
            days: days.into_iter().collect(),
            centres: facts.frame.centres.iter().map(|centre| centre.id.clone()).collect(),
            teachers: ids(true),
            pros: ids(false),
            candidates: facts.candidates.iter().map(|one| one.id.clone()).collect(),
            instance: empty(),
        };
        built.instance = Instance {
            day_names: built.days.iter().map(|day| french::day(*day)).collect(),
            days: built.days.len(),
            slots_per_half: usize::from(facts.frame.hours.most),
            clock: Some(clock(facts)),
            centres: built.places(facts),
            // One more for teachers who may examine own students, one for candidates without a school.
            schools: facts.schools.len() + 2,
            teachers: built.teachers.iter().map(|id| built.teacher(facts, id)).collect(),
            pros: built.pros.iter().map(|id| built.pro(facts, id)).collect(),
            candidates: facts.candidates.iter().map(|one| built.candidate(facts, one)).collect(),
            teacher_distance: built
                .teachers
                .iter()
                .map(|id| distances(facts, school_of(facts, id)))
                .collect(),
            pro_distance: built.pros.iter().map(|_| vec![0; built.centres.len()]).collect(),
            candidate_distance: facts
                .candidates
                .iter()
                .map(|one| distances(facts, one.school.as_ref()))
                .collect(),
            forbidden: built.forbidden(facts),
            comparability: how.comparable.then_some(Comparability {
                candidates_per_pair: 15,
                pairs_per_examiner: 2,
                schools_per_pair: 4,
                lacking_candidate: 1,
                lacking_pair: 5,
                lacking_school: 1,
                deal_seed: how.seed,
            }),
            ..empty()
        };
        built
    }

    fn halves(&self) -> impl Iterator<Item = HalfDay> {
        let both = [Part::Morning, Part::Afternoon];
        self.days.iter().flat_map(move |day| both.map(|part| HalfDay { day: *day, part }))
    }

    fn places(&self, facts: &Facts) -> Vec<Centre> {
        let rooms = |count: usize| {
            self.halves().map(|half| if facts.frame.halves.contains(&half) { count } else { 0 }).collect()
        };
        let place = |centre: &exam::planning::Centre| Centre {
            name: Some(centre.name.clone()),
            rooms: rooms(centre.rooms.len()),
            equipment: vec![],
        };
        facts.frame.centres.iter().map(place).collect()
    }

    /// Availability in each half-day, and half-days at most; never for somebody who did not answer.
    fn answered(&self, facts: &Facts, id: &ExaminerId) -> (Vec<bool>, usize) {
        let given = facts.answers.iter().find(|one| one.examiner == *id);
        let Some(given) = given else { return (self.halves().map(|_| false).collect(), 0) };
        let busy = facts.busy.get(id);
        let free = |half: &HalfDay| {
            given.answer.halves.contains(half)
                && facts.frame.halves.contains(half)
                && !busy.is_some_and(|busy| busy.contains(half))
        };
        (self.halves().map(|half| free(&half)).collect(), given.answer.most)
    }

    fn teacher(&self, facts: &Facts, id: &ExaminerId) -> Teacher {
        let known = facts.examiners.iter().find(|one| one.id == *id);
        let (avail, max_halves) = self.answered(facts, id);
        let leads = Speciality::ALL.map(|one| known.is_some_and(|known| known.quality.teaches(one)));
        // E4-21 with the session's setting: a teacher who may examine own students is of no candidate's school.
        let school = school_of(facts, id).filter(|_| forbids_own(facts));
        let school = school.and_then(|id| facts.schools.iter().position(|one| one.id == *id));
        Teacher {
            name: Some(facts.name(id)),
            leads,
            school: school.unwrap_or(facts.schools.len()),
            avail,
            max_halves,
        }
    }

    fn pro(&self, facts: &Facts, id: &ExaminerId) -> Pro {
        let (avail, max_halves) = self.answered(facts, id);
        let conflicts = self.kept_away(facts, id).collect();
        Pro { name: Some(facts.name(id)), avail, max_halves, conflicts }
    }

    fn kept_away<'a>(&'a self, facts: &'a Facts, id: &'a ExaminerId) -> impl Iterator<Item = usize> + 'a {
        let given = facts.answers.iter().find(|one| one.examiner == *id);
        let away = given.into_iter().flat_map(|given| &given.answer.kept_away);
        away.filter_map(|candidate| self.candidates.iter().position(|known| known == candidate))
    }

    fn candidate(&self, facts: &Facts, one: &store::tables::candidates::Candidate) -> Candidate {
        let school =
            one.school.as_ref().and_then(|id| facts.schools.iter().position(|known| known.id == *id));
        Candidate {
            name: Some(one.full_name()),
            spec: usize::from(one.speciality == Speciality::Slam),
            school: school.unwrap_or(facts.schools.len() + 1),
            centres: (0..self.centres.len()).collect(),
            unavailable_days: vec![],
            size: 1,
            third_time: facts.extras.get(&one.id).is_some_and(|extra| *extra != ExtraTime::NONE),
            ef4: one.optional_exam,
            needs: None,
        }
    }

    /// Centres that people did not give, and candidates whom teachers tutored.
    fn forbidden(&self, facts: &Facts) -> Vec<Forbidden> {
        let mut forbidden = vec![];
        let teachers = self.teachers.iter().enumerate().map(|(at, id)| (Person::Teacher(at), id));
        let pros = self.pros.iter().enumerate().map(|(at, id)| (Person::Pro(at), id));
        for (person, id) in teachers.chain(pros) {
            let examiner = Some(person);
            if let Some(given) = facts.answers.iter().find(|one| one.examiner == *id) {
                let elsewhere = self.centres.iter().enumerate();
                let elsewhere = elsewhere.filter(|(_, centre)| !given.answer.centres.contains(*centre));
                forbidden.extend(elsewhere.map(|(centre, _)| Forbidden {
                    examiner,
                    centre: Some(centre),
                    ..Forbidden::default()
                }));
            }
            if matches!(person, Person::Teacher(_)) {
                let away = self.kept_away(facts, id);
                forbidden.extend(away.map(|k| Forbidden {
                    examiner,
                    candidate: Some(k),
                    ..Forbidden::default()
                }));
            }
        }
        forbidden
    }

    /// The number of a half-day.
    pub fn half(&self, half: HalfDay) -> Option<usize> {
        Some(2 * self.days.iter().position(|day| *day == half.day)? + part(half.part))
    }

    /// The number of a person.
    pub fn person(&self, id: &ExaminerId) -> Option<Person> {
        let teacher = self.teachers.iter().position(|known| known == id).map(Person::Teacher);
        teacher.or_else(|| self.pros.iter().position(|known| known == id).map(Person::Pro))
    }

    /// What tells how much time a candidate takes: extra time, and the optional exam.
    pub fn takes(&self, id: &CandidateId) -> (bool, bool) {
        let place = self.candidates.iter().position(|known| known == id);
        let known = place.and_then(|place| self.instance.candidates.get(place));
        known.map_or((false, false), |one| (one.third_time, one.ef4))
    }

    fn id(&self, person: Person) -> ExaminerId {
        match person {
            Person::Teacher(at) => self.teachers[at].clone(),
            Person::Pro(at) => self.pros[at].clone(),
        }
    }

    /// Sessions as the planner knows them, in the same order; and what of them is no longer there.
    pub fn plan(&self, facts: &Facts, sessions: &[Session]) -> (Plan, Vec<Broken>) {
        let mut lost = vec![];
        let mut plan = Plan::default();
        for session in sessions {
            let lead = self.teachers.iter().position(|id| *id == session.lead);
            let centre = self.centres.iter().position(|id| *id == session.centre);
            let (Some(half), Some(centre)) = (self.half(session.half), centre) else {
                let reason = "cette demi-journée ou ce centre n’est plus ouvert";
                lost.push(Broken::of(facts, session, reason));
                continue;
            };
            let (Some(lead), Some(second)) = (lead, self.person(&session.second)) else {
                lost.push(Broken::of(facts, session, "un membre n’est plus là, ou n’enseigne pas"));
                continue;
            };
            let number = |id: &CandidateId| self.candidates.iter().position(|known| known == id);
            let candidates = session.passages.iter().map(|one| number(&one.candidate));
            let gone = candidates.clone().filter(Option::is_none).count();
            match gone {
                0 => {}
                1 => lost.push(Broken::of(facts, session, "une personne n’est plus à convoquer")),
                some => {
                    let reason = format!("{some} personnes ne sont plus à convoquer");
                    lost.push(Broken::of(facts, session, reason));
                }
            }
            plan.sessions.push(Sitting {
                half,
                centre,
                spec: usize::from(session.speciality == Speciality::Slam),
                lead,
                second,
                candidates: candidates.flatten().collect(),
            });
        }
        (plan, lost)
    }

    /// The sessions of a plan: those that go on from an earlier plan keep their names, locks and rooms.
    pub fn sessions(
        &self,
        facts: &Facts,
        (plan, before): (&Plan, &[Session]),
        new_id: &mut dyn FnMut() -> String,
    ) -> Vec<Session> {
        let mut taken = vec![];
        let mut sessions = vec![];
        for sitting in &plan.sessions {
            let part = if sitting.half.is_multiple_of(2) { Part::Morning } else { Part::Afternoon };
            let mut session = Session {
                id: String::new(),
                half: HalfDay { day: self.days[sitting.half / 2], part },
                centre: self.centres[sitting.centre].clone(),
                room: String::new(),
                speciality: Speciality::ALL[sitting.spec],
                lead: self.teachers[sitting.lead].clone(),
                second: self.id(sitting.second),
                passages: sitting.candidates.iter().map(|k| unset(self.candidates[*k].clone())).collect(),
                locked: false,
                commission: None,
            };
            if let Some(known) = goes_on(before, &session, &taken) {
                taken.push(known.id.clone());
                session.id.clone_from(&known.id);
                session.room.clone_from(&known.room);
                session.locked = known.locked;
                session.commission.clone_from(&known.commission);
            } else {
                session.id = new_id();
            }
            sessions.push(session);
        }
        rooms::assign(&facts.frame, &mut sessions);
        sessions
    }

    /// What is counted of a draft from nothing: hours, who has no place, cost; and every hard rule that it breaks.
    pub fn count(&self, facts: &Facts, problem: &Problem, draft: &mut Draft) -> Vec<Broken> {
        let (plan, mut broken) = self.plan(facts, &draft.sessions);
        let found = audit(problem, &plan);
        if plan.sessions.len() == draft.sessions.len() {
            let hours = planner::report::starts(problem, &plan).unwrap_or_default();
            for (session, starts) in draft.sessions.iter_mut().zip(hours) {
                session.passages.retain(|one| self.candidates.contains(&one.candidate));
                for (passage, start) in session.passages.iter_mut().zip(starts) {
                    passage.at = start.parse::<Time>().unwrap_or(passage.at);
                }
            }
        }
        // Sessions that are lost are not in the plan: the others stand in the same order.
        let known = |session: &&Session| {
            let people = (self.half(session.half), self.person(&session.lead), self.person(&session.second));
            plan.sessions
                .iter()
                .any(|one| people == (Some(one.half), Some(Person::Teacher(one.lead)), Some(one.second)))
        };
        let known: Vec<&Session> = draft.sessions.iter().filter(known).collect();
        broken.extend(found.faults.into_iter().map(
            |fault| match fault.session.and_then(|at| known.get(at)) {
                Some(session) => Broken::of(facts, session, fault.reason),
                None => Broken { reason: fault.reason, ..Broken::default() },
            },
        ));
        draft.unseated = found.unseated.iter().map(|k| self.candidates[*k].clone()).collect();
        draft.cost = Some(found.cost.total());
        broken.dedup();
        broken
    }
}

fn school_of<'a>(facts: &'a Facts, id: &ExaminerId) -> Option<&'a exam::id::SchoolId> {
    facts.examiners.iter().find(|one| one.id == *id)?.school.as_ref()
}

fn forbids_own(facts: &Facts) -> bool {
    let policy = &facts.drawn.session.referential.policy;
    let own = match facts.perimeter.track() {
        Track::OneOff => policy.own_students_ponctuel,
        Track::Continuous => policy.own_students_ccf,
    };
    own == OwnStudents::Forbid
}

/// Nothing to travel to the centre in one's own school, one class elsewhere, nothing where no school is known.
fn distances(facts: &Facts, school: Option<&exam::id::SchoolId>) -> Vec<usize> {
    let away = |centre: &exam::planning::Centre| {
        usize::from(school.is_some() && centre.school.is_some() && centre.school.as_ref() != school)
    };
    facts.frame.centres.iter().map(away).collect()
}
