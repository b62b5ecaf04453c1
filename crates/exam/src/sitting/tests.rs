//! One morning of an oral, part by part.

use super::*;
use crate::{referential, sample};

fn at(time: &str) -> Timestamp {
    format!("2026-05-18T{time}Z").parse().unwrap()
}

fn now(time: &str) -> Happened {
    Happened { at: at(time), received: None }
}

fn sitting(parts: &[(&str, &str, Option<&str>)]) -> Sitting {
    let times = parts.iter().map(|(part, start, end)| PartTimes {
        part: (*part).to_owned(),
        started_at: at(start),
        ended_at: end.map(at),
        start_received: None,
        end_received: None,
    });
    Sitting { extra: ExtraTime::NONE, parts: times.collect() }
}

fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

#[test]
fn e4_16_durations_come_from_the_referential() {
    let mut referential = sample();
    assert_eq!(length(&referential, ExtraTime::NONE), minutes(40));
    referential.parts[1].minutes = 20;
    assert_eq!(length(&referential, ExtraTime::NONE), minutes(30));
}

#[test]
fn e4_16_a_third_more_time_is_exact_to_the_second() {
    let referential = sample();
    assert_eq!(allowed(&referential.parts[0], ExtraTime::THIRD), SignedDuration::from_secs(800));
    assert_eq!(allowed(&referential.parts[1], ExtraTime::THIRD), minutes(40));
    for text in ["0", "1/3", "1/2", "1/1"] {
        assert_eq!(ExtraTime::parse(text).unwrap().to_string(), text);
    }
    for wrong in ["", "1", "4/3", "1/0", "0/3", "-1/3", "un tiers"] {
        assert_eq!(ExtraTime::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn e4_16_extra_time_may_run_into_the_next_oral() {
    let referential = sample();
    let lasts = length(&referential, ExtraTime::THIRD);
    let told = overrun((at("08:00:00"), lasts), at("08:50:00"));
    assert_eq!(told, Some(SignedDuration::from_secs(200)));
    assert_eq!(overrun((at("08:00:00"), lasts), at("08:53:20")), None);
    assert_eq!(overrun((at("08:00:00"), length(&referential, ExtraTime::NONE)), at("08:50:00")), None);
}

#[test]
fn e4_16_the_real_times_of_both_parts_are_kept_once_and_in_order() {
    let referential = sample();
    let order = |part: &str| Err(Refusal::TimesOutOfOrder { part: part.into() });
    let kept = |part: &str| Err(Refusal::TimeAlreadyKept { part: part.into() });
    let none = sitting(&[]);
    assert_eq!(none.start("interview", now("08:10:00"), &referential), order("interview"));
    assert_eq!(none.end("presentation", now("08:10:00"), &referential), order("presentation"));
    assert_eq!(
        none.start("lunch", now("08:00:00"), &referential),
        Err(Refusal::UnknownField("lunch".into()))
    );
    let first = none.start("presentation", now("08:00:00"), &referential).unwrap();
    let running = Sitting { parts: vec![first], ..none };
    assert_eq!(running.start("presentation", now("08:01:00"), &referential), kept("presentation"));
    assert_eq!(running.start("interview", now("08:09:00"), &referential), order("interview"));
    let ended = running.end("presentation", now("08:09:30"), &referential).unwrap();
    let between = Sitting { parts: vec![ended], ..running };
    assert_eq!(between.end("presentation", now("08:12:00"), &referential), kept("presentation"));
    assert!(between.start("interview", now("08:10:00"), &referential).is_ok());
}

#[test]
fn e4_16_an_overrun_is_told_and_not_refused() {
    let referential = sample();
    let late = sitting(&[("presentation", "08:00:00", None)]);
    assert!(late.end("presentation", now("08:14:00"), &referential).is_ok());
    let sitting = sitting(&[("presentation", "08:00:00", Some("08:12:00")), ("interview", "08:12:00", None)]);
    let told = sitting.elapsed(at("08:40:00"), &referential);
    assert_eq!((told[0].spent, told[0].overrun, told[0].running), (minutes(12), minutes(2), false));
    assert_eq!((told[1].spent, told[1].overrun, told[1].running), (minutes(28), minutes(0), true));
    let longer = Sitting { extra: ExtraTime::THIRD, ..sitting };
    assert_eq!(longer.elapsed(at("08:40:00"), &referential)[0].overrun, minutes(0));
}

#[test]
fn e4_37_ef4_follows_at_once_with_the_same_commission() {
    let referential = sample();
    let commission = CommissionId::from("c1");
    let mut oral =
        sitting(&[("presentation", "08:00:00", Some("08:10:00")), ("interview", "08:10:00", None)]);
    assert_eq!(follow_on(&oral, &commission, &referential), None);
    oral.parts[1].ended_at = Some(at("08:41:00"));
    let starts_at = at("08:41:00");
    assert_eq!(follow_on(&oral, &commission, &referential), Some(FollowOn { commission, starts_at }));
}

#[test]
fn e4_37_ef4_counts_only_its_points_above_ten() {
    let text = referential::builtin_text("sio-ef4-2022").unwrap();
    let ef4 = referential::load(text, "sio-ef4-2022.toml").unwrap();
    let counted = |typed: &str, of: &Referential| {
        points_counted(DecidedMark::recorded(Mark::parse(typed, 20).unwrap()), of).to_string()
    };
    assert_eq!(counted("13", &ef4), "3");
    assert_eq!(counted("10", &ef4), "0");
    assert_eq!(counted("8", &ef4), "0");
    assert_eq!(counted("13", &sample()), "13");
}

#[test]
fn e4_16_two_orals_of_forty_minutes_need_forty_minutes() {
    let at = |minute: i64| Timestamp::from_second(1_780_000_000 + minute * 60).unwrap();
    let length = length(&sample(), ExtraTime::NONE);
    assert_eq!(length, SignedDuration::from_mins(40));
    let overlap = |one: i64, other: i64| overlap((at(one), length), (at(other), length));
    assert!(overlap(0, 39) && overlap(39, 0) && overlap(5, 5));
    assert!(!overlap(0, 40) && !overlap(80, 0));
}

#[test]
fn e4_16_an_oral_with_extra_time_overlaps_what_starts_before_its_end() {
    let at = |minute: i64| Timestamp::from_second(1_780_000_000 + minute * 60).unwrap();
    let usual = length(&sample(), ExtraTime::NONE);
    let longer = length(&sample(), ExtraTime::THIRD);
    assert!(overlap((at(0), longer), (at(53), usual)) && overlap((at(53), usual), (at(0), longer)));
    assert!(!overlap((at(0), longer), (at(54), usual)) && !overlap((at(0), usual), (at(40), longer)));
}
