//! What a page costs: the statements of a whole request, sign-in looked up again each time, and its weight on the wire.
//! Peers measured on the same work ran 334 and 140 statements (Moodle 4.5), 49 and 21 (a Django platform of OSCE).

use crate::support::{Browser, Reply};
use axum::http::StatusCode;
use world::{ExamDay, World, counted, story};

const SHEET: &str = "/feuilles/sheet";

/// Everything that a sheet may carry: a dossier, a full grid, times, an arrival, a note.
async fn busy(world: &World) -> (ExamDay, Browser) {
    let day = world.exam_day().await;
    world.whole_dossier(&day.alix, &day.candidate).await;
    world.fill(&day, "13").await;
    let arnaud = Browser::of(world, "inès.arnaud").await;
    arnaud.post("/feuilles/sheet/presence", &[("identity", "passport")]).await;
    arnaud.post("/feuilles/sheet/chrono", &[("part", "presentation"), ("moment", "start")]).await;
    arnaud.post("/feuilles/sheet/preparation", &[("note", "Le schéma."), ("rev:note", "0")]).await;
    (day, arnaud)
}

fn ok(reply: &Reply) {
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
}

story!(opening_a_candidate_s_grid_takes_at_most_eight_statements, |world| {
    let (_day, arnaud) = busy(&world).await;
    let (reply, statements) = counted(arnaud.get(SHEET)).await;
    ok(&reply);
    reply.says(&["Le schéma.", "Passeport", "Là depuis"]);
    println!("the grid page: {statements} statements");
    assert!(statements <= 8, "{statements} statements");
    assert!(statements >= 5, "{statements}: the counter counts");
});

story!(saving_a_level_takes_at_most_eight_statements, |world| {
    let (_day, arnaud) = busy(&world).await;
    let save = [("field", "level:project"), ("revision", "1"), ("value", "not_mastered")];
    let (reply, statements) = counted(arnaud.script("/feuilles/sheet/champs", &save)).await;
    ok(&reply);
    println!("a level: {statements} statements");
    assert!(statements <= 8, "{statements} statements");
    let sent = [("field", "level:project"), ("revision", "2"), ("value", "well_mastered"), ("sent", "a-1")];
    for what in ["a level that a device sends", "the same again"] {
        let (reply, statements) = counted(arnaud.script("/feuilles/sheet/champs", &sent)).await;
        ok(&reply);
        println!("{what}: {statements} statements");
        // PostgreSQL has one more: its lock. What no prepared device sends stays within eight.
        assert!(statements <= 9, "{what}: {statements} statements");
    }
});

/// More sittings of the same commission.
async fn crowd(world: &World, day: &ExamDay, count: usize) {
    for nth in 0..count {
        world.beside(day, &format!("9{nth:04}"), nth).await;
    }
}

story!(the_commission_s_day_takes_at_most_six_statements_whatever_its_length, |world| {
    let (day, arnaud) = busy(&world).await;
    let (reply, alone) = counted(arnaud.get("/commissions/commission")).await;
    ok(&reply);
    crowd(&world, &day, 30).await;
    let (reply, together) = counted(arnaud.get("/commissions/commission")).await;
    ok(&reply);
    reply.says(&["n° 90029"]);
    println!("the commission's day: {together} statements");
    assert!(together <= 6 && alone == together, "{alone} statements alone, {together} with thirty more");
});

story!(the_grid_page_weighs_at_most_a_hundred_kilobytes_on_first_load, |world| {
    let (_day, arnaud) = busy(&world).await;
    let page = arnaud.compressed(SHEET).await;
    let html = arnaud.page(SHEET).await.html();
    let mut weight = page.bytes.len();
    let mut seen = vec!["/assets/js/app.js".to_owned()];
    for address in html.split(['"', '\'']).filter(|one| one.starts_with("/assets/")) {
        if !seen.contains(&address.to_owned()) {
            seen.push(address.to_owned());
        }
    }
    // Every script there is: the page asks for fewer.
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/js")).unwrap() {
        let file = file.unwrap();
        // The folders are other pages': the planner's board.
        if file.file_type().unwrap().is_dir() {
            continue;
        }
        let address = format!("/assets/js/{}", file.file_name().to_str().unwrap());
        if !seen.contains(&address) {
            seen.push(address);
        }
    }
    for address in &seen {
        let asset = arnaud.compressed(address).await;
        assert_eq!(asset.status, StatusCode::OK, "{address}");
        weight += asset.bytes.len();
    }
    assert!(weight <= 100_000, "{weight} bytes, {} of them the page", page.bytes.len());
    println!("the grid page: {weight} bytes, {} of them the page", page.bytes.len());
});
