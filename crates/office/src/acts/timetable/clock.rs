//! What every instance of the planner shares: costs, and hours. Pure.

use super::facts::Facts;
use exam::sitting::{ExtraTime, length};
use jiff::civil::Time;
use planner::instance::{Clock, Instance, Weights};

/// Minutes of EF4, right after the oral, by usage: twenty in all.
const EF4: usize = 20;

/// Minutes of lunch, at least.
const LUNCH: usize = 30;

/// The costs of the instances that the planner is measured on.
const WEIGHTS: Weights = Weights {
    unassigned: 1000,
    session: 20,
    no_pro: 15,
    half_day: 5,
    partner_change: 4,
    travel_examiner: 2,
    travel_candidate: 1,
    same_school_over2: 2,
    load_quadratic: 1,
};

fn minutes(at: Time) -> usize {
    usize::try_from(at.hour()).unwrap_or_default() * 60 + usize::try_from(at.minute()).unwrap_or_default()
}

/// The hours of the half-days; everybody with extra time gets the longest that was granted.
pub(super) fn clock(facts: &Facts) -> Clock {
    let hours = &facts.frame.hours;
    let referential = &facts.drawn.session.referential;
    let lasts = |extra| usize::try_from(length(referential, extra).as_mins()).unwrap_or_default();
    let between = usize::from(hours.between);
    let longest =
        facts.candidates.iter().filter_map(|one| facts.extras.get(&one.id)).map(|one| lasts(*one)).max();
    let oral = lasts(ExtraTime::NONE);
    let pair = |(start, end)| (minutes(start), minutes(end));
    let halves = [pair(hours.morning), pair(hours.afternoon)];
    Clock {
        halves,
        lunch: LUNCH.min(halves[1].0.saturating_sub(halves[0].1)),
        oral: oral + between,
        third_time_oral: longest.unwrap_or(oral).max(oral) + between,
        ef4: EF4,
        deliberation: usize::from(hours.deliberation),
        pause: usize::from(hours.pause),
    }
}

pub(super) fn empty() -> Instance {
    Instance {
        name: String::new(),
        day_names: vec![],
        days: 0,
        slots_per_half: 0,
        clock: None,
        centres: vec![],
        schools: 0,
        teachers: vec![],
        pros: vec![],
        candidates: vec![],
        teacher_distance: vec![],
        pro_distance: vec![],
        candidate_distance: vec![],
        weights: WEIGHTS,
        fixed: vec![],
        forbidden: vec![],
        together: vec![],
        apart: vec![],
        comparability: None,
    }
}
