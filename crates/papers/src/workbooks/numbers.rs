//! The statistics of a session as a workbook: counts as numbers, hidden ones as words.

use crate::error::PaperError;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// The statistics of a session, ready for a spreadsheet.
#[derive(Debug, Clone, Default)]
pub struct NumbersPaper {
    /// What they are of, such as `E5 2026, Académie de Nantes`.
    pub title: String,
    /// When they were asked for: year, month, day.
    pub on: (u16, u8, u8),
    /// What stands in the place of a hidden count.
    pub hidden: String,
    /// What to know before reading, one sentence a line.
    pub notes: Vec<String>,
    /// The sheets of the workbook: a name of at most 31 characters, and its tables.
    pub sheets: Vec<(String, Vec<NumbersTable>)>,
}

/// A table of counts.
#[derive(Debug, Clone, Default)]
pub struct NumbersTable {
    /// Its title.
    pub title: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// Its rows: a label, the total, the counts; a hidden one is `None`.
    pub rows: Vec<(String, Option<u32>, Vec<Option<u32>>)>,
}

/// The bytes of the workbook.
pub fn workbook(paper: &NumbersPaper) -> Result<Vec<u8>, PaperError> {
    written(paper).map_err(|error| PaperError::Workbook(error.to_string()))
}

fn written(paper: &NumbersPaper) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let (year, month, day) = paper.on;
    let properties = DocProperties::new().set_title(&paper.title).set_author("Florilège");
    let on = ExcelDateTime::from_ymd(year, month, day)?;
    workbook.set_properties(&properties.set_creation_datetime(&on));
    let bold = Format::new().set_bold();
    let notes = workbook.add_worksheet();
    notes.set_name("Lire d’abord")?.set_column_width(0, 110)?;
    notes.write_string_with_format(0, 0, &paper.title, &bold)?;
    let wrap = Format::new().set_text_wrap();
    for (row, note) in (2..).zip(&paper.notes) {
        notes.write_string_with_format(row, 0, note, &wrap)?;
    }
    for (name, tables) in &paper.sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?.set_column_width(0, 52)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0);
        let mut row = 0;
        for table in tables {
            row = write(sheet, row, (table, &paper.hidden))? + 1;
        }
    }
    workbook.save_to_buffer()
}

fn write(
    sheet: &mut Worksheet,
    first: u32,
    (table, hidden): (&NumbersTable, &str),
) -> Result<u32, XlsxError> {
    let bold = Format::new().set_bold();
    let head = Format::new().set_bold().set_text_wrap().set_background_color("#E4EFE7");
    let right = Format::new().set_align(FormatAlign::Right);
    sheet.write_string_with_format(first, 0, &table.title, &bold)?;
    let headings = table.columns.iter().map(String::as_str).chain(["Total"]);
    sheet.write_string_with_format(first + 1, 0, "", &head)?;
    for (column, heading) in (1..).zip(headings) {
        sheet.write_string_with_format(first + 1, column, heading, &head)?;
    }
    let mut at = first + 2;
    for (label, total, counts) in &table.rows {
        sheet.write_string(at, 0, label)?;
        for (column, count) in (1..).zip(counts.iter().chain([total])) {
            match count {
                Some(count) => sheet.write_number(at, column, *count)?,
                None => sheet.write_string_with_format(at, column, hidden, &right)?,
            };
        }
        at += 1;
    }
    Ok(at)
}
