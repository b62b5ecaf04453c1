//! A human drags things: each move is checked at once, and can be taken back.

use super::{HOW, Small, half};
use exam::Refusal;
use exam::commission::Seat;
use exam::planning::Part;
use office::Failure;
use office::acts::timetable::{CopyPlan, Edit, EditPlan, StartPlan, UndoEdit};
use world::{refused, story};

story!(a_human_drags_two_things_wrong_and_is_told_what_they_break, |world| {
    let small = Small::new(&world).await;
    let plan = small.plan(&world, "À la main").await;
    let board = small.board(&world, &plan).await;
    let first = board.plan.draft.sessions[0].clone();
    let wrong =
        Edit::Sit { session: first.id.clone(), seat: Seat::Lead, examiner: small.centre.arnaud.clone() };
    let Refusal::PlanBreaks(told) = refused(small.edit(&world, &plan, wrong.clone(), false).await) else {
        panic!("Inès Arnaud is of their school");
    };
    assert!(told.iter().any(|one| one.contains("Inès Arnaud")), "{told:?}");
    let elsewhere =
        Edit::Shift { session: first.id.clone(), half: half(25, Part::Morning), centre: "zola".into() };
    let Refusal::PlanBreaks(told) = refused(small.edit(&world, &plan, elsewhere, false).await) else {
        panic!("that day is not open");
    };
    assert!(told[0].contains("n’est plus ouvert"), "{told:?}");
    assert_eq!(small.board(&world, &plan).await.plan.draft, board.plan.draft, "nothing was written");
    small.edit(&world, &plan, wrong, true).await.unwrap();
    let broken = small.board(&world, &plan).await;
    assert!(!broken.broken.is_empty() && broken.plan.draft.touched);
    let refusal = refused(small.publish(&world, &plan).await.map(drop));
    assert!(matches!(refusal, Refusal::PlanBreaks(_)), "a plan that breaks a rule is not published");
    let undo = UndoEdit { plan: plan.clone(), seen: broken.plan.revision };
    world.office.perform(&small.centre.authority, undo).await.unwrap();
    let back = small.board(&world, &plan).await;
    assert_eq!((back.broken.len(), back.plan.draft.clone()), (0, board.plan.draft));
    small.publish(&world, &plan).await.unwrap();
});

story!(two_who_plan_do_not_overwrite_each_other, |world| {
    let small = Small::new(&world).await;
    let plan = small.plan(&world, "À deux").await;
    let seen = small.board(&world, &plan).await.plan.revision;
    let nowhere = |at: usize| Edit::Move { candidate: small.candidates[at].clone(), to: None };
    small.edit(&world, &plan, nowhere(0), true).await.unwrap();
    let late = EditPlan { plan: plan.clone(), seen, edit: nowhere(1), anyway: true };
    assert!(matches!(world.office.perform(&small.centre.authority, late).await, Err(Failure::Outdated)));
});

story!(candidates_move_swap_and_leave_their_places, |world| {
    let small = Small::new(&world).await;
    let plan = small.plan(&world, "À la main").await;
    let one = small.candidates[0].clone();
    small.edit(&world, &plan, Edit::Move { candidate: one.clone(), to: None }, true).await.unwrap();
    let board = small.board(&world, &plan).await;
    assert_eq!(board.plan.draft.unseated, std::slice::from_ref(&one));
    assert!(board.undo.unwrap().contains("n’a plus de place"));
    let to = board.plan.draft.sessions.iter().min_by_key(|one| one.passages.len()).unwrap().id.clone();
    let back = Edit::Move { candidate: one.clone(), to: Some(to.clone()) };
    small.edit(&world, &plan, back, false).await.unwrap();
    let board = small.board(&world, &plan).await;
    assert_eq!(board.plan.draft.session_of(&one).unwrap().id, to);
    let other =
        board.plan.draft.sessions.iter().flat_map(|one| &one.passages).find(|other| other.candidate != one);
    let other = other.unwrap().candidate.clone();
    small.edit(&world, &plan, Edit::Swap { one: one.clone(), other: other.clone() }, false).await.unwrap();
    let swapped = small.board(&world, &plan).await.plan.draft;
    assert_eq!(swapped.session_of(&other).unwrap().id, to);
});

story!(what_is_locked_stays_when_the_rest_is_searched_again, |world| {
    let small = Small::new(&world).await;
    let plan = small.plan(&world, "Premier").await;
    let copy = CopyPlan { plan: plan.clone(), name: "Et si".to_owned() };
    let copy = world.office.perform(&small.centre.authority, copy).await.unwrap();
    let before = small.board(&world, &copy).await.plan.draft.sessions[0].clone();
    let lock = Edit::Lock { sessions: vec![before.id.clone()], locked: true };
    small.edit(&world, &copy, lock, false).await.unwrap();
    let how = office::acts::timetable::How { seed: 99, ..HOW };
    let again = StartPlan { perimeter: small.place.clone(), name: "Le reste".into(), how, from: Some(copy) };
    let again = world.office.perform(&small.centre.authority, again).await.unwrap();
    world.office.work_out(&small.centre.authority, &again).await.unwrap();
    let after = small.board(&world, &again).await;
    let same = after.plan.draft.session(&before.id).unwrap();
    assert!(
        same.locked && same.lead == before.lead && same.second == before.second && same.half == before.half
    );
    let kept =
        before.passages.iter().all(|one| same.passages.iter().any(|other| other.candidate == one.candidate));
    assert!(kept, "who was in a locked session stays in it");
    assert!(!small.board(&world, &plan).await.plan.draft.sessions[0].locked, "a copy is a copy");
});
