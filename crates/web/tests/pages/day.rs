//! Stories of the day's pages: the timer, the arrival, the own note, a replacement, incidents, a divergence.

use crate::support::Browser;
use axum::http::StatusCode;
use jiff::SignedDuration;
use serde_json::Value;
use world::{World, story};

const SHEET: &str = "/feuilles/sheet";
const DAY: &str = "/commissions/commission";

async fn members(world: &World) -> (Browser, Browser) {
    (Browser::of(world, "inès.arnaud").await, Browser::of(world, "marc.bastien").await)
}

story!(e4_16_the_timer_is_one_for_both_and_works_with_plain_forms, |world| {
    let _day = world.exam_day().await;
    let (arnaud, bastien) = members(&world).await;
    let clock = format!("{SHEET}/chrono");
    let press = |part, moment| [("part", part), ("moment", moment), ("from", "chrono")];
    let page = arnaud.follow(arnaud.post(&clock, &press("presentation", "start")).await).await;
    page.says(&["Commencée à 9 h 00 min 00 s", "Terminer"]);
    world.outside.forward(SignedDuration::from_secs(11 * 60 + 5));
    bastien.page(SHEET).await.says(&["11:05", "10 min"]);
    let data = bastien.get(&format!("{clock}/etat")).await;
    let parts: Value = serde_json::from_slice(&data.bytes).unwrap();
    assert_eq!((&parts[0]["state"], &parts[0]["spent"]), (&Value::from("running"), &Value::from(665)));
    let noted = "end presentation 2026-05-18T12:00:00Z\narrival passport 2026-05-18T12:00:00Z";
    let told = [("value", noted), ("sent_at", "2026-05-18T12:00:01Z")];
    let ended = bastien.script(&format!("{SHEET}/moments"), &told).await;
    let body: Value = serde_json::from_slice(&ended.bytes).unwrap();
    let parts = &body["oral"];
    assert!(body["refused"].as_array().unwrap().is_empty() && body["received_at"] == "9 h 11 min 05 s");
    assert!(body["presence"]["told"].as_str().unwrap().starts_with("Là depuis 9 h 11 (passeport"), "{body}");
    assert_eq!((&parts[0]["state"], &parts[1]["state"]), (&Value::from("ended"), &Value::from("ready")));
    let twice = arnaud.post(&clock, &press("presentation", "end")).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    twice.says(&["Cette heure est déjà relevée", "Dépassement : 1 min 05 s"]);
    arnaud.page(DAY).await.says(&["Première partie terminée à 9 h 11"]);
});

