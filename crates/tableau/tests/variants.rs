//! The ways candidates write a table, one by one.
#![allow(clippy::unwrap_used, clippy::too_many_lines, reason = "a test fails by panicking")]

mod support;

use support::{CROSSED, DATE, GREEN, PLAIN, Sheet, THEME, V, WHITE, YELLOW, codes, ods, read, ticks, xlsx};
use tableau::{Context, GroupKind, OptionReadBy, ReadBy, Speciality};

fn of(sheet: &Sheet) -> tableau::Reading {
    read(&xlsx(std::slice::from_ref(sheet))).unwrap()
}

#[test]
fn text_ticks_and_what_is_none() {
    let mut sheet = Sheet::model(6, 1);
    sheet.line(9, 1, "Un", &[0]);
    for (column, text) in (3..).zip(["x", "✓", "☐", "non", "☒", "0"]) {
        sheet.text(10, column, text);
    }
    sheet
        .text(10, 1, "Deux")
        .put(11, 3, V::Number(1.0), PLAIN)
        .put(11, 4, V::Number(0.0), PLAIN)
        .text(11, 1, "Trois");
    let reading = of(&sheet);
    assert_eq!(ticks(&reading), ["9:C", "10:CDG", "11:C"]);
    assert!(reading.achievements.iter().flat_map(|one| &one.ticks).all(|tick| tick.read_by == ReadBy::Text));
}

#[test]
fn moved_rows_and_columns() {
    for (row, column, wanted) in [(1, 1, "4:C"), (6, 3, "9:E"), (20, 10, "23:L"), (6, 26, "9:AB")] {
        let mut sheet = Sheet::model(row, column);
        sheet.line(row + 3, column, "Un", &[0]);
        assert_eq!(ticks(&of(&sheet)), [wanted]);
        assert_eq!(ticks(&read(&ods(&sheet)).unwrap()), [wanted]);
    }
}

#[test]
fn colours_of_the_theme_and_the_palette() {
    for style in [GREEN, THEME, YELLOW] {
        let mut sheet = Sheet::model(6, 1);
        sheet.text(9, 1, "Un").paint(9, 3, style).paint(9, 4, WHITE).text(10, 1, "Deux").paint(10, 8, style);
        let reading = of(&sheet);
        assert_eq!(ticks(&reading), ["9:C", "10:H"]);
        assert_eq!(reading.achievements[0].ticks[0].read_by, ReadBy::Fill);
    }
}

#[test]
fn whole_rows_and_columns_of_a_colour_are_no_ticks() {
    let mut sheet = Sheet::model(6, 1);
    // A line of one colour, a column of one colour with empty lines too, and one true tick.
    for column in 1..=8 {
        sheet.paint(9, column, YELLOW);
    }
    sheet.text(9, 1, "Ligne jaune").paint(9, 1, YELLOW);
    for row in 9..=20 {
        if ![12, 16].contains(&row) {
            sheet.paint(row, 5, THEME);
        }
    }
    sheet.text(10, 1, "Deux").paint(10, 3, GREEN).text(11, 1, "Trois");
    sheet.columns.insert(7, GREEN);
    assert_eq!(ticks(&of(&sheet))[1..], ["10:C", "11:"]);
}

#[test]
fn all_six_by_colour_are_six_ticks() {
    let mut sheet = Sheet::model(6, 1);
    for column in 3..=8 {
        sheet.paint(9, column, GREEN);
    }
    sheet.text(9, 1, "Un").text(10, 1, "Deux").paint(10, 3, GREEN).text(13, 1, "Trois").paint(13, 3, GREEN);
    assert_eq!(ticks(&of(&sheet)), ["9:CDEFGH", "10:C", "13:C"]);
}

