//! The timetable over HTTP: from the frame to a published version, and an illness in two clicks.

use crate::support::{Browser, Reply};
use axum::http::{StatusCode, header};
use exam::commission::Quality;
use world::story;

const FRAME: [(&str, &str); 17] = [
    ("revision", "0"),
    ("half", "2026-05-18-am"),
    ("half", "2026-05-18-pm"),
    ("half", "2026-05-19-am"),
    ("morning_from", "08:30"),
    ("morning_to", "12:30"),
    ("afternoon_from", "13:30"),
    ("afternoon_to", "17:30"),
    ("most", "4"),
    ("between", "10"),
    ("pause", "15"),
    ("deliberation", "20"),
    ("name:0", "Lycée Zola"),
    ("id:0", ""),
    ("school:0", ""),
    ("rooms:0", "B 204\nB 206"),
    ("answers_until", ""),
];

/// What stands in a page between two texts.
fn between(reply: &Reply, before: &str, after: &str) -> String {
    let text = reply.html();
    let from = text.find(before).unwrap() + before.len();
    let to = text[from..].find(after).unwrap();
    text[from..from + to].to_owned()
}

fn location(reply: &Reply) -> String {
    reply.headers[header::LOCATION].to_str().unwrap().to_owned()
}

story!(a_timetable_goes_from_a_link_to_a_version_and_an_illness, |world| {
    let centre = world.centre().await;
    let add = (&centre.authority, &centre.session);
    let haddad =
        world.examiner(add.0, add.1, "Nadia Haddad", Quality::TeacherSlam, "0999991A").await.unwrap();
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    world.candidate(&centre, ("02", "PETIT", "Lou"), |_| {}).await;
    let authority = Browser::of(&world, "claude.rectorat").await;
    let place = format!("/sessions/{}/calendrier", centre.session);
    authority.page(&place).await.says(&["Dites quand et où"]);
    authority.page("/").await.says(&["Calendrier,", "Choisissez les demi-journées"]);
    let mut wrong = FRAME;
    wrong[4].1 = "huit heures";
    let refused = authority.post(&format!("{place}/cadre"), &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says(&["début de la matinée", "B 206"]);
    authority
        .follow(authority.post(&format!("{place}/cadre"), &FRAME).await)
        .await
        .says(&["sont enregistrés"]);
    let ask = [("examiner", haddad.as_str())];
    let sent = authority.post(&format!("{place}/disponibilites"), &ask).await;
    sent.says(&["Liens envoyés", "Nadia Haddad"]);
    let people = [&centre.diallo, &centre.bastien, &centre.caron, &haddad];
    let centre_id = between(&authority.page(&format!("{place}/cadre")).await, "name=\"id:0\" value=\"", "\"");
    for who in people {
        let answer = [
            ("examiner", who.as_str()),
            ("revision", "0"),
            ("half", "2026-05-18-am"),
            ("half", "2026-05-18-pm"),
            ("centre", &centre_id),
            ("most", ""),
            ("tutored", ""),
        ];
        let done = authority.post(&format!("{place}/disponibilite"), &answer).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    }
    let start = [("name", "Premier"), ("effort", "quick"), ("seed", "7")];
    let plan = location(&authority.post(&place, &start).await);
    let id = plan.trim_start_matches("/plans/").to_owned();
    world.office.work_out(&centre.authority, &id).await.unwrap();
    let board = authority.page(&plan).await;
    board.says(&["Publier ce plan", "Déplacer…", "MARTIN Alix", "Lycée Zola"]);
    authority.page(&format!("{plan}?vue=personnes")).await.says(&["Nadia Haddad", "PETIT Lou"]);
    let who: String = form_urlencoded::byte_serialize(alix.as_str().as_bytes()).collect();
    authority.page(&format!("{plan}/deplacer?qui={who}")).await.says(&["place actuelle"]);
    let tried = authority.get(&format!("{plan}/essais?qui={who}")).await;
    assert!(tried.status == StatusCode::OK && tried.bytes.starts_with(b"{"), "{}", tried.text());
    let revision = between(&board, "name=\"revision\" value=\"", "\"");
    let nowhere = [("what", "move"), ("candidate", alix.as_str()), ("to", ""), ("revision", &revision)];
    let done = authority.script(&format!("{plan}/changements"), &nowhere).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    let stale = authority.script(&format!("{plan}/changements"), &nowhere).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let board = authority.page(&plan).await;
    board.says(&["Sans place", "Annuler :"]);
    let revision = between(&board, "name=\"revision\" value=\"", "\"");
    let undone = authority.post(&format!("{plan}/annuler"), &[("revision", &revision)]).await;
    authority.follow(undone).await.says(&["Le dernier changement est annulé"]).hides(&["Sans place</h2>"]);
    let revision = between(&authority.page(&plan).await, "name=\"revision\" value=\"", "\"");
    let publish = [("revision", revision.as_str()), ("reason", "Personne n’est libre.")];
    let version = authority.follow(authority.post(&format!("{plan}/publication"), &publish).await).await;
    authority.page("/").await.says(&["Version 1 publiée"]);
    version.says(&["Calendrier publié, version 1", "Une personne est malade", "MARTIN Alix"]);
    let ill = between(&version, "name=\"examiner\" value=\"", "\"");
    let first =
        [("n", "1"), ("examiner", ill.as_str()), ("half", "2026-05-18-am"), ("half", "2026-05-18-pm")];
    let mended = authority.follow(authority.post(&format!("{place}/absence"), &first).await).await;
    mended.says(&["déplace le moins de monde possible", "Qui change de place"]);
    let other = Browser::of(&world, "inès.arnaud").await;
    assert_eq!(other.get(&plan).await.status, StatusCode::FORBIDDEN, "a draft is its planners’");
});

story!(a_link_opens_without_an_account_and_a_wrong_one_does_not, |world| {
    let centre = world.centre().await;
    let authority = Browser::of(&world, "claude.rectorat").await;
    let place = format!("/sessions/{}/calendrier", centre.session);
    authority.post(&format!("{place}/cadre"), &FRAME).await;
    let ask = [("examiner", centre.arnaud.as_str())];
    let sent = authority.post(&format!("{place}/disponibilites"), &ask).await;
    let link = format!("/disponibilites/{}", between(&sent, "/disponibilites/", "\""));
    let nobody = Browser::nobody(&world);
    let page = nobody.page(&link).await;
    page.says(&["Inès Arnaud", "Matin", "Lycée Zola"]);
    let answer = [("revision", "0"), ("half", "2026-05-18-am"), ("most", "3")];
    let told = nobody.follow(nobody.post(&link, &answer).await).await;
    told.says(&["sont enregistrées", "3 demi-journées sont acceptées", "aucun centre"]);
    let wrong = nobody.get("/disponibilites/devine").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&["Ce lien n’est plus ouvert"]);
});

