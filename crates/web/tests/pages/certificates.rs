//! Certificates: their period, their photos, and the page that shows them beside the work in companies (E4-06).

use crate::support::Browser;
use axum::http::StatusCode;
use exam::access::Role;
use exam::dossier::periods::Period;
use jiff::civil::date;
use office::acts::certificates::Certificate;
use world::{CERTIFICATE, Owner, World, kept, story};

const NUMBER: &str = "01936500001";

/// Somebody whose table was read, with a certificate as PDF and one of two photos.
async fn two_certificates(world: &World) -> (Owner, [String; 2]) {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let alix = world.owner(&session, NUMBER, ("MARTIN", "Alix")).await;
    world.hand_table(&alix).await;
    world.in_session("Paul Contrôle", Role::Controller, &session).await;
    let photo = include_bytes!("../../../office/tests/samples/page.png");
    let photos = ["recto.png", "verso.png"].map(|name| (name.to_owned(), photo.to_vec())).to_vec();
    let spring = Period { from: date(2025, 5, 19), to: date(2025, 6, 20) };
    let mut ids = vec![];
    for (files, period) in
        [(vec![("juin.pdf".to_owned(), CERTIFICATE.to_vec())], Some(spring)), (photos, None)]
    {
        let sent = Certificate { files, period };
        let received = world.office.deposit_whole_certificate(&alix.actor, &alix.candidate, sent).await;
        ids.push(kept(received.unwrap()).to_string());
    }
    (alix, ids.try_into().unwrap())
}

story!(e4_06_certificates_stand_beside_the_work_they_are_for, |world| {
    let (_alix, [pdf, photos]) = two_certificates(&world).await;
    let controller = Browser::of(&world, "paul.contrôle").await;
    let page = controller.page(&format!("/dossiers/candidate-{NUMBER}/attestations")).await;
    page.says(&[
        "Le travail en entreprise, d’après le tableau",
        "Période : du 19 mai 2025 au 20 juin 2025",
        "La période d’une attestation n’est pas indiquée",
        "Pages nettoyées",
        "recto.png",
    ]);
    let policy = page.header("content-security-policy");
    assert!(policy.contains("frame-src 'self'") && policy.contains("script-src 'self'"), "{policy}");
    let html = page.html();
    assert!(html.contains(&format!("<iframe class=\"facing__frame\" src=\"/depots/{pdf}/cadre\"")));
    assert!(html.contains(&format!("src=\"/depots/{photos}/photos/2/nette\"")));
    let frame = controller.page(&format!("/depots/{pdf}/cadre")).await;
    assert_eq!(frame.header("x-frame-options"), "SAMEORIGIN");
    assert!(frame.header("content-security-policy").contains("frame-ancestors 'self'"));
    assert_eq!(frame.bytes, CERTIFICATE);
    let alone = controller.page(&format!("/depots/{pdf}")).await;
    assert_eq!(alone.header("x-frame-options"), "DENY", "outside of that page nothing is framed");
    let clean = controller.page(&format!("/depots/{photos}/photos/1/nette")).await;
    assert_eq!(clean.header("content-type"), "image/jpeg");
    let original = controller.page(&format!("/depots/{photos}/photos/2")).await;
    assert_eq!(original.header("content-type"), "image/png");
    assert!(original.header("content-security-policy").contains("sandbox"));
    for gone in [format!("/depots/{photos}/photos/3"), format!("/depots/{photos}/cadre")] {
        assert_eq!(controller.get(&gone).await.status, StatusCode::NOT_FOUND, "{gone}");
    }
    let check = controller.page(&format!("/dossiers/candidate-{NUMBER}/conformite")).await;
    check.says(&["Lire les attestations à côté du travail", "Ce qui ne se recoupe pas"]);
    let other = controller.page(&format!("/dossiers/candidate-{NUMBER}")).await;
    assert!(!other.header("content-security-policy").contains("frame-src"), "that page alone");
});

story!(e4_06_a_candidate_tells_the_period_of_each_certificate, |world| {
    let (_alix, [_, photos]) = two_certificates(&world).await;
    let alix = Browser::of(&world, NUMBER).await;
    let own = format!("/mon-dossier/candidate-{NUMBER}");
    alix.page(&own).await.says(&["Indiquer la période de recto.png", "Changer la période de juin.pdf"]);
    let to = format!("{own}/attestations/{photos}/periode");
    let (from, until) = (format!("from-{photos}"), format!("to-{photos}"));
    let turned = alix.post(&to, &[(from.as_str(), "2026-02-06"), (until.as_str(), "2026-01-05")]).await;
    assert_eq!(turned.status, StatusCode::UNPROCESSABLE_ENTITY);
    turned.says(&["« Dernier jour » ne peut pas être avant le 6 février 2026."]);
    let told = alix.post(&to, &[(from.as_str(), "2026-01-05"), (until.as_str(), "2026-02-06")]).await;
    alix.follow(told).await.says(&[
        "La période de l’attestation est enregistrée.",
        "Période : du 5 janvier 2026 au 6 février 2026",
    ]);
});

story!(e4_06_dates_that_cannot_be_read_never_lose_a_certificate, |world| {
    let (_alix, _) = two_certificates(&world).await;
    let alix = Browser::of(&world, NUMBER).await;
    let own = format!("/mon-dossier/candidate-{NUMBER}");
    let sent = [("from", "2026-02-06"), ("to", "2026-01-05")];
    let kept = alix.upload_fields(&format!("{own}/attestations"), &sent, ("mai.pdf", CERTIFICATE)).await;
    alix.follow(kept).await.says(&["L’attestation est reçue, mais pas sa période", "mai.pdf"]);
});
