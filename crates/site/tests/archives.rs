//! Archives as people make them, and as people who mean harm make them.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use site::{Problem, Unpacked, Unusable, limits, unpack};
use std::collections::BTreeSet;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The site, with its folder: the bytes go with it.
fn opened(bytes: &[u8]) -> Result<(Unpacked, tempfile::TempDir), Unusable> {
    let folder = tempfile::tempdir().unwrap();
    unpack(Cursor::new(bytes), folder.path()).map(|unpacked| (unpacked, folder))
}

fn paths(bytes: &[u8]) -> Vec<String> {
    opened(bytes).unwrap().0.site.files.into_iter().map(|file| file.path).collect()
}

fn problem(bytes: &[u8]) -> Problem {
    opened(bytes).map(|_| ()).unwrap_err().problems.remove(0)
}

#[test]
fn e4_07_a_site_is_its_files_with_their_kinds_sizes_and_hashes() {
    let bytes = archive(&[
        ("index.html", "<h1>Léa</h1>".as_bytes()),
        ("style.css", b"h1 { color: teal }"),
        ("ancien.html", b"<meta charset=iso-8859-1>L\xe9a"),
        ("images/schema.png", b"\x89PNG"),
    ]);
    let (unpacked, _folder) = opened(&bytes).unwrap();
    assert_eq!(unpacked.site.index, "index.html");
    let kind = |path: &str| unpacked.site.find(path).unwrap().media_type.clone();
    assert_eq!(kind("index.html"), "text/html; charset=utf-8");
    assert_eq!(kind("ancien.html"), "text/html", "its own meta tells its character set");
    assert_eq!(kind("images/schema.png"), "image/png");
    for (file, place) in unpacked.site.files.iter().zip(&unpacked.places) {
        let bytes = std::fs::read(place).unwrap();
        assert_eq!(bytes.len() as u64, file.size, "{}", file.path);
        assert_eq!(file.hash.len(), 64);
    }
}

#[test]
fn the_folder_that_holds_the_site_is_left_out_of_its_paths() {
    let files: [(&str, &[u8]); 3] = [
        ("mon site/public/index.html", b"a"),
        ("mon site/public/a/b.html", b"b"),
        ("__MACOSX/mon site/._index.html", b"c"),
    ];
    assert_eq!(paths(&archive(&files)), ["a/b.html", "index.html"]);
}

#[test]
fn the_first_page_is_told_or_asked_for() {
    assert_eq!(
        opened(&archive(&[("Accueil.html", b"a"), ("x.css", b"")])).unwrap().0.site.index,
        "Accueil.html"
    );
    assert_eq!(opened(&archive(&[("INDEX.HTM", b"a"), ("b.html", b"")])).unwrap().0.site.index, "INDEX.HTM");
    let two = archive(&[("a.html", b"a"), ("b.html", b"b")]);
    assert_eq!(problem(&two), Problem::NoIndex(vec!["a.html".to_owned(), "b.html".to_owned()]));
    assert!(problem(&two).to_string().contains("Renommez la première en index.html"));
    assert_eq!(problem(&archive(&[("photo.png", b"x")])), Problem::NoIndex(vec![]));
    assert_eq!(problem(&archive(&[])), Problem::NoIndex(vec![]));
}

#[test]
fn what_no_portfolio_needs_is_left_out_and_told() {
    let bytes =
        archive(&[("index.html", b"a"), ("setup.exe", b"MZ"), (".git/config", b"x"), ("a/.DS_Store", b"x")]);
    let (unpacked, _folder) = opened(&bytes).unwrap();
    assert_eq!(unpacked.site.files.len(), 1);
    assert_eq!(unpacked.left_out, ["setup.exe (ce genre de fichier n’est pas servi)"]);
}