story!(availabilities_come_from_a_workbook_and_errors_say_the_cell, |world| {
    let centre = world.centre().await;
    let authority = Browser::of(&world, "claude.rectorat").await;
    let place = format!("/sessions/{}/calendrier", centre.session);
    authority.post(&format!("{place}/cadre"), &FRAME).await;
    let import = format!("{place}/import");
    authority.page(&import).await.says(&["téléchargez le modèle"]);
    let model = authority.page(&format!("{place}/disponibilites.xlsx")).await;
    assert!(model.bytes.starts_with(b"PK"));
    let read = authority.upload(&import, "dispo.xlsx", &model.bytes).await;
    read.says(&["Aucune ligne ne peut être importée", "4 lignes ne disent rien", "Laissée de côté"]);
    let csv =
        "Courriel;18/05/2026 matin;19/05/2026 matin;Maximum\ninès.arnaud;x;;1\nmarc.bastien;peut-être;x;\n";
    let read = authority.upload(&import, "dispo.csv", csv.as_bytes()).await;
    read.says(&[
        "Une ligne est prête",
        "Une ligne est à corriger",
        "Cellule B3",
        "« peut-être »",
        "1 demi-journée, 1 au plus",
    ]);
    let wrong = authority.upload(&import, "photo.png", b"\x89PNG\r\n\x1a\n\0\0").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&["photo.png"]);
    let none = authority.upload(&import, "vide.csv", b"").await;
    none.says(&["Choisissez un fichier, ou collez un tableau"]);
    let headless = authority.upload_fields(&import, &[("text", "a;b\n1;2")], ("vide.csv", b"")).await;
    headless.says(&["Aucune ligne de titres reconnue", "a;b"]);
    let table = csv.replace(';', "\t");
    let written = authority.post(&format!("{import}/ecriture"), &[("sheet", ""), ("text", &table)]).await;
    let list = authority.follow(written).await;
    list.says(&["Les disponibilités sont enregistrées", "saisi pour elle : 1 demi-journée, 1 au plus"]);
    list.says(&["3 personnes n’ont pas répondu"]);
    let head = Browser::of(&world, "paule.proviseure").await;
    assert_eq!(head.get(&import).await.status, StatusCode::FORBIDDEN);
});

