//! Files that are damaged, closed, or made to hurt.

#![allow(clippy::expect_used, reason = "this file holds tests and their helpers")]

mod common;

use std::io::{Cursor, Write};

use common::{SAMPLE, code, ods, ods_raw, ods_with, package, shuffled, xlsx, xlsx_raw};
use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

#[test]
fn roster_hostile_empty() {
    assert_eq!(code(b""), "empty");
    assert_eq!(code(b" \r\n\t\n"), "empty");
    assert_eq!(code(b"\xef\xbb\xbf\n"), "empty");
}

#[test]
fn roster_hostile_not_text() {
    assert_eq!(code(b"%PDF-1.7\n\x00\x01\x02"), "not_text");
    assert_eq!(code(&[0; 4096]), "not_text");
    assert_eq!(code(&package(&[("word/document.xml", "<w/>")])), "not_text");
    let word = package(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")]);
    assert_eq!(code(&word), "not_text");
    let name = |name: &str| roster::read(b"\x00\x01\x02", name).expect_err("not text").code();
    assert_eq!((name("liste.csv"), name("liste.XLSX")), ("not_text", "damaged"));
}

#[test]
fn roster_hostile_too_large() {
    assert_eq!(code(&vec![b'a'; roster::MAX_BYTES + 1]), "too_large");
}

#[test]
fn roster_hostile_too_many_rows_and_columns() {
    let people: Vec<_> = (0..20_001).map(|n| format!("019{n:08};NOM")).collect();
    let list = format!("N° Candidat;Nom\n{}\n", people.join("\n"));
    assert_eq!(code(list.as_bytes()), "too_many_rows");
    let list = list.trim_end().rsplit_once('\n').expect("the last person").0;
    assert_eq!(roster::read(list.as_bytes(), "l.csv").expect("readable").rows.len(), 20_000);
    let wide = |columns: usize| format!("N° Candidat;Nom{}\n01936500000;A\n", ";x".repeat(columns - 2));
    assert_eq!(code(wide(501).as_bytes()), "too_many_columns");
    assert!(roster::read(wide(500).as_bytes(), "l.csv").is_ok());
    let far =
        "<worksheet><sheetData><row r=\"1\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>";
    assert_eq!(code(&xlsx_raw(far, "<sst/>")), "too_many_columns");
}

#[test]
fn roster_hostile_password_and_old_format() {
    let mut compound = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    compound.extend([0; 1024]);
    assert_eq!(code(&compound), "old_workbook");
    compound.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(code(&compound), "password_protected");
    let closed = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"),
        ("content.xml", "????"),
    ]);
    assert_eq!(code(&closed), "password_protected");
}

#[test]
fn roster_hostile_damaged_workbooks() {
    let whole = xlsx(&shuffled());
    assert_eq!(code(&whole[..whole.len() / 2]), "damaged");
    assert_eq!(code(b"PK\x03\x04"), "damaged");
    assert_eq!(code(&package(&[("[Content_Types].xml", "<Types/>")])), "damaged");
    assert_eq!(code(&xlsx_raw("<worksheet><sheetData><row><c><v>1", "<sst/>")), "damaged");
    assert_eq!(code(&xlsx_raw("<worksheet><sheetData></worksheet>", "<sst/>")), "damaged");
    let lost = "<worksheet><sheetData><row><c t=\"s\"><v>7</v></c></row></sheetData></worksheet>";
    assert_eq!(code(&xlsx_raw(lost, "<sst/>")), "damaged");
    assert_eq!(code(&ods_raw("")), "damaged");
    assert_eq!(code(&ods_with("")), "empty");
}

/// These two, of some hundred bytes, abort or stop for ever the process of other readers.
#[test]
fn roster_hostile_small_files_that_kill_readers() {
    let strings = "<sst uniqueCount=\"10000000000000\"></sst>";
    assert_eq!(code(&xlsx_raw("<worksheet><sheetData/></worksheet>", strings)), "empty");
    assert_eq!(code(&ods_raw("<a><table:table table:name=\"a\"><table:table-row/>")), "damaged");
}

#[test]
fn roster_hostile_repeats_do_not_multiply() {
    let cell = "<table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"16384\"/>";
    let row = format!("<table:table-row table:number-rows-repeated=\"1048576\">{cell}</table:table-row>");
    assert_eq!(code(&ods_with(&format!("<table:table>{row}</table:table>"))), "too_many_columns");
    let tall = row.replace("16384", "1");
    assert_eq!(code(&ods_with(&format!("<table:table>{tall}</table:table>"))), "too_many_rows");
    let wide = row.replace("16384", "500").replace("1048576", "20000");
    assert_eq!(code(&ods_with(&format!("<table:table>{wide}</table:table>"))), "too_large");
    let spaces = "<table:table><table:table-row><table:table-cell office:value-type=\"string\"><text:p>a<text:s text:c=\"99999999999\"/>b</text:p></table:table-cell></table:table-row></table:table>";
    assert_eq!(code(&ods_with(spaces)), "no_header");
    let long = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(1_000_000));
    let cells = "<c t=\"s\"><v>0</v></c>".repeat(400);
    let sheet = format!("<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>");
    assert_eq!(code(&xlsx_raw(&sheet, &long)), "too_large");
}

