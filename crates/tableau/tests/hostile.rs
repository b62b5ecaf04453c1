//! Files made to hurt, or merely of another kind: a typed answer, soon.
#![allow(clippy::unwrap_used, clippy::too_many_lines, reason = "a test fails by panicking")]

mod support;

use std::time::{Duration, Instant};

use support::{MAIN, Sheet, archive, codes, ods_content, parts, read, ticks, zipped};
use tableau::{Reading, Unreadable};

/// Reads and watches the clock: a second is the promise, more is allowed for a loaded machine.
#[expect(clippy::disallowed_methods, reason = "a test of time needs the clock")]
fn soon(bytes: &[u8]) -> Result<Reading, Unreadable> {
    let start = Instant::now();
    let answer = read(bytes);
    let most = if cfg!(debug_assertions) { 30 } else { 4 };
    assert!(start.elapsed() < Duration::from_secs(most), "{:?}", start.elapsed());
    answer
}

fn model() -> Sheet {
    let mut sheet = Sheet::model(6, 1);
    sheet.line(9, 1, "Un", &[0]);
    sheet
}

/// The model with one part replaced or added.
fn with(name: &str, text: &str) -> Vec<u8> {
    let mut all = parts(&[model()]);
    all.retain(|(part, _)| part != name);
    all.push((name.to_owned(), text.to_owned()));
    zipped(&all)
}

fn sheet_of(rows: &str) -> Vec<u8> {
    with(
        "xl/worksheets/sheet1.xml",
        &format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"),
    )
}

fn code(bytes: &[u8]) -> &'static str {
    soon(bytes).map_or_else(Unreadable::code, |_| "read")
}

#[test]
fn other_kinds_of_files() {
    assert_eq!(code(b""), "empty");
    assert_eq!(code(b"%PDF-1.7 ..."), "pdf");
    assert_eq!(code("Nom;Prénom\nMartin;Camille\n".as_bytes()), "plain_text");
    assert_eq!(code(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "other_document");
    assert_eq!(code(&archive(&[("word/document.xml", b"<w/>")])), "other_document");
    assert_eq!(code(&archive(&[("xl/workbook.bin", b"..")])), "binary_workbook");
    let text = archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]);
    assert_eq!(code(&text), "other_document");
}

#[test]
fn locked_files() {
    let manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>".as_slice();
    assert_eq!(
        code(&archive(&[("content.xml", b"\x00\x01"), ("META-INF/manifest.xml", manifest)])),
        "password_protected"
    );
    // The first bit of the flags says that an entry is locked.
    let mut locked = zipped(&parts(&[model()]));
    for at in 0..locked.len() - 10 {
        match &locked[at..at + 4] {
            b"PK\x03\x04" => locked[at + 6] |= 1,
            b"PK\x01\x02" => locked[at + 8] |= 1,
            _ => {}
        }
    }
    assert_eq!(code(&locked), "password_protected");
    let message = Unreadable::PasswordProtected.to_string();
    assert!(message.contains("mot de passe") && message.ends_with('.'));
}

#[test]
fn bombs() {
    let bomb = vec![b' '; 200 << 20];
    assert_eq!(code(&archive(&[("xl/workbook.xml", &bomb)])), "too_large");
    let strings = format!("<sst>{}</sst>", "<si/>".repeat(2_000_000));
    assert_eq!(code(&with("xl/sharedStrings.xml", &strings)), "read");
    let many: Vec<(String, String)> = (0..6_000).map(|at| (format!("xl/{at}.xml"), String::new())).collect();
    assert_eq!(code(&zipped(&many)), "too_many_entries");
    assert_eq!(code(&[b'P', b'K'].repeat(9 << 20)), "too_large");
}

#[test]
fn a_declared_size_may_lie() {
    let mut file = zipped(&parts(&[model()]));
    for at in 0..file.len() - 30 {
        if &file[at..at + 4] == b"PK\x01\x02" {
            file[at + 24..at + 28].copy_from_slice(&[0xF0, 0xFF, 0xFF, 0xFF]);
        }
    }
    assert!(matches!(code(&file), "too_large" | "damaged"));
}

