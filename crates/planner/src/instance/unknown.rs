//! Names that the format does not have: a rule whose name is misspelt would be silently forgotten.

use crate::fault::Fault;
use crate::json::parse;
use serde_json::Value;
use std::collections::BTreeSet;

/// The members of a file.
const ROOT: &[&str] = &[
    "format",
    "name",
    "day_names",
    "days",
    "halves",
    "slots_per_half",
    "slot_minutes",
    "deliberation_minutes",
    "clock",
    "centres",
    "schools",
    "teachers",
    "pros",
    "candidates",
    "teacher_centre_dist",
    "pro_centre_dist",
    "candidate_centre_dist",
    "weights",
    "fixed",
    "forbidden",
    "together",
    "apart",
    "comparability",
];

/// The members of each item of its lists. Schools may carry anything: only their number is read.
const ITEMS: &[(&str, &[&str])] = &[
    ("centres", &["id", "name", "school", "rooms", "equipment"]),
    ("teachers", &["id", "name", "kind", "school", "avail", "max_halves"]),
    ("pros", &["id", "name", "x", "y", "avail", "max_halves", "conflicts"]),
    (
        "candidates",
        &[
            "id",
            "name",
            "spec",
            "school",
            "centres",
            "unavailable_days",
            "size",
            "third_time",
            "ef4",
            "needs",
        ],
    ),
    ("forbidden", &["candidate", "examiner", "centre", "half"]),
];

/// Names of a text that the format does not have, with their place; they are not read.
///
/// # Errors
/// A text that is not JSON.
pub(super) fn unknown(text: &str) -> Result<Vec<String>, Fault> {
    let file = parse(text)?;
    let mut found = BTreeSet::new();
    names(&file, ROOT, "", &mut found);
    for (list, known) in ITEMS {
        for item in file.get(list).and_then(Value::as_array).into_iter().flatten() {
            names(item, known, &format!("{list}[]."), &mut found);
        }
    }
    Ok(found.into_iter().collect())
}

fn names(value: &Value, known: &[&str], place: &str, found: &mut BTreeSet<String>) {
    for name in value.as_object().into_iter().flat_map(|members| members.keys()) {
        if !known.contains(&name.as_str()) {
            found.insert(format!("{place}{name}"));
        }
    }
}
