//! Rows: synonyms, faults, duplicates.

#![allow(clippy::expect_used, reason = "this file holds tests and their helpers")]

mod common;

use common::{code, read, row};
use jiff::civil::date;
use roster::{CategoryKind, Opt, Row, Severity, State, fields};

const HEADINGS: &str = "N° Candidat;Nom de famille;Prénom(s);Né(e) le;Statut;Option";

fn errors(row: &Row) -> Vec<&str> {
    row.problems.iter().filter(|p| p.severity == Severity::Error).map(|p| p.field).collect()
}

fn warnings(row: &Row) -> Vec<&str> {
    row.problems.iter().filter(|p| p.severity == Severity::Warning).map(|p| p.field).collect()
}

#[test]
fn roster_rows_synonyms() {
    let read = row(
        "Matricule,Nom,Nom d’usage,Prénom,Né(e) le,Classe,Statut,Option,État,Options facultatives,Établissement,RNE,Courriel,Fin de formation",
        "01936500000,DUPONT,MARTIN,Alix,1/2/2005,SIO2,Candidat libre,SISR,Désistée,EF4,Lycée A,0123456a,alix@exemple.fr,30/06/2026",
    );
    assert!(read.importable() && read.problems.is_empty(), "{:?}", read.problems);
    assert_eq!(read.birth_date, Some(date(2005, 2, 1)));
    assert_eq!(read.training_end, Some(date(2026, 6, 30)));
    assert_eq!((read.category.kind, read.option), (CategoryKind::Individual, Some(Opt::Sisr)));
    assert_eq!((read.state, read.ef4), (State::Withdrawn, true));
    assert_eq!(read.school_uai.as_deref(), Some("0123456A"));
    assert_eq!(read.school_name.as_deref(), Some("Lycée A"));
    assert_eq!(read.email.as_deref(), Some("alix@exemple.fr"));
    assert_eq!((read.class.as_deref(), read.usage_name.as_deref()), (Some("SIO2"), Some("MARTIN")));
}

#[test]
fn roster_rows_school_in_one_column() {
    let of = |value: &str| {
        let row = row("N° Candidat;Nom;Etablissement", &format!("01936500000;DUPONT;{value}"));
        (row.school_name, row.school_uai)
    };
    let (name, uai) = (Some("LYC A".to_owned()), Some("0999999Z".to_owned()));
    assert_eq!(of("LYC A (0999999Z)"), (name.clone(), uai.clone()));
    assert_eq!(of("0999999Z"), (None, uai));
    assert_eq!(of("LYC A"), (name, None));
}

#[test]
fn roster_rows_a_good_row_has_no_problem() {
    let row = row(HEADINGS, "01936500000;DUPONT;Alix;27/09/2004;SCOLAIRE;32602A");
    assert!(row.problems.is_empty(), "{:?}", row.problems);
}

#[test]
fn roster_rows_faults_that_refuse() {
    for (values, field) in [
        (";DUPONT;Alix;27/09/2004;SCOLAIRE;A", fields::NUMBER),
        ("123;DUPONT;Alix;27/09/2004;SCOLAIRE;A", fields::NUMBER),
        ("1,9365E+09;DUPONT;Alix;27/09/2004;SCOLAIRE;A", fields::NUMBER),
        ("01936500000; -;Alix;27/09/2004;SCOLAIRE;A", fields::FAMILY_NAME),
        ("01936500000;123;Alix;27/09/2004;SCOLAIRE;A", fields::FAMILY_NAME),
        ("01936500000;DUPONT;Alix;27/09/2004;SCOLAIRE;C", fields::OPTION),
        ("01936500000;DUPONT;Alix;27/09/2004;SCOLAIRE;32408A", fields::OPTION),
    ] {
        let row = row(HEADINGS, values);
        assert_eq!(errors(&row), [field], "{values}");
        assert!(!row.importable());
        assert!(row.problems.iter().all(|problem| problem.message.starts_with("Ligne 2, ")));
    }
}

#[test]
fn roster_rows_faults_that_warn() {
    for (values, field) in [
        ("21936500000;DUPONT;Alix;27/09/2004;SCOLAIRE;A", fields::NUMBER),
        ("01936500000;=DUPONT();Alix;27/09/2004;SCOLAIRE;A", fields::FAMILY_NAME),
        ("01936500000;DUPONT; -;27/09/2004;SCOLAIRE;A", fields::GIVEN_NAMES),
        ("01936500000;DUPONT;Alix;27/09/04;SCOLAIRE;A", fields::BIRTH_DATE),
        ("01936500000;DUPONT;Alix; -;SCOLAIRE;A", fields::BIRTH_DATE),
        ("01936500000;DUPONT;Alix;27/09/2004;INCONNU;A", fields::CATEGORY),
        ("01936500000;DUPONT;Alix;27/09/2004; -;A", fields::CATEGORY),
        ("01936500000;DUPONT;Alix;27/09/2004;SCOLAIRE; -", fields::OPTION),
        ("01936500000;DUPONT;Al\u{fffd}x;27/09/2004;SCOLAIRE;A", fields::GIVEN_NAMES),
    ] {
        let row = row(HEADINGS, values);
        assert_eq!(warnings(&row), [field], "{values}");
        assert!(row.importable());
    }
    let other = row("N° Candidat;Nom;Etat;UAI;E-mail", "01936500000;DUPONT;Démissionnaire;12;alix");
    assert_eq!(other.state, State::Other("Démissionnaire".to_owned()));
    assert_eq!((other.school_uai.as_deref(), other.email.as_deref()), (None, None));
    let told = warnings(&other);
    assert!([fields::STATE, fields::SCHOOL_UAI, fields::EMAIL].iter().all(|field| told.contains(field)));
}

