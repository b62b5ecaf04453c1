//! A bundle tampered with: whatever is changed, added or taken out is named.
#![allow(clippy::unwrap_used)]

use bundle::{Document, Finding, Kind, MANIFEST, Manifest, Sealed, Session, Signed, compare, seal, verify};
use proptest::prelude::*;
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn manifest() -> Manifest {
    Manifest {
        bundle: "b1".to_owned(),
        session: Session {
            id: "s".to_owned(),
            year: 2026,
            exam: "E5".to_owned(),
            academy: "Nulle part".to_owned(),
        },
        content: "00".to_owned(),
        sealed: Signed { name: "Mme Proviseure".to_owned(), at: "2026-05-29T15:00:00Z".to_owned() },
        candidates: vec!["0193".to_owned()],
        ..Manifest::default()
    }
}

fn document(path: &str, kind: Kind) -> Document {
    let candidate = (kind != Kind::Bordereau).then(|| "0193".to_owned());
    Document {
        path: path.to_owned(),
        kind,
        candidate,
        signed: vec![],
        bytes: format!("%PDF {path}").into_bytes(),
    }
}

fn sealed() -> Sealed {
    let documents = vec![
        document("grilles/0193.pdf", Kind::Grid),
        document("bordereau.pdf", Kind::Bordereau),
        document("appreciations/0193.pdf", Kind::Appraisal),
    ];
    seal(manifest(), documents).unwrap()
}

/// The files of an archive, by name.
fn files(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = vec![];
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let (name, mut bytes) = (file.name().unwrap().into_owned(), vec![]);
        file.read_to_end(&mut bytes).unwrap();
        files.push((name, bytes));
    }
    files
}

/// An archive made anew, as anybody would with a tool: its checksums are right.
fn made(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn findings(bytes: &[u8]) -> Vec<Finding> {
    verify(Cursor::new(bytes), None).unwrap().findings
}

#[test]
fn e4_33_the_same_input_seals_to_the_same_bytes() {
    let (one, other) = (sealed(), sealed());
    assert_eq!(one, other);
    let names: Vec<_> = files(&one.bytes).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, [MANIFEST, "appreciations/0193.pdf", "bordereau.pdf", "grilles/0193.pdf"]);
    let found = verify(Cursor::new(&one.bytes), Some(&one.sha256)).unwrap();
    assert!(found.is_whole() && found.sha256 == one.sha256);
    let read = found.manifest.unwrap();
    assert_eq!((read.bundle.as_str(), read.files.len()), ("b1", 3));
    assert!(read.files.iter().all(|entry| entry.size == 5 + entry.path.len() as u64));
}

#[test]
fn e4_33_an_archive_made_anew_with_the_same_files_is_whole_but_not_the_one_of_the_receipt() {
    let one = sealed();
    let again = made(&files(&one.bytes));
    assert_eq!(findings(&again), []);
    let found = verify(Cursor::new(&again), Some(&one.sha256)).unwrap().findings;
    assert_eq!(found, [Finding::OtherBytes { expected: one.sha256 }]);
}

#[test]
fn e4_33_a_file_taken_out_or_added_is_named() {
    let mut inside = files(&sealed().bytes);
    let grid = inside.pop().unwrap();
    inside.push(("grilles/0194.pdf".to_owned(), grid.1));
    let missing = Finding::Missing("grilles/0193.pdf".to_owned());
    assert_eq!(findings(&made(&inside)), [missing, Finding::Extra("grilles/0194.pdf".to_owned())]);
}

#[test]
fn e4_33_who_rewrites_the_manifest_too_is_found_against_the_one_that_was_recorded() {
    let one = sealed();
    let recorded = verify(Cursor::new(&one.bytes), None).unwrap().manifest.unwrap();
    let mut forged = document("grilles/0193.pdf", Kind::Grid);
    forged.bytes = b"%PDF 20/20".to_vec();
    let documents = vec![
        forged,
        document("bordereau.pdf", Kind::Bordereau),
        document("appreciations/0193.pdf", Kind::Appraisal),
    ];
    let forged = seal(manifest(), documents).unwrap();
    let found = verify(Cursor::new(&forged.bytes), Some(&one.sha256)).unwrap();
    assert_eq!(found.findings, [Finding::OtherBytes { expected: one.sha256 }]);
    let named = compare(&found, &recorded);
    assert_eq!(named, [Finding::Manifest, Finding::Altered("grilles/0193.pdf".to_owned())]);
}

#[test]
fn e4_33_names_that_leave_the_archive_links_and_bombs_are_never_followed() {
    let mut inside = files(&sealed().bytes);
    inside.push(("../../etc/passwd".to_owned(), b"x".to_vec()));
    assert_eq!(findings(&made(&inside)), [Finding::Outside("../../etc/passwd".to_owned())]);
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    for (name, bytes) in files(&sealed().bytes) {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.add_symlink("lien.pdf", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    zip.start_file("bombe.pdf", SimpleFileOptions::default()).unwrap();
    zip.write_all(&vec![0; usize::try_from(site::limits::FILE).unwrap() + 1]).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    let found = findings(&bytes);
    for name in ["lien.pdf", "bombe.pdf"] {
        assert!(found.contains(&Finding::Unreadable(name.to_owned())), "{name}: {found:?}");
    }
}

#[test]
fn e4_33_what_is_no_bundle_is_told_apart_from_one_that_was_tampered_with() {
    for bytes in [&b""[..], b"bonjour", b"PK\x03\x04"] {
        assert!(verify(Cursor::new(bytes), None).is_err());
    }
    let other = made(&[("index.html".to_owned(), b"a".to_vec())]);
    assert!(verify(Cursor::new(other), None).unwrap_err().to_string().contains("manifest.json"));
    let foreign = made(&[(MANIFEST.to_owned(), b"{\"format\":\"autre\"}".to_vec())]);
    assert!(verify(Cursor::new(foreign), None).unwrap_err().to_string().contains("autre logiciel"));
    let broken = made(&[(MANIFEST.to_owned(), b"{".to_vec())]);
    assert_eq!(findings(&broken), [Finding::Manifest]);
}

proptest! {
    /// Any byte of any file, the manifest among them: the file is named.
    #[test]
    fn e4_33_any_change_of_any_byte_of_any_file_is_found(file in 0_usize..4, at in 0_usize..4096, by in 1_u8..=255) {
        let mut inside = files(&sealed().bytes);
        let (name, bytes) = &mut inside[file];
        let at = at % bytes.len();
        bytes[at] = bytes[at].wrapping_add(by);
        let name = name.clone();
        let changed = made(&inside);
        match verify(Cursor::new(&changed), None) {
            Ok(found) if name == MANIFEST => prop_assert_eq!(found.findings, vec![Finding::Manifest]),
            Ok(found) => prop_assert_eq!(found.findings, vec![Finding::Altered(name)]),
            // Its first line says that it is another's.
            Err(_) => prop_assert_eq!(name, MANIFEST),
        }
    }

    /// Any byte of the archive itself: whatever is still said to be whole holds the very same files.
    #[test]
    fn e4_33_a_damaged_archive_is_never_whole_with_other_files(at in any::<prop::sample::Index>(), by in 1_u8..=255) {
        let one = sealed();
        let mut bytes = one.bytes.clone();
        let at = at.index(bytes.len());
        bytes[at] = bytes[at].wrapping_add(by);
        if let Ok(found) = verify(Cursor::new(&bytes), None) {
            if found.is_whole() {
                prop_assert_eq!(files(&bytes), files(&one.bytes));
            }
            prop_assert_ne!(found.sha256, one.sha256);
        }
    }
}