story!(a_school_proposes_a_professional_and_the_authority_accepts, |world| {
    let centre = world.centre().await;
    let own = format!("/etablissements/{}/professionnels", centre.zay);
    let head = Browser::of(&world, "paule.proviseure").await;
    head.page("/").await.says(&["Personnes professionnelles", "Proposez-en"]);
    let typed = [("name", "Rim Sadi"), ("company", ""), ("field", "slam"), ("email", "rim@exemple.fr")];
    let refused = head.post(&own, &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says(&["« entreprise » est vide"]);
    assert!(refused.html().contains("rim@exemple.fr"), "what was typed stays");
    let mut whole = typed;
    whole[1].1 = "Exemple SAS";
    head.follow(head.post(&own, &whole).await).await.says(&[
        "La personne est proposée",
        "Exemple SAS",
        "Retirer",
    ]);
    let authority = Browser::of(&world, "claude.rectorat").await;
    authority.page("/").await.says(&["1 proposition attend."]);
    let all = format!("/sessions/{}/professionnels", centre.session);
    let page = authority.page(&all).await;
    page.says(&["Une proposition attend votre réponse", "Rim Sadi", "Lycée Jean Zay"]);
    let id = between(&page, &format!("action=\"{all}/"), "\"");
    let accepted = authority.post(&format!("{all}/{id}"), &[("answer", "oui")]).await;
    accepted.says(&["Membre ajouté", "rim@exemple.fr", "mot de passe provisoire", "Acceptée"]);
    head.page(&own).await.says(&["Acceptée"]).hides(&["mot de passe"]);
    assert_eq!(head.get(&all).await.status, StatusCode::FORBIDDEN);
});

story!(e4_16_extra_time_is_granted_on_the_dossier_by_who_convenes, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let who: String = form_urlencoded::byte_serialize(alix.as_str().as_bytes()).collect();
    let dossier = format!("/dossiers/{}", who.replace('+', "%20"));
    let authority = Browser::of(&world, "claude.rectorat").await;
    authority.page(&dossier).await.says(&["Temps majoré", "Tiers temps"]);
    let path = format!("/candidatures/{}/temps", who.replace('+', "%20"));
    let done = authority.post(&path, &[("extra", "1/3")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    assert!(authority.page(&dossier).await.html().contains("value=\"1/3\" selected"));
    world.in_school("Hugo Prof", exam::access::Role::Teacher, &centre.voltaire).await;
    let teacher = Browser::of(&world, "hugo.prof").await;
    teacher.page(&dossier).await.hides(&["Temps majoré"]);
});
