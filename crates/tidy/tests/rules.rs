//! Every rule of the ledger has one home, and tests named for it.

use std::collections::{BTreeMap, BTreeSet};
use tidy::ledger::{RULES, Row, claims, module_files, rows, rule_of, tests};
use tidy::tree::{Source, sources, text};

const LEDGER: &str = "docs/rules.md";

fn ledger() -> Vec<Row> {
    rows(&text(LEDGER).unwrap_or_default())
}

fn rust() -> Vec<Source> {
    let ours = sources("crates", &["rs"]).into_iter();
    ours.filter(|source| !source.path.starts_with("crates/tidy/")).collect()
}

#[test]
fn the_ledger_lists_each_rule_once_and_in_order() {
    let listed: Vec<_> = ledger().iter().map(|row| row.rule).collect();
    let all: Vec<_> = (1..=RULES).collect();
    assert_eq!(listed, all, "{LEDGER}: one row for each of E4-01 to E4-{RULES}, in order");
}

#[test]
fn each_rule_has_exactly_one_home() {
    let mut homes: BTreeMap<u8, Vec<String>> = BTreeMap::new();
    let mut faults = Vec::new();
    for source in rust() {
        let rules = claims(&source).unwrap_or_else(|line| {
            faults.push(format!("{}: « {line} »: write « //! Home of: E4-01, E4-02 »", source.path));
            vec![]
        });
        for rule in rules {
            homes.entry(rule).or_default().push(source.path.clone());
        }
    }
    for rule in homes.keys().filter(|rule| !(1..=RULES).contains(*rule)) {
        faults.push(format!("{}: E4-{rule:02} is not a rule; correct the header", homes[rule].join(", ")));
    }
    for row in ledger() {
        faults.extend(home_fault(&row, homes.get(&row.rule).map_or(&[], Vec::as_slice)));
    }
    tidy::none(&faults);
}

fn home_fault(row: &Row, claimed_by: &[String]) -> Option<String> {
    let (rule, home) = (row.rule, &row.home);
    match claimed_by {
        [] => Some(format!(
            "E4-{rule:02}: no file claims it; write « Home of: E4-{rule:02} » in the header of {home}"
        )),
        [file] if module_files(home).contains(file) => None,
        [file] => Some(format!("E4-{rule:02}: {file} claims it, {LEDGER} says `{home}`; make them agree")),
        files => Some(format!("E4-{rule:02}: claimed by {}; leave it to one", files.join(" and "))),
    }
}

#[test]
fn each_test_of_the_ledger_exists_and_bears_its_rule() {
    let known: BTreeSet<_> =
        rust().iter().flat_map(|source| tests(&source.text)).map(|(_, name)| name).collect();
    let mut faults = Vec::new();
    for row in ledger() {
        if row.tests.is_empty() {
            faults.push(format!(
                "{LEDGER}: E4-{:02} has no test; write one named e4_{:02}_…",
                row.rule, row.rule
            ));
        }
        for test in row.tests {
            if rule_of(&test) != Some(row.rule) {
                faults.push(format!(
                    "{LEDGER}: E4-{:02}: `{test}` does not begin with e4_{:02}_",
                    row.rule, row.rule
                ));
            } else if !known.contains(&test) {
                faults.push(format!(
                    "{LEDGER}: E4-{:02}: no « fn {test} » in the tree; correct the name",
                    row.rule
                ));
            }
        }
    }
    tidy::none(&faults);
}

#[test]
fn each_test_named_for_a_rule_names_one_that_exists() {
    let mut faults = Vec::new();
    for source in rust() {
        for (rule, name) in tests(&source.text) {
            if !(1..=RULES).contains(&rule) {
                faults.push(format!("{}: « fn {name} »: there is no E4-{rule:02} in {LEDGER}", source.path));
            }
        }
    }
    tidy::none(&faults);
}
