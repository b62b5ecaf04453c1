//! A candidate hands pieces in.

use exam::Refusal;
use exam::dossier::{PictureProblem, PieceKind};
use exam::id::DepositId;
use office::Failure;
use office::acts::deposits::{Received, WithdrawCertificate};
use office::acts::dossiers::{Dossier, SeeOwnDossier};
use world::{CERTIFICATE, OTHER_TABLE, TABLE, kept, refused, story};

pub const SAMPLES: [(&str, &[u8]); 7] = [
    ("coches-par-fond-vert.xlsx", TABLE),
    (
        "croix-en-bordures-diagonales.xlsx",
        include_bytes!("../../../tableau/tests/samples/croix-en-bordures-diagonales.xlsx"),
    ),
    (
        "fond-jaune-dates-excel.xlsx",
        include_bytes!("../../../tableau/tests/samples/fond-jaune-dates-excel.xlsx"),
    ),
    (
        "modele-officiel-2025-vierge.xlsx",
        include_bytes!("../../../tableau/tests/samples/modele-officiel-2025-vierge.xlsx"),
    ),
    (
        "option-dessinee-groupes-renommes.xlsx",
        include_bytes!("../../../tableau/tests/samples/option-dessinee-groupes-renommes.xlsx"),
    ),
    ("rempli-par-script.xlsx", OTHER_TABLE),
    (
        "session-2022-ligne-masquee.xlsx",
        include_bytes!("../../../tableau/tests/samples/session-2022-ligne-masquee.xlsx"),
    ),
];

fn piece<'a>(dossier: &'a Dossier, id: &DepositId) -> &'a office::acts::dossiers::Deposit {
    dossier.deposits.iter().find(|deposit| deposit.id == *id).unwrap()
}

story!(e4_05_every_real_table_is_received_and_read_whatever_its_shape, |world| {
    let day = world.exam_day().await;
    let own = SeeOwnDossier { candidate: day.candidate.clone() };
    for (name, bytes) in SAMPLES {
        let received =
            world.office.deposit_table(&day.alix, &day.candidate, name, bytes.to_vec()).await.unwrap();
        let id = kept(received);
        let dossier = world.office.consult(&day.alix, own.clone()).await.unwrap();
        let table = dossier.table.as_ref().unwrap();
        assert_eq!(table.coverage.competences.len(), 6, "{name}");
        let blank = name.contains("vierge");
        assert_eq!(table.reading.achievements.is_empty(), blank, "{name}");
        assert_eq!(table.coverage.gaps().len() == 6, blank, "{name}: {:?}", table.coverage);
        let (deposit, back) = world.office.open_deposit(&day.alix, &id).await.unwrap();
        assert_eq!(back, bytes, "{name}: the bytes come back as they were received");
        let paper = world.office.print_deposited_table(&day.alix, &id).await.unwrap();
        assert!(paper.starts_with(b"%PDF-1.7"), "{name}: readers print what was read");
        assert_eq!(deposit.file_name.as_deref(), Some(name));
    }
    let dossier = world.office.consult(&day.alix, own).await.unwrap();
    assert_eq!(dossier.of(PieceKind::Table).len(), 1, "one table stands");
    assert_eq!(dossier.deposits.len(), SAMPLES.len(), "nothing is lost");
    world.journal_is_whole().await;
});

story!(e4_01_the_dossier_says_what_is_missing, |world| {
    let day = world.exam_day().await;
    let own = SeeOwnDossier { candidate: day.candidate.clone() };
    let missing = async || world.office.consult(&day.alix, own.clone()).await.unwrap().missing();
    assert_eq!(missing().await, PieceKind::ALL);
    world.certificate(&day.alix, &day.candidate).await;
    assert_eq!(missing().await, [PieceKind::Table, PieceKind::Portfolio]);
    world.whole_dossier(&day.alix, &day.candidate).await;
    assert!(missing().await.is_empty());
});

