//! Availabilities: by a link without an account, by somebody for somebody, from a table; contradictions are told.

use super::{Small, frame, half};
use exam::Refusal;
use exam::planning::{Contradiction, Part};
use jiff::SignedDuration;
use office::acts::timetable::{
    Answer, AskAnswers, ImportAnswers, RevokeLink, SeeAnswers, SeeImport, SetAnswer, TypedTable,
};
use world::{refused, story};

fn token(address: &str) -> String {
    address.rsplit('/').next().unwrap().to_owned()
}

fn morning(most: usize) -> Answer {
    Answer {
        halves: [half(18, Part::Morning)].into(),
        centres: ["zola".to_owned()].into(),
        most,
        ..Answer::default()
    }
}

story!(an_examiner_answers_by_a_link_without_an_account, |world| {
    let small = Small::new(&world).await;
    let who = &small.centre.arnaud;
    let ask = AskAnswers {
        perimeter: small.place.clone(),
        examiners: vec![who.clone()],
        origin: "https://florilege.example.org".to_owned(),
    };
    let sent = world.office.perform(&small.centre.authority, ask).await.unwrap();
    let token = token(&sent[0].address);
    assert!(
        token.len() == 64 && sent[0].address.starts_with("https://florilege.example.org/disponibilites/")
    );
    let opened = world.office.open_link(&token).await.unwrap();
    assert_eq!((opened.line.examiner.name.as_str(), opened.line.revision), ("Inès Arnaud", 0));
    let told = world.office.answer_by_link(&token, 0, morning(1)).await.unwrap();
    assert_eq!(told, []);
    let seen = SeeAnswers { perimeter: small.place.clone() };
    let seen = world.office.consult(&small.centre.authority, seen).await.unwrap();
    let line = seen.lines.iter().find(|line| line.examiner.id == *who).unwrap();
    assert_eq!(line.answer, morning(1));
    assert!(line.entered.unwrap().1, "she entered it herself");
    let chain = world.journal("session", small.centre.session.as_str()).await;
    assert!(chain.last().unwrap().after.contains("Inès Arnaud"));
    assert!(!chain.iter().any(|line| line.after.contains(&token)), "the journal keeps no secret");
    let mut tx = world.db.read().await.unwrap();
    let row = tx.one("SELECT token_hash FROM availability_link", &[]).await.unwrap();
    assert_ne!(row.text("token_hash").unwrap(), token, "the table keeps a hash");
});

story!(a_link_that_was_closed_or_is_over_or_guessed_opens_nothing, |world| {
    let small = Small::new(&world).await;
    let who = &small.centre.arnaud;
    let ask =
        AskAnswers { perimeter: small.place.clone(), examiners: vec![who.clone()], origin: String::new() };
    let first = token(&world.office.perform(&small.centre.authority, ask.clone()).await.unwrap()[0].address);
    let closed = |answer: Result<_, office::Failure>| assert_eq!(refused(answer), Refusal::LinkClosed);
    closed(world.office.open_link("guess").await.map(drop));
    let close = RevokeLink { perimeter: small.place.clone(), examiner: who.clone() };
    world.office.perform(&small.centre.authority, close).await.unwrap();
    closed(world.office.open_link(&first).await.map(drop));
    closed(world.office.answer_by_link(&first, 0, morning(1)).await.map(drop));
    let second = token(&world.office.perform(&small.centre.authority, ask).await.unwrap()[0].address);
    world.office.open_link(&second).await.unwrap();
    world.outside.forward(SignedDuration::from_hours(24 * 31));
    closed(world.office.answer_by_link(&second, 0, morning(1)).await.map(drop));
});

story!(contradictory_entries_are_kept_and_told, |world| {
    let small = Small::new(&world).await;
    let act = SetAnswer {
        perimeter: small.place.clone(),
        examiner: small.centre.arnaud.clone(),
        seen: 0,
        answer: Answer { most: 3, centres: std::collections::BTreeSet::new(), ..morning(1) },
        tutored: None,
        link: None,
    };
    let told = world.office.perform(&small.centre.authority, act.clone()).await.unwrap();
    assert_eq!(told, [Contradiction::MostAboveGiven { most: 3, given: 1 }, Contradiction::NoCentre]);
    let again = world.office.perform(&small.centre.authority, act).await;
    assert!(matches!(again, Err(office::Failure::Outdated)), "somebody answered in between");
    let plan = small.plan(&world, "Premier").await;
    small.publish(&world, &plan).await.unwrap();
    let board = small.board(&world, &plan).await;
    let lead = board.plan.draft.sessions[0].lead.clone();
    let seen = SeeAnswers { perimeter: small.place.clone() };
    let seen = world.office.consult(&small.centre.authority, seen).await.unwrap();
    let revision = seen.lines.iter().find(|line| line.examiner.id == lead).unwrap().revision;
    let act = SetAnswer {
        perimeter: small.place.clone(),
        examiner: lead,
        seen: revision,
        answer: Answer { halves: [half(19, Part::Afternoon)].into(), ..morning(1) },
        tutored: None,
        link: None,
    };
    let told = world.office.perform(&small.centre.authority, act).await.unwrap();
    let sits = board.plan.draft.sessions[0].half;
    if sits != half(19, Part::Afternoon) {
        assert!(told.contains(&Contradiction::SitsThen(sits)), "{told:?}");
    }
});