#[test]
fn booleans_borders_and_drawings() {
    let mut sheet = Sheet::model(6, 1);
    for row in [9, 10, 11] {
        for column in 3..=8 {
            sheet.put(row, column, V::Bool(row == 9 && column == 4), PLAIN);
        }
    }
    sheet.text(9, 1, "Booléens").text(13, 1, "Bordures").paint(13, 3, CROSSED).paint(13, 8, CROSSED);
    sheet.text(17, 1, "Dessins").text(17, 4, "").text(17, 5, "");
    sheet.shapes = vec![(17, 4, String::new()), (17, 5, "X".into()), (17, 6, "Légende".into())];
    for bytes in [xlsx(std::slice::from_ref(&sheet)), ods(&sheet)] {
        let reading = read(&bytes).unwrap();
        assert_eq!(ticks(&reading), ["9:D", "13:CH", "17:DE"]);
        let ways: Vec<ReadBy> = reading.achievements.iter().map(|one| one.ticks[0].read_by).collect();
        assert_eq!(ways, [ReadBy::Boolean, ReadBy::Border, ReadBy::Drawing]);
    }
}

#[test]
fn opendocument_as_libreoffice_writes_it() {
    let mut sheet = Sheet::model(6, 1);
    sheet.line(9, 1, "Un\n- Guide\n- Schéma", &[0, 2]).text(13, 1, "Deux").paint(13, 6, GREEN).put(
        13,
        2,
        V::Day("2025-02-12"),
        PLAIN,
    );
    sheet.hidden.push(13);
    let reading = read(&ods(&sheet)).unwrap();
    assert_eq!(ticks(&reading), ["9:CE", "13:F"]);
    assert_eq!(reading.achievements[0].documents, ["Guide", "Schéma"]);
    assert_eq!(reading.achievements[1].period.from.map(|day| day.to_string()).as_deref(), Some("2025-02-12"));
    assert!(reading.achievements[1].hidden && codes(&reading).contains(&"hidden_row"));
    assert_eq!(
        (reading.candidate.name.as_deref(), reading.candidate.option),
        (Some("MARTIN Camille"), Some(Speciality::Slam))
    );
    assert_eq!(reading.groups.len(), 3);
}

#[test]
fn titles_like_headings_and_headings_renamed() {
    let mut sheet = Sheet::model(6, 1);
    sheet.line(9, 1, "Réalisation d'un site vitrine", &[0]).text(10, 1, "Réalisations de scripts").line(
        11,
        1,
        "Réalisations en entreprise d'un annuaire",
        &[1],
    );
    sheet.text(12, 1, "Stage de 1ère année chez Exemple").text(16, 1, "Projets personnels");
    let reading = of(&sheet);
    assert_eq!(ticks(&reading), ["9:C", "10:", "11:D"]);
    let kinds: Vec<GroupKind> = reading.groups.iter().map(|group| group.kind).collect();
    assert_eq!(kinds, [GroupKind::Training, GroupKind::WorkplaceYear1, GroupKind::Other]);
}

#[test]
fn headings_unmerged_moved_or_missing() {
    let mut sheet = Sheet::model(6, 1);
    sheet.merges.clear();
    sheet.line(9, 1, "Un", &[0]).line(13, 1, "Deux", &[1]);
    assert_eq!(of(&sheet).groups.len(), 3);
    for row in [8, 12, 16] {
        sheet.cells.remove(&(row, 1));
    }
    let reading = of(&sheet);
    assert_eq!((reading.groups.len(), ticks(&reading)), (0, vec!["9:C".to_owned(), "13:D".to_owned()]));
    assert_eq!(reading.achievements[0].group, None);
}

#[test]
fn headings_of_competences_missing_or_put_otherwise() {
    let mut sheet = Sheet::model(6, 1);
    sheet.line(9, 1, "Un", &[0, 2, 5]).text(
        6,
        4,
        "REPONDRE AUX INCIDENTS, et aux demandes d'assistance et d'évolution",
    );
    sheet.text(6, 8, "Organiser son dévelopement professionnel").text(
        7,
        8,
        "▸Mettre en place son environnement d’apprentissage personnel",
    );
    sheet.text(6, 5, "");
    let reading = of(&sheet);
    assert_eq!(ticks(&reading), ["9:CEH"]);
    assert_eq!(reading.competences.len(), 6);
    assert_eq!(codes(&reading).iter().filter(|code| **code == "heading_missing").count(), 2);
}

