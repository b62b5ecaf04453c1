//! The form of a verdict, read into its types. What is missing is a refusal with the field's name.

use crate::forms::Fields;
use exam::Refusal;
use exam::conformity::{Outcome, PieceVerdict, Verdict};
use exam::dossier::PieceKind;

/// The name of the radios of a piece.
pub(super) fn field(kind: PieceKind) -> String {
    format!("piece:{}", kind.code())
}

/// The verdict that was typed.
///
/// # Errors
/// [`Refusal::PieceWithoutVerdict`], [`Refusal::Required`] for an outcome, a ground or a date that was not given.
pub(super) fn read(form: &Fields) -> Result<Verdict, Refusal> {
    let mut pieces = vec![];
    for kind in PieceKind::ALL {
        let found = PieceVerdict::from_code(form.text(&field(kind)));
        pieces.push((kind, found.ok_or(Refusal::PieceWithoutVerdict(kind))?));
    }
    let outcome = match form.text("outcome") {
        "conform" => Outcome::Conform,
        "to_put_right" => Outcome::ToPutRight { until: form.date("until", "À régulariser jusqu’au")? },
        "not_valid" => match form.text("ground") {
            "" => return Err(Refusal::Required { field: "Motif de non-conformité" }),
            ground => Outcome::NotValid { ground: ground.to_owned() },
        },
        "absent" => Outcome::Absent,
        _ => return Err(Refusal::Required { field: "Avis sur le dossier" }),
    };
    Ok(Verdict { pieces, outcome, reason: form.text("reason").trim().to_owned() })
}

/// A verdict as its form would send it.
pub(super) fn typed(verdict: &Verdict) -> Vec<(String, String)> {
    let pieces = verdict.pieces.iter().map(|(kind, found)| (field(*kind), found.code().to_owned()));
    let mut fields: Vec<_> = pieces.collect();
    let mut add = |name: &str, value: String| fields.push((name.to_owned(), value));
    add("outcome", verdict.outcome.code().to_owned());
    match &verdict.outcome {
        Outcome::NotValid { ground } => add("ground", ground.clone()),
        Outcome::ToPutRight { until } => add("until", until.to_string()),
        Outcome::Conform | Outcome::Absent => {}
    }
    add("reason", verdict.reason.clone());
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(outcome: &str, until: &str, ground: &str) -> Fields {
        Fields::of([
            ("piece:table", "in_order".to_owned()),
            ("piece:portfolio", "in_order".to_owned()),
            ("piece:certificate", "to_put_right".to_owned()),
            ("outcome", outcome.to_owned()),
            ("until", until.to_owned()),
            ("ground", ground.to_owned()),
            ("reason", " Signature absente. ".to_owned()),
        ])
    }

    #[test]
    fn a_whole_form_is_a_verdict() {
        let verdict = read(&typed("to_put_right", "2026-04-12", "")).unwrap();
        assert_eq!(verdict.outcome, Outcome::ToPutRight { until: jiff::civil::date(2026, 4, 12) });
        assert_eq!(verdict.pieces[2], (PieceKind::Certificate, PieceVerdict::ToPutRight));
        assert_eq!(verdict.reason, "Signature absente.");
    }

    #[test]
    fn what_was_not_given_is_named() {
        let refused = |fields: &Fields| read(fields).unwrap_err();
        assert_eq!(refused(&Fields::default()), Refusal::PieceWithoutVerdict(PieceKind::Table));
        assert_eq!(refused(&typed("", "", "")), Refusal::Required { field: "Avis sur le dossier" });
        assert_eq!(
            refused(&typed("to_put_right", "demain", "")),
            Refusal::Required { field: "À régulariser jusqu’au" }
        );
        assert_eq!(
            refused(&typed("not_valid", "", "")),
            Refusal::Required { field: "Motif de non-conformité" }
        );
    }
}