story!(the_arrival_the_absence_and_the_arrangement_are_noted_from_both_sides, |world| {
    let day = world.exam_day().await;
    let (arnaud, _) = members(&world).await;
    let authority = Browser::of(&world, "claude.rectorat").await;
    arnaud.page(SHEET).await.says(&["Présence : à vérifier", "L’autorité académique décide"]);
    let temps = format!("/candidatures/{}/temps", day.candidate);
    let told =
        authority.follow(authority.post(&temps, &[("extra", "1/3"), ("day", "commission")]).await).await;
    told.says(&["Le temps de l’oral est enregistré", "Tiers temps accordé"]);
    arnaud.page(SHEET).await.says(&["13 min 20 s", "40 min"]);
    let presence = format!("{SHEET}/presence");
    let missing = arnaud.post(&presence, &[("identity", "a hat")]).await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    world.outside.set("2026-05-18T07:42:00Z".parse().unwrap());
    let noted = authority.post(&presence, &[("identity", "passport"), ("day", "commission")]).await;
    authority
        .follow(noted)
        .await
        .says(&["Là depuis 9 h 42 (passeport, vu par Claude Rectorat)", "12 min après"]);
    arnaud.page(SHEET).await.says(&["Là depuis 9 h 42", "Corriger la pièce vue"]);
    let absent = [("candidate", day.candidate.as_str()), ("kind", "candidate_missing")];
    let incidents = format!("{DAY}/incidents");
    arnaud
        .follow(arnaud.post(&incidents, &absent).await)
        .await
        .says(&["Personne candidate absente : MARTIN Alix"]);
    authority.page(&incidents).await.says(&["Inès Arnaud", "Consigner"]);
    let _ = world.president(&day.session).await;
    let president = Browser::of(&world, "hélène.jury").await;
    president.page(&incidents).await.says(&["MARTIN Alix"]).hides(&["Consigner un incident"]);
    let empty = arnaud.post(&incidents, &[("text", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let paper = authority.page(&format!("{DAY}/emargement.pdf")).await;
    assert_eq!(paper.header("content-type"), "application/pdf");
});

story!(a_candidate_is_told_what_to_do_where_the_commission_is_missing, |world| {
    let day = world.exam_day().await;
    let alix = Browser::of(&world, "alix.martin").await;
    let own = format!("/mon-dossier/{}", day.candidate);
    alix.page(&own).await.hides(&["quoi maintenant"]);
    world.outside.set("2026-05-18T07:45:00Z".parse().unwrap());
    alix.page(&own).await.says(&[
        "quoi maintenant",
        "secrétariat du centre",
        "une autre heure vous est donnée",
    ]);
    let told = alix.follow(alix.post(&format!("{own}/commission-absente"), &[]).await).await;
    told.says(&["C’est signalé, avec l’heure"]);
    let authority = Browser::of(&world, "claude.rectorat").await;
    authority.page("/mes-avis").await.says(&["Commission 12 : personne n’est là"]);
    authority.follows_notices().await;
    authority.page(&format!("{DAY}/incidents")).await.says(&["Commission absente : MARTIN Alix", "9 h 45"]);
});

story!(the_own_note_is_saved_as_it_is_typed_and_read_by_nobody_else, |world| {
    let _day = world.exam_day().await;
    let (arnaud, bastien) = members(&world).await;
    let path = format!("{SHEET}/preparation");
    let save = |revision, value| [("field", "note"), ("revision", revision), ("value", value)];
    let first = arnaud.script(&path, &save("0", "Le schéma réseau PLANTÉ.")).await;
    let told: Value = serde_json::from_slice(&first.bytes).unwrap();
    assert_eq!((first.status, &told["revision"]), (StatusCode::OK, &Value::from(1)));
    arnaud.page(SHEET).await.says(&["Le schéma réseau PLANTÉ.", "effacée après le 29 juillet 2026"]);
    let late = arnaud.script(&path, &save("0", "Autre fenêtre.")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let form = [("note", "Autre fenêtre."), ("rev:note", "0")];
    arnaud.follow(arnaud.post(&path, &form).await).await.says(&["Le schéma réseau PLANTÉ. Autre fenêtre."]);
    for page in
        [SHEET, "/feuilles/sheet/visa", "/feuilles/sheet/chrono", DAY, "/commissions/commission/incidents"]
    {
        bastien.page(page).await.hides(&["PLANTÉ"]);
    }
    let authority = Browser::of(&world, "claude.rectorat").await;
    assert_eq!(authority.script(&path, &save("1", "x")).await.status, StatusCode::FORBIDDEN);
});

story!(e4_21_a_member_is_replaced_in_two_clicks, |world| {
    let day = world.exam_day().await;
    let authority = Browser::of(&world, "claude.rectorat").await;
    let who = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let quality = exam::commission::Quality::Professional;
    let caron = world.examiner(&who, &day.session, "Lise Caron", quality, "").await.unwrap();
    let other = exam::commission::Quality::TeacherSisr;
    world.school(&who, &day.session, ("0999992B", "Lycée Voltaire"), false).await;
    world.examiner(&who, &day.session, "Rose Réseau", other, "0999992B").await.unwrap();
    let link = format!("{DAY}/remplacer/second");
    assert!(authority.page(DAY).await.links().contains(&link), "the first click");
    let page = authority.page(&link).await;
    page.says(&[
        "Remplacer Marc Bastien",
        "Lise Caron",
        "Rose Réseau",
        "Pourquoi aucune personne professionnelle",
    ]);
    authority.page(&format!("{DAY}/remplacer/lead")).await.hides(&["Rose Réseau", "Lise Caron"]);
    let click = [("leaving", "examiner Marc Bastien"), ("arriving", caron.as_str())];
    let done = authority.follow(authority.post(&link, &click).await).await;
    done.says(&["Le membre est remplacé", "Lise Caron"]);
    let bastien = Browser::of(&world, "marc.bastien").await;
    assert_eq!(bastien.get(SHEET).await.status, StatusCode::FORBIDDEN);
    bastien.page("/mes-avis").await.says(&["Lise Caron remplace Marc Bastien"]);
    bastien.follows_notices().await;
    let forged = authority.get(&format!("{DAY}/remplacer/throne")).await;
    assert_eq!(forged.status, StatusCode::NOT_FOUND);
});

story!(e4_17_the_way_out_of_a_divergence_is_on_the_page, |world| {
    let day = world.exam_day().await;
    world.fill(&day, "13").await;
    let (arnaud, _) = members(&world).await;
    arnaud.page(SHEET).await.says(&["Nous ne sommes pas d’accord"]);
    let path = format!("{SHEET}/divergence");
    let empty = arnaud.post(&path, &[("reason", "")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    arnaud
        .follow(arnaud.post(&path, &[("reason", "13 est trop haut")]).await)
        .await
        .says(&["13 est trop haut"]);
    arnaud.page(SHEET).await.says(&["Une divergence attend la présidence du jury"]);
    arnaud.page(DAY).await.says(&["Divergence"]);
    let _ = world.president(&day.session).await;
    let president = Browser::of(&world, "hélène.jury").await;
    president.page(&format!("/sessions/{}/jury", day.session)).await.says(&["Divergence à trancher"]);
    president.page(SHEET).await.says(&["Trancher la divergence"]);
    let settled = president.post(&format!("{path}/tranchee"), &[("settlement", "La note est 12.")]).await;
    president.follow(settled).await.says(&["Tranchée", "La note est 12.", "La note du jury"]);
    arnaud.page(SHEET).await.says(&["La feuille est close", "La note est 12."]);
});

story!(what_the_commission_gave_is_a_mirror_for_its_two_members_alone, |world| {
    let day = world.exam_day().await;
    world.fill(&day, "13,37").await;
    let (arnaud, _) = members(&world).await;
    arnaud.page(DAY).await.says(&[
        "Ce que la commission a donné jusqu’ici",
        "plus haute : 14",
        "Bonne maitrise",
    ]);
    let authority = Browser::of(&world, "claude.rectorat").await;
    authority.page(DAY).await.hides(&["jusqu’ici", "plus haute"]);
});

story!(a_grid_held_on_paper_is_joined_and_every_reader_sees_that_the_sheet_comes_from_it, |world| {
    let _day = world.exam_day().await;
    let (arnaud, bastien) = members(&world).await;
    arnaud.page(SHEET).await.says(&["La grille a été tenue sur papier ?"]);
    let paper = format!("{SHEET}/papier");
    let wrong = arnaud.upload(&paper, "grille.html", b"<html>").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&["PDF, JPEG ou PNG", "La grille"]);
    let pdf = b"%PDF-1.7 a scan";
    let done = arnaud.follow(arnaud.upload(&paper, "recto.pdf", pdf).await).await;
    done.says(&["Grille tenue sur papier", "recto.pdf", "jointe par Inès Arnaud"]);
    bastien.page(&format!("{SHEET}/visa")).await.says(&["La feuille a été saisie d’après ces pages"]);
    let link = done.links().into_iter().find(|link| link.contains("/papier/")).unwrap();
    let scan = bastien.get(&link).await;
    assert_eq!((&scan.bytes[..], scan.header("content-type")), (&pdf[..], "application/pdf"));
    let alix = Browser::of(&world, "alix.martin").await;
    assert_eq!(alix.get(&link).await.status, StatusCode::FORBIDDEN);
    let gone = bastien.follow(bastien.post(&format!("{link}/retrait"), &[]).await).await;
    gone.says(&["La grille a été tenue sur papier ?"]).hides(&["recto.pdf"]);
    assert_eq!(bastien.get(&link).await.status, StatusCode::NOT_FOUND);
});
