//! A candidate and the dossier.

use crate::support::Browser;
use axum::http::StatusCode;
use exam::access::Role;
use exam::conformity::Outcome;
use jiff::SignedDuration;
use jiff::civil::date;
use world::{CERTIFICATE, TABLE_WITH_GAPS, story, verdict};

const ALIX: &str = "01936500001";
const SACHA: &str = "01936500002";

story!(a_candidate_deposits_the_three_pieces_and_gets_receipts, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let alix = world.owner(&session, ALIX, ("MARTIN", "Alix")).await;
    let browser = Browser::of(&world, ALIX).await;
    let home = format!("/mon-dossier/{}", alix.candidate);
    browser.page(&home).await.says(&[
        "Il manque le tableau de synthèse, le portfolio et au moins une attestation de stage",
        "À déposer au plus tard le vendredi 3 avril 2026 à 23 h 59 : il reste 32 jours.",
        "Rien n’est déposé.",
    ]);
    let reply = browser.upload(&format!("{home}/tableau"), "Été.xlsx", TABLE_WITH_GAPS).await;
    let received = browser.follow(reply).await;
    received.says(&[
        "Reçu : tableau de synthèse",
        "« Été.xlsx » est reçu le 2 mars 2026 à 9 h 00.",
        "Remarques de lecture",
    ]);
    let receipt = received.links().into_iter().find(|link| link.ends_with("recepisse.pdf")).unwrap();
    let receipt = browser.page(&receipt).await;
    assert_eq!(receipt.header("content-type"), "application/pdf");
    assert!(receipt.bytes.starts_with(b"%PDF-"));
    let address = [("address", "https://alix.example.fr")];
    browser
        .follow(browser.post(&format!("{home}/portfolio"), &address).await)
        .await
        .says(&["Reçu : portfolio"]);
    for name in ["juin.pdf", "janvier.pdf"] {
        world.outside.forward(SignedDuration::from_mins(1));
        let reply = browser.upload(&format!("{home}/attestations"), name, CERTIFICATE).await;
        browser.follow(reply).await.says(&[name]);
    }
    let page = browser.page(&home).await;
    page.says(&["Tout est déposé", "Remplacer le tableau", "Remplacer par cette adresse"]);
    let html = page.html();
    let withdraw = html.split("action=\"").filter_map(|rest| rest.split('"').next());
    let withdraw = withdraw.filter(|action| action.ends_with("/retrait")).last().unwrap();
    let gone = browser.follow(browser.post(withdraw, &[]).await).await;
    gone.says(&[
        "« janvier.pdf » est retirée du dossier ; elle reste dans l’historique.",
        "retrait janvier.pdf",
    ]);
    assert_eq!(browser.post(withdraw, &[]).await.status, StatusCode::SEE_OTHER);
});

story!(a_file_that_cannot_be_read_leaves_everything_as_it_was, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let alix = world.owner(&session, ALIX, ("MARTIN", "Alix")).await;
    world.hand_all(&alix).await;
    let browser = Browser::of(&world, ALIX).await;
    let home = format!("/mon-dossier/{}", alix.candidate);
    let pdf = browser.upload(&format!("{home}/tableau"), "tableau.pdf", CERTIFICATE).await;
    assert_eq!(pdf.status, StatusCode::UNPROCESSABLE_ENTITY);
    pdf.says(&[
        "« tableau.pdf » n’a pas été reçu",
        "Ce fichier est un PDF",
        "Tout est déposé",
        "attestation.pdf",
    ]);
    for (name, bytes) in [
        ("a.svg", &b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"[..]),
        ("a.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("vide.pdf", b""),
    ] {
        let refused = browser.upload(&format!("{home}/attestations"), name, bytes).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        refused.hides(&["alert(1)"]);
    }
    let heavy = browser.upload(&format!("{home}/attestations"), "a.pdf", &vec![b'a'; 20_200_000]).await;
    assert_eq!(heavy.status, StatusCode::UNPROCESSABLE_ENTITY);
    heavy.says(&["Ce fichier dépasse 20 Mo", "Mes trois pièces"]);
    let address = browser.post(&format!("{home}/portfolio"), &[("address", "http://localhost/moi")]).await;
    assert_eq!(address.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(address.html().contains("value=\"http://localhost/moi\""));
});

story!(e4_18_a_late_deposit_is_received_and_marked, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let alix = world.owner(&session, ALIX, ("MARTIN", "Alix")).await;
    world.hand_table(&alix).await;
    world.outside.set("2026-04-03T22:00:00Z".parse().unwrap());
    let browser = Browser::of(&world, ALIX).await;
    let home = format!("/mon-dossier/{}", alix.candidate);
    browser
        .page(&home)
        .await
        .says(&["La date limite, le vendredi 3 avril 2026, est passée. Déposez quand même, dès maintenant"]);
    let reply = browser.upload(&format!("{home}/attestations"), "juin.pdf", CERTIFICATE).await;
    browser.follow(reply).await.says(&["après la date limite : la pièce est marquée « en retard »"]);
    browser
        .page(&format!("{home}/apercu"))
        .await
        .says(&["juin.pdf (nouvel onglet) Reçu le 4 avril 2026 à 0 h 00 en retard"]);
});

story!(e4_19_a_verdict_tells_what_to_put_right_and_until_when, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let alix = world.owner(&session, ALIX, ("MARTIN", "Alix")).await;
    world.hand_all(&alix).await;
    world.outside.set("2026-04-06T09:00:00Z".parse().unwrap());
    let controller = world.in_session("Paul Contrôle", Role::Controller, &session).await;
    let asked = verdict(Outcome::ToPutRight { until: date(2026, 4, 20) }, "Faites signer l’attestation.");
    world.give_verdict(&controller, &alix.candidate, asked).await;
    let browser = Browser::of(&world, ALIX).await;
    let home = format!("/mon-dossier/{}", alix.candidate);
    let page = browser.page(&home).await;
    page.says(&[
        "À régulariser jusqu’au lundi 20 avril 2026 Ce qui est demandé : Faites signer l’attestation.",
    ]);
    page.hides(&["Paul Contrôle"]);
    world.outside.set("2026-04-07T09:00:00Z".parse().unwrap());
    world.hand_certificate(&alix, "signée.pdf").await;
    let browser = Browser::of(&world, ALIX).await;
    browser.page(&home).await.says(&["Votre correction est reçue"]);
});

