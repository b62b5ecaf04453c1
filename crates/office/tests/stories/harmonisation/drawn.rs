//! A published timetable dealt the candidates: the room says so, and deals again inside its blocks.

use crate::timetable::{HOW, Small, frame};
use exam::id::CandidateId;
use exam::planning::Part;
use jiff::Timestamp;
use office::acts::harmonisation::{Compared, Look};
use office::acts::timetable::{Edit, How, StartPlan};
use std::collections::BTreeSet;
use store::tables::sheets;
use world::{ExamDay, World, story};

/// Twelve candidates dealt to four half-days of two pairs; every sheet signed.
async fn published(world: &World, comparable: bool) -> (Small, String) {
    let mut small = Small::new(world).await;
    for number in 7..=12 {
        let number = format!("{number:02}");
        small.candidates.push(world.candidate(&small.centre, (&number, "ROUX", "Lou"), |_| {}).await);
    }
    // Two half-days each: one pair cannot hear everybody.
    for who in [&small.centre.diallo, &small.haddad, &small.centre.bastien, &small.centre.caron] {
        small.answers(world, who, frame().halves.into_iter().collect(), 2).await;
    }
    let how = How { comparable, ..HOW };
    let act = StartPlan { perimeter: small.place.clone(), name: "Tiré au sort".into(), how, from: None };
    let plan = world.office.perform(&small.centre.authority, act).await.unwrap();
    world.office.work_out(&small.centre.authority, &plan).await.unwrap();
    small.publish(world, &plan).await.unwrap();
    (small, plan)
}

/// Fills and signs every sheet of the session, each with its own mark.
async fn signed(world: &World, small: &Small) {
    let mut tx = world.db.read().await.unwrap();
    let seated = sheets::of_session(&mut tx, &small.centre.session).await.unwrap();
    let made = store::tables::commissions::of_session(&mut tx, &small.centre.session).await.unwrap();
    drop(tx);
    let late: Timestamp = "2026-05-19T18:00:00Z".parse().unwrap();
    world.outside.set(late);
    for (nth, one) in seated.iter().enumerate() {
        let commission = made.iter().find(|made| made.id == one.sitting.commission).unwrap();
        let day = ExamDay {
            session: small.centre.session.clone(),
            arnaud: world.sitting_as(&small.centre, &commission.lead).await,
            bastien: world.sitting_as(&small.centre, &commission.second).await,
            alix: world.sitting_as(&small.centre, &commission.lead).await,
            candidate: one.candidate.id.clone(),
            sheet: one.sitting.sheet.clone(),
        };
        world.fill(&day, &(8 + nth % 9).to_string()).await;
        world.sign(&day, &day.arnaud).await;
        world.sign(&day, &day.bastien).await;
    }
}

async fn compared(world: &World, small: &Small) -> Compared {
    let president = world.president(&small.centre.session).await;
    world.office.compare(&president, &small.centre.session, Look::default()).await.unwrap()
}

story!(e4_23_the_draw_of_the_published_plan_reaches_the_comparison, |world| {
    let (small, plan) = published(&world, true).await;
    signed(&world, &small).await;
    let compared = compared(&world, &small).await;
    assert_eq!((compared.room.sheets.len(), compared.room.unsigned), (12, 0));
    let draw = &compared.room.draws[0];
    assert_eq!((draw.seed, draw.version, draw.dealt.len()), (HOW.seed, 1, 12));
    let design = compared.design.join(" ");
    assert!(design.contains("tirées au sort dans des blocs enregistrés"), "{design}");
    assert!(design.contains("version 1") && design.contains("graine 7"), "{design}");
    let redeal = compared.redeal.unwrap();
    assert_eq!(redeal.redeals, 999);
    let draft = small.board(&world, &plan).await.plan.draft;
    let pairs = draft.sessions.iter().map(|one| (one.lead.clone(), one.second.clone()));
    let pairs: BTreeSet<_> = pairs.collect();
    assert_eq!(compared.rows.len(), pairs.len(), "the half-days of one pair are one commission");
});

story!(e4_23_nothing_is_said_to_be_drawn_where_nothing_was, |world| {
    let (small, _) = published(&world, false).await;
    signed(&world, &small).await;
    let compared = compared(&world, &small).await;
    assert!(compared.room.draws.is_empty() && compared.redeal.is_none());
    assert!(!compared.design.join(" ").contains("blocs enregistrés"));
});

story!(e4_23_a_repair_keeps_the_draw_and_moves_nobody_for_it, |world| {
    let (small, plan) = published(&world, true).await;
    let before = small.board(&world, &plan).await.plan.draft;
    let ill = before.sessions[0].second.clone();
    let halves = [crate::timetable::half(18, Part::Morning), crate::timetable::half(18, Part::Afternoon)];
    let mended =
        world.office.repair(&small.centre.authority, &small.place, &ill, &halves.into()).await.unwrap();
    let after = small.board(&world, &mended).await.plan.draft;
    let moved = small.candidates.iter().filter(|id| {
        let place = |draft: &office::acts::timetable::Draft| draft.session_of(id).map(|one| one.id.clone());
        place(&before) != place(&after)
    });
    let moved: Vec<&CandidateId> = moved.collect();
    let drawn: usize = after.blocks.iter().flat_map(|block| &block.alike).map(Vec::len).sum();
    assert!(moved.len() < 6, "{} of 12 move", moved.len());
    assert!(drawn > 0 && drawn <= 12 - moved.len(), "{drawn} stay drawn, {} move", moved.len());
});

story!(e4_23_a_locked_commission_was_not_drawn, |world| {
    let (small, plan) = published(&world, true).await;
    let first = small.board(&world, &plan).await.plan.draft.sessions[0].clone();
    let lock = Edit::Lock { sessions: vec![first.id.clone()], locked: true };
    small.edit(&world, &plan, lock, false).await.unwrap();
    let how = How { comparable: true, ..HOW };
    let act = StartPlan { perimeter: small.place.clone(), name: "Le reste".into(), how, from: Some(plan) };
    let again = world.office.perform(&small.centre.authority, act).await.unwrap();
    world.office.work_out(&small.centre.authority, &again).await.unwrap();
    let draft = small.board(&world, &again).await.plan.draft;
    let drawn: Vec<_> = draft.blocks.iter().flat_map(|block| block.alike.iter().flatten()).collect();
    assert!(!drawn.is_empty());
    assert!(first.passages.iter().all(|one| !drawn.contains(&&one.candidate)), "who stayed was not drawn");
});
