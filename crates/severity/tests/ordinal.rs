//! The ordinal mixed model of levels against `ordinal::clmm`.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::format_push_string,
    clippy::needless_range_loop,
    clippy::unwrap_used,
    reason = "a test fails by panicking, and its numbers are small"
)]

mod common;

use common::{close, data, json};
use severity::ordinal::fit;

fn against_clmm(key: &str, covariate: bool) {
    let data = data("e4_random.csv", covariate.then_some("x"));
    let reference = &json("ref_e4_random.json")[key];
    let number = |value: &serde_json::Value| value.as_f64().unwrap();
    let fit = fit(&data, covariate).unwrap();
    close("log-likelihood", fit.log_likelihood, number(&reference["loglik"]), 1e-3);
    for (level, threshold) in fit.thresholds.iter().enumerate() {
        let name = format!("{level}|{}", level + 1);
        close(&name, threshold.value, number(&reference["coef"][&name]), 1e-2);
    }
    for (item, effect) in data.items[1..].iter().zip(&fit.items) {
        close(item, effect.value, number(&reference["coef"][format!("item{item}")]), 1e-2);
    }
    if let Some(slope) = fit.slope {
        close("z", slope.value, number(&reference["coef"]["z"]), 1e-2);
    }
    close("persons", fit.persons, number(&reference["sd"]["pid"]), 1e-2);
    close("commissions", fit.commissions, number(&reference["sd"]["rater"]), 1e-2);
    for ((want, got), name) in
        reference["com"].as_array().unwrap().iter().zip(&fit.predictions).zip(&data.rater.names)
    {
        assert_eq!(want["com"].as_str().unwrap(), name);
        close(name, got.effect, number(&want["blup"]), 1e-2);
        close(name, got.deviation, number(&want["condsd"]), 1e-2);
    }
}

#[test]
fn levels_by_commission() {
    against_clmm("clmm", false);
}

#[test]
fn levels_with_the_school_mark() {
    against_clmm("clmm_x", true);
}
