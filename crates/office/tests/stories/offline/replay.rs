//! A device sends its queue again, in another order, after a lost answer, after somebody else wrote, after the visas.

use exam::Refusal;
use exam::access::Actor;
use exam::sheet::{Change, Field, Sent};
use office::Failure;
use office::acts::sheets::{Outcome, SeeSheet, SendField};
use std::collections::BTreeMap;
use world::{ExamDay, World, refused, story};

fn act(day: &ExamDay, id: &str, field: &Field, seen: i64, value: &str) -> SendField {
    SendField {
        sheet: day.sheet.clone(),
        change: Change { field: field.clone(), seen, value: value.to_owned() },
        sent: Sent { id: id.to_owned(), typed_at: Some("2027-05-18T07:00:00Z".parse().unwrap()) },
    }
}

async fn send(world: &World, who: &Actor, act: SendField) -> Outcome {
    world.office.perform(who, act).await.unwrap()
}

/// The values of the sheet, and its lines of the journal.
async fn state(world: &World, day: &ExamDay) -> (BTreeMap<Field, (i64, String)>, usize) {
    let page = world.office.consult(&day.arnaud, SeeSheet { sheet: day.sheet.clone() }).await.unwrap();
    let fields = page.content.fields.into_iter();
    let fields = fields.map(|(field, entry)| (field, (entry.revision, entry.value))).collect();
    (fields, world.journal("sheet", day.sheet.as_str()).await.len())
}

story!(e4_17_a_queue_sent_twice_and_out_of_order_is_applied_once, |world| {
    let day = world.exam_day().await;
    let notes = Field::Observations("interview".into());
    let queue = [
        act(&day, "a1", &Field::Appraisal, 0, "Clair."),
        act(&day, "a2", &Field::Appraisal, 1, "Clair et précis."),
        act(&day, "m1", &Field::Mark, 0, "13"),
        act(&day, "n1", &notes, 0, "Répond bien."),
        act(&day, "a3", &Field::Appraisal, 2, "Clair."),
    ];
    let mut first = vec![];
    for one in &queue {
        let outcome = send(&world, &day.arnaud, one.clone()).await;
        assert!(outcome.conflicts.is_empty() && outcome.refused.is_empty());
        first.push((outcome.revisions, outcome.received_at));
    }
    let before = state(&world, &day).await;
    world.outside.set("2026-05-18T09:00:00Z".parse().unwrap());
    for nth in [4, 0, 3, 1, 2, 2, 0, 4] {
        let outcome = send(&world, &day.arnaud, queue[nth].clone()).await;
        assert_eq!((outcome.revisions, outcome.received_at), first[nth].clone(), "{nth}: the same answer");
        assert!(outcome.conflicts.is_empty() && !outcome.voided);
    }
    assert_eq!(state(&world, &day).await, before);
    assert_eq!(before.0[&Field::Appraisal], (3, "Clair.".to_owned()));
    let lines = world.journal("sheet", day.sheet.as_str()).await;
    assert!(lines[0].after.contains("saisi à 2027-05-18T07:00:00Z selon l’appareil"), "{:?}", lines[0]);
    world.journal_is_whole().await;
});

story!(e4_17_a_replay_over_somebody_s_later_value_changes_nothing_and_shows_it, |world| {
    let day = world.exam_day().await;
    let mine = act(&day, "a1", &Field::Appraisal, 0, "Clair.");
    send(&world, &day.arnaud, mine.clone()).await;
    send(&world, &day.bastien, act(&day, "b1", &Field::Appraisal, 1, "Clair, hésitant.")).await;
    let again = send(&world, &day.arnaud, mine).await;
    assert_eq!(again.revisions, [(Field::Appraisal, 1)]);
    let (_, since) = again.since.unwrap();
    assert_eq!(
        (since.revision, since.value.as_str(), since.by_name.as_str()),
        (2, "Clair, hésitant.", "Marc Bastien")
    );
    let late = send(&world, &day.arnaud, act(&day, "a2", &Field::Appraisal, 1, "Très clair.")).await;
    assert_eq!(
        late.conflicts[0].yours, "Très clair.",
        "what was never applied conflicts like any other write"
    );
    let late = send(&world, &day.arnaud, act(&day, "a2", &Field::Appraisal, 1, "Très clair.")).await;
    assert_eq!(late.conflicts[0].theirs.value, "Clair, hésitant.");
    assert_eq!(state(&world, &day).await.0[&Field::Appraisal].0, 2);
});

story!(e4_17_a_replay_after_the_visas_is_answered_and_a_new_write_is_refused, |world| {
    let day = world.exam_day().await;
    let known = act(&day, "o1", &Field::Observations("interview".into()), 0, "Répond bien.");
    send(&world, &day.bastien, known.clone()).await;
    world.fill(&day, "13").await;
    world.sign(&day, &day.arnaud).await;
    world.sign(&day, &day.bastien).await;
    let before = state(&world, &day).await;
    assert_eq!(send(&world, &day.bastien, known).await.revisions[0].1, 1);
    assert_eq!(state(&world, &day).await, before, "both visas stand");
    let new = act(&day, "o2", &Field::Mark, 1, "20");
    assert_eq!(refused(world.office.perform(&day.bastien, new).await), Refusal::SheetClosed);
    world.journal_is_whole().await;
});

story!(e4_17_an_identifier_is_one_account_s_one_sheet_s_and_one_field_s, |world| {
    let day = world.exam_day().await;
    send(&world, &day.arnaud, act(&day, "x", &Field::Appraisal, 0, "Clair.")).await;
    let theirs = send(&world, &day.bastien, act(&day, "x", &Field::Mark, 0, "12")).await;
    assert_eq!(theirs.revisions, [(Field::Mark, 1)], "another account's identifiers are its own");
    let other = act(&day, "x", &Field::CoverageGap, 0, "Un manque.");
    let refused = send(&world, &day.arnaud, other).await.refused;
    assert!(matches!(refused[0].1, Refusal::UnknownField(_)));
    let beside = world.beside(&day, "02", 1).await;
    let elsewhere = SendField { sheet: beside, ..act(&day, "x", &Field::Mark, 0, "11") };
    let answer = world.office.perform(&day.arnaud, elsewhere).await;
    assert!(matches!(answer, Err(Failure::Outdated)), "{answer:?}");
    let refused = send(&world, &day.arnaud, act(&day, "y", &Field::Mark, 1, "25")).await.refused;
    assert_eq!(refused, [(Field::Mark, Refusal::MarkOutsideScale { scale: 20 })]);
});

story!(e4_17_eight_devices_that_send_one_queue_at_once_apply_it_once, |world| {
    let day = world.exam_day().await;
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (office, who) = (world.office.clone(), day.arnaud.clone());
        let queue =
            [act(&day, "a", &Field::Appraisal, 0, "Clair."), act(&day, "b", &Field::Appraisal, 1, "Net.")];
        tasks.spawn(async move {
            for one in queue {
                let outcome = office.perform(&who, one).await.unwrap();
                assert!(outcome.conflicts.is_empty(), "{outcome:?}");
            }
        });
    }
    while let Some(one) = tasks.join_next().await {
        one.unwrap();
    }
    let (fields, lines) = state(&world, &day).await;
    assert_eq!((fields[&Field::Appraisal].clone(), lines), ((2, "Net.".to_owned()), 2));
    world.journal_is_whole().await;
});
