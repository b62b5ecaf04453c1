//! Stories of the sheet's pages: written by two, signed, closed to every way of writing, and read by nobody else.

use crate::support::Browser;
use axum::http::StatusCode;
use exam::sheet::Field;
use office::acts::sheets::SeeSheet;
use serde_json::Value;
use world::story;

const SHEET: &str = "/feuilles/sheet";

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

story!(e4_17_a_late_write_is_answered_with_both_values, |world| {
    let _day = world.exam_day().await;
    let arnaud = Browser::of(&world, "inès.arnaud").await;
    let bastien = Browser::of(&world, "marc.bastien").await;
    let save = |field, revision, value| [("field", field), ("revision", revision), ("value", value)];
    let first = arnaud.post("/feuilles/sheet/champs", &save("level:project", "0", "well_mastered")).await;
    let told = json(&first.bytes);
    assert_eq!((first.status, &told["revision"]), (StatusCode::OK, &Value::from(1)));
    assert!(told["received_at"].as_str().unwrap().contains(" min "), "{told}");
    let late = bastien.post("/feuilles/sheet/champs", &save("level:project", "0", "not_mastered")).await;
    let told = json(&late.bytes);
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(told["theirs"]["label"], "Bonne maitrise");
    assert_eq!(told["theirs"]["by"], "Inès Arnaud");
    assert_eq!(told["yours"]["label"], "Non maitrisé");
    let other = bastien.post("/feuilles/sheet/champs", &save("appraisal", "0", "Clair.")).await;
    assert_eq!(other.status, StatusCode::OK, "another field never conflicts");
    let beyond = bastien.post("/feuilles/sheet/champs", &save("mark", "0", "25")).await;
    assert_eq!(beyond.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(json(&beyond.bytes)["message"].as_str().unwrap().contains("entre 0 et 20"));
    let unknown = bastien.post("/feuilles/sheet/champs", &save("level:nothing", "0", "well_mastered")).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
});

story!(e4_17_a_form_without_scripts_writes_only_what_was_touched, |world| {
    let day = world.exam_day().await;
    world.fill(&day, "13").await;
    let bastien = Browser::of(&world, "marc.bastien").await;
    let older = [
        ("rev:mark", "0"),
        ("was:mark", ""),
        ("mark", ""),
        ("rev:appraisal", "0"),
        ("was:appraisal", ""),
        ("appraisal", "Le mien."),
        ("rev:observations:interview", "0"),
        ("was:observations:interview", ""),
        ("observations:interview", "Répond bien."),
    ];
    let reply = bastien.post(SHEET, &older).await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    reply.says(&["Appréciation : quelqu’un a écrit autre chose", "Inès Arnaud", "Le mien."]);
    assert!(!reply.text().contains("Note globale : quelqu’un"), "an untouched mark is no conflict");
    let page = world.office.consult(&day.arnaud, SeeSheet { sheet: day.sheet.clone() }).await.unwrap();
    assert_eq!(page.content.value(&Field::Mark), "13");
    assert_eq!(page.content.value(&Field::Observations("interview".into())), "Répond bien.");
});

story!(e4_17_after_two_visas_every_way_of_writing_is_refused_and_journaled, |world| {
    let day = world.exam_day().await;
    world.fill(&day, "13").await;
    let arnaud = Browser::of(&world, "inès.arnaud").await;
    let review = arnaud.page("/feuilles/sheet/visa").await;
    review.says(&["Relisez, puis visez", "13 / 20", "Bonne maitrise"]);
    world.sign(&day, &day.arnaud).await;
    arnaud.page(SHEET).await.says(&["Un visa est déjà donné"]);
    world.sign(&day, &day.bastien).await;
    arnaud.page(SHEET).await.says(&["La feuille est close"]);
    let before = world.journal("sheet", "sheet").await.len();
    let field = [("field", "mark"), ("revision", "1"), ("value", "14")];
    let form = [("rev:mark", "1"), ("was:mark", "13"), ("mark", "14")];
    for (path, fields) in [("/feuilles/sheet/champs", &field), (SHEET, &form)] {
        assert_eq!(arnaud.post(path, fields).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
    }
    let visa = arnaud.post("/feuilles/sheet/visa", &[("seen", "x")]).await;
    assert_eq!(visa.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refused = world.journal("sheet", "sheet").await;
    assert_eq!(refused.len() - before, 3);
    assert!(refused.iter().rev().take(3).all(|line| line.after == "refusé : SheetClosed (E4-17)"));
    let page = world.office.consult(&day.bastien, SeeSheet { sheet: day.sheet.clone() }).await.unwrap();
    assert_eq!(page.content.value(&Field::Mark), "13");
});

story!(e4_31_nobody_but_the_commission_and_the_jury_opens_a_sheet, |world| {
    let day = world.exam_day().await;
    world.fill(&day, "13,37").await;
    let authority = Browser::of(&world, "claude.rectorat").await;
    let alix = Browser::of(&world, "alix.martin").await;
    for browser in [&authority, &alix] {
        for path in ["", "/visa", "/direct", "/grille.pdf", "/appreciation.pdf"] {
            let reply = browser.get(&format!("{SHEET}{path}")).await;
            assert_eq!(reply.status, StatusCode::FORBIDDEN, "{path}");
            reply.hides(&["13,37"]);
        }
        let field = [("field", "mark"), ("revision", "1"), ("value", "20")];
        assert_eq!(browser.post("/feuilles/sheet/champs", &field).await.status, StatusCode::FORBIDDEN);
    }
    authority.page("/commissions/commission").await.says(&["MARTIN Alix", "À viser"]).hides(&["13,37"]);
});

story!(e4_34_the_jury_keeps_what_was_typed_and_goes_on, |world| {
    let day = world.exam_day().await;
    world.fill(&day, "13").await;
    world.sign(&day, &day.arnaud).await;
    world.sign(&day, &day.bastien).await;
    let _ = world.president(&day.session).await;
    let president = Browser::of(&world, "hélène.jury").await;
    let jury = format!("/sessions/{}/jury", day.session);
    president.page(&jury).await.says(&["Une note peut être arrêtée", "À arrêter"]);
    let path = format!("/candidatures/{}/note", day.candidate);
    let typed = |remark| [("exam", "oral"), ("mark", "15"), ("remark", remark)];
    let refused = president.post(&path, &typed("")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says(&["Un motif est nécessaire", "La note du jury"]);
    assert!(refused.html().contains("value=\"15\""), "what was typed is still there");
    let list = president.follow(president.post(&path, &typed("Examen du dossier.")).await).await;
    list.says(&["Tout est arrêté", "Arrêtée"]);
    president.page(SHEET).await.says(&["La note est arrêtée par le jury", "15 / 20", "Examen du dossier."]);
});