story!(e4_18_a_late_deposit_is_late_and_not_lost_where_the_centre_is, |world| {
    let day = world.exam_day().await;
    world.outside.set("2026-04-03T21:59:59.999Z".parse().unwrap());
    let in_time = world.table(&day.alix, &day.candidate, TABLE).await;
    world.outside.set("2026-04-03T22:00:00Z".parse().unwrap());
    let late = world.table(&day.alix, &day.candidate, OTHER_TABLE).await;
    let own = SeeOwnDossier { candidate: day.candidate.clone() };
    let dossier = world.office.consult(&day.alix, own).await.unwrap();
    let (first, second) = (piece(&dossier, &in_time), piece(&dossier, &late));
    assert!(!first.late && second.late);
    assert_eq!(first.replaced_at, Some(second.at), "the first table is in the history");
    assert_eq!(second.replaced_at, None);
    let told = world.journal("candidate", day.candidate.as_str()).await;
    assert!(told.last().unwrap().after.contains("en retard"), "{told:?}");
});

story!(a_certificate_is_withdrawn_once_and_stays_in_the_history, |world| {
    let day = world.exam_day().await;
    let kept = world.certificate(&day.alix, &day.candidate).await;
    let mistake = world.certificate(&day.alix, &day.candidate).await;
    let withdraw = |deposit: &DepositId| WithdrawCertificate {
        candidate: day.candidate.clone(),
        deposit: deposit.clone(),
    };
    world.office.perform(&day.alix, withdraw(&mistake)).await.unwrap();
    let again = world.office.perform(&day.alix, withdraw(&mistake)).await;
    assert!(matches!(again, Err(Failure::Outdated)));
    let table = world.table(&day.alix, &day.candidate, TABLE).await;
    let a_table = world.office.perform(&day.alix, withdraw(&table)).await;
    assert!(matches!(a_table, Err(Failure::NotFound)), "a table is replaced, never withdrawn");
    let own = SeeOwnDossier { candidate: day.candidate.clone() };
    let dossier = world.office.consult(&day.alix, own).await.unwrap();
    let standing: Vec<_> = dossier.of(PieceKind::Certificate).iter().map(|one| one.id.clone()).collect();
    assert_eq!(standing, [kept]);
    assert!(piece(&dossier, &mistake).replaced_at.is_some());
    assert!(world.office.open_deposit(&day.alix, &mistake).await.is_ok());
});

story!(nobody_withdraws_the_certificate_of_another_under_an_own_name, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |_| {}).await;
    let sacha = world.candidate(&centre, ("02", "BERNARD", "Sacha"), |_| {}).await;
    let (alix_is, sacha_is) =
        (world.account_of(&alix, "Alix Martin").await, world.account_of(&sacha, "Sacha Bernard").await);
    let deposit = world.certificate(&sacha_is, &sacha).await;
    let act = WithdrawCertificate { candidate: alix, deposit: deposit.clone() };
    assert!(matches!(world.office.perform(&alix_is, act).await, Err(Failure::NotFound)));
    assert_eq!(refused(world.office.open_deposit(&alix_is, &deposit).await), Refusal::NotAllowed);
});

story!(what_cannot_be_received_keeps_nothing, |world| {
    let day = world.exam_day().await;
    let before = world.journal("candidate", day.candidate.as_str()).await.len();
    let read = world.office.deposit_table(&day.alix, &day.candidate, "x.xlsx", b"bonjour".to_vec()).await;
    assert!(matches!(read.unwrap(), Received::Unreadable(why) if !why.is_empty()));
    let page = world.office.deposit_certificate(&day.alix, &day.candidate, "a.pdf", b"<html>".to_vec()).await;
    assert!(matches!(refused(page), Refusal::FileKind { .. }));
    let address = world.office.deposit_address(&day.alix, &day.candidate, "https://localhost/").await;
    assert!(matches!(refused(address), Refusal::AddressInvalid(_)));
    let own = SeeOwnDossier { candidate: day.candidate.clone() };
    assert!(world.office.consult(&day.alix, own).await.unwrap().deposits.is_empty());
    assert_eq!(world.blobs_on_disk(), 0);
    let told = world.journal("candidate", day.candidate.as_str()).await;
    let told: Vec<_> = told[before..].iter().map(|line| line.after.as_str()).collect();
    assert_eq!(told, ["refusé : FileKind (E4-06)", "refusé : AddressInvalid (E4-07)"]);
});

