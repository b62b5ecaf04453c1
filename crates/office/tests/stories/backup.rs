//! The drill: an installation is copied while people write, put back elsewhere, and found whole.

use exam::sheet::Field;
use office::acts::sheets::{SeeSheet, WriteFields};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use store::backup::{self, BackupError};
use store::blobs::Blobs;
use store::{Db, health, migrate};
use tempfile::TempDir;
use world::{CERTIFICATE, World, change, story};

fn silent() -> impl FnMut(usize, usize) + Send {
    |_, _| {}
}

/// Writes the archive of a world.
async fn archive(world: &World, folder: &TempDir) -> (std::path::PathBuf, backup::Manifest) {
    let to = folder.path().join("archive.zip");
    let now = world.office.now();
    let from = (&world.db, world.engine.1.as_str());
    let manifest = backup::write(from, &world.blobs, &to, (now, &mut silent())).await.unwrap();
    (to, manifest)
}

story!(an_installation_is_copied_while_people_write_and_put_back_whole, |world| {
    let day = world.exam_day().await;
    world.whole_dossier(&day.alix, &day.candidate).await;
    world.fill(&day, "12").await;
    let folder = tempfile::tempdir().unwrap();
    let (stop, count) = (AtomicBool::new(false), AtomicI64::new(1));
    let writer = async {
        let mut written = 1;
        while !stop.load(Ordering::Relaxed) {
            let mut one = change(Field::Appraisal, &format!("Version {written}."));
            one.seen = written;
            let act = WriteFields { sheet: day.sheet.clone(), changes: vec![one] };
            assert!(world.office.perform(&day.arnaud, act).await.unwrap().conflicts.is_empty());
            // Of twenty pieces that a dossier may hold, most are left for the time of the copy.
            if written % 4 == 0 && written < 60 {
                let mut photo = CERTIFICATE.to_vec();
                photo.extend(format!("\n% {written}").into_bytes());
                let deposit = world.office.deposit_certificate(&day.alix, &day.candidate, "a.pdf", photo);
                deposit.await.unwrap();
            }
            written += 1;
            count.store(written, Ordering::Relaxed);
        }
        written
    };
    let until = async |wanted| {
        while count.load(Ordering::Relaxed) < wanted {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    let copier = async {
        // Some writes before, some during, some after.
        until(10).await;
        let done = archive(&world, &folder).await;
        until(count.load(Ordering::Relaxed) + 2).await;
        stop.store(true, Ordering::Relaxed);
        done
    };
    let (written, (file, manifest)) = tokio::join!(writer, copier);
    assert!(manifest.damaged.is_empty() && manifest.blobs() > 2, "{manifest:?}");
    assert_eq!(backup::check(&file, &mut silent()).unwrap(), manifest);

    let place = tempfile::tempdir().unwrap();
    let address = world::address(world.engine.0, &place).await;
    let pieces = place.path().join("pieces");
    backup::restore(&file, &address, &pieces, &mut silent()).await.unwrap();
    let db = Db::open(&address).await.unwrap();
    let health = health::examine(&db, &Blobs::in_folder(&pieces).unwrap()).await.unwrap();
    assert_eq!(health.schema, (migrate::wanted(), migrate::wanted()));
    assert!(health.journal.broken.is_empty() && health.journal.lines > 5, "{health:?}");
    assert!(health.blobs.1.is_empty() && health.blobs.0 > 1, "{health:?}");
    let office = office::Office::new(db, Blobs::in_folder(&pieces).unwrap(), world.outside.clone());
    let arnaud = office.actor("inès.arnaud").await.unwrap().unwrap();
    let there = office.consult(&arnaud, SeeSheet { sheet: day.sheet.clone() }).await.unwrap();
    let revision = there.content.revision(&Field::Appraisal);
    assert!((1..=written).contains(&revision), "one moment of the writing: {revision} of {written}");
    let told =
        if revision == 1 { "Des réalisations".to_owned() } else { format!("Version {}.", revision - 1) };
    assert!(there.content.value(&Field::Appraisal).starts_with(&told));

    let again = backup::restore(&file, &address, &place.path().join("autres"), &mut silent()).await;
    assert!(matches!(again, Err(BackupError::NotEmpty(_))), "a database is never written over: {again:?}");
    let other = tempfile::tempdir().unwrap();
    let fresh = world::address(world.engine.0, &other).await;
    let again = backup::restore(&file, &fresh, &pieces, &mut silent()).await;
    assert!(matches!(again, Err(BackupError::NotEmpty(_))), "nor are pieces: {again:?}");
    office.close().await;
});

story!(an_archive_that_changed_is_not_put_back_and_nothing_is_left, |world| {
    let day = world.exam_day().await;
    world.whole_dossier(&day.alix, &day.candidate).await;
    let folder = tempfile::tempdir().unwrap();
    let (file, manifest) = archive(&world, &folder).await;
    let from = (&world.db, world.engine.1.as_str());
    let twice = backup::write(from, &world.blobs, &file, (world.office.now(), &mut silent())).await;
    assert!(matches!(twice, Err(BackupError::Exists(_))), "{twice:?}");
    let whole = std::fs::read(&file).unwrap();
    let piece = manifest.files.iter().find(|held| held.name.starts_with("pieces/")).unwrap();
    let at = whole.windows(piece.name.len()).position(|window| window == piece.name.as_bytes()).unwrap();
    let mut changed = whole.clone();
    changed[at + piece.name.len() + 40] ^= 1;
    let place = tempfile::tempdir().unwrap();
    let address = world::address(world.engine.0, &place).await;
    let pieces = place.path().join("pieces");
    for (what, bytes) in
        [("a changed byte", changed), ("a cut", whole[..whole.len() / 2].to_vec()), ("nothing", vec![])]
    {
        std::fs::write(&file, bytes).unwrap();
        let refused = backup::restore(&file, &address, &pieces, &mut silent()).await;
        let told = matches!(refused, Err(BackupError::Altered(_) | BackupError::NotAnArchive(_)));
        assert!(told, "{what}: {refused:?}");
        assert!(!pieces.exists(), "{what}");
    }
    std::fs::write(&file, whole).unwrap();
    let elsewhere = match world.engine.0 {
        world::Engine::Sqlite => "postgres://nobody@127.0.0.1:1/none".to_owned(),
        world::Engine::Postgres => format!("sqlite:{}/x.sqlite", place.path().display()),
    };
    let other = backup::restore(&file, &elsewhere, &pieces, &mut silent()).await;
    assert!(matches!(other, Err(BackupError::OtherEngine { .. })), "{other:?}");
    backup::restore(&file, &address, &pieces, &mut silent()).await.unwrap();
});

story!(a_piece_that_was_damaged_already_is_named_and_the_rest_is_kept, |world| {
    let day = world.exam_day().await;
    world.whole_dossier(&day.alix, &day.candidate).await;
    let mut tx = world.db.read().await.unwrap();
    let hashes = store::blobs::recorded(&mut tx).await.unwrap();
    drop(tx);
    let lost = world.folder().join("blobs").join(&hashes[0][..2]).join(&hashes[0]);
    std::fs::write(&lost, b"autre chose").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (_, manifest) = archive(&world, &folder).await;
    assert_eq!(manifest.damaged, vec![hashes[0].clone()]);
    assert_eq!(manifest.blobs(), hashes.len() - 1);
});
