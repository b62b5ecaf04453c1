//! The moves of the search. Each tries one change and answers whether the plan still obeys every rule; the caller
//! undoes what is not right or not wanted.

use super::lists::Lists;
use super::people::{exchange, member};
use super::random::Random;
use super::state::{Role, State};
use crate::problem::NONE;

/// Tries to place one candidate before giving up.
const TRIES: usize = 12;

/// Draws moves for a state.
#[derive(Debug)]
pub(crate) struct Mover<'m> {
    pub lists: &'m Lists,
    pub random: Random,
    /// Candidates whom this mover moves.
    pub candidates: Vec<u32>,
    /// Centre × half where it opens sessions.
    pub places: Vec<(u32, u32)>,
    /// Its half-days.
    pub halves: Vec<usize>,
    /// A plan dearer than this will not be kept.
    pub limit: i64,
}

impl Mover<'_> {
    /// One move drawn at random.
    #[inline]
    pub(crate) fn propose(&mut self, state: &mut State) -> bool {
        match self.random.below(100) {
            0..40 => self.candidate(state),
            40..55 => self.person(state),
            55..60 => self.neighbour(state),
            60..63 => self.close(state),
            63..66 => self.open(state),
            66..83 => self.relocate(state),
            _ => self.relocate_day(state),
        }
    }

    fn any_session_for(&mut self, state: &State, k: u32) -> Option<u32> {
        let c = self.random.pick(&self.lists.centres_of[k as usize])?;
        let spec = state.problem.spec[k as usize];
        self.random.pick(&state.listed[spec * state.problem.centres + c as usize])
    }

    /// A candidate moves to another session, or two candidates change places.
    fn candidate(&mut self, state: &mut State) -> bool {
        let from_unseated = !state.unseated.is_empty() && self.random.below(4) == 0;
        let k = self.random.pick(if from_unseated { &state.unseated } else { &self.candidates });
        let Some(k) = k else { return false };
        let Some(id) = self.any_session_for(state, k) else { return false };
        let from = state.of[k as usize];
        let session = state.session(id);
        if id == from || !state.welcome(k, session) || is_fixed(state, k) {
            return false;
        }
        if state.room_for(k, session, NONE) {
            if from != NONE {
                state.unseat(k);
            }
            state.seat(k, id);
            return true;
        }
        let Some(leaver) = self.random.pick(session.seated()) else { return false };
        if is_fixed(state, leaver) || !state.room_for(k, session, leaver) {
            return false;
        }
        if from == NONE {
            state.unseat(leaver);
            state.seat(k, id);
            return true;
        }
        let back = state.session(from);
        if !state.welcome(leaver, back) || !state.room_for(leaver, back, k) {
            return false;
        }
        state.unseat(k);
        state.unseat(leaver);
        let fits =
            state.room_for(k, state.session(id), NONE) && state.room_for(leaver, state.session(from), NONE);
        if fits {
            state.seat(k, id);
            state.seat(leaver, from);
        }
        fits
    }

    /// Someone else takes a seat, for a half-day or the whole day; if they sat elsewhere, the two change places.
    fn person(&mut self, state: &mut State) -> bool {
        let Some(id) = self.random.pick(&state.all) else { return false };
        let role = self.role();
        let session = *state.session(id);
        let (c, h) = session.place();
        let list = match role {
            Role::Lead => self.lists.leads(session.spec as usize, c, h),
            Role::Second => self.lists.seconds(c, h),
        };
        let Some(f) = self.random.pick(list) else { return false };
        self.give(state, id, role, f)
    }

    /// Two sessions of one centre and half-day exchange a member.
    fn neighbour(&mut self, state: &mut State) -> bool {
        let Some(id) = self.random.pick(&state.all) else { return false };
        let session = *state.session(id);
        let spec = self.random.below(2);
        let list = &state.listed[spec * state.problem.centres + session.centre as usize];
        for _ in 0..8 {
            let Some(other) = self.random.pick(list) else { return false };
            let there = state.session(other);
            if other != id && there.half == session.half {
                let f = if self.random.below(2) == 0 { there.lead } else { there.second };
                let role = self.role();
                return self.give(state, id, role, f);
            }
        }
        false
    }

    fn role(&mut self) -> Role {
        if self.random.below(2) == 0 { Role::Lead } else { Role::Second }
    }

    fn give(&mut self, state: &mut State, id: u32, role: Role, f: u32) -> bool {
        let session = *state.session(id);
        let (_, h) = session.place();
        let e = member(state, id, role);
        if e == f || session.people().contains(&f) {
            return false;
        }
        let twin = state.at(e, h ^ 1);
        let whole = twin != NONE && member(state, twin, role) == e && self.random.below(8) < 7;
        let halves: &[usize] = if whole { &[h, h ^ 1] } else { &[h] };
        if !halves.iter().all(|h| exchange(state, e, f, *h)) || self.hopeless(state, 0) {
            return false;
        }
        for &h in halves {
            for who in [e, f] {
                let at = state.at(who, h);
                if at != NONE && !self.mend(state, at) {
                    return false;
                }
                if !state.person_right(who, h) {
                    return false;
                }
            }
        }
        true
    }

    /// Sends away the candidates whom a commission may not hear, when the commission is right otherwise.
    fn mend(&mut self, state: &mut State, id: u32) -> bool {
        if state.commission_right(id) {
            return true;
        }
        let mut session = *state.session(id);
        while let Some(&k) = session.seated().iter().find(|k| !state.heard(**k, &session)) {
            if is_fixed(state, k) {
                return false;
            }
            state.unseat(k);
            if !self.settle(state, k) {
                self.replace(state, k, id);
            }
            session = *state.session(id);
        }
        state.commission_right(id)
    }

    /// Seats a candidate where there is a place already.
    fn settle(&mut self, state: &mut State, k: u32) -> bool {
        for _ in 0..TRIES / 2 {
            let Some(id) = self.any_session_for(state, k) else { return false };
            if state.joins(k, state.session(id)) {
                state.seat(k, id);
                return true;
            }
        }
        false
    }

    /// Seats a candidate in the place of another, who goes to `hole`.
    fn replace(&mut self, state: &mut State, k: u32, hole: u32) -> bool {
        for _ in 0..TRIES {
            let Some(id) = self.any_session_for(state, k) else { return false };
            let session = state.session(id);
            if id == hole || !state.welcome(k, session) {
                continue;
            }
            let Some(leaver) = self.random.pick(session.seated()) else { continue };
            let possible = !is_fixed(state, leaver)
                && state.room_for(k, session, leaver)
                && state.joins(leaver, state.session(hole));
            if possible {
                state.unseat(leaver);
                state.seat(leaver, hole);
                state.seat(k, id);
                return true;
            }
        }
        false
    }

    /// A session closes; its candidates go where there are places.
    fn close(&mut self, state: &mut State) -> bool {
        let Some(id) = self.random.pick(&state.all) else { return false };
        let Some(left) = empty(state, id) else { return false };
        for k in left {
            self.settle(state, k);
        }
        true
    }

    /// A session opens, for candidates without a place first.
    fn open(&mut self, state: &mut State) -> bool {
        let Some((c, h, spec)) = self.somewhere(state) else { return false };
        let Some(id) = self.commission(state, c, h, spec) else { return false };
        if self.hopeless(state, state.unseated.len().min(state.problem.slots)) {
            return false;
        }
        self.fill(state, id);
        state.session(id).count > 0
    }

    /// Where to open: half the time beside a pair that has the other half-day only.
    fn somewhere(&mut self, state: &State) -> Option<(usize, usize, usize)> {
        let waiting = self.random.pick(&state.unseated);
        let spec = waiting.map_or_else(|| self.random.below(2), |k| state.problem.spec[k as usize]);
        if let Some(k) = waiting {
            let c = self.random.pick(&self.lists.centres_of[k as usize])? as usize;
            let h = self.random.pick(&self.halves)?;
            return Some((c, h, spec));
        }
        if let Some(id) = self.random.pick(&state.all).filter(|_| self.random.below(2) == 0) {
            let (c, h) = state.session(id).place();
            return Some((c, h ^ 1, state.session(id).spec as usize));
        }
        let (c, h) = self.random.pick(&self.places)?;
        Some((c as usize, h as usize, spec))
    }

    /// Seats candidates in a new session: those who wait, then some of others.
    fn fill(&mut self, state: &mut State, id: u32) {
        let mut tries = state.unseated.len().min(4 * TRIES);
        while tries > 0 && !state.unseated.is_empty() {
            let k = state.unseated[self.random.below(state.unseated.len())];
            if state.joins(k, state.session(id)) {
                state.seat(k, id);
            }
            tries -= 1;
        }
        let spec = state.session(id).spec as usize;
        for _ in 0..TRIES {
            let Some(k) = self.random.pick(&self.candidates) else { return };
            let from = state.of[k as usize];
            let movable =
                state.problem.spec[k as usize] == spec && from != NONE && from != id && !is_fixed(state, k);
            if movable && state.joins(k, state.session(id)) {
                state.unseat(k);
                state.seat(k, id);
            }
        }
    }

    /// A session moves to another place and time, with the same people or others.
    fn relocate(&mut self, state: &mut State) -> bool {
        let Some(id) = self.random.pick(&state.all) else { return false };
        let Some((c, h)) = self.random.pick(&self.places) else { return false };
        let same = self.random.below(2) == 0;
        self.carry(state, &[id], c as usize, &[h as usize], same)
    }

    /// The two sessions of a pair's day move to another centre or day.
    fn relocate_day(&mut self, state: &mut State) -> bool {
        let Some(id) = self.random.pick(&state.all) else { return false };
        let (_, h) = state.session(id).place();
        let twin = state.at(state.session(id).lead, h ^ 1);
        if twin == NONE || state.session(twin).people() != state.session(id).people() {
            return false;
        }
        let Some((c, to)) = self.random.pick(&self.places) else { return false };
        let same = self.random.below(2) == 0;
        self.carry(state, &[id, twin], c as usize, &[to as usize, to as usize ^ 1], same)
    }

    fn carry(&mut self, state: &mut State, ids: &[u32], c: usize, halves: &[usize], same: bool) -> bool {
        let specs = ids.iter().map(|id| state.session(*id).spec as usize).collect::<Vec<_>>();
        let mut people = state.session(ids[0]).people();
        // Said before anything is undone: most places are out of reach.
        let reached = |h: &usize| people.iter().all(|e| state.problem.can_be_there(*e as usize, c, *h));
        let room = |h: &usize| has_room(state, ids, c, *h);
        if !halves.iter().all(room) || (same && !halves.iter().all(reached)) {
            return false;
        }
        let mut left = Vec::new();
        for &id in ids {
            match empty(state, id) {
                Some(candidates) => left.extend(candidates),
                None => return false,
            }
        }
        let mut opened = Vec::with_capacity(ids.len());
        for (&h, &spec) in halves.iter().zip(&specs) {
            let together = same || !opened.is_empty();
            let id = if together {
                convene(state, c, h, spec, people)
            } else {
                self.commission(state, c, h, spec)
            };
            let Some(id) = id else { return false };
            people = state.session(id).people();
            opened.push(id);
        }
        if self.hopeless(state, left.len()) {
            return false;
        }
        self.random.shuffle(&mut left);
        for &k in &left {
            if let Some(&id) = opened.iter().find(|id| state.joins(k, state.session(**id))) {
                state.seat(k, id);
            }
        }
        for k in left {
            if state.of[k as usize] == NONE {
                let hole = opened[self.random.below(opened.len())];
                if !self.replace(state, k, hole) {
                    self.settle(state, k);
                }
            }
        }
        opened.iter().all(|id| state.session(*id).count > 0)
    }
}

