//! The conformity check: by the designated commission in one-off, by the teaching team in CCF.

use exam::Refusal;
use exam::access::{Actor, Role};
use exam::conformity::{Outcome, PieceVerdict, Verdict};
use exam::dossier::PieceKind;
use exam::id::CandidateId;
use jiff::SignedDuration;
use jiff::civil::date;
use office::Failure;
use office::acts::conformity::{Anew, GiveVerdict, Perimeter, Queue, SeeConformity};
use office::acts::dossiers::{SeeDossier, SeeOwnDossier};
use world::{OTHER_TABLE, World, refused, story};

fn verdict(candidate: &CandidateId, seen: i64, outcome: Outcome) -> GiveVerdict {
    let pieces = PieceKind::ALL.map(|kind| (kind, PieceVerdict::InOrder)).to_vec();
    let reason = if outcome == Outcome::Conform { "" } else { "Attestation sans signature." };
    let verdict = Verdict { pieces, outcome, reason: reason.to_owned() };
    GiveVerdict { candidate: candidate.clone(), seen, verdict }
}

async fn queue(world: &World, actor: &Actor, perimeter: &Perimeter) -> Queue {
    world.office.consult(actor, SeeConformity { perimeter: perimeter.clone() }).await.unwrap()
}

fn numbers(queue: &Queue) -> Vec<(&str, bool)> {
    queue.dossiers.iter().map(|one| (one.candidate.number.as_str(), one.waits())).collect()
}

fn to_put_right() -> Outcome {
    Outcome::ToPutRight { until: date(2026, 4, 17) }
}

story!(e4_19_the_controllers_give_verdicts_in_one_off, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let sacha = world.candidate(&centre, ("02", "BERNARD", "Sacha"), |_| {}).await;
    world.candidate(&centre, ("03", "PETIT", "Léo"), |one| one.withdrawn = true).await;
    let noor = world.ccf_candidate(&centre, ("04", "AZIZ", "Noor")).await;
    let controller = world.in_session("Camille Contrôle", Role::Controller, &centre.session).await;
    let here = Perimeter::Session(centre.session.clone());
    assert_eq!(numbers(&queue(&world, &controller, &here).await), [("01", true), ("02", true)]);

    world.office.perform(&controller, verdict(&alix, 0, Outcome::Conform)).await.unwrap();
    assert_eq!(numbers(&queue(&world, &controller, &here).await), [("02", true), ("01", false)]);
    let outdated = world.office.perform(&controller, verdict(&alix, 0, to_put_right())).await;
    assert!(matches!(outdated, Err(Failure::Outdated)), "somebody gave a verdict in between");
    world.office.perform(&controller, verdict(&alix, 1, to_put_right())).await.unwrap();

    let mut partial = verdict(&sacha, 0, Outcome::Conform);
    partial.verdict.pieces.pop();
    let partial = world.office.perform(&controller, partial).await;
    assert_eq!(refused(partial), Refusal::PieceWithoutVerdict(PieceKind::Certificate));
    let too_late = Outcome::ToPutRight { until: date(2026, 5, 30) };
    let too_late = world.office.perform(&controller, verdict(&sacha, 0, too_late)).await;
    assert!(matches!(refused(too_late), Refusal::DateAfter { .. }));
    let penalty = Outcome::NotValid { ground: "no_table".to_owned() };
    let penalty = world.office.perform(&controller, verdict(&sacha, 0, penalty)).await;
    assert!(matches!(refused(penalty), Refusal::UnknownGround(_)), "a missing table is a penalty (E4-14)");

    let ccf = world.office.perform(&controller, verdict(&noor, 0, Outcome::Conform)).await;
    assert_eq!(refused(ccf), Refusal::NotAllowed, "E4-28");
    let theirs = SeeConformity { perimeter: Perimeter::School(centre.zay.clone()) };
    assert_eq!(refused(world.office.consult(&controller, theirs).await), Refusal::NotAllowed);
    let dossier = world.office.consult(&controller, SeeDossier { candidate: alix }).await.unwrap();
    let outcomes: Vec<_> = dossier.verdicts.iter().map(|given| given.verdict.outcome.code()).collect();
    assert_eq!(outcomes, ["to_put_right", "conform"], "the last first, none lost");
    assert_eq!(dossier.verdict().unwrap().by_name, "Camille Contrôle");
    world.journal_is_whole().await;
});

