//! Claims: asked for after the results, given by the authority without any proposed mark, read by one candidate.

mod offers;

pub use offers::{OFFERS, offer};

use exam::Refusal;
use exam::access::Role;
use exam::notice::Kind;
use office::Failure;
use office::acts::claims::{
    ClaimAppraisal, GiveAppraisal, ReadAppraisal, SeeClaim, SeeClaims, SeeOwnAppraisal, SeeOwnClaim,
};
use office::acts::harmonisation::{NameHarmoniser, Recommend};
use office::acts::perimeter::Perimeter;
use office::acts::retention::{HoldDocuments, LiftHold, SeeRetention};
use office::home::Duty;
use world::{ExamDay, World, refused, story};

const TOLD: &str = "Nous proposions treize, soit 13 sur 20 : un dossier de 2013, solide.";

async fn authority(world: &World) -> exam::access::Actor {
    world.office.actor("claude.rectorat").await.unwrap().unwrap()
}

fn give(day: &ExamDay, passages: &[&str]) -> GiveAppraisal {
    let passages = passages.iter().map(|one| (*one).to_owned()).collect();
    GiveAppraisal { candidate: day.candidate.clone(), passages }
}

/// Why the documents of the candidate stay, where they do.
async fn held(world: &World, day: &ExamDay) -> Option<String> {
    let view = SeeRetention { perimeter: Perimeter::Session(day.session.clone()) };
    let seen = world.office.consult(&authority(world).await, view).await.unwrap();
    let own = seen.people.into_iter().find(|one| one.candidate.id == day.candidate).unwrap();
    own.hold.map(|hold| hold.reason)
}

story!(e4_31_alix_asks_the_authority_masks_the_proposal_and_alix_reads_the_rest, |world| {
    let day = world.exam_day().await;
    let (office, authority) = (&world.office, authority(&world).await);
    let ask = || ClaimAppraisal { candidate: day.candidate.clone() };
    assert_eq!(refused(office.perform(&day.alix, ask()).await), Refusal::NotPublished);
    let president = world.published(&day, TOLD, ("13", "15")).await;
    assert!(held(&world, &day).await.is_none());
    office.perform(&day.alix, ask()).await.unwrap();
    assert!(matches!(refused(office.perform(&day.alix, ask()).await), Refusal::AlreadyThere { .. }));
    assert!(held(&world, &day).await.unwrap().starts_with("Réclamation"));
    let told = office.notices(&authority).await.unwrap();
    assert!(told.iter().any(|(one, _)| one.kind == Kind::ClaimAsked && one.text.contains("01936500000")));
    let duties = office.duties(&authority).await.unwrap();
    assert!(duties.iter().any(|duty| matches!(duty, Duty::AnswerClaims { waiting: 1, .. })));
    let lift = LiftHold { candidate: day.candidate.clone() };
    assert_eq!(refused(office.perform(&authority, lift).await), Refusal::ClaimOpen);

    let see = SeeClaim { candidate: day.candidate.clone() };
    let seen = office.consult(&authority, see.clone()).await.unwrap();
    assert_eq!((seen.texts.appraisal.as_str(), seen.telling.join("|")), (TOLD, "treize|13".to_owned()));
    for other in [&president, &day.arnaud, &day.alix] {
        assert_eq!(refused(office.consult(other, see.clone()).await), Refusal::NotAllowed);
        assert_eq!(refused(office.perform(other, give(&day, &["13"])).await), Refusal::NotAllowed);
    }
    for short in [&[][..], &["13"], &["treize", "Nous"]] {
        assert_eq!(refused(office.perform(&authority, give(&day, short)).await), Refusal::MarkInAppraisal);
    }
    let unknown = refused(office.perform(&authority, give(&day, &["quatorze"])).await);
    assert_eq!(unknown, Refusal::PassageNotFound { passage: "quatorze".to_owned() });
    let read = || ReadAppraisal { candidate: day.candidate.clone() };
    assert!(matches!(office.perform(&day.alix, read()).await, Err(Failure::NotFound)), "nothing is given");
    assert_eq!(office.perform(&authority, give(&day, &["treize", "13"])).await.unwrap(), 2);
    let again = refused(office.perform(&authority, give(&day, &["treize", "13"])).await);
    assert!(matches!(again, Refusal::AlreadyThere { .. }));
    assert!(held(&world, &day).await.is_none(), "the hold goes with the answer");

    let own = || SeeOwnAppraisal { candidate: day.candidate.clone() };
    assert!(matches!(office.consult(&day.alix, own()).await, Err(Failure::NotFound)), "not read yet");
    office.perform(&day.alix, read()).await.unwrap();
    let first = office.consult(&authority, see.clone()).await.unwrap().claim.read_at.unwrap();
    let given = office.consult(&day.alix, own()).await.unwrap().given;
    assert_eq!(given.texts.appraisal, "Nous proposions […], soit […] sur 20 : un dossier de 2013, solide.");
    assert!(office.print_own_appraisal(&day.alix, &day.candidate).await.unwrap().starts_with(b"%PDF"));
    world.outside.set("2026-08-01T08:00:00Z".parse().unwrap());
    office.perform(&day.alix, read()).await.unwrap();
    assert_eq!(
        office.consult(&authority, see).await.unwrap().claim.read_at,
        Some(first),
        "the first instant"
    );
    let lines = world.journal("candidate", day.candidate.as_str()).await;
    let kept: Vec<_> = lines.iter().map(|line| line.after.as_str()).collect();
    assert!(kept.contains(&"appréciation communiquée, 2 passage(s) masqué(s)"), "{kept:?}");
    assert_eq!(kept.iter().filter(|line| **line == "appréciation lue").count(), 1);
    assert!(!kept.join(" ").contains("treize"), "the journal of a candidate is not the sheet's: {kept:?}");
    world.journal_is_whole().await;
});

