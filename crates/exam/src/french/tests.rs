use super::*;

#[test]
fn dates_are_written_in_french() {
    assert_eq!(date(jiff::civil::date(2026, 6, 1)), "1er juin 2026");
    assert_eq!(date(jiff::civil::date(2026, 8, 14)), "14 août 2026");
    assert_eq!(day(jiff::civil::date(2026, 6, 3)), "mercredi 3 juin 2026");
    assert_eq!(capital(&date(jiff::civil::date(2026, 6, 1))), "1er juin 2026");
    assert_eq!((capital("étude"), capital("")), ("Étude".to_owned(), String::new()));
}

#[test]
fn an_instant_is_told_where_the_centre_is() {
    let at: Timestamp = "2026-06-03T08:02:07Z".parse().unwrap();
    let zone = |name| TimeZone::get(name).unwrap();
    assert_eq!(instant(at, &zone("Europe/Paris")), "le 3 juin 2026 à 10 h 02");
    assert_eq!(hour_of(at, &zone("Indian/Reunion")), "12 h 02");
    assert_eq!(second_of(at, &zone("Pacific/Noumea")), "19 h 02 min 07 s");
}

#[test]
fn spaces_that_do_not_break() {
    assert_eq!(spaced("Motif : « vide » ; n° 12"), "Motif\u{a0}: «\u{a0}vide\u{a0}»\u{a0}; n°\u{a0}12");
    assert_eq!(spaced("https://a.fr/ ?"), "https://a.fr/\u{a0}?");
}

#[test]
fn sizes_are_told_in_french() {
    assert_eq!(size(820), "820 octets");
    assert_eq!(size(12_540), "12,5 Ko");
    assert_eq!(size(1_200_000), "1,2 Mo");
    assert_eq!(size(200_000_000), "200,0 Mo");
}
