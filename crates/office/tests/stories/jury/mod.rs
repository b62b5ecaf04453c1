//! The jury: what it has before it, what it decides, what it publishes.

mod deliberation;
mod offers;

pub use offers::{OFFERS, offer};

use exam::Refusal;
use exam::absence::{Consequence, Justification};
use exam::access::{Actor, Role};
use exam::conformity::{Outcome, PieceVerdict, Verdict};
use exam::disclosure::FinalResult;
use exam::dossier::PieceKind;
use exam::id::{CandidateId, SessionId};
use exam::sheet::{Change, Field, State};
use office::Failure;
use office::acts::absences::DecideAbsence;
use office::acts::conformity::GiveVerdict;
use office::acts::jury::{DecideMark, JuryLine, PublishResults, SeeJury, SeeOwnResult, Workspace};
use office::acts::sheets::{ReopenSheet, SeeSheet, WriteFields};
use world::{World, refused, story};

fn decide(candidate: &CandidateId, mark: &str) -> DecideMark {
    DecideMark { candidate: candidate.clone(), mark: mark.to_owned(), remark: String::new() }
}

async fn workspace(world: &World, actor: &Actor, session: &SessionId) -> Workspace {
    world.office.consult(actor, SeeJury { session: session.clone() }).await.unwrap()
}

fn line<'a>(workspace: &'a Workspace, candidate: &CandidateId) -> &'a JuryLine {
    workspace.lines.iter().find(|line| line.candidate.id == *candidate).unwrap()
}

story!(e4_34_the_jury_sees_a_proposal_once_both_visas_stand, |world| {
    let day = world.exam_day().await;
    let president = world.president(&day.session).await;
    let member = world.in_session("Jules Membre", Role::JuryMember, &day.session).await;
    world.fill(&day, "13").await;
    world.sign(&day, &day.arnaud).await;
    let seen = workspace(&world, &president, &day.session).await;
    let before = line(&seen, &day.candidate);
    assert_eq!((before.state, before.calculation.is_none(), before.ready()), (State::OneVisa, true, false));
    assert_eq!((seen.outlook.undecided, before.commission.as_str()), (1, "12"));
    let early = world.office.perform(&president, decide(&day.candidate, "13")).await;
    assert_eq!(refused(early), Refusal::SheetNotSigned);
    world.sign(&day, &day.bastien).await;
    let seen = workspace(&world, &member, &day.session).await;
    let after = line(&seen, &day.candidate);
    assert_eq!(after.calculation.as_ref().unwrap().after_penalties.to_string(), "13");
    assert!(after.ready());
    let member_decides = world.office.perform(&member, decide(&day.candidate, "13")).await;
    assert_eq!(refused(member_decides), Refusal::NotAllowed, "the president records the decision");
    world.office.perform(&president, decide(&day.candidate, "13")).await.unwrap();
    let again = world.office.perform(&president, decide(&day.candidate, "13")).await;
    assert_eq!(refused(again), Refusal::AlreadyDecided);
});

story!(e4_36_after_the_decision_nothing_is_written_or_reopened, |world| {
    let day = world.exam_day().await;
    let president = world.decided(&day, "13", "14").await;
    let changes = vec![Change { field: Field::Mark, seen: 1, value: "15".to_owned() }];
    let write = WriteFields { sheet: day.sheet.clone(), changes };
    assert_eq!(refused(world.office.perform(&day.arnaud, write).await), Refusal::AlreadyDecided);
    let reopen = ReopenSheet { sheet: day.sheet.clone(), reason: "erreur".to_owned() };
    assert_eq!(refused(world.office.perform(&president, reopen).await), Refusal::AlreadyDecided);
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let absence = DecideAbsence {
        candidate: day.candidate.clone(),
        seen: 0,
        justification: Justification::None,
        ground: String::new(),
        decided: None,
        reason: String::new(),
    };
    assert_eq!(refused(world.office.perform(&authority, absence).await), Refusal::AlreadyDecided);
    let page = world.office.consult(&day.arnaud, SeeSheet { sheet: day.sheet.clone() }).await.unwrap();
    assert!(page.decision.is_some() && !page.writable());
    assert_eq!(page.content.value(&Field::Mark), "13", "the proposal is what it was");
});

story!(e4_17_a_closed_sheet_is_reopened_by_the_president_with_a_reason, |world| {
    let day = world.exam_day().await;
    let president = world.president(&day.session).await;
    let reopen = |reason: &str| ReopenSheet { sheet: day.sheet.clone(), reason: reason.to_owned() };
    world.fill(&day, "13").await;
    world.sign(&day, &day.arnaud).await;
    let open = world.office.perform(&president, reopen("erreur de saisie")).await;
    assert_eq!(refused(open), Refusal::SheetNotClosed);
    world.sign(&day, &day.bastien).await;
    assert_eq!(refused(world.office.perform(&president, reopen(" ")).await), Refusal::ReasonRequired);
    let member = world.office.perform(&day.arnaud, reopen("erreur de saisie")).await;
    assert_eq!(refused(member), Refusal::NotAllowed);
    world.office.perform(&president, reopen("erreur de saisie")).await.unwrap();
    let page = world.office.consult(&day.bastien, SeeSheet { sheet: day.sheet.clone() }).await.unwrap();
    assert_eq!((page.content.state(), page.writable()), (State::Open, true));
    let told = world.journal("sheet", day.sheet.as_str()).await;
    let last = told.last().unwrap();
    assert_eq!(
        (last.actor_name.as_str(), last.after.as_str()),
        ("Hélène Jury", "rouverte : erreur de saisie")
    );
    world.sign(&day, &day.bastien).await;
    world.sign(&day, &day.arnaud).await;
    world.office.perform(&president, decide(&day.candidate, "13")).await.unwrap();
    world.journal_is_whole().await;
});