story!(what_the_jury_reads_is_what_the_candidate_is_shown, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let alix = world.owner(&session, ALIX, ("MARTIN", "Alix")).await;
    world.hand_all(&alix).await;
    let own = Browser::of(&world, ALIX).await.page(&format!("/mon-dossier/{}/apercu", alix.candidate)).await;
    let read =
        Browser::of(&world, "claude.rectorat").await.page(&format!("/dossiers/{}", alix.candidate)).await;
    let both = [
        "https://portfolio.example.fr/sio (site extérieur, nouvel onglet)",
        "Les six compétences",
        "Gérer le patrimoine informatique",
        "Les réalisations",
        "attestation.pdf",
    ];
    own.says(&both);
    read.says(&both);
    for page in [own, read] {
        let html = page.html();
        assert!(html.contains(
            "href=\"https://portfolio.example.fr/sio\" target=\"_blank\" rel=\"noreferrer noopener\""
        ));
        assert_eq!(html.matches("<h1").count(), 1);
    }
});

story!(a_dossier_is_closed_to_others, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let alix = world.owner(&session, ALIX, ("MARTIN", "Alix")).await;
    world.owner(&session, SACHA, ("PETIT", "Sacha")).await;
    let deposit = world.hand_certificate(&alix, "attestation.pdf").await;
    let sacha = Browser::of(&world, SACHA).await;
    let id = &alix.candidate;
    for path in [
        format!("/mon-dossier/{id}"),
        format!("/mon-dossier/{id}/apercu"),
        format!("/mon-resultat/{id}"),
        format!("/dossiers/{id}"),
        format!("/dossiers/{id}/conformite"),
        format!("/depots/{deposit}"),
        format!("/depots/{deposit}/recepisse.pdf"),
        format!("/conformite/session/{session}"),
    ] {
        let reply = sacha.get(&path).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{path}");
        reply.hides(&["MARTIN"]);
    }
    let theirs = sacha.upload(&format!("/mon-dossier/{id}/attestations"), "a.pdf", CERTIFICATE).await;
    assert_eq!(theirs.status, StatusCode::FORBIDDEN);
    let mut alix = Browser::of(&world, ALIX).await;
    alix.csrf = "0".repeat(alix.csrf.len());
    let forged = alix.upload(&format!("/mon-dossier/{id}/attestations"), "a.pdf", CERTIFICATE).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let forged =
        alix.post(&format!("/mon-dossier/{id}/portfolio"), &[("address", "https://a.example")]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
});

story!(e4_20_an_examiner_reads_from_the_date_fixed, |world| {
    let day = world.exam_day().await;
    let path = format!("/dossiers/{}", day.candidate);
    world.outside.set("2026-05-03T21:59:00Z".parse().unwrap());
    let examiner = Browser::of(&world, "inès.arnaud").await;
    let early = examiner.get(&path).await;
    assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY);
    early.says(&["La commission lit les dossiers à partir du 4 mai 2026."]);
    world.outside.set("2026-05-03T22:00:00Z".parse().unwrap());
    examiner.page(&path).await.says(&["Dossier de MARTIN Alix", "Le dossier est incomplet"]);
});
