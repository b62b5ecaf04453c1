//! Stories of two examiners on one sheet, and of the jury after them.
#![allow(clippy::unwrap_used)]

use exam::Refusal;
use exam::disclosure::FinalResult;
use exam::grid::Level;
use exam::sheet::{Change, Field, State};
use office::Failure;
use office::acts::jury::{DecideMark, PublishResults, SeeOwnResult};
use office::acts::sheets::{GiveVisa, SeeSheet, WriteFields};
use world::{change, story};

fn refused<T: std::fmt::Debug>(result: Result<T, Failure>) -> Refusal {
    match result {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

story!(e4_17_b_saves_an_older_form_and_nothing_is_lost, |world| {
    let day = world.exam_day().await;
    world.fill(&day, "13").await;
    let older = WriteFields {
        sheet: day.sheet.clone(),
        changes: vec![
            change(Field::Level("project".into()), Level::NotMastered.code()),
            change(Field::Mark, "9"),
            change(Field::Observations("presentation".into()), "À l’aise à l’oral."),
        ],
    };
    let outcome = world.office.perform(&day.bastien, older).await.unwrap();
    let shown: Vec<_> = outcome
        .conflicts
        .iter()
        .map(|c| (c.theirs.value.as_str(), c.theirs.by_name.as_str(), c.yours.as_str()))
        .collect();
    assert_eq!(shown, [("well_mastered", "Inès Arnaud", "not_mastered"), ("13", "Inès Arnaud", "9")]);
    assert_eq!(outcome.revisions, [(Field::Observations("presentation".into()), 1)]);
    let page = world.office.consult(&day.arnaud, SeeSheet { sheet: day.sheet.clone() }).await.unwrap();
    assert_eq!(page.content.value(&Field::Mark), "13");
    assert_eq!(page.content.value(&Field::Observations("presentation".into())), "À l’aise à l’oral.");
});

story!(e4_17_a_change_voids_a_visa_and_two_visas_close, |world| {
    let day = world.exam_day().await;
    world.fill(&day, "13").await;
    world.sign(&day, &day.arnaud).await;
    let later = Change { field: Field::Mark, seen: 1, value: "14".to_owned() };
    let write = WriteFields { sheet: day.sheet.clone(), changes: vec![later] };
    assert!(world.office.perform(&day.bastien, write.clone()).await.unwrap().voided);
    world.sign(&day, &day.bastien).await;
    let seen = GiveVisa { sheet: day.sheet.clone(), seen: "another content".to_owned() };
    assert_eq!(refused(world.office.perform(&day.arnaud, seen).await), Refusal::ContentChanged);
    world.sign(&day, &day.arnaud).await;
    assert_eq!(refused(world.office.perform(&day.bastien, write).await), Refusal::SheetClosed);
    let page = world.office.consult(&day.arnaud, SeeSheet { sheet: day.sheet.clone() }).await.unwrap();
    assert_eq!(page.content.state(), State::Closed);
    let health = world.office.health().await.unwrap();
    assert!(health.journal.broken.is_empty() && health.journal.lines > 10);
});

story!(e4_31_a_candidate_reads_the_decided_mark_and_nothing_else, |world| {
    let day = world.exam_day().await;
    world.fill(&day, "13,37").await;
    world.sign(&day, &day.arnaud).await;
    world.sign(&day, &day.bastien).await;
    let president = world.president(&day.session).await;
    let own = SeeOwnResult { candidate: day.candidate.clone() };
    assert_eq!(refused(world.office.consult(&day.alix, own.clone()).await), Refusal::NotPublished);
    let sheet = SeeSheet { sheet: day.sheet.clone() };
    assert_eq!(refused(world.office.consult(&day.alix, sheet).await), Refusal::NotAllowed);
    let decide = |mark: &str, remark: &str| DecideMark {
        candidate: day.candidate.clone(),
        mark: mark.to_owned(),
        remark: remark.to_owned(),
    };
    assert_eq!(refused(world.office.perform(&day.alix, decide("20", "moi")).await), Refusal::NotAllowed);
    let publish = PublishResults { session: day.session.clone(), unheard_seen: 0 };
    let early = world.office.perform(&president, publish.clone()).await;
    assert_eq!(refused(early), Refusal::Undecided { count: 1 });
    assert_eq!(refused(world.office.perform(&president, decide("15", "")).await), Refusal::ReasonRequired);
    world.office.perform(&president, decide("15", "Examen du dossier.")).await.unwrap();
    assert_eq!(refused(world.office.consult(&day.alix, own.clone()).await), Refusal::NotPublished);
    world.signed(&president, &day.session).await;
    world.office.perform(&president, publish).await.unwrap();
    let read = world.office.consult(&day.alix, own).await.unwrap();
    assert_eq!(
        match read.result {
            FinalResult::Mark(mark) => mark.to_string(),
            FinalResult::Absent => String::new(),
        },
        "15"
    );
    let everything = format!("{read:?}");
    assert!(["13,37", "1337", "1400"].iter().all(|planted| !everything.contains(planted)), "{everything}");
    assert_eq!(
        refused(world.office.perform(&president, decide("16", "encore")).await),
        Refusal::AlreadyDecided
    );
});

story!(e4_20_the_commission_reads_from_the_date_fixed, |world| {
    let day = world.exam_day().await;
    world.outside.set("2026-05-03T21:59:00Z".parse().unwrap());
    let see = SeeSheet { sheet: day.sheet.clone() };
    assert!(matches!(
        refused(world.office.consult(&day.arnaud, see.clone()).await),
        Refusal::WindowClosed { .. }
    ));
    world.outside.set("2026-05-03T22:00:00Z".parse().unwrap());
    assert!(world.office.consult(&day.arnaud, see).await.is_ok());
});

story!(e4_10_a_mark_above_the_scale_is_refused_and_the_rest_is_written, |world| {
    let day = world.exam_day().await;
    let changes = vec![change(Field::Mark, "25"), change(Field::Appraisal, "Du bon travail.")];
    let outcome =
        world.office.perform(&day.arnaud, WriteFields { sheet: day.sheet.clone(), changes }).await.unwrap();
    assert_eq!(outcome.refused, [(Field::Mark, Refusal::MarkOutsideScale { scale: 20 })]);
    assert_eq!(outcome.revisions, [(Field::Appraisal, 1)]);
    let page = world.office.consult(&day.bastien, SeeSheet { sheet: day.sheet.clone() }).await.unwrap();
    assert_eq!(page.content.value(&Field::Appraisal), "Du bon travail.");
    assert_eq!(page.calculation, None);
});
