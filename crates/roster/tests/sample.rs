//! The list exported from the State's application, read exactly.

#![allow(clippy::expect_used, reason = "this file holds tests and their helpers")]

mod common;

use common::{SAMPLE, code, csv, ods, read, shuffled, table, xlsx};
use jiff::civil::date;
use roster::{Category, CategoryKind, Opt, Roster, Row, Severity, State, Unreadable};

fn sample() -> Roster {
    roster::read(SAMPLE, "cyclades-liste-simple.csv").expect("the sample is readable")
}

/// The rows without what depends on where they stand: the line, the messages, the zero put back.
fn facts(rows: &[Row]) -> Vec<Row> {
    rows.iter()
        .map(|row| Row { line: 0, number_repaired: false, problems: Vec::new(), ..row.clone() })
        .collect()
}

#[test]
fn roster_sample_preamble() {
    let roster = sample();
    assert_eq!(roster.school_name.as_deref(), Some("LYC JEAN ZAY – VILLEFICTIVE"));
    assert_eq!(roster.school_uai.as_deref(), Some("0999999Z"));
    assert_eq!(roster.session, Some(2026));
    assert_eq!(roster.diploma.as_deref(), Some("32602"));
    assert_eq!(roster.ignored_columns, ["N° Inscription", "N° Océan", "INE"]);
}

#[test]
fn roster_sample_counts() {
    let rows = sample().rows;
    assert_eq!(rows.len(), 38);
    assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), (10..48).collect::<Vec<_>>());
    assert!(rows.iter().all(Row::importable));
    let lines = |keep: fn(&Row) -> bool| rows.iter().filter(|r| keep(r)).map(|r| r.line).collect::<Vec<_>>();
    assert_eq!(lines(|row| row.state == State::Withdrawn), [19]);
    assert_eq!(lines(|row| row.ef4), [10, 19, 28, 37, 46]);
    assert_eq!(lines(|row| row.number_repaired), [15]);
    assert_eq!(lines(|row| row.usage_name.is_some()), [10, 17, 24, 31, 38, 45]);
    assert_eq!(lines(|row| !row.problems.is_empty()), [15]);
    let count = |kind| rows.iter().filter(|row| row.category.kind == kind).count();
    assert_eq!((count(CategoryKind::Pupil), count(CategoryKind::Apprentice)), (30, 8));
    let count = |option| rows.iter().filter(|row| row.option == Some(option)).count();
    assert_eq!((count(Opt::Sisr), count(Opt::Slam)), (19, 19));
}

#[test]
fn roster_sample_first_person() {
    let expected = Row {
        line: 10,
        number: "01936500000".to_owned(),
        number_repaired: false,
        family_name: "MARTIN-LAURENT".to_owned(),
        usage_name: Some("VINCENT".to_owned()),
        given_names: "Sacha, Alix".to_owned(),
        birth_date: Some(date(2004, 9, 27)),
        class: Some("TSIO2".to_owned()),
        category: Category { text: "APPRENTI BTS 2 ANS (120)".to_owned(), kind: CategoryKind::Apprentice },
        option: Some(Opt::Slam),
        state: State::Registered,
        ef4: true,
        school_uai: None,
        school_name: None,
        email: None,
        training_end: None,
        duplicate_of: None,
        problems: Vec::new(),
    };
    assert_eq!(sample().rows[0], expected);
}

#[test]
fn roster_sample_repaired_number_is_told() {
    let row = &sample().rows[5];
    assert_eq!((row.number.as_str(), row.family_name.as_str()), ("01936500185", "RICHARD"));
    assert_eq!(row.problems.len(), 1);
    assert_eq!(row.problems[0].severity, Severity::Info);
    assert_eq!(
        row.problems[0].message,
        "Ligne 15, N° candidat : le 0 du début manquait et a été remis (01936500185). Vérifiez le numéro."
    );
}

#[test]
fn roster_sample_diacritics_are_kept() {
    let rows = sample().rows;
    assert_eq!(rows[4].given_names, "Aïcha, Swann");
    assert_eq!(rows[11].given_names, "Émilie");
}

