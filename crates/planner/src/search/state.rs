//! A plan under change: every small change keeps the running cost, and can be undone.

use super::book::Book;
use crate::instance::Sitting;
use crate::plan::Plan;
use crate::problem::{MOST_IN_SESSION, NONE, Problem};

/// One of the two seats of a commission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Lead,
    Second,
}

/// A session under change. Its place in [`State::sessions`] is its name while it is open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Session {
    pub half: u16,
    pub centre: u16,
    pub spec: u8,
    /// The people and the first candidates do not move: how many; 0 also for a session that may change.
    pub fixed: u8,
    pub locked: bool,
    pub open: bool,
    pub count: u8,
    /// Candidates with a need among them.
    pub needy: u8,
    pub need: u32,
    pub used: u32,
    pub lead: u32,
    pub second: u32,
    pub candidates: [u32; MOST_IN_SESSION],
    /// Place in the list of its speciality and centre.
    pub listed: u32,
}

impl Session {
    #[inline]
    pub(crate) fn people(&self) -> [u32; 2] {
        [self.lead, self.second]
    }

    #[inline]
    pub(crate) fn seated(&self) -> &[u32] {
        &self.candidates[..self.count as usize]
    }

    #[inline]
    pub(crate) fn place(&self) -> (usize, usize) {
        (self.centre as usize, self.half as usize)
    }
}

/// What undoes a change.
#[derive(Debug, Clone, Copy)]
pub(super) enum Undo {
    Open(u32),
    /// The session, its half, centre and speciality: its name may have been given to another since.
    Close(u32, u16, u16, u8),
    Seat(u32, u32),
    Unseat(u32, u32),
    Role(u32, Role, u32),
}

/// The whole plan under change.
#[derive(Debug, Clone)]
pub(crate) struct State<'a> {
    pub problem: &'a Problem,
    pub sessions: Vec<Session>,
    pub(super) free: Vec<u32>,
    /// Open sessions, by speciality × centre.
    pub listed: Vec<Vec<u32>>,
    /// Open sessions, in no order, and the place of each.
    pub all: Vec<u32>,
    pub(super) all_at: Vec<u32>,
    /// The session of each candidate.
    pub of: Vec<u32>,
    /// The session of each person and half.
    pub at: Vec<u32>,
    pub load: Vec<u32>,
    pub rooms_used: Vec<u32>,
    pub equipped_used: Vec<u32>,
    pub unseated: Vec<u32>,
    pub(super) unseated_at: Vec<u32>,
    /// Half-days at most, of each person.
    pub limit: Vec<u32>,
    /// Half-days where sessions may open.
    pub ours: Vec<bool>,
    /// The running cost, unseated candidates at [`State::lack`] each.
    pub cost: i64,
    pub lack: i64,
    pub(super) book: Option<Book>,
    pub(super) journal: Vec<Undo>,
}

impl<'a> State<'a> {
    /// No session but the fixed ones.
    pub(crate) fn new(problem: &'a Problem, lack: i64) -> Self {
        let mut state = Self {
            problem,
            sessions: Vec::new(),
            free: Vec::new(),
            listed: vec![Vec::new(); 2 * problem.centres],
            all: Vec::new(),
            all_at: Vec::new(),
            of: vec![NONE; problem.candidates],
            at: vec![NONE; problem.people * problem.halves],
            load: vec![0; problem.people],
            rooms_used: vec![0; problem.centres * problem.halves],
            equipped_used: vec![0; problem.centres * problem.halves * problem.needs],
            unseated: (0..problem.candidates as u32).collect(),
            unseated_at: (0..problem.candidates as u32).collect(),
            limit: problem.max_load.clone(),
            ours: vec![true; problem.halves],
            cost: lack * problem.candidates as i64,
            lack,
            book: problem.comparability.map(Book::new),
            journal: Vec::new(),
        };
        for sitting in problem.fixed() {
            let id = state.load_sitting(sitting);
            state.sessions[id as usize].locked = true;
            state.sessions[id as usize].fixed = sitting.candidates.len() as u8;
        }
        state.journal.clear();
        state
    }

