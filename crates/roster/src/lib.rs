//! Reads a list of candidates, as a school or an academy exports it, into plain values.
//!
//! Bytes in, value out: no file, clock, network or database. One function, [`read`], takes the
//! bytes of a CSV text, an `.xlsx` or an `.ods` workbook and gives a [`Roster`]: one [`Row`] for
//! each person, each with its [`Problem`]s in French. Nothing is decided here about the exam;
//! the caller keeps the rows that are [`Row::importable`] and shows the problems.
//!
//! The national pupil number (INE) is never kept: its column is not read, and a value that has
//! the shape of an INE in any other column is erased.
//!
//! ```
//! let text = "N° Candidat;Nom;Prénom\n01936500185;RICHARD;Yaël\n";
//! let roster = roster::read(text.as_bytes(), "liste.csv")?;
//! assert_eq!(roster.rows[0].given_names, "Yaël");
//! # Ok::<(), roster::Unreadable>(())
//! ```
#![warn(missing_docs)]

mod duplicates;
mod facts;
mod grid;
mod headings;
mod model;
mod ods;
mod package;
mod people;
mod preamble;
mod text;
mod unreadable;
mod value;
mod wording;
mod workbook;
mod xlsx;
mod xml;

pub use model::{
    Category, CategoryKind, FieldName, Opt, Problem, Roster, Row, Severity, State, Table, fields,
};
pub use unreadable::Unreadable;

use grid::{Cells, Grid, HEADER_ROWS};
use headings::{Header, best_header};
use workbook::{Accept, Found};

/// The largest file accepted, in bytes (20 MB).
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// The largest number of people in one list.
pub const MAX_ROWS: usize = 20_000;
/// The largest number of columns that hold something.
pub const MAX_COLUMNS: usize = 500;

/// Reads a list of candidates.
///
/// The content decides the format; `file_name` only helps to choose the sentence when the
/// content is none of the known formats.
///
/// # Errors
///
/// [`Unreadable`] when the file as a whole cannot be read. A fault in one row is a
/// [`Problem`] of that row, never an error.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Roster, Unreadable> {
    let found = open(bytes, file_name, &best_header, Header::recognised)?;
    people::roster(&found.grid, &found.header)
}

/// Reads any table with a header: the first sheet, or the text, of which one of the first 50 filled rows is a
/// header.
///
/// # Errors
///
/// [`Unreadable`] when the file as a whole cannot be read; [`Unreadable::NoTable`] without a header.
pub fn table(
    bytes: &[u8],
    file_name: &str,
    is_header: &dyn Fn(&[String]) -> bool,
) -> Result<Table, Unreadable> {
    let accept = |grid: &Grid| {
        let header = grid.rows().take(HEADER_ROWS).find(|(_, cells)| is_header(&texts(cells)));
        header.map(|(line, cells)| (line, cells.len())).ok_or(Unreadable::NoTable)
    };
    let found = open(bytes, file_name, &accept, |(_, columns)| *columns)?;
    let rows = found.grid.rows().skip_while(|(line, _)| *line < found.header.0);
    Ok(Table { sheet: found.sheet, rows: rows.map(|(line, cells)| (line, texts(cells))).collect() })
}

/// The cells of a row as texts; a column that holds nothing is an empty text.
fn texts(cells: &Cells) -> Vec<String> {
    let mut texts = vec![String::new(); cells.iter().map(|(column, _)| column + 1).max().unwrap_or(0)];
    for (column, cell) in cells {
        // Lines inside a cell are values of a list.
        let shown = cell.display();
        let lines = shown.lines().map(str::trim).filter(|line| !line.is_empty());
        texts[*column] = lines.collect::<Vec<_>>().join(" | ");
    }
    texts
}

fn open<H>(
    bytes: &[u8],
    file_name: &str,
    accept: Accept<'_, H>,
    columns: fn(&H) -> usize,
) -> Result<Found<H>, Unreadable> {
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    if workbook::is_compound_file(bytes) {
        return Err(workbook::refuse_compound_file(bytes));
    }
    if workbook::is_zip(bytes) {
        return workbook::read(bytes, accept);
    }
    match text::read(bytes, accept, columns) {
        Err(Unreadable::NotText) if workbook::has_workbook_name(file_name) => Err(Unreadable::Damaged),
        answer => answer.map(|(grid, header)| Found { grid, header, sheet: String::new() }),
    }
}
