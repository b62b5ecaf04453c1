//! More shapes that real tables take, in both formats.
#![allow(clippy::unwrap_used, clippy::too_many_lines, reason = "a test fails by panicking")]

mod support;

use support::{GREEN, PLAIN, Sheet, V, codes, ods, read, ticks, xlsx};
use tableau::{GroupKind, Reading, Speciality};

/// The reading of a sheet, which must be the same from `.xlsx` and from `.ods`.
fn of(sheet: &Sheet) -> Reading {
    let reading = read(&xlsx(std::slice::from_ref(sheet))).unwrap();
    let other = read(&ods(sheet)).unwrap();
    assert_eq!(
        (&reading.groups, &reading.achievements, &reading.candidate),
        (&other.groups, &other.achievements, &other.candidate)
    );
    reading
}

#[test]
fn every_sign_of_a_tick() {
    let yes = [
        "✓",
        "✔",
        "☑",
        "X",
        "x",
        "1",
        "VRAI",
        "oui",
        "•",
        "√",
        "✗",
        "(x)",
        "✅",
        "■",
        "x\n",
        "XX",
        "●",
        "X*",
        "✔️",
        "[X]",
        "x,",
        "«X»",
        "\u{200b}X",
        "X\u{a0}",
        "×",
        "х",
        "👍",
        "*",
        "OK",
    ];
    let no = ["☐", "non", "-", "/", "n/a", "○", "FAUX", "0", "–", "…", "?", "\u{a0}", "▢"];
    for (texts, wanted) in [(yes.as_slice(), "9:CD"), (no.as_slice(), "9:C")] {
        for text in texts {
            let mut sheet = Sheet::model(6, 1);
            sheet.line(9, 1, "Un", &[0]).text(9, 4, text);
            assert_eq!(ticks(&of(&sheet)), [wanted], "{text:?}");
        }
    }
}

#[test]
fn yes_and_no_in_every_cell() {
    let mut sheet = Sheet::model(6, 1);
    for column in 3..=8 {
        sheet.put(9, column, V::Number(f64::from(column % 2)), PLAIN);
        sheet.text(10, column, if column % 2 == 0 { "oui" } else { "non" });
        sheet.text(11, column, if column % 2 == 0 { "VRAI" } else { "FAUX" });
    }
    sheet.text(9, 1, "Un").text(10, 1, "Deux").text(11, 1, "Trois");
    assert_eq!(ticks(&of(&sheet)), ["9:CEG", "10:DFH", "11:DFH"]);
}

#[test]
fn checkboxes_on_a_thousand_rows() {
    let mut sheet = Sheet::model(6, 1);
    for row in (9..1_000).filter(|row| ![12, 16].contains(row)) {
        for column in 3..=8 {
            sheet.put(row, column, V::Bool(false), PLAIN);
        }
    }
    let yes = V::Bool(true);
    sheet.text(9, 1, "Un").put(9, 3, yes.clone(), PLAIN).put(9, 8, yes.clone(), PLAIN);
    sheet.text(17, 1, "Deux").put(17, 4, yes, PLAIN);
    assert_eq!(ticks(&of(&sheet)), ["9:CH", "17:D"]);
}

#[test]
fn cells_merged_across_and_down() {
    let mut sheet = Sheet::model(6, 1);
    sheet.line(9, 1, "Un", &[0]).text(10, 1, "Deux").text(10, 4, "x").text(11, 1, "Trois").text(11, 5, "x");
    // One period for three achievements, one title over the period's column.
    sheet.merge(9, 2, 11, 2).text(13, 1, "Sur deux colonnes").text(13, 4, "x").merge(13, 1, 13, 2);
    let reading = of(&sheet);
    assert_eq!(ticks(&reading), ["9:C", "10:D", "11:E", "13:D"]);
    let days = |at: usize| reading.achievements[at].period.to.map(|day| day.to_string());
    assert_eq!((days(0), days(2)), (Some("2024-10-31".into()), Some("2024-10-31".into())));
    assert_eq!((days(3), reading.achievements[3].title.as_deref()), (None, Some("Sur deux colonnes")));
}

#[test]
fn groups_numbered_unmerged_and_in_another_order() {
    let mut sheet = Sheet::model(6, 1);
    sheet.merges.clear();
    sheet.text(8, 1, "1 - Réalisations en milieu professionnel, 2ème année");
    sheet.text(12, 1, "II. RÉALISATIONS EN MILIEU PROFESSIONNEL EN COURS DE 1ère ANNÉE");
    sheet.text(16, 1, "C) Réalisations en cours de formation");
    sheet.line(9, 1, "Un", &[0]).line(13, 1, "1. Réalisations de scripts", &[1]).line(17, 1, "Trois", &[2]);
    let reading = of(&sheet);
    let kinds: Vec<GroupKind> = reading.groups.iter().map(|group| group.kind).collect();
    assert_eq!(kinds, [GroupKind::WorkplaceYear2, GroupKind::WorkplaceYear1, GroupKind::Training]);
    assert_eq!(ticks(&reading), ["9:C", "13:D", "17:E"]);
}

