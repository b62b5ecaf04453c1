//! Controllers, their queue, and verdicts.

use crate::support::Browser;
use axum::http::StatusCode;
use exam::access::Role;
use exam::conformity::Outcome;
use world::{World, story, verdict};

const NUMBERS: [&str; 3] = ["01936500001", "01936500002", "01936500003"];

/// Three dossiers: the first whole, the second without its portfolio, the third empty.
async fn three(world: &World) -> exam::id::SessionId {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let alix = world.owner(&session, NUMBERS[0], ("MARTIN", "Alix")).await;
    world.hand_all(&alix).await;
    let sacha = world.owner(&session, NUMBERS[1], ("PETIT", "Sacha")).await;
    world.hand_table(&sacha).await;
    world.hand_certificate(&sacha, "juin.pdf").await;
    world.owner(&session, NUMBERS[2], ("ZOLA", "Emile")).await;
    world.in_session("Paul Contrôle", Role::Controller, &session).await;
    world.outside.set("2026-04-06T09:00:00Z".parse().unwrap());
    session
}

fn check(number: usize) -> String {
    format!("/dossiers/candidate-{}/conformite", NUMBERS[number])
}

const CONFORM: [(&str, &str); 5] = [
    ("piece:table", "in_order"),
    ("piece:portfolio", "in_order"),
    ("piece:certificate", "in_order"),
    ("outcome", "conform"),
    ("seen", "0"),
];

story!(e4_19_a_controller_goes_from_dossier_to_dossier, |world| {
    let session = three(&world).await;
    let browser = Browser::of(&world, "paul.contrôle").await;
    let queue = browser.page(&format!("/conformite/session/{session}")).await;
    queue.says(&[
        "3 dossiers attendent un avis ; 0 dossier contrôlé.",
        "Contrôler le dossier de MARTIN Alix",
        "manque portfolio",
        "rien n’est déposé",
    ]);
    browser
        .page(&check(0))
        .await
        .says(&["Contrôle du dossier de MARTIN Alix", "2 autres dossiers attendent encore."]);
    let mut form = CONFORM.to_vec();
    form.push(("then", "next"));
    let next = browser.follow(browser.post(&check(0), &form).await).await;
    next.says(&[
        "L’avis sur le dossier de MARTIN Alix est enregistré : conforme.",
        "Contrôle du dossier de PETIT Sacha",
        "Un autre dossier attend.",
    ]);
    assert!(next.html().contains("value=\"missing\" checked"));
    let mut form = CONFORM.to_vec();
    form.push(("then", "queue"));
    browser
        .follow(browser.post(&check(1), &form).await)
        .await
        .says(&["1 dossier attend un avis ; 2 dossiers contrôlés."]);
    form.pop();
    let last = browser.follow(browser.post(&check(2), &form).await).await;
    last.says(&["Tous les dossiers sont contrôlés", "0 dossier attend un avis ; 3 dossiers contrôlés."]);
});

story!(e4_19_a_refused_verdict_keeps_what_was_typed, |world| {
    three(&world).await;
    let browser = Browser::of(&world, "paul.contrôle").await;
    let typed = [
        ("piece:table", "in_order"),
        ("piece:portfolio", "missing"),
        ("piece:certificate", "to_put_right"),
        ("outcome", "to_put_right"),
        ("until", "2026-04-01"),
        ("reason", "La signature manque."),
        ("seen", "0"),
    ];
    let refused = browser.post(&check(1), &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says(&[
        "« à régulariser jusqu’au » ne peut pas être avant le 6 avril 2026.",
        "La signature manque.",
    ]);
    let html = refused.html();
    for kept in [
        "id=\"f-piece:certificate-to_put_right\" name=\"piece:certificate\" value=\"to_put_right\" checked",
        "name=\"outcome\" value=\"to_put_right\" checked",
        "value=\"2026-04-01\"",
    ] {
        assert!(html.contains(kept), "{kept}");
    }
    let nothing = browser.post(&check(1), &[("seen", "0")]).await;
    nothing.says(&["Il manque l’avis sur la pièce : Tableau de synthèse."]);
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
});

story!(two_controllers_on_one_dossier_see_each_other, |world| {
    let session = three(&world).await;
    let other = world.in_session("Rose Contrôle", Role::Controller, &session).await;
    let browser = Browser::of(&world, "paul.contrôle").await;
    browser.page(&check(0)).await;
    let ground = Outcome::NotValid { ground: "certificates_unsigned".to_owned() };
    let rose = verdict(ground, "Attestation sans cachet.");
    world.give_verdict(&other, &format!("candidate-{}", NUMBERS[0]).as_str().into(), rose).await;
    let mut form = CONFORM.to_vec();
    form.push(("reason", "Tout va bien."));
    let conflict = browser.post(&check(0), &form).await;
    assert_eq!(conflict.status, StatusCode::CONFLICT);
    conflict.says(&[
        "Un avis plus récent a été rendu pendant que vous écriviez",
        "Non valide, à confirmer rendu le 6 avril 2026 à 11 h 00 par Rose Contrôle",
        "Attestation sans cachet.",
        "Tout va bien.",
    ]);
    assert!(conflict.html().contains("name=\"seen\" value=\"1\""));
    form[4] = ("seen", "1");
    assert_eq!(browser.post(&check(0), &form).await.status, StatusCode::SEE_OTHER);
});

story!(e4_28_in_ccf_the_teaching_team_controls_its_school_alone, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let school = world.ccf_school(&authority, &session).await;
    let noa = world.pupil((&session, &school), NUMBERS[0], ("ROY", "Noa")).await;
    world.hand_all(&noa).await;
    world.teacher("Lise Prof", &school).await;
    world.in_session("Paul Contrôle", Role::Controller, &session).await;
    let queue = format!("/conformite/etablissement/{school}");
    let teacher = Browser::of(&world, "lise.prof").await;
    teacher.page(&queue).await.says(&["Lycée Ada Lovelace, Portneuf", "Contrôler le dossier de ROY Noa"]);
    let done = teacher.follow(teacher.post(&check(0), &CONFORM).await).await;
    done.says(&["Tous les dossiers sont contrôlés", "ROY Noa"]);
    let controller = Browser::of(&world, "paul.contrôle").await;
    assert_eq!(controller.get(&check(0)).await.status, StatusCode::FORBIDDEN);
    assert_eq!(controller.post(&check(0), &CONFORM).await.status, StatusCode::FORBIDDEN);
    let none = controller.page(&format!("/conformite/session/{session}")).await;
    none.says(&["Aucun dossier"]);
});