    /// A state that holds a plan without faults; what the fixed sessions already have is not added twice.
    pub(crate) fn holding(problem: &'a Problem, plan: &Plan, lack: i64) -> Self {
        let mut state = Self::new(problem, lack);
        for sitting in &plan.sessions {
            let known = state.at[sitting.lead * problem.halves + sitting.half];
            if known == NONE {
                state.load_sitting(sitting);
                continue;
            }
            for &k in &sitting.candidates {
                if state.of[k] == NONE {
                    state.seat(k as u32, known);
                }
            }
        }
        state.journal.clear();
        state
    }

    fn load_sitting(&mut self, sitting: &Sitting) -> u32 {
        let second = self.problem.number(sitting.second) as u32;
        let id = self.open(sitting.half, sitting.centre, sitting.spec, sitting.lead as u32, second);
        for &k in &sitting.candidates {
            self.seat(k as u32, id);
        }
        id
    }

    /// The plan held, without empty sessions.
    pub(crate) fn plan(&self) -> Plan {
        let sittings = self.all.iter().map(|id| &self.sessions[*id as usize]);
        let kept = sittings.filter(|session| session.count > 0);
        let sessions = kept.map(|session| Sitting {
            half: session.half as usize,
            centre: session.centre as usize,
            spec: session.spec as usize,
            lead: session.lead as usize,
            second: self.problem.person(session.second as usize),
            candidates: session.seated().iter().map(|k| *k as usize).collect(),
        });
        Plan::new(sessions.collect())
    }

    /// The cost with the instance's own weight for those without a place.
    pub(crate) fn true_cost(&self) -> i64 {
        self.cost + (self.problem.weights.unassigned - self.lack) * self.unseated.len() as i64
    }

    /// Changes what a candidate without a place costs in the search.
    pub(crate) fn set_lack(&mut self, lack: i64) {
        self.cost += (lack - self.lack) * self.unseated.len() as i64;
        self.lack = lack;
    }

    /// Forgets how to undo.
    #[inline]
    pub(crate) fn keep(&mut self) {
        self.journal.clear();
    }

    #[inline]
    pub(crate) fn at(&self, e: u32, h: usize) -> u32 {
        self.at[e as usize * self.problem.halves + h]
    }

    #[inline]
    pub(crate) fn session(&self, id: u32) -> &Session {
        &self.sessions[id as usize]
    }

    /// What a person's day costs.
    fn day_cost(&self, e: u32, day: usize) -> i64 {
        match (self.at(e, 2 * day), self.at(e, 2 * day + 1)) {
            (NONE, NONE) => 0,
            (NONE, _) | (_, NONE) => self.problem.weights.half_day,
            (one, other) => {
                let same = self.session(one).people() == self.session(other).people();
                if same { 0 } else { self.problem.weights.partner_change }
            }
        }
    }

    fn days_cost(&self, people: [u32; 3], day: usize) -> i64 {
        let mut cost = 0;
        for (index, &e) in people.iter().enumerate() {
            if e != NONE && !people[..index].contains(&e) {
                cost += self.day_cost(e, day);
            }
        }
        cost
    }

    fn no_pro_cost(&self, second: u32) -> i64 {
        if (second as usize) < self.problem.teachers { self.problem.weights.no_pro } else { 0 }
    }

    /// Opens a session. The people must be free then; other rules are the caller's.
    pub(crate) fn open(&mut self, half: usize, centre: usize, spec: usize, lead: u32, second: u32) -> u32 {
        let id = self.free.pop().unwrap_or(self.sessions.len() as u32);
        let list = &mut self.listed[spec * self.problem.centres + centre];
        let session = Session {
            half: half as u16,
            centre: centre as u16,
            spec: spec as u8,
            fixed: 0,
            locked: false,
            open: true,
            count: 0,
            needy: 0,
            need: 0,
            used: 0,
            lead: NONE,
            second: NONE,
            candidates: [NONE; MOST_IN_SESSION],
            listed: list.len() as u32,
        };
        list.push(id);
        if id as usize == self.sessions.len() {
            self.sessions.push(session);
            self.all_at.push(NONE);
        } else {
            self.sessions[id as usize] = session;
        }
        self.all_at[id as usize] = self.all.len() as u32;
        self.all.push(id);
        self.rooms_used[centre * self.problem.halves + half] += 1;
        self.cost += self.problem.weights.session;
        self.journal.push(Undo::Open(id));
        self.set_role(id, Role::Lead, lead);
        self.set_role(id, Role::Second, second);
        id
    }

