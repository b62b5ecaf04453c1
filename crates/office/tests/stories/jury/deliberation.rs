//! The jury is nominated, counted, deliberates and signs; marks are decided nowhere else.

use super::decide;
use exam::Refusal;
use exam::access::Role;
use exam::deliberation::{Side, Warning};
use office::acts::jury::{
    CloseDeliberation, NominateJury, OpenDeliberation, PublishResults, SeeDeliberation, SeeMinutes,
    SignMinutes, TakeAttendance, WriteRemark,
};
use world::{refused, story};

story!(d_643_31_a_deliberation_without_parity_or_quorum_does_not_open, |world| {
    let day = world.exam_day().await;
    let (office, session) = (&world.office, day.session.clone());
    let president = world.president_alone(&session).await;
    let mut others = vec![];
    for name in ["Ada Membre", "Bruno Membre", "Cyril Membre"] {
        others.push(world.in_session(name, Role::JuryMember, &session).await);
    }
    let open = |reason: &str| OpenDeliberation { session: session.clone(), reason: reason.to_owned() };
    let nobody = office.perform(&president, open("")).await;
    assert_eq!(refused(nobody), Refusal::JuryPresident, "nobody is nominated");
    let [ada, bruno, cyril] = &others[..] else { panic!("three") };
    let teachers = [
        (&president, Side::Teacher),
        (ada, Side::Teacher),
        (bruno, Side::Teacher),
        (cyril, Side::Professional),
    ];
    world.nominated(&session, &teachers).await;
    world.present(&president, &session, &[&president, ada, bruno, cyril]).await;
    let unequal = office.perform(&president, open("Personne d’autre n’est disponible.")).await;
    assert_eq!(
        refused(unequal),
        Refusal::JuryUnbalanced { professionals: 1, members: 4 },
        "whatever the reason"
    );
    let jury = [
        (&president, Side::Teacher),
        (ada, Side::Teacher),
        (bruno, Side::Professional),
        (cyril, Side::Professional),
    ];
    let authority = office.actor("nora.nominations").await.unwrap().unwrap();
    let jury = jury.iter().map(|(one, side)| (one.account.clone(), *side)).collect();
    office.perform(&authority, NominateJury { session: session.clone(), jury }).await.unwrap();
    let absent = office.perform(&president, open("")).await;
    assert_eq!(refused(absent), Refusal::JuryPresident, "a new nomination asks for a new attendance");
    world.present(&president, &session, &[&president]).await;
    assert_eq!(
        refused(office.perform(&president, open("")).await),
        Refusal::NoQuorum { present: 1, needed: 2 }
    );
    world.present(&president, &session, &[&president, ada]).await;
    assert_eq!(refused(office.perform(&president, open(" ")).await), Refusal::ReasonRequired);
    let warned = office.perform(&president, open("Une grève retient les deux autres.")).await.unwrap();
    assert_eq!(warned, [Warning::PresentUnbalanced { professionals: 0, members: 2 }]);
    let twice = office.perform(&president, open("encore")).await;
    assert_eq!(refused(twice), Refusal::DeliberationOpen);
    let late = TakeAttendance { session: session.clone(), present: vec![] };
    assert_eq!(refused(office.perform(&president, late).await), Refusal::DeliberationOpen);
    let seen = office.consult(ada, SeeMinutes { session }).await.unwrap();
    let held = &seen.content.held[0];
    assert_eq!((held.present.len(), held.absent.len()), (2, 2));
    assert_eq!(held.reason, "Une grève retient les deux autres.");
});

