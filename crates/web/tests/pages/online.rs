//! The synthesis table edited on line, with and without a script; and the session's model.

use crate::support::Browser;
use axum::http::StatusCode;
use exam::access::Role;
use world::{CERTIFICATE, TABLE, TABLE_WITH_GAPS, World, story};

const ALIX: &str = "01936500001";

/// A browser of Alix, and the address of the dossier.
async fn alix(world: &World) -> (Browser, String) {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let alix = world.owner(&session, ALIX, ("MARTIN", "Alix")).await;
    (Browser::of(world, ALIX).await, format!("/mon-dossier/{}", alix.candidate))
}

const TWO: &[(&str, &str)] = &[
    ("row", "a"),
    ("group:a", "0"),
    ("title:a", "Serveur GLPI"),
    ("documents:a", "Cahier des charges\r\nProcédure"),
    ("from:a", "2025-01-06"),
    ("to:a", "2025-02-14"),
    ("tick:a:0", "oui"),
    ("row", "b"),
    ("group:b", "2"),
    ("title:b", "Site vitrine"),
    ("period:b", "mars 2025"),
];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    TWO.iter().copied().chain(more.iter().copied()).collect()
}

story!(a_table_is_filled_without_scripts_and_handed_in, |world| {
    let (browser, home) = alix(&world).await;
    let empty = browser.page(&format!("{home}/tableau")).await;
    empty.says(&["Par où commencer", "MARTIN Alix, n° 01936500001, option SLAM.", "0 compétence sur 6"]);
    let save = format!("{home}/tableau/en-ligne");
    let page = browser.follow(browser.post(&save, &with(&[("revision", "0"), ("act", "add:1")])).await).await;
    page.says(&["reçu à 9 h 00 min 00 s", "La réalisation « Site vitrine » ne coche aucune compétence"]);
    let html = page.html();
    for kept in
        ["value=\"Serveur GLPI\"", "Cahier des charges\nProcédure", "2025-01-06", "value=\"mars 2025\""]
    {
        assert!(html.contains(kept), "{kept}");
    }
    assert!(html.contains("id=\"ligne-1-0\""), "the line that was added");
    let removed = browser.post(&save, &with(&[("revision", "1"), ("act", "remove:a")])).await;
    assert_eq!(removed.status, StatusCode::OK);
    removed.says(&["« Serveur GLPI » est retirée."]);
    let html = removed.html();
    let gone = html.split_once("name=\"gone\" value=\"").unwrap().1.split_once('"').unwrap().0;
    let gone = gone.replace("&#34;", "\"");
    let left = [("row", "2-0"), ("group:2-0", "2"), ("title:2-0", "Site vitrine"), ("revision", "2")];
    let back = left.into_iter().chain([("act", "restore"), ("gone", gone.as_str())]).collect::<Vec<_>>();
    let back = browser.follow(browser.post(&save, &back).await).await;
    assert!(back.html().contains("value=\"Serveur GLPI\""));
    let receipt =
        browser.follow(browser.post(&format!("{home}/tableau/depot"), &[("revision", "3")]).await).await;
    receipt.says(&["Reçu : tableau de synthèse", "tableau-de-synthese-MARTIN-Alix-01936500001.xlsx"]);
    let file = browser.page(&format!("{home}/tableau.xlsx")).await;
    assert!(file.header("content-disposition").contains("tableau-de-synthese-MARTIN-Alix-01936500001.xlsx"));
    assert!(browser.page(&format!("{home}/tableau.pdf")).await.bytes.starts_with(b"%PDF-"));
});

story!(two_versions_are_both_shown_and_what_was_typed_stays, |world| {
    let (browser, home) = alix(&world).await;
    let save = format!("{home}/tableau/en-ligne");
    browser.follow(browser.post(&save, &with(&[("revision", "0")])).await).await;
    let other = [("row", "x"), ("group:x", "0"), ("title:x", "Autre chose"), ("revision", "0")];
    let both = browser.post(&save, &other).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    both.says(&["Rien n’est perdu, choisissez.", "– Serveur GLPI", "– Autre chose"]);
    assert!(
        both.html().contains("value=\"Autre chose\"")
            && both.html().contains("name=\"revision\" value=\"1\"")
    );
    let scripted = browser.script(&save, &other).await;
    assert_eq!(scripted.status, StatusCode::CONFLICT);
    let told = scripted.html();
    assert!(told.contains("\"revision\":1") && told.contains("Serveur GLPI") && told.contains("Autre chose"));
    let mine = [("row", "x"), ("group:x", "0"), ("title:x", "Autre chose"), ("revision", "1")];
    let page = browser.follow(browser.post(&save, &mine).await).await;
    assert!(page.html().contains("value=\"Autre chose\"") && !page.html().contains("Serveur GLPI"));
    for path in ["depot", "reprise"] {
        let stale = browser.post(&format!("{home}/tableau/{path}"), &[("revision", "1")]).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{path}");
        stale.says(&["Le tableau a changé entre-temps"]);
    }
});

