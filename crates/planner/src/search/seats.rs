//! Seating candidates, and undoing.

use super::state::{Session, State, Undo};
use crate::problem::NONE;

impl State<'_> {
    /// How many of the session's candidates come from a school.
    #[inline]
    pub(crate) fn of_school(&self, session: &Session, school: u32) -> i64 {
        session.seated().iter().filter(|k| self.problem.school[**k as usize] == school).count() as i64
    }

    #[inline]
    pub(crate) fn pass_cost(&self, k: u32, session: &Session) -> i64 {
        let (c, h) = session.place();
        i64::from(self.problem.pass_cost[(k as usize * self.problem.centres + c) * self.problem.halves + h])
    }

    /// Gives a candidate without a place a place in a session that has one.
    pub(crate) fn seat(&mut self, k: u32, id: u32) {
        self.put(k, id);
        self.journal.push(Undo::Seat(k, id));
    }

    /// Takes a candidate's place away.
    pub(crate) fn unseat(&mut self, k: u32) {
        let id = self.of[k as usize];
        self.take(k, id);
        self.journal.push(Undo::Unseat(k, id));
    }

    fn put(&mut self, k: u32, id: u32) {
        let session = *self.session(id);
        let school = self.problem.school[k as usize];
        self.cost += self.pass_cost(k, &session) - self.lack;
        if self.of_school(&session, school) >= 2 {
            self.cost += self.problem.weights.same_school_over2;
        }
        self.cost += self.book_candidate(&session, school, true);
        let need = self.problem.need[k as usize];
        let changed = &mut self.sessions[id as usize];
        changed.candidates[changed.count as usize] = k;
        changed.count += 1;
        changed.used += self.problem.size[k as usize];
        if need != 0 {
            changed.needy += 1;
            if changed.needy == 1 {
                changed.need = need;
                let (c, h) = session.place();
                self.equipped_used[(c * self.problem.halves + h) * self.problem.needs + need as usize] += 1;
            }
        }
        self.of[k as usize] = id;
        let at = self.unseated_at[k as usize];
        self.unseated.swap_remove(at as usize);
        if let Some(&moved) = self.unseated.get(at as usize) {
            self.unseated_at[moved as usize] = at;
        }
    }

    fn take(&mut self, k: u32, id: u32) {
        let need = self.problem.need[k as usize];
        let changed = &mut self.sessions[id as usize];
        let seated = &mut changed.candidates[..changed.count as usize];
        if let Some(place) = seated.iter().position(|other| *other == k) {
            // The fixed candidates come first and never leave, so the last may take this place.
            seated.swap(place, changed.count as usize - 1);
        }
        changed.count -= 1;
        changed.used -= self.problem.size[k as usize];
        if need != 0 {
            changed.needy -= 1;
            if changed.needy == 0 {
                changed.need = 0;
                let (c, h) = changed.place();
                self.equipped_used[(c * self.problem.halves + h) * self.problem.needs + need as usize] -= 1;
            }
        }
        let session = *self.session(id);
        let school = self.problem.school[k as usize];
        self.cost -= self.pass_cost(k, &session) - self.lack;
        if self.of_school(&session, school) >= 2 {
            self.cost -= self.problem.weights.same_school_over2;
        }
        self.cost += self.book_candidate(&session, school, false);
        self.of[k as usize] = NONE;
        self.unseated_at[k as usize] = self.unseated.len() as u32;
        self.unseated.push(k);
    }

    /// Undoes every change since the mark.
    pub(crate) fn undo(&mut self, mark: usize) {
        while self.journal.len() > mark {
            match self.journal.pop() {
                Some(Undo::Open(id)) => self.unlist(id),
                Some(Undo::Close(id, half, centre, spec)) => self.relist(id, half, centre, spec),
                Some(Undo::Seat(k, id)) => self.take(k, id),
                Some(Undo::Unseat(k, id)) => self.put(k, id),
                Some(Undo::Role(id, role, old)) => {
                    self.change_role(id, role, old);
                }
                None => return,
            }
        }
    }

    /// Whether the people of a session may hear a candidate there.
    #[inline]
    pub(crate) fn heard(&self, k: u32, session: &Session) -> bool {
        let refused = &self.problem.refused;
        !refused.has(k as usize, session.lead as usize) && !refused.has(k as usize, session.second as usize)
    }

    /// Whether a candidate may pass in a session, places and equipment aside.
    #[inline]
    pub(crate) fn welcome(&self, k: u32, session: &Session) -> bool {
        let (c, h) = session.place();
        self.problem.spec[k as usize] == session.spec as usize
            && self.problem.can_pass(k as usize, c, h)
            && self.heard(k, session)
    }

    /// Whether a session has a place for a candidate, once `leaver` (or [`NONE`]) has left.
    #[inline]
    pub(crate) fn room_for(&self, k: u32, session: &Session, leaver: u32) -> bool {
        let problem = self.problem;
        let left = if leaver == NONE { 0 } else { problem.size[leaver as usize] };
        let places = session.used - left + problem.size[k as usize]
            <= problem.capacity[session.half as usize]
            && session.count as usize - usize::from(leaver != NONE) < problem.slots;
        places && self.equipped_for(k, session, leaver)
    }

    fn equipped_for(&self, k: u32, session: &Session, leaver: u32) -> bool {
        let problem = self.problem;
        let need = problem.need[k as usize];
        if need == 0 || session.need == need {
            return true;
        }
        let alone = session.needy == 1 && leaver != NONE && problem.need[leaver as usize] != 0;
        if session.need != 0 && !alone {
            return false;
        }
        let (c, h) = session.place();
        let used = self.equipped_used[(c * problem.halves + h) * problem.needs + need as usize];
        (used as usize) < problem.equipment[c * problem.needs + need as usize]
    }

    /// Whether a candidate may join a session as it is.
    #[inline]
    pub(crate) fn joins(&self, k: u32, session: &Session) -> bool {
        self.welcome(k, session) && self.room_for(k, session, NONE)
    }

    /// Whether a person obeys every rule of their own in a half-day.
    pub(crate) fn person_right(&self, e: u32, h: usize) -> bool {
        let problem = self.problem;
        let id = self.at(e, h);
        if id == NONE {
            return true;
        }
        let session = self.session(id);
        let (c, _) = session.place();
        let other = self.at(e, h ^ 1);
        self.load[e as usize] <= self.limit[e as usize]
            && problem.can_be_there(e as usize, c, h)
            && (other == NONE || self.session(other).centre == session.centre)
    }

    /// Whether a session obeys the rules of commissions: lead, pairing, candidates heard.
    pub(crate) fn commission_right(&self, id: u32) -> bool {
        let session = self.session(id);
        self.problem.may_lead[session.spec as usize][session.lead as usize]
            && self.problem.may_pair(session.lead as usize, session.second as usize)
            && session.seated().iter().all(|k| self.heard(*k, session))
    }
}
