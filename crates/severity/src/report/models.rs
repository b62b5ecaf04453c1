//! One model's estimates, as JSON with the field names of the reference estimates, and as a few French lines.

use super::words::number;
use crate::data::Data;
use crate::marks::{Marks, Prediction};
use crate::ordinal::Ordinal;
use crate::rasch::{Rasch, Steps};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// The many-facet Rasch model. Unit: logits.
pub fn rasch_json(data: &Data, fit: &Rasch) -> Value {
    let items = data.items.iter().zip(&fit.items);
    let raters = data.rater.names.iter().zip(&fit.raters).zip(&fit.readings);
    let persons = data.person.names.iter().zip(&fit.persons);
    let steps = |of: fn(&crate::rasch::Estimate) -> f64| -> Vec<Vec<f64>> {
        fit.tau.iter().map(|steps| steps.iter().map(of).collect()).collect()
    };
    json!({
        "model": if fit.steps == Steps::Shared { "rsm" } else { "pcm" },
        "loglik": fit.log_likelihood,
        "npar": fit.parameters,
        "max_abs_grad": fit.gradient,
        "groups": fit.groups,
        "sigma": fit.sigma.value,
        "se_sigma": fit.sigma.error,
        "variance": fit.sigma.value * fit.sigma.value,
        "items": items
            .map(|(item, own)| json!({ "item": item, "beta": own.value, "se": own.error }))
            .collect::<Vec<_>>(),
        "raters": raters
            .map(|((rater, own), n)| json!({ "rater": rater, "severity": own.value, "se": own.error, "n": n }))
            .collect::<Vec<_>>(),
        "tau": steps(|step| step.value),
        "se_tau": steps(|step| step.error),
        "persons": persons
            .map(|(pid, own)| json!({ "pid": identifier(pid), "eap": own.mean, "sd": own.deviation }))
            .collect::<Vec<_>>(),
    })
}

/// A number where the file's identifier is one, written as a number is.
fn identifier(pid: &str) -> Value {
    match pid.parse::<u64>() {
        Ok(number) if number.to_string() == pid => json!(number),
        _ => json!(pid),
    }
}

/// The ordinal mixed model. Unit: logits.
pub fn ordinal_json(data: &Data, fit: &Ordinal) -> Value {
    let (mut values, mut errors) = (Map::new(), Map::new());
    let thresholds = fit.thresholds.iter().enumerate().map(|(k, own)| (format!("{k}|{}", k + 1), own));
    let items = data.items.iter().skip(1).zip(&fit.items).map(|(item, own)| (format!("item{item}"), own));
    for (name, own) in thresholds.chain(items).chain(fit.slope.iter().map(|own| ("z".to_owned(), own))) {
        values.insert(name.clone(), json!(own.value));
        errors.insert(name, json!(own.error));
    }
    json!({
        "model": "ordinal",
        "loglik": fit.log_likelihood,
        "coef": values,
        "se": errors,
        "sd": { "pid": fit.persons, "rater": fit.commissions },
        "com": predictions(data, &fit.predictions),
    })
}

/// The linear mixed model of marks. Unit: points.
pub fn marks_json(data: &Data, fit: &Marks) -> Value {
    let mut fixed = Map::new();
    fixed.insert("(Intercept)".to_owned(), json!(fit.intercept));
    if let Some(slope) = fit.slope {
        fixed.insert("z".to_owned(), json!(slope));
    }
    let mut variances = vec![json!({ "grp": "rater", "vcov": fit.commissions })];
    variances.extend(fit.beside.map(|school| json!({ "grp": "school", "vcov": school })));
    variances.push(json!({ "grp": "Residual", "vcov": fit.residual }));
    json!({
        "model": "marks",
        "REML": fit.deviance,
        "fixef": fixed,
        "vc": variances,
        "com": predictions(data, &fit.predictions),
    })
}

fn predictions(data: &Data, predictions: &[Prediction]) -> Vec<Value> {
    let own = data.rater.names.iter().zip(predictions);
    own.map(|(com, own)| json!({ "com": com, "blup": own.effect, "condsd": own.deviation })).collect()
}

/// What every model's text ends with.
const RESERVE: &str = "Ces valeurs supposent des candidats répartis au hasard ou communs aux commissions ; sans « --model », \
                       le programme dit d’abord si c’est le cas.";

/// The many-facet Rasch model, for a terminal.
pub fn rasch_text(data: &Data, fit: &Rasch) -> String {
    let mut text = String::new();
    let _ =
        writeln!(text, "Modèle de Rasch à facettes : log-vraisemblance {}.", number(fit.log_likelihood, 4));
    let _ = writeln!(text, "Écart-type des candidats : {} logit.", number(fit.sigma.value, 3));
    if fit.groups > 1 {
        let _ = writeln!(
            text,
            "Aucun candidat commun ne relie ces {} ensembles de commissions : entre eux, la sévérité ne se sépare pas du \
             niveau des candidats.",
            fit.groups
        );
    }
    let _ = writeln!(text, "Sévérité des commissions, en logits (plus haut : plus sévère), et erreur type :");
    for (name, own) in data.rater.names.iter().zip(&fit.raters) {
        let _ = writeln!(text, "  {name} : {} ± {}", number(own.value, 3), number(own.error, 3));
    }
    let _ = writeln!(text, "Difficulté des lignes :");
    for (name, own) in data.items.iter().zip(&fit.items) {
        let _ = writeln!(text, "  {name} : {} ± {}", number(own.value, 3), number(own.error, 3));
    }
    let _ = writeln!(text, "{RESERVE}");
    text
}

/// The ordinal mixed model, for a terminal.
pub fn ordinal_text(data: &Data, fit: &Ordinal) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "Modèle ordinal mixte des niveaux : log-vraisemblance {}.",
        number(fit.log_likelihood, 4)
    );
    let (persons, commissions) = (number(fit.persons, 3), number(fit.commissions, 3));
    let _ = writeln!(text, "Écart-type des candidats : {persons} logit ; des commissions : {commissions}.");
    let _ =
        writeln!(text, "Effet des commissions, en logits (plus haut : niveaux plus hauts), et écart-type :");
    written(&mut text, data, &fit.predictions);
    text
}

/// The linear mixed model of marks, for a terminal.
pub fn marks_text(data: &Data, fit: &Marks) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "Modèle linéaire mixte des notes : critère REML {}.", number(fit.deviance, 4));
    let (commissions, residual) = (number(fit.commissions, 3), number(fit.residual, 3));
    let _ = writeln!(text, "Variance des commissions : {commissions} ; résiduelle : {residual}.");
    let _ =
        writeln!(text, "Effet des commissions, en points (plus haut : notes plus hautes), et écart-type :");
    written(&mut text, data, &fit.predictions);
    text
}

fn written(text: &mut String, data: &Data, predictions: &[Prediction]) {
    for (name, own) in data.rater.names.iter().zip(predictions) {
        let _ = writeln!(text, "  {name} : {} ± {}", number(own.effect, 3), number(own.deviation, 3));
    }
    let _ = writeln!(text, "{RESERVE}");
}
