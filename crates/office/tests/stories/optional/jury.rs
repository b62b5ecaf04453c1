//! The jury decides the optional exam's mark apart; its points above ten count, once published.

use exam::Refusal;
use exam::disclosure::FinalResult;
use office::Failure;
use office::acts::jury::{DecideMark, PublishResults, SeeJury, SeeOwnResult};
use office::acts::optional::{DecideOptionalMark, SeeOwnOptionalResult};
use world::story;

story!(e4_37_the_jury_decides_both_marks_and_the_points_above_ten_count, |world| {
    let oral = world.exam_day().await;
    let ef4 = world.optional_day(&oral).await;
    world.fill(&ef4, "13,5").await;
    let president = world.decided(&oral, "12", "12").await;
    let (office, candidate) = (&world.office, oral.candidate.clone());
    let publish = || PublishResults { session: oral.session.clone(), unheard_seen: 0 };
    let early = office.perform(&president, publish()).await;
    assert!(matches!(early, Err(Failure::Refused(Refusal::Undecided { count: 1 }))), "{early:?}");
    let decide = |mark: &str, remark: &str| DecideOptionalMark {
        candidate: candidate.clone(),
        mark: mark.to_owned(),
        remark: remark.to_owned(),
    };
    let unsigned = office.perform(&president, decide("14", "")).await;
    assert!(matches!(unsigned, Err(Failure::Refused(Refusal::SheetNotSigned))), "{unsigned:?}");
    world.sign(&ef4, &ef4.arnaud).await;
    world.sign(&ef4, &ef4.bastien).await;
    let other = office.perform(&president, decide("15", " ")).await;
    assert!(matches!(other, Err(Failure::Refused(Refusal::ReasonRequired))), "14 is proposed: {other:?}");
    office.perform(&president, decide("14", "")).await.unwrap();
    let again = office.perform(&president, decide("20", "encore")).await;
    assert!(matches!(again, Err(Failure::Refused(Refusal::AlreadyDecided))), "{again:?}");
    let seen = office.consult(&president, SeeJury { session: oral.session.clone() }).await.unwrap();
    let line = &seen.lines[0];
    assert_eq!(line.decision.as_ref().unwrap().mark.to_string(), "12");
    assert_eq!(line.optional.as_ref().unwrap().decision.as_ref().unwrap().mark.to_string(), "14");
    let result = || SeeOwnOptionalResult { candidate: candidate.clone() };
    world.signed(&president, &oral.session).await;
    let hidden = office.consult(&oral.alix, result()).await;
    assert!(matches!(hidden, Err(Failure::Refused(Refusal::NotPublished))), "{hidden:?}");
    office.perform(&president, publish()).await.unwrap();
    let read = office.consult(&oral.alix, result()).await.unwrap();
    assert_eq!(read.counted.to_string(), "4");
    let FinalResult::Mark(mark) = read.disclosure.result else { panic!("a mark") };
    assert_eq!(mark.to_string(), "14");
    let own = office.consult(&oral.alix, SeeOwnResult { candidate }).await.unwrap();
    assert!(matches!(own.result, FinalResult::Mark(mark) if mark.to_string() == "12"));
    assert!(office.print_minutes(&president, &oral.session).await.unwrap().starts_with(b"%PDF"));
    assert!(office.print_bordereau(&president, &oral.session, None).await.unwrap().starts_with(b"%PDF"));
    world.journal_is_whole().await;
});

story!(e4_37_nobody_waits_for_an_optional_exam_that_was_not_opened, |world| {
    let oral = world.exam_day().await;
    world.accepted(&oral).await;
    let president = world.decided(&oral, "12", "12").await;
    let missing = DecideOptionalMark {
        candidate: oral.candidate.clone(),
        mark: "14".to_owned(),
        remark: String::new(),
    };
    assert!(matches!(world.office.perform(&president, missing).await, Err(Failure::NotFound)));
    world.signed(&president, &oral.session).await;
    let publish = PublishResults { session: oral.session.clone(), unheard_seen: 0 };
    world.office.perform(&president, publish).await.unwrap();
    let twice =
        DecideMark { candidate: oral.candidate.clone(), mark: "13".to_owned(), remark: "x".to_owned() };
    assert!(world.office.perform(&president, twice).await.is_err());
});
