//! Notices: given with the act, kept, mailed where there is an address, read by the person alone.

use super::offers::Things;
use exam::Refusal;
use exam::access::{Actor, Role, Subject};
use exam::candidate::Track;
use exam::conformity::Outcome;
use exam::id::{CandidateId, NoticeId};
use exam::notice::Kind;
use exam::sheet::Field;
use jiff::SignedDuration;
use jiff::civil::date;
use office::Failure;
use office::acts::conformity::GiveVerdict;
use office::acts::jury::PublishResults;
use office::acts::notices::{
    Choice, Notice, ReadNotice, Remind, Reminded, SeeIncomplete, SeeNotice, SeeSentNotices, SeeUnsentMails,
    SettleMails,
};
use office::acts::perimeter::Perimeter;
use office::acts::seats::UnseatCandidate;
use office::acts::sheets::{ReopenSheet, WriteFields};
use office::mail::Mail;
use world::{World, refused, story, verdict};

/// What the walk over the rights tries of notices.
pub async fn offer(
    world: &World,
    things: &Things,
    name: &str,
    who: &Actor,
) -> Option<(Subject, Result<(), Failure>)> {
    let office = &world.office;
    let notice = things.notice.clone();
    Some(match name {
        "remind" => {
            let act = Remind { perimeter: things.perimeter() };
            (things.of_school(), office.perform(who, act).await.map(drop))
        }
        "remind one-off" => {
            let act = Remind { perimeter: Perimeter::Session(things.session.clone()) };
            let subject = Subject { track: Some(Track::OneOff), ..things.of_session() };
            (subject, office.perform(who, act).await.map(drop))
        }
        "see incomplete" => {
            let view = SeeIncomplete { perimeter: things.perimeter() };
            (things.of_school(), office.consult(who, view).await.map(drop))
        }
        "settle mails" => {
            let act = SettleMails { states: vec![], before: None, choice: Choice::Retry };
            (Subject::default(), office.perform(who, act).await.map(drop))
        }
        "see unsent mails" => (Subject::default(), office.consult(who, SeeUnsentMails).await.map(drop)),
        "read notice" => (things.of_candidate(), office.perform(who, ReadNotice { notice }).await),
        "read a member's notice" => {
            let act = ReadNotice { notice: things.member_notice.clone() };
            (things.of_candidate(), office.perform(who, act).await)
        }
        "see notice" => (things.of_candidate(), office.consult(who, SeeNotice { notice }).await.map(drop)),
        "see sent notices" => {
            let view = SeeSentNotices { candidate: things.candidate.clone() };
            (things.of_candidate(), office.consult(who, view).await.map(drop))
        }
        _ => return None,
    })
}

async fn mails(world: &World) -> Vec<Mail> {
    world.office.mailbox().await.unwrap().into_iter().map(|kept| kept.mail).collect()
}

async fn own(world: &World, actor: &Actor) -> Vec<Notice> {
    world.office.notices(actor).await.unwrap().into_iter().map(|(notice, _)| notice).collect()
}

fn kinds(notices: &[Notice]) -> Vec<Kind> {
    notices.iter().map(|notice| notice.kind).collect()
}

fn give(candidate: &CandidateId, seen: i64, outcome: Outcome) -> GiveVerdict {
    let reason = if outcome == Outcome::Conform { "" } else { "Attestation sans signature." };
    GiveVerdict { candidate: candidate.clone(), seen, verdict: verdict(outcome, reason) }
}

