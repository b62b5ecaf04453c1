//! The linear mixed model of marks against `lme4::lmer`.
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
use severity::marks::{Beside, Formula, fit};

fn against_lmer(key: &str, formula: Formula) {
    let data = data("e4_random.csv", formula.covariate.then_some("x"));
    let reference = &json("ref_e4_random.json")[key];
    let number = |value: &serde_json::Value| value.as_f64().unwrap();
    let near = |what: &str, got: f64, want: f64| close(what, got, want, 1e-4 * want.abs());
    let fit = fit(&data, formula).unwrap();
    close("REML", fit.deviance, number(&reference["REML"]), 1e-5);
    close("intercept", fit.intercept, number(&reference["fixef"]["(Intercept)"]), 1e-4);
    if let Some(slope) = fit.slope {
        near("slope", slope, number(&reference["fixef"]["z"]));
    }
    for component in reference["vc"].as_array().unwrap() {
        let (name, want) = (component["grp"].as_str().unwrap(), number(&component["vcov"]));
        let got = match name {
            "rater" => fit.commissions,
            "school" => fit.beside.unwrap(),
            _ => fit.residual,
        };
        near(name, got, want);
    }
    let predictions = reference["com"].as_array().unwrap();
    assert_eq!(predictions.len(), fit.predictions.len());
    for ((want, got), name) in predictions.iter().zip(&fit.predictions).zip(&data.rater.names) {
        assert_eq!(want["com"].as_str().unwrap(), name);
        near(name, got.effect, number(&want["blup"]));
        near(name, got.deviation, number(&want["condsd"]));
    }
}

#[test]
fn marks_by_commission() {
    against_lmer("lmer_mark", Formula { covariate: false, beside: Beside::Nothing });
}

#[test]
fn marks_with_the_school_mark() {
    against_lmer("lmer_mark_x", Formula { covariate: true, beside: Beside::Nothing });
}

#[test]
fn marks_with_the_school_mark_and_the_school() {
    against_lmer("lmer_mark_x_school", Formula { covariate: true, beside: Beside::School });
}
