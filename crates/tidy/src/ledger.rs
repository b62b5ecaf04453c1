//! The ledger, `docs/rules.md`, and what the code says of its rules.

use crate::tree::Source;

/// How many rules there are: E4-01 to E4-37.
pub const RULES: u8 = 37;

/// One rule as the ledger lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number.
    pub rule: u8,
    /// Its home, such as `exam::penalty`.
    pub home: String,
    /// Tests named for it.
    pub tests: Vec<String>,
}

/// The rows of the ledger, in order: lines `| E4-NN | sentence | what we do | home | tests |`.
pub fn rows(page: &str) -> Vec<Row> {
    page.lines().filter_map(row).collect()
}

fn row(line: &str) -> Option<Row> {
    let cells: Vec<_> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
    let rule = number(cells.first()?.strip_prefix("E4-")?)?;
    let [_, _, _, home, tests] = cells.as_slice() else {
        return Some(Row { rule, home: String::new(), tests: vec![] });
    };
    let home = quoted(home).into_iter().next().unwrap_or_default();
    Some(Row { rule, home, tests: quoted(tests) })
}

/// What stands between backquotes.
pub fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The two digits at the start of a text, when no other digit follows.
fn number(text: &str) -> Option<u8> {
    let (digits, rest) = text.split_at_checked(2)?;
    if rest.starts_with(|c: char| c.is_ascii_digit()) { None } else { digits.parse().ok() }
}

/// The rules that a file's header claims, from `//! Home of: E4-01, E4-02`; `//! Home of: the …` claims
/// none: it names one side of rules that live elsewhere. A line of any other shape is a fault.
///
/// # Errors
/// The line that cannot be read.
pub fn claims(source: &Source) -> Result<Vec<u8>, String> {
    let header = source.text.lines().take_while(|line| line.starts_with("//!"));
    let mut rules = Vec::new();
    for line in header {
        let Some(list) = line.strip_prefix("//! Home of:").map(str::trim) else { continue };
        if list.starts_with("the ") {
            continue;
        }
        for item in list.split(',') {
            let rule = item.trim().strip_prefix("E4-").filter(|digits| digits.len() == 2).and_then(number);
            rules.push(rule.ok_or_else(|| line.to_owned())?);
        }
    }
    Ok(rules)
}

/// The names of the functions and stories that begin like a rule's tests, `fn e4_NN_…` or `story!(e4_NN_…`, with their
/// rules.
pub fn tests(text: &str) -> Vec<(u8, String)> {
    let after = ["fn ", "story!("].into_iter().flat_map(|word| text.split(word).skip(1));
    let names = after.filter_map(|after| {
        let name: String =
            after.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        Some((rule_of(&name)?, name))
    });
    names.collect()
}

/// The rule that a test's name begins with.
pub fn rule_of(test: &str) -> Option<u8> {
    let rest = test.strip_prefix("e4_")?;
    if rest.as_bytes().get(2) == Some(&b'_') { number(rest) } else { None }
}

/// The files that may hold a module: `exam::sheet` is `sheet.rs` or `sheet/mod.rs` in the crate `exam`.
pub fn module_files(path: &str) -> Vec<String> {
    let mut parts = path.split("::");
    let (krate, below) = (parts.next().unwrap_or_default(), parts.collect::<Vec<_>>().join("/"));
    if below.is_empty() {
        return vec![format!("crates/{krate}/src/lib.rs")];
    }
    vec![format!("crates/{krate}/src/{below}.rs"), format!("crates/{krate}/src/{below}/mod.rs")]
}

#[cfg(test)]
mod unit_tests {
    use super::*;

    #[test]
    fn a_row_has_its_home_and_tests() {
        let page =
            "| ID | x |\n|---|---|\n| E4-14 | « a » | does `b` | `exam::penalty` | `e4_14_a` `e4_14_b` |\n";
        let row =
            Row { rule: 14, home: "exam::penalty".into(), tests: vec!["e4_14_a".into(), "e4_14_b".into()] };
        assert_eq!(rows(page), [row]);
        assert_eq!(rows("| E4-14 | too | short |")[0].home, "");
    }

    #[test]
    fn a_header_claims_rules() {
        let source = |text: &str| Source { path: "x.rs".into(), text: text.into() };
        assert_eq!(claims(&source("//! X.\n//!\n//! Home of: E4-01, E4-18\n\nuse x;")), Ok(vec![1, 18]));
        assert_eq!(claims(&source("//! Home of: the data of E4-10 (rounding)\n")), Ok(vec![]));
        assert_eq!(claims(&source("use x;\n//! Home of: E4-01\n")), Ok(vec![]));
        for wrong in ["//! Home of: E4-1", "//! Home of: E4-01 and E4-02", "//! Home of:"] {
            assert!(claims(&source(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_test_begins_with_its_rule() {
        assert_eq!(
            tests("fn e4_14_floor() {} fn e4_and_e5() {} fn other()"),
            [(14, "e4_14_floor".to_owned())]
        );
        assert_eq!(tests("story!(\n    e4_17_visas, |world| {});"), [(17, "e4_17_visas".to_owned())]);
        assert_eq!(rule_of("e4_141_x"), None);
    }

    #[test]
    fn a_module_is_a_file_or_a_folder() {
        assert_eq!(module_files("exam::sheet")[1], "crates/exam/src/sheet/mod.rs");
        assert_eq!(module_files("exam"), ["crates/exam/src/lib.rs"]);
    }
}
