//! Real files, bent at random: never a panic, always an answer.
#![allow(clippy::unwrap_used, clippy::too_many_lines, reason = "a test fails by panicking")]

mod support;

use std::path::PathBuf;

use proptest::prelude::*;
use support::{read, zipped};

const FILES: [&str; 4] = [
    "croix-en-bordures-diagonales.xlsx",
    "option-dessinee-groupes-renommes.xlsx",
    "rempli-par-script.xlsx",
    "session-2022-ligne-masquee.xlsx",
];

fn sample(at: usize) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    std::fs::read(folder.join(FILES[at % FILES.len()])).unwrap()
}

/// The parts of a sample, decompressed, so that bending reaches past the checksums.
fn parts(at: usize) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(sample(at))).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut parts = Vec::new();
    for name in names {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name(&name).unwrap(), &mut text).unwrap();
        parts.push((name, text));
    }
    parts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bent_bytes(at in 0_usize..4, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), cut in any::<prop::sample::Index>(), cuts in any::<bool>()) {
        let mut bytes = sample(at);
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if cuts {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = read(&bytes);
    }

    #[test]
    fn bent_parts(at in 0_usize..4, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[<>&\"'/=0-9A-Za-zé:;! -]{0,6}", 0_usize..6), 1..8)) {
        let mut parts = parts(at);
        for (part, place, text, length) in changes {
            let count = parts.len();
            let content = &mut parts[part.index(count)].1;
            if content.is_empty() {
                continue;
            }
            let floor = |mut at: usize| { while !content.is_char_boundary(at) { at -= 1; } at };
            let start = floor(place.index(content.len()));
            let end = floor((start + length).min(content.len()));
            content.replace_range(start..end.max(start), &text);
        }
        let _ = read(&zipped(&parts));
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
        let _ = read(&[b"PK\x03\x04".as_slice(), &bytes].concat());
    }

    #[test]
    fn any_texts_in_the_cells(texts in prop::collection::vec((1_u32..25, 1_u32..11, "\\PC{0,30}|[0-9/ .-]{0,20}|(du|au|SISR|SLAM|option|mars|x|☐|☑|:| |\n|[0-9]){0,8}"), 0..30)) {
        let mut sheet = support::Sheet::model(6, 1);
        for (row, column, text) in texts {
            sheet.text(row, column, &text);
        }
        let reading = read(&support::xlsx(&[sheet]));
        prop_assert!(reading.is_ok());
        let _ = reading.map(|reading| tableau::to_text(&reading, true));
    }
}
