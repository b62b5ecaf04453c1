//! The dossiers of a class as a workbook: real dates, texts that stay texts, a header that stays in sight.

use crate::error::PaperError;
use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// A class, ready for a spreadsheet.
#[derive(Debug, Clone, Default)]
pub struct ClassPaper {
    /// What the rows are of, such as `Lycée Ada Lovelace, E5 2026`.
    pub title: String,
    /// When it was asked for, where the centre is.
    pub at: DateTime,
    /// The candidates, in the order of the page.
    pub rows: Vec<ClassRow>,
}

/// One candidate's row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClassRow {
    /// The candidate's number, with its leading 0.
    pub number: String,
    /// The name, as lists write it.
    pub name: String,
    /// The school; empty where there is none.
    pub school: String,
    /// The class; empty where it is not known.
    pub class: String,
    /// The option.
    pub speciality: String,
    /// The form: one-off or CCF.
    pub track: String,
    /// Where the dossier stands, in words.
    pub state: String,
    /// Table, portfolio, certificates.
    pub pieces: [HeldPiece; 3],
    /// What is missing, in words.
    pub missing: String,
    /// The last verdict, in words.
    pub verdict: String,
    /// When it was given.
    pub verdict_on: Option<Date>,
    /// The last day to put right.
    pub until: Option<Date>,
}

/// What stands of one kind of pieces.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeldPiece {
    /// How many.
    pub count: usize,
    /// When the last was received.
    pub since: Option<DateTime>,
    /// One of them came late (E4-18).
    pub late: bool,
}

/// Heading and width, in characters, of each column.
const COLUMNS: [(&str, u32); 17] = [
    ("Numéro", 14),
    ("Nom", 30),
    ("Établissement", 30),
    ("Classe", 12),
    ("Option", 10),
    ("Forme", 22),
    ("État", 20),
    ("Tableau reçu", 17),
    ("Portfolio reçu", 17),
    ("Attestations reçues", 17),
    ("Attestations", 12),
    ("Pièces en retard", 26),
    ("Manque", 34),
    ("Dernier dépôt", 17),
    ("Dernier avis", 26),
    ("Avis rendu le", 14),
    ("À régulariser jusqu’au", 14),
];

/// The bytes of the workbook.
pub fn workbook(paper: &ClassPaper) -> Result<Vec<u8>, PaperError> {
    written(paper).map_err(|error| PaperError::Workbook(error.to_string()))
}

fn written(paper: &ClassPaper) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_title(&paper.title).set_author("Florilège");
    workbook.set_properties(&properties.set_creation_datetime(&instant(paper.at)?));
    let sheet = workbook.add_worksheet();
    sheet.set_name("Dossiers")?;
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let head = Format::new().set_bold().set_text_wrap().set_background_color("#E4EFE7");
    for (column, (heading, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, heading, &head)?;
    }
    sheet.set_freeze_panes(1, 2)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    for (line, row) in (1..).zip(&paper.rows) {
        write_row(sheet, line, row, &wrap)?;
    }
    let last = u32::try_from(paper.rows.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, last, u16::try_from(COLUMNS.len() - 1).unwrap_or(0))?;
    workbook.save_to_buffer()
}

fn write_row(sheet: &mut Worksheet, line: u32, row: &ClassRow, wrap: &Format) -> Result<(), XlsxError> {
    let day = wrap.clone().set_num_format("dd/mm/yyyy");
    let minute = wrap.clone().set_num_format("dd/mm/yyyy hh:mm");
    let late = late(row);
    let texts = [
        (0, &row.number),
        (1, &row.name),
        (2, &row.school),
        (3, &row.class),
        (4, &row.speciality),
        (5, &row.track),
        (6, &row.state),
        (11, &late),
        (12, &row.missing),
        (14, &row.verdict),
    ];
    for (column, text) in texts {
        sheet.write_string_with_format(line, column, text, wrap)?;
    }
    for (column, piece) in (7..).zip(&row.pieces) {
        if let Some(since) = piece.since {
            sheet.write_datetime_with_format(line, column, &instant(since)?, &minute)?;
        }
    }
    let certificates = u32::try_from(row.pieces[2].count).unwrap_or(u32::MAX);
    sheet.write_number_with_format(line, 10, certificates, wrap)?;
    if let Some(last) = row.pieces.iter().filter_map(|piece| piece.since).max() {
        sheet.write_datetime_with_format(line, 13, &instant(last)?, &minute)?;
    }
    for (column, date) in [(15, row.verdict_on), (16, row.until)] {
        if let Some(date) = date {
            sheet.write_datetime_with_format(line, column, &instant(date.into())?, &day)?;
        }
    }
    Ok(())
}

/// The kinds of pieces that came late, in words.
fn late(row: &ClassRow) -> String {
    let kinds = ["tableau", "portfolio", "attestations"].into_iter().zip(&row.pieces);
    kinds.filter(|(_, piece)| piece.late).map(|(kind, _)| kind).collect::<Vec<_>>().join(", ")
}

/// A spreadsheet's date, to the minute; without an hour where it is midnight.
fn instant(at: DateTime) -> Result<ExcelDateTime, XlsxError> {
    let part = |value: i8| u8::try_from(value).unwrap_or(0);
    let year = u16::try_from(at.year()).unwrap_or(1900);
    let day = ExcelDateTime::from_ymd(year, part(at.month()), part(at.day()))?;
    day.and_hms(u16::from(part(at.hour())), part(at.minute()), 0.0)
}
