//! The glossary, `docs/glossary.md`: one term, one identifier.

use crate::ledger::quoted;
use crate::tree::Source;
use std::collections::BTreeSet;

/// One line of the glossary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The French term.
    pub french: String,
    /// The identifier, such as `Role::Teacher` or `store::Blobs`.
    pub identifier: String,
}

/// The lines of the page's tables whose second column is an identifier.
pub fn terms(page: &str) -> Vec<Term> {
    let lines = page.lines().filter(|line| line.starts_with('|'));
    let terms = lines.filter_map(|line| {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let french = cells.next()?.to_owned();
        Some(Term { french, identifier: quoted(cells.next()?).into_iter().next()? })
    });
    terms.collect()
}

/// Where an identifier is looked for, and its words: a first word that is a crate bounds the search to that crate.
pub fn place<'a>(identifier: &'a str, crates: &[String]) -> (Option<&'a str>, Vec<&'a str>) {
    let words: Vec<_> = identifier.split("::").collect();
    match words.as_slice() {
        [first, rest @ ..] if !rest.is_empty() && crates.iter().any(|krate| krate == first) => {
            (Some(first), rest.to_vec())
        }
        _ => (None, words),
    }
}

/// Whether all the words stand together in the code (not the comments) of one file, or in its path.
pub fn stands_in(words: &[&str], source: &Source) -> bool {
    let code = code_words(&source.text);
    words.iter().all(|word| code.contains(word) || source.path.split(['/', '.']).any(|part| part == *word))
}

/// The words of a Rust text, comments and texts after `//` left out.
fn code_words(text: &str) -> BTreeSet<&str> {
    let code = text.lines().filter_map(|line| line.split("//").next());
    code.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_has_its_identifier() {
        let page = "| French term | Identifier | What |\n|---|---|---|\n| rôle | `Role` | a role |\n";
        assert_eq!(terms(page), [Term { french: "rôle".into(), identifier: "Role".into() }]);
    }

    #[test]
    fn a_crate_bounds_the_search() {
        let crates = ["store".to_owned()];
        assert_eq!(place("store::Blobs", &crates), (Some("store"), vec!["Blobs"]));
        assert_eq!(place("Role::Teacher", &crates), (None, vec!["Role", "Teacher"]));
    }

    #[test]
    fn a_word_in_a_comment_is_not_code() {
        let source =
            Source { path: "crates/a/src/b.rs".into(), text: "// Lost\nenum Kind { One } // Two".into() };
        assert!(stands_in(&["Kind", "One"], &source));
        assert!(stands_in(&["b", "Kind"], &source));
        assert!(!stands_in(&["Lost"], &source) && !stands_in(&["Two"], &source));
    }
}
