//! Keeping, purging and numbers over HTTP.

use crate::support::Browser;
use axum::http::StatusCode;
use office::acts::jury::PublishResults;
use world::story;

story!(e4_32_the_plan_is_shown_and_two_people_purge_on_its_page, |world| {
    let day = world.exam_day().await;
    let president = world.decided(&day, "13", "14").await;
    world.signed(&president, &day.session).await;
    let publish = PublishResults { session: day.session.clone(), unheard_seen: 0 };
    world.office.perform(&president, publish).await.unwrap();
    let here = format!("/sessions/{}/conservation", day.session);
    let authority = Browser::of(&world, "claude.rectorat").await;
    authority.page("/conservation").await.says(&["1 dossier pourra être effacé", "Conservés"]);
    let page = authority.page(&here).await;
    page.says(&["un an après la fin de la formation", "31 août 2027", "Fixer la fin de la formation"]);
    page.hides(&["Oui, annoncer", "Oui, détruire"]);
    let bad = authority.post(&format!("{here}/fin"), &[("end", "demain"), ("revision", "1")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let early = authority.post(&format!("{here}/annonce"), &[]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    early.says(&["conservés jusqu’au 31 août 2027"]);
    let silent =
        authority.post(&format!("{here}/prolongation"), &[("candidate", "alix"), ("reason", "")]).await;
    silent.says(&["Un motif est nécessaire"]);
    let held = [("candidate", "alix"), ("reason", "Recours en cours.")];
    let held = authority.follow(authority.post(&format!("{here}/prolongation"), &held).await).await;
    held.says(&["est prolongée", "MARTIN Alix", "Recours en cours.", "Aucun dossier à effacer"]);
    let lifted = authority.post(&format!("{here}/levee"), &[("candidate", "alix")]).await;
    authority.follow(lifted).await.says(&["La prolongation est levée", "1 dossier pourra être effacé"]);

    world.outside.set("2027-09-01T08:00:00Z".parse().unwrap());
    let authority = Browser::of(&world, "claude.rectorat").await;
    authority.page("/conservation").await.says(&["À annoncer"]);
    let told = authority.follow(authority.post(&format!("{here}/annonce"), &[]).await).await;
    told.says(&["La destruction est annoncée", "1er octobre 2027", "Annoncée"]);
    let alix = Browser::of(&world, "alix.martin").await;
    alix.page("/mes-avis").await.says(&["Votre dossier sera effacé à partir du"]);

    world.outside.set("2027-10-02T08:00:00Z".parse().unwrap());
    let authority = Browser::of(&world, "claude.rectorat").await;
    let asked = authority.follow(authority.post(&format!("{here}/demande"), &[]).await).await;
    asked.says(&["Une autre personne doit maintenant la confirmer"]).hides(&["Oui, détruire"]);
    let alone = authority.post(&format!("{here}/confirmation"), &[("seen", "1")]).await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
    alone.says(&["une autre personne doit la confirmer"]);
    let administrator = Browser::of(&world, "admin").await;
    administrator.page(&here).await.says(&["À confirmer", "1 dossier à détruire"]);
    let done = administrator.post(&format!("{here}/confirmation"), &[("seen", "1")]).await;
    let done = administrator.follow(done).await;
    done.says(&["C’est détruit", "1 dossier détruit", "Détruits"]).hides(&["MARTIN"]);
    let link = done.links().into_iter().find(|link| link.ends_with("proces-verbal.pdf")).unwrap();
    assert_eq!(administrator.page(&link).await.header("content-type"), "application/pdf");
    let numbers = format!("/sessions/{}/statistiques", day.session);
    authority
        .page(&numbers)
        .await
        .says(&["personnes candidates masqué"])
        .hides(&["MARTIN", "<script>", "style="]);
    let saved = authority.page(&format!("{numbers}.xlsx")).await;
    assert!(saved.bytes.starts_with(b"PK"));
    let arnaud = Browser::of(&world, "inès.arnaud").await;
    assert_eq!(arnaud.get(&numbers).await.status, StatusCode::FORBIDDEN);
    assert_eq!(arnaud.get(&here).await.status, StatusCode::FORBIDDEN);
});
