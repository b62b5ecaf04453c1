//! The continuous assessment (CCF): its period, its hard limit, and the spread of its evaluations.
//!
//! Home of: E4-25, E4-26

use crate::Refusal;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use std::collections::BTreeSet;

/// « La période préalablement fixée », both days included, never beyond the date fixed by the authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    from: Date,
    until: Date,
    limit: Date,
}

impl Period {
    /// The period a school fixes, against the authority's limit.
    ///
    /// # Errors
    /// [`Refusal::DateBefore`] when it ends before it starts, [`Refusal::AfterCcfLimit`] when it ends too late.
    pub fn new(from: Date, until: Date, limit: Date) -> Result<Self, Refusal> {
        if until < from {
            return Err(Refusal::DateBefore { field: "fin de la période", earliest: from });
        }
        if until > limit {
            return Err(Refusal::AfterCcfLimit { limit });
        }
        Ok(Self { from, until, limit })
    }

    /// The first day.
    pub fn from(self) -> Date {
        self.from
    }

    /// The last day.
    pub fn until(self) -> Date {
        self.until
    }

    /// E4-25, E4-26: whether an evaluation may be held on a day.
    ///
    /// # Errors
    /// [`Refusal::AfterCcfLimit`] beyond the authority's date, [`Refusal::OutsideCcfPeriod`] elsewhere outside.
    pub fn check(self, day: Date) -> Result<(), Refusal> {
        if day > self.limit {
            return Err(Refusal::AfterCcfLimit { limit: self.limit });
        }
        if day < self.from || day > self.until {
            return Err(Refusal::OutsideCcfPeriod { from: self.from, until: self.until });
        }
        Ok(())
    }

    /// The Mondays of the weeks that the period touches.
    fn mondays(self) -> impl Iterator<Item = Date> {
        let week: Span = 1.week();
        monday(self.from).series(week).take_while(move |monday| *monday <= self.until)
    }
}

/// The evaluations of one week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// The Monday of the week, even where the period starts later.
    pub monday: Date,
    /// How many evaluations are held in it.
    pub evaluations: usize,
}

/// Something allowed that the head of school should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning {
    /// All evaluations are on one day: they are not « étalées dans la période ».
    AllOnOneDay(Date),
}

/// How evaluations are spread over the period (E4-26).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread {
    /// Every week of the period, those without an evaluation included.
    pub weeks: Vec<Week>,
    /// On how many different days.
    pub days: usize,
    /// What to look at.
    pub warnings: Vec<Warning>,
}

/// E4-26: the spread of evaluations held on these days, one for each candidate. Days outside the period are for
/// [`Period::check`] to refuse and are not counted in its weeks.
pub fn spread(period: Period, days: &[Date]) -> Spread {
    let held =
        |first: Date| days.iter().filter(|day| monday(**day) == first && period.check(**day).is_ok()).count();
    let different: BTreeSet<_> = days.iter().copied().collect();
    let one_day = different.first().filter(|_| different.len() == 1 && days.len() > 1);
    Spread {
        weeks: period.mondays().map(|monday| Week { monday, evaluations: held(monday) }).collect(),
        days: different.len(),
        warnings: one_day.map(|day| Warning::AllOnOneDay(*day)).into_iter().collect(),
    }
}

/// The Monday of a day's week.
fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().since(Weekday::Monday)).days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn period() -> Period {
        Period::new(date(2026, 3, 11), date(2026, 4, 3), date(2026, 5, 22)).unwrap()
    }

    #[test]
    fn e4_25_nothing_is_held_beyond_the_authority_s_date() {
        let limit = date(2026, 5, 22);
        let beyond = Period::new(date(2026, 5, 4), date(2026, 5, 25), limit);
        assert_eq!(beyond, Err(Refusal::AfterCcfLimit { limit }));
        assert!(Period::new(date(2026, 5, 4), limit, limit).is_ok());
        assert_eq!(period().check(date(2026, 5, 23)), Err(Refusal::AfterCcfLimit { limit }));
        assert!(matches!(Period::new(limit, date(2026, 5, 4), limit), Err(Refusal::DateBefore { .. })));
    }

    #[test]
    fn e4_26_evaluations_are_held_inside_the_period() {
        let outside = Err(Refusal::OutsideCcfPeriod { from: date(2026, 3, 11), until: date(2026, 4, 3) });
        assert_eq!(period().check(date(2026, 3, 10)), outside);
        assert_eq!(period().check(date(2026, 4, 4)), outside);
        assert_eq!(period().check(date(2026, 3, 11)), Ok(()));
        assert_eq!(period().check(date(2026, 4, 3)), Ok(()));
    }

    #[test]
    fn e4_26_the_spread_counts_every_week_of_the_period() {
        let days =
            [date(2026, 3, 11), date(2026, 3, 13), date(2026, 3, 30), date(2026, 4, 3), date(2026, 4, 4)];
        let spread = spread(period(), &days);
        let weeks: Vec<_> = spread.weeks.iter().map(|week| (week.monday, week.evaluations)).collect();
        let expected =
            [(date(2026, 3, 9), 2), (date(2026, 3, 16), 0), (date(2026, 3, 23), 0), (date(2026, 3, 30), 2)];
        assert_eq!(weeks, expected);
        assert_eq!((spread.days, spread.warnings), (5, vec![]));
    }

    #[test]
    fn e4_26_all_on_one_day_is_a_warning() {
        let day = date(2026, 3, 17);
        assert_eq!(spread(period(), &[day, day, day]).warnings, [Warning::AllOnOneDay(day)]);
        assert_eq!(spread(period(), &[day]).warnings, [], "one candidate cannot be spread");
        assert_eq!(spread(period(), &[]).warnings, []);
    }
}