/// Whether a centre has a room in a half-day, once the sessions that move have left theirs.
fn has_room(state: &State, ids: &[u32], c: usize, h: usize) -> bool {
    let at = c * state.problem.halves + h;
    let own = ids.iter().filter(|id| state.session(**id).place() == (c, h)).count();
    (state.rooms_used[at] as usize) < state.problem.rooms[at] + own
}

/// Whether a candidate's place is fixed.
fn is_fixed(state: &State, k: u32) -> bool {
    let id = state.of[k as usize];
    if id == NONE {
        return false;
    }
    let session = state.session(id);
    session.fixed > 0 && session.candidates[..session.fixed as usize].contains(&k)
}

/// Closes a session that may change; answers who lost their place.
pub(super) fn empty(state: &mut State, id: u32) -> Option<Vec<u32>> {
    let session = *state.session(id);
    if session.locked {
        return None;
    }
    for &k in session.seated() {
        state.unseat(k);
    }
    state.close(id);
    Some(session.seated().to_vec())
}

/// Opens a session with given people, if every rule lets it.
pub(super) fn convene(state: &mut State, c: usize, h: usize, spec: usize, people: [u32; 2]) -> Option<u32> {
    let problem = state.problem;
    let [lead, second] = people;
    if !state.ours[h]
        || state.rooms_used[c * problem.halves + h] as usize >= problem.rooms[c * problem.halves + h]
        || !problem.may_lead[spec][lead as usize]
        || !problem.may_pair(lead as usize, second as usize)
        || !people.iter().all(|e| super::people::can_sit(state, *e, c, h))
    {
        return None;
    }
    Some(state.open(h, c, spec, lead, second))
}
