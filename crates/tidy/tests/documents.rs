//! Pages and data files agree with the code.

use std::collections::BTreeSet;
use tidy::glossary::{place, stands_in, terms};
use tidy::tree::{Source, files, sources, text};

const GLOSSARY: &str = "docs/glossary.md";
const DECISIONS: &str = "docs/decisions";
const BUILTIN: &str = "crates/exam/src/referential/builtin.rs";

#[test]
fn each_identifier_of_the_glossary_exists() {
    let rust: Vec<_> = sources("crates", &["rs"]).into_iter().filter(in_code).collect();
    let crates: BTreeSet<_> = rust.iter().filter_map(|source| source.path.split('/').nth(1)).collect();
    let crates: Vec<_> = crates.into_iter().map(str::to_owned).collect();
    let terms = terms(&text(GLOSSARY).unwrap_or_default());
    assert!(!terms.is_empty(), "{GLOSSARY}: no table « French term | Identifier | What it is » found");
    let mut faults = Vec::new();
    for term in terms {
        let (krate, words) = place(&term.identifier, &crates);
        let folder = krate.map_or("crates/".to_owned(), |krate| format!("crates/{krate}/"));
        if !rust.iter().any(|source| source.path.starts_with(&folder) && stands_in(&words, source)) {
            let (french, identifier) = (term.french, term.identifier);
            faults
                .push(format!("{GLOSSARY}: `{identifier}` ({french}) is not in the code; correct the line"));
        }
    }
    tidy::none(&faults);
}

fn in_code(source: &Source) -> bool {
    source.path.contains("/src/") && !source.path.starts_with("crates/tidy/")
}

#[test]
fn each_term_and_each_identifier_stands_once() {
    let (mut french, mut identifiers) = (BTreeSet::new(), BTreeSet::new());
    let mut faults = Vec::new();
    for term in terms(&text(GLOSSARY).unwrap_or_default()) {
        if !french.insert(term.french.to_lowercase()) {
            faults.push(format!("{GLOSSARY}: « {} » stands twice; one term, one identifier", term.french));
        }
        if !identifiers.insert(term.identifier.clone()) {
            faults.push(format!("{GLOSSARY}: `{}` stands twice; one identifier, one term", term.identifier));
        }
    }
    tidy::none(&faults);
}

#[test]
fn decisions_are_dated_and_say_what_was_rejected() {
    let mut faults = Vec::new();
    for source in sources(DECISIONS, &[]) {
        if !dated(source.path.rsplit('/').next().unwrap_or_default()) {
            faults.push(format!("{}: name it YYYY-MM-DD-slug.md", source.path));
        }
        for heading in ["Context", "Decision", "Rejected"] {
            let is_it = |line: &str| line.starts_with('#') && line.trim_start_matches('#').trim() == heading;
            if !source.text.lines().any(is_it) {
                faults.push(format!("{}: add the heading « ## {heading} »", source.path));
            }
        }
    }
    tidy::none(&faults);
}

/// Whether a name is `YYYY-MM-DD-slug.md`.
fn dated(name: &str) -> bool {
    let Some(stem) = name.strip_suffix(".md") else { return false };
    let Some((date, slug)) = stem.split_at_checked(11) else { return false };
    let shape = date.bytes().enumerate().all(|(index, byte)| match index {
        4 | 7 | 10 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    shape
        && !slug.is_empty()
        && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[test]
fn a_decision_s_name_is_told_from_others() {
    assert!(dated("2026-11-23-roster-room.md"));
    for wrong in
        ["roster-room.md", "2026-11-23.md", "2026-11-23-.md", "2026-11-23-Room.md", "2026-11-23-room.txt"]
    {
        assert!(!dated(wrong), "{wrong}");
    }
}

#[test]
fn each_referential_comes_with_the_software() {
    let builtin = text(BUILTIN).unwrap_or_default();
    let mut faults = Vec::new();
    for path in files("referentials") {
        let code = path.trim_start_matches("referentials/").trim_end_matches(".toml");
        if !builtin.contains(&format!("(\"{code}\", include_str!("))
            || !builtin.contains(&format!("/{path}\""))
        {
            faults.push(format!("{path}: not in the list of {BUILTIN}; add it there or take it out"));
        }
    }
    tidy::none(&faults);
}
