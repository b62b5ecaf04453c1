//! An instance made ready for arithmetic: people by one number, tables of who may be where and what it costs.

mod bits;
mod check;
mod hold;

pub(crate) use bits::Bits;

use crate::fault::Fault;
use crate::instance::{Comparability, Half, Instance, Person, Sitting, Spec, Weights};

/// No one: the absence of a person, a session, a school.
pub(crate) const NONE: u32 = u32::MAX;

/// The most candidates a session may list.
pub(crate) const MOST_IN_SESSION: usize = 12;

/// An instance whose sense was checked, with the tables that the search reads.
///
/// An examiner is a number here: teachers first, professionals after them.
#[derive(Debug, Clone)]
pub struct Problem {
    pub(crate) instance: Instance,
    pub(crate) halves: usize,
    pub(crate) centres: usize,
    pub(crate) teachers: usize,
    pub(crate) people: usize,
    pub(crate) candidates: usize,
    pub(crate) weights: Weights,
    pub(crate) comparability: Option<Comparability>,
    /// Rooms, by centre × half.
    pub(crate) rooms: Vec<usize>,
    /// Places (or minutes) of a session, by half.
    pub(crate) capacity: Vec<u32>,
    /// Candidates of a session at most.
    pub(crate) slots: usize,
    /// Equipped rooms, by centre × need; need 0 is none.
    pub(crate) equipment: Vec<usize>,
    pub(crate) needs: usize,
    /// The school of an examiner, or [`NONE`].
    pub(crate) school_of: Vec<u32>,
    pub(crate) max_load: Vec<u32>,
    /// By person × centre × half.
    pub(crate) may_sit: Vec<bool>,
    pub(crate) seat_cost: Vec<i32>,
    /// By candidate × centre × half.
    pub(crate) may_pass: Vec<bool>,
    pub(crate) pass_cost: Vec<i32>,
    pub(crate) spec: Vec<Spec>,
    pub(crate) school: Vec<u32>,
    pub(crate) size: Vec<u32>,
    pub(crate) need: Vec<u32>,
    /// Candidate × person: never before this one.
    pub(crate) refused: Bits,
    /// Person × person: never together.
    pub(crate) apart: Bits,
    /// With whom a person must sit, or [`NONE`].
    pub(crate) tied: Vec<u32>,
    /// Teachers who may lead, by speciality.
    pub(crate) may_lead: [Vec<bool>; 2],
}

impl Problem {
    /// Checks the sense of an instance and makes its tables.
    ///
    /// # Errors
    /// The first value that contradicts the others, with its place and a French sentence.
    pub fn new(instance: &Instance) -> Result<Self, Fault> {
        check::sense(instance)?;
        let problem = Self::tables(instance);
        check::fixed(&problem)?;
        Ok(problem)
    }

    fn tables(instance: &Instance) -> Self {
        let (halves, centres) = (instance.halves(), instance.centres.len());
        let (teachers, candidates) = (instance.teachers.len(), instance.candidates.len());
        let people = teachers + instance.pros.len();
        let mut needs = vec![String::new()];
        let mut need = vec![0; candidates];
        for (k, candidate) in instance.candidates.iter().enumerate() {
            let Some(name) = &candidate.needs else { continue };
            let known = needs.iter().position(|other| other == name);
            need[k] = known.unwrap_or_else(|| {
                needs.push(name.clone());
                needs.len() - 1
            }) as u32;
        }
        let mut problem = Self {
            halves,
            centres,
            teachers,
            people,
            candidates,
            weights: instance.weights,
            comparability: instance.comparability,
            rooms: instance.centres.iter().flat_map(|centre| centre.rooms.iter().copied()).collect(),
            capacity: (0..halves).map(|half| capacity(instance, half)).collect(),
            slots: instance.slots_per_half,
            equipment: equipment(instance, &needs),
            needs: needs.len(),
            school_of: vec![NONE; people],
            max_load: Vec::with_capacity(people),
            may_sit: vec![false; people * centres * halves],
            seat_cost: vec![0; people * centres * halves],
            may_pass: vec![false; candidates * centres * halves],
            pass_cost: vec![0; candidates * centres * halves],
            spec: instance.candidates.iter().map(|candidate| candidate.spec).collect(),
            school: instance.candidates.iter().map(|candidate| candidate.school as u32).collect(),
            size: instance.candidates.iter().map(|candidate| size(instance, candidate)).collect(),
            need,
            refused: Bits::new(candidates, people),
            apart: Bits::new(people, people),
            tied: vec![NONE; people],
            may_lead: [vec![false; people], vec![false; people]],
            instance: instance.clone(),
        };
        problem.fill_people();
        problem.fill_candidates();
        problem.fill_rules();
        problem
    }

