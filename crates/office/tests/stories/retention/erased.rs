//! After a purge nobody finds what it took: not in a row, not on the disk, not in a backup.

use super::{one_off, purged};
use exam::access::{Actor, Role};
use exam::id::SessionId;
use exam::sheet::{Change, Field};
use office::Failure;
use office::acts::claims::{ClaimAppraisal, GiveAppraisal};
use office::acts::classes::SeeClass;
use office::acts::dossiers::SeeDossier;
use office::acts::jury::{DecideMark, PublishResults, SeeJury};
use office::acts::notices::SeeSentNotices;
use office::acts::sheets::{SeeSheet, WriteFields};
use std::path::{Path, PathBuf};
use store::{Db, backup, blobs, health};
use world::{CERTIFICATE, World, change, story};

/// Words that stand nowhere but with the candidate who goes.
const PLANTED: [&str; 7] = [
    "ZQUORVAL",
    "zq-appreciation-plantee",
    "zq-observation-plantee",
    "zq-remarque-plantee",
    "zq-attestation",
    "zq-page-plantee",
    "zq-portfolio.example.fr",
];

/// Alix Zquorval hands everything in, is heard, and gets a mark; the results are published.
async fn lived(world: &World) -> (world::ExamDay, Actor) {
    let day = world.exam_day().await;
    let mut tx = world.db.write().await.unwrap();
    let known = store::tables::candidates::find(&mut tx, &day.candidate).await.unwrap().unwrap();
    let renamed = store::tables::candidates::Candidate { family_name: "ZQUORVAL".to_owned(), ..known };
    store::tables::candidates::upsert(&mut tx, &renamed).await.unwrap();
    tx.run("UPDATE account SET name = 'Alix ZQUORVAL', email = 'alix.ZQUORVAL@exemple.fr' WHERE name = 'Alix Martin'", &[])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let alix = world.again(&day.alix).await;
    world.site(&alix, &day.candidate, &[("index.html", b"<h1>zq-page-plantee</h1>".as_slice())]).await;
    let office = &world.office;
    let address = "https://zq-portfolio.example.fr/";
    world::kept(office.deposit_address(&alix, &day.candidate, address).await.unwrap());
    let mut own = CERTIFICATE.to_vec();
    own.extend(b"\n% zq-attestation");
    world::kept(office.deposit_certificate(&alix, &day.candidate, "zq-attestation.pdf", own).await.unwrap());
    let shared = CERTIFICATE.to_vec();
    world::kept(office.deposit_certificate(&alix, &day.candidate, "commune.pdf", shared).await.unwrap());
    world.fill(&day, "13").await;
    let seen = |field: Field, seen, value: &str| Change { seen, ..change(field, value) };
    let part = Field::Observations("interview".to_owned());
    let changes = vec![
        seen(Field::Appraisal, 1, "zq-appreciation-plantee, un dossier solide."),
        seen(part, 0, "zq-observation-plantee"),
    ];
    office.perform(&day.arnaud, WriteFields { sheet: day.sheet.clone(), changes }).await.unwrap();
    world.sign(&day, &day.arnaud).await;
    world.sign(&day, &day.bastien).await;
    let president = world.president(&day.session).await;
    let (mark, remark) = ("14".to_owned(), "zq-remarque-plantee".to_owned());
    let decide = DecideMark { candidate: day.candidate.clone(), mark, remark };
    office.perform(&president, decide).await.unwrap();
    world.signed(&president, &day.session).await;
    let publish = PublishResults { session: day.session.clone(), unheard_seen: 0 };
    office.perform(&president, publish).await.unwrap();
    let candidate = day.candidate.clone();
    office.perform(&alix, ClaimAppraisal { candidate: candidate.clone() }).await.unwrap();
    let authority = office.actor("claude.rectorat").await.unwrap().unwrap();
    office.perform(&authority, GiveAppraisal { candidate, passages: vec![] }).await.unwrap();
    (day, president)
}

