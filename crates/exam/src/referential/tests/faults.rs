//! Each kind of fault is told with its file, line, field and a French sentence.

use super::super::{ReferentialError, builtin_text, load};

const FILE: &str = "sio-e4-2022.toml";

/// The faults of the E4 referential once `from` is replaced, at its first place, by `to`.
fn faults(changes: &[(&str, &str)]) -> (String, Vec<ReferentialError>) {
    let mut text = builtin_text("sio-e4-2022").unwrap().to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let found = load(&text, FILE).expect_err("a fault");
    (text, found)
}

/// Line, from 1, of the first place of `what`.
fn line_of(text: &str, what: &str) -> usize {
    1 + text.split(what).next().unwrap().matches('\n').count()
}

/// Replacing `from` by `to` gives this one fault, on the first line of `to`.
#[track_caller]
fn one_fault(from: &str, to: &str, field: &str, message: &str) {
    let (_, found) = faults(&[(from, to)]);
    let [fault] = found.as_slice() else { panic!("{found:#?}") };
    let line = line_of(builtin_text("sio-e4-2022").unwrap(), from);
    assert_eq!((fault.file.as_str(), fault.field.as_str()), (FILE, field));
    assert_eq!(fault.line, Some(line), "{fault}");
    assert!(fault.message.contains(message), "{fault}");
}

#[test]
fn a_fault_is_one_french_line() {
    let (text, found) = faults(&[("points = 2\n", "points = 25\n")]);
    let line = line_of(&text, "points = 25");
    assert_eq!(
        found[0].to_string(),
        format!("{FILE}, ligne {line}, champ penalties[1].points : une pénalité vaut de 1 à 20 points")
    );
    let bare = ReferentialError {
        file: FILE.into(),
        line: None,
        field: "code".into(),
        message: "champ manquant".into(),
    };
    assert_eq!(bare.to_string(), "sio-e4-2022.toml, champ code : champ manquant");
}

#[test]
fn a_fault_of_syntax_hides_the_others() {
    let (text, found) = faults(&[("coefficient = 4", "coefficient = 0"), ("scale = 20", "scale 20")]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].line, found[0].field.as_str()), (Some(line_of(&text, "scale 20")), ""));
    assert!(found[0].to_string().starts_with("sio-e4-2022.toml, ligne "));
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_the_file() {
    let (_, found) = faults(&[
        ("coefficient = 4", "coefficient = 0"),
        ("minutes = 30", "minutes = \"trente\""),
        ("points = 2\n", "points = 2.5\n"),
        ("floor = 0", "floor = 0\nplafond = 20"),
        ("mark = \"NOTE\"\n", ""),
    ]);
    let fields: Vec<_> = found.iter().map(|fault| fault.field.as_str()).collect();
    let expected =
        ["coefficient", "parts[1].minutes", "penalties[1].points", "wordings.mark", "policy.plafond"];
    assert_eq!(fields, expected);
}

#[test]
fn unknown_fields_are_refused() {
    one_fault("floor = 0", "plancher = 0\nfloor = 0", "policy.plancher", "champ inconnu");
    one_fault("coefficient = 4", "coef = 3\ncoefficient = 4", "coef", "champ inconnu");
    one_fault("minutes = 30", "duree = 30\nminutes = 30", "parts[1].duree", "champ inconnu");
}

#[test]
fn missing_fields_are_told_where_their_section_begins() {
    let (text, found) = faults(&[("min_weeks = 10\n", "")]);
    assert_eq!((found[0].field.as_str(), found.len()), ("internship.min_weeks", 1));
    assert_eq!(found[0].line, Some(line_of(&text, "[internship]")));
    let (_, found) = faults(&[("exam = \"E4\"\n", "")]);
    assert_eq!((found[0].field.as_str(), found[0].line, found.len()), ("exam", None, 1));
}

#[test]
fn a_missing_section_is_one_fault() {
    let (text, _) = faults(&[("coefficient = 4", "")]);
    let text = text[..text.find("[policy]").unwrap()].replace("version =", "coefficient = 4\nversion =");
    let found = load(&text, FILE).expect_err("a fault");
    assert_eq!((found[0].field.as_str(), found.len()), ("policy", 1));
}

#[test]
fn values_of_another_kind_are_refused() {
    one_fault("exam = \"E4\"", "exam = 4", "exam", "il faut un texte, pas un nombre entier");
    one_fault(
        "coefficient = 4",
        "coefficient = \"4\"",
        "coefficient",
        "il faut un nombre entier, pas un texte",
    );
    one_fault("coefficient = 4", "coefficient = 400", "coefficient", "compris entre 0 et 255");
    one_fault("coefficient = 4", "coefficient = -1", "coefficient", "compris entre 0 et 255");
    one_fault("penalties_add_up = true", "penalties_add_up = 1", "penalties_add_up", "un booléen");
    one_fault(
        "sessions = { from = 2022, to = 2024 }",
        "sessions = 2022",
        "sessions",
        "il faut une section, pas un nombre entier",
    );
    one_fault(
        "descriptors = [\"Compétence non mise en œuvre, absence de l'environnement technologique\"]",
        "descriptors = true",
        "levels[0].descriptors",
        "il faut une liste, pas un booléen",
    );
}

