//! The seven real tables are read exactly as `samples/expected.json` says.
#![allow(clippy::unwrap_used, clippy::too_many_lines, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde_json::Value;
use tableau::{Context, Reading, read, to_json, to_text};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/samples")
}

fn reading(name: &str) -> Reading {
    let bytes = std::fs::read(folder().join(name)).unwrap();
    read(&bytes, name, &Context::default()).unwrap()
}

fn expected() -> serde_json::Map<String, Value> {
    let text = std::fs::read_to_string(folder().join("expected.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn as_json<T: serde::Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap()
}

#[test]
fn candidates_options_and_numbers() {
    for (name, wanted) in &expected() {
        let candidate = reading(name).candidate;
        assert_eq!(as_json(&candidate.option), wanted["option"], "{name}");
        assert_eq!(as_json(&candidate.option_read_by), wanted["option_read_by"], "{name}");
        assert_eq!(as_json(&candidate.number), wanted["candidate_number"], "{name}");
    }
}

#[test]
fn achievements_groups_and_ticks() {
    for (name, wanted) in &expected() {
        let reading = reading(name);
        let wanted = wanted["achievements"].as_array().unwrap();
        let rows: Vec<u32> = reading.achievements.iter().map(|one| one.row).collect();
        let wanted_rows: Vec<u64> = wanted.iter().map(|one| one["row"].as_u64().unwrap()).collect();
        assert_eq!(as_json(&rows), as_json(&wanted_rows), "{name}");
        for (one, wanted) in reading.achievements.iter().zip(wanted) {
            let place = format!("{name}, row {}", one.row);
            assert_eq!(as_json(&one.group), wanted["group"], "{place}");
            assert_eq!(one.hidden, wanted["hidden"] == true, "{place}");
            if wanted.get("ambiguous").is_some() {
                let cell = format!("A{}", one.row);
                assert!(
                    reading.findings.iter().any(|finding| finding.cell.as_deref() == Some(&cell)),
                    "{place}"
                );
                continue;
            }
            let columns: String = one.ticks.iter().map(|tick| tick.column.as_str()).collect();
            assert_eq!(columns, wanted["columns"], "{place}");
            let ways: BTreeSet<String> =
                one.ticks.iter().map(|tick| as_json(&tick.read_by).as_str().unwrap().to_owned()).collect();
            assert_eq!(as_json(&ways), wanted["read_by"], "{place}");
        }
    }
}

#[test]
fn headings_stand_where_they_do() {
    for (name, wanted) in &expected() {
        let reading = reading(name);
        let letters: Vec<&str> = reading.competences.iter().map(|one| one.column.as_str()).collect();
        assert_eq!(letters, ["C", "D", "E", "F", "G", "H"], "{name}");
        // The gap of a competence is shown at its heading.
        let row = wanted["header_row"].as_u64().unwrap();
        let gaps = reading.findings.iter().filter(|finding| finding.code == "coverage_gap");
        for gap in gaps {
            assert!(gap.cell.as_deref().unwrap().ends_with(&row.to_string()), "{name}");
        }
        assert_eq!(reading.groups.len(), 3, "{name}");
    }
}

#[test]
fn identity_and_periods() {
    let renamed = reading("option-dessinee-groupes-renommes.xlsx");
    assert_eq!(renamed.candidate.name.as_deref(), Some("PETIT Sacha"));
    assert_eq!(renamed.candidate.centre.as_deref(), Some("Lycée Jean Zay (fictif)"));
    assert_eq!(renamed.candidate.portfolio_url.as_deref(), Some("https://sacha-petit.example/portfolio"));
    assert_eq!((renamed.session.as_deref(), renamed.exam.is_some()), (Some("2023"), true));
    let first = &renamed.achievements[0];
    assert_eq!(first.title.as_deref(), Some("Création d'un portail captif Wi-Fi"));
    assert_eq!(first.documents, ["Cahier des charges"]);
    assert_eq!(as_json(&first.period)["from"], "2021-09-13");
    assert_eq!(as_json(&first.period)["to"], "2023-05-31");
    let dated = reading("fond-jaune-dates-excel.xlsx");
    assert_eq!(as_json(&dated.achievements[0].period)["from"], "2025-02-12");
    assert_eq!(reading("coches-par-fond-vert.xlsx").candidate.name, None);
}

#[test]
fn the_json_comes_back_the_same() {
    for name in expected().keys() {
        let one = reading(name);
        let back: Reading = serde_json::from_str(&to_json(&one)).unwrap();
        assert_eq!(back, one, "{name}");
        assert!(!to_text(&one, false).contains('\u{1b}'));
        assert!(to_text(&one, true).contains('\u{1b}'));
    }
}
