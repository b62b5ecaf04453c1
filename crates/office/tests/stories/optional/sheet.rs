//! The sheet of the optional exam: opened right after the oral, before the same commission, apart from the oral's.

use exam::Refusal;
use exam::sheet::{Field, State};
use exam::sitting::{Answer, WhichExam};
use office::Failure;
use office::acts::days::SeeDay;
use office::acts::optional::{AnswerRequest, OpenOptional};
use office::acts::sheets::{ReopenSheet, SeeSheet, WriteFields};
use world::{change, story};

story!(e4_37_the_sheet_opens_after_the_oral_for_an_accepted_request, |world| {
    let day = world.exam_day().await;
    let open = || OpenOptional { candidate: day.candidate.clone() };
    let early = world.office.perform(&day.arnaud, open()).await;
    assert!(matches!(early, Err(Failure::Refused(Refusal::RequestNotAccepted))), "{early:?}");
    world.accepted(&day).await;
    let early = world.office.perform(&day.arnaud, open()).await;
    assert!(matches!(early, Err(Failure::Refused(Refusal::OralNotOver))), "{early:?}");
    world.heard(&day).await;
    assert!(world.office.perform(&day.alix, open()).await.is_err(), "not the candidate");
    let sheet = world.office.perform(&day.arnaud, open()).await.unwrap();
    assert_eq!(
        world.office.perform(&day.bastien, open()).await.unwrap(),
        sheet,
        "one sheet, whoever opens it"
    );
    let page = world.office.consult(&day.arnaud, SeeSheet { sheet: sheet.clone() }).await.unwrap();
    assert_eq!((page.which, page.session.referential.exam.as_str()), (WhichExam::Optional, "EF4"));
    assert_eq!(page.commission.id.as_str(), "commission", "the same commission");
    assert_eq!(page.seated.sitting.starts_at.to_string(), "2026-05-18T08:10:00Z", "at the end of the oral");
    assert_eq!(page.request.unwrap().request, world::request());
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let (answer, reason) = (Answer::Refused, "Trop tard.".to_owned());
    let late = AnswerRequest { candidate: day.candidate.clone(), seen: 1, answer, reason };
    let late = world.office.perform(&authority, late).await;
    assert!(matches!(late, Err(Failure::Refused(Refusal::RequestSettled))), "{late:?}");
    let seen = world.office.consult(&day.arnaud, SeeDay { commission: "commission".into() }).await.unwrap();
    assert_eq!(seen.sittings.len(), 1, "one sitting of the oral, whatever follows");
    assert_eq!(seen.sittings[0].optional.as_ref().map(|one| one.sheet.clone()), Some(sheet));
});

story!(e4_37_each_sheet_has_its_own_lines_levels_mark_and_visas, |world| {
    let oral = world.exam_day().await;
    let ef4 = world.optional_day(&oral).await;
    let before = world.office.consult(&oral.arnaud, SeeSheet { sheet: oral.sheet.clone() }).await.unwrap();
    let wrong = WriteFields {
        sheet: ef4.sheet.clone(),
        changes: vec![change(Field::Level("team_work".into()), "well_mastered")],
    };
    let outcome = world.office.perform(&ef4.arnaud, wrong).await.unwrap();
    assert!(matches!(outcome.refused[..], [(_, Refusal::UnknownField(_))]), "a line of the oral");
    world.fill(&ef4, "13,5").await;
    let stale = WriteFields { sheet: ef4.sheet.clone(), changes: vec![change(Field::Mark, "9")] };
    assert_eq!(world.office.perform(&ef4.bastien, stale).await.unwrap().conflicts.len(), 1);
    world.sign(&ef4, &ef4.arnaud).await;
    world.sign(&ef4, &ef4.bastien).await;
    let see = |sheet: &exam::id::SheetId| SeeSheet { sheet: sheet.clone() };
    let page = world.office.consult(&ef4.arnaud, see(&ef4.sheet)).await.unwrap();
    assert_eq!(page.content.state(), State::Closed);
    assert_eq!(page.calculation.unwrap().after_penalties.to_string(), "14", "rounded by its own referential");
    let after = world.office.consult(&oral.arnaud, see(&oral.sheet)).await.unwrap();
    assert_eq!((before.content, before.missing), (after.content, after.missing), "the oral's is untouched");
    let closed = WriteFields { sheet: ef4.sheet.clone(), changes: vec![change(Field::Mark, "9")] };
    let closed = world.office.perform(&ef4.arnaud, closed).await;
    assert!(matches!(closed, Err(Failure::Refused(Refusal::SheetClosed))), "{closed:?}");
    let president = world.president(&oral.session).await;
    let reopen = ReopenSheet { sheet: ef4.sheet.clone(), reason: "Erreur de feuille.".to_owned() };
    world.office.perform(&president, reopen).await.unwrap();
    let told = &world.office.notices(&ef4.bastien).await.unwrap()[0].0;
    assert!(told.text.contains("EF4"), "the notice names the exam: {}", told.text);
    world.journal_is_whole().await;
});
