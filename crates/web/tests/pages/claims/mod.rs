//! Claims over HTTP: asked for on « Mon résultat », given by the authority, read by the candidate.

use crate::secret::hunt;
use crate::support::Browser;
use axum::http::StatusCode;
use world::story;

story!(e4_31_an_appraisal_goes_from_the_authority_to_its_candidate_without_the_proposal, |world| {
    let day = world.exam_day().await;
    let id = day.candidate.as_str();
    let alix = Browser::of(&world, "alix.martin").await;
    let own = format!("/mon-resultat/{id}/appreciation");
    alix.page(&own).await.says(&["Les résultats ne sont pas publiés"]).hides(&["Demander mon appréciation"]);
    world.published(&day, "Proposé à 13,37 : un échange clair, à l’aise.", ("13,37", "15")).await;
    alix.page(&format!("/mon-resultat/{id}")).await.says(&["15 sur 20", "Demander mon appréciation"]);
    let asked = alix.follow(alix.post(&own, &[]).await).await;
    asked.says(&["Votre demande est reçue", "attend une réponse"]).hides(&["à l’aise"]);
    let twice = alix.post(&own, &[]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    alix.page("/").await.says(&["Mon appréciation", "Elle est demandée"]);

    let authority = Browser::of(&world, "claude.rectorat").await;
    authority.page("/").await.says(&["Demandes d’appréciation", "1 demande attend une réponse"]);
    let list = authority.page(&format!("/sessions/{}/appreciations", day.session)).await;
    list.says(&["MARTIN Alix", "Attend une réponse"]);
    let claim = format!("/candidatures/{id}/appreciation");
    let shown = authority.page(&claim).await;
    shown.says(&["La fiche contient le chiffre d’une note", "à l’aise", "Passages à masquer"]);
    assert!(shown.html().contains("<mark>13,37</mark>"));
    let session = day.session.as_str();
    let bare = authority.post(&claim, &[("passages", "")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    bare.says(&["contient encore le chiffre"]);
    let wrong = authority.post(&claim, &[("passages", "12")]).await;
    wrong.says(&["« 12 » n’est pas dans la fiche"]);
    let form = [("passages", "13,37\r\nà l’aise")];
    let done = authority.follow(authority.post(&claim, &form).await).await;
    done.says(&["La fiche est communiquée", "2 passages masqués"]);
    authority.page(&claim).await.says(&["Ce que la personne lit", "Proposé à […]"]).hides(&["13,37"]);

    let notices = alix.page("/mes-avis").await;
    notices.says(&["Votre appréciation peut être lue"]).hides(&["échange clair"]);
    alix.follows_notices().await;
    authority.follows_notices().await;
    alix.page("/").await.says(&["Elle vous est communiquée"]);
    alix.page(&own).await.says(&["Lire mon appréciation"]).hides(&["échange clair"]);
    let paper = format!("{own}.pdf");
    assert_eq!(alix.get(&paper).await.status, StatusCode::NOT_FOUND, "not before it is read");
    let read = alix.follow(alix.post(&format!("{own}/lecture"), &[]).await).await;
    read.says(&["Proposé à […] : un échange clair, […].", "un passage qui n’est pas communiqué"]);
    assert_eq!(alix.page(&paper).await.header("content-type"), "application/pdf");
    assert!(hunt(&world, id, (session, None)).await > 15);
    authority.page(&format!("/sessions/{session}/appreciations")).await.says(&["Lue"]);
    let arnaud = Browser::of(&world, "inès.arnaud").await;
    for path in [&own, &paper, &claim] {
        assert_eq!(arnaud.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
});
