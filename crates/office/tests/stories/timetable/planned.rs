//! A small session planned from nothing to publication, and one that cannot be.

use super::{HOW, Small, frame, half};
use exam::Refusal;
use exam::planning::{Change, Part};
use office::Failure;
use office::acts::perimeter::Perimeter;
use office::acts::seats::SeeSeats;
use office::acts::timetable::{SeeBoard, SeePlans, SeeProgress, SeeVersion, SetFrame, StartPlan, StopPlan};
use std::collections::BTreeSet;
use store::tables::{candidates, commissions, notices, sheets};
use world::{refused, story};

story!(a_small_session_is_planned_from_nothing_to_publication, |world| {
    let small = Small::new(&world).await;
    let plan = small.plan(&world, "Premier essai").await;
    let board = small.board(&world, &plan).await;
    let draft = &board.plan.draft;
    assert_eq!(board.broken, []);
    assert_eq!(draft.unseated, []);
    assert_eq!((draft.how.seed, draft.reasons.len()), (7, 0));
    assert!(draft.bound.unwrap() <= draft.cost.unwrap() && !draft.trace.is_empty());
    let (lines, all) = (small.centre.authority.clone(), SeePlans { perimeter: small.place.clone() });
    assert_eq!(world.office.consult(&lines, all).await.unwrap().drafts.len(), 1);
    let mut tx = world.db.read().await.unwrap();
    assert!(
        sheets::of_session(&mut tx, &small.centre.session).await.unwrap().is_empty(),
        "a draft seats nobody"
    );
    drop(tx);
    assert_eq!(small.publish(&world, &plan).await.unwrap(), 1);
    let mut tx = world.db.read().await.unwrap();
    let seated = sheets::of_session(&mut tx, &small.centre.session).await.unwrap();
    let made = commissions::of_session(&mut tx, &small.centre.session).await.unwrap();
    drop(tx);
    assert_eq!((seated.len(), made.len()), (6, draft.sessions.len()));
    let hours: BTreeSet<_> =
        seated.iter().map(|one| (one.sitting.commission.clone(), one.sitting.starts_at)).collect();
    assert_eq!(hours.len(), 6, "nobody passes at the same time before one commission");
    assert!(made.iter().all(|one| one.room.ends_with(", Lycée Zola")));
    let seats = SeeSeats { commission: made[0].id.clone() };
    let seats = world.office.consult(&small.centre.authority, seats).await.unwrap();
    assert!(!seats.seated.is_empty());
    let version = SeeVersion { perimeter: small.place.clone(), number: 1 };
    let version = world.office.consult(&small.centre.authority, version).await.unwrap();
    assert!(version.last && version.draft.sessions.iter().all(|one| one.commission.is_some()));
    let moved = version.changes.iter().filter(|one| matches!(one, Change::Candidate(..))).count();
    assert_eq!(moved, 6, "everybody is new in the first version");
    let told = world.told(&small.candidates[0]).await;
    assert!(!told.0.is_empty());
});

