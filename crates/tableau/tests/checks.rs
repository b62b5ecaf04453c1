//! Many files at once: the summary, the reports, and SARIF.
#![allow(clippy::unwrap_used, clippy::too_many_lines, reason = "a test fails by panicking")]

mod support;

use serde_json::Value;
use support::Sheet;
use tableau::{Check, Context, Summary, check, checks_to_json, checks_to_text, to_sarif};

fn checks() -> Vec<Check> {
    let context = Context::default();
    let mut sound = Sheet::model(6, 1);
    sound.line(9, 1, "Un", &[0, 1, 2, 3, 4, 5]);
    let mut warned = sound.clone();
    warned.text(9, 2, "au printemps");
    let mut wrong = Sheet::model(6, 1);
    wrong.line(9, 1, "Deux", &[]);
    let of = |sheet: Sheet, file: &str| check(&support::xlsx(&[sheet]), file, &context);
    vec![
        of(sound, "classe/sans faute.xlsx"),
        of(warned, "classe/à voir.xlsx"),
        of(wrong, "classe/faux.xlsx"),
        check(b"%PDF-1.7", "classe/scan.xlsx", &context),
    ]
}

#[test]
fn one_summary() {
    let summary = Summary::of(&checks());
    let counted =
        (summary.files, summary.sound, summary.with_warnings, summary.with_errors, summary.unreadable);
    assert_eq!(counted, (4, 1, 1, 1, 1));
    assert!(!summary.is_sound() && Summary::of(&checks()[..1]).is_sound() && Summary::default().is_sound());
}

#[test]
fn the_text_is_for_people() {
    let text = checks_to_text(&checks(), false);
    let wanted = "4 fichiers : 1 sans rien à reprendre, 1 à vérifier, 1 avec des erreurs, 1 illisible (7 erreurs, 1 point à vérifier, 0 note).";
    assert!(text.ends_with(wanted), "{text}");
    assert!(text.contains("classe/scan.xlsx\n  illisible        Ce fichier est un PDF"));
    assert!(text.contains("  attention    B9  La période « au printemps »"));
    assert!(!text.contains("sans faute.xlsx"));
    assert!(checks_to_text(&checks(), true).contains("\u{1b}[31m"));
    let json: Value = serde_json::from_str(&checks_to_json(&checks())).unwrap();
    assert_eq!(
        (&json["files"][3]["unreadable"]["code"], &json["summary"]["files"]),
        (&"pdf".into(), &4.into())
    );
}

#[test]
fn sarif_says_where() {
    let log: Value = serde_json::from_str(&to_sarif(&checks(), "0.1.0")).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 8);
    for result in results {
        let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
    }
    let location = &results[0]["locations"][0];
    assert_eq!(location["physicalLocation"]["artifactLocation"]["uri"], "classe/%C3%A0%20voir.xlsx");
    assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "Tableau E5!B9");
    let notification = &run["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!((&notification["descriptor"]["id"], &notification["level"]), (&"pdf".into(), &"error".into()));
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
}
