//! « Procès-verbal de destruction », and the workbook of the numbers.

use crate::pdf::{Pdf, squeezed};
use calamine::{Data, Reader, Xlsx};
use papers::{NumbersPaper, NumbersTable, PurgePaper};
use std::io::Cursor;

fn paper() -> PurgePaper {
    let row = |one: &str, two: &str, three: &str| [one.to_owned(), two.to_owned(), three.to_owned()];
    PurgePaper {
        session: "BTS SIO, session 2024, épreuve E4".to_owned(),
        academy: "Académie de Villefictive".to_owned(),
        perimeter: "Épreuve ponctuelle".to_owned(),
        wording: "Les documents sont conservés pendant un an.".to_owned(),
        classes: vec![row("Documents", "12 mois après la fin de la formation", "31 août 2025")],
        steps: vec![row("Demande", "Claude Rectorat", "le 2 octobre 2025 à 10 h")],
        counts: vec![("dossiers".to_owned(), 42)],
        seal: "5e".repeat(32),
        documents: (0..90).map(|nth| format!("{nth:064x}")).collect(),
        printed: crate::common::printed("Imprimé le 2 octobre 2025 à 11 h"),
    }
}

#[test]
fn e4_32_the_record_of_a_purge_says_what_how_many_who_and_every_hash() {
    let paper = paper();
    let text = Pdf::read(&papers::purge_record(&paper).unwrap()).text();
    for wanted in [
        "Procès-verbal de destruction",
        "31 août 2025",
        "Claude Rectorat",
        "dossiers42",
        "propre au logiciel",
    ] {
        assert!(text.contains(&squeezed(wanted)), "{wanted}");
    }
    assert!(text.contains(&paper.seal));
    assert!(paper.documents.iter().all(|hash| text.contains(hash)));
}

#[test]
fn e4_32_a_purge_without_documents_is_said() {
    let text = Pdf::read(&papers::purge_record(&PurgePaper { documents: vec![], ..paper() }).unwrap()).text();
    assert!(text.contains(&squeezed("Aucun document.")), "{text}");
}

#[test]
fn the_numbers_are_numbers_and_the_hidden_ones_are_words() {
    let table = NumbersTable {
        title: "Présence".to_owned(),
        columns: vec!["Entendue".to_owned(), "Absente".to_owned()],
        rows: vec![("Ensemble".to_owned(), Some(40), vec![Some(37), None])],
    };
    let paper = NumbersPaper {
        title: "Statistiques".to_owned(),
        on: (2026, 7, 10),
        hidden: "masqué".to_owned(),
        notes: vec!["À lire.".to_owned()],
        sheets: vec![("Ensemble".to_owned(), vec![table])],
    };
    let bytes = papers::numbers(&paper).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("Ensemble").unwrap();
    let row: Vec<_> = (0..4).map(|column| range.get_value((2, column)).cloned().unwrap()).collect();
    assert_eq!(row[0], Data::String("Ensemble".into()));
    assert_eq!(row[1..], [Data::Float(37.0), Data::String("masqué".into()), Data::Float(40.0)]);
    let notes = book.worksheet_range("Lire d’abord").unwrap();
    assert_eq!(notes.get_value((2, 0)), Some(&Data::String("À lire.".into())));
}
