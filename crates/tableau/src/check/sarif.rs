//! Checked files in SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for editors and forges.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::Check;
use crate::reading::{Finding, Severity};

/// Where the format's schema is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The findings of checked files as a SARIF 2.1.0 log with one run; `version` is that of the tool. A finding's
/// cell is a logical location, since a workbook has no lines. A file that cannot be read is a notification.
pub fn to_sarif(checks: &[Check], version: &str) -> String {
    let found =
        || checks.iter().flat_map(|check| check.findings().into_iter().map(move |finding| (check, finding)));
    let codes: BTreeMap<&str, Severity> =
        found().map(|(_, finding)| (finding.code.as_str(), finding.severity)).collect();
    let rules: Vec<Value> = codes
        .iter()
        .map(|(code, severity)| json!({"id": code, "defaultConfiguration": {"level": level(*severity)}}))
        .collect();
    let results: Vec<Value> = found()
        .map(|(check, finding)| {
            let rule = codes.keys().position(|code| *code == finding.code);
            json!({
                "ruleId": finding.code,
                "ruleIndex": rule,
                "level": level(finding.severity),
                "message": {"text": finding.message},
                "locations": [location(check, Some(finding))],
            })
        })
        .collect();
    let unreadable = checks.iter().filter_map(|check| Some((check, check.outcome.as_ref().err()?)));
    let notifications: Vec<Value> = unreadable
        .map(|(check, why)| {
            json!({
                "descriptor": {"id": why.code()},
                "level": "error",
                "message": {"text": why.to_string()},
                "locations": [location(check, None)],
            })
        })
        .collect();
    let driver =
        json!({"name": "florilege tableau check", "version": version, "language": "fr", "rules": rules});
    let invocation =
        json!({"executionSuccessful": notifications.is_empty(), "toolExecutionNotifications": notifications});
    let run = json!({"tool": {"driver": driver}, "invocations": [invocation], "language": "fr", "results": results});
    let log = json!({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]});
    serde_json::to_string_pretty(&log).unwrap_or_default()
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn location(check: &Check, finding: Option<&Finding>) -> Value {
    let mut location = json!({"physicalLocation": {"artifactLocation": {"uri": uri(&check.file)}}});
    if let Some(sheet) = finding.and_then(|finding| finding.sheet.as_deref()) {
        let cell = finding.and_then(|finding| finding.cell.as_deref());
        let name = cell.unwrap_or(sheet);
        let full = cell.map_or(sheet.to_owned(), |cell| format!("{sheet}!{cell}"));
        location["logicalLocations"] = json!([{"name": name, "fullyQualifiedName": full, "kind": "element"}]);
    }
    location
}

/// A path as a URI reference (RFC 3986): relative stays relative, and every byte that is none of its own is escaped.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let drive = path.as_bytes().get(1..3) == Some(b":/");
    let head = if drive {
        "file:///"
    } else if path.starts_with('/') {
        "file://"
    } else {
        ""
    };
    let mut out = head.to_owned();
    for byte in path.bytes() {
        let own = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || (drive && byte == b':');
        if own {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_as_uris() {
        assert_eq!(uri("classe/tableau de Zoé.xlsx"), "classe/tableau%20de%20Zo%C3%A9.xlsx");
        assert_eq!(uri("/tmp/a#b.xlsx"), "file:///tmp/a%23b.xlsx");
        assert_eq!(uri("C:\\a\\b:c.ods"), "file:///C:/a/b:c.ods");
        assert_eq!(uri("a:b.ods"), "a%3Ab.ods");
    }
}