story!(e4_19_each_verdict_is_told_to_its_candidate, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let alix_is = world.account_of(&alix, "Alix Martin").await;
    let sacha = world.candidate(&centre, ("02", "BERNARD", "Sacha"), |_| {}).await;
    let sacha_is = world.account_of(&sacha, "Sacha Bernard").await;
    world.office.change_email(&alix_is, " alix@exemple.fr ").await.unwrap();
    let controller = world.in_session("Camille Contrôle", Role::Controller, &centre.session).await;
    let outcomes = [
        Outcome::ToPutRight { until: date(2026, 4, 17) },
        Outcome::NotValid { ground: "certificates_unsigned".to_owned() },
        Outcome::Absent,
        Outcome::Conform,
    ];
    let second = world.in_session("Rose Brun", Role::Controller, &centre.session).await;
    let mut seen = 0;
    for outcome in outcomes {
        world.outside.forward(SignedDuration::from_mins(1));
        let proposed = matches!(outcome, Outcome::NotValid { .. });
        world.office.perform(&controller, give(&alix, seen, outcome.clone())).await.unwrap();
        seen += 1;
        if proposed {
            assert_eq!(own(&world, &alix_is).await.len(), 1, "a proposal is told to nobody");
            world.office.perform(&second, give(&alix, seen, outcome)).await.unwrap();
            seen += 1;
        }
    }
    let told = own(&world, &alix_is).await;
    assert_eq!(kinds(&told), [Kind::Conform, Kind::FoundAbsent, Kind::NotValid, Kind::ToPutRight]);
    assert!(told[3].text.contains("Attestation sans signature.") && told[3].text.contains("17 avril 2026"));
    assert_eq!(told[3].by, controller.account);
    assert!(own(&world, &sacha_is).await.is_empty());
    let sent = mails(&world).await;
    assert_eq!(sent.len(), 4);
    assert!(sent.iter().all(|mail| mail.to == "alix@exemple.fr" && !mail.text.contains("Camille")));
    assert!(sent[3].text.contains(&told[3].text), "the mail says what the notice says");

    let refused_one =
        world.office.perform(&controller, give(&alix, seen, Outcome::NotValid { ground: "x".into() })).await;
    assert!(matches!(refused(refused_one), Refusal::UnknownGround(_)));
    assert_eq!(
        (own(&world, &alix_is).await.len(), mails(&world).await.len()),
        (4, 4),
        "nothing is told of what failed"
    );
    world.journal_is_whole().await;
});

story!(a_notice_is_read_by_its_person_alone_and_once, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let sacha = world.candidate(&centre, ("02", "BERNARD", "Sacha"), |_| {}).await;
    let controller = world.in_session("Camille Contrôle", Role::Controller, &centre.session).await;
    world.office.perform(&controller, give(&alix, 0, Outcome::Conform)).await.unwrap();
    assert!(mails(&world).await.is_empty(), "nobody can be mailed yet");
    let alix_is = world.account_of(&alix, "Alix Martin").await;
    let sacha_is = world.account_of(&sacha, "Sacha Bernard").await;
    let told = own(&world, &alix_is).await;
    let id = told[0].id.clone();
    assert_eq!(told[0].read_at, None, "a notice given before the access was opened is there");

    let see = SeeNotice { notice: id.clone() };
    let read = ReadNotice { notice: id.clone() };
    for other in [&sacha_is, &controller, &centre.authority] {
        assert_eq!(refused(world.office.consult(other, see.clone()).await), Refusal::NotAllowed);
        assert_eq!(refused(world.office.perform(other, read.clone()).await), Refusal::NotAllowed);
    }
    let (seen, _) = world.office.consult(&alix_is, see).await.unwrap();
    assert_eq!((seen.read_at, world.unread(&alix_is).await), (None, 1), "opening it records nothing");
    world.outside.forward(SignedDuration::from_mins(5));
    let first = world.office.now();
    world.office.perform(&alix_is, read.clone()).await.unwrap();
    world.outside.forward(SignedDuration::from_mins(5));
    world.office.perform(&alix_is, read).await.unwrap();
    assert_eq!((own(&world, &alix_is).await[0].read_at, world.unread(&alix_is).await), (Some(first), 0));
    let sent = world.office.consult(&controller, SeeSentNotices { candidate: alix.clone() }).await.unwrap();
    assert_eq!((sent.len(), sent[0].read_at), (1, Some(first)), "who controls sees when it was read");
    let other = world.office.consult(&sacha_is, SeeSentNotices { candidate: alix }).await;
    assert_eq!(refused(other), Refusal::NotAllowed);
    let lines = world.journal("notice", id.as_str()).await;
    let done: Vec<_> = lines.iter().filter(|line| line.after.starts_with("lu")).collect();
    assert_eq!((lines.len(), done.len()), (4, 1), "three refusals, one reading");
    let none = world.office.consult(&alix_is, SeeNotice { notice: NoticeId::from("none") }).await;
    assert!(matches!(none, Err(Failure::NotFound)));
});

