//! Checked files told to people, in French, and as JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Check, Summary};
use crate::reading::{Finding, Severity};
use crate::text::{Ink, safe};

/// How many findings of one kind are told for one file.
const ALIKE: usize = 3;

/// Every file that has something to look at, then the summary. ANSI colours only if `colour`; control characters
/// of the files are left out.
pub fn checks_to_text(checks: &[Check], colour: bool) -> String {
    let ink = Ink(colour);
    let mut out = String::new();
    for check in checks.iter().filter(|check| check.worst().is_some()) {
        let _ = writeln!(out, "{}", ink.strong(&safe(&check.file)));
        if let Err(unreadable) = &check.outcome {
            let _ = writeln!(out, "  {}        {unreadable}", ink.paint("31", "illisible"));
        }
        let findings = check.findings();
        for (at, finding) in findings.iter().enumerate() {
            // A whole column of the same says no more than its first cells do.
            let alike = |other: &&&Finding| other.code == finding.code;
            match (findings[..at].iter().filter(alike).count(), findings.iter().filter(alike).count()) {
                (ALIKE, all) if all > ALIKE + 1 => {
                    let _ = writeln!(out, "  {:<9}        … et {} autres du même genre", "", all - ALIKE);
                    continue;
                }
                (before, all) if before > ALIKE && all > ALIKE + 1 => continue,
                _ => {}
            }
            let (name, code) = match finding.severity {
                Severity::Error => ("erreur", "31"),
                Severity::Warning => ("attention", "33"),
                Severity::Info => ("note", "36"),
            };
            let cell = finding.cell.as_deref().unwrap_or("–");
            let name = ink.paint(code, &format!("{name:<9}"));
            let _ = writeln!(out, "  {name} {cell:>5}  {}", safe(&finding.message));
        }
        out.push('\n');
    }
    out.push_str(&summary_to_text(&Summary::of(checks), colour));
    out
}

/// The summary in one line.
pub fn summary_to_text(summary: &Summary, colour: bool) -> String {
    let count =
        |count: usize, one: &str, many: &str| format!("{count} {}", if count > 1 { many } else { one });
    let mut parts = Vec::new();
    let mut add = |number: usize, one: &str, many: &str, code: &str| {
        if number > 0 {
            parts.push(Ink(colour).paint(code, &count(number, one, many)));
        }
    };
    add(summary.sound, "sans rien à reprendre", "sans rien à reprendre", "32");
    add(summary.with_warnings, "à vérifier", "à vérifier", "33");
    add(summary.with_errors, "avec des erreurs", "avec des erreurs", "31");
    add(summary.unreadable, "illisible", "illisibles", "31");
    let found = [
        count(summary.errors, "erreur", "erreurs"),
        count(summary.warnings, "point à vérifier", "points à vérifier"),
        count(summary.infos, "note", "notes"),
    ];
    let files = count(summary.files, "fichier", "fichiers");
    let kinds = if parts.is_empty() { String::new() } else { format!(" : {}", parts.join(", ")) };
    format!("{files}{kinds} ({}).", found.join(", "))
}

/// The same as indented JSON (`florilege.tableau.check/1`).
pub fn checks_to_json(checks: &[Check]) -> String {
    let file = |check: &Check| {
        let unreadable = check.outcome.as_ref().err();
        let unreadable = unreadable.map(|why| json!({"code": why.code(), "message": why.to_string()}));
        json!({"file": check.file, "unreadable": unreadable, "findings": check.findings()})
    };
    let files: Vec<Value> = checks.iter().map(file).collect();
    let all = json!({"schema": "florilege.tableau.check/1", "files": files, "summary": Summary::of(checks)});
    serde_json::to_string_pretty(&all).unwrap_or_default()
}
