//! Official forms over HTTP: given on the session's page, opened where the form is.

use crate::support::Browser;
use axum::http::StatusCode;
use world::story;

const OFFICIAL: &[u8] = b"%PDF-1.7\nformulaire officiel\n%%EOF\n";

story!(e4_06_the_official_certificate_is_offered_in_the_place_of_our_own, |world| {
    let day = world.exam_day().await;
    let authority = Browser::of(&world, "claude.rectorat").await;
    let alix = Browser::of(&world, "alix.martin").await;
    let session = format!("/sessions/{}", day.session);
    let form = format!("{session}/formulaires/certificate");
    authority.page(&session).await.says(&["Les formulaires officiels", "Annexe", "Celui du logiciel."]);
    let own = format!("/mon-dossier/{}", day.candidate);
    alix.page(&own).await.hides(&["Le modèle officiel"]);
    let wrong = authority.upload(&form, "a.docx", b"PK\x03\x04").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.says(&["un PDF entier"]);
    let kept = authority.follow(authority.upload(&form, "annexe-IX.pdf", OFFICIAL).await).await;
    kept.says(&["Le formulaire officiel est reçu", "annexe-IX.pdf", "Remplacer"]);
    assert_eq!(authority.page(&form).await.bytes, OFFICIAL);
    alix.page(&own).await.says(&["Le modèle officiel", "annexe-IX.pdf"]);
    let opened = alix.page(&format!("/candidatures/{}/formulaires/certificate", day.candidate)).await;
    assert_eq!((opened.header("content-type"), opened.bytes.as_slice()), ("application/pdf", OFFICIAL));
    for (path, status) in [
        (form.clone(), StatusCode::FORBIDDEN),
        (format!("/candidatures/{}/formulaires/request", day.candidate), StatusCode::NOT_FOUND),
        (format!("/candidatures/{}/formulaires/autre", day.candidate), StatusCode::NOT_FOUND),
    ] {
        assert_eq!(alix.get(&path).await.status, status, "{path}");
    }
    let gone = authority.follow(authority.post(&format!("{form}/retrait"), &[]).await).await;
    gone.says(&["Le formulaire officiel est retiré"]);
    alix.page(&own).await.hides(&["Le modèle officiel"]);
});
