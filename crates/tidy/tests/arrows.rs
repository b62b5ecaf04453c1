//! Which crate may know which: read in the `Cargo.toml` of each.

use std::collections::BTreeSet;
use tidy::tree::{Source, sources};

/// A crate, and the ones of ours it may depend on.
const ARROWS: [(&str, &[&str]); 15] = [
    ("exam", &[]),
    ("tableau", &[]),
    ("roster", &[]),
    ("planner", &[]),
    ("severity", &[]),
    ("site", &[]),
    // Archives are read as those of sites are.
    ("bundle", &["site"]),
    ("probe", &[]),
    ("papers", &["exam"]),
    ("store", &["exam"]),
    (
        "office",
        &["exam", "papers", "store", "tableau", "roster", "planner", "severity", "site", "probe", "bundle"],
    ),
    // Not the store: no page can write around rights and journal.
    ("web", &["exam", "office"]),
    (
        "florilege",
        &[
            "exam", "tableau", "roster", "planner", "severity", "probe", "bundle", "papers", "store",
            "office", "web",
        ],
    ),
    ("tidy", &[]),
    // For tests alone: nothing but dev-dependencies may name it.
    ("world", &["exam", "store", "office"]),
];

#[test]
fn crates_depend_only_on_those_below_them() {
    let mut faults = Vec::new();
    for manifest in sources("crates", &["toml"]) {
        let Some(name) = crate_of(&manifest) else { continue };
        let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == name) else {
            faults
                .push(format!("{}: a new crate; give it its arrows in tidy/tests/arrows.rs", manifest.path));
            continue;
        };
        for other in ours(&manifest) {
            if !allowed.contains(&other.as_str()) {
                faults.push(format!("{}: {name} must not depend on {other}; take it out", manifest.path));
            }
        }
    }
    tidy::none(&faults);
}

/// The crate of a manifest: the folder right under `crates`.
fn crate_of(manifest: &Source) -> Option<&str> {
    manifest.path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml").filter(|name| !name.contains('/'))
}

/// The crates of ours in what a manifest builds with. Tests may use more: dev-dependencies are not read.
fn ours(manifest: &Source) -> BTreeSet<String> {
    let table: toml::Table =
        manifest.text.parse().unwrap_or_else(|error| panic!("{}: {error}", manifest.path));
    let mut tables = vec![&table];
    let targets = table.get("target").and_then(toml::Value::as_table);
    tables.extend(targets.into_iter().flat_map(|targets| targets.values()).filter_map(toml::Value::as_table));
    let lists =
        tables.into_iter().flat_map(|table| [table.get("dependencies"), table.get("build-dependencies")]);
    let names = lists.flatten().filter_map(toml::Value::as_table).flat_map(toml::Table::keys);
    names.filter(|name| ARROWS.iter().any(|(known, _)| known == name)).cloned().collect()
}