/// Another session, in which somebody handed in the very same certificate.
async fn elsewhere(world: &World) -> (SessionId, world::Owner) {
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let act = office::acts::sessions::OpenSession {
        academy: "Académie de Villefictive".to_owned(),
        year: 2027,
        referential: "sio-e5-2026".to_owned(),
        zone: "Europe/Paris".to_owned(),
        dates: office::acts::sessions::Dates {
            dossier_due: jiff::civil::date(2027, 4, 3),
            reading_from: jiff::civil::date(2027, 5, 4),
            orals_from: jiff::civil::date(2027, 5, 18),
            orals_to: jiff::civil::date(2027, 5, 29),
        },
    };
    let session = world.office.perform(&authority, act).await.unwrap();
    let sacha = world.owner(&session, "77", ("BERNARD", "Sacha")).await;
    let bytes = CERTIFICATE.to_vec();
    let deposit = world.office.deposit_certificate(&sacha.actor, &sacha.candidate, "commune.pdf", bytes);
    world::kept(deposit.await.unwrap());
    (session, sacha)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// The planted words that the bytes of a file hold.
fn holds(bytes: &[u8]) -> Vec<&'static str> {
    let has = |word: &&str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    PLANTED.iter().copied().filter(has).collect()
}

/// Every row of every table, as PostgreSQL writes it out; on SQLite the file itself is read instead.
async fn rows(world: &World) -> Vec<u8> {
    if matches!(world.db, Db::Sqlite { .. }) {
        return vec![];
    }
    let mut tx = world.db.read().await.unwrap();
    let tables = "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'";
    let mut all = vec![];
    for table in tx.all(tables, &[]).await.unwrap() {
        let table = table.text("name").unwrap();
        let sql =
            Box::leak(format!("SELECT row_to_json(t)::text AS line FROM \"{table}\" t").into_boxed_str());
        let lines = tx.all(sql, &[]).await.unwrap();
        all.extend(lines.iter().flat_map(|line| line.text("line").unwrap().into_bytes()));
    }
    all
}

/// The planted words found on the disk (database file of SQLite and its log, blobs) and in the rows of PostgreSQL.
async fn found(world: &World) -> Vec<&'static str> {
    let mut words = holds(&rows(world).await);
    for file in files(world.folder()) {
        words.extend(holds(&std::fs::read(file).unwrap()));
    }
    words.sort_unstable();
    words.dedup();
    words
}

story!(e4_32_after_a_purge_nothing_finds_what_it_took, |world| {
    let (day, president) = lived(&world).await;
    let (_, sacha) = elsewhere(&world).await;
    let mut all = PLANTED.to_vec();
    all.sort_unstable();
    assert_eq!(found(&world).await, all, "the hunt sees what is there");
    let before = world.journal_is_whole().await;
    let record = purged(&world, &one_off(&day.session), 1).await;
    assert_eq!(found(&world).await, Vec::<&str>::new());
    assert_eq!((record.candidates, record.shared), (1, 1), "the certificate of both stays: {record:?}");
    assert!(record.documents.len() >= 3 && record.journal_lines > 5, "{record:?}");
    for hash in &record.documents {
        assert!(!world.folder().join("blobs").join(&hash[..2]).join(hash).exists(), "{hash}");
    }
    assert!(world.journal_is_whole().await > before, "lines are added, none is taken out");
    let health = health::examine(&world.db, &world.blobs).await.unwrap();
    assert!(health.journal.broken.is_empty() && health.blobs.1.is_empty(), "{health:?}");
    let certificate = store::blobs::hash(CERTIFICATE);
    assert!(world.blobs.is_whole(&certificate).await, "Sacha's certificate");
    let theirs = world
        .office
        .consult(&sacha.actor, office::acts::dossiers::SeeOwnDossier { candidate: sacha.candidate.clone() });
    assert_eq!(theirs.await.unwrap().deposits.len(), 1);

    let gone = |answer: Result<(), Failure>| assert!(matches!(answer, Err(Failure::NotFound)), "{answer:?}");
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let office = &world.office;
    let candidate = day.candidate.clone();
    gone(office.consult(&authority, SeeDossier { candidate: candidate.clone() }).await.map(drop));
    gone(office.consult(&authority, SeeSentNotices { candidate }).await.map(drop));
    gone(office.consult(&president, SeeSheet { sheet: day.sheet.clone() }).await.map(drop));
    let class = office.consult(&authority, SeeClass { perimeter: one_off(&day.session) }).await.unwrap();
    assert!(class.followed.is_empty());
    let jury = office.consult(&president, SeeJury { session: day.session.clone() }).await.unwrap();
    assert!(jury.lines.is_empty());
    assert!(office.actor("alix.martin").await.unwrap().is_none(), "nobody signs in");
    office.duties(&authority).await.unwrap();
    office.duties(&day.arnaud).await.unwrap();
});

