//! Data sets with known answers.
#![allow(dead_code, reason = "each test takes what it needs")]

pub mod simulate;

use serde_json::Value;
use severity::{Data, read};

pub fn text(name: &str) -> String {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

pub fn data(name: &str, covariate: Option<&str>) -> Data {
    read::from_csv(text(name).as_bytes(), covariate).unwrap()
}

pub fn json(name: &str) -> Value {
    serde_json::from_str(&text(name)).unwrap()
}

/// Fails when two numbers are further apart than allowed.
#[track_caller]
pub fn close(what: &str, got: f64, want: f64, allowed: f64) {
    assert!(
        (got - want).abs() <= allowed,
        "{what}: {got} instead of {want}, off by {:e}",
        (got - want).abs()
    );
}
