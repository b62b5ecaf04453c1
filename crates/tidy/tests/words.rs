//! Words that must not stand in the tree.

use tidy::tree::{Source, sources};

/// What a person writes before the work is done.
const UNFINISHED: [&str; 3] = ["todo!(", "unimplemented!(", "dbg!("];

/// Where a tree stands on one machine.
const MACHINE: [&str; 2] = ["/work/", "/root/"];

fn others(extensions: &[&str]) -> impl Iterator<Item = Source> {
    sources("", extensions).into_iter().filter(|source| !source.path.starts_with("crates/tidy/"))
}

#[test]
fn nothing_is_left_unfinished() {
    let mut faults = Vec::new();
    for source in others(&["rs"]) {
        let code = source.text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
        for (index, line) in code {
            for word in UNFINISHED.iter().filter(|word| line.contains(**word)) {
                faults.push(format!("{}:{}: {word}…); finish it or take it out", source.path, index + 1));
            }
        }
    }
    tidy::none(&faults);
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let mut faults = Vec::new();
    for source in others(&[]) {
        for (index, line) in source.text.lines().enumerate() {
            if MACHINE.iter().any(|path| names_path(line, path)) {
                faults.push(format!(
                    "{}:{}: a path of one machine; write one from the root",
                    source.path,
                    index + 1
                ));
            }
        }
    }
    tidy::none(&faults);
}

/// Whether a line names an absolute path, and not the middle of an address or of a longer path.
fn names_path(line: &str, path: &str) -> bool {
    let continues = |before: char| before.is_alphanumeric() || "._-}".contains(before);
    line.match_indices(path).any(|(at, _)| !line[..at].ends_with(continues))
}

#[test]
fn an_address_is_not_a_path_of_the_machine() {
    assert!(names_path("cd /work/x", "/work/") && names_path("/work/x", "/work/"));
    assert!(!names_path("https://example.org/work/x", "/work/") && !names_path("{base}/work/x", "/work/"));
}