story!(e4_18_a_late_piece_is_told_and_a_piece_in_time_is_not, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let alix = world.owner(&session, "01936500001", ("MARTIN", "Alix")).await;
    world.hand_table(&alix).await;
    assert!(own(&world, &alix.actor).await.is_empty());
    world.outside.set("2026-04-04T10:00:00Z".parse().unwrap());
    world.hand_certificate(&alix, "a.pdf").await;
    let told = own(&world, &alix.actor).await;
    assert_eq!(kinds(&told), [Kind::LatePiece]);
    assert!(told[0].text.contains("3 avril 2026") && told[0].text.contains("en retard"));
});

story!(an_oral_is_told_as_fixed_withdrawn_and_moved, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |one| one.school = None).await;
    let alix_is = world.account_of(&alix, "Alix Martin").await;
    let here = Perimeter::Session(centre.session.clone());
    let one = world.composed(&centre, here, "1", (&centre.arnaud, &centre.bastien)).await;
    world.seat(&centre.authority, &one, &[&alix], 8).await.unwrap();
    world.outside.forward(SignedDuration::from_mins(1));
    world.office.perform(&centre.authority, UnseatCandidate { candidate: alix.clone() }).await.unwrap();
    world.outside.forward(SignedDuration::from_mins(1));
    world.seat(&centre.authority, &one, &[&alix], 10).await.unwrap();
    let told = own(&world, &alix_is).await;
    assert_eq!(kinds(&told), [Kind::OralMoved, Kind::OralWithdrawn, Kind::OralFixed]);
    assert!(told[2].text.contains("lundi 18 mai 2026 à 8 h 00, salle B 204"), "{}", told[2].text);
    assert!(told[0].text.contains("10 h 00"));
    let names = ["Arnaud", "Bastien"];
    assert!(told.iter().all(|one| names.iter().all(|name| !one.text.contains(name))), "never who examines");
});

story!(e4_17_a_voided_visa_is_told_to_the_other_member, |world| {
    let day = world.exam_day().await;
    world.office.change_email(&day.bastien, "marc@exemple.fr").await.unwrap();
    world.fill(&day, "13,37").await;
    world.sign(&day, &day.bastien).await;
    let changes = vec![exam::sheet::Change {
        field: Field::Appraisal,
        seen: 1,
        value: "Une présentation claire et tenue.".to_owned(),
    }];
    world.office.perform(&day.arnaud, WriteFields { sheet: day.sheet.clone(), changes }).await.unwrap();
    let told = own(&world, &day.bastien).await;
    assert_eq!((kinds(&told), own(&world, &day.arnaud).await.len()), (vec![Kind::VisaVoided], 0));
    let see = SeeNotice { notice: told[0].id.clone() };
    assert!(world.office.consult(&day.bastien, see.clone()).await.is_ok());
    let colleague = world.office.consult(&day.arnaud, see.clone()).await;
    assert!(matches!(colleague, Err(Failure::NotFound)), "told to the other member, not to the commission");
    let heard = world.office.consult(&day.alix, see).await;
    assert!(matches!(heard, Err(Failure::NotFound)), "nor to the candidate whose sheet it is");
    world.outside.forward(SignedDuration::from_mins(1));
    world.sign(&day, &day.arnaud).await;
    world.sign(&day, &day.bastien).await;
    let president = world.president(&day.session).await;
    let reopen = ReopenSheet { sheet: day.sheet.clone(), reason: "Une ligne oubliée.".to_owned() };
    world.office.perform(&president, reopen).await.unwrap();
    assert_eq!(kinds(&own(&world, &day.bastien).await), [Kind::SheetReopened, Kind::VisaVoided]);
    assert_eq!(kinds(&own(&world, &day.arnaud).await), [Kind::SheetReopened]);
    assert!(own(&world, &day.alix).await.is_empty(), "nothing of the sheet to its candidate");
    let read = ReadNotice { notice: told[0].id.clone() };
    world.office.perform(&day.bastien, read).await.unwrap();
    assert_eq!(world.unread(&day.bastien).await, 1);
    let sent = mails(&world).await;
    assert!(sent.len() == 2 && sent.iter().all(|mail| mail.to == "marc@exemple.fr"));
});

