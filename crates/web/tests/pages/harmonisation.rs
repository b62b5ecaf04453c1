//! Harmonisation over HTTP: the room, a recommendation with its refusals, the commission's answer, and who reads nothing.

use crate::support::Browser;
use axum::http::StatusCode;
use world::story;

story!(e4_23_the_president_compares_and_recommends_and_the_commission_answers, |world| {
    let day = world.exam_day().await;
    let president = world.president(&day.session).await;
    let room = format!("/sessions/{}/harmonisation", day.session);
    let helene = Browser::of(&world, "hélène.jury").await;
    helene.page(&room).await.says(&["Aucune feuille signée", "Personne n’est nommé"]);
    world.fill(&day, "12").await;
    world.sign(&day, &day.arnaud).await;
    world.sign(&day, &day.bastien).await;
    helene
        .page(&room)
        .await
        .says(&[
            "Ce qu’on peut dire de chaque commission",
            "candidature 1",
            "Données insuffisantes",
            "Où regarder",
        ])
        .hides(&["MARTIN"]);
    helene
        .page(&format!("{room}?noms=oui&commissions=masquees"))
        .await
        .says(&["MARTIN Alix", "Commission A"]);
    let form = |mark, reason| {
        [("query", "noms=oui"), ("sheet", "sheet"), ("how", "by"), ("mark", mark), ("reason", reason)]
    };
    let refused = helene.post(&room, &form("beaucoup", "Un profil voisin de ceux notés 13.")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says(&["Un profil voisin de ceux notés 13."]);
    let refused = helene.post(&room, &form("+1", " ")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says(&["Un motif est nécessaire"]);
    let done =
        helene.follow(helene.post(&room, &form("+1", "Un profil voisin de ceux notés 13.")).await).await;
    done.says(&["La recommandation est faite", "12 proposée, 13 recommandée", "MARTIN Alix"]);

    let arnaud = Browser::of(&world, "inès.arnaud").await;
    arnaud.page("/").await.says(&["Une recommandation de la commission d’harmonisation"]);
    let sheet = arnaud.page("/feuilles/sheet").await;
    sheet.says(&["L’harmonisation recommande", "12 proposée, 13 recommandée", "Votre réponse"]);
    let html = sheet.html();
    let start = html.find("/recommandations/").unwrap();
    let action: String = html[start..].chars().take_while(|c| *c != '"').collect();
    let answered = arnaud.follow(arnaud.post(&action, &[("content", "Nous maintenons.")]).await).await;
    answered.says(&["Nous maintenons."]);
    helene.page("/feuilles/sheet").await.says(&["Nous maintenons.", "La note du jury"]);
    let paper = helene.page(&format!("{room}.pdf?tirage=oui")).await;
    assert_eq!(paper.header("content-type"), "application/pdf");
    let name = [("account", president.account.as_str()), ("school", ""), ("query", "")];
    helene
        .follow(helene.post(&format!("{room}/membres"), &name).await)
        .await
        .says(&["Hélène Jury", "Retirer"]);

    for login in ["alix.martin", "claude.rectorat"] {
        let other = Browser::of(&world, login).await;
        for page in [room.as_str(), &format!("{room}.pdf")] {
            assert_eq!(other.get(page).await.status, StatusCode::FORBIDDEN, "{login} {page}");
        }
        assert_eq!(other.post(&action, &[("content", "x")]).await.status, StatusCode::FORBIDDEN, "{login}");
    }
});