story!(e4_28_the_teaching_team_gives_verdicts_in_ccf, |world| {
    let centre = world.centre().await;
    let noor = world.ccf_candidate(&centre, ("04", "AZIZ", "Noor")).await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let other = world.school(&centre.authority, &centre.session, ("0999993C", "Lycée Curie"), true).await;
    let colleague = world.in_school("Luc Curie", Role::Teacher, &other).await;
    let teacher = world.in_school("Omar Équipe", Role::Teacher, &centre.zay).await;
    let here = Perimeter::School(centre.zay.clone());
    assert_eq!(numbers(&queue(&world, &teacher, &here).await), [("04", true)]);
    let theirs = world.office.consult(&colleague, SeeConformity { perimeter: here.clone() }).await;
    assert_eq!(refused(theirs), Refusal::NotAllowed);
    let theirs = world.office.perform(&colleague, verdict(&noor, 0, Outcome::Conform)).await;
    assert_eq!(refused(theirs), Refusal::NotAllowed);
    let one_off = world.office.perform(&teacher, verdict(&alix, 0, Outcome::Conform)).await;
    assert_eq!(refused(one_off), Refusal::NotAllowed);
    world.office.perform(&teacher, verdict(&noor, 0, Outcome::Conform)).await.unwrap();
    assert_eq!(numbers(&queue(&world, &teacher, &here).await), [("04", false)]);
});

story!(a_piece_that_comes_after_a_verdict_makes_the_dossier_wait_anew, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let alix_is = world.account_of(&alix, "Alix Martin").await;
    let controller = world.in_session("Camille Contrôle", Role::Controller, &centre.session).await;
    let here = Perimeter::Session(centre.session.clone());
    let minute = SignedDuration::from_mins(1);
    world.whole_dossier(&alix_is, &alix).await;
    world.outside.forward(minute);
    world.office.perform(&controller, verdict(&alix, 0, to_put_right())).await.unwrap();
    let seen = queue(&world, &controller, &here).await;
    assert_eq!((seen.dossiers[0].waits(), seen.dossiers[0].missing.len()), (false, 0));
    world.outside.forward(minute);
    world.certificate(&alix_is, &alix).await;
    let seen = queue(&world, &controller, &here).await;
    assert!(
        seen.dossiers[0].waits() && seen.dossiers[0].anew == Some(Anew::Arrived) && !seen.dossiers[0].late
    );
    world.outside.forward(minute);
    world.office.perform(&controller, verdict(&alix, 1, Outcome::Conform)).await.unwrap();
    assert!(!queue(&world, &controller, &here).await.dossiers[0].waits());
    world.outside.set("2026-04-07T08:00:00Z".parse().unwrap());
    world.table(&alix_is, &alix, OTHER_TABLE).await;
    let seen = queue(&world, &controller, &here).await;
    assert!(seen.dossiers[0].waits() && seen.dossiers[0].late, "what was controlled is not what is there");
});

story!(e4_19_a_second_controller_settles_not_valid, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    world.candidate(&centre, ("00", "BERNARD", "Sacha"), |_| {}).await;
    let alix_is = world.account_of(&alix, "Alix Martin").await;
    let camille = world.in_session("Camille Contrôle", Role::Controller, &centre.session).await;
    let rose = world.in_session("Rose Contrôle", Role::Controller, &centre.session).await;
    let here = Perimeter::Session(centre.session.clone());
    let ground = |code: &str| Outcome::NotValid { ground: code.to_owned() };
    let own = async || {
        let view = SeeOwnDossier { candidate: alix.clone() };
        world.office.consult(&alix_is, view).await.unwrap().verdicts
    };
    world.office.perform(&camille, verdict(&alix, 0, ground("late_deposit"))).await.unwrap();
    assert!(own().await.is_empty(), "a proposal is not told to the candidate");
    let dossier = SeeDossier { candidate: alix.clone() };
    let dossier = world.office.consult(&rose, dossier).await.unwrap();
    assert!(dossier.verdict().is_none() && dossier.last().is_some());
    assert_eq!(numbers(&queue(&world, &camille, &here).await), [("00", true), ("01", false)]);
    let theirs = queue(&world, &rose, &here).await;
    assert_eq!(numbers(&theirs), [("01", true), ("00", true)], "the second look first");
    assert!(theirs.dossiers[0].second_look());
    world.office.perform(&camille, verdict(&alix, 1, ground("late_deposit"))).await.unwrap();
    assert!(own().await.is_empty(), "nobody seconds oneself");
    world.office.perform(&rose, verdict(&alix, 2, ground("late_deposit"))).await.unwrap();
    let told = own().await;
    assert_eq!((told.len(), told[0].by_name.as_str()), (1, "Rose Contrôle"));
    world.office.perform(&camille, verdict(&alix, 3, Outcome::Conform)).await.unwrap();
    assert_eq!(own().await.len(), 2, "another verdict counts at once");
    world.journal_is_whole().await;
});