story!(a_reader_without_the_right_is_not_offered_the_check, |world| {
    three(&world).await;
    let authority = Browser::of(&world, "claude.rectorat").await;
    let page = authority.page(&format!("/dossiers/candidate-{}", NUMBERS[0])).await;
    page.hides(&["/conformite"]);
    assert_eq!(authority.get(&check(0)).await.status, StatusCode::FORBIDDEN);
    assert_eq!(authority.post(&check(0), &CONFORM).await.status, StatusCode::FORBIDDEN);
});

story!(e4_19_a_second_controller_confirms_with_one_button, |world| {
    let session = three(&world).await;
    let rose = world.in_session("Rose Contrôle", Role::Controller, &session).await;
    let ground = Outcome::NotValid { ground: "certificates_unsigned".to_owned() };
    let given = verdict(ground, "Attestation sans cachet.");
    world.give_verdict(&rose, &format!("candidate-{}", NUMBERS[2]).as_str().into(), given).await;
    let paul = Browser::of(&world, "paul.contrôle").await;
    paul.page("/").await.says(&["3 dossiers attendent, dont 1 pour un second regard."]);
    let queue = paul.page(&format!("/conformite/session/{session}")).await;
    queue.says(&["Contrôler le dossier de ZOLA Emile", "un second regard est attendu"]);
    paul.page(&check(2)).await.says(&["il faut un second regard", "Confirmer « Non valide »"]);
    let proposer = Browser::of(&world, "rose.contrôle").await;
    let page = proposer.page(&check(2)).await;
    page.says(&["Vous avez proposé cet avis."]).hides(&["Confirmer « Non valide »"]);
    let emile = Browser::of(&world, NUMBERS[2]).await;
    let own = format!("/mon-dossier/candidate-{}", NUMBERS[2]);
    emile.page(&own).await.hides(&["Non valide", "sans cachet", "à confirmer"]);
    let mut form = CONFORM.to_vec();
    form[3] = ("outcome", "not_valid");
    form[4] = ("seen", "1");
    form.extend([("ground", "certificates_unsigned"), ("reason", "Attestation sans cachet.")]);
    assert_eq!(paul.post(&check(2), &form).await.status, StatusCode::SEE_OTHER);
    emile.page(&own).await.says(&["Votre dossier n’est pas valide"]);
    let paper = paul.page(&format!("{}.pdf", check(2))).await;
    assert_eq!(paper.header("content-type"), "application/pdf");
    assert_eq!(emile.get(&format!("{}.pdf", check(2))).await.status, StatusCode::FORBIDDEN);
});

