//! The jury's side: received, verified, opened; a bundle tampered with, in the store or on a key.

use super::{Ccf, arrived};
use crate::transmission::both;
use exam::Refusal;
use exam::access::Role;
use office::acts::jury::PublishResults;
use office::acts::perimeter::Perimeter;
use office::acts::retention::{AnnouncePurge, AskPurge};
use office::acts::transmission::{Next, Prepared, SeeBundle, Sent, Stage, Step};
use std::io::{Cursor, Read as _};
use std::path::PathBuf;
use world::{World, refused, story, zipped};

/// The files of an archive, by name.
fn files(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = vec![];
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let (name, mut bytes) = (file.name().unwrap().into_owned(), vec![]);
        file.read_to_end(&mut bytes).unwrap();
        files.push((name, bytes));
    }
    files
}

/// The same archive, but for one byte of Noor's grid; its checksums are right.
fn tampered(bytes: &[u8]) -> Vec<u8> {
    let mut inside = files(bytes);
    let (_, grid) = inside.iter_mut().find(|(name, _)| name == "grilles/04.pdf").unwrap();
    grid[1000] ^= 1;
    let inside: Vec<_> = inside.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zipped(&inside)
}

fn place(world: &World, sent: &Sent) -> PathBuf {
    world.folder().join("blobs").join(&sent.sha256[..2]).join(&sent.sha256)
}

async fn sent(world: &World) -> (Ccf, Sent) {
    let ccf = Ccf::heard(world).await;
    ccf.signs(world).await;
    let sent = world.office.send_bundle(&ccf.centre.head, &ccf.here()).await.unwrap();
    (ccf, sent)
}

async fn seen(world: &World, ccf: &Ccf) -> Prepared {
    world.office.consult(&ccf.president, SeeBundle { perimeter: ccf.here() }).await.unwrap()
}

story!(e4_33_a_bundle_is_received_verified_and_opened_by_the_jury, |world| {
    let (ccf, sent) = sent(&world).await;
    let office = &world.office;
    let member = world.in_session("Jules Membre", Role::JuryMember, &ccf.centre.session).await;
    let early = office.open_bundle(&member, &ccf.here(), &sent.id).await.map(drop);
    assert_eq!(refused(early), Refusal::BundleNotVerified);
    assert_eq!(seen(&world, &ccf).await.stage(), Stage::Sent);
    let elsewhere = Perimeter::School(ccf.centre.voltaire.clone());
    let wrong = office.receive_bundle(&member, &elsewhere, &sent.id).await;
    assert!(matches!(wrong, Err(office::Failure::NotFound)));
    office.receive_bundle(&member, &ccf.here(), &sent.id).await.unwrap();
    let copy = office.open_bundle(&ccf.centre.head, &ccf.here(), &sent.id).await.unwrap();
    assert_eq!(
        seen(&world, &ccf).await.stage(),
        Stage::Verified,
        "who sent it does not open it for the jury"
    );
    let opened = office.open_bundle(&ccf.president, &ccf.here(), &sent.id).await.unwrap();
    assert_eq!(opened.bytes, copy.bytes);
    let steps: Vec<_> = seen(&world, &ccf).await.sent[0].steps.iter().map(|done| done.step).collect();
    assert_eq!(steps, [Step::Received, Step::Verified, Step::Opened]);
    let inside = files(&opened.bytes);
    let names: Vec<_> = inside.iter().map(|(name, _)| name.as_str()).collect();
    let expected =
        ["manifest.json", "appreciations/04.pdf", "appreciations/05.pdf", "bordereau.pdf", "grilles/04.pdf"];
    assert_eq!(names[..5], expected);
    assert!(inside[1..].iter().all(|(_, bytes)| bytes.starts_with(b"%PDF")));
    let manifest = String::from_utf8(inside[0].1.clone()).unwrap();
    for told in ["\"exam\": \"E5\"", "0999991A", "Paule Proviseure", "Omar Diallo", "\"candidate\": \"04\""] {
        assert!(manifest.contains(told), "{told}: {manifest}");
    }
    assert!(!manifest.contains("AZIZ"), "candidates by number alone");
    world.journal_is_whole().await;
});

