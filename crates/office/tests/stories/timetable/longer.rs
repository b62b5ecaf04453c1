//! Extra time (E4-16): it takes its place in a plan, before a commission, and in what the people of a room are told.

use super::{Small, frame};
use exam::Refusal;
use exam::commission::Quality;
use exam::sitting::ExtraTime;
use jiff::SignedDuration;
use jiff::civil::Time;
use office::acts::oral::{ArrangeTime, SeeArrangement};
use office::acts::perimeter::Perimeter;
use office::acts::seats::{SeatCandidates, SeeSeats};
use store::tables::sheets;
use world::{refused, story};

story!(e4_16_extra_time_takes_its_place_in_a_published_plan, |world| {
    let small = Small::new(&world).await;
    let alix = small.candidates[0].clone();
    let act = ArrangeTime { candidate: alix.clone(), extra: ExtraTime::THIRD };
    world.office.perform(&small.centre.authority, act).await.unwrap();
    let plan = small.plan(&world, "Avec un tiers temps").await;
    small.publish(&world, &plan).await.unwrap();
    let draft = small.board(&world, &plan).await.plan.draft;
    let session = draft.session_of(&alix).unwrap();
    let nth = session.passages.iter().position(|one| one.candidate == alix).unwrap();
    let minutes = |at: Time| i64::from(at.hour()) * 60 + i64::from(at.minute());
    if let Some(after) = session.passages.get(nth + 1) {
        // Forty minutes, a third more, and ten to the next.
        assert!(minutes(after.at) - minutes(session.passages[nth].at) >= 63, "{:?}", session.passages);
    }
    let mut tx = world.db.read().await.unwrap();
    let seated = sheets::of_session(&mut tx, &small.centre.session).await.unwrap();
    assert_eq!(seated.len(), 6);
});

story!(e4_16_a_plan_made_before_the_extra_time_says_that_it_no_longer_fits, |world| {
    let small = Small::new(&world).await;
    let one_day = office::acts::timetable::Frame {
        halves: frame().halves.into_iter().take(1).collect(),
        hours: office::acts::timetable::Hours {
            between: 5,
            pause: 0,
            deliberation: 0,
            morning: (Time::constant(8, 0, 0, 0), Time::constant(10, 20, 0, 0)),
            ..Default::default()
        },
        ..frame()
    };
    let act = office::acts::timetable::SetFrame { perimeter: small.place.clone(), seen: 1, frame: one_day };
    world.office.perform(&small.centre.authority, act).await.unwrap();
    let plan = small.plan(&world, "Serré").await;
    let draft = small.board(&world, &plan).await.plan.draft;
    let full = draft.sessions.iter().find(|one| one.passages.len() == 3);
    let Some(full) = full else { panic!("three orals of 45 minutes fill a morning: {draft:?}") };
    let act = ArrangeTime { candidate: full.passages[0].candidate.clone(), extra: ExtraTime::THIRD };
    world.office.perform(&small.centre.authority, act).await.unwrap();
    assert!(!small.board(&world, &plan).await.broken.is_empty());
    assert!(matches!(refused(small.publish(&world, &plan).await), Refusal::PlanBreaks(_)));
});

story!(e4_16_extra_time_puts_off_those_who_come_after, |world| {
    let small = Small::new(&world).await;
    let here = Perimeter::Session(small.centre.session.clone());
    let authority = &small.centre.authority;
    let one = world.composed(&small.centre, here.clone(), "1", (&small.haddad, &small.centre.bastien)).await;
    let first = small.candidates[0].clone();
    let act = ArrangeTime { candidate: first.clone(), extra: ExtraTime::THIRD };
    world.office.perform(authority, act).await.unwrap();
    let kept = world.office.consult(authority, SeeArrangement { candidate: first.clone() }).await.unwrap();
    assert_eq!((kept.extra, kept.overrun), (ExtraTime::THIRD, None));
    let seats = world.office.consult(authority, SeeSeats { commission: one.clone() }).await.unwrap();
    let told: Vec<_> = seats.free.iter().filter(|free| free.extra != ExtraTime::NONE).collect();
    assert_eq!(told.len(), 1, "who composes sees it");
    let act = SeatCandidates {
        commission: one.clone(),
        candidates: small.candidates[..3].to_vec(),
        first: Time::constant(8, 0, 0, 0),
        every: SignedDuration::from_mins(50),
    };
    world.office.perform(authority, act).await.unwrap();
    let seats = world.office.consult(authority, SeeSeats { commission: one.clone() }).await.unwrap();
    let at: Vec<_> = seats.seated.iter().map(|one| one.sitting.starts_at.to_string()).collect();
    assert_eq!(at, ["2026-05-18T06:00:00Z", "2026-05-18T07:03:20Z", "2026-05-18T07:53:20Z"]);
    // Granted after the seating, extra time is told where it is granted and where it is seated.
    let second = small.candidates[1].clone();
    let act = ArrangeTime { candidate: second.clone(), extra: ExtraTime::THIRD };
    world.office.perform(authority, act).await.unwrap();
    let kept = world.office.consult(authority, SeeArrangement { candidate: second.clone() }).await.unwrap();
    assert_eq!(kept.overrun, Some(SignedDuration::from_secs(200)));
    assert_eq!(kept.commission, Some(one.clone()));
    let seats = world.office.consult(authority, SeeSeats { commission: one }).await.unwrap();
    assert_eq!(seats.overruns, [None, Some(SignedDuration::from_secs(200)), None]);
    let act = ArrangeTime { candidate: second, extra: ExtraTime::NONE };
    world.office.perform(authority, act).await.unwrap();
    // The professional sits there until 8 h 53 : nobody else has her at 8 h 45.
    let other =
        world.examiner(authority, &small.centre.session, "Rim Sadi", Quality::TeacherSlam, "0999991A");
    let other = other.await.unwrap();
    let two = world.composed(&small.centre, here, "2", (&other, &small.centre.bastien)).await;
    let act = |hour, minute| SeatCandidates {
        commission: two.clone(),
        candidates: vec![small.candidates[4].clone()],
        first: Time::constant(hour, minute, 0, 0),
        every: SignedDuration::from_mins(50),
    };
    let taken = world.office.perform(authority, act(8, 45)).await;
    assert!(matches!(refused(taken), Refusal::AlreadyTaken { .. }));
    world.office.perform(authority, act(10, 34)).await.unwrap();
});
