//! The rows of the relaxation that seat candidates.

use super::model::{Builder, Column};
use crate::problem::NONE;
use std::collections::{BTreeMap, BTreeSet};

/// A centre and a half-day.
type Place = (usize, usize);

/// Passing columns of one school, speciality and place, with the size of the candidates.
type OfSchool = BTreeMap<(u32, usize, Place), Vec<(u32, i32)>>;

impl Builder<'_> {
    pub(super) fn candidate_rows(&mut self) {
        let mut of_school: OfSchool = BTreeMap::new();
        let mut waiting = [Vec::new(), Vec::new()];
        let mut demand = [0_i64; 2];
        for kind in 0..self.model.kinds.len() {
            let (spec, school, size, count, first) = {
                let kind = &self.model.kinds[kind];
                (kind.spec, kind.school, kind.size, kind.members.len() as i64, kind.members[0] as usize)
            };
            demand[spec] += i64::from(size) * count;
            let wait =
                self.column(Column::Wait { kind: kind as u32 }, self.problem.weights.unassigned, count);
            waiting[spec].push((wait, size as i32));
            let mut terms = vec![(wait, 1)];
            for c in 0..self.problem.centres {
                for h in 0..self.problem.halves {
                    if !self.problem.can_pass(first, c, h) || !self.leads.contains_key(&(spec, c, h)) {
                        continue;
                    }
                    let distance = self.problem.instance.candidate_distance[first][c] as i64;
                    let cost = self.problem.weights.travel_candidate * distance;
                    let pass = Column::Pass { kind: kind as u32, c: c as u16, h: h as u16 };
                    let pass = self.column(pass, cost, count);
                    terms.push((pass, 1));
                    of_school.entry((school, spec, (c, h))).or_default().push((pass, size as i32));
                }
            }
            self.row(terms, true, count);
        }
        self.capacity_rows(&of_school);
        self.lead_rows(&of_school);
        self.second_rows(&of_school);
        self.number_of_sessions(waiting, demand);
    }

    /// No more candidates than the sessions hold.
    fn capacity_rows(&mut self, of_school: &OfSchool) {
        let mut places: BTreeMap<(usize, Place), Vec<(u32, i32)>> = BTreeMap::new();
        for (&(_, spec, place), columns) in of_school {
            places.entry((spec, place)).or_default().extend(columns);
        }
        let timed = self.problem.instance.clock.is_some();
        for ((spec, (c, h)), mut terms) in places {
            let leads: Vec<_> = self.leads[&(spec, c, h)].iter().map(|(v, _)| *v).collect();
            if timed {
                let slots = self.problem.slots as i32;
                let heads = terms.iter().map(|(v, _)| (*v, 1)).chain(leads.iter().map(|v| (*v, -slots)));
                let heads = heads.collect();
                self.row(heads, false, 0);
            }
            let capacity = self.problem.capacity[h] as i32;
            terms.extend(leads.iter().map(|v| (*v, -capacity)));
            self.row(terms, false, 0);
        }
    }

    /// Candidates of a school pass before leads of other schools, two in a session before it costs.
    fn lead_rows(&mut self, of_school: &OfSchool) {
        let mut sizes: BTreeMap<(u32, usize), usize> = BTreeMap::new();
        for kind in &self.model.kinds {
            *sizes.entry((kind.school, kind.spec)).or_default() += kind.members.len();
        }
        for (&(school, spec, (c, h)), columns) in of_school {
            let leads = self.leads[&(spec, c, h)].clone();
            let others: Vec<_> = leads.iter().filter(|(_, e)| self.problem.school_of[*e] != school).collect();
            let capacity = self.problem.capacity[h] as i32;
            if others.len() < leads.len() {
                let terms = columns.iter().copied().chain(others.iter().map(|(v, _)| (*v, -capacity)));
                self.row(terms.collect(), false, 0);
            }
            if sizes[&(school, spec)] > 2 {
                let extra = Column::Extra { school, spec: spec as u8, c: c as u16, h: h as u16 };
                let most = sizes[&(school, spec)] as i64;
                let extra = self.column(extra, self.problem.weights.same_school_over2, most);
                let heads = columns.iter().map(|(v, _)| (*v, 1)).chain([(extra, -1)]);
                self.row(heads.chain(others.iter().map(|(v, _)| (*v, -2))).collect(), false, 0);
            }
        }
    }

    /// Candidates of a school do not pass before seconds of that school.
    fn second_rows(&mut self, of_school: &OfSchool) {
        let places: BTreeSet<_> = of_school.keys().map(|(school, _, place)| (*school, *place)).collect();
        for (school, (c, h)) in places {
            let Some(seconds) = self.seconds.get(&(0, c, h)) else { continue };
            let capacity = self.problem.capacity[h] as i32;
            let own = |e: &usize| self.problem.school_of[*e] == school && school != NONE;
            let mut terms: Vec<_> =
                seconds.iter().filter(|(_, e)| own(e)).map(|(v, _)| (*v, capacity)).collect();
            if terms.is_empty() {
                continue;
            }
            for spec in 0..2 {
                terms.extend(of_school.get(&(school, spec, (c, h))).into_iter().flatten());
                let leads = self.leads.get(&(spec, c, h)).into_iter().flatten();
                terms.extend(leads.map(|(v, _)| (*v, -capacity)));
            }
            self.row(terms, false, 0);
        }
    }

    /// The number of sessions of a speciality is whole: what all candidates take, rounded up, unless some wait.
    fn number_of_sessions(&mut self, waiting: [Vec<(u32, i32)>; 2], demand: [i64; 2]) {
        let capacity = i64::from(self.problem.capacity.iter().copied().max().unwrap_or(1)).max(1);
        for (spec, waiting) in waiting.into_iter().enumerate() {
            // A candidate who waits frees as many places as they take, so one session at most for each of them.
            let mut terms: Vec<_> =
                waiting.iter().map(|(v, size)| (*v, -session_share(*size, capacity))).collect();
            for (_, columns) in self.leads.range((spec, 0, 0)..(spec + 1, 0, 0)) {
                terms.extend(columns.iter().map(|(v, _)| (*v, -1)));
            }
            let sessions = (demand[spec] + capacity - 1) / capacity;
            self.row(terms, false, -sessions);
        }
    }
}

/// Sessions that the absence of one candidate can spare, at most.
fn session_share(size: i32, capacity: i64) -> i32 {
    (i64::from(size) + capacity - 1).div_euclid(capacity) as i32
}
