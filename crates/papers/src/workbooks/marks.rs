//! The decided marks of a session for the State's application: a workbook, and the same as separated values. What people
//! typed stays text: no cell of it is read as a formula.

use crate::error::PaperError;
use exam::mark::DecidedMark;
use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// The decided marks of a session. No other kind of mark has a place in it (E4-31).
#[derive(Debug, Clone, Default)]
pub struct MarksPaper {
    /// What they are of, such as `E5 2026, Académie de Nantes`.
    pub title: String,
    /// When they were asked for.
    pub on: Date,
    /// The printed code of the exam.
    pub exam: String,
    /// The candidates, by number.
    pub rows: Vec<MarksRow>,
}

/// One candidate's row.
#[derive(Debug, Clone, Default)]
pub struct MarksRow {
    /// The candidate's number, with its leading 0.
    pub number: String,
    /// Family name.
    pub family_name: String,
    /// Name in use; empty where it is no other.
    pub usage_name: String,
    /// Given names.
    pub given_names: String,
    /// The school's number (UAI); empty where there is none.
    pub uai: String,
    /// The school.
    pub school: String,
    /// The option.
    pub speciality: String,
    /// The form: one-off or CCF.
    pub track: String,
    /// The mark.
    pub mark: MarkCell,
    /// The mark of the optional exam.
    pub optional: MarkCell,
    /// Why there is no mark, in words; empty where there is one.
    pub situation: String,
}

/// What stands in the place of a mark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MarkCell {
    /// The mark that the jury decided.
    Decided(DecidedMark),
    /// Declared absent: `AB`.
    Absent,
    /// Nothing was decided.
    #[default]
    Nothing,
}

impl MarkCell {
    fn written(self) -> String {
        match self {
            Self::Decided(mark) => mark.to_string(),
            Self::Absent => "AB".to_owned(),
            Self::Nothing => String::new(),
        }
    }
}

/// Heading and width, in characters, of the columns before the marks.
const COLUMNS: [(&str, u32); 8] = [
    ("N° candidat", 14),
    ("Nom de famille", 24),
    ("Nom d’usage", 20),
    ("Prénom(s)", 24),
    ("UAI", 11),
    ("Établissement", 34),
    ("Option", 9),
    ("Forme", 30),
];

fn headings(paper: &MarksPaper) -> Vec<(String, u32)> {
    let columns = COLUMNS.iter().map(|(heading, width)| ((*heading).to_owned(), *width));
    let exam = if paper.exam.is_empty() { "Note" } else { paper.exam.as_str() };
    columns.chain([(exam.to_owned(), 8), ("EF4".to_owned(), 8), ("Situation".to_owned(), 26)]).collect()
}

fn texts(row: &MarksRow) -> [&String; 8] {
    [
        &row.number,
        &row.family_name,
        &row.usage_name,
        &row.given_names,
        &row.uai,
        &row.school,
        &row.speciality,
        &row.track,
    ]
}

/// The bytes of the workbook.
pub fn workbook(paper: &MarksPaper) -> Result<Vec<u8>, PaperError> {
    written(paper).map_err(|error| PaperError::Workbook(error.to_string()))
}

fn written(paper: &MarksPaper) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let part = |value: i8| u8::try_from(value).unwrap_or(1);
    let year = u16::try_from(paper.on.year()).unwrap_or(1900);
    let on = ExcelDateTime::from_ymd(year, part(paper.on.month()), part(paper.on.day()))?;
    let properties = DocProperties::new().set_title(&paper.title).set_author("Florilège");
    workbook.set_properties(&properties.set_creation_datetime(&on));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Notes arrêtées")?;
    let head = Format::new().set_bold().set_text_wrap().set_background_color("#E4EFE7");
    for (column, (heading, width)) in (0..).zip(headings(paper)) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, &heading, &head)?;
    }
    sheet.set_freeze_panes(1, 2)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    for (line, row) in (1..).zip(&paper.rows) {
        write_row(sheet, line, row)?;
    }
    workbook.save_to_buffer()
}

/// Texts are written as texts, and stay so when a cell is edited; marks are numbers.
fn write_row(sheet: &mut Worksheet, line: u32, row: &MarksRow) -> Result<(), XlsxError> {
    let quoted = Format::new().set_quote_prefix();
    for (column, text) in (0..).zip(texts(row)) {
        sheet.write_string_with_format(line, column, text, &quoted)?;
    }
    for (column, cell) in [(8, row.mark), (9, row.optional)] {
        match cell {
            MarkCell::Decided(mark) => {
                let hundredths = i32::try_from(mark.mark().hundredths()).unwrap_or(i32::MAX);
                sheet.write_number(line, column, f64::from(hundredths) / 100.0)?;
            }
            MarkCell::Absent => {
                sheet.write_string(line, column, "AB")?;
            }
            MarkCell::Nothing => {}
        }
    }
    sheet.write_string(line, 10, &row.situation)?;
    Ok(())
}

/// The same as separated values: UTF-8 with its mark, semicolons, a comma in marks, lines ended as Windows does. So the
/// French Excel opens it with a double click.
pub fn separated(paper: &MarksPaper) -> Vec<u8> {
    let mut text = String::from('\u{feff}');
    let mut line = |cells: Vec<String>| {
        text.push_str(&cells.join(";"));
        text.push_str("\r\n");
    };
    line(headings(paper).into_iter().map(|(heading, _)| safe(&heading)).collect());
    for row in &paper.rows {
        let mut cells: Vec<_> = texts(row).into_iter().map(|text| safe(text)).collect();
        cells.extend([row.mark.written(), row.optional.written(), safe(&row.situation)]);
        line(cells);
    }
    text.into_bytes()
}

/// A text as a cell: one that a spreadsheet would read as a formula gets an apostrophe before it.
fn safe(text: &str) -> String {
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
        || text.starts_with(['\t', '\r', '\n']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([';', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use exam::mark::Mark;

    fn paper() -> MarksPaper {
        let decided = MarkCell::Decided(DecidedMark::recorded(Mark::parse("12,5", 20).unwrap()));
        let row = |number: &str, family_name: &str, mark| MarksRow {
            number: number.to_owned(),
            family_name: family_name.to_owned(),
            mark,
            ..MarksRow::default()
        };
        MarksPaper {
            exam: "E5".to_owned(),
            rows: vec![
                row("0193", "=HYPERLINK(\"http://x\")", decided),
                row("0194", "+MARTIN; Léa", MarkCell::Absent),
                row("0195", " -DUPONT", MarkCell::Nothing),
            ],
            ..MarksPaper::default()
        }
    }

    #[test]
    fn the_file_opens_in_a_french_spreadsheet_and_no_cell_is_a_formula() {
        let text = String::from_utf8(separated(&paper())).unwrap();
        let lines: Vec<_> = text.trim_start_matches('\u{feff}').split("\r\n").collect();
        assert!(text.starts_with('\u{feff}') && lines[0].starts_with("N° candidat;Nom de famille;"));
        assert!(
            lines[1].starts_with("0193;\"'=HYPERLINK(\"\"http://x\"\")\";") && lines[1].contains(";12,5;;")
        );
        assert!(lines[2].starts_with("0194;\"'+MARTIN; Léa\";") && lines[2].contains(";AB;;"));
        assert!(lines[3].starts_with("0195;' -DUPONT;") && lines[3].ends_with(";;;"));
        for line in lines {
            let cells = line.split(';').map(|cell| cell.trim_start_matches('"').trim_start());
            assert!(cells.clone().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{line}");
        }
    }
}