#[test]
fn e4_10_an_unknown_rounding_is_refused() {
    one_fault(
        "rounding = \"ceil_point\"",
        "rounding = \"floor\"",
        "rounding",
        "« floor » n'est pas connu ; valeurs possibles : ceil_point, ceil_half_point, none",
    );
}

#[test]
fn e4_14_penalties_are_whole_points_within_the_scale() {
    one_fault("points = 10", "points = 2.5", "penalties[0].points", "un nombre entier de points");
    one_fault("points = 10", "points = 21", "penalties[0].points", "de 1 à 20 points");
    one_fault("points = 10", "points = 0", "penalties[0].points", "de 1 à 20 points");
}

#[test]
fn e4_16_durations_are_positive() {
    one_fault("minutes = 30", "minutes = 0", "parts[1].minutes", "au moins une minute");
}

#[test]
fn e4_32_retention_is_at_least_a_month() {
    let field = "retention.months_after_training_end";
    one_fault("months_after_training_end = 12", "months_after_training_end = 0", field, "au moins un mois");
}

#[test]
fn coefficient_scale_and_code_are_sound() {
    one_fault("coefficient = 4", "coefficient = 0", "coefficient", "supérieur à 0");
    one_fault("code = \"sio-e4-2022\"", "code = \"SIO E4\"", "code", "minuscules");
    one_fault("scale = 20", "counts_above = 20\nscale = 20", "counts_above", "inférieur au barème");
}

#[test]
fn session_ranges_are_ordered() {
    let from = "sessions = { from = 2022, to = 2024 }";
    let (_, found) = faults(&[(from, "sessions = { from = 2024, to = 2022 }")]);
    assert_eq!((found[0].field.as_str(), found.len()), ("sessions.to", 2), "{found:#?}");
    let field = "annex_changes[0].sessions";
    let from = "sessions = { from = 2024, to = 2024 }";
    one_fault(from, "sessions = { from = 2024, to = 2025 }", field, "sortent");
}

#[test]
fn annex_labels_are_present() {
    one_fault("grid = \"6-3\"", "grid = \"\"", "annexes.grid", "le texte est vide");
    let (text, found) = faults(&[("conformity = \"6-2\"\n", "")]);
    assert_eq!((found[0].field.as_str(), found.len()), ("annexes.conformity", 1));
    assert_eq!(found[0].line, Some(line_of(&text, "[annexes]")));
}

#[test]
fn wordings_are_not_empty() {
    one_fault("mark = \"NOTE\"", "mark = \"  \"", "wordings.mark", "le texte est vide");
}

#[test]
fn e4_12_the_five_levels_are_in_order() {
    let well = "level = \"well_mastered\"";
    one_fault(well, "level = \"partly_mastered\"", "levels[3].level", "chacun une fois");
    one_fault(well, "level = \"mastered\"", "levels[3].level", "n'est pas connu");
    let text = builtin_text("sio-ef4-2022").unwrap();
    let last = text.rfind("[[levels]]").unwrap();
    let text = format!("{}{}", &text[..last], &text[text.find("# Usage : quatre").unwrap()..]);
    let found = load(&text, FILE).expect_err("a fault");
    assert_eq!((found[0].field.as_str(), found.len()), ("levels", 1));
    assert!(found[0].message.contains("le fichier en donne 4"));
}

#[test]
fn e4_12_a_grid_has_lines() {
    let text = builtin_text("sio-ef4-2022").unwrap();
    let (first, end) = (text.find("[[lines]]").unwrap(), text.find("[retention]").unwrap());
    let found = load(&format!("{}{}", &text[..first], &text[end..]), FILE).expect_err("a fault");
    assert_eq!((found[0].field.as_str(), found.len()), ("lines", 1));
}

#[test]
fn codes_are_unique_and_plain() {
    one_fault("code = \"no_table\"", "code = \"portfolio_unreachable\"", "penalties[1].code", "déjà pris");
    one_fault("code = \"interview\"", "code = \"Échange\"", "parts[1].code", "minuscules");
    one_fault("code = \"to_put_right\"", "code = \"conform\"", "verdicts[1].code", "déjà pris");
}

#[test]
fn a_line_refers_to_a_known_competence_and_says_the_same() {
    let (_, found) = faults(&[("competence = \"project\"", "competence = \"projet\"")]);
    let fields: Vec<_> = found.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["lines[4].competence", "competences[3].code"]);
    assert!(found[0].message.contains("« projet » n'existe pas"));
    let label = "label = \"Travailler en mode projet\"";
    one_fault(label, "label = \"Travailler seul\"", "lines[4].label", "n'est pas celui");
}

#[test]
fn settings_stay_within_reason() {
    one_fault(
        "repeated_absence_from = 2",
        "repeated_absence_from = 1",
        "policy.repeated_absence_from",
        "deuxième",
    );
    one_fault("floor = 0", "floor = 20", "policy.floor", "inférieure au barème");
    one_fault("kept_mark_from = 10", "kept_mark_from = 21", "policy.kept_mark_from", "barème");
    let percent = "policy.jury_professionals_percent";
    one_fault("jury_professionals_percent = 50", "jury_professionals_percent = 101", percent, "100");
    one_fault(
        "own_students_ccf = \"allow\"",
        "own_students_ccf = \"oui\"",
        "policy.own_students_ccf",
        "« oui »",
    );
}