story!(e4_31_no_notice_and_no_mail_tells_a_mark, |world| {
    let day = world.exam_day().await;
    for (person, email) in
        [(&day.alix, "a@exemple.fr"), (&day.arnaud, "i@exemple.fr"), (&day.bastien, "m@exemple.fr")]
    {
        world.office.change_email(person, email).await.unwrap();
    }
    world.fill(&day, "13,37").await;
    world.sign(&day, &day.bastien).await;
    let changes = vec![exam::sheet::Change { field: Field::Mark, seen: 1, value: "11,73".to_owned() }];
    world.office.perform(&day.arnaud, WriteFields { sheet: day.sheet.clone(), changes }).await.unwrap();
    world.sign(&day, &day.arnaud).await;
    world.sign(&day, &day.bastien).await;
    let president = world.president(&day.session).await;
    let (mark, remark) = ("16,66".to_owned(), "PLANTÉ".to_owned());
    let decide = office::acts::jury::DecideMark { candidate: day.candidate.clone(), mark, remark };
    world.office.perform(&president, decide).await.unwrap();
    world.signed(&president, &day.session).await;
    world
        .office
        .perform(&president, PublishResults { session: day.session.clone(), unheard_seen: 0 })
        .await
        .unwrap();
    assert_eq!(kinds(&own(&world, &day.alix).await), [Kind::ResultsPublished]);
    let mut all = format!("{:?}", mails(&world).await);
    assert!(all.contains("Les résultats sont publiés") && all.contains("a@exemple.fr"));
    let mut tx = world.db.read().await.unwrap();
    for row in tx.all("SELECT subject, content FROM notice", &[]).await.unwrap() {
        all.push_str(&row.text("subject").unwrap());
        all.push_str(&row.text("content").unwrap());
    }
    for planted in ["13,37", "1337", "13.37", "11,73", "1173", "12,00", "16,66", "16.66", "1666", "PLANTÉ"] {
        assert!(!all.contains(planted), "{planted}: {all}");
    }
});

fn remind(perimeter: &Perimeter) -> Remind {
    Remind { perimeter: perimeter.clone() }
}