story!(a_table_is_read_line_by_line, |world| {
    let small = Small::new(&world).await;
    let text = "Courriel;Demi-journées;Centres;Maximum;Suivis\n\
                inès.arnaud;18/05/2026 matin | 19/05;Lycée Zola;2;02\n\
                personne@example.fr;18/05 matin;;1;\n\
                marc.bastien;lundi;Ailleurs;beaucoup;99\n\
                inès.arnaud;18/05 matin;;1;";
    let table = |text: &str| TypedTable { text: text.to_owned(), ..TypedTable::default() };
    let see = SeeImport { perimeter: small.place.clone(), table: table(text) };
    let lines = world.office.consult(&small.centre.authority, see).await.unwrap();
    let problems: Vec<_> = lines.iter().map(|line| (line.line, line.problems.len())).collect();
    assert_eq!(problems, [(2, 0), (3, 1), (4, 4), (5, 1)]);
    let (_, answer) = lines[0].answer.clone().unwrap();
    assert_eq!((answer.halves.len(), answer.most, answer.kept_away.len()), (3, 2, 1));
    let act = ImportAnswers { perimeter: small.place.clone(), table: table(text) };
    assert_eq!(world.office.perform(&small.centre.authority, act).await.unwrap(), 1);
    let headless = SeeImport { perimeter: small.place.clone(), table: table("a;b\n1;2") };
    let headless = world.office.consult(&small.centre.authority, headless).await;
    assert_eq!(refused(headless.map(drop)), Refusal::NoAvailabilityColumns);
    assert!(
        lines[2].problems[0].starts_with("Cellule B4 : « lundi » n’est pas une demi-journée"),
        "{lines:?}"
    );
    assert_eq!(frame().centres[0].name, "Lycée Zola");
});

story!(the_workbook_that_is_given_is_read_back_and_says_the_same, |world| {
    let small = Small::new(&world).await;
    let (office, authority) = (&world.office, &small.centre.authority);
    let model = office.print_availabilities(authority, &small.place).await.unwrap();
    let read = office.read_availabilities(authority, &small.place, ("dispo.xlsx", model)).await.unwrap();
    let table = read.unwrap();
    assert_eq!(table.sheet, "Disponibilités");
    let see = SeeImport { perimeter: small.place.clone(), table: table.clone() };
    let lines = office.consult(authority, see).await.unwrap();
    assert_eq!(lines.len(), 5, "everybody who may sit");
    assert!(lines.iter().all(|line| line.problems.is_empty()), "{lines:?}");
    let written: Vec<_> = lines.iter().filter_map(|line| line.answer.clone()).collect();
    assert_eq!(written.len(), 4, "who did not answer has an empty line, which is left aside");
    assert!(written.iter().all(|(_, answer)| answer.halves == frame().halves && answer.most == 4));
    let wrong = TypedTable { text: table.text.replacen("\tx", "\tpeut-être", 1), ..table };
    let see = SeeImport { perimeter: small.place.clone(), table: wrong };
    let lines = office.consult(authority, see).await.unwrap();
    let told: Vec<_> = lines.iter().flat_map(|line| &line.problems).collect();
    assert!(told.len() == 1 && told[0].starts_with("Feuille « Disponibilités », cellule F"), "{told:?}");
    let other = office.read_availabilities(authority, &small.place, ("a.xlsx", b"PK\x03\x04".to_vec())).await;
    assert!(other.unwrap().unwrap_err().contains("abîmé"));
});

story!(who_tutored_a_candidate_is_kept_away, |world| {
    let small = Small::new(&world).await;
    for (who, seen) in [(&small.centre.bastien, 1), (&small.centre.caron, 1)] {
        let act = SetAnswer {
            perimeter: small.place.clone(),
            examiner: who.clone(),
            seen,
            answer: Answer {
                halves: frame().halves,
                centres: ["zola".to_owned()].into(),
                most: 4,
                ..Answer::default()
            },
            tutored: Some(vec!["01".to_owned()]),
            link: None,
        };
        world.office.perform(&small.centre.authority, act).await.unwrap();
    }
    let plan = small.plan(&world, "Sans tuteurs").await;
    let draft = small.board(&world, &plan).await.plan.draft;
    if let Some(session) = draft.session_of(&small.candidates[0]) {
        assert!(![&small.centre.bastien, &small.centre.caron].contains(&&session.second));
    }
});