story!(the_same_seed_gives_the_same_plan_and_another_one_may_be_compared, |world| {
    let small = Small::new(&world).await;
    let one = small.plan(&world, "Un").await;
    let again = small.plan(&world, "Deux").await;
    let seats = async |plan: &str| {
        let draft = small.board(&world, plan).await.plan.draft;
        let line = |one: &office::acts::timetable::Session| {
            (one.half, one.lead.clone(), one.second.clone(), one.passages.clone())
        };
        draft.sessions.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(seats(&one).await, seats(&again).await);
});

story!(nobody_but_those_who_plan_sees_a_draft, |world| {
    let small = Small::new(&world).await;
    let plan = small.plan(&world, "Premier essai").await;
    let alix = world.account_of(&small.candidates[0], "Alix Martin").await;
    let bastien = world.sitting_as(&small.centre, &small.centre.bastien).await;
    for who in [&alix, &bastien, &small.centre.head] {
        let seen = world.office.consult(who, SeeBoard { plan: plan.clone() }).await;
        assert_eq!(refused(seen.map(drop)), Refusal::NotAllowed);
    }
    let mut tx = world.db.read().await.unwrap();
    let told = notices::of_candidate(&mut tx, &small.candidates[0]).await.unwrap();
    assert!(told.is_empty(), "a draft tells nobody anything");
});

story!(e4_21_nobody_of_the_own_school_is_planned, |world| {
    let small = Small::new(&world).await;
    let everything: Vec<_> = frame().halves.into_iter().collect();
    small.answers(&world, &small.centre.arnaud, everything, 4).await;
    let plan = small.plan(&world, "Avec Inès Arnaud").await;
    let board = small.board(&world, &plan).await;
    let own = board
        .plan
        .draft
        .sessions
        .iter()
        .filter(|one| one.lead == small.centre.arnaud || one.second == small.centre.arnaud);
    assert_eq!(own.count(), 0, "she teaches in Voltaire, and so do all candidates learn");
});

story!(e4_27_who_withdrew_or_sits_by_hand_is_not_planned, |world| {
    let small = Small::new(&world).await;
    let mut tx = world.db.write().await.unwrap();
    let gone = candidates::find(&mut tx, &small.candidates[0]).await.unwrap().unwrap();
    candidates::upsert(&mut tx, &candidates::Candidate { withdrawn: true, ..gone }).await.unwrap();
    tx.commit().await.unwrap();
    let members = (&small.centre.diallo, &small.centre.bastien);
    let by_hand = world.composed(&small.centre, small.place.clone(), "H", members).await;
    world.seat(&small.centre.authority, &by_hand, &[&small.candidates[1]], 9).await.unwrap();
    let plan = small.plan(&world, "Les autres").await;
    let board = small.board(&world, &plan).await;
    assert_eq!(board.candidates.len(), 4);
    let busy = board.plan.draft.sessions.iter().filter(|one| {
        one.half == half(18, Part::Morning)
            && (one.lead == small.centre.diallo || one.second == small.centre.bastien)
    });
    assert_eq!(busy.count(), 0, "who sits by hand is taken then");
    small.publish(&world, &plan).await.unwrap();
});

story!(where_there_is_no_whole_plan_the_reason_is_told_in_words, |world| {
    let small = Small::new(&world).await;
    for who in [&small.centre.diallo, &small.haddad] {
        small.answers(&world, who, vec![], 0).await;
    }
    let plan = small.plan(&world, "Sans personne").await;
    let draft = small.board(&world, &plan).await.plan.draft;
    assert_eq!(draft.unseated.len(), 6);
    assert!(draft.reasons.iter().any(|one| one.starts_with("Il manque")), "{:?}", draft.reasons);
    let refusal = refused(small.publish(&world, &plan).await.map(drop));
    assert_eq!(refusal, Refusal::Unplaced { count: 6 });
});

story!(nothing_is_searched_without_days_centres_and_candidates, |world| {
    let centre = world.centre().await;
    let place = Perimeter::Session(centre.session.clone());
    let start = StartPlan { perimeter: place.clone(), name: "Rien".into(), how: HOW, from: None };
    let without = world.office.perform(&centre.authority, start.clone()).await;
    assert_eq!(refused(without.map(drop)), Refusal::Required { field: "demi-journées" });
    let act = SetFrame { perimeter: place, seen: 0, frame: frame() };
    world.office.perform(&centre.authority, act).await.unwrap();
    let nobody = world.office.perform(&centre.authority, start).await;
    assert!(matches!(refused(nobody.map(drop)), Refusal::Required { .. }));
});

story!(two_who_plan_see_that_the_other_was_there, |world| {
    let small = Small::new(&world).await;
    let act = SetFrame { perimeter: small.place.clone(), seen: 0, frame: frame() };
    assert!(matches!(world.office.perform(&small.centre.authority, act).await, Err(Failure::Outdated)));
});

story!(a_search_stops_when_asked_and_keeps_what_it_has, |world| {
    let small = Small::new(&world).await;
    let how = office::acts::timetable::How { moves: 400_000_000, ..HOW };
    let start = StartPlan { perimeter: small.place.clone(), name: "Long".into(), how, from: None };
    let id = world.office.perform(&small.centre.authority, start).await.unwrap();
    world.office.perform(&small.centre.authority, StopPlan { plan: id.clone() }).await.unwrap();
    world.office.work_out(&small.centre.authority, &id).await.unwrap();
    let progress =
        world.office.consult(&small.centre.authority, SeeProgress { plan: id.clone() }).await.unwrap();
    assert!(!progress.working);
    assert_eq!(small.board(&world, &id).await.plan.draft.unseated, []);
});

story!(the_draft_of_ccf_belongs_to_the_head_of_the_school, |world| {
    let centre = world.centre().await;
    world.ccf_candidate(&centre, ("11", "AZIZ", "Noor")).await;
    let place = Perimeter::School(centre.zay.clone());
    let act = SetFrame { perimeter: place.clone(), seen: 0, frame: frame() };
    assert_eq!(refused(world.office.perform(&centre.authority, act.clone()).await), Refusal::NotAllowed);
    world.office.perform(&centre.head, act).await.unwrap();
    for who in [&centre.diallo, &centre.caron] {
        let answer = office::acts::timetable::Answer {
            halves: frame().halves,
            centres: ["zola".to_owned()].into(),
            most: 4,
            ..Default::default()
        };
        let act = office::acts::timetable::SetAnswer {
            perimeter: place.clone(),
            examiner: who.clone(),
            seen: 0,
            answer,
            tutored: None,
            link: None,
        };
        world.office.perform(&centre.head, act).await.unwrap();
    }
    let start = StartPlan { perimeter: place, name: "CCF".into(), how: HOW, from: None };
    let id = world.office.perform(&centre.head, start).await.unwrap();
    world.office.work_out(&centre.head, &id).await.unwrap();
    let board = world.office.consult(&centre.head, SeeBoard { plan: id.clone() }).await.unwrap();
    assert_eq!(
        board.plan.draft.unseated,
        [],
        "in CCF a teacher may hear own students: the session's setting says so"
    );
    let act = office::acts::timetable::PublishPlan {
        plan: id,
        seen: board.plan.revision,
        no_professional_reason: String::new(),
        partial: false,
    };
    assert_eq!(world.office.perform(&centre.head, act).await.unwrap(), 1);
});