#[test]
fn roster_hostile_zip_bomb() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("[Content_Types].xml", SimpleFileOptions::default()).expect("a part");
    zip.start_file("xl/workbook.xml", SimpleFileOptions::default()).expect("a part");
    let block = vec![b' '; 1024 * 1024];
    for _ in 0..101 {
        zip.write_all(&block).expect("a block");
    }
    let mut bomb = zip.finish().expect("a package").into_inner();
    assert!(bomb.len() < 1024 * 1024);
    assert_eq!(code(&bomb), "too_large");
    // The same, declaring that it is small.
    let size = 101_u32 * 1024 * 1024;
    let mut at = 0;
    while let Some(found) = bomb[at..].windows(4).position(|four| four == size.to_le_bytes()) {
        at += found;
        bomb[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    assert!(matches!(code(&bomb), "too_large" | "damaged"));
}

#[test]
fn roster_hostile_a_table_in_a_cell_is_not_read() {
    let inner = "<table:table><table:table-row><table:table-cell office:value-type=\"string\"><text:p>N° Candidat</text:p></table:table-cell></table:table-row></table:table>";
    let outer = format!(
        "<table:table><table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row></table:table>"
    );
    assert_eq!(code(&ods_with(&outer)), "empty");
}

#[test]
fn roster_hostile_a_hidden_sheet_is_not_read() {
    let list = |hidden: bool| {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write(0, 0, "note").expect("write");
        let sheet = book.add_worksheet();
        for (column, value) in [(0, "N° Candidat"), (1, "Nom")] {
            sheet.write(0, column, value).expect("write");
            sheet.write(1, column, "01936500000").expect("write");
        }
        sheet.set_hidden(hidden);
        book.save_to_buffer().expect("a workbook")
    };
    assert!(roster::read(&list(false), "l.xlsx").is_ok());
    assert_eq!(code(&list(true)), "no_header");
}

/// Answers or refuses; the point is that it comes back.
fn survives(bytes: &[u8]) {
    if let Err(refusal) = roster::read(bytes, "liste") {
        assert!(!refusal.to_string().is_empty());
    }
}

fn mutated(mut bytes: Vec<u8>, changes: &[(usize, u8)], cut: usize) -> Vec<u8> {
    let length = bytes.len();
    for (at, value) in changes {
        bytes[at % length] = *value;
    }
    if cut.is_multiple_of(4) {
        bytes.truncate(cut % length);
    }
    bytes
}

/// A package with the text of one part changed before it is zipped.
fn mutated_sheet(changes: &[(usize, u8)]) -> (Vec<u8>, Vec<u8>) {
    let cells = "<c r=\"A1\" t=\"inlineStr\"><is><t>N° Candidat</t></is></c><c t=\"s\"><v>0</v></c>";
    let people = "<c s=\"1\"><v>1936500000</v></c><c t=\"str\"><v>DUPONT &amp; &#233;</v></c>";
    let sheet = format!(
        "<worksheet><sheetData><row r=\"1\">{cells}</row><row>{people}</row></sheetData></worksheet>"
    );
    let rows = "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"string\"><text:p>N° Candidat</text:p></table:table-cell><table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"3\"><text:p>Nom<text:s text:c=\"3\"/></text:p></table:table-cell></table:table-row>";
    let content = format!("<a><table:table>{rows}</table:table></a>");
    let change = |text: &str| {
        let bytes = mutated(text.as_bytes().to_vec(), changes, 1);
        String::from_utf8_lossy(&bytes).into_owned()
    };
    (xlsx_raw(&change(&sheet), "<sst><si><t>Nom</t></si></sst>"), ods_raw(&change(&content)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn roster_hostile_mutated_texts(changes in prop::collection::vec((any::<usize>(), any::<u8>()), 0..40), cut: usize) {
        survives(&mutated(SAMPLE.to_vec(), &changes, cut));
    }

    #[test]
    fn roster_hostile_mutated_packages(changes in prop::collection::vec((any::<usize>(), any::<u8>()), 0..12), cut: usize) {
        let short: Vec<_> = shuffled().into_iter().take(4).collect();
        survives(&mutated(xlsx(&short), &changes, cut));
        survives(&mutated(ods(&short), &changes, cut));
    }

    #[test]
    fn roster_hostile_mutated_sheets(changes in prop::collection::vec((any::<usize>(), any::<u8>()), 0..6)) {
        let (book, open) = mutated_sheet(&changes);
        survives(&book);
        survives(&open);
    }

    #[test]
    fn roster_hostile_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        survives(&bytes);
        survives(&[b"PK\x03\x04", bytes.as_slice()].concat());
    }

    #[test]
    fn roster_hostile_any_cells(cells in prop::collection::vec("\\PC{0,30}", 9)) {
        let text = format!("N° Candidat;Nom;Prénom;Né le;Option;Etat;UAI;E-mail;Statut\n{}\n", cells.join(";"));
        survives(text.as_bytes());
    }
}