story!(e4_29_force_majeure_in_one_off_is_the_mark_zero_and_no_other, |world| {
    let day = world.exam_day().await;
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let president = world.president(&day.session).await;
    let act = DecideAbsence {
        candidate: day.candidate.clone(),
        seen: 0,
        justification: Justification::ForceMajeure,
        ground: "Arrêté préfectoral : route coupée.".to_owned(),
        decided: None,
        reason: String::new(),
    };
    assert_eq!(world.office.perform(&authority, act).await.unwrap(), Consequence::MarkZero);
    let seen = workspace(&world, &president, &day.session).await;
    assert!(line(&seen, &day.candidate).ready() && line(&seen, &day.candidate).sheet.is_none());
    let eight = world.office.perform(&president, decide(&day.candidate, "8")).await;
    assert_eq!(refused(eight), Refusal::MarkOfAbsence);
    let publish = PublishResults { session: day.session.clone(), unheard_seen: 0 };
    let early = world.office.perform(&president, publish.clone()).await;
    assert_eq!(refused(early), Refusal::Undecided { count: 1 }, "the jury records the 0 itself");
    world.office.perform(&president, decide(&day.candidate, "0")).await.unwrap();
    world.signed(&president, &day.session).await;
    world.office.perform(&president, publish).await.unwrap();
    let own = SeeOwnResult { candidate: day.candidate.clone() };
    let read = world.office.consult(&day.alix, own).await.unwrap();
    assert!(matches!(read.result, FinalResult::Mark(mark) if mark.to_string() == "0"));
});

story!(e4_36_results_are_published_once_and_who_was_not_heard_is_counted, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let sacha = world.candidate(&centre, ("02", "BERNARD", "Sacha"), |_| {}).await;
    world.candidate(&centre, ("03", "FABRE", "Lou"), |one| one.withdrawn = true).await;
    let alix_is = world.account_of(&alix, "Alix Martin").await;
    let controller = world.in_session("Camille Contrôle", Role::Controller, &centre.session).await;
    let verdict = Verdict {
        pieces: PieceKind::ALL.map(|kind| (kind, PieceVerdict::Missing)).to_vec(),
        outcome: Outcome::NotValid { ground: "no_deposit".to_owned() },
        reason: "Rien n’a été déposé.".to_owned(),
    };
    let second = world.in_session("Rose Contrôle", Role::Controller, &centre.session).await;
    for (seen, who) in [(0, &controller), (1, &second)] {
        let act = GiveVerdict { candidate: sacha.clone(), seen, verdict: verdict.clone() };
        world.office.perform(who, act).await.unwrap();
    }
    let president = world.president(&centre.session).await;
    let seen = workspace(&world, &president, &centre.session).await;
    assert_eq!((seen.lines.len(), seen.outlook.undecided, seen.outlook.unheard), (2, 0, 1));
    assert!(line(&seen, &sacha).not_valid && !line(&seen, &sacha).unheard());
    let publish = |unheard_seen| PublishResults { session: centre.session.clone(), unheard_seen };
    world.signed(&president, &centre.session).await;
    let blind = world.office.perform(&president, publish(0)).await;
    assert_eq!(refused(blind), Refusal::Unheard { count: 1 });
    world.office.perform(&president, publish(1)).await.unwrap();
    let twice = world.office.perform(&president, publish(1)).await;
    assert_eq!(refused(twice), Refusal::AlreadyPublished);
    let own = world.office.consult(&alix_is, SeeOwnResult { candidate: alix }).await;
    assert_eq!(refused(own), Refusal::NotPublished, "nobody decided anything");
});

story!(a_jury_of_another_session_has_nothing_here, |world| {
    let day = world.exam_day().await;
    let elsewhere = world.in_session("Ruth Ailleurs", Role::JuryPresident, &"another".into()).await;
    let jury = world.office.consult(&elsewhere, SeeJury { session: day.session.clone() }).await;
    assert_eq!(refused(jury), Refusal::NotAllowed);
    let mark = world.office.perform(&elsewhere, decide(&day.candidate, "20")).await;
    assert_eq!(refused(mark), Refusal::NotAllowed);
    let nobody = world.office.perform(&elsewhere, decide(&"nobody".into(), "20")).await;
    assert!(matches!(nobody, Err(Failure::NotFound)));
});