#[test]
fn documents_on_rows_of_their_own() {
    let mut sheet = Sheet::model(6, 1);
    sheet.line(9, 1, "Un projet\n- Cahier des charges", &[0]).text(10, 1, "- Guide").text(11, 1, "• Schéma");
    sheet.text(13, 1, "- Seul").line(14, 1, "- Avec une coche", &[1]).text(18, 1, "- Loin");
    let reading = of(&sheet);
    assert_eq!(ticks(&reading), ["9:C", "13:", "14:D", "18:"]);
    assert_eq!(reading.achievements[0].documents, ["Cahier des charges", "Guide", "Schéma"]);
}

#[test]
fn a_title_that_begins_as_an_activity_stays_in_the_table() {
    let mut sheet = Sheet::model(6, 1);
    sheet.line(9, 1, "Recenser et identifier les ressources numériques du lycée", &[0]).line(
        10,
        1,
        "Gérer le patrimoine informatique du service",
        &[1],
    );
    assert_eq!(ticks(&of(&sheet)), ["9:C", "10:D"]);
}

#[test]
fn crosses_on_colours_and_a_year_changed_by_hand() {
    let mut sheet = Sheet::model(6, 1);
    sheet.text(2, 7, "SESSION 2025 2026").text(2, 1, "BTS SIO – Épreuve E4");
    sheet
        .line(9, 1, "Un", &[0])
        .paint(9, 3, GREEN)
        .line(10, 1, "Deux", &[1])
        .paint(10, 4, GREEN)
        .text(11, 1, "Sans");
    let reading = of(&sheet);
    assert_eq!(ticks(&reading), ["9:C", "10:D", "11:"]);
    assert_eq!((reading.session.as_deref(), reading.exam.as_deref()), (Some("2025 2026"), Some("E4")));
}

#[test]
fn labels_and_values_on_two_lines_or_put_otherwise() {
    let mut sheet = Sheet::model(6, 1);
    sheet.text(3, 1, "NOM et prénom :\nMARTIN Camille").text(3, 6, "N° candidat\n0193 654 2087");
    sheet.text(4, 6, "Option :  SISR ⬜  SLAM ✅").text(4, 7, "").text(4, 8, "").line(9, 1, "Un", &[0]);
    let candidate = of(&sheet).candidate;
    assert_eq!(candidate.name.as_deref(), Some("MARTIN Camille"));
    assert_eq!(
        (candidate.number.as_deref(), candidate.option),
        (Some("01936542087"), Some(Speciality::Slam))
    );
    let mut sheet = Sheet::model(6, 1);
    sheet.text(3, 1, "NOM, Prénom : MARTIN Camille").text(4, 1, "Établissement : Lycée");
    sheet.text(5, 1, "Portfolio : camille.example/portfolio").text(4, 7, "SISR ☐").text(4, 8, "SLAM ☑");
    sheet.line(9, 1, "Un", &[0]);
    let candidate = of(&sheet).candidate;
    assert_eq!((candidate.centre.as_deref(), candidate.option), (Some("Lycée"), Some(Speciality::Slam)));
    assert_eq!(candidate.portfolio_url.as_deref(), Some("camille.example/portfolio"));
}

#[test]
fn escapes_of_the_format_are_resolved_once() {
    let mut sheet = Sheet::model(6, 1);
    sheet.line(9, 1, "Macro _x005F_x0041_ et _x0042_", &[0]);
    let reading = read(&xlsx(&[sheet])).unwrap();
    assert_eq!(reading.achievements[0].title.as_deref(), Some("Macro _x0041_ et B"));
}

#[test]
fn numbered_lines_left_empty_say_nothing() {
    let mut sheet = Sheet::model(6, 1);
    sheet
        .line(9, 1, "1. Serveur web\nDocuments : \n• Guide\n• Schéma", &[0])
        .text(10, 1, "2.")
        .text(11, 1, "3.");
    sheet.text(22, 1, "Signature du candidat :").text(23, 1, "Fait à Orléans, le 12/03/2025");
    let reading = of(&sheet);
    assert_eq!(ticks(&reading), ["9:C"]);
    assert_eq!(reading.achievements[0].documents, ["Guide", "Schéma"]);
    assert!(!codes(&reading).contains(&"achievement_without_tick"));
}

#[test]
fn days_shown_in_another_country_s_order() {
    for (text, raw) in
        [("2/12/2025", "12/02/2025"), ("12 février 2025", "12 février 2025"), ("févr. 25", "févr. 25")]
    {
        let mut sheet = Sheet::model(6, 1);
        sheet.text(9, 1, "Un").text(9, 3, "X").put(9, 2, V::Day("2025-02-12"), PLAIN);
        let content = support::ods_content(&sheet).replace(">2025-02-12<", &format!(">{text}<"));
        let reading = read(&support::archive(&[("content.xml", content.as_bytes())])).unwrap();
        let period = &reading.achievements[0].period;
        assert_eq!(period.raw.as_deref(), Some(raw));
        assert_eq!(period.from.map(|day| day.to_string()).as_deref(), Some("2025-02-12"));
    }
}
