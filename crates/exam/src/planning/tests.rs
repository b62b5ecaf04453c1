use super::*;
use jiff::civil::date;

fn half(day: i8, part: Part) -> HalfDay {
    HalfDay { day: date(2026, 5, day), part }
}

fn frame() -> Frame {
    Frame {
        halves: [half(18, Part::Morning), half(18, Part::Afternoon), half(19, Part::Morning)].into(),
        centres: vec![Centre {
            id: "zay".into(),
            name: "Jean Zay".into(),
            school: None,
            rooms: vec!["B 204".into()],
        }],
        ..Frame::default()
    }
}

const DAYS: (Date, Date) = (Date::constant(2026, 5, 18), Date::constant(2026, 5, 29));

#[test]
fn a_half_day_reads_back_and_says_its_part() {
    for part in [Part::Morning, Part::Afternoon] {
        assert_eq!(HalfDay::parse(&half(18, part).to_string()), Some(half(18, part)));
    }
    for wrong in ["", "2026-05-18", "2026-05-18-xx", "-am", "hier-am"] {
        assert_eq!(HalfDay::parse(wrong), None);
    }
    assert!(half(18, Part::Afternoon).label().ends_with(", après-midi"));
}

#[test]
fn a_frame_holds_days_of_the_session_hours_in_order_and_named_centres() {
    assert_eq!(frame().check(Track::OneOff, DAYS), Ok(()));
    let mut early = frame();
    early.halves.insert(half(17, Part::Morning));
    assert!(matches!(early.check(Track::OneOff, DAYS), Err(Refusal::DateBefore { .. })));
    let mut late = frame();
    late.halves.insert(half(30, Part::Morning));
    assert!(matches!(late.check(Track::OneOff, DAYS), Err(Refusal::DateAfter { .. })));
    let mut backwards = frame();
    backwards.hours.morning = (backwards.hours.morning.1, backwards.hours.morning.0);
    assert!(backwards.check(Track::OneOff, DAYS).is_err());
    let mut twice = frame();
    twice.centres.push(Centre { id: "other".into(), name: "jean zay ".into(), ..twice.centres[0].clone() });
    assert!(matches!(twice.check(Track::OneOff, DAYS), Err(Refusal::AlreadyThere { .. })));
    let mut roomless = frame();
    roomless.centres[0].rooms.clear();
    assert!(roomless.check(Track::OneOff, DAYS).is_err());
}

#[test]
fn e4_25_a_frame_of_ccf_stays_within_its_period() {
    let mut late = frame();
    late.halves.insert(half(30, Part::Morning));
    assert!(matches!(late.check(Track::Continuous, DAYS), Err(Refusal::AfterCcfLimit { .. })));
    let mut early = frame();
    early.halves.insert(half(17, Part::Morning));
    assert!(matches!(early.check(Track::Continuous, DAYS), Err(Refusal::OutsideCcfPeriod { .. })));
}

#[test]
fn what_does_not_go_together_in_an_answer_is_told() {
    let sound = Answer {
        halves: [half(18, Part::Morning)].into(),
        centres: ["zay".to_owned()].into(),
        most: 1,
        ..Answer::default()
    };
    let none = BTreeSet::new();
    let told = |answer: &Answer| contradictions(answer, &frame(), &none);
    assert_eq!(told(&sound), []);
    assert_eq!(told(&Answer::default()), [], "never available is an answer");
    assert_eq!(
        told(&Answer { most: 3, ..sound.clone() }),
        [Contradiction::MostAboveGiven { most: 3, given: 1 }]
    );
    assert_eq!(told(&Answer { most: 0, ..sound.clone() }), [Contradiction::MostIsZero]);
    assert_eq!(told(&Answer { most: 2, ..Answer::default() }), [Contradiction::NoHalfDay]);
    assert_eq!(told(&Answer { centres: BTreeSet::new(), ..sound.clone() }), [Contradiction::NoCentre]);
    let gone = Answer { centres: ["gone".to_owned()].into(), ..sound.clone() };
    assert_eq!(told(&gone), [Contradiction::UnknownCentre]);
    let outside = Answer { halves: [half(20, Part::Morning)].into(), ..sound.clone() };
    assert_eq!(told(&outside), [Contradiction::OutsideFrame(half(20, Part::Morning))]);
    let sits = [half(19, Part::Morning)].into();
    assert_eq!(contradictions(&sound, &frame(), &sits), [Contradiction::SitsThen(half(19, Part::Morning))]);
}

fn session(lead: &str, second: &str, candidates: &[(&str, i8)]) -> Session {
    let passage = |(id, hour): &(&str, i8)| Passage {
        candidate: CandidateId::from(*id),
        at: Time::constant(*hour, 30, 0, 0),
    };
    Session {
        id: "1".into(),
        half: half(18, Part::Morning),
        centre: "zay".into(),
        room: "B 204".into(),
        speciality: Speciality::Slam,
        lead: lead.into(),
        second: second.into(),
        passages: candidates.iter().map(passage).collect(),
        locked: false,
        commission: None,
    }
}

#[test]
fn only_those_who_move_are_told_again() {
    let before = [session("arnaud", "bastien", &[("alix", 8), ("noor", 9)])];
    assert_eq!(changes(&before, &before), []);
    let after = [session("arnaud", "caron", &[("alix", 8), ("sacha", 9)])];
    let told = changes(&before, &after);
    let who = |change: &Change| match change {
        Change::Examiner(id, ..) => id.to_string(),
        Change::Candidate(id, ..) => id.to_string(),
    };
    assert_eq!(told.iter().map(who).collect::<Vec<_>>(), ["bastien", "caron", "noor", "sacha"]);
    assert!(matches!(&told[2], Change::Candidate(_, Some(_), None)));
    let later = [session("arnaud", "bastien", &[("noor", 8), ("alix", 9)])];
    assert_eq!(changes(&before, &later).len(), 2, "another hour is told, and no examiner moves");
}
