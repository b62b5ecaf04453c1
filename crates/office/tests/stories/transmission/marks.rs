//! The decided marks for the State's application: after the minutes, and nothing that was only proposed.

use exam::Refusal;
use exam::absence::{Consequence, Justification};
use exam::id::CandidateId;
use office::acts::absences::DecideAbsence;
use office::acts::jury::DecideMark;
use world::{refused, story};

/// The jury decides a mark.
pub fn decide(candidate: &CandidateId, mark: &str) -> DecideMark {
    let (mark, remark) = (mark.to_owned(), "Examen du dossier.".to_owned());
    DecideMark { candidate: candidate.clone(), mark, remark }
}

story!(e4_36_decided_marks_are_exported_after_the_minutes_and_no_proposed_one, |world| {
    let day = world.exam_day().await;
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let mut tx = world.db.write().await.unwrap();
    let known = store::tables::candidates::find(&mut tx, &day.candidate).await.unwrap().unwrap();
    let absent = store::tables::candidates::Candidate {
        id: "lou".into(),
        number: "02".to_owned(),
        family_name: "=FABRE".to_owned(),
        account: None,
        ..known
    };
    store::tables::candidates::upsert(&mut tx, &absent).await.unwrap();
    tx.commit().await.unwrap();
    let act = DecideAbsence {
        candidate: absent.id,
        seen: 0,
        justification: Justification::None,
        ground: String::new(),
        decided: None,
        reason: String::new(),
    };
    assert_eq!(world.office.perform(&authority, act).await.unwrap(), Consequence::Absent);
    let early = world.office.export_marks_csv(&authority, &day.session).await;
    assert_eq!(refused(early), Refusal::MinutesNotSigned);
    let president = world.decided(&day, "13,37", "15").await;
    let open = world.office.export_marks_csv(&authority, &day.session).await;
    assert_eq!(refused(open), Refusal::MinutesNotSigned, "decided, and not signed");
    world.signed(&president, &day.session).await;
    let text = world.office.export_marks_csv(&authority, &day.session).await.unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(
        text.contains(";15;;\r\n") && text.contains(";'=FABRE;") && text.contains(";AB;;absent"),
        "{text}"
    );
    assert!(!text.contains("13,37") && !text.contains(";14;"), "{text}");
    let book = world.office.export_marks(&authority, &day.session).await.unwrap();
    assert!(book.starts_with(b"PK"));
    let president_exports = world.office.export_marks(&president, &day.session).await;
    assert_eq!(refused(president_exports), Refusal::NotAllowed);
});
