//! Who sits: choosing the people of a new session, and seats that change hands.

use super::moves::{Mover, convene};
use super::state::{Role, State};
use crate::problem::NONE;

/// People looked at before the best of them is chosen.
const SAMPLE: usize = 6;

/// Whether a person is free for one half-day more, there.
pub(super) fn can_sit(state: &State, e: u32, c: usize, h: usize) -> bool {
    let other = state.at(e, h ^ 1);
    state.at(e, h) == NONE
        && state.load[e as usize] < state.limit[e as usize]
        && state.problem.can_be_there(e as usize, c, h)
        && (other == NONE || state.session(other).centre as usize == c)
}

/// What a person adds to the cost, or nothing when they cannot sit.
fn marginal(state: &State, e: u32, c: usize, h: usize, role: Role) -> Option<i64> {
    let problem = state.problem;
    if !can_sit(state, e, c, h) {
        return None;
    }
    let seat = problem.seat_cost[(e as usize * problem.centres + c) * problem.halves + h];
    let load = problem.weights.load_quadratic * i64::from(state.load[e as usize]);
    let half = if state.at(e, h ^ 1) == NONE { problem.weights.half_day } else { -problem.weights.half_day };
    let no_pro = role == Role::Second && (e as usize) < problem.teachers;
    Some(i64::from(seat) + load + half + if no_pro { problem.weights.no_pro } else { 0 })
}

impl Mover<'_> {
    /// Opens a session with the best people of a sample.
    pub(super) fn commission(&mut self, state: &mut State, c: usize, h: usize, spec: usize) -> Option<u32> {
        let problem = state.problem;
        if state.rooms_used[c * problem.halves + h] as usize >= problem.rooms[c * problem.halves + h] {
            return None;
        }
        let beside = self.beside(state, c, h, spec).filter(|_| self.random.below(2) == 0);
        if let Some(people) = beside {
            return convene(state, c, h, spec, people);
        }
        let lead = self.best(state, c, h, Role::Lead, self.lists.leads(spec, c, h), NONE)?;
        let tied = problem.tied[lead as usize];
        let second = if tied == NONE {
            self.best(state, c, h, Role::Second, self.lists.seconds(c, h), lead)?
        } else {
            tied
        };
        convene(state, c, h, spec, [lead, second])
    }

    /// A pair that sits in this centre in the other half of the day.
    fn beside(&mut self, state: &State, c: usize, h: usize, spec: usize) -> Option<[u32; 2]> {
        let list = &state.listed[spec * state.problem.centres + c];
        for _ in 0..SAMPLE {
            let session = state.session(self.random.pick(list)?);
            let free =
                session.half as usize == h ^ 1 && session.people().iter().all(|e| can_sit(state, *e, c, h));
            if free {
                return Some(session.people());
            }
        }
        None
    }

    fn best(
        &mut self,
        state: &State,
        c: usize,
        h: usize,
        role: Role,
        list: &[u32],
        with: u32,
    ) -> Option<u32> {
        let mut best = None;
        for _ in 0..SAMPLE {
            let e = self.random.pick(list)?;
            if with != NONE && !state.problem.may_pair(with as usize, e as usize) {
                continue;
            }
            if let Some(cost) = marginal(state, e, c, h, role)
                && best.is_none_or(|(least, _)| cost < least)
            {
                best = Some((cost, e));
            }
        }
        best.map(|(_, e)| e)
    }
}

/// Who has a seat.
pub(super) fn member(state: &State, id: u32, role: Role) -> u32 {
    let [lead, second] = state.session(id).people();
    match role {
        Role::Lead => lead,
        Role::Second => second,
    }
}

/// In a half-day, each of two people takes the seat of the other, if the other has one.
pub(super) fn exchange(state: &mut State, e: u32, f: u32, h: usize) -> bool {
    let seat = |state: &State, who: u32| {
        let id = state.at(who, h);
        let role = |id| if state.session(id).lead == who { Role::Lead } else { Role::Second };
        (id != NONE).then(|| (id, role(id)))
    };
    let (one, other) = (seat(state, e), seat(state, f));
    if [one, other].iter().flatten().any(|(id, _)| state.session(*id).locked) {
        return false;
    }
    for (id, role) in [one, other].into_iter().flatten() {
        state.set_role(id, role, NONE);
    }
    // The lead of a session without a teacher of the speciality is refused afterwards, by `commission_right`.
    for (seat, who) in [(one, f), (other, e)] {
        if let Some((id, role)) = seat {
            state.set_role(id, role, who);
        }
    }
    true
}