story!(e4_05_a_script_is_told_what_a_reader_would_find, |world| {
    let (browser, home) = alix(&world).await;
    let save = format!("{home}/tableau/en-ligne");
    let reply = browser.script(&save, &with(&[("revision", "0")])).await;
    assert_eq!(reply.status, StatusCode::OK);
    let json: serde_json::Value = serde_json::from_slice(&reply.bytes).unwrap();
    assert_eq!((json["revision"].as_i64(), json["received_at"].as_str()), (Some(1), Some("9 h 00 min 00 s")));
    let table = &json["table"];
    assert_eq!(table["covered"], "1 compétence sur 6");
    assert_eq!(table["competences"][0]["gap"], false);
    assert_eq!(table["competences"][5]["gap"], true);
    let rows: Vec<_> =
        table["findings"].as_array().unwrap().iter().map(|one| one["row"].as_str().unwrap()).collect();
    assert!(rows.contains(&"b") && !rows.contains(&"a"), "{table}");
    let many: Vec<String> = (0..1_300).map(|number| number.to_string()).collect();
    let rows: Vec<_> = many.iter().map(|key| ("row", key.as_str())).collect();
    let refused = browser.script(&save, &rows).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html().contains("1000 au plus"), "{}", refused.html());
});

story!(a_file_goes_on_on_line_and_is_taken_back, |world| {
    let (browser, home) = alix(&world).await;
    browser.follow(browser.upload(&format!("{home}/tableau"), "été.xlsx", TABLE_WITH_GAPS).await).await;
    let page = browser.page(&format!("{home}/tableau")).await;
    page.says(&["Vous avez déposé « été.xlsx »", "Continuer en ligne avec ce fichier"]);
    let go_on = [("revision", "0"), ("source", "depot")];
    let page = browser.follow(browser.post(&format!("{home}/tableau/reprise"), &go_on).await).await;
    page.says(&["Le tableau est repris ici"]);
    let first = page.html().matches("role=\"group\" aria-labelledby=\"numero-").count();
    let import = format!("{home}/tableau/import");
    let unread = browser.upload_with(&import, "1", ("a.pdf", CERTIFICATE)).await;
    assert_eq!(unread.status, StatusCode::UNPROCESSABLE_ENTITY);
    unread.says(&["« a.pdf » n’a pas été lu. Ce fichier est un PDF"]);
    let nothing = browser.upload_with(&import, "1", ("vide.xlsx", b"")).await;
    nothing.says(&["Aucun fichier n’a été choisi"]);
    let page = browser.follow(browser.upload_with(&import, "1", ("b.xlsx", TABLE)).await).await;
    page.says(&["Revenir à la version d’avant l’import"]);
    assert_ne!(page.html().matches("aria-labelledby=\"numero-").count(), first);
    let back = [("revision", "2"), ("source", "avant")];
    let page = browser.follow(browser.post(&format!("{home}/tableau/reprise"), &back).await).await;
    page.says(&["La version d’avant l’import est de retour."]);
    assert_eq!(page.html().matches("role=\"group\" aria-labelledby=\"numero-").count(), first);
});

story!(a_table_on_line_is_closed_to_others, |world| {
    let (browser, home) = alix(&world).await;
    browser
        .follow(browser.post(&format!("{home}/tableau/en-ligne"), &with(&[("revision", "0")])).await)
        .await;
    let authority = Browser::of(&world, "claude.rectorat").await;
    for path in ["tableau", "tableau.xlsx", "tableau.pdf"] {
        let reply = authority.get(&format!("{home}/{path}")).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{path}");
        reply.hides(&["Serveur GLPI"]);
    }
    for path in ["en-ligne", "reprise", "depot"] {
        let reply = authority.post(&format!("{home}/tableau/{path}"), &with(&[("revision", "1")])).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{path}");
    }
    let theirs = authority.upload_with(&format!("{home}/tableau/import"), "1", ("a.xlsx", TABLE)).await;
    assert_eq!(theirs.status, StatusCode::FORBIDDEN);
});

story!(the_authority_gives_the_session_s_model, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let browser = Browser::of(&world, "claude.rectorat").await;
    let home = format!("/sessions/{session}");
    browser.page(&home).await.says(&["Cette session n’a pas encore son propre modèle"]);
    let blank = browser.page(&format!("{home}/modele.xlsx")).await;
    let filled = browser.upload(&format!("{home}/modele"), "rempli.xlsx", TABLE).await;
    assert_eq!(filled.status, StatusCode::UNPROCESSABLE_ENTITY);
    filled.says(&["« rempli.xlsx » n’est pas pris comme modèle. Le modèle n’est pas vierge", "Les dates"]);
    let kept = browser.upload(&format!("{home}/modele"), "modèle 2026.xlsx", &blank.bytes).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let page = browser.page(&home).await;
    page.says(&["modèle 2026.xlsx , reçu le 2 mars 2026 à 9 h 00.", "Remplacer le modèle"]);
    let controller = world.in_session("Paul Contrôle", Role::Controller, &session).await;
    let other = Browser::of(&world, "paul.contrôle").await;
    assert_eq!(controller.name, "Paul Contrôle");
    let theirs = other.upload(&format!("{home}/modele"), "a.xlsx", &blank.bytes).await;
    assert_eq!(theirs.status, StatusCode::FORBIDDEN);
});