    /// Closes a session that seats nobody.
    pub(crate) fn close(&mut self, id: u32) {
        self.set_role(id, Role::Second, NONE);
        self.set_role(id, Role::Lead, NONE);
        self.unlist(id);
        let session = self.session(id);
        self.journal.push(Undo::Close(id, session.half, session.centre, session.spec));
    }

    pub(super) fn unlist(&mut self, id: u32) {
        let session = self.sessions[id as usize];
        let list = &mut self.listed[session.spec as usize * self.problem.centres + session.centre as usize];
        list.swap_remove(session.listed as usize);
        if let Some(&moved) = list.get(session.listed as usize) {
            self.sessions[moved as usize].listed = session.listed;
        }
        let at = self.all_at[id as usize];
        self.all.swap_remove(at as usize);
        if let Some(&moved) = self.all.get(at as usize) {
            self.all_at[moved as usize] = at;
        }
        let (c, h) = session.place();
        self.rooms_used[c * self.problem.halves + h] -= 1;
        self.cost -= self.problem.weights.session;
        self.sessions[id as usize].open = false;
        self.free.push(id);
    }

    /// Lists a closed session again, empty and without people.
    pub(super) fn relist(&mut self, id: u32, half: u16, centre: u16, spec: u8) {
        // Undoing goes backwards, so the name freed last is the one wanted.
        self.free.pop();
        let session = &mut self.sessions[id as usize];
        (session.half, session.centre, session.spec) = (half, centre, spec);
        let list = &mut self.listed[spec as usize * self.problem.centres + centre as usize];
        session.listed = list.len() as u32;
        session.open = true;
        list.push(id);
        let (c, h) = session.place();
        self.all_at[id as usize] = self.all.len() as u32;
        self.all.push(id);
        self.rooms_used[c * self.problem.halves + h] += 1;
        self.cost += self.problem.weights.session;
    }

    /// Gives a seat of a commission to a person who is free then, or to [`NONE`].
    pub(crate) fn set_role(&mut self, id: u32, role: Role, e: u32) {
        let old = self.change_role(id, role, e);
        self.journal.push(Undo::Role(id, role, old));
    }

    pub(super) fn change_role(&mut self, id: u32, role: Role, e: u32) -> u32 {
        let session = self.sessions[id as usize];
        let (c, h) = session.place();
        let (old, stays) = match role {
            Role::Lead => (session.lead, session.second),
            Role::Second => (session.second, session.lead),
        };
        let people = [old, e, stays];
        let before = self.days_cost(people, h / 2) + self.book_session(id, false);
        if old != NONE {
            self.at[old as usize * self.problem.halves + h] = NONE;
            self.cost -= self.sitting_cost(old, c, h, role);
            self.load[old as usize] -= 1;
            self.cost -= self.problem.weights.load_quadratic * i64::from(self.load[old as usize]);
        }
        match role {
            Role::Lead => self.sessions[id as usize].lead = e,
            Role::Second => self.sessions[id as usize].second = e,
        }
        if e != NONE {
            self.at[e as usize * self.problem.halves + h] = id;
            self.cost += self.sitting_cost(e, c, h, role);
            self.cost += self.problem.weights.load_quadratic * i64::from(self.load[e as usize]);
            self.load[e as usize] += 1;
        }
        let booked = self.book_session(id, true);
        self.cost += self.days_cost(people, h / 2) + booked - before;
        old
    }

    fn sitting_cost(&self, e: u32, c: usize, h: usize, role: Role) -> i64 {
        let seat = self.problem.seat_cost[(e as usize * self.problem.centres + c) * self.problem.halves + h];
        i64::from(seat) + if role == Role::Second { self.no_pro_cost(e) } else { 0 }
    }
}
