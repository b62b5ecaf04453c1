//! Many at once: nothing is lost, no chain breaks, nobody waits in a circle.

use exam::Refusal;
use exam::absence::{Consequence, Justification};
use exam::access::Actor;
use exam::id::{CandidateId, SheetId};
use exam::sheet::{Change, Field, State};
use office::acts::absences::{DecideAbsence, SeeAbsences};
use office::acts::commissions::Perimeter;
use office::acts::seats::{SeatCandidates, UnseatCandidate};
use office::acts::sheets::{GiveVisa, SeeSheet, WriteFields};
use office::{Failure, Office};
use std::collections::BTreeMap;
use tokio::task::JoinSet;
use world::{CERTIFICATE, Centre, ExamDay, World, commission, story};

/// Acknowledged: the revision that a write got, and its value.
type Acknowledged = BTreeMap<(Field, i64), String>;

/// Writes one value after another in a field, each over what the writer last heard of.
async fn writer(office: Office, who: Actor, sheet: SheetId, field: Field, mark: &str) -> Acknowledged {
    let (mut seen, mut acknowledged) = (0, Acknowledged::new());
    for nth in 0..20 {
        let value = format!("{mark} {nth}");
        let change = Change { field: field.clone(), seen, value: value.clone() };
        let act = WriteFields { sheet: sheet.clone(), changes: vec![change] };
        let outcome = office.perform(&who, act).await.unwrap();
        match (outcome.revisions.as_slice(), outcome.conflicts.as_slice()) {
            ([(_, revision)], []) => {
                seen = *revision;
                assert_eq!(acknowledged.insert((field.clone(), seen), value), None);
            }
            ([], [conflict]) => {
                assert_eq!(conflict.yours, value, "what was refused is handed back");
                seen = conflict.theirs.revision;
            }
            other => panic!("{other:?}"),
        }
    }
    acknowledged
}

async fn write_together(world: &World, day: &ExamDay, fields: [Field; 8]) -> Acknowledged {
    let mut tasks = JoinSet::new();
    for (nth, field) in fields.into_iter().enumerate() {
        let who = if nth % 2 == 0 { day.arnaud.clone() } else { day.bastien.clone() };
        let (office, sheet) = (world.office.clone(), day.sheet.clone());
        tasks.spawn(async move { writer(office, who, sheet, field, &format!("{nth}")).await });
    }
    let mut all = Acknowledged::new();
    while let Some(one) = tasks.join_next().await {
        for (place, value) in one.unwrap() {
            assert_eq!(all.insert(place, value), None, "one revision of a field was given to two writers");
        }
    }
    all
}

/// The journal holds every acknowledged value, and nothing else.
async fn nothing_is_lost(world: &World, day: &ExamDay, all: &Acknowledged) {
    let page = world.office.consult(&day.arnaud, SeeSheet { sheet: day.sheet.clone() }).await.unwrap();
    let lines = world.journal("sheet", day.sheet.as_str()).await;
    let mut told: Vec<_> = lines.into_iter().map(|line| line.after).collect();
    let mut kept: Vec<_> = all.iter().map(|((field, _), value)| format!("{field} = {value}")).collect();
    told.sort();
    kept.sort();
    assert_eq!(told, kept);
    for (field, entry) in &page.content.fields {
        let last = all.range((field.clone(), 0)..=(field.clone(), i64::MAX)).next_back().unwrap();
        assert_eq!((last.0.1, last.1), (entry.revision, &entry.value));
        let of_field = all.keys().filter(|(one, _)| one == field).count();
        assert_eq!(i64::try_from(of_field).unwrap(), entry.revision, "no revision is missing");
    }
    world.journal_is_whole().await;
}

story!(e4_17_eight_writers_of_one_field_lose_nothing, |world| {
    let day = world.exam_day().await;
    let all = write_together(&world, &day, std::array::from_fn(|_| Field::Appraisal)).await;
    assert!(all.len() >= 20, "one writer's worth at least was received: {}", all.len());
    nothing_is_lost(&world, &day, &all).await;
});

story!(e4_17_two_examiners_write_different_fields_and_never_conflict, |world| {
    let day = world.exam_day().await;
    let fields = [
        Field::Observations("presentation".into()),
        Field::Observations("interview".into()),
        Field::CoverageGap,
        Field::EnvironmentGap,
        Field::PenaltyReason("no_table".into()),
        Field::PenaltyReason("portfolio_unreachable".into()),
        Field::Appraisal,
        Field::Appraisal,
    ];
    let all = write_together(&world, &day, fields).await;
    let alone = all.keys().filter(|(field, _)| *field != Field::Appraisal).count();
    assert_eq!(alone, 6 * 20, "who writes a field alone never conflicts");
    nothing_is_lost(&world, &day, &all).await;
});

