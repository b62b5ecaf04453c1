//! The files of the tree.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that are built or downloaded, never written by hand.
const NOT_OURS: [&str; 7] =
    [".git", ".cache", "target", "node_modules", "demo-data", "test-results", "playwright-report"];

/// A text file of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its path from the root, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The root of the tree.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every file under a folder (`""` for the whole tree), by path from the root, in order. A folder that does not
/// exist has none.
pub fn files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    walk(&root().join(folder), folder, &mut found);
    found.sort();
    found
}

fn walk(at: &Path, path: &str, found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(at) else { return };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let below = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
        // In a second working tree `.git` is a file.
        if NOT_OURS.contains(&name.as_str()) {
            continue;
        }
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(&entry.path(), &below, found),
            Ok(kind) if kind.is_file() => found.push(below),
            _ => {}
        }
    }
}

/// The text of a file, by path from the root; `None` where it is missing or not text.
pub fn text(path: &str) -> Option<String> {
    fs::read_to_string(root().join(path)).ok()
}

/// Every text file under a folder with one of these extensions; all text files where none is given.
pub fn sources(folder: &str, extensions: &[&str]) -> Vec<Source> {
    let wanted = |path: &String| extensions.is_empty() || extensions.contains(&extension(path));
    let paths = files(folder).into_iter().filter(wanted);
    paths.filter_map(|path| Some(Source { text: text(&path)?, path })).collect()
}

/// What follows the last dot of a file's name; empty where there is none.
pub fn extension(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// The folder of a file, by path from the root; empty for the root.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_file_is_found_and_a_missing_folder_has_none() {
        assert!(files("crates/tidy").contains(&"crates/tidy/src/tree.rs".to_owned()));
        assert!(files("").contains(&"Cargo.toml".to_owned()));
        assert!(files("no/such/folder").is_empty());
    }

    #[test]
    fn paths_are_taken_apart() {
        assert_eq!((extension("a/b.tar.gz"), extension("a.b/c"), folder("a/b/c.rs")), ("gz", "", "a/b"));
        assert_eq!(folder("Cargo.toml"), "");
    }
}