    fn fill_people(&mut self) {
        let Self { instance, weights, .. } = self;
        for (e, teacher) in instance.teachers.iter().enumerate() {
            self.school_of[e] = teacher.school as u32;
            self.max_load.push(teacher.max_halves.min(self.halves) as u32);
            for spec in 0..2 {
                self.may_lead[spec][e] = teacher.leads[spec];
            }
        }
        self.max_load.extend(instance.pros.iter().map(|pro| pro.max_halves.min(self.halves) as u32));
        let avail = instance.teachers.iter().map(|t| &t.avail).chain(instance.pros.iter().map(|p| &p.avail));
        let distance = instance.teacher_distance.iter().chain(&instance.pro_distance);
        for (e, (avail, distance)) in avail.zip(distance).enumerate() {
            for (c, distance) in distance.iter().enumerate() {
                for (h, available) in avail.iter().enumerate() {
                    let at = (e * self.centres + c) * self.halves + h;
                    self.may_sit[at] = *available && self.rooms[c * self.halves + h] > 0;
                    self.seat_cost[at] = (weights.travel_examiner * *distance as i64) as i32;
                }
            }
        }
    }

    fn fill_candidates(&mut self) {
        let Self { instance, weights, .. } = self;
        for (k, candidate) in instance.candidates.iter().enumerate() {
            for &c in &candidate.centres {
                for h in 0..self.halves {
                    let at = (k * self.centres + c) * self.halves + h;
                    self.may_pass[at] = !candidate.unavailable_days.contains(&(h / 2))
                        && self.rooms[c * self.halves + h] > 0
                        && self.size[k] <= self.capacity[h];
                    self.pass_cost[at] =
                        (weights.travel_candidate * instance.candidate_distance[k][c] as i64) as i32;
                }
            }
            for (e, teacher) in instance.teachers.iter().enumerate() {
                if teacher.school == candidate.school {
                    self.refused.set(k, e);
                }
            }
        }
        for (j, pro) in instance.pros.iter().enumerate() {
            for &k in &pro.conflicts {
                self.refused.set(k, self.teachers + j);
            }
        }
    }

    fn fill_rules(&mut self) {
        for rule in self.instance.forbidden.clone() {
            let centres = rule.centre.map_or(0..self.centres, |c| c..c + 1);
            let halves = rule.half.map_or(0..self.halves, |h| h..h + 1);
            if let (Some(k), Some(person)) = (rule.candidate, rule.examiner) {
                self.refused.set(k, self.number(person));
                continue;
            }
            for c in centres {
                for h in halves.clone() {
                    if let Some(k) = rule.candidate {
                        self.may_pass[(k * self.centres + c) * self.halves + h] = false;
                    }
                    if let Some(person) = rule.examiner {
                        let e = self.number(person);
                        self.may_sit[(e * self.centres + c) * self.halves + h] = false;
                    }
                }
            }
        }
        for &(one, other) in &self.instance.apart.clone() {
            let (one, other) = (self.number(one), self.number(other));
            self.apart.set(one, other);
            self.apart.set(other, one);
        }
        for &(one, other) in &self.instance.together.clone() {
            let (one, other) = (self.number(one), self.number(other));
            self.tied[one] = other as u32;
            self.tied[other] = one as u32;
        }
    }

    /// The number of a person.
    pub(crate) fn number(&self, person: Person) -> usize {
        match person {
            Person::Teacher(place) => place,
            Person::Pro(place) => self.teachers + place,
        }
    }

    /// The person of a number.
    pub(crate) fn person(&self, e: usize) -> Person {
        if e < self.teachers { Person::Teacher(e) } else { Person::Pro(e - self.teachers) }
    }

    #[inline]
    pub(crate) fn can_be_there(&self, e: usize, c: usize, h: Half) -> bool {
        self.may_sit[(e * self.centres + c) * self.halves + h]
    }

    #[inline]
    pub(crate) fn can_pass(&self, k: usize, c: usize, h: Half) -> bool {
        self.may_pass[(k * self.centres + c) * self.halves + h]
    }

    /// Whether two people may sit together, by the rules that name them.
    #[inline]
    pub(crate) fn may_pair(&self, lead: usize, second: usize) -> bool {
        let tied = |one: usize, other: usize| self.tied[one] == NONE || self.tied[one] as usize == other;
        lead != second && !self.apart.has(lead, second) && tied(lead, second) && tied(second, lead)
    }

    /// The instance this was made from.
    pub fn instance(&self) -> &Instance {
        &self.instance
    }

    pub(crate) fn fixed(&self) -> &[Sitting] {
        &self.instance.fixed
    }
}

/// What a session of a half-day holds: places, or minutes where there is a clock.
fn capacity(instance: &Instance, half: Half) -> u32 {
    let Some(clock) = instance.clock else { return instance.slots_per_half as u32 };
    let (start, end) = clock.halves[half % 2];
    end.saturating_sub(start + clock.deliberation + clock.pause) as u32
}

/// What a candidate takes of it.
fn size(instance: &Instance, candidate: &crate::instance::Candidate) -> u32 {
    let places = match instance.clock {
        None if candidate.third_time => candidate.size.max(2),
        None => candidate.size,
        Some(clock) => {
            let oral = if candidate.third_time { clock.third_time_oral } else { clock.oral };
            oral + if candidate.ef4 { clock.ef4 } else { 0 }
        }
    };
    places as u32
}

fn equipment(instance: &Instance, needs: &[String]) -> Vec<usize> {
    let of = |centre: &crate::instance::Centre, need: &String| {
        let named = centre.equipment.iter().find(|(name, _)| name == need);
        named.map_or(0, |(_, rooms)| *rooms)
    };
    instance.centres.iter().flat_map(|centre| needs.iter().map(move |need| of(centre, need))).collect()
}

/// The first letter of a sentence.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