story!(who_lacks_pieces_is_reminded_once_a_day, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let sacha = world.candidate(&centre, ("02", "BERNARD", "Sacha"), |_| {}).await;
    world.candidate(&centre, ("03", "PETIT", "Léo"), |one| one.withdrawn = true).await;
    let noor = world.ccf_candidate(&centre, ("04", "AZIZ", "Noor")).await;
    let alix_is = world.account_of(&alix, "Alix Martin").await;
    let sacha_is = world.account_of(&sacha, "Sacha Bernard").await;
    let noor_is = world.account_of(&noor, "Noor Aziz").await;
    world.office.change_email(&sacha_is, "sacha@exemple.fr").await.unwrap();
    world.whole_dossier(&alix_is, &alix).await;
    let controller = world.in_session("Camille Contrôle", Role::Controller, &centre.session).await;
    let teacher = world.in_school("Omar Équipe", Role::Teacher, &centre.zay).await;
    let (here, there) = (Perimeter::Session(centre.session.clone()), Perimeter::School(centre.zay.clone()));

    let first = world.office.perform(&controller, remind(&here)).await.unwrap();
    assert_eq!(first, Reminded { told: 1, already: 0, without_mail: 0 });
    let again = world.office.perform(&centre.authority, remind(&here)).await.unwrap();
    assert_eq!(again, Reminded { told: 0, already: 1, without_mail: 0 }, "whoever asks, once a day");
    assert_eq!(kinds(&own(&world, &sacha_is).await), [Kind::PiecesMissing]);
    assert!(own(&world, &alix_is).await.is_empty() && own(&world, &noor_is).await.is_empty());
    assert_eq!(mails(&world).await.len(), 1);
    world.outside.set("2026-03-02T23:30:00Z".parse().unwrap());
    let next_day = world.office.perform(&controller, remind(&here)).await.unwrap();
    assert_eq!(next_day.told, 1, "it is half past midnight where the centre is");

    assert_eq!(refused(world.office.perform(&teacher, remind(&here)).await), Refusal::NotAllowed);
    assert_eq!(refused(world.office.perform(&controller, remind(&there)).await), Refusal::NotAllowed);
    assert_eq!(refused(world.office.perform(&sacha_is, remind(&here)).await), Refusal::NotAllowed);
    let ccf = world.office.perform(&teacher, remind(&there)).await.unwrap();
    assert_eq!(ccf, Reminded { told: 1, already: 0, without_mail: 1 });
    assert_eq!(world.office.perform(&centre.head, remind(&there)).await.unwrap().already, 1);
    let journal = world.journal("session", centre.session.as_str()).await;
    assert!(journal.iter().any(|line| line.act == "remind" && line.after.contains("1 personnes")));
    world.journal_is_whole().await;
});

story!(two_reminders_at_once_tell_each_candidate_once, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let alix_is = world.account_of(&alix, "Alix Martin").await;
    let controller = world.in_session("Camille Contrôle", Role::Controller, &centre.session).await;
    let here = Perimeter::Session(centre.session.clone());
    let (one, other) = tokio::join!(
        world.office.perform(&controller, remind(&here)),
        world.office.perform(&centre.authority, remind(&here))
    );
    assert_eq!(one.unwrap().told + other.unwrap().told, 1);
    assert_eq!(own(&world, &alix_is).await.len(), 1);
});

story!(an_address_is_one_s_own_and_a_list_never_replaces_it, |world| {
    let centre = world.centre().await;
    let listed =
        |one: &mut store::tables::candidates::Candidate| one.email = Some("liste@exemple.fr".to_owned());
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), listed).await;
    world.office.open_access(&centre.authority, &centre.session).await.unwrap();
    let alix_is = world.office.actor("01").await.unwrap().unwrap();
    assert_eq!(world.office.email(&alix_is).await.unwrap().as_deref(), Some("liste@exemple.fr"));
    let wrong = world.office.change_email(&alix_is, "a@exemple.fr, b@exemple.fr").await;
    assert_eq!(refused(wrong), Refusal::EmailInvalid);
    world.office.change_email(&alix_is, "alix@exemple.fr").await.unwrap();
    world.office.change_email(&alix_is, "alix@exemple.fr").await.unwrap();
    assert_eq!(world.office.email(&alix_is).await.unwrap().as_deref(), Some("alix@exemple.fr"));
    let journal = world.journal("account", alix_is.account.as_str()).await;
    let told: Vec<_> =
        journal.iter().filter(|line| line.act == "change_email").map(|line| &line.after).collect();
    assert_eq!(
        told,
        ["refusé : EmailInvalid", "alix@exemple.fr"],
        "the refusal does not keep what was typed"
    );
    world.office.change_email(&alix_is, " ").await.unwrap();
    let controller = world.in_session("Camille Contrôle", Role::Controller, &centre.session).await;
    world.office.perform(&controller, give(&alix, 0, Outcome::Conform)).await.unwrap();
    assert!(mails(&world).await.is_empty(), "no address, no mail");
    assert_eq!(own(&world, &alix_is).await.len(), 1);
    world.journal_is_whole().await;
});
