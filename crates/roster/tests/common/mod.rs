//! Lists made for the tests, in every format.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::expect_used, reason = "only tests use this file")]

use std::io::{Cursor, Write};

use roster::{Roster, Row};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A list exported from the State's application, with invented people.
pub const SAMPLE: &[u8] = include_bytes!("../samples/cyclades-liste-simple.csv");

pub fn read(text: &str) -> Roster {
    roster::read(text.as_bytes(), "liste.csv").expect("the list is readable")
}

/// The first row of a list of one person.
pub fn row(headings: &str, values: &str) -> Row {
    read(&format!("{headings}\n{values}\n")).rows.remove(0)
}

pub fn code(bytes: &[u8]) -> &'static str {
    roster::read(bytes, "liste").expect_err("the list is not readable").code()
}

/// The table of the sample: the headings and the 38 rows, as written.
pub fn table() -> Vec<Vec<String>> {
    let text = std::str::from_utf8(SAMPLE).expect("UTF-8");
    text.lines().skip(8).map(|line| line.split(';').map(str::to_owned).collect()).collect()
}

/// The same table with its columns in another order, without the second « Division de classe ».
pub fn shuffled() -> Vec<Vec<String>> {
    let order = [12, 9, 4, 1, 13, 6, 14, 2, 7, 3, 0, 5, 10, 11];
    table().iter().map(|row| order.iter().map(|i| row[*i].clone()).collect()).collect()
}

/// A table as text.
pub fn csv(table: &[Vec<String>], delimiter: char) -> String {
    let quoted = |v: &String| if v.contains(delimiter) { format!("\"{v}\"") } else { v.clone() };
    table
        .iter()
        .map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(&delimiter.to_string()) + "\r\n")
        .collect()
}

/// A table as `.xlsx`, dates as true dates and candidate numbers as true numbers.
pub fn xlsx(table: &[Vec<String>]) -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "Une autre feuille").expect("write");
    let sheet = book.add_worksheet();
    let date_format = Format::new().set_num_format("dd/mm/yyyy");
    for (line, row) in (0_u32..).zip(table) {
        for (column, value) in (0_u16..).zip(row) {
            let heading = table[0][usize::from(column)].as_str();
            if line > 0 && heading == "Date de Naissance" {
                let part = |range| value.get(range).and_then(|text: &str| text.parse().ok()).expect("a date");
                let (day, month) = (part(0..2), part(3..5));
                let date = ExcelDateTime::from_ymd(part(6..10), day_or(month), day_or(day)).expect("a date");
                sheet.write_datetime_with_format(line, column, &date, &date_format).expect("write");
            } else if line > 0 && heading == "N° Candidat" {
                sheet.write_number(line, column, value.parse::<f64>().expect("a number")).expect("write");
            } else {
                sheet.write_string(line, column, value).expect("write");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn day_or(value: u16) -> u8 {
    u8::try_from(value).expect("a day or a month")
}

/// A table as `.ods`, dates as true dates and candidate numbers as true numbers.
pub fn ods(table: &[Vec<String>]) -> Vec<u8> {
    let escape = |v: &str| v.replace('&', "&amp;").replace('<', "&lt;");
    let mut rows = String::new();
    for (line, row) in table.iter().enumerate() {
        rows.push_str("<table:table-row>");
        for (column, value) in row.iter().enumerate() {
            let cell = match table[0][column].as_str() {
                "Date de Naissance" if line > 0 => format!(
                    "<table:table-cell office:value-type=\"date\" office:date-value=\"{}-{}-{}\"><text:p>{value}</text:p></table:table-cell>",
                    &value[6..10],
                    &value[3..5],
                    &value[0..2]
                ),
                "N° Candidat" if line > 0 => {
                    format!("<table:table-cell office:value-type=\"float\" office:value=\"{value}\"/>")
                }
                _ => format!(
                    "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
                    escape(value)
                ),
            };
            rows.push_str(&cell);
        }
        rows.push_str("<table:table-cell table:number-columns-repeated=\"16370\"/></table:table-row>");
    }
    rows.push_str("<table:table-row table:number-rows-repeated=\"1048537\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>");
    ods_with(&format!("<table:table table:name=\"Feuille1\">{rows}</table:table>"))
}

/// An `.ods` around its tables.
pub fn ods_with(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    ods_raw(&content)
}

/// An `.ods` with that `content.xml`.
pub fn ods_raw(content: &str) -> Vec<u8> {
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", content),
    ])
}

/// An `.xlsx` with one sheet and its shared strings.
pub fn xlsx_raw(sheet: &str, strings: &str) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"http://x/{kind}\" Target=\"{target}\"/>")
    };
    let roots =
        format!("<Relationships>{}</Relationships>", relation("r", "officeDocument", "xl/workbook.xml"));
    let links = format!(
        "<Relationships>{}{}</Relationships>",
        relation("s", "worksheet", "worksheets/sheet1.xml"),
        relation("t", "sharedStrings", "/xl/sharedStrings.xml")
    );
    package(&[
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", &roots),
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" r:id=\"s\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", &links),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

/// A zip package.
pub fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("its text");
    }
    zip.finish().expect("a package").into_inner()
}
