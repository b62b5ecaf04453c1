//! Absences from the oral, and what follows from them.

use exam::Refusal;
use exam::absence::{Consequence, Justification};
use exam::access::Actor;
use exam::id::CandidateId;
use exam::sheet::Field;
use office::Failure;
use office::acts::absences::{DecideAbsence, SeeAbsences};
use office::acts::commissions::Perimeter;
use office::acts::jury::{PublishResults, SeeJury, SeeOwnResult};
use office::acts::seats::SeeSeats;
use office::acts::sheets::WriteFields;
use world::{World, change, refused, story};

fn absence(candidate: &CandidateId, seen: usize, justification: Justification) -> DecideAbsence {
    let produced = justification != Justification::None;
    DecideAbsence {
        candidate: candidate.clone(),
        seen,
        justification,
        ground: if produced { "Certificat médical du 18 mai.".to_owned() } else { String::new() },
        decided: None,
        reason: String::new(),
    }
}

async fn decide(world: &World, actor: &Actor, act: DecideAbsence) -> Consequence {
    world.office.perform(actor, act).await.unwrap()
}

story!(e4_29_in_ccf_a_first_justified_absence_gives_another_date_and_a_second_none, |world| {
    let centre = world.centre().await;
    let noor = world.ccf_candidate(&centre, ("04", "AZIZ", "Noor")).await;
    let ccf = Perimeter::School(centre.zay.clone());
    let one = world.composed(&centre, ccf, "Z1", (&centre.diallo, &centre.caron)).await;
    world.seat(&centre.head, &one, &[&noor], 8).await.unwrap();
    let without = DecideAbsence { ground: " ".to_owned(), ..absence(&noor, 0, Justification::Justified) };
    assert_eq!(refused(world.office.perform(&centre.head, without).await), Refusal::ReasonRequired);
    let first = decide(&world, &centre.head, absence(&noor, 0, Justification::Justified)).await;
    assert_eq!(first, Consequence::NewDate);
    let seats = world.office.consult(&centre.head, SeeSeats { commission: one.clone() }).await.unwrap();
    assert_eq!((seats.seated.len(), seats.free.len()), (0, 1), "the seat is free, the candidate waits");
    world.seat(&centre.head, &one, &[&noor], 14).await.unwrap();
    let stale = world.office.perform(&centre.head, absence(&noor, 0, Justification::None)).await;
    assert!(matches!(stale, Err(Failure::Outdated)), "another absence was recorded since");
    let second = decide(&world, &centre.head, absence(&noor, 1, Justification::Justified)).await;
    assert_eq!(second, Consequence::Absent);
    let seats = world.office.consult(&centre.head, SeeSeats { commission: one.clone() }).await.unwrap();
    assert_eq!((seats.seated.len(), seats.free.len()), (0, 0), "there is no other date");
    assert_eq!(refused(world.seat(&centre.head, &one, &[&noor], 15).await), Refusal::DeclaredAbsent);
    let third = world.office.perform(&centre.head, absence(&noor, 2, Justification::Justified)).await;
    assert_eq!(refused(third), Refusal::DeclaredAbsent);
    let seen = world.office.consult(&centre.head, SeeAbsences { candidate: noor }).await.unwrap();
    let decided: Vec<_> = seen.absences.iter().map(|one| (one.position, one.decided)).collect();
    assert_eq!(decided, [(2, Consequence::Absent), (1, Consequence::NewDate)]);
    world.journal_is_whole().await;
});

story!(e4_29_the_head_decides_in_ccf_and_the_authority_in_one_off, |world| {
    let centre = world.centre().await;
    let noor = world.ccf_candidate(&centre, ("04", "AZIZ", "Noor")).await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let one_off = world.office.perform(&centre.head, absence(&alix, 0, Justification::None)).await;
    assert_eq!(refused(one_off), Refusal::NotAllowed);
    let ccf = world.office.perform(&centre.authority, absence(&noor, 0, Justification::None)).await;
    assert_eq!(refused(ccf), Refusal::NotAllowed);
    let unjustified = DecideAbsence {
        decided: Some(Consequence::NewDate),
        reason: "indulgence".to_owned(),
        ..absence(&noor, 0, Justification::None)
    };
    let refusal = refused(world.office.perform(&centre.head, unjustified).await);
    assert_eq!(refusal, Refusal::NoReplacementDate);
    let otherwise =
        DecideAbsence { decided: Some(Consequence::NewDate), ..absence(&alix, 0, Justification::Justified) };
    let refusal = refused(world.office.perform(&centre.authority, otherwise.clone()).await);
    assert_eq!(refusal, Refusal::ReasonRequired, "otherwise than the rule, with a reason");
    let otherwise = DecideAbsence { reason: "Hospitalisation.".to_owned(), ..otherwise };
    assert_eq!(decide(&world, &centre.authority, otherwise).await, Consequence::NewDate);
});

story!(e4_29_a_candidate_who_began_is_not_absent, |world| {
    let day = world.exam_day().await;
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let changes = vec![change(Field::Observations("presentation".into()), "Arrive à 9 h 40.")];
    world.office.perform(&day.arnaud, WriteFields { sheet: day.sheet.clone(), changes }).await.unwrap();
    let act = absence(&day.candidate, 0, Justification::None);
    assert_eq!(refused(world.office.perform(&authority, act).await), Refusal::SheetBegun);
    let seen = SeeAbsences { candidate: day.candidate.clone() };
    assert!(world.office.consult(&authority, seen).await.unwrap().absences.is_empty());
});

story!(e4_29_who_is_absent_is_published_as_absent, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let alix_is = world.account_of(&alix, "Alix Martin").await;
    let president = world.president(&centre.session).await;
    decide(&world, &centre.authority, absence(&alix, 0, Justification::None)).await;
    let jury = world.office.consult(&president, SeeJury { session: centre.session.clone() }).await.unwrap();
    assert_eq!((jury.outlook.undecided, jury.outlook.unheard), (0, 0), "nothing is left to decide");
    let own = SeeOwnResult { candidate: alix };
    assert_eq!(refused(world.office.consult(&alix_is, own.clone()).await), Refusal::NotPublished);
    world.signed(&president, &centre.session).await;
    let publish = PublishResults { session: centre.session.clone(), unheard_seen: 0 };
    world.office.perform(&president, publish).await.unwrap();
    let read = world.office.consult(&alix_is, own).await.unwrap();
    assert_eq!(read.result, exam::disclosure::FinalResult::Absent);
});