#[test]
fn names_that_leave_the_site_are_all_told_and_nothing_is_kept() {
    let bytes = archive(&[
        ("index.html", b"a"),
        ("../../etc/passwd", b"x"),
        ("/tmp/a.html", b"x"),
        ("C:\\b.html", b"x"),
    ]);
    let unusable = opened(&bytes).map(|_| ()).unwrap_err();
    assert_eq!(unusable.problems.len(), 3, "{unusable}");
    assert!(unusable.problems.iter().all(|problem| matches!(problem, Problem::Outside(_))), "{unusable}");
    let many: Vec<String> = (0..15).map(|at| format!("../{at}.html")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    let unusable = opened(&archive(&many)).map(|_| ()).unwrap_err();
    assert_eq!((unusable.problems.len(), unusable.more), (limits::TOLD, 5));
    assert!(unusable.to_string().ends_with("(Et 5 autres problèmes.)"));
}

#[test]
fn a_link_is_not_followed() {
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    zip.add_symlink("index.html", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(problem(&bytes), Problem::Special("index.html".to_owned()));
}

#[test]
fn a_locked_entry_is_told() {
    let mut bytes = archive(&[("index.html", b"secret")]);
    let places = |bytes: &[u8], sign: &[u8]| bytes.windows(4).position(|four| four == sign).unwrap();
    let (local, central) = (places(&bytes, b"PK\x03\x04"), places(&bytes, b"PK\x01\x02"));
    bytes[local + 6] |= 1;
    bytes[central + 8] |= 1;
    assert_eq!(problem(&bytes), Problem::Locked("index.html".to_owned()));
}

#[test]
fn entries_that_share_their_bytes_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    zip.start_file("index.html", SimpleFileOptions::default()).unwrap();
    zip.write_all(&[b'a'; 10_000]).unwrap();
    zip.shallow_copy_file("index.html", "copie.html").unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(problem(&bytes), Problem::Overlapping);
}

#[test]
fn one_name_twice_is_refused() {
    let mut bytes = archive(&[("index.html", b"a"), ("indey.html", b"b")]);
    while let Some(at) = bytes.windows(10).position(|name| name == b"indey.html") {
        bytes[at..at + 10].copy_from_slice(b"index.html");
    }
    assert!(matches!(problem(&bytes), Problem::Twice(_)));
}

#[test]
fn a_bomb_is_stopped_while_it_expands() {
    let zeros = vec![0_u8; usize::try_from(limits::FILE).unwrap() + 1];
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    zip.start_file("index.html", SimpleFileOptions::default()).unwrap();
    zip.write_all(&zeros).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 1_000_000);
    assert_eq!(problem(&bytes), Problem::LargeFile("index.html".to_owned()));
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    for at in 0..5 {
        zip.start_file(format!("{at}.png"), SimpleFileOptions::default()).unwrap();
        zip.write_all(&zeros[..99_000_000]).unwrap();
    }
    zip.start_file("index.html", SimpleFileOptions::default()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    let unusable = unpack(Cursor::new(bytes), folder.path()).map(|_| ()).unwrap_err();
    assert_eq!(unusable.problems, [Problem::TooLarge]);
    let written: u64 =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
    assert!(written <= limits::TOTAL + 1, "{written}");
}

#[test]
fn a_size_that_lies_changes_nothing() {
    let mut bytes = archive(&[("index.html", &[b'a'; 5_000])]);
    let central = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    bytes[central + 24..central + 28].copy_from_slice(&7_u32.to_le_bytes());
    match opened(&bytes) {
        Ok((unpacked, _folder)) => assert_eq!(unpacked.site.files[0].size, 5_000),
        Err(unusable) => assert!(matches!(unusable.problems[0], Problem::Damaged(_)), "{unusable}"),
    }
}

#[test]
fn too_many_files_are_refused_before_they_are_expanded() {
    let names: Vec<String> = (0..=limits::FILES).map(|at| format!("{at}.html")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(problem(&archive(&files)), Problem::TooManyFiles);
    let mut flood = archive(&[("index.html", b"a")]);
    let at = flood.len() - 22;
    let records = b"PK\x01\x02".repeat(limits::ENTRIES + 1);
    flood.splice(at..at, records);
    assert_eq!(problem(&flood), Problem::TooManyFiles);
}

#[test]
fn what_is_no_whole_archive_is_told() {
    let whole = archive(&[("index.html", &[b'x'; 3_000])]);
    for cut in [0, 1, 2, 30, whole.len() / 2, whole.len() - 1] {
        assert_eq!(problem(&whole[..cut]), Problem::NotAnArchive, "{cut}");
    }
    assert_eq!(problem(b"Rar!\x1a\x07\x00"), Problem::NotAnArchive);
    let mut damaged =
        archive(&[("index.html", b"un texte assez long pour etre compresse, compresse, compresse")]);
    damaged[45] ^= 0xff;
    assert!(matches!(problem(&damaged), Problem::Damaged(_) | Problem::NotAnArchive));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_archive_leaves_its_folder_or_crashes(names in prop::collection::vec("[a-c./\\\\:\u{202e} é\0]{1,12}(\\.html)?", 1..8)) {
        let mut zip = ZipWriter::new(Cursor::new(vec![]));
        for name in names.iter().collect::<BTreeSet<_>>() {
            if zip.start_file(name.as_str(), SimpleFileOptions::default()).is_ok() {
                zip.write_all(b"x").unwrap();
            }
        }
        zip.start_file("index.html", SimpleFileOptions::default()).unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        if let Ok((unpacked, folder)) = opened(&bytes) {
            let paths: BTreeSet<&str> = unpacked.site.files.iter().map(|file| file.path.as_str()).collect();
            prop_assert_eq!(paths.len(), unpacked.site.files.len());
            for path in paths {
                prop_assert!(!path.starts_with('/') && path.split('/').all(|part| !part.is_empty() && part != ".." && part != "."));
            }
            for place in &unpacked.places {
                prop_assert_eq!(place.parent(), Some(folder.path()));
            }
        }
    }

    #[test]
    fn no_bytes_crash_it(mut bytes in prop::collection::vec(any::<u8>(), 0..400), flips in prop::collection::vec((0_usize..300, any::<u8>()), 0..6)) {
        let _ = opened(&bytes);
        bytes = archive(&[("index.html", b"bonjour"), ("a/b.css", b"p{}")]);
        for (at, value) in flips {
            let at = at % bytes.len();
            bytes[at] = value;
        }
        let _ = opened(&bytes);
    }
}
