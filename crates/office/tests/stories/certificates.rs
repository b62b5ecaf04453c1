//! Certificates: a period for each, photos of several pages, and the cross-check with the work in companies (E4-06).

use exam::Refusal;
use exam::access::Role;
use exam::dossier::PieceKind;
use exam::dossier::periods::{Attested, Period};
use exam::id::DepositId;
use jiff::civil::date;
use office::Failure;
use office::acts::certificates::{Certificate, MAX_PHOTOS, TellPeriod};
use office::acts::dossiers::{SeeDossier, SeeOwnDossier};
use world::{CERTIFICATE, OTHER_TABLE, TABLE, kept, refused, story};

fn png() -> Vec<u8> {
    include_bytes!("../samples/page.png").to_vec()
}

fn of(files: &[(&str, &[u8])], period: Option<Period>) -> Certificate {
    let files = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    Certificate { files, period }
}

fn spring() -> Period {
    Period { from: date(2025, 5, 19), to: date(2025, 6, 20) }
}

story!(e4_06_a_certificate_has_its_period_and_another_one_when_it_was_mistyped, |world| {
    let day = world.exam_day().await;
    let sent = of(&[("a.pdf", CERTIFICATE)], Some(spring()));
    let received = world.office.deposit_whole_certificate(&day.alix, &day.candidate, sent).await;
    let id = kept(received.unwrap());
    world.outside.forward(jiff::SignedDuration::from_mins(1));
    let other = world.certificate(&day.alix, &day.candidate).await;
    let own = SeeOwnDossier { candidate: day.candidate.clone() };
    let periods = async || {
        let dossier = world.office.consult(&day.alix, own.clone()).await.unwrap();
        dossier.of(PieceKind::Certificate).iter().map(|one| one.period).collect::<Vec<_>>()
    };
    assert_eq!(periods().await, [Some(spring()), None]);

    let tell = |deposit: &DepositId, period| TellPeriod {
        candidate: day.candidate.clone(),
        deposit: deposit.clone(),
        period,
    };
    let winter = Period { from: date(2026, 1, 5), to: date(2026, 2, 6) };
    world.office.perform(&day.alix, tell(&other, winter)).await.unwrap();
    assert_eq!(periods().await, [Some(spring()), Some(winter)]);
    let turned = Period { from: date(2026, 2, 6), to: date(2026, 1, 5) };
    let turned = world.office.perform(&day.alix, tell(&other, turned)).await;
    assert!(matches!(refused(turned), Refusal::DateBefore { .. }));
    let table = world.table(&day.alix, &day.candidate, TABLE).await;
    assert!(matches!(world.office.perform(&day.alix, tell(&table, winter)).await, Err(Failure::NotFound)));
    let told = world.journal("candidate", day.candidate.as_str()).await;
    let said = told.iter().find(|line| line.after.contains("période")).unwrap();
    assert!(said.after.ends_with("période du 5 janvier 2026 au 6 février 2026"), "{}", said.after);
    world.decided(&day, "13", "13").await;
    assert_eq!(refused(world.office.perform(&day.alix, tell(&id, winter)).await), Refusal::DossierClosed);
    world.journal_is_whole().await;
});