story!(e4_33_a_bundle_tampered_with_in_the_store_is_named_and_sent_again, |world| {
    let (ccf, first) = sent(&world).await;
    let (office, place) = (&world.office, place(&world, &first));
    let bytes = std::fs::read(&place).unwrap();
    std::fs::write(&place, tampered(&bytes)).unwrap();
    office.receive_bundle(&ccf.president, &ccf.here(), &first.id).await.unwrap();
    let found = seen(&world, &ccf).await;
    assert_eq!((found.stage(), found.next()), (Stage::Altered, Next::Send { again: true }));
    let findings = &found.sent[0].steps.last().unwrap().findings;
    assert!(findings.contains(&"grilles/04.pdf : modifié après le scellement".to_owned()), "{findings:?}");
    assert_eq!(findings.len(), 2, "and the file as a whole: {findings:?}");
    let open = office.open_bundle(&ccf.president, &ccf.here(), &first.id).await.map(drop);
    assert_eq!(refused(open), Refusal::BundleNotVerified);
    world.outside.set("2026-05-19T10:00:00Z".parse().unwrap());
    let second = office.send_bundle(&ccf.centre.head, &ccf.here()).await.unwrap();
    office.receive_bundle(&ccf.president, &ccf.here(), &second.id).await.unwrap();
    assert_eq!(seen(&world, &ccf).await.stage(), Stage::Verified);
    std::fs::remove_file(place).unwrap();
    office.receive_bundle(&ccf.president, &ccf.here(), &first.id).await.unwrap();
    let gone = &seen(&world, &ccf).await.sent[1].steps.last().unwrap().findings.clone();
    assert_eq!(gone, &["le fichier entier : il n’est plus dans le stockage"]);
});

story!(e4_33_a_file_on_a_key_is_recognised_and_what_differs_is_named, |world| {
    let (ccf, sent) = sent(&world).await;
    let (office, session) = (&world.office, ccf.centre.session.clone());
    let bytes = std::fs::read(place(&world, &sent)).unwrap();
    let check = async |bytes: &[u8]| {
        let file = arrived(&world, bytes).await;
        office.check_bundle(&ccf.president, &session, ("clé.zip", file)).await.unwrap()
    };
    let same = check(&bytes).await;
    assert_eq!((same.findings.len(), same.sha256.as_str()), (0, sent.sha256.as_str()));
    assert_eq!(same.known.as_ref().map(|one| one.id.as_str()), Some(sent.id.as_str()));
    assert!(same.says.contains("Lycée Jean Zay (0999991A), E5 2026"), "{}", same.says);
    let other = check(&tampered(&bytes)).await;
    assert_eq!(other.known.as_ref().map(|one| one.id.as_str()), Some(sent.id.as_str()));
    assert!(other.findings[0] == "grilles/04.pdf : modifié après le scellement", "{:?}", other.findings);
    assert!(other.findings[1].starts_with("le fichier entier"), "{:?}", other.findings);
    let none = check(b"bonjour").await;
    assert!(none.not_a_bundle.contains("archive .zip") && none.known.is_none());
    let told = world.journal("session", session.as_str()).await;
    let told: Vec<_> = told.iter().rev().take(3).map(|line| line.after.as_str()).collect();
    assert_eq!(told[0], "fichier clé.zip : ce n’est pas un dossier scellé");
    assert!(told[1].starts_with("fichier clé.zip vérifié : 2 constats"), "{told:?}");
});

story!(e4_32_a_purge_takes_the_bytes_of_bundles_and_leaves_their_hash, |world| {
    let day = world.exam_day().await;
    world.fill(&day, "13").await;
    both(&world, &day).await;
    let authority = world.office.actor("claude.rectorat").await.unwrap().unwrap();
    let perimeter = Perimeter::Session(day.session.clone());
    let sent = world.office.send_bundle(&authority, &perimeter).await.unwrap();
    let president = world.president(&day.session).await;
    world.office.receive_bundle(&president, &perimeter, &sent.id).await.unwrap();
    let act = crate::transmission::marks::decide(&day.candidate, "14");
    world.office.perform(&president, act).await.unwrap();
    world.signed(&president, &day.session).await;
    let publish = PublishResults { session: day.session.clone(), unheard_seen: 0 };
    world.office.perform(&president, publish).await.unwrap();
    world.outside.set("2027-09-01T08:00:00Z".parse().unwrap());
    let announce = AnnouncePurge { perimeter: perimeter.clone() };
    world.office.perform(&authority, announce).await.unwrap();
    world.outside.set("2027-10-02T08:00:00Z".parse().unwrap());
    world.office.perform(&authority, AskPurge { perimeter: perimeter.clone() }).await.unwrap();
    let administrator = world.administrator().await;
    let record = world.office.purge(&administrator, &perimeter, 1).await.unwrap();
    assert!(record.documents.contains(&sent.sha256) && !place(&world, &sent).exists(), "{record:?}");
    let left = world.office.consult(&president, SeeBundle { perimeter: perimeter.clone() }).await.unwrap();
    let left = &left.sent[0];
    assert_eq!((left.sha256.as_str(), left.kept, left.steps.len()), (sent.sha256.as_str(), false, 0));
    let again = world.office.receive_bundle(&president, &perimeter, &sent.id).await;
    assert!(matches!(again, Err(office::Failure::NotFound)));
});
