//! What a device asks of the server, and what makes a day open without it.

use crate::support::Browser;
use axum::http::StatusCode;
use serde_json::Value;
use world::story;

fn json(reply: &crate::support::Reply) -> Value {
    serde_json::from_slice(&reply.bytes).unwrap()
}

story!(a_write_sent_again_gets_the_same_answer_and_what_was_written_since, |world| {
    let _day = world.exam_day().await;
    let (arnaud, bastien) =
        (Browser::of(&world, "inès.arnaud").await, Browser::of(&world, "marc.bastien").await);
    let write = |value: &'static str, revision: &'static str, sent: &'static str| {
        [
            ("field", "appraisal"),
            ("value", value),
            ("revision", revision),
            ("sent", sent),
            ("typed_at", "hier"),
        ]
    };
    let first = arnaud.script("/feuilles/sheet/champs", &write("Clair.", "0", "a-1")).await;
    world.outside.set("2026-05-18T08:00:00Z".parse().unwrap());
    bastien.script("/feuilles/sheet/champs", &write("Clair, hésitant.", "1", "b-1")).await;
    let again = arnaud.script("/feuilles/sheet/champs", &write("Clair.", "0", "a-1")).await;
    assert_eq!((first.status, again.status), (StatusCode::OK, StatusCode::OK));
    let (first, again) = (json(&first), json(&again));
    assert_eq!((&first["revision"], &first["received_at"]), (&again["revision"], &again["received_at"]));
    assert_eq!(first["since"], Value::Null);
    assert_eq!(
        (&again["since"]["value"], &again["since"]["by"]),
        (&"Clair, hésitant.".into(), &"Marc Bastien".into())
    );
    let late = arnaud.script("/feuilles/sheet/champs", &write("Très clair.", "1", "a-2")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
});

story!(the_worker_stands_at_the_root_and_the_page_without_a_network_is_nobody_s, |world| {
    let _day = world.exam_day().await;
    let arnaud = Browser::of(&world, "inès.arnaud").await;
    let worker = arnaud.page("/hors-ligne.js").await;
    assert!(worker.header("content-type").starts_with("text/javascript"));
    let script = worker.html();
    assert!(script.starts_with("const VERSION = \"") && !script.contains("export "));
    assert!(script.contains("/assets/js/autosave.js") && script.contains("/assets/app.css"));
    assert!(worker.header("content-security-policy").contains("worker-src 'self'"));
    arnaud.page("/hors-ligne").await.says(&["Sans réseau"]).hides(&["Arnaud", "csrf"]);
    let manifest = json(&arnaud.page("/florilege.webmanifest").await);
    assert_eq!(manifest["scope"], "/");
});

story!(a_device_is_prepared_says_what_waits_and_is_withdrawn, |world| {
    let day = world.exam_day().await;
    let (arnaud, bastien) =
        (Browser::of(&world, "inès.arnaud").await, Browser::of(&world, "marc.bastien").await);
    let here = "/commissions/commission/appareils";
    arnaud.page(here).await.says(&["Cet appareil", "Aucun appareil n’est préparé"]);
    let prepared = json(&arnaud.script(here, &[("name", "Firefox")]).await);
    let device = format!("/appareils/{}", prepared["device"].as_str().unwrap());
    assert_eq!(json(&arnaud.get(&device).await)["secret"], prepared["secret"]);
    assert_eq!(bastien.get(&device).await.status, StatusCode::FORBIDDEN);
    let told = json(&arnaud.script(&device, &[("pending", "3")]).await);
    assert_eq!((&told["over"], &told["account"]), (&false.into(), &day.arnaud.account.as_str().into()));
    bastien
        .page(here)
        .await
        .says(&["3 saisies attendent sur l’appareil de Inès Arnaud"])
        .hides(&["/retrait"]);
    let done = arnaud.post(&format!("{device}/retrait"), &[]).await;
    arnaud.follow(done).await.says(&["L’appareil est retiré", "Retiré"]);
    assert_eq!(json(&arnaud.get(&device).await)["secret"], Value::Null);
    let blanks = arnaud.page("/commissions/commission/grilles-vierges.pdf").await;
    assert!(blanks.bytes.starts_with(b"%PDF"));
});
