//! Dates and instants as they are written in French, for pages and papers.

use jiff::civil::{Date, Time, Weekday};
use jiff::{Timestamp, tz::TimeZone};

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
pub fn date(date: Date) -> String {
    let day = if date.day() == 1 { "1er".to_owned() } else { date.day().to_string() };
    let month = MONTHS.get(usize::from(date.month().unsigned_abs()).saturating_sub(1)).unwrap_or(&"");
    format!("{day} {month} {}", date.year())
}

/// « mercredi 3 juin 2026 ».
pub fn day(day: Date) -> String {
    let name = match day.weekday() {
        Weekday::Monday => "lundi",
        Weekday::Tuesday => "mardi",
        Weekday::Wednesday => "mercredi",
        Weekday::Thursday => "jeudi",
        Weekday::Friday => "vendredi",
        Weekday::Saturday => "samedi",
        Weekday::Sunday => "dimanche",
    };
    format!("{name} {}", date(day))
}

/// The text with a capital, for the beginning of a sentence.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// « 10 h 42 ».
pub fn hour(time: Time) -> String {
    format!("{} h {:02}", time.hour(), time.minute())
}

/// The hour of an instant where the centre is: « 10 h 42 ».
pub fn hour_of(at: Timestamp, zone: &TimeZone) -> String {
    hour(at.to_zoned_datetime(zone.clone()).time())
}

/// The hour of an instant, to the second: « 10 h 42 min 07 s ».
pub fn second_of(at: Timestamp, zone: &TimeZone) -> String {
    let time = at.to_zoned_datetime(zone.clone()).time();
    format!("{} min {:02} s", hour(time), time.second())
}

/// « le 3 juin 2026 à 10 h 42 ».
pub fn instant(at: Timestamp, zone: &TimeZone) -> String {
    let at = at.to_zoned_datetime(zone.clone());
    format!("le {} à {}", date(at.date()), hour(at.time()))
}

/// The text with the spaces that French does not break: inside quotes, before double signs, after « n° ».
pub fn spaced(text: &str) -> String {
    let pairs = [
        ("« ", "«\u{a0}"),
        (" »", "\u{a0}»"),
        (" :", "\u{a0}:"),
        (" ;", "\u{a0};"),
        (" ?", "\u{a0}?"),
        (" !", "\u{a0}!"),
        ("n° ", "n°\u{a0}"),
        ("– ", "–\u{a0}"),
    ];
    pairs.iter().fold(text.to_owned(), |text, (loose, tied)| text.replace(loose, tied))
}

/// A size in bytes: « 820 octets », « 12,5 Ko », « 1,2 Mo ».
pub fn size(bytes: u64) -> String {
    let tenths = |unit: u64| format!("{},{}", bytes / unit, bytes % unit * 10 / unit);
    match bytes {
        0..1_000 => format!("{bytes} octets"),
        1_000..1_000_000 => format!("{} Ko", tenths(1_000)),
        _ => format!("{} Mo", tenths(1_000_000)),
    }
}

#[cfg(test)]
mod tests;