#[test]
fn a_competence_taken_out_is_missed() {
    let mut sheet = Sheet::model(6, 1);
    sheet.line(9, 1, "Un", &[0]).cells.retain(|(row, column), _| *column != 8 || *row < 5);
    let reading = of(&sheet);
    assert_eq!((reading.competences.len(), ticks(&reading)), (5, vec!["9:C".to_owned()]));
    assert!(codes(&reading).contains(&"heading_missing"));
}

#[test]
fn options_in_one_cell_or_as_a_shape() {
    let mut sheet = Sheet::model(6, 1);
    sheet.text(4, 6, "Option :").text(4, 7, "SISR").merge(4, 7, 4, 8).cells.remove(&(4, 8));
    let candidate = of(&sheet).candidate;
    assert_eq!((candidate.option, candidate.option_read_by), (Some(Speciality::Sisr), OptionReadBy::Text));
    sheet = Sheet::model(6, 1);
    sheet.text(4, 8, "▢ SLAM").shapes = vec![(4, 7, "X".into())];
    let candidate = of(&sheet).candidate;
    assert_eq!((candidate.option, candidate.option_read_by), (Some(Speciality::Sisr), OptionReadBy::Drawing));
    sheet.shapes.clear();
    assert!(codes(&of(&sheet)).contains(&"option_missing"));
}

#[test]
fn several_sheets() {
    let (mut notes, mut blank, mut full) = (Sheet::default(), Sheet::model(6, 1), Sheet::model(6, 1));
    notes.name = "Notes".into();
    notes.text(1, 1, "Réalisations en cours de formation").text(2, 1, "Gérer le patrimoine informatique");
    blank.name = "Modèle".into();
    full.name = "Mon tableau".into();
    full.line(9, 1, "Un", &[0]);
    let reading = read(&xlsx(&[notes, blank, full])).unwrap();
    assert_eq!((reading.sheet.as_str(), ticks(&reading)), ("Mon tableau", vec!["9:C".to_owned()]));
    assert!(codes(&reading).contains(&"several_tables"));
}

#[test]
fn numbers_lost_and_labels_beside_their_values() {
    let mut sheet = Sheet::model(6, 1);
    sheet.text(3, 6, "N° candidat :").put(3, 7, V::Number(1_936_542_087.0), PLAIN);
    sheet.text(3, 1, "Nom et prénom du candidat").text(3, 2, "DUPONT Lou");
    let context =
        Context { roster_number: Some("01936542087".into()), session: Some(2025), ..Context::default() };
    let reading = tableau::read(&xlsx(&[sheet]), "x", &context).unwrap();
    assert_eq!(reading.candidate.number.as_deref(), Some("1936542087"));
    assert_eq!(reading.candidate.name.as_deref(), Some("DUPONT Lou"));
    assert!(codes(&reading).contains(&"number_lost_zero") && codes(&reading).contains(&"old_model"));
    assert!(!codes(&reading).contains(&"number_mismatch"));
}

