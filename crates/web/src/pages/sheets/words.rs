//! The sheet's own words: its calculation, what it lacks, its fields.

use crate::words;
use exam::grid::Level;
use exam::mark::Rounding;
use exam::penalty::{Calculation, Line};
use exam::referential::Referential;
use exam::refusal::Missing;
use exam::sheet::Field;

/// One printed line of the calculation: what, and how much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counted {
    pub label: String,
    pub value: String,
}

/// The calculation line by line, down to the proposed final mark.
pub(crate) fn calculation(calculation: &Calculation, referential: &Referential) -> Vec<Counted> {
    let of = |mark: String| format!("{mark} / {}", referential.scale);
    let rounded = match referential.rounding {
        Rounding::CeilPoint => "Arrondie au point supérieur",
        Rounding::CeilHalfPoint => "Arrondie au demi-point supérieur",
        Rounding::None => "Telle quelle",
    };
    let line = |line: &Line| match line {
        Line::Proposed(mark) => Counted { label: "Note globale".to_owned(), value: of(mark.to_string()) },
        Line::Rounded(mark) => Counted { label: rounded.to_owned(), value: of(mark.to_string()) },
        Line::Penalty { label, points, left } => {
            Counted { label: format!("{label} : − {points} points"), value: of(left.to_string()) }
        }
    };
    let mut lines: Vec<_> = calculation.lines.iter().map(line).collect();
    lines.push(Counted {
        label: "Note finale proposée".to_owned(),
        value: of(calculation.after_penalties.to_string()),
    });
    lines
}

/// What keeps a visa from being given, as a list.
pub(crate) fn missing(missing: &[Missing], referential: &Referential) -> Vec<String> {
    let label = |code: &str| {
        let line = referential.line(code).map(|line| line.label.clone());
        line.or_else(|| referential.penalty(code).map(|penalty| penalty.label.clone()))
            .unwrap_or_else(|| code.to_owned())
    };
    missing.iter().map(|one| words::missing(one, label)).collect()
}

/// What a field is called on the page.
pub(crate) fn field(field: &Field, referential: &Referential) -> String {
    let or_code = |label: Option<&String>, code: &str| label.cloned().unwrap_or_else(|| code.to_owned());
    match field {
        Field::Level(code) => or_code(referential.line(code).map(|line| &line.label), code),
        Field::LineNote(code) => {
            format!("Remarque : {}", or_code(referential.line(code).map(|line| &line.label), code))
        }
        Field::Mark => "Note globale".to_owned(),
        Field::Penalty(code) => or_code(referential.penalty(code).map(|penalty| &penalty.label), code),
        Field::PenaltyReason(code) => {
            format!("Motif : {}", or_code(referential.penalty(code).map(|penalty| &penalty.label), code))
        }
        Field::Observations(code) => {
            let part = referential.parts.iter().find(|part| part.code == *code);
            format!("Observations : {}", or_code(part.map(|part| &part.title), code))
        }
        Field::Appraisal => "Appréciation".to_owned(),
        Field::CoverageGap => "Couverture des compétences".to_owned(),
        Field::EnvironmentGap => "Environnement technologique".to_owned(),
    }
}

/// A value as a person reads it.
pub(crate) fn value(field: &Field, value: &str, referential: &Referential) -> String {
    match (field, value) {
        (_, "") => "(vide)".to_owned(),
        (Field::Level(_), code) => {
            let wording = Level::from_code(code).and_then(|level| referential.level(level));
            wording.map_or_else(|| code.to_owned(), |wording| wording.label.clone())
        }
        (Field::Penalty(_), _) => "retenue".to_owned(),
        (_, text) => text.to_owned(),
    }
}
