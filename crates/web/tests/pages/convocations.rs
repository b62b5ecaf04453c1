//! Convocations over HTTP: sending, answering, reminding, what a place says, the lists and the wall screen.

use crate::support::Browser;
use axum::http::StatusCode;
use exam::convocation::Stage;
use office::acts::convocations::SeeConvocations;
use office::acts::perimeter::Perimeter;
use world::story;

story!(e4_27_the_authority_convenes_and_each_person_answers, |world| {
    let day = world.exam_day().await;
    let authority = Browser::of(&world, "claude.rectorat").await;
    let place = format!("/sessions/{}", day.session);
    let list = format!("{place}/convocations");
    authority.page("/").await.says(&["Convocations", "3 à envoyer"]);
    authority.page(&list).await.says(&[
        "3 convocations à envoyer",
        "MARTIN Alix",
        "Inès Arnaud",
        "avec Marc Bastien",
        "À envoyer",
    ]);
    let stale = authority.post(&list, &[("seen", "2")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let sent = authority.follow(authority.post(&list, &[("seen", "3")]).await).await;
    sent.says(&[
        "3 convocations sont envoyées.",
        "3 personnes n’ont pas répondu",
        "Imprimer les convocations",
    ]);

    let alix = Browser::of(&world, "alix.martin").await;
    alix.page("/").await.says(&["Votre convocation à l’oral"]);
    let who = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let seen = world
        .office
        .consult(&who, SeeConvocations { perimeter: Perimeter::Session(day.session.clone()) })
        .await
        .unwrap();
    let own = seen.people.iter().find(|one| one.name.contains("MARTIN")).unwrap();
    assert_eq!(own.stage(), Stage::Sent);
    let own = own.last.as_ref().unwrap();
    let notice = alix.page(&format!("/mes-avis/{}", own.notice)).await;
    notice.says(&["J’ai reçu ma convocation", "salle B 204", "L’ajouter à mon agenda"]).hides(&["Arnaud"]);
    let paper = alix.page(&format!("/convocations/{}/convocation.pdf", own.id)).await;
    assert_eq!(paper.header("content-type"), "application/pdf");
    let calendar = alix.page(&format!("/convocations/{}/agenda.ics", own.id)).await;
    assert!(calendar.header("content-type").starts_with("text/calendar"));
    alix.follow(alix.post(&format!("/mes-avis/{}/lu", own.notice), &[]).await).await;
    authority.page(&list).await.says(&["2 personnes n’ont pas répondu", "Reçue"]);
    let told = authority.follow(authority.post(&format!("{list}/rappel"), &[]).await).await;
    told.says(&["0 rappels sont envoyés", "Aujourd’hui, 2 personnes ont déjà reçu un courriel"]);
    for page in
        [list.as_str(), &format!("{place}/convocations.pdf"), &format!("{place}/salles/2026-05-18.pdf")]
    {
        assert_eq!(alix.get(page).await.status, StatusCode::FORBIDDEN, "{page}");
    }
    let other = seen.people.iter().find(|one| one.name.contains("Bastien")).unwrap();
    let other = format!("/convocations/{}/convocation.pdf", other.last.as_ref().unwrap().id);
    assert_eq!(alix.get(&other).await.status, StatusCode::FORBIDDEN);
});

story!(what_a_place_says_is_typed_once_and_nothing_typed_is_lost, |world| {
    let day = world.exam_day().await;
    let authority = Browser::of(&world, "claude.rectorat").await;
    let list = format!("/sessions/{}/convocations", day.session);
    let form = [
        ("place", "Lycée Voltaire"),
        ("early", "beaucoup"),
        ("bring", "une pièce d’identité"),
        ("contact", ""),
        ("revision", "0"),
    ];
    let refused = authority.post(&format!("{list}/consignes"), &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says(&["120 au plus", "Lycée Voltaire"]);
    let form = [form[0], ("early", "20"), form[2], form[3], form[4]];
    let done = authority.follow(authority.post(&format!("{list}/consignes"), &form).await).await;
    done.says(&["Les consignes sont enregistrées", "Lycée Voltaire"]);
});

story!(a_wall_screen_needs_no_account_and_shows_the_passages_alone, |world| {
    let day = world.exam_day().await;
    let authority = Browser::of(&world, "claude.rectorat").await;
    let list = format!("/sessions/{}/convocations", day.session);
    for paper in ["portes", "salles"] {
        let reply = authority.page(&format!("/sessions/{}/{paper}/2026-05-18.pdf", day.session)).await;
        assert_eq!(reply.header("content-type"), "application/pdf");
    }
    let missing = authority.get(&format!("/sessions/{}/portes/demain.pdf", day.session)).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    let opened = authority.post(&format!("{list}/ecran"), &[]).await;
    let html = opened.html();
    let start = html.find("/ecran/").unwrap();
    let token: String =
        html[start..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
    let nobody = Browser::nobody(&world);
    let wall = nobody.page(&token).await;
    wall.says(&["MARTIN Alix", "B 204", "Lundi 18 mai 2026"]).hides(&[
        "Arnaud",
        "Bastien",
        "/feuilles/",
        "/commissions/",
    ]);
    assert_eq!(nobody.get("/ecran/autre").await.status, StatusCode::NOT_FOUND);
    authority.page(&list).await.says(&["Un écran est ouvert"]).hides(&[token.as_str()]);
    authority
        .follow(authority.post(&format!("{list}/ecran/fermer"), &[]).await)
        .await
        .says(&["Les écrans sont fermés"]);
    assert_eq!(nobody.get(&token).await.status, StatusCode::NOT_FOUND);
});