story!(e4_36_marks_are_decided_inside_a_deliberation_and_then_nothing_moves, |world| {
    let day = world.exam_day().await;
    let (office, session) = (&world.office, day.session.clone());
    world.fill(&day, "13").await;
    world.sign(&day, &day.arnaud).await;
    world.sign(&day, &day.bastien).await;
    let president = world.president(&session).await;
    let close = || CloseDeliberation { session: session.clone() };
    office.perform(&president, close()).await.unwrap();
    let outside = office.perform(&president, decide(&day.candidate, "13")).await;
    assert_eq!(refused(outside), Refusal::NotDeliberating);
    let publish = || PublishResults { session: session.clone(), unheard_seen: 0 };
    let sign = |seen: &str| SignMinutes { session: session.clone(), seen: seen.to_owned() };
    assert_eq!(refused(office.perform(&president, sign("")).await), Refusal::Undecided { count: 1 });
    office
        .perform(&president, OpenDeliberation { session: session.clone(), reason: String::new() })
        .await
        .unwrap();
    office.perform(&president, decide(&day.candidate, "13")).await.unwrap();
    let see = || SeeDeliberation { session: session.clone() };
    let before = office.consult(&president, see()).await.unwrap().minutes;
    office.perform(&president, close()).await.unwrap();
    assert_eq!(refused(office.perform(&president, publish()).await), Refusal::MinutesNotSigned);
    assert_eq!(refused(office.perform(&president, sign(&before)).await), Refusal::MinutesChanged);
    let now = office.consult(&president, see()).await.unwrap().minutes;
    office.perform(&president, sign(&now)).await.unwrap();
    let remark = WriteRemark { candidate: day.candidate.clone(), text: "Trop tard.".to_owned() };
    assert_eq!(refused(office.perform(&president, remark).await), Refusal::MinutesSigned);
    let again = office
        .perform(&president, OpenDeliberation { session: session.clone(), reason: String::new() })
        .await;
    assert_eq!(refused(again), Refusal::MinutesSigned);
    office.perform(&president, publish()).await.unwrap();
    let kept = office.consult(&president, SeeMinutes { session }).await.unwrap();
    assert_eq!(kept.content.sealed().unwrap().1, kept.signed.unwrap().hash, "they print as they were signed");
});

story!(e4_34_each_line_of_the_minutes_has_its_lines_of_the_journal, |world| {
    let day = world.exam_day().await;
    let (office, session) = (&world.office, day.session.clone());
    let president = world.decided(&day, "13", "14").await;
    let member = office.actor("paul.profession").await.unwrap().unwrap();
    let remarks = [("07", "Un dossier exemplaire."), ("08", "Félicitations du jury.")];
    for (second, text) in remarks {
        world.outside.set(format!("2026-05-18T09:00:{second}Z").parse().unwrap());
        let act = WriteRemark { candidate: day.candidate.clone(), text: text.to_owned() };
        office.perform(&member, act).await.unwrap();
    }
    world.signed(&president, &session).await;
    let minutes = office.consult(&president, SeeMinutes { session: session.clone() }).await.unwrap();
    let line = &minutes.content.lines[0];
    assert_eq!(line.decided, "14 / 20");
    let remarks = [
        "note modifiée par le jury : Examen du dossier.",
        "Un dossier exemplaire.",
        "Félicitations du jury.",
    ];
    assert_eq!(line.remarks, remarks);
    let journal = world.journal("candidate", day.candidate.as_str()).await;
    let told = |act: &str, after: &str| journal.iter().any(|one| one.act == act && one.after == after);
    assert!(told("decide_mark", "E5 arrêtée 14 ; Examen du dossier."), "{journal:?}");
    for remark in &line.remarks[1..] {
        assert!(told("write_remark", &format!("remarque du jury : {remark}")), "{remark}");
    }
    let chain = world.journal("deliberation", session.as_str()).await;
    let acts: Vec<_> = chain.iter().map(|one| one.act.as_str()).collect();
    let expected =
        ["nominate_jury", "hold_deliberation", "hold_deliberation", "hold_deliberation", "sign_minutes"];
    assert_eq!(acts, expected, "nominated, counted, opened, closed, signed");
    let signed = minutes.signed.unwrap();
    assert!(chain.last().unwrap().after.contains(&signed.hash));
    let text = signed.content;
    assert!(!text.contains("13"), "no proposed mark: {text}");
    world.journal_is_whole().await;
});