#[test]
fn unsound_xml() {
    let part = "xl/worksheets/sheet1.xml";
    let dtd = "<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><worksheet>&b;</worksheet>";
    assert_eq!(code(&with(part, dtd)), "dtd");
    assert_eq!(code(&with(part, "<worksheet><sheetData>&xxe;")), "dtd");
    assert_eq!(code(&with(part, &"<a>".repeat(100_000))), "malformed");
    assert_eq!(code(&with(part, "<worksheet><sheetData><row")), "malformed");
    assert_eq!(code(&with(part, "")), "read");
    let mut all: Vec<(String, Vec<u8>)> =
        parts(&[model()]).into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    all.iter_mut().find(|(name, _)| name == part).unwrap().1.insert(200, 0xFF);
    let all: Vec<(&str, &[u8])> = all.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    assert_eq!(code(&archive(&all)), "malformed");
}

#[test]
fn huge_sheets() {
    let cells: String = (0..16_384).map(|_| "<c t=\"inlineStr\"><is><t>x</t></is></c>").collect();
    assert_eq!(code(&sheet_of(&format!("<row>{cells}</row>").repeat(20))), "read");
    let rows = (1..=200_000)
        .map(|row| format!("<row r=\"{row}\" ht=\"15\"><c s=\"1\"/></row>"))
        .collect::<Vec<_>>()
        .concat();
    assert_eq!(code(&sheet_of(&rows)), "read");
    let heading = "<c t=\"inlineStr\"><is><t>Gérer le patrimoine informatique</t></is></c>".repeat(150_000);
    assert_eq!(code(&sheet_of(&format!("<row>{heading}</row>"))), "read");
    let merges = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(300_000);
    let mut sheet = model();
    sheet.extra = format!("<mergeCells>{merges}</mergeCells>");
    assert_eq!(code(&zipped(&parts(&[sheet]))), "read");
}

#[test]
fn absurd_places() {
    let cell = |at: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>x</t></is></c>");
    let absurd = ["A0", "ZZZZZZZZZZZZ9", "A99999999999999999999", "", "-1", "XFD1048576", "A4294967295"]
        .map(cell)
        .concat();
    assert_eq!(
        code(&sheet_of(&format!(
            "<row r=\"4294967295\">{absurd}</row><row>{absurd}</row><row r=\"-5\">{absurd}</row>"
        ))),
        "read"
    );
    assert_eq!(
        code(&sheet_of("<row><c t=\"s\"><v>99999999999</v></c><c s=\"99999999999\"><v>1e999</v></c></row>")),
        "read"
    );
}

#[test]
fn huge_repetitions() {
    let content = ods_content(&model());
    let repeated = content
        .replace("table:number-columns-repeated=\"1\"", "table:number-columns-repeated=\"4294967295\"")
        .replace(
            "<table:table-cell table:style-name=\"ce9\"",
            "<table:table-cell table:style-name=\"ce1\" table:number-rows-spanned=\"99999999\"",
        );
    let cells = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:style-name=\"ce1\" \
                 table:number-columns-repeated=\"99999999999\"><text:p>x</text:p></table:table-cell></table:table-row>"
        .repeat(2_000);
    let repeated = repeated.replace("</table:table>", &format!("{cells}</table:table>"));
    let reading = soon(&archive(&[("content.xml", repeated.as_bytes())])).unwrap();
    assert_eq!(ticks(&reading)[0], "9:C");
}

#[test]
fn one_broken_sheet_does_not_hide_the_table() {
    let mut all = parts(&[Sheet::default(), model()]);
    all.iter_mut().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap().1 = "<worksheet><broken".into();
    let reading = soon(&zipped(&all)).unwrap();
    assert_eq!(ticks(&reading), ["9:C"]);
    assert!(codes(&reading).contains(&"sheet_skipped"));
}

#[test]
fn macros_and_links_are_told_and_left_alone() {
    let mut all = parts(&[model()]);
    all.push(("xl/vbaProject.bin".into(), "..".into()));
    all.push(("xl/externalLinks/externalLink1.xml".into(), "<externalLink/>".into()));
    let reading = soon(&zipped(&all)).unwrap();
    assert!(codes(&reading).contains(&"macros_present") && codes(&reading).contains(&"external_links"));
}

#[test]
fn every_truncation_is_told() {
    let whole = zipped(&parts(&[model()]));
    for cut in (4..whole.len()).step_by(97) {
        assert_eq!(code(&whole[..cut]), "damaged", "{cut}");
    }
}
