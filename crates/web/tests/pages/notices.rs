//! « Mes avis », the reminder, one's own address, and the mailbox of the demonstration.

use crate::support::Browser;
use axum::http::StatusCode;
use exam::access::Role;
use exam::conformity::Outcome;
use jiff::civil::date;
use world::{World, story, verdict};

const ALIX: &str = "01936500001";
const SACHA: &str = "01936500002";

async fn two(world: &World) -> exam::id::SessionId {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let alix = world.owner(&session, ALIX, ("MARTIN", "Alix")).await;
    world.hand_all(&alix).await;
    world.owner(&session, SACHA, ("PETIT", "Sacha")).await;
    let paul = world.in_session("Paul Contrôle", Role::Controller, &session).await;
    let outcome = Outcome::ToPutRight { until: date(2026, 4, 17) };
    world.give_verdict(&paul, &alix.candidate, verdict(outcome, "Cachet absent <b>ici</b>.")).await;
    session
}

/// The address of the only notice that a list shows.
fn only(links: &[String]) -> String {
    let notices: Vec<_> = links.iter().filter(|link| link.starts_with("/mes-avis/")).collect();
    assert_eq!(notices.len(), 1, "{notices:?}");
    notices[0].clone()
}

story!(a_notice_is_first_on_the_home_page_until_its_person_says_it_is_read, |world| {
    two(&world).await;
    let alix = Browser::of(&world, ALIX).await;
    let home = alix.page("/").await;
    home.says(&[
        "Votre dossier est à régulariser jusqu’au 17 avril 2026",
        "Avis donné le 2 mars 2026 à 9 h 00.",
    ]);
    assert!(home.html().contains("Mes avis (1\u{a0}non lu)"));
    let list = alix.page("/mes-avis").await;
    list.says(&["Un avis attend que vous le lisiez.", "Non lu", "aucune adresse électronique"]);
    let path = only(&list.links());
    let notice = alix.page(&path).await;
    notice.says(&["Cachet absent", "au plus tard le vendredi 17 avril 2026", "J’ai lu cet avis"]);
    notice.hides(&["<b>ici</b>"]);
    alix.page(&path).await.says(&["J’ai lu cet avis"]);
    let paul = Browser::of(&world, "paul.contrôle").await;
    let dossier = format!("/dossiers/candidate-{ALIX}");
    paul.page(&dossier)
        .await
        .says(&["Les avis donnés à la personne candidate", "la personne n’a pas dit l’avoir lu"]);

    let done = alix.follow(alix.post(&format!("{path}/lu"), &[]).await).await;
    done.says(&["C’est noté : cet avis est lu.", "Vous avez tout lu."]);
    assert!(!alix.page("/").await.html().contains("non lu"));
    alix.page(&path)
        .await
        .says(&["Vous avez dit l’avoir lu le 2 mars 2026 à 9 h 00."])
        .hides(&["J’ai lu cet avis"]);
    paul.page(&dossier).await.says(&["lu le 2 mars 2026 à 9 h 00."]);
});

story!(a_notice_is_closed_to_others_and_to_forged_forms, |world| {
    two(&world).await;
    let alix = Browser::of(&world, ALIX).await;
    let path = only(&alix.page("/mes-avis").await.links());
    let sacha = Browser::of(&world, SACHA).await;
    assert_eq!(sacha.get(&path).await.status, StatusCode::FORBIDDEN);
    assert_eq!(sacha.post(&format!("{path}/lu"), &[]).await.status, StatusCode::FORBIDDEN);
    sacha.page("/mes-avis").await.says(&["Rien ne vous a encore été dit ici."]);
    let mut forged = Browser::of(&world, ALIX).await;
    forged.csrf = "0".repeat(64);
    assert_eq!(forged.post(&format!("{path}/lu"), &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(alix.get(&format!("{path}/lu")).await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(alix.get("/mes-avis/none").await.status, StatusCode::NOT_FOUND);
    alix.page("/mes-avis").await.says(&["Non lu"]);
});

story!(a_controller_reminds_those_who_lack_pieces_once, |world| {
    let session = two(&world).await;
    let paul = Browser::of(&world, "paul.contrôle").await;
    let queue = paul.page(&format!("/conformite/session/{session}")).await;
    queue.says(&["1 dossier est incomplet : relancer la personne"]);
    let path = format!("/sessions/{session}/relance");
    assert!(queue.links().contains(&path));
    paul.page(&path).await.says(&["Une personne à relancer", "PETIT Sacha", "pas d’adresse", "aucune"]);
    let done = paul.follow(paul.post(&path, &[]).await).await;
    done.says(&[
        "Une personne est relancée. Une d’elles n’a pas d’adresse",
        "Tout le monde est relancé aujourd’hui",
    ]);
    let again = paul.follow(paul.post(&path, &[]).await).await;
    again.says(&["Personne n’a été relancé. Une personne l’avait déjà été aujourd’hui."]);
    let sacha = Browser::of(&world, SACHA).await;
    sacha.page("/").await.says(&["Il manque 3 pièces à votre dossier"]);
    assert_eq!(sacha.get(&path).await.status, StatusCode::FORBIDDEN);
    assert_eq!(sacha.post(&path, &[]).await.status, StatusCode::FORBIDDEN);
});

story!(one_gives_one_s_own_address, |world| {
    two(&world).await;
    let sacha = Browser::of(&world, SACHA).await;
    let path = "/mon-compte/adresse";
    let wrong = sacha.post(path, &[("email", "sacha")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&["L’adresse électronique s’écrit comme prenom.nom@exemple.fr"]);
    assert!(wrong.html().contains("value=\"sacha\""), "what was typed stays");
    let done = sacha.follow(sacha.post(path, &[("email", " sacha@exemple.fr ")]).await).await;
    done.says(&["Votre adresse électronique est enregistrée."]);
    assert!(done.html().contains("value=\"sacha@exemple.fr\""));
    sacha.page("/mes-avis").await.says(&["Les avis sont aussi envoyés à sacha@exemple.fr."]);
});

story!(the_mailbox_is_of_the_demonstration_alone, |world| {
    let session = two(&world).await;
    let sacha = Browser::of(&world, SACHA).await;
    sacha.post("/mon-compte/adresse", &[("email", "sacha@exemple.fr")]).await;
    let paul = Browser::of(&world, "paul.contrôle").await;
    paul.post(&format!("/sessions/{session}/relance"), &[]).await;
    for path in ["/courrier", "/courrier/"] {
        let reply = paul.get(path).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND);
        reply.hides(&["sacha@exemple.fr"]);
    }
    let demo = Browser::of(&world, SACHA).await.of_the_demonstration(&world);
    demo.page("/courrier").await.says(&[
        "sacha@exemple.fr",
        "Il manque 3 pièces à votre dossier",
        "– Portfolio",
    ]);
});