#[test]
fn roster_rows_an_unlikely_age_warns() {
    let born = |year: u16| {
        let text = format!("Session 2026\n{HEADINGS}\n01936500000;DUPONT;Alix;27/09/{year};SCOLAIRE;A\n");
        warnings(&read(&text).rows[0]).len()
    };
    assert_eq!((born(2004), born(1950), born(2024), born(1900)), (0, 0, 1, 1));
}

#[test]
fn roster_rows_a_long_value_is_cut() {
    let row = row(HEADINGS, &format!("01936500000;{};Alix;27/09/2004;SCOLAIRE;A", "X".repeat(5000)));
    assert_eq!(row.family_name.len(), 255);
    assert_eq!(warnings(&row), [fields::FAMILY_NAME]);
}

#[test]
fn roster_rows_same_person_twice() {
    let person = "1936500000;DUPONT;Alix;27/09/2004;SCOLAIRE;A";
    let rows = read(&format!("{HEADINGS}\n{person}\n\n0{person}\n")).rows;
    assert!(rows[0].importable() && !rows[1].importable());
    assert_eq!((rows[1].line, rows[1].duplicate_of), (4, Some(2)));
    assert_eq!(rows[1].problems[0].severity, Severity::Info);
}

#[test]
fn roster_rows_same_number_for_two_people() {
    let rows = read(&format!(
        "{HEADINGS}\n01936500000;DUPONT;Alix;27/09/2004;SCOLAIRE;A\n01936500000;MARTIN;Lou;27/09/2004;SCOLAIRE;A\n01936500000;PETIT;Noa;27/09/2004;SCOLAIRE;A\n"
    ))
    .rows;
    for row in &rows {
        assert_eq!(errors(row), [fields::NUMBER]);
    }
    assert!(rows[0].problems[0].message.contains("ligne 3"));
    assert!(rows[2].problems[0].message.contains("ligne 2"));
}

#[test]
fn roster_rows_lines_are_those_of_the_file() {
    let roster = read(
        "\r\n\r\nsession 2027\r\n\r\nN° Candidat;Nom\r\n\r\n01936500000;A\r\n;;\r\n01936500037;\"B\r\nC\"\r\n01936500074;D",
    );
    assert_eq!(roster.session, Some(2027));
    assert_eq!(roster.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [7, 9, 11]);
    assert_eq!(roster.rows[1].family_name, "B C");
    let old_mac = read("N° Candidat;Nom\r\r01936500000;A\r01936500037;B");
    assert_eq!(old_mac.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [3, 4]);
}

#[test]
fn roster_rows_repeated_headings_and_totals_are_nobody() {
    let roster = read("N° Candidat;Nom\n01936500000;A\nN° Candidat;Nom\n01936500037;B\n;;2 candidats\n");
    assert_eq!(roster.rows.len(), 2);
}

#[test]
fn roster_rows_a_lost_quotation_mark_swallows_nobody() {
    let people: Vec<_> = (10..60).map(|n| format!("019365000{n};NOM;Alix")).collect();
    let people = people.join("\n");
    let roster = read(&format!("N° Candidat;Nom;Prénom\n01936500009;\"NOM;Alix\n{people}"));
    assert_eq!(roster.rows.len(), 51);
}

#[test]
fn roster_rows_names_the_heading_that_is_missing() {
    let refusal = roster::read(b"Nom;Option;Statut\nDUPONT;A;SCOLAIRE\n", "l.csv").expect_err("no number");
    assert_eq!(refusal.code(), "no_header");
    let sentence = refusal.to_string();
    assert!(sentence.ends_with("Manque : « N° Candidat »."), "{sentence}");
    assert_eq!(code(b"N\xb0 Candidat;Option\n01936500000;A\n"), "no_header");
}

#[test]
fn roster_rows_the_header_may_be_on_row_fifty_but_not_after() {
    let list = |above: usize| format!("{}N° Candidat;Nom\n01936500000;A\n", "note\n".repeat(above));
    assert_eq!(read(&list(49)).rows[0].line, 51);
    assert_eq!(code(list(50).as_bytes()), "no_header");
}
