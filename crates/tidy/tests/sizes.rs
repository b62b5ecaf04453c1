//! Files and folders stay small enough to be read at once.

use std::collections::BTreeMap;
use tidy::tree::{extension, files, folder, sources};

const LINES: usize = 400;
const FILES: usize = 20;

/// What is held to [`LINES`].
const HELD: [&str; 7] = ["rs", "css", "js", "mjs", "ts", "html", "typ"];

/// Folders with one file for each thing of the world: samples, fonts, migrations.
const UNCOUNTED: [&str; 3] = ["samples", "fonts", "migrations"];

#[test]
fn a_file_has_at_most_400_lines() {
    let mut faults = Vec::new();
    for source in sources("", &HELD) {
        let lines = source.text.lines().count();
        if lines > LINES && !uncounted(&source.path) {
            faults
                .push(format!("{}: {lines} lines; split it by what it names, at most {LINES}", source.path));
        }
    }
    tidy::none(&faults);
}

#[test]
fn a_folder_has_at_most_20_files() {
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for path in files("").into_iter().filter(|path| !uncounted(path)) {
        *folders.entry(folder(&path).to_owned()).or_default() += 1;
    }
    let crowded = folders.into_iter().filter(|(_, count)| *count > FILES);
    let told =
        crowded.map(|(folder, count)| format!("{folder}/: {count} files; group some, at most {FILES}"));
    tidy::none(&told.collect::<Vec<_>>());
}

fn uncounted(path: &str) -> bool {
    let picture = path.starts_with("docs/guide/") && ["png", "jpg", "svg", "webp"].contains(&extension(path));
    picture || folder(path).split('/').any(|part| UNCOUNTED.contains(&part))
}
