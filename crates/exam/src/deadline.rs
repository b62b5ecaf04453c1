//! Civil dates fixed by an authority, and the instants they mean where the centre is.
//!
//! Overseas academies exist: « le 3 avril » ends at another instant in Saint-Denis de La Réunion than in Lille.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// The last day on which something may be done, in the centre's time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The day; it counts whole.
    pub date: Date,
    /// The time zone of the centre.
    pub zone: TimeZone,
}

impl Deadline {
    /// Whether the day is over at `now`.
    pub fn is_past(&self, now: Timestamp) -> bool {
        today(now, &self.zone) > self.date
    }
}

/// The civil date at `now` in a time zone.
pub fn today(now: Timestamp, zone: &TimeZone) -> Date {
    now.to_zoned_datetime(zone.clone()).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deadline(zone: &str) -> Deadline {
        Deadline { date: jiff::civil::date(2026, 4, 3), zone: TimeZone::get(zone).unwrap() }
    }

    #[test]
    fn a_deadline_ends_with_the_day_where_the_centre_is() {
        let evening_in_paris: Timestamp = "2026-04-03T21:30:00Z".parse().unwrap();
        assert!(!deadline("Europe/Paris").is_past(evening_in_paris));
        assert!(deadline("Indian/Reunion").is_past(evening_in_paris));
        assert!(!deadline("America/Guadeloupe").is_past("2026-04-04T03:59:59Z".parse().unwrap()));
        assert!(deadline("Europe/Paris").is_past("2026-04-03T22:00:00Z".parse().unwrap()));
    }

    #[test]
    fn the_night_the_clocks_change_has_one_end() {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        let deadline = Deadline { date: jiff::civil::date(2026, 3, 29), zone };
        assert!(!deadline.is_past("2026-03-29T21:59:59Z".parse().unwrap()));
        assert!(deadline.is_past("2026-03-29T22:00:00Z".parse().unwrap()));
    }
}
