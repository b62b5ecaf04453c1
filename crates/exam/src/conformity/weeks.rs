//! The weeks that the periods of a table add up to, beside the number that the diploma asks for.
//!
//! Home of: the hint of E4-06. It never decides: the certificates do, and a controller reads them.

use jiff::civil::{Date, Weekday};

/// What the periods of the achievements done at work add up to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Weeks {
    /// Whole weeks.
    pub whole: i64,
    /// Days, each counted once; a week's end after a Friday or a Saturday is counted with it.
    pub days: i64,
    /// Periods in which no first and last day could be told.
    pub untold: usize,
}

/// Adds periods up: the union of their days, in whole weeks. A period is a first and a last day, both counted.
pub fn weeks(periods: &[(Option<Date>, Option<Date>)]) -> Weeks {
    let told = periods.iter().filter_map(|(from, to)| Some(((*from)?, (*to)?)));
    let mut told: Vec<_> =
        told.filter(|&(from, to)| from <= to).map(|(from, to)| (from, rounded(to))).collect();
    told.sort();
    let (mut days, mut counted_to) = (0, None);
    for &(from, to) in &told {
        let start = counted_to.map_or(from, |last: Date| from.max(next(last)));
        days += (start.duration_until(to).as_hours() / 24 + 1).max(0);
        counted_to = counted_to.max(Some(to));
    }
    Weeks { whole: days / 7, days, untold: periods.len() - told.len() }
}

fn next(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

/// A week of work that ends on a Friday or a Saturday is a whole one.
fn rounded(to: Date) -> Date {
    match to.weekday() {
        Weekday::Friday => next(next(to)),
        Weekday::Saturday => next(to),
        _ => to,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn period(from: Date, to: Date) -> (Option<Date>, Option<Date>) {
        (Some(from), Some(to))
    }

    #[test]
    fn e4_06_five_weeks_from_monday_to_friday_are_five() {
        let spring = period(date(2025, 5, 19), date(2025, 6, 20));
        assert_eq!(weeks(&[spring]), Weeks { whole: 5, days: 35, untold: 0 });
        let winter = period(date(2026, 1, 5), date(2026, 2, 6));
        assert_eq!(weeks(&[winter, spring]).whole, 10);
    }

    #[test]
    fn e4_06_a_day_that_two_achievements_share_counts_once() {
        let whole = period(date(2025, 5, 19), date(2025, 6, 20));
        let inside = period(date(2025, 5, 26), date(2025, 5, 28));
        let across = period(date(2025, 6, 16), date(2025, 6, 27));
        assert_eq!(weeks(&[inside, whole, inside]).whole, 5);
        assert_eq!(weeks(&[whole, across]).whole, 6);
    }

    #[test]
    fn e4_06_what_cannot_be_told_is_counted_apart() {
        let (day, none) = (date(2025, 5, 19), None);
        let turned = period(date(2025, 6, 20), day);
        assert_eq!(weeks(&[(Some(day), none), (none, none), turned]), Weeks { whole: 0, days: 0, untold: 3 });
        assert_eq!(weeks(&[]), Weeks::default());
        assert_eq!(weeks(&[period(day, day)]), Weeks { whole: 0, days: 1, untold: 0 });
    }

    proptest! {
        #[test]
        fn the_order_does_not_matter_and_nothing_counts_twice(
            days in prop::collection::vec((0i64..400, 0i64..60), 0..8)
        ) {
            let first = date(2024, 9, 2);
            let day = |after: i64| first.checked_add(jiff::Span::new().days(after)).unwrap();
            let periods: Vec<_> = days.iter().map(|(at, long)| period(day(*at), day(*at + *long))).collect();
            let mut turned = periods.clone();
            turned.reverse();
            prop_assert_eq!(weeks(&periods), weeks(&turned));
            let twice = [periods.clone(), turned].concat();
            prop_assert_eq!(weeks(&periods), weeks(&twice));
            let sum: i64 = periods.iter().map(|one| weeks(&[*one]).days).sum();
            prop_assert!(weeks(&periods).days <= sum);
        }
    }
}
