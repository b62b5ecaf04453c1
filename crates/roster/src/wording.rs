//! The sentences about one row.

use std::fmt::Display;

use crate::model::{FieldName, Problem, Severity, fields};

/// The French name of a field, for messages.
fn label(field: FieldName) -> &'static str {
    match field {
        fields::NUMBER => "N° candidat",
        fields::FAMILY_NAME => "nom de famille",
        fields::USAGE_NAME => "nom d’usage",
        fields::GIVEN_NAMES => "prénoms",
        fields::BIRTH_DATE => "date de naissance",
        fields::CLASS => "classe",
        fields::CATEGORY => "catégorie",
        fields::OPTION => "option",
        fields::STATE => "état",
        fields::EF4 => "enseignements",
        fields::SCHOOL_UAI => "UAI",
        fields::SCHOOL_NAME => "établissement",
        fields::EMAIL => "e-mail",
        fields::TRAINING_END => "fin de formation",
        other => other,
    }
}

/// A problem whose sentence begins with the line and the field.
pub(crate) fn problem(severity: Severity, line: usize, field: FieldName, text: impl Display) -> Problem {
    Problem { severity, field, message: format!("Ligne {line}, {} : {text}", label(field)) }
}
