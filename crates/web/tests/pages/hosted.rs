//! Hosted portfolios: served where they can harm no one.

use crate::support::Browser;
use axum::http::StatusCode;
use world::{story, zipped};

const ALIX: &str = "01936500001";

story!(a_site_is_handed_in_and_opens_in_a_sandbox, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let alix = world.owner(&session, ALIX, ("MARTIN", "Alix")).await;
    let browser = Browser::of(&world, ALIX).await;
    let archive = zipped(&[
        ("mon site/index.html", &b"<script>document.title = document.cookie</script>"[..]),
        ("mon site/stage/index.html", "<h1>Stage d’été</h1>".as_bytes()),
        ("mon site/film.mp4", b"0123456789"),
    ]);
    let path = format!("/mon-dossier/{}/portfolio/site", alix.candidate);
    let page = browser.follow(browser.upload(&path, "mon site.zip", &archive).await).await;
    assert!(page.text().contains("« mon site.zip » est reçu"), "{}", page.text());
    assert!(page.text().contains("3 fichiers, "));
    let link =
        page.links().into_iter().find(|link| link.ends_with("/portfolio") && link.starts_with("/depots/"));
    let opened = browser.get(&link.unwrap()).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER);
    let view = opened.header("location").to_owned();
    let first = browser.page(&view).await;
    let policy = first.header("content-security-policy");
    assert!(policy.starts_with("sandbox ") && !policy.contains("allow-same-origin"), "{policy}");
    for never in ["allow-forms", "allow-top-navigation", "allow-modals"] {
        assert!(!policy.contains(never), "{policy}");
    }
    assert!(policy.contains("connect-src 'none'") && policy.contains("frame-ancestors 'none'"));
    assert_eq!(first.header("referrer-policy"), "no-referrer");
    assert_eq!(first.header("x-content-type-options"), "nosniff");
    assert_eq!(first.headers.get("set-cookie"), None);
    let folder = browser.get(&format!("{view}stage")).await;
    assert_eq!((folder.status, folder.header("location")), (StatusCode::SEE_OTHER, "stage/"));
    assert!(browser.page(&format!("{view}stage/")).await.text().contains("Stage d’été"));
    let film = browser.page(&format!("{view}film.mp4")).await;
    assert_eq!((film.header("content-type"), film.header("accept-ranges")), ("video/mp4", "bytes"));
    for lost in ["absent.html", "../index.html", "%2e%2e/index.html"] {
        let reply = browser.get(&format!("{view}{lost}")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{lost}");
    }
    let gone = browser.get("/portfolio/0000/index.html").await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert!(gone.text().contains("Rouvrez le portfolio depuis le dossier"));
});

story!(an_archive_made_to_escape_is_refused_in_words, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let alix = world.owner(&session, ALIX, ("MARTIN", "Alix")).await;
    let browser = Browser::of(&world, ALIX).await;
    let path = format!("/mon-dossier/{}/portfolio/site", alix.candidate);
    let page = browser.upload(&path, "piege.zip", &zipped(&[("../../../etc/cron.d/x.html", b"x")])).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("sort du dossier du site"), "{}", page.text());
    assert!(page.text().contains("Ce qui était déjà reçu est intact."));
    let empty = browser.upload(&path, "vide.zip", b"").await;
    assert!(empty.text().contains("choisissez l’archive .zip du site"));
});
