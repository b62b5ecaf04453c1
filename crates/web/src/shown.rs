//! Dates, hours and sizes as they are written in French.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, civil::Weekday};

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// « 3 juin 2026 », « 1er juin 2026 ».
pub(crate) fn date(date: Date) -> String {
    let day = if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
    let month = MONTHS.get(usize::from(date.month().unsigned_abs()).saturating_sub(1)).unwrap_or(&"");
    format!("{day} {month} {}", date.year())
}

/// « mercredi 3 juin 2026 ».
pub(crate) fn day(civil: Date) -> String {
    let weekday = match civil.weekday() {
        Weekday::Monday => "lundi",
        Weekday::Tuesday => "mardi",
        Weekday::Wednesday => "mercredi",
        Weekday::Thursday => "jeudi",
        Weekday::Friday => "vendredi",
        Weekday::Saturday => "samedi",
        Weekday::Sunday => "dimanche",
    };
    format!("{weekday} {}", date(civil))
}

/// « 10 h 42 », in a time zone.
pub(crate) fn hour(at: Timestamp, zone: &TimeZone) -> String {
    let local = at.to_zoned_datetime(zone.clone());
    format!("{} h {:02}", local.hour(), local.minute())
}

/// « 10 h 42 min 07 s », in a time zone: what a save state shows.
pub(crate) fn hour_to_the_second(at: Timestamp, zone: &TimeZone) -> String {
    let local = at.to_zoned_datetime(zone.clone());
    format!("{} h {:02} min {:02} s", local.hour(), local.minute(), local.second())
}

/// « le 3 juin 2026 à 10 h 42 », in a time zone.
pub(crate) fn instant(at: Timestamp, zone: &TimeZone) -> String {
    format!("le {} à {}", date(at.to_zoned_datetime(zone.clone()).date()), hour(at, zone))
}

/// « 1,2 Mo », « 340 ko ».
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} octets"),
        1_000..1_000_000 => format!("{} ko", bytes.div_ceil(1_000)),
        _ => format!("{},{} Mo", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_hours_are_written_in_french() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let at: Timestamp = "2026-06-01T08:02:07Z".parse().unwrap();
        assert_eq!(instant(at, &paris), "le 1er juin 2026 à 10 h 02");
        assert_eq!(hour_to_the_second(at, &paris), "10 h 02 min 07 s");
        assert_eq!(day(jiff::civil::date(2026, 8, 14)), "vendredi 14 août 2026");
        assert_eq!([size(12), size(1_000), size(1_250_000)], ["12 octets", "1 ko", "1,2 Mo"]);
    }
}