story!(the_class_at_a_glance_is_the_school_s_and_the_authority_s, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let school = world.ccf_school(&authority, &session).await;
    let noa = world.pupil((&session, &school), NUMBERS[0], ("ROY", "Noa")).await;
    world.hand_all(&noa).await;
    let lou = world.pupil((&session, &school), NUMBERS[1], ("FABRE", "Lou")).await;
    world.teacher("Lise Prof", &school).await;
    world.outside.set("2026-04-06T09:00:00Z".parse().unwrap());
    world.hand_table(&lou).await;
    let page = format!("/etablissements/{school}/classe");
    let teacher = Browser::of(&world, "lise.prof").await;
    let seen = teacher.page(&page).await;
    seen.says(&["1 dossier incomplet sur 2", "1 en retard", "manque portfolio et attestations", "ROY Noa"]);
    let text = seen.text();
    assert!(text.find("FABRE Lou").unwrap() < text.find("ROY Noa").unwrap(), "late ones first");
    let book = teacher.page(&format!("{page}.xlsx")).await;
    assert!(book.bytes.starts_with(b"PK") && book.header("content-disposition").contains(".xlsx"));
    let rectorat = Browser::of(&world, "claude.rectorat").await;
    rectorat.page(&format!("/sessions/{session}/dossiers")).await.says(&["1 dossier incomplet sur 2"]);
    rectorat.page("/").await.says(&["Suivi des dossiers", "1 dossier incomplet sur 2"]);
    let all = format!("/sessions/{session}/dossiers");
    assert_eq!(teacher.get(&all).await.status, StatusCode::FORBIDDEN);
    let candidate = Browser::of(&world, NUMBERS[0]).await;
    for path in [&page, &format!("{page}.xlsx"), &all] {
        assert_eq!(candidate.get(path).await.status, StatusCode::FORBIDDEN);
    }
});

const NAMES: [&str; 40] = [
    "ADAM", "BARON", "BLANC", "BRUN", "CARRE", "COLIN", "DUMAS", "DUPUIS", "FABRE", "FAURE", "GAUTIER",
    "GIRARD", "GUERIN", "HENRY", "HUBERT", "JOLY", "LACROIX", "LAMBERT", "LECLERC", "LEMAIRE", "LOPEZ",
    "LUCAS", "MARTIN", "MASSON", "MENARD", "MEYER", "MOREL", "NOEL", "OLIVIER", "PARIS", "PERRIN", "PICARD",
    "PREVOST", "RENARD", "RIVIERE", "ROCHE", "ROUX", "ROY", "SCHMITT", "VIDAL",
];

/// Those who are late, and what they handed in.
const LATE: [&str; 3] = ["FABRE", "LOPEZ", "ROUX"];

async fn class(world: &World) -> String {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let school = world.ccf_school(&authority, &session).await;
    for (nth, name) in NAMES.iter().enumerate() {
        let owner = world.pupil((&session, &school), &format!("0193650{nth:04}"), (name, "Lou")).await;
        match LATE.iter().position(|late| late == name) {
            None => world.hand_all(&owner).await,
            Some(0) => {}
            Some(1) => drop(world.hand_table(&owner).await),
            Some(_) => drop(world.hand_certificate(&owner, "attestation.pdf").await),
        }
    }
    world.teacher("Lise Prof", &school).await;
    world.in_school("Rose Cheffe", Role::HeadOfSchool, &school).await;
    world.outside.set("2026-04-06T09:00:00Z".parse().unwrap());
    school.to_string()
}

story!(three_of_forty_are_late_and_one_button_reminds_them, |world| {
    let school = class(&world).await;
    let page = format!("/etablissements/{school}/classe");
    let head = Browser::of(&world, "rose.cheffe").await;
    let seen = head.page(&page).await;
    seen.says(&[
        "3 dossiers incomplets sur 40",
        "3 en retard",
        "37 complet",
        "manque portfolio et attestations",
    ]);
    let text = seen.text();
    let at = |name: &str| text.find(&format!("{name} Lou")).unwrap();
    for late in LATE {
        for other in NAMES.iter().filter(|name| !LATE.contains(name)) {
            assert!(at(late) < at(other), "{late} comes before {other}");
        }
    }
    let remind = format!("/etablissements/{school}/relance");
    let asked = head.page(&remind).await;
    asked.says(&["3 personnes à relancer", "FABRE Lou", "le portfolio et au moins une attestation"]);
    asked.hides(&["MARTIN Lou"]);
    head.follow(head.post(&remind, &[]).await).await;
    head.page(&remind).await.says(&["Tout le monde est relancé aujourd’hui"]);
    let reminded = Browser::of(&world, "01936500008").await;
    reminded.page("/mes-avis").await.says(&["Un avis attend que vous le lisiez."]);
    let complete = Browser::of(&world, "01936500000").await;
    complete.page("/mes-avis").await.says(&["Rien ne vous a encore été dit ici."]);
    // The teacher sees the same class.
    let teacher = Browser::of(&world, "lise.prof").await;
    teacher.page(&page).await.says(&["3 dossiers incomplets sur 40"]);
    assert!(teacher.page(&format!("{page}.xlsx")).await.bytes.starts_with(b"PK"));
});