story!(e4_06_photos_of_two_pages_are_one_certificate_and_each_original_is_kept, |world| {
    let day = world.exam_day().await;
    let sent = of(&[("recto.png", &png()), ("verso.png", &png())], Some(spring()));
    let received = world.office.deposit_whole_certificate(&day.alix, &day.candidate, sent).await;
    let id = kept(received.unwrap());
    let paper = world.office.clean_certificate(&day.alix, &id).await.unwrap();
    assert!(paper.starts_with(b"%PDF-1.7"));
    let (photo, bytes) = world.office.open_photo(&day.alix, &id, 2).await.unwrap();
    assert_eq!((photo.name.as_str(), photo.media_type.as_str()), ("verso.png", "image/png"));
    assert_eq!(bytes, png(), "as it was received");
    assert!(matches!(world.office.open_photo(&day.alix, &id, 3).await, Err(Failure::NotFound)));
    assert!(matches!(world.office.open_photo(&day.alix, &id, 0).await, Err(Failure::NotFound)));
    let shown = world.office.clean_photo(&day.alix, &id, 1).await.unwrap();
    assert!(shown.starts_with(&[0xff, 0xd8, 0xff]), "a picture for a page");
    assert!(world.office.print_receipt(&day.alix, &id).await.unwrap().starts_with(b"%PDF-1.7"));
    let health = world.office.health().await.unwrap();
    assert_eq!(health.blobs, (2, vec![]), "the photo, received twice, and the list of both");

    let mixed = of(&[("recto.png", &png()), ("b.pdf", CERTIFICATE)], None);
    let mixed = world.office.deposit_whole_certificate(&day.alix, &day.candidate, mixed).await;
    assert_eq!(refused(mixed), Refusal::NotOnlyPhotos { limit: MAX_PHOTOS });
    let many: Vec<_> = (0..=MAX_PHOTOS).map(|_| ("a.png".to_owned(), png())).collect();
    let many = Certificate { files: many, period: None };
    let many = world.office.deposit_whole_certificate(&day.alix, &day.candidate, many).await;
    assert_eq!(refused(many), Refusal::NotOnlyPhotos { limit: MAX_PHOTOS });
    let cut = of(&[("recto.png", &png()), ("verso.png", &png()[..60])], None);
    let cut = world.office.deposit_whole_certificate(&day.alix, &day.candidate, cut).await;
    assert!(matches!(refused(cut), Refusal::Picture(_)), "one that nobody could read is told at once");
});

story!(e4_06_the_work_in_companies_finds_its_certificate, |world| {
    let day = world.exam_day().await;
    world.table(&day.alix, &day.candidate, OTHER_TABLE).await;
    let own = SeeOwnDossier { candidate: day.candidate.clone() };
    let cross = async || world.office.consult(&day.alix, own.clone()).await.unwrap().cross();
    let before = cross().await;
    let lines: Vec<_> = before.years.iter().flat_map(|year| &year.lines).collect();
    assert!(!lines.is_empty(), "the table tells of work in companies");
    assert!(lines.iter().all(|line| matches!(line.attested, Attested::Nowhere | Attested::Untold)));
    let around = before.years.iter().find_map(|year| year.around).unwrap();

    let sent = of(&[("a.pdf", CERTIFICATE)], Some(around));
    let received = world.office.deposit_whole_certificate(&day.alix, &day.candidate, sent).await;
    kept(received.unwrap());
    let after = cross().await;
    let by = after.years.iter().flat_map(|year| &year.lines).filter(|line| line.attested == Attested::By(0));
    assert!(by.count() > 0);
    assert_eq!((after.untold(), after.without_work.len()), (0, 0));
    world.outside.forward(jiff::SignedDuration::from_mins(1));
    let long_ago = Period { from: date(2019, 1, 7), to: date(2019, 2, 8) };
    let sent = of(&[("b.pdf", CERTIFICATE)], Some(long_ago));
    kept(world.office.deposit_whole_certificate(&day.alix, &day.candidate, sent).await.unwrap());
    assert_eq!(cross().await.without_work, [1], "the table tells of no work then");
});

story!(e4_06_readers_of_the_dossier_see_the_photos_and_strangers_do_not, |world| {
    let day = world.exam_day().await;
    let sent = of(&[("recto.png", &png()), ("verso.png", &png())], None);
    let received = world.office.deposit_whole_certificate(&day.alix, &day.candidate, sent).await;
    let id = kept(received.unwrap());
    let session = world.office.consult(&day.alix, SeeOwnDossier { candidate: day.candidate.clone() }).await;
    let controller =
        world.in_session("Camille Contrôle", Role::Controller, &session.unwrap().session.id).await;
    let dossier = world.office.consult(&controller, SeeDossier { candidate: day.candidate.clone() }).await;
    assert_eq!(dossier.unwrap().cross().untold(), 1);
    assert!(world.office.clean_photo(&controller, &id, 2).await.is_ok());
    let stranger = world.person("Personne Ici", vec![]).await;
    assert_eq!(refused(world.office.open_photo(&stranger, &id, 1).await), Refusal::NotAllowed);
    assert_eq!(refused(world.office.clean_photo(&stranger, &id, 1).await), Refusal::NotAllowed);
});
