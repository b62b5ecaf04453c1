//! The optional exam over HTTP: the request, its answer, the day, the sheet, the jury.

use crate::support::Browser;
use axum::http::StatusCode;
use world::story;

const FIELDS: [(&str, &str); 5] = [
    ("place", "Association Vélocité"),
    ("duty", "Trésorière"),
    ("period", "Depuis 2024"),
    ("activities", "Tenue des comptes"),
    ("skills", "Rendre compte"),
];

fn sent<'a>(revision: &'a str, next: &'a str) -> Vec<(&'a str, &'a str)> {
    let mut form = FIELDS.to_vec();
    form.extend([("revision", revision), ("next", next)]);
    form
}

story!(e4_37_a_request_goes_from_its_candidate_to_who_answers_and_back, |world| {
    let day = world.exam_day().await;
    let alix = Browser::of(&world, "alix.martin").await;
    let authority = Browser::of(&world, "claude.rectorat").await;
    let own = format!("/mon-dossier/{}/ef4", day.candidate);
    alix.page(&own).await.says(&["La liste de candidats ne vous inscrit pas"]).hides(&["Envoyer ma demande"]);
    world.registered(&day).await;
    alix.page("/").await.says(&["Ma demande EF4", "est passée : envoyez-la sans attendre"]);
    alix.page(&format!("/mon-dossier/{}", day.candidate)).await.says(&["ma demande EF4"]);
    let mut partial = sent("0", "send");
    partial[4].1 = " ";
    let refused = alix.post(&own, &partial).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says(&["Compétences acquises et lien avec le diplôme", "Association Vélocité"]);
    let kept = alix.follow(alix.post(&own, &sent("0", "keep")).await).await;
    kept.says(&["gardée, sans être envoyée", "Brouillon", "Trésorière"]);
    let list = format!("/sessions/{}/ef4", day.session);
    authority.page(&list).await.says(&["Pas de demande", "Aucune demande n’attend"]);
    let gone = alix.follow(alix.post(&own, &sent("1", "send")).await).await;
    gone.says(&["marquée « en retard »", "En retard, attend une réponse"]);
    let mut other = sent("1", "send");
    other[1].1 = "Présidente";
    let stale = alix.post(&own, &other).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    stale.says(&["Une autre fenêtre", "Présidente", "Ce qui est enregistré", "Trésorière"]);
    authority.page("/").await.says(&["Demandes EF4", "demande attend une réponse"]);
    authority.page(&list).await.says(&["Une demande attend une réponse", "MARTIN Alix"]);
    let date = format!("{list}/date");
    let bad = authority.post(&date, &[("due", "demain"), ("revision", "1")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fixed =
        authority.follow(authority.post(&date, &[("due", "2026-05-20"), ("revision", "1")]).await).await;
    fixed.says(&["Les dates sont enregistrées", "mercredi 20 mai 2026"]);
    let page = format!("/candidatures/{}/ef4", day.candidate);
    authority.page(&page).await.says(&["Trésorière", "après la date limite", "Accepter", "Refuser"]);
    let form = |answer, reason| [("answer", answer), ("reason", reason), ("revision", "2")];
    let silent = authority.post(&page, &form("refused", "")).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    silent.says(&["Un motif est nécessaire"]);
    let unread =
        authority.post(&page, &[("answer", "accepted"), ("revision", "1"), ("reason", "Bravo.")]).await;
    assert_eq!(unread.status, StatusCode::CONFLICT);
    unread.says(&["La demande a changé", "Bravo."]);
    let done = authority.follow(authority.post(&page, &form("refused", "Précisez la durée.")).await).await;
    done.says(&["La réponse est enregistrée", "Refusée"]);
    alix.page(&own).await.says(&["Refusée", "Précisez la durée.", "Envoyer ma demande"]);
    alix.page("/mes-avis").await.says(&["est refusée"]);
    authority.follow(authority.post(&page, &form("accepted", "")).await).await.says(&["Acceptée"]);
    alix.page(&own).await.says(&["Acceptée"]).hides(&["Envoyer ma demande"]);
    let paper = alix.page(&format!("{page}.pdf")).await;
    assert_eq!(paper.header("content-type"), "application/pdf");
    let arnaud = Browser::of(&world, "inès.arnaud").await;
    arnaud.page(&page).await.says(&["Trésorière"]).hides(&["Accepter"]);
});

story!(e4_37_the_commission_opens_the_sheet_after_the_oral_and_the_jury_decides_it_apart, |world| {
    let day = world.exam_day().await;
    world.accepted(&day).await;
    let arnaud = Browser::of(&world, "inès.arnaud").await;
    arnaud
        .page("/commissions/commission")
        .await
        .says(&["Après l’oral", "suivi de l’épreuve facultative EF4"]);
    let open = format!("/candidatures/{}/ef4/feuille", day.candidate);
    let early = arnaud.post(&open, &[]).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    world.heard(&day).await;
    arnaud.page("/commissions/commission").await.says(&["À commencer", "Commencer l’EF4"]);
    let opened = arnaud.post(&open, &[]).await;
    let path = opened.header("location").to_owned();
    let sheet = arnaud.follow(opened).await;
    sheet
        .says(&[
            "Épreuve facultative EF4, engagement étudiant",
            "Qualité de l'analyse",
            "Association Vélocité, Villefictive",
            "Présentation de l'engagement (10 minutes maximum)",
        ])
        .hides(&["Les pénalités", "Constater un manque", "Présence : à vérifier", "Avant les pénalités"]);
    arnaud
        .page("/feuilles/sheet")
        .await
        .says(&["Présence : à vérifier", "Les pénalités"])
        .hides(&["Vélocité"]);
    let ef4 = world::ExamDay {
        session: day.session.clone(),
        arnaud: day.arnaud.clone(),
        bastien: day.bastien.clone(),
        alix: day.alix.clone(),
        candidate: day.candidate.clone(),
        sheet: path.rsplit('/').next().unwrap().into(),
    };
    world.fill(&ef4, "13,5").await;
    let president = world.decided(&day, "12", "12").await;
    world.sign(&ef4, &ef4.arnaud).await;
    world.sign(&ef4, &ef4.bastien).await;
    assert!(president.grants.len() == 1);
    let president = Browser::of(&world, "hélène.jury").await;
    let list = format!("/sessions/{}/jury", day.session);
    president.page(&list).await.says(&["Une note peut être arrêtée", "EF4", "14"]);
    president.page(&path).await.says(&["Association Vélocité", "La note du jury"]);
    let room = president.page(&format!("/candidatures/{}/salle", day.candidate)).await;
    room.says(&["épreuve facultative EF4", "La commission propose 14", "la commission proposait 12"]);
    let note = format!("/candidatures/{}/note", day.candidate);
    let form = [("exam", "optional"), ("mark", "14"), ("remark", "")];
    let wrong = [form[0], ("mark", "20"), form[2]];
    let refused = president.post(&note, &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says(&["Un motif est nécessaire", "épreuve facultative EF4"]);
    assert!(refused.html().contains("value=\"20\""), "what was typed is still there");
    president.follow(president.post(&note, &form).await).await.says(&["Tout est arrêté"]);
    for paper in ["bordereau.pdf", "proces-verbal.pdf"] {
        let reply = president.page(&format!("/sessions/{}/{paper}", day.session)).await;
        assert_eq!(reply.header("content-type"), "application/pdf");
    }
    let alix = Browser::of(&world, "alix.martin").await;
    for page in [path.as_str(), list.as_str()] {
        assert_eq!(alix.get(page).await.status, StatusCode::FORBIDDEN, "{page}");
    }
});