#[test]
fn roster_sample_no_ine_is_kept() {
    let roster = sample();
    let json = serde_json::to_string(&roster).expect("json");
    assert!(!json.contains("FICTIF") && !format!("{roster:?}").contains("FICTIF"));

    // An INE in its column, in another column, in the preamble, under no heading.
    let ine = "0123456789A";
    let text = format!(
        "LYC {ine} (0999999Z)\nINE;N° Candidat;Nom;Prénom;Etat;{ine};\n{ine};01936500000;DUPONT {ine};Alix;{ine};{ine};{ine}\n{ine};{ine};{ine};{ine};{ine};{ine};{ine}\n"
    );
    let roster = read(&text);
    let json = serde_json::to_string(&roster).expect("json");
    assert!(!json.contains("0123456789") && !format!("{roster:?}").contains("0123456789"), "{json}");
    assert_eq!(roster.rows[0].family_name, "DUPONT");
    assert!(roster.rows[0].problems.iter().any(|problem| problem.message.contains("INE")));
    assert!(!roster.rows[1].importable());
}

#[test]
fn roster_sample_same_people_in_every_format() {
    let expected = facts(&sample().rows);
    let shuffled = shuffled();
    let texts = [csv(&shuffled, ','), csv(&shuffled, ';'), csv(&shuffled, '\t'), csv(&table(), ',')];
    for text in &texts {
        assert_eq!(facts(&read(text).rows), expected);
    }
    for bytes in [xlsx(&shuffled), ods(&shuffled), xlsx(&table()), ods(&table())] {
        let roster = roster::read(&bytes, "liste").expect("readable");
        assert_eq!(facts(&roster.rows), expected);
        assert_eq!(roster.rows[0].line, 2);
        // The 0 is lost in every numeric cell.
        assert!(roster.rows.iter().all(|row| row.number_repaired));
    }
}

#[test]
fn roster_sample_in_every_encoding() {
    let expected = facts(&sample().rows);
    let text = std::str::from_utf8(SAMPLE).expect("UTF-8");
    let bare = text.trim_start_matches('\u{feff}');
    let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let (windows, _, lost) = encoding_rs::WINDOWS_1252.encode(bare);
    assert!(!lost);
    for bytes in
        [bare.as_bytes().to_vec(), little(text), big(text), little(bare), big(bare), windows.into_owned()]
    {
        let roster = roster::read(&bytes, "liste.csv").expect("readable");
        assert_eq!(facts(&roster.rows), expected);
        assert_eq!(roster.school_name.as_deref(), Some("LYC JEAN ZAY – VILLEFICTIVE"));
    }
}

#[test]
fn roster_sample_survives_serde() {
    let roster = sample();
    let json = serde_json::to_string(&roster).expect("json");
    assert_eq!(serde_json::from_str::<Roster>(&json).expect("the same"), roster);
    assert!(
        serde_json::from_str::<Roster>(&json.replace("\"number\",\"message\"", "\"x\",\"message\"")).is_err()
    );
}

#[test]
fn roster_sample_cut_before_the_header() {
    let text = std::str::from_utf8(SAMPLE).expect("UTF-8");
    let preamble: String = text.split_inclusive('\n').take(8).collect();
    let refusal = roster::read(preamble.as_bytes(), "liste.csv").expect_err("no header");
    assert_eq!(refusal, Unreadable::NoHeader { missing: vec!["N° Candidat", "Nom de famille"] });
    let heading = format!("{preamble}N° Candidat;Nom;Prénom\n");
    assert_eq!(code(heading.as_bytes()), "no_candidate");
}

#[test]
fn roster_sample_our_reading_is_the_one_of_calamine() {
    use calamine::{Data, Ods, Reader, Xlsx, open_workbook_from_rs};
    let people = table();
    let mut book: Xlsx<_> =
        open_workbook_from_rs(std::io::Cursor::new(xlsx(&people))).expect("calamine reads it");
    let theirs = book.worksheet_range_at(1).expect("a sheet").expect("cells");
    let ours = roster::read(&xlsx(&people), "liste.xlsx").expect("we read it");
    let mut book: Ods<_> =
        open_workbook_from_rs(std::io::Cursor::new(ods(&people))).expect("calamine reads it");
    let open = book.worksheet_range_at(0).expect("a sheet").expect("cells");
    for (index, row) in ours.rows.iter().enumerate() {
        let (cells, open) = (&theirs[index + 1], &open[index + 1]);
        let born = row.birth_date.expect("a date");
        let Data::DateTime(stamp) = cells[7] else { panic!("a date cell") };
        let (year, month, day, ..) = stamp.to_ymd_hms_milli();
        assert_eq!(born.strftime("%Y-%-m-%-d").to_string(), format!("{year}-{month}-{day}"));
        assert_eq!(open[7], Data::DateTimeIso(born.to_string()));
        for cells in [cells, open] {
            assert_eq!(cells[4], Data::String(row.family_name.clone()));
            assert_eq!(cells[1].to_string(), row.number.trim_start_matches('0'));
        }
    }
}