story!(e4_17_visas_and_writes_that_cross_leave_a_sheet_that_says_the_truth, |world| {
    let day = world.exam_day().await;
    world.fill(&day, "13").await;
    let mut tasks = JoinSet::new();
    for nth in 0..8 {
        let who = if nth % 2 == 0 { day.arnaud.clone() } else { day.bastien.clone() };
        let (office, sheet) = (world.office.clone(), day.sheet.clone());
        tasks.spawn(async move {
            for _ in 0..10 {
                let page = office.consult(&who, SeeSheet { sheet: sheet.clone() }).await.unwrap();
                let seen = page.content.content_hash();
                let done = if nth < 4 {
                    office.perform(&who, GiveVisa { sheet: sheet.clone(), seen }).await.map(drop)
                } else {
                    let seen = page.content.revision(&Field::Mark);
                    let value = format!("{}", 10 + seen % 5);
                    let changes = vec![Change { field: Field::Mark, seen, value }];
                    office.perform(&who, WriteFields { sheet: sheet.clone(), changes }).await.map(drop)
                };
                assert!(matches!(done, Ok(()) | Err(Failure::Refused(_))), "{done:?}");
            }
        });
    }
    while let Some(one) = tasks.join_next().await {
        one.unwrap();
    }
    let page = world.office.consult(&day.arnaud, SeeSheet { sheet: day.sheet.clone() }).await.unwrap();
    let (content, standing) = (page.content.content_hash(), page.content.standing_visas().count());
    let not_voided: Vec<_> = page.content.visas.iter().filter(|visa| !visa.voided).collect();
    assert_eq!(not_voided.len(), standing, "a visa that is not voided stands over the content as it is");
    assert!(not_voided.iter().all(|visa| visa.content == content));
    assert_eq!(page.content.state() == State::Closed, standing == 2);
    world.journal_is_whole().await;
});

/// What eight people do to one candidate, twenty times each.
async fn push(
    office: Office,
    centre: (Actor, Actor),
    who: CandidateId,
    k: usize,
    one: exam::id::CommissionId,
) {
    let (authority, candidate) = centre;
    for nth in 0..20 {
        let done = match (k + nth) % 4 {
            0 => {
                let act = SeatCandidates {
                    commission: one.clone(),
                    candidates: vec![who.clone()],
                    first: jiff::civil::Time::constant(i8::try_from(8 + k).unwrap(), 0, 0, 0),
                    every: jiff::SignedDuration::from_hours(1),
                };
                office.perform(&authority, act).await.map(drop)
            }
            1 => office.perform(&authority, UnseatCandidate { candidate: who.clone() }).await.map(drop),
            2 => {
                let bytes = CERTIFICATE.to_vec();
                office.deposit_certificate(&candidate, &who, "attestation.pdf", bytes).await.map(drop)
            }
            _ => office.perform(&authority, new_date(&who, nth / 4)).await.map(drop),
        };
        let known = matches!(
            done,
            Ok(())
                | Err(Failure::NotFound
                    | Failure::Outdated
                    | Failure::Refused(Refusal::AlreadySeated | Refusal::TooManyPieces { .. }))
        );
        assert!(known, "{done:?}");
    }
}

fn new_date(candidate: &CandidateId, seen: usize) -> DecideAbsence {
    DecideAbsence {
        candidate: candidate.clone(),
        seen,
        justification: Justification::Justified,
        ground: "Certificat médical.".to_owned(),
        decided: Some(Consequence::NewDate),
        reason: "Hospitalisation.".to_owned(),
    }
}

async fn one_commission(world: &World) -> (Centre, exam::id::CommissionId) {
    let centre = world.centre().await;
    let here = Perimeter::Session(centre.session.clone());
    let one = world.composed(&centre, here, "1", (&centre.diallo, &centre.bastien)).await;
    (centre, one)
}

