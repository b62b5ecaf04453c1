//! The tablets are flat: the grid is held on paper, typed in the evening, and its scanned pages stand beside it.

use exam::Refusal;
use exam::notice::Kind;
use exam::sheet::{Field, State};
use office::Failure;
use office::acts::sheets::{SeeSheet, SheetPage, WithdrawScan};
use world::{ExamDay, World, refused, story};

const SCAN: &[u8] = b"%PDF-1.7 a scanned grid";

async fn scan(world: &World, day: &ExamDay, name: &str, bytes: &[u8]) -> Result<(), Failure> {
    world.office.scan_paper(&day.arnaud, &day.sheet, vec![(name.to_owned(), bytes.to_vec())]).await
}

async fn sheet(world: &World, day: &ExamDay) -> SheetPage {
    world.office.consult(&day.bastien, SeeSheet { sheet: day.sheet.clone() }).await.unwrap()
}

story!(e4_17_the_pages_of_a_grid_held_on_paper_stand_on_the_sheet_and_visas_cover_them, |world| {
    let day = world.exam_day().await;
    world.fill(&day, "13").await;
    world.sign(&day, &day.bastien).await;
    scan(&world, &day, "recto.pdf", SCAN).await.unwrap();
    let seen = sheet(&world, &day).await;
    assert_eq!(seen.content.state(), State::Open, "a page more is another content");
    assert_eq!(world.office.notices(&day.bastien).await.unwrap()[0].0.kind, Kind::VisaVoided);
    let told = (&seen.content.scans[0].file_name, seen.content.scans[0].by_name.as_str());
    assert_eq!(told, (&"recto.pdf".to_owned(), "Inès Arnaud"));
    let (_, bytes) =
        world.office.open_scan(&day.bastien, &day.sheet, &seen.content.scans[0].id).await.unwrap();
    assert_eq!(bytes, SCAN);
    world.sign(&day, &day.bastien).await;
    world.sign(&day, &day.arnaud).await;
    assert_eq!(refused(scan(&world, &day, "verso.pdf", SCAN).await), Refusal::SheetClosed);
    let withdraw = WithdrawScan { sheet: day.sheet.clone(), scan: seen.content.scans[0].id.clone() };
    assert_eq!(refused(world.office.perform(&day.arnaud, withdraw).await), Refusal::SheetClosed);
    assert_eq!(sheet(&world, &day).await.content.state(), State::Closed);
    world.journal_is_whole().await;
});

story!(a_page_of_another_candidate_is_taken_back_and_the_journal_keeps_its_hash, |world| {
    let day = world.exam_day().await;
    scan(&world, &day, "autre.pdf", SCAN).await.unwrap();
    let wrong = sheet(&world, &day).await.content.scans[0].clone();
    let withdraw = WithdrawScan { sheet: day.sheet.clone(), scan: wrong.id.clone() };
    world.office.perform(&day.bastien, withdraw.clone()).await.unwrap();
    assert!(matches!(world.office.perform(&day.bastien, withdraw).await, Err(Failure::NotFound)));
    assert!(sheet(&world, &day).await.content.scans.is_empty());
    let gone = world.office.open_scan(&day.arnaud, &day.sheet, &wrong.id).await;
    assert!(matches!(gone, Err(Failure::NotFound)), "{gone:?}");
    let lines = world.journal("sheet", "sheet").await;
    assert!(lines.last().unwrap().before.contains(&wrong.sha256));
});

story!(a_scan_is_told_by_its_bytes_and_is_no_candidate_s_to_see, |world| {
    let day = world.exam_day().await;
    let wrong = refused(scan(&world, &day, "grille.pdf", b"<html>").await);
    assert_eq!(wrong, Refusal::FileKind { accepted: "PDF, JPEG ou PNG" });
    let broken = refused(scan(&world, &day, "photo.jpg", &[0xFF, 0xD8, 0xFF, 0, 0]).await);
    assert!(matches!(broken, Refusal::Picture(_)), "{broken:?}");
    let many = vec![("page.pdf".to_owned(), SCAN.to_vec()); 11];
    let many = refused(world.office.scan_paper(&day.arnaud, &day.sheet, many).await);
    assert_eq!(many, Refusal::TooManyPieces { limit: 10 });
    scan(&world, &day, "recto.pdf", SCAN).await.unwrap();
    let known = sheet(&world, &day).await.content.scans[0].id.clone();
    let theirs = world.office.open_scan(&day.alix, &day.sheet, &known).await;
    assert_eq!(refused(theirs.map(drop)), Refusal::NotAllowed);
    let by_alix = world.office.scan_paper(&day.alix, &day.sheet, vec![("x.pdf".to_owned(), SCAN.to_vec())]);
    assert_eq!(refused(by_alix.await), Refusal::NotAllowed);
    let refusals = world.journal("sheet", "sheet").await.into_iter().filter(|line| line.act == "scan_paper");
    assert_eq!(refusals.count(), 5, "four refused and journaled, one received");
    assert!(sheet(&world, &day).await.content.value(&Field::Appraisal).is_empty());
});