story!(e4_31_a_recommended_mark_is_masked_too_and_nobody_else_reads, |world| {
    let day = world.exam_day().await;
    let office = &world.office;
    world.fill(&day, "12,5").await;
    let written = exam::sheet::Change {
        field: exam::sheet::Field::Appraisal,
        seen: 1,
        value: "Arrondi à 13, seize après harmonisation ; 14 machines.".to_owned(),
    };
    let write = office::acts::sheets::WriteFields { sheet: day.sheet.clone(), changes: vec![written] };
    office.perform(&day.arnaud, write).await.unwrap();
    world.sign(&day, &day.arnaud).await;
    world.sign(&day, &day.bastien).await;
    let president = world.president(&day.session).await;
    let name =
        NameHarmoniser { session: day.session.clone(), account: president.account.clone(), school: None };
    office.perform(&president, name).await.unwrap();
    let recommend = Recommend {
        session: day.session.clone(),
        sheets: vec![day.sheet.clone()],
        change: exam::harmonisation::Change::To(exam::mark::Mark::parse("16", 20).unwrap()),
        reason: "Comparaison des profils.".to_owned(),
    };
    office.perform(&president, recommend).await.unwrap();
    let (mark, remark) = ("14".to_owned(), "Examen.".to_owned());
    let decide = office::acts::jury::DecideMark { candidate: day.candidate.clone(), mark, remark };
    office.perform(&president, decide).await.unwrap();
    world.signed(&president, &day.session).await;
    let publish = office::acts::jury::PublishResults { session: day.session.clone(), unheard_seen: 0 };
    office.perform(&president, publish).await.unwrap();
    office.perform(&day.alix, ClaimAppraisal { candidate: day.candidate.clone() }).await.unwrap();
    let authority = authority(&world).await;
    let seen = office.consult(&authority, SeeClaim { candidate: day.candidate.clone() }).await.unwrap();
    assert_eq!(seen.telling, ["13", "seize"], "what the jury decided is no secret");
    office.perform(&authority, give(&day, &["13", "seize"])).await.unwrap();
    office.perform(&day.alix, ReadAppraisal { candidate: day.candidate.clone() }).await.unwrap();
    let controller = world.in_session("Carla Contrôle", Role::Controller, &day.session).await;
    for other in [&president, &day.arnaud, &authority, &controller] {
        let view = SeeOwnAppraisal { candidate: day.candidate.clone() };
        assert_eq!(refused(office.consult(other, view).await), Refusal::NotAllowed, "{}", other.name);
    }
});

story!(e4_32_a_hold_that_stood_before_a_claim_stays_after_its_answer, |world| {
    let day = world.exam_day().await;
    let authority = authority(&world).await;
    let hold = HoldDocuments { candidate: day.candidate.clone(), reason: "Recours.".to_owned() };
    world.office.perform(&authority, hold).await.unwrap();
    world.claimed(&day, "Un dossier solide.", ("13", "13")).await;
    assert_eq!(world.office.perform(&authority, give(&day, &[])).await.unwrap(), 0);
    assert_eq!(held(&world, &day).await.as_deref(), Some("Recours."));
});

story!(a_candidate_whom_nobody_heard_has_no_appraisal_to_ask_for, |world| {
    let day = world.exam_day().await;
    world.published(&day, "Un dossier solide.", ("13", "13")).await;
    let mut tx = world.db.write().await.unwrap();
    let known = store::tables::candidates::find(&mut tx, &day.candidate).await.unwrap().unwrap();
    let other = store::tables::candidates::Candidate {
        id: "sacha".into(),
        number: "02".to_owned(),
        account: None,
        ..known
    };
    store::tables::candidates::upsert(&mut tx, &other).await.unwrap();
    tx.commit().await.unwrap();
    let sacha = world.account_of(&other.id, "Sacha Bernard").await;
    let ask = ClaimAppraisal { candidate: other.id.clone() };
    assert_eq!(refused(world.office.perform(&sacha, ask).await), Refusal::NothingToClaim);
    let foreign = ClaimAppraisal { candidate: day.candidate.clone() };
    assert_eq!(refused(world.office.perform(&sacha, foreign).await), Refusal::NotAllowed);
    let own = world.office.consult(&sacha, SeeOwnClaim { candidate: other.id }).await.unwrap();
    assert_eq!(own.refused, Some(Refusal::NothingToClaim));
    let view = SeeClaims { session: day.session.clone() };
    assert!(world.office.consult(&authority(&world).await, view).await.unwrap().lines.is_empty());
});