#[test]
fn periods_checked_against_the_calendar() {
    let mut sheet = Sheet::model(6, 1);
    for (row, raw) in (9..).zip(["31/10/24 au 01/10/24", "01/09/2019 au 01/10/2019", "01/09/2027"]) {
        sheet.text(row, 1, "Une").text(row, 3, "X").text(row, 2, raw);
    }
    sheet.text(13, 1, "Série").text(13, 3, "X").put(13, 2, V::Number(45_700.0), DATE);
    sheet.text(14, 1, "Sans").text(14, 3, "X").text(15, 1, "Floue").text(15, 3, "X").text(
        15,
        2,
        "au printemps",
    );
    let context = Context {
        today: Some(jiff::civil::date(2026, 3, 1)),
        training_from: Some(jiff::civil::date(2024, 9, 1)),
        ..Context::default()
    };
    let reading = tableau::read(&xlsx(&[sheet]), "x", &context).unwrap();
    let at = |cell: &str| {
        let here = reading.findings.iter().filter(|finding| finding.cell.as_deref() == Some(cell));
        here.map(|finding| finding.code.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(at("B9"), ["period_reversed"]);
    assert_eq!(at("B10"), ["period_before_training"]);
    assert_eq!(at("B11"), ["period_in_future"]);
    assert_eq!(at("B14"), ["period_missing"]);
    assert_eq!(at("B15"), ["period_unreadable"]);
    assert_eq!(reading.achievements[3].period.raw.as_deref(), Some("12/02/2025"));
}

#[test]
fn e4_04_lines_without_tick_or_without_title_are_told() {
    let mut sheet = Sheet::model(6, 1);
    sheet.text(9, 4, "X").text(10, 1, "Sans coche").text(11, 1, "3.").text(13, 1, "Réalisation n°2 :");
    sheet.text(20, 1, "* à compléter").text(21, 1, "Légende : X = mobilisée").text(22, 1, "Total").put(
        22,
        3,
        V::Number(4.0),
        PLAIN,
    );
    let reading = of(&sheet);
    assert_eq!(ticks(&reading), ["9:D", "10:"]);
    assert!(
        codes(&reading).contains(&"tick_without_title")
            && codes(&reading).contains(&"achievement_without_tick")
    );
}

#[test]
fn lines_merged_over_rows_and_columns() {
    let mut sheet = Sheet::model(6, 1);
    sheet.line(9, 1, "Sur trois lignes", &[0]).text(10, 5, "X").merge(9, 1, 11, 1).merge(9, 2, 11, 2);
    sheet.line(13, 1, "Coche fusionnée", &[1]).merge(13, 4, 13, 5);
    let reading = of(&sheet);
    assert_eq!(ticks(&reading), ["9:CE", "13:DE"]);
    assert_eq!(reading.achievements.len(), 2);
}

#[test]
fn columns_apart_for_documents_and_for_each_end() {
    let mut sheet = Sheet { name: "Tableau".into(), ..Sheet::default() };
    for (column, heading) in
        (1..).zip(["N°", "Intitulé de la réalisation", "Date de début", "Date de fin", "Documents associés"])
    {
        sheet.text(3, column, heading);
    }
    for (column, heading) in (6..).zip(support::HEADINGS) {
        sheet.text(3, column, heading);
    }
    for row in 4..=9 {
        sheet.put(row, 1, V::Number(f64::from(row - 3)), PLAIN);
    }
    sheet
        .text(4, 2, "Annuaire")
        .text(4, 3, "01/10/2024")
        .text(4, 4, "31/10/2024")
        .text(4, 5, "- Guide\n- Tests")
        .text(4, 6, "x");
    let reading = of(&sheet);
    assert_eq!(ticks(&reading), ["4:F"]);
    let one = &reading.achievements[0];
    assert_eq!((one.title.as_deref(), one.documents.len()), (Some("Annuaire"), 2));
    assert_eq!(one.period.to.map(|day| day.to_string()).as_deref(), Some("2024-10-31"));
}

#[test]
fn prefixes_strict_names_and_a_thousand_rows() {
    let mut sheet = Sheet::model(6, 1);
    sheet.line(9, 1, "Un", &[0]);
    for row in 20..=1_000 {
        for column in 1..=26 {
            sheet.paint(row, column, WHITE);
        }
    }
    let mut parts = support::parts(std::slice::from_ref(&sheet));
    let strict = sheet.worksheet("x", "http://purl.oclc.org/ooxml/spreadsheetml/main");
    parts.iter_mut().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap().1 = strict;
    for (_, text) in &mut parts {
        *text = text.replace(
            "http://schemas.openxmlformats.org/officeDocument/2006",
            "http://purl.oclc.org/ooxml/officeDocument",
        );
    }
    assert_eq!(ticks(&read(&support::zipped(&parts)).unwrap()), ["9:C"]);
}

#[test]
fn any_workbook_gets_a_reading() {
    let mut sheet = Sheet { name: "Budget".into(), ..Sheet::default() };
    sheet.text(1, 1, "Dépenses").put(2, 1, V::Number(12.0), PLAIN);
    assert_eq!(codes(&of(&sheet))[0], "name_missing");
    assert!(codes(&of(&sheet)).contains(&"table_not_found"));
    assert!(codes(&of(&Sheet::default())).contains(&"table_not_found"));
}

#[test]
fn e4_02_a_competence_nobody_ticks_is_told() {
    let mut sheet = Sheet::model(6, 1);
    sheet.line(9, 1, "Un", &[0, 1, 2, 3]).line(13, 1, "Deux", &[4]);
    sheet.hidden.push(13);
    let reading = of(&sheet);
    let gaps: Vec<_> = reading.findings.iter().filter(|finding| finding.code == "coverage_gap").collect();
    assert_eq!(gaps.len(), 1);
    assert_eq!(gaps[0].cell.as_deref(), Some("H6"));
    assert!(codes(&reading).contains(&"coverage_hidden"));
    assert_eq!(reading.coverage.values().copied().collect::<Vec<_>>(), [1, 1, 1, 1, 1, 0]);
}

#[test]
fn colours_without_a_title_and_legends() {
    let mut sheet = Sheet::model(6, 1);
    sheet.text(9, 1, "Un").paint(9, 3, GREEN).paint(10, 5, GREEN).text(17, 1, "Deux").paint(17, 4, GREEN);
    sheet.text(25, 1, "Légende : vert = mobilisée").paint(25, 3, GREEN).paint(30, 3, GREEN);
    let reading = of(&sheet);
    assert_eq!(ticks(&reading), ["9:C", "10:E", "17:D"]);
    assert!(codes(&reading).contains(&"tick_without_title"));
}

#[test]
fn the_portfolio_may_be_a_link() {
    let mut sheet = Sheet::model(6, 1);
    sheet.text(5, 1, "Adresse URL du portfolio : mon portfolio").line(9, 1, "Un", &[0]);
    sheet.extra = "<hyperlinks><hyperlink ref=\"A5\" r:id=\"rId7\"/></hyperlinks>".into();
    let mut parts = support::parts(&[sheet]);
    let link = "<Relationships><Relationship Id=\"rId7\" Type=\"x/hyperlink\" TargetMode=\"External\" Target=\"https://lou.example/\"/></Relationships>";
    parts.push(("xl/worksheets/_rels/sheet1.xml.rels".into(), link.into()));
    let reading = read(&support::zipped(&parts)).unwrap();
    assert_eq!(reading.candidate.portfolio_url.as_deref(), Some("https://lou.example/"));
}

#[test]
fn shared_strings_formulas_and_1904() {
    let mut sheet = Sheet::model(6, 1);
    sheet.text(9, 1, "Un").put(9, 2, V::Number(44_238.0), DATE);
    let mut parts = support::parts(&[sheet]);
    for (name, text) in &mut parts {
        if name == "xl/workbook.xml" {
            *text = text.replace("<sheets>", "<workbookPr date1904=\"1\"/><sheets>");
        }
        if name.ends_with("sheet1.xml") {
            let row = "<c r=\"C9\" t=\"s\"><v>0</v></c><c r=\"D9\" t=\"str\"><f>IF(1,\"X\")</f><v>X</v></c></row><row r=\"10\"";
            *text = text.replace("</row><row r=\"12\"", &format!("{row}/><row r=\"12\""));
        }
    }
    parts.push((
        "xl/sharedStrings.xml".into(),
        "<sst><si><r><t>x</t></r><rPh><t>guide</t></rPh></si></sst>".into(),
    ));
    let reading = read(&support::zipped(&parts)).unwrap();
    assert_eq!(ticks(&reading), ["9:CD"]);
    assert_eq!(reading.achievements[0].period.raw.as_deref(), Some("12/02/2025"));
}
