//! What a referential must keep beyond its types.

use std::collections::BTreeSet;

use crate::grid::Level;

use super::read::Faults;
use super::types::{Line, Policy, Referential, Retention, SessionRange};

/// Notes every fault of a referential that was read.
pub(super) fn check(referential: &Referential, faults: &mut Faults<'_>) {
    check_mark(referential, faults);
    check_sessions(referential, faults);
    check_oral(referential, faults);
    check_levels(referential, faults);
    check_competences(referential, faults);
    check_lines(referential, faults);
    check_penalties(referential, faults);
    check_conformity(referential, faults);
    check_retention(&referential.retention, faults);
    check_policy(&referential.policy, referential.scale, faults);
}

fn check_retention(retention: &Retention, faults: &mut Faults<'_>) {
    let least = "la durée de conservation doit être d'au moins un mois";
    if retention.months_after_training_end == 0 {
        faults.note("retention.months_after_training_end", least);
    }
    for (nth, class) in retention.classes.iter().enumerate() {
        if class.months == 0 {
            faults.note(&format!("retention.classes[{nth}].months"), least);
        }
    }
}

fn check_mark(referential: &Referential, faults: &mut Faults<'_>) {
    let code = &referential.code;
    if !code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
        faults.note("code", "seuls les minuscules sans accent, les chiffres et le tiret sont admis");
    }
    if referential.coefficient == 0 {
        faults.note("coefficient", "le coefficient doit être supérieur à 0");
    }
    if referential.scale == 0 {
        faults.note("scale", "le barème doit être supérieur à 0");
    }
    if referential.counts_above.is_some_and(|points| points >= referential.scale) {
        faults.note("counts_above", "le seuil doit être inférieur au barème");
    }
}

fn check_sessions(referential: &Referential, faults: &mut Faults<'_>) {
    let whole = referential.sessions;
    check_range(whole, "sessions", faults);
    let changes = &referential.annex_changes;
    for (index, change) in changes.iter().enumerate() {
        let field = format!("annex_changes[{index}].sessions");
        check_range(change.sessions, &field, faults);
        if !covers(whole, change.sessions) {
            faults.note(&field, "ces sessions sortent de celles du référentiel");
        }
        if changes[..index].iter().any(|earlier| meet(earlier.sessions, change.sessions)) {
            faults.note(&field, "une session y figure déjà dans une entrée précédente");
        }
    }
}

fn check_range(range: SessionRange, field: &str, faults: &mut Faults<'_>) {
    if range.to.is_some_and(|to| to < range.from) {
        faults.note(&format!("{field}.to"), "la dernière session précède la première");
    }
}

/// Last session of a range, or the last year there is.
fn last(range: SessionRange) -> i16 {
    range.to.unwrap_or(i16::MAX)
}

fn covers(whole: SessionRange, part: SessionRange) -> bool {
    whole.from <= part.from && last(part) <= last(whole)
}

fn meet(a: SessionRange, b: SessionRange) -> bool {
    a.from <= last(b) && b.from <= last(a)
}

fn check_oral(referential: &Referential, faults: &mut Faults<'_>) {
    check_codes("pieces", referential.pieces.iter().map(|piece| &piece.code), faults);
    check_codes("parts", referential.parts.iter().map(|part| &part.code), faults);
    if referential.parts.is_empty() {
        faults.note("parts", "l'épreuve doit avoir au moins une partie");
    }
    for (index, part) in referential.parts.iter().enumerate() {
        if part.minutes == 0 {
            faults.note(&format!("parts[{index}].minutes"), "la durée doit être d'au moins une minute");
        }
    }
}

fn check_levels(referential: &Referential, faults: &mut Faults<'_>) {
    let levels = &referential.levels;
    if levels.len() != Level::ALL.len() {
        let message = format!("la grille a cinq niveaux, le fichier en donne {}", levels.len());
        faults.note("levels", message);
    }
    for (index, (wording, expected)) in levels.iter().zip(Level::ALL).enumerate() {
        if wording.level != expected {
            faults.note(
                &format!("levels[{index}].level"),
                "les niveaux doivent aller de « Non évaluable » à « Excellente maitrise », chacun une fois",
            );
        }
        if wording.descriptors.is_empty() {
            let field = format!("levels[{index}].descriptors");
            faults.note(&field, "le niveau doit avoir au moins un descripteur");
        }
    }
}

