//! A purge takes its time and two people; a hold keeps one dossier out of it.

use super::{AFTER, PURGEABLE, asked, one_off, purged};
use exam::Refusal;
use exam::access::Role;
use jiff::civil::date;
use office::acts::perimeter::Perimeter;
use office::acts::retention::{
    AnnouncePurge, AskPurge, HoldDocuments, LiftHold, SeeRetention, SetTrainingEnd, State,
};
use office::acts::sessions::SeeSession;
use world::{refused, story};

story!(e4_32_a_purge_by_one_person_alone_is_refused, |world| {
    let day = world.exam_day().await;
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let administrator = world.administrator().await;
    let here = one_off(&day.session);
    let announce = AnnouncePurge { perimeter: here.clone() };
    let until = date(2027, 8, 31);
    let early = world.office.perform(&authority, announce.clone()).await;
    assert_eq!(refused(early), Refusal::StillKept { until });
    world.outside.set(AFTER.parse().unwrap());
    let silent = world.office.perform(&authority, AskPurge { perimeter: here.clone() }).await;
    assert_eq!(refused(silent), Refusal::PurgeNotAnnounced);
    assert_eq!(world.office.perform(&authority, announce.clone()).await.unwrap(), 1);
    assert_eq!(refused(world.office.perform(&authority, announce).await), Refusal::PurgeAnnounced);
    assert_eq!(world.unread(&day.alix).await, 1, "the candidate is told");
    let soon = world.office.perform(&authority, AskPurge { perimeter: here.clone() }).await;
    assert_eq!(refused(soon), Refusal::StillKept { until: date(2027, 9, 30) });
    world.outside.set(PURGEABLE.parse().unwrap());
    let nobody = world.office.purge(&administrator, &here, 1).await;
    assert_eq!(refused(nobody), Refusal::PurgeNotAsked);
    world.office.perform(&authority, AskPurge { perimeter: here.clone() }).await.unwrap();
    let twice = world.office.perform(&authority, AskPurge { perimeter: here.clone() }).await;
    assert_eq!(refused(twice), Refusal::PurgeAsked);
    let alone = world.office.purge(&authority, &here, 1).await;
    assert_eq!(refused(alone), Refusal::PurgeNeedsAnother);
    let unread = world.office.purge(&administrator, &here, 7).await;
    assert!(matches!(unread, Err(office::Failure::Outdated)), "the plan that was seen: {unread:?}");
    let record = world.office.purge(&administrator, &here, 1).await.unwrap();
    assert_eq!((record.candidates, record.held), (1, 0));
    let names = (record.asked.name.as_str(), record.confirmed.name.as_str());
    assert_eq!(names, ("Claude Rectorat", "Dominique Admin"));
    let told = world.journal("session", day.session.as_str()).await;
    let told: Vec<_> = told.iter().map(|line| line.act.as_str()).collect();
    assert!(told.ends_with(&["confirm_purge"]) && told.contains(&"ask_purge"), "{told:?}");
    world.journal_is_whole().await;
});

story!(e4_32_a_school_purges_its_own_ccf_and_nothing_else, |world| {
    let centre = world.centre().await;
    world.ccf_candidate(&centre, ("04", "AZIZ", "Noor")).await;
    world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let here = Perimeter::School(centre.zay.clone());
    asked(&world, &here, &centre.head).await;
    let alone = world.office.purge(&centre.head, &here, 1).await;
    assert_eq!(refused(alone), Refusal::PurgeNeedsAnother);
    let other = world.in_school("Ruth Ailleurs", Role::HeadOfSchool, &centre.voltaire).await;
    assert_eq!(refused(world.office.purge(&other, &here, 1).await), Refusal::NotAllowed);
    world.office.purge(&centre.authority, &here, 1).await.unwrap();
    let seen = world.office.consult(&centre.authority, SeeSession { session: centre.session.clone() });
    let left: Vec<_> = seen.await.unwrap().candidates.into_iter().map(|one| one.number).collect();
    assert_eq!(left, ["01"]);
    let plan = world.office.retention_plan(&centre.head).await.unwrap();
    assert_eq!(plan.lines.len(), 1, "the head sees the school's");
    assert_eq!(world.office.retention_plan(&centre.authority).await.unwrap().lines.len(), 2);
});

