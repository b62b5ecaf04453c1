//! A candidate has the portfolio hosted here.

pub mod pages;
pub mod watch;

use exam::Refusal;
use exam::access::Role;
use exam::dossier::PieceKind;
use jiff::SignedDuration;
use office::Failure;
use office::acts::classes::SeeClass;
use office::acts::conformity::{Perimeter, SeeConformity};
use office::acts::deposits::Received;
use office::acts::dossiers::SeeOwnDossier;
use office::acts::portfolio::{SiteSummary, VIEW};
use office::acts::sheets::SeeSheet;
use world::{refused, story, zipped};

const SITE: [(&str, &[u8]); 3] =
    [("index.html", b"<h1>Alix</h1>"), ("style.css", b"h1{}"), ("outils/putty.exe", b"MZ")];

async fn whole(served: office::acts::portfolio::Served) -> Vec<u8> {
    use futures_util::TryStreamExt as _;
    let pieces: Vec<_> = served.pieces.try_collect().await.unwrap();
    pieces.concat()
}

story!(e4_07_a_site_is_received_frozen_and_shown_to_its_readers, |world| {
    let day = world.exam_day().await;
    let id = world.site(&day.alix, &day.candidate, &SITE).await;
    let own = SeeOwnDossier { candidate: day.candidate.clone() };
    let dossier = world.office.consult(&day.alix, own.clone()).await.unwrap();
    let deposit = dossier.of(PieceKind::Portfolio)[0].clone();
    let summary = SiteSummary::of(&deposit).unwrap();
    assert_eq!((summary.files, summary.bytes), (2, 17));
    assert_eq!(summary.left_out, ["outils/putty.exe (ce genre de fichier n’est pas servi)"]);
    assert_eq!(deposit.blob.as_ref().unwrap().len(), 64, "the manifest freezes every file");
    let again = world.site(&day.alix, &day.candidate, &SITE).await;
    let dossier = world.office.consult(&day.alix, own).await.unwrap();
    let same = dossier.deposits.iter().find(|one| one.id == again).unwrap();
    assert_eq!(same.blob, deposit.blob, "the same files, the same hash");
    for reader in [&day.alix, &day.arnaud] {
        let token = world.office.view_portfolio(reader, &id).await.unwrap();
        let site = world.office.viewed_site(&token).await.unwrap().unwrap();
        let page = world.office.site_file(&site, "", None).await.unwrap();
        assert_eq!(page.media_type, "text/html; charset=utf-8");
        assert_eq!(whole(page).await, b"<h1>Alix</h1>");
        let part = world.office.site_file(&site, "index.html", Some((4, Some(7)))).await.unwrap();
        assert_eq!(whole(part).await, b"Alix");
        let missing = world.office.site_file(&site, "outils/putty.exe", None).await;
        assert!(matches!(missing, Err(Failure::NotFound)));
    }
    let health = world.office.health().await.unwrap();
    assert_eq!(health.blobs, (3, vec![]), "every file is known to the doctor");
    world.journal_is_whole().await;
});

story!(an_address_shows_a_portfolio_for_some_hours, |world| {
    let day = world.exam_day().await;
    let id = world.site(&day.alix, &day.candidate, &SITE).await;
    let token = world.office.view_portfolio(&day.arnaud, &id).await.unwrap();
    world.outside.set(world.office.now() + VIEW - SignedDuration::from_secs(1));
    assert!(world.office.viewed_site(&token).await.unwrap().is_some());
    assert!(world.office.viewed_site(&token.replace(['0', '1'], "2")).await.unwrap().is_none());
    world.outside.set(world.office.now() + SignedDuration::from_secs(1));
    assert!(world.office.viewed_site(&token).await.unwrap().is_none());
});

story!(nobody_else_opens_or_replaces_a_portfolio, |world| {
    let day = world.exam_day().await;
    let id = world.site(&day.alix, &day.candidate, &SITE).await;
    let stranger = world.person("Jo Passant", vec![]).await;
    assert_eq!(refused(world.office.view_portfolio(&stranger, &id).await), Refusal::NotAllowed);
    let before = world.blobs_on_disk();
    let archive = world.arrived(&zipped(&[("index.html", b"autre")])).await;
    let sent = world.office.deposit_site(&day.arnaud, &day.candidate, "site.zip", archive).await;
    assert_eq!(refused(sent), Refusal::NotAllowed);
    let asked = world.office.would_receive(&stranger, &day.candidate).await;
    assert_eq!(refused(asked), Refusal::NotAllowed);
    assert_eq!(world.blobs_on_disk(), before, "nothing of it is kept");
    let table = world.table(&day.alix, &day.candidate, world::TABLE).await;
    assert!(matches!(world.office.view_portfolio(&day.alix, &table).await, Err(Failure::NotFound)));
});

story!(an_archive_that_is_no_site_keeps_the_one_before, |world| {
    let day = world.exam_day().await;
    let id = world.site(&day.alix, &day.candidate, &SITE).await;
    for bytes in [zipped(&[("../../x.html", b"x")]), b"Rar!".to_vec(), zipped(&[("photo.png", b"x")])] {
        let archive = world.arrived(&bytes).await;
        let received = world.office.deposit_site(&day.alix, &day.candidate, "a.zip", archive).await.unwrap();
        assert!(matches!(received, Received::Unreadable(_)), "{received:?}");
    }
    let own = SeeOwnDossier { candidate: day.candidate.clone() };
    let dossier = world.office.consult(&day.alix, own).await.unwrap();
    assert_eq!(dossier.of(PieceKind::Portfolio)[0].id, id);
    assert_eq!(world.office.sweep().unwrap(), 0, "nothing half arrived is left");
});

story!(a_site_is_not_taken_for_a_table, |world| {
    let day = world.exam_day().await;
    world.site(&day.alix, &day.candidate, &SITE).await;
    world.office.consult(&day.arnaud, SeeSheet { sheet: day.sheet.clone() }).await.unwrap();
    let controller = world.in_session("Rose Brun", Role::Controller, &day.session).await;
    let perimeter = Perimeter::Session(day.session.clone());
    world.office.consult(&controller, SeeConformity { perimeter: perimeter.clone() }).await.unwrap();
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    world.office.consult(&authority, SeeClass { perimeter }).await.unwrap();
});
