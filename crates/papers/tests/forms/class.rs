//! The class as a workbook, read back.

use crate::common::class_paper;
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

#[test]
fn a_workbook_has_real_dates_and_text_that_stays_text() {
    let bytes = papers::class(&class_paper()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("Dossiers").unwrap();
    let cell = |row, column| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    assert_eq!(range.height(), 3);
    assert_eq!(cell(0, 0), Data::String("Numéro".into()));
    assert_eq!(cell(1, 0), Data::String("01936500037".into()), "its leading 0");
    assert_eq!(cell(1, 1), Data::String("=HYPERLINK(\"x\") Zoé".into()));
    assert!(matches!(cell(1, 7), Data::DateTime(at) if (at.as_f64() - 46_101.754_861).abs() < 0.001));
    assert!(matches!(cell(1, 15), Data::DateTime(at) if (at.as_f64() - 46_101.0).abs() < 0.001));
    assert_eq!(cell(1, 11), Data::String("tableau".into()));
    assert!(matches!(cell(2, 7), Data::Empty));
    let formulas = book.worksheet_formula("Dossiers").unwrap();
    assert!(formulas.is_empty());
}

#[test]
fn the_same_class_gives_the_same_bytes() {
    assert!(papers::class(&class_paper()).unwrap() == papers::class(&class_paper()).unwrap());
}
