//! What a person may print.

use exam::Refusal;
use exam::access::Role;
use store::blobs::hash;
use world::{OTHER_TABLE, TABLE, kept, refused, story};

fn is_a_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-1.7")
}

story!(e4_18_a_receipt_bears_the_hash_of_what_was_received, |world| {
    let day = world.exam_day().await;
    world.outside.set("2026-03-20T09:42:07Z".parse().unwrap());
    let id = world.table(&day.alix, &day.candidate, TABLE).await;
    let (deposit, dossier) = world.office.deposit(&day.alix, &id).await.unwrap();
    assert_eq!(deposit.blob.as_deref(), Some(hash(TABLE).as_str()));
    assert_eq!(deposit.at.to_string(), "2026-03-20T09:42:07Z");
    assert_eq!(dossier.candidate.id, day.candidate);
    let paper = world.office.print_receipt(&day.alix, &id).await.unwrap();
    assert!(is_a_pdf(&paper));
    let again = world.office.print_receipt(&day.alix, &id).await.unwrap();
    assert!(paper == again, "the same receipt, to the byte");
    let told = world.journal("candidate", day.candidate.as_str()).await;
    assert!(told.last().unwrap().after.contains(&hash(TABLE)), "{told:?}");
});

story!(a_receipt_of_a_replaced_table_is_still_printed, |world| {
    let day = world.exam_day().await;
    let first = world.table(&day.alix, &day.candidate, TABLE).await;
    let before = world.office.print_receipt(&day.alix, &first).await.unwrap();
    world.outside.forward(jiff::SignedDuration::from_mins(5));
    let second = world.table(&day.alix, &day.candidate, OTHER_TABLE).await;
    world.outside.forward(jiff::SignedDuration::from_mins(-5));
    let after = world.office.print_receipt(&day.alix, &first).await.unwrap();
    assert!(before == after, "a receipt says what stood at its instant, whatever came later");
    assert!(is_a_pdf(&world.office.print_receipt(&day.alix, &second).await.unwrap()));
});

story!(an_address_has_a_receipt_too, |world| {
    let day = world.exam_day().await;
    let address = "https://portfolio.example.fr/alix";
    let id = kept(world.office.deposit_address(&day.alix, &day.candidate, address).await.unwrap());
    assert!(is_a_pdf(&world.office.print_receipt(&day.alix, &id).await.unwrap()));
    let file = world.office.open_deposit(&day.alix, &id).await;
    assert!(matches!(file, Err(office::Failure::NotFound)), "an address has no file");
});

story!(e4_31_the_papers_of_the_sheet_are_printed_for_the_commission_and_the_jury_alone, |world| {
    let day = world.exam_day().await;
    world.fill(&day, "13").await;
    let president = world.president(&day.session).await;
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    for reader in [&day.arnaud, &day.bastien, &president] {
        assert!(is_a_pdf(&world.office.print_grid(reader, &day.sheet).await.unwrap()));
        assert!(is_a_pdf(&world.office.print_appraisal(reader, &day.sheet).await.unwrap()));
    }
    let controller = world.in_session("Camille Contrôle", Role::Controller, &day.session).await;
    for other in [&day.alix, &authority, &controller] {
        assert_eq!(refused(world.office.print_grid(other, &day.sheet).await), Refusal::NotAllowed);
        assert_eq!(refused(world.office.print_appraisal(other, &day.sheet).await), Refusal::NotAllowed);
    }
});

story!(a_receipt_is_the_candidate_s_and_its_readers, |world| {
    let day = world.exam_day().await;
    let id = world.certificate(&day.alix, &day.candidate).await;
    let controller = world.in_session("Camille Contrôle", Role::Controller, &day.session).await;
    let stranger = world.person("Noé Inconnu", vec![]).await;
    assert!(is_a_pdf(&world.office.print_receipt(&controller, &id).await.unwrap()));
    assert_eq!(refused(world.office.print_receipt(&stranger, &id).await), Refusal::NotAllowed);
    world.outside.set("2026-05-03T21:59:00Z".parse().unwrap());
    let early = world.office.open_deposit(&day.arnaud, &id).await;
    assert!(matches!(refused(early), Refusal::WindowClosed { .. }), "E4-20");
});
