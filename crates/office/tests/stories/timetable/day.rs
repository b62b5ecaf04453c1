//! An illness at half past seven: as few people as possible move, and a new version says who.

use super::{Small, half};
use exam::planning::{Change, Part};
use office::acts::convocations::{Addressee, Convene, SeeConvocations};
use office::acts::timetable::{SeeStanding, SeeVersion};
use store::tables::sheets;
use world::story;

story!(an_illness_at_half_past_seven_is_two_clicks, |world| {
    let small = Small::new(&world).await;
    let plan = small.plan(&world, "Publié").await;
    small.publish(&world, &plan).await.unwrap();
    let before = small.board(&world, &plan).await.plan.draft;
    let ill = before.sessions[0].second.clone();
    let mut tx = world.db.read().await.unwrap();
    let seated = sheets::of_session(&mut tx, &small.centre.session).await.unwrap();
    drop(tx);
    world.outside.set("2026-05-18T05:30:00Z".parse().unwrap());
    let all = [(18, Part::Morning), (18, Part::Afternoon), (19, Part::Morning), (19, Part::Afternoon)];
    let halves = all.map(|(day, part)| half(day, part)).into();
    let mended = world.office.repair(&small.centre.authority, &small.place, &ill, &halves).await.unwrap();
    let board = small.board(&world, &mended).await;
    assert_eq!(board.broken, []);
    assert_eq!(board.plan.draft.unseated, []);
    assert!(!board.plan.draft.moved.is_empty());
    let sits = |one: &office::acts::timetable::Session| one.lead == ill || one.second == ill;
    assert!(!board.plan.draft.sessions.iter().any(sits), "who is ill sits nowhere");
    let publish = office::acts::timetable::PublishPlan {
        plan: mended.clone(),
        seen: board.plan.revision,
        no_professional_reason: "Malade ce matin.".to_owned(),
        partial: false,
    };
    assert_eq!(world.office.perform(&small.centre.authority, publish).await.unwrap(), 2);
    let version = SeeVersion { perimeter: small.place.clone(), number: 2 };
    let version = world.office.consult(&small.centre.authority, version).await.unwrap();
    let moved = version.changes.iter().filter(|one| matches!(one, Change::Candidate(..))).count();
    assert_eq!(moved, 0, "no candidate moves where somebody else can sit: {:?}", version.changes);
    let mut tx = world.db.read().await.unwrap();
    let after = sheets::of_session(&mut tx, &small.centre.session).await.unwrap();
    drop(tx);
    assert_eq!(after, seated, "the sittings are the same, before the same commissions");
    let first = SeeVersion { perimeter: small.place.clone(), number: 1 };
    let first = world.office.consult(&small.centre.authority, first).await.unwrap();
    assert_eq!(first.draft.sessions.len(), before.sessions.len(), "the first version is frozen");
    let gone = world.sitting_as(&small.centre, &ill).await;
    assert!(gone.grants.is_empty(), "who left no longer reads the dossiers");
});

story!(a_repair_is_published_over_the_version_it_was_made_from, |world| {
    let small = Small::new(&world).await;
    let plan = small.plan(&world, "Publié").await;
    small.publish(&world, &plan).await.unwrap();
    let board = small.board(&world, &plan).await;
    let seen = board.plan.revision;
    let again = office::acts::timetable::PublishPlan {
        plan: plan.clone(),
        seen,
        no_professional_reason: String::new(),
        partial: false,
    };
    assert_eq!(world.office.perform(&small.centre.authority, again).await.unwrap(), 2);
    let version = SeeVersion { perimeter: small.place.clone(), number: 2 };
    let version = world.office.consult(&small.centre.authority, version).await.unwrap();
    assert_eq!(version.changes, [], "the same plan again moves nobody");
});

story!(e4_27_after_a_repair_only_those_who_move_are_convened_anew, |world| {
    let small = Small::new(&world).await;
    let plan = small.plan(&world, "Publié").await;
    small.publish(&world, &plan).await.unwrap();
    let (office, authority, perimeter) = (&world.office, &small.centre.authority, small.place.clone());
    let see = SeeConvocations { perimeter: perimeter.clone() };
    let seen = office.consult(authority, see.clone()).await.unwrap().waiting();
    office.perform(authority, Convene { perimeter: perimeter.clone(), seen }).await.unwrap();
    assert_eq!(office.consult(authority, see.clone()).await.unwrap().waiting(), 0);
    let ill = small.board(&world, &plan).await.plan.draft.sessions[0].second.clone();
    let all = [(18, Part::Morning), (18, Part::Afternoon), (19, Part::Morning), (19, Part::Afternoon)];
    let halves = all.map(|(day, part)| half(day, part)).into();
    let mended = office.repair(authority, &perimeter, &ill, &halves).await.unwrap();
    small.publish(&world, &mended).await.unwrap();
    let standing = office.consult(authority, SeeStanding { perimeter }).await.unwrap();
    assert_eq!((standing.published, standing.stale), (2, vec![]), "a mended version holds");
    let after = office.consult(authority, see).await.unwrap();
    let waits: Vec<_> = after.people.iter().filter(|one| one.stage().waits()).collect();
    let candidates = waits.iter().filter(|one| matches!(one.to, Addressee::Candidate(_))).count();
    assert_eq!(candidates, 0, "no candidate changes hour or room");
    let told: Vec<_> = waits.iter().map(|one| one.name.as_str()).collect();
    assert!(!told.is_empty() && told.len() <= 4, "{told:?}");
});

story!(a_published_version_says_when_it_no_longer_holds, |world| {
    let small = Small::new(&world).await;
    let (office, authority) = (&world.office, &small.centre.authority);
    let see = SeeStanding { perimeter: small.place.clone() };
    let before = office.consult(authority, see.clone()).await.unwrap();
    assert_eq!((before.framed, before.published, before.drafts, before.convened), (true, 0, 0, 6));
    assert_eq!(before.silent, 1, "Inès Arnaud did not answer");
    let plan = small.plan(&world, "Publié").await;
    small.publish(&world, &plan).await.unwrap();
    assert_eq!(office.consult(authority, see.clone()).await.unwrap().stale, Vec::<String>::new());
    world.candidate(&small.centre, ("07", "ROUX", "Lou"), |_| {}).await;
    let stale = office.consult(authority, see.clone()).await.unwrap().stale;
    assert_eq!(stale, ["une personne candidate n’a pas de place"]);
    let session = small.board(&world, &plan).await.plan.draft.sessions[0].clone();
    small.answers(&world, &session.lead, vec![], 0).await;
    let stale = office.consult(authority, see.clone()).await.unwrap().stale;
    assert!(stale.len() > 1 && stale.iter().any(|one| one.contains(&session.half.label())), "{stale:?}");
    world.outside.set("2026-06-01T08:00:00Z".parse().unwrap());
    assert_eq!(
        office.consult(authority, see).await.unwrap().stale,
        Vec::<String>::new(),
        "the orals are over"
    );
});