story!(e4_36_a_dossier_is_closed_after_the_jury_and_keeps_no_bytes, |world| {
    let day = world.exam_day().await;
    let certificate = world.certificate(&day.alix, &day.candidate).await;
    world.decided(&day, "13", "13").await;
    let table = world.office.deposit_table(&day.alix, &day.candidate, "t.xlsx", TABLE.to_vec()).await;
    assert_eq!(refused(table), Refusal::DossierClosed);
    let more = world.office.deposit_certificate(&day.alix, &day.candidate, "b.png", png()).await;
    assert_eq!(refused(more), Refusal::DossierClosed);
    let address = world.office.deposit_address(&day.alix, &day.candidate, "https://a.example.fr").await;
    assert_eq!(refused(address), Refusal::DossierClosed);
    let act = WithdrawCertificate { candidate: day.candidate.clone(), deposit: certificate };
    assert_eq!(refused(world.office.perform(&day.alix, act).await), Refusal::DossierClosed);
    assert_eq!(world.blobs_on_disk(), 1, "the certificate received before, and nothing else");
    let own = SeeOwnDossier { candidate: day.candidate.clone() };
    assert!(world.office.consult(&day.alix, own).await.unwrap().closed);
});

fn png() -> Vec<u8> {
    include_bytes!("../samples/page.png").to_vec()
}

story!(a_candidate_who_withdrew_hands_nothing_in, |world| {
    let centre = world.centre().await;
    let alix = world.candidate(&centre, ("01", "MARTIN", "Alix"), |one| one.withdrawn = true).await;
    let alix_is = world.account_of(&alix, "Alix Martin").await;
    let deposit = world.office.deposit_certificate(&alix_is, &alix, "a.pdf", CERTIFICATE.to_vec()).await;
    assert_eq!(refused(deposit), Refusal::Withdrawn);
    assert_eq!(world.blobs_on_disk(), 0);
});

story!(a_piece_is_told_by_its_bytes_and_never_by_its_name, |world| {
    let day = world.exam_day().await;
    let image = world.office.deposit_certificate(&day.alix, &day.candidate, "attestation.pdf", png()).await;
    let (deposit, _) = world.office.open_deposit(&day.alix, &kept(image.unwrap())).await.unwrap();
    assert_eq!(deposit.media_type.as_deref(), Some("image/png"));
    let page = world.office.clean_certificate(&day.alix, &deposit.id).await.unwrap();
    assert!(page.starts_with(b"%PDF-1.7"), "a photo opens as a clean page");
    let cut =
        world.office.deposit_certificate(&day.alix, &day.candidate, "a.png", png()[..60].to_vec()).await;
    assert_eq!(refused(cut), Refusal::Picture(PictureProblem::Damaged));
    let table = world.office.deposit_table(&day.alix, &day.candidate, "tableau.ods", TABLE.to_vec()).await;
    let (deposit, _) = world.office.open_deposit(&day.alix, &kept(table.unwrap())).await.unwrap();
    assert!(deposit.media_type.unwrap().ends_with("spreadsheetml.sheet"), "it is an .xlsx all the same");
});

story!(bytes_that_changed_on_the_disk_are_never_handed_out, |world| {
    let day = world.exam_day().await;
    let deposit = world.certificate(&day.alix, &day.candidate).await;
    let hash = world.office.deposit(&day.alix, &deposit).await.unwrap().0.blob.unwrap();
    let file = world.folder().join("blobs").join(&hash[..2]).join(&hash);
    std::fs::write(file, b"%PDF-1.7 autre chose").unwrap();
    assert!(matches!(world.office.open_deposit(&day.alix, &deposit).await, Err(Failure::Fault(_))));
    assert_eq!(world.office.health().await.unwrap().blobs, (1, vec![hash]));
});