story!(e4_32_a_hold_keeps_one_dossier_out_of_the_purge_until_it_is_lifted, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let sacha = world.candidate(&centre, ("02", "BERNARD", "Sacha"), |_| {}).await;
    let hold = |reason: &str| HoldDocuments { candidate: sacha.clone(), reason: reason.to_owned() };
    let silent = world.office.perform(&centre.authority, hold(" ")).await;
    assert_eq!(refused(silent), Refusal::ReasonRequired);
    world.office.perform(&centre.authority, hold("Recours devant le tribunal.")).await.unwrap();
    assert!(matches!(
        refused(world.office.perform(&centre.authority, hold("Encore.")).await),
        Refusal::AlreadyThere { .. }
    ));
    let here = one_off(&centre.session);
    let record = purged(&world, &here, 1).await;
    assert_eq!((record.candidates, record.held), (1, 1));
    let view = SeeRetention { perimeter: here.clone() };
    let seen = world.office.consult(&centre.authority, view.clone()).await.unwrap();
    let left: Vec<_> = seen.people.iter().map(|one| one.candidate.id.clone()).collect();
    assert_eq!((left, seen.state()), (vec![sacha.clone()], State::Kept));
    let nothing = world.office.perform(&centre.authority, AnnouncePurge { perimeter: here.clone() }).await;
    assert_eq!(refused(nothing), Refusal::NothingToPurge, "everybody left is held");
    world.office.perform(&centre.authority, LiftHold { candidate: sacha }).await.unwrap();
    world.outside.set("2028-01-10T08:00:00Z".parse().unwrap());
    world.office.perform(&centre.authority, AnnouncePurge { perimeter: here.clone() }).await.unwrap();
    world.outside.set("2028-02-20T08:00:00Z".parse().unwrap());
    world.office.perform(&centre.authority, AskPurge { perimeter: here.clone() }).await.unwrap();
    world.office.purge(&world.administrator().await, &here, 1).await.unwrap();
    let seen = world.office.consult(&centre.authority, view).await.unwrap();
    assert_eq!((seen.people.len(), seen.done.len()), (0, 2));
    assert_ne!(alix.as_str(), "");
    world.journal_is_whole().await;
});

story!(e4_32_a_hold_lifted_after_the_question_asks_it_again, |world| {
    let centre = world.centre().await;
    world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let sacha = world.candidate(&centre, ("02", "BERNARD", "Sacha"), |_| {}).await;
    let act = HoldDocuments { candidate: sacha.clone(), reason: "Réclamation.".to_owned() };
    world.office.perform(&centre.authority, act).await.unwrap();
    let here = one_off(&centre.session);
    asked(&world, &here, &centre.authority).await;
    world.office.perform(&centre.authority, LiftHold { candidate: sacha }).await.unwrap();
    let confirmed = world.office.purge(&world.administrator().await, &here, 2).await;
    assert_eq!(refused(confirmed), Refusal::PurgeNotAsked);
});

story!(e4_32_the_end_of_the_training_moves_the_plan_until_it_is_announced, |world| {
    let centre = world.centre().await;
    world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let here = one_off(&centre.session);
    let view = SeeRetention { perimeter: here.clone() };
    let seen = world.office.consult(&centre.authority, view.clone()).await.unwrap();
    assert_eq!(seen.training_end, (date(2026, 8, 31), false));
    let set = |seen: i64, end| SetTrainingEnd { session: centre.session.clone(), seen, end };
    let before = world.office.perform(&centre.authority, set(1, date(2026, 5, 1))).await;
    assert!(matches!(refused(before), Refusal::DateBefore { .. }));
    world.office.perform(&centre.authority, set(1, date(2026, 7, 4))).await.unwrap();
    let stale = world.office.perform(&centre.authority, set(1, date(2026, 7, 5))).await;
    assert!(matches!(stale, Err(office::Failure::Outdated)));
    let seen = world.office.consult(&centre.authority, view).await.unwrap();
    assert_eq!(seen.keeping().until, date(2027, 7, 4));
    world.outside.set(AFTER.parse().unwrap());
    world.office.perform(&centre.authority, AnnouncePurge { perimeter: here }).await.unwrap();
    let late = world.office.perform(&centre.authority, set(2, date(2026, 8, 31))).await;
    assert_eq!(refused(late), Refusal::PurgeAnnounced);
});
