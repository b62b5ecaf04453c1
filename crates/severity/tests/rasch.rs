//! The many-facet Rasch model against reference estimates.
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
use severity::rasch::{Estimate, Steps, fit};

fn against_gold(set: &str, steps: Steps, model: &str) {
    let data = data(&format!("{set}.csv"), None);
    let gold = json(&format!("gold_{set}_{model}.json"));
    let fit = fit(&data, steps).unwrap();
    let number = |value: &serde_json::Value| value.as_f64().unwrap();
    let both = |what: &str, got: Estimate, value: &serde_json::Value, error: &serde_json::Value| {
        close(what, got.value, number(value), 1e-4);
        close(&format!("error of {what}"), got.error, number(error), 1e-3);
    };
    close("log-likelihood", fit.log_likelihood, number(&gold["loglik"]), 1e-4);
    assert_eq!(fit.parameters as u64, gold["npar"].as_u64().unwrap());
    both("sigma", fit.sigma, &gold["sigma"], &gold["se_sigma"]);
    for (item, want) in gold["items"].as_array().unwrap().iter().enumerate() {
        assert_eq!(data.items[item], want["item"].as_str().unwrap());
        both(&data.items[item], fit.items[item], &want["beta"], &want["se"]);
        for step in 0..fit.tau[item].len() {
            let (value, error) = (&gold["tau"][item][step], &gold["se_tau"][item][step]);
            both("step", fit.tau[item][step], value, error);
        }
    }
    for (rater, want) in gold["raters"].as_array().unwrap().iter().enumerate() {
        assert_eq!(data.rater.names[rater], want["rater"].as_str().unwrap());
        both(&data.rater.names[rater], fit.raters[rater], &want["severity"], &want["se"]);
        assert_eq!(fit.readings[rater] as u64, want["n"].as_u64().unwrap());
    }
    for want in gold["persons"].as_array().unwrap() {
        let pid = want["pid"].to_string();
        let person = data.person.names.iter().position(|name| *name == pid).unwrap();
        close(&pid, fit.persons[person].mean, number(&want["eap"]), 1e-4);
        close(&pid, fit.persons[person].deviation, number(&want["sd"]), 1e-4);
    }
}

#[test]
fn rating_scale_on_ratings1() {
    against_gold("ratings1", Steps::Shared, "rsm");
}

#[test]
fn partial_credit_on_ratings1() {
    against_gold("ratings1", Steps::PerItem, "pcm");
}

#[test]
fn rating_scale_on_ptam4() {
    against_gold("ptam4", Steps::Shared, "rsm");
}

#[test]
fn partial_credit_on_ptam4() {
    against_gold("ptam4", Steps::PerItem, "pcm");
}