fn check_competences(referential: &Referential, faults: &mut Faults<'_>) {
    let competences = &referential.competences;
    check_codes("competences", competences.iter().map(|competence| &competence.code), faults);
    for (index, competence) in competences.iter().enumerate() {
        if competence.skills.is_empty() {
            let field = format!("competences[{index}].skills");
            faults.note(&field, "la compétence doit avoir au moins un savoir-faire");
        }
        if !referential.lines.iter().any(|line| line.competence.as_ref() == Some(&competence.code)) {
            let message = format!("aucune ligne de la grille n'évalue « {} »", competence.code);
            faults.note(&format!("competences[{index}].code"), message);
        }
    }
}

fn check_lines(referential: &Referential, faults: &mut Faults<'_>) {
    if referential.lines.is_empty() {
        faults.note("lines", "la grille doit avoir au moins une ligne");
    }
    check_codes("lines", referential.lines.iter().map(|line| &line.code), faults);
    for (index, line) in referential.lines.iter().enumerate() {
        check_line(index, line, referential, faults);
    }
}

/// A line that assesses a competence says the same as the competence, and how it is recognised.
fn check_line(index: usize, line: &Line, referential: &Referential, faults: &mut Faults<'_>) {
    let Some(code) = &line.competence else { return };
    let field = |name: &str| format!("lines[{index}].{name}");
    let Some(competence) = referential.competence(code) else {
        faults.note(&field("competence"), format!("la compétence « {code} » n'existe pas"));
        return;
    };
    if line.label != competence.label {
        faults.note(&field("label"), format!("l'intitulé n'est pas celui de la compétence « {code} »"));
    }
    if line.skills != competence.skills {
        let message = format!("les savoir-faire ne sont pas ceux de la compétence « {code} »");
        faults.note(&field("skills"), message);
    }
    if line.indicators.is_empty() {
        faults.note(&field("indicators"), "la ligne doit avoir au moins un indicateur de performance");
    }
}

fn check_penalties(referential: &Referential, faults: &mut Faults<'_>) {
    check_codes("penalties", referential.penalties.iter().map(|penalty| &penalty.code), faults);
    for (index, penalty) in referential.penalties.iter().enumerate() {
        if penalty.points == 0 || penalty.points > referential.scale {
            let message = format!("une pénalité vaut de 1 à {} points", referential.scale);
            faults.note(&format!("penalties[{index}].points"), message);
        }
    }
}

fn check_conformity(referential: &Referential, faults: &mut Faults<'_>) {
    check_codes("grounds", referential.grounds.iter().map(|ground| &ground.code), faults);
    check_codes("verdicts", referential.verdicts.iter().map(|verdict| &verdict.code), faults);
}

fn check_policy(policy: &Policy, scale: u16, faults: &mut Faults<'_>) {
    if policy.repeated_absence_from < 2 {
        let message = "une absence n'est réitérée qu'à partir de la deuxième";
        faults.note("policy.repeated_absence_from", message);
    }
    if policy.floor >= scale {
        faults.note("policy.floor", "la note plancher doit être inférieure au barème");
    }
    if policy.kept_mark_from > scale {
        faults.note("policy.kept_mark_from", "la note conservée ne peut dépasser le barème");
    }
    if policy.jury_professionals_percent > 100 {
        faults.note("policy.jury_professionals_percent", "une part ne peut dépasser 100 %");
    }
}

/// Codes are plain words, each once in its list.
fn check_codes<'a>(list: &str, codes: impl Iterator<Item = &'a String>, faults: &mut Faults<'_>) {
    let mut seen = BTreeSet::new();
    for (index, code) in codes.enumerate() {
        let field = format!("{list}[{index}].code");
        if !code.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
            let message = "seuls les minuscules sans accent, les chiffres et le tiret bas sont admis";
            faults.note(&field, message);
        }
        if !seen.insert(code) {
            faults.note(&field, format!("le code « {code} » est déjà pris"));
        }
    }
}
