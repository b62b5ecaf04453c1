//! A portfolio written here, page by page.

use crate::support::Browser;
use axum::http::StatusCode;
use world::story;

const ALIX: &str = "01936500001";

story!(a_portfolio_is_written_previewed_and_handed_in, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let alix = world.owner(&session, ALIX, ("MARTIN", "Alix")).await;
    let browser = Browser::of(&world, ALIX).await;
    let base = format!("/mon-dossier/{}/portfolio", alix.candidate);
    let list = browser.page(&format!("{base}/pages")).await;
    assert!(list.text().contains("Écrivez d’abord la page d’accueil"));
    let added = browser.follow(browser.post(&format!("{base}/pages"), &[("title", "Mon GLPI")]).await).await;
    assert!(added.text().contains("Ma page : Mon GLPI"), "{}", added.text());
    let fields = [("title", "Mon GLPI"), ("text", "# Contexte\r\n\r\n![](ecran.png)"), ("revision", "0")];
    let saved = browser.post(&format!("{base}/pages/mon-glpi"), &fields).await;
    let list = browser.follow(saved).await;
    assert!(
        list.text().contains("n’a pas de description") && list.text().contains("n’est pas dans vos fichiers")
    );
    let upload = browser.upload(&format!("{base}/fichiers"), "écran 1.png", b"\x89PNG").await;
    assert!(browser.follow(upload).await.text().contains("écran-1.png"));
    let stale = browser.post(&format!("{base}/pages/mon-glpi"), &fields[..2]).await;
    assert_eq!(stale.status, StatusCode::SEE_OTHER, "the same words");
    let other = [("title", "Mon GLPI"), ("text", "Autre"), ("revision", "0")];
    let stale = browser.post(&format!("{base}/pages/mon-glpi"), &other).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text().contains("Autre") && stale.text().contains("# Contexte"), "both are shown");
    let preview = browser.page(&format!("{base}/apercu/mon-glpi.html")).await;
    assert!(String::from_utf8_lossy(&preview.bytes).contains("<h2>Contexte</h2>"));
    assert!(!preview.header("content-security-policy").contains("script"));
    let image = browser.page(&format!("{base}/apercu/fichiers/%C3%A9cran-1.png")).await;
    assert_eq!(image.bytes, b"\x89PNG");
    let received = browser.follow(browser.post(&format!("{base}/depot"), &[]).await).await;
    assert!(received.text().contains("Portfolio écrit dans Florilège"), "{}", received.text());
    assert!(received.text().contains("4 fichiers, "));
});
