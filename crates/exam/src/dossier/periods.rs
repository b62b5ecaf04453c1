//! The periods that certificates are for, beside the work that a table tells of (E4-06). It finds; it never decides.

use crate::Refusal;
use jiff::civil::{Date, Weekday};

/// A first and a last day, both counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last one.
    pub to: Date,
}

impl Period {
    /// E4-06: a certificate is for a period: a first day, and a last one that does not come before it.
    ///
    /// # Errors
    /// [`Refusal::DateBefore`].
    pub fn new(from: Date, to: Date) -> Result<Self, Refusal> {
        if to < from {
            Err(Refusal::DateBefore { field: "Dernier jour", earliest: from })
        } else {
            Ok(Self { from, to })
        }
    }

    /// From the first day to the last of several; none of none.
    pub fn around(periods: impl IntoIterator<Item = Self>) -> Option<Self> {
        periods
            .into_iter()
            .reduce(|one, other| Self { from: one.from.min(other.from), to: one.to.max(other.to) })
    }

    /// Whether another lies in it. A week's end before a Monday or after a Friday is nobody's work.
    fn holds(self, other: Self) -> bool {
        self.from <= begun(other.from) && ended(other.to) <= self.to
    }

    fn meets(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

fn begun(from: Date) -> Date {
    let after = |day: Date| day.tomorrow().unwrap_or(day);
    match from.weekday() {
        Weekday::Saturday => after(after(from)),
        Weekday::Sunday => after(from),
        _ => from,
    }
}

fn ended(to: Date) -> Date {
    let before = |day: Date| day.yesterday().unwrap_or(day);
    match to.weekday() {
        Weekday::Saturday => before(to),
        Weekday::Sunday => before(before(to)),
        _ => to,
    }
}

/// What the certificates tell of one achievement done at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attested {
    /// It lies in the period of a certificate: which one.
    By(usize),
    /// It begins before the period of a certificate, or ends after it: which one.
    Partly(usize),
    /// No certificate is for that time.
    Nowhere,
    /// The table tells no first and last day.
    Untold,
}

/// E4-06: what the certificates tell of each achievement done at work, in the order given. `None` is a period that
/// nobody told.
pub fn attested(work: &[Option<Period>], certificates: &[Option<Period>]) -> Vec<Attested> {
    let one = |work: &Option<Period>| {
        let Some(work) = work else { return Attested::Untold };
        let place = |fits: fn(Period, Period) -> bool| {
            certificates.iter().position(|known| known.is_some_and(|known| fits(known, *work)))
        };
        match (place(Period::holds), place(Period::meets)) {
            (Some(place), _) => Attested::By(place),
            (None, Some(place)) => Attested::Partly(place),
            (None, None) => Attested::Nowhere,
        }
    };
    work.iter().map(one).collect()
}

/// E4-06: the certificates in whose period the table tells of no work: their places.
pub fn without_work(work: &[Option<Period>], certificates: &[Option<Period>]) -> Vec<usize> {
    let met = |known: Period| work.iter().flatten().any(|work| known.meets(*work));
    let alone =
        |(place, known): (usize, &Option<Period>)| known.is_some_and(|known| !met(known)).then_some(place);
    certificates.iter().enumerate().filter_map(alone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn period(from: (i8, i8), to: (i8, i8)) -> Option<Period> {
        Period::new(date(2025, from.0, from.1), date(2025, to.0, to.1)).ok()
    }

    #[test]
    fn e4_06_a_period_ends_after_it_begins() {
        let (first, last) = (date(2025, 5, 19), date(2025, 6, 20));
        assert!(Period::new(first, first).is_ok(), "a day is a period");
        assert!(matches!(Period::new(last, first), Err(Refusal::DateBefore { .. })));
    }

    #[test]
    fn e4_06_each_achievement_at_work_finds_its_certificate() {
        let certificates = [None, period((5, 19), (6, 20))];
        let work = [
            period((5, 26), (6, 6)),
            // From a Saturday to a Sunday: the same five weeks.
            period((5, 17), (6, 22)),
            period((6, 16), (6, 27)),
            period((9, 1), (9, 5)),
            None,
        ];
        let told = attested(&work, &certificates);
        let wanted =
            [Attested::By(1), Attested::By(1), Attested::Partly(1), Attested::Nowhere, Attested::Untold];
        assert_eq!(told, wanted);
        assert_eq!(attested(&work[..1], &[]), [Attested::Nowhere]);
    }

    #[test]
    fn e4_06_a_certificate_without_work_is_told() {
        let certificates = [period((5, 19), (6, 20)), period((1, 6), (2, 7)), None];
        assert_eq!(without_work(&[period((6, 20), (6, 20))], &certificates), [1]);
        assert_eq!(without_work(&[], &certificates), [0, 1]);
    }

    #[test]
    fn several_periods_have_one_around_them() {
        let all = [period((5, 26), (6, 6)), period((5, 19), (5, 23))];
        assert_eq!(Period::around(all.into_iter().flatten()), period((5, 19), (6, 6)));
        assert_eq!(Period::around([]), None);
    }
}
