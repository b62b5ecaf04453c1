//! Holding on to a plan: what was published costs something to change.

use super::Problem;
use crate::plan::Plan;

impl Problem {
    /// The same problem, where each place of `plan` that is kept earns `points`, for candidates and for examiners.
    /// The least cost then moves the fewest people.
    #[must_use]
    pub fn holding(mut self, plan: &Plan, points: i32) -> Self {
        let (centres, halves) = (self.centres, self.halves);
        for sitting in &plan.sessions {
            let place = |who: usize| (who * centres + sitting.centre) * halves + sitting.half;
            for e in [sitting.lead, self.number(sitting.second)] {
                self.seat_cost[place(e)] -= points;
            }
            for &k in &sitting.candidates {
                self.pass_cost[place(k)] -= points;
            }
        }
        self
    }
}