story!(many_acts_on_one_candidate_never_wait_in_a_circle, |world| {
    let (centre, one) = one_commission(&world).await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let alix_is = world.account_of(&alix, "Alix Martin").await;
    let mut tasks = JoinSet::new();
    for k in 0..8 {
        let both = (centre.authority.clone(), alix_is.clone());
        tasks.spawn(push(world.office.clone(), both, alix.clone(), k, one.clone()));
    }
    while let Some(one) = tasks.join_next().await {
        one.unwrap();
    }
    let told = world.journal("candidate", alix.as_str()).await;
    let count = |act: &str, after: &str| {
        told.iter().filter(|line| line.act == act && !line.after.starts_with(after)).count()
    };
    assert_eq!(
        count("deposit_piece", "refusé"),
        office::acts::deposits::MAX_CERTIFICATES,
        "each certificate was received"
    );
    let mut tx = world.db.read().await.unwrap();
    let absences = store::tables::absences::of_candidate(&mut tx, &alix).await.unwrap();
    let positions: Vec<_> = absences.iter().rev().map(|one| one.position).collect();
    let expected: Vec<_> = (1..=i64::try_from(positions.len()).unwrap()).collect();
    assert_eq!(positions, expected);
    world.journal_is_whole().await;
});

story!(e4_29_who_is_declared_absent_while_being_seated_is_never_both, |world| {
    let (centre, one) = one_commission(&world).await;
    for nth in 0..12 {
        let number = format!("{nth:02}");
        let alix = world.candidate(&centre, (&number, "MARTIN", "Alix"), |_| {}).await;
        let absent = DecideAbsence {
            justification: Justification::None,
            decided: None,
            ground: String::new(),
            reason: String::new(),
            ..new_date(&alix, 0)
        };
        let only_one = [&alix];
        let hour = i8::try_from(nth).unwrap() + 8;
        // A little later each time, so that the two cross at many places.
        let later = async {
            for _ in 0..nth {
                let seen = SeeAbsences { candidate: alix.clone() };
                world.office.consult(&centre.authority, seen).await.unwrap();
            }
            world.office.perform(&centre.authority, absent).await
        };
        let (seated, declared) = tokio::join!(world.seat(&centre.authority, &one, &only_one, hour), later);
        declared.unwrap();
        let refusal = seated.err().map(|failure| format!("{failure:?}"));
        assert!(refusal.is_none_or(|refusal| refusal.contains("DeclaredAbsent")));
        let mut tx = world.db.read().await.unwrap();
        let sitting = store::tables::sheets::of_candidate(&mut tx, &alix).await.unwrap();
        assert_eq!(sitting, None, "absent and seated: {number}");
    }
});

story!(many_seated_in_another_order_while_accesses_open, |world| {
    let (centre, one) = one_commission(&world).await;
    let mut all = vec![];
    for nth in 0..8 {
        let number = format!("{nth:02}");
        all.push(world.candidate(&centre, (&number, "MARTIN", "Alix"), |_| {}).await);
    }
    let backwards: Vec<_> = all.iter().rev().collect();
    let (office, authority, session) =
        (world.office.clone(), centre.authority.clone(), centre.session.clone());
    let opening = tokio::spawn(async move { office.open_access(&authority, &session).await });
    let mut rounds = 0;
    while !opening.is_finished() {
        assert_eq!(world.seat(&centre.authority, &one, &backwards, 8).await.unwrap().len(), 8);
        for candidate in all.iter().cloned() {
            world.office.perform(&centre.authority, UnseatCandidate { candidate }).await.unwrap();
        }
        rounds += 1;
    }
    assert_eq!(opening.await.unwrap().unwrap().len(), 8);
    assert!(rounds > 0);
    world.journal_is_whole().await;
});

story!(commissions_numbered_at_once_by_two_heads_keep_one_number_each, |world| {
    let centre = world.centre().await;
    for nth in 0..8 {
        let number = format!("{nth}");
        let act =
            |perimeter, members| commission(perimeter, &number, members, jiff::civil::date(2026, 5, 18));
        let here = act(Perimeter::Session(centre.session.clone()), (&centre.arnaud, &centre.bastien));
        let there = act(Perimeter::School(centre.zay.clone()), (&centre.diallo, &centre.caron));
        let (one, other) = tokio::join!(
            world.office.perform(&centre.authority, here),
            world.office.perform(&centre.head, there),
        );
        let taken = |answer: &Result<_, Failure>| {
            matches!(answer, Err(Failure::Refused(Refusal::AlreadyThere { .. })))
        };
        assert!(one.is_ok() != other.is_ok() && (taken(&one) || taken(&other)), "{one:?} {other:?}");
    }
});
