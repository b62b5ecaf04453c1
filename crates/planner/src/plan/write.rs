//! [`Plan`] to JSON.

use super::Plan;
use crate::instance::{Person, SPECIALITIES};
use serde_json::{Value, json};

pub(super) fn sessions(plan: &Plan) -> Value {
    let sessions = plan.sessions.iter().map(|sitting| {
        let second = match sitting.second {
            Person::Teacher(place) => json!(["T", place]),
            Person::Pro(place) => json!(["P", place]),
        };
        json!({
            "half": sitting.half,
            "centre": sitting.centre,
            "spec": SPECIALITIES[sitting.spec],
            "lead": sitting.lead,
            "second": second,
            "candidates": sitting.candidates,
        })
    });
    Value::Array(sessions.collect())
}
