use super::*;
use crate::sample;
use jiff::civil::date;

fn keeping(announced_on: Option<Date>) -> Keeping {
    Keeping { until: date(2027, 6, 30), announced_on }
}

#[test]
fn e4_32_kept_one_year_after_the_end_of_the_training() {
    let mut referential = sample();
    assert_eq!(kept_until(date(2026, 6, 30), &referential), date(2027, 6, 30));
    assert_eq!(kept_until(date(2024, 2, 29), &referential), date(2025, 2, 28));
    referential.retention.months_after_training_end = 24;
    assert_eq!(kept_until(date(2026, 6, 30), &referential), date(2028, 6, 30));
    assert_eq!(training_end(None, 2026), date(2026, 8, 31));
    assert_eq!(training_end(Some(date(2026, 7, 4)), 2026), date(2026, 7, 4));
}

#[test]
fn e4_32_private_notes_go_before_the_documents() {
    assert_eq!(note_kept_until(date(2026, 5, 29)), date(2026, 7, 29));
    assert_eq!(note_kept_until(date(2026, 12, 31)), date(2027, 2, 28));
}

#[test]
fn e4_32_kept_then_announced_then_purgeable() {
    assert_eq!(keeping(None).state(date(2030, 1, 1)), State::Kept, "nothing is purged in silence");
    let early = keeping(Some(date(2027, 6, 1)));
    let announced = State::Announced { purgeable_from: date(2027, 7, 1) };
    assert_eq!(early.state(date(2027, 6, 30)), announced);
    assert_eq!(early.state(date(2027, 7, 1)), State::Purgeable);
    let late = keeping(Some(date(2027, 9, 1)));
    assert_eq!(late.state(date(2027, 9, 30)), State::Announced { purgeable_from: date(2027, 10, 1) });
    assert_eq!(late.state(date(2027, 10, 1)), State::Purgeable);
}

#[test]
fn e4_32_a_purge_is_announced_in_time() {
    assert!(!keeping(None).to_announce(date(2027, 5, 31)));
    assert!(keeping(None).to_announce(date(2027, 6, 1)));
    assert!(!keeping(Some(date(2027, 6, 1))).to_announce(date(2027, 6, 2)));
    assert_eq!(keeping(None).announceable_from(), date(2027, 6, 1));
    let until = date(2027, 6, 30);
    assert_eq!(keeping(None).announce(date(2027, 5, 31)), Err(Refusal::StillKept { until }));
    assert_eq!(keeping(None).announce(date(2027, 6, 1)), Ok(()));
    assert_eq!(keeping(Some(until)).announce(date(2027, 7, 1)), Err(Refusal::PurgeAnnounced));
}

#[test]
fn e4_32_a_purge_waits_for_its_notice() {
    let still = |until| Err(Refusal::StillKept { until });
    assert_eq!(keeping(None).ask(date(2027, 8, 1)), Err(Refusal::PurgeNotAnnounced));
    assert_eq!(keeping(Some(date(2027, 6, 1))).ask(date(2027, 6, 30)), still(date(2027, 6, 30)));
    assert_eq!(keeping(Some(date(2027, 6, 20))).ask(date(2027, 7, 1)), still(date(2027, 7, 19)));
    assert_eq!(keeping(Some(date(2027, 6, 1))).ask(date(2027, 7, 1)), Ok(()));
}

#[test]
fn e4_32_a_purge_takes_two_people() {
    let (head, rectorat) = (AccountId::from("head"), AccountId::from("rectorat"));
    let announced = keeping(Some(date(2027, 6, 1)));
    let confirm = |asked_by, by| announced.confirm(date(2027, 7, 1), asked_by, by);
    assert_eq!(confirm(None, &head), Err(Refusal::PurgeNotAsked));
    assert_eq!(confirm(Some(&head), &head), Err(Refusal::PurgeNeedsAnother));
    assert_eq!(confirm(Some(&head), &rectorat), Ok(()));
    let early = announced.confirm(date(2027, 6, 30), Some(&head), &rectorat);
    assert_eq!(early, Err(Refusal::StillKept { until: date(2027, 6, 30) }));
}