story!(e4_32_a_backup_made_after_a_purge_holds_nothing_of_it, |world| {
    let (day, _) = lived(&world).await;
    let folder = tempfile::tempdir().unwrap();
    let archive = async |name: &str| {
        let to = folder.path().join(name);
        let from = (&world.db, world.engine.1.as_str());
        backup::write(from, &world.blobs, &to, (world.office.now(), &mut |_, _| {})).await.unwrap();
        let place = tempfile::tempdir().unwrap();
        let address = world::address(world.engine.0, &place).await;
        let pieces = place.path().join("pieces");
        backup::restore(&to, &address, &pieces, &mut |_, _| {}).await.unwrap();
        let db = Db::open(&address).await.unwrap();
        let mut tx = db.read().await.unwrap();
        let recorded = blobs::recorded(&mut tx).await.unwrap().len();
        drop(tx);
        let kept: Vec<_> =
            files(&pieces).iter().flat_map(|file| holds(&std::fs::read(file).unwrap())).collect();
        let health = health::examine(&db, &blobs::Blobs::in_folder(&pieces).unwrap()).await.unwrap();
        assert!(health.journal.broken.is_empty() && health.blobs.1.is_empty(), "{health:?}");
        db.close().await;
        let base = std::fs::read(place.path().join("test.sqlite")).unwrap_or_default();
        (recorded, kept.len() + holds(&base).len())
    };
    let (before, words) = archive("avant.zip").await;
    assert!(before > 3 && words > 0);
    purged(&world, &one_off(&day.session), 1).await;
    assert_eq!(archive("apres.zip").await, (0, 0));
});

story!(e4_32_a_line_of_an_emptied_chain_that_is_changed_is_found, |world| {
    let (day, _) = lived(&world).await;
    purged(&world, &one_off(&day.session), 1).await;
    let broken = async |sql: &'static str| {
        let mut tx = world.db.write().await.unwrap();
        assert!(tx.run(sql, &[]).await.unwrap() > 0);
        let broken = store::journal::verify(&mut tx).await.unwrap().broken;
        drop(tx);
        broken.len()
    };
    assert_eq!(
        broken("UPDATE journal SET after_text = '20' WHERE subject_kind = 'sheet' AND position = 2").await,
        1
    );
    let moved = "UPDATE journal SET purge_id = (SELECT id FROM purge), after_text = '', before_text = ''
                 WHERE subject_kind = 'session' AND position = 1";
    assert_eq!(broken(moved).await, 1, "no line is emptied after the seal");
    assert!(broken("DELETE FROM journal WHERE subject_kind = 'sheet' AND position = 1").await > 1);
});

story!(e4_32_bytes_that_came_again_meanwhile_stay, |world| {
    let (day, _) = lived(&world).await;
    let (_, sacha) = elsewhere(&world).await;
    let record = purged(&world, &one_off(&day.session), 1).await;
    let mut own = CERTIFICATE.to_vec();
    own.extend(b"\n% zq-attestation");
    let hash = store::blobs::hash(&own);
    assert!(record.documents.contains(&hash));
    let deposit = world.office.deposit_certificate(&sacha.actor, &sacha.candidate, "a.pdf", own);
    world::kept(deposit.await.unwrap());
    let mut tx = world.db.write().await.unwrap();
    tx.run("UPDATE outbox SET done_at = NULL, attempts = 0, due_at = '2026' WHERE kind = 'erase'", &[])
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let cleared = world.office.clear_purged().await.unwrap();
    assert_eq!(cleared.purges, 1, "a task that was cut off is taken up again");
    assert!(world.blobs.is_whole(&hash).await);
    assert!(world.in_session("Léa Neuve", Role::Controller, &day.session).await.name.contains("Léa"));
});
