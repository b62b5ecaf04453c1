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

pub use model::{Category, CategoryKind, FieldName, Opt, Problem, Roster, Row, Severity, State, fields};
pub use unreadable::Unreadable;

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
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty);
    }
    if workbook::is_compound_file(bytes) {
        return Err(workbook::refuse_compound_file(bytes));
    }
    let (sheet, header) = if workbook::is_zip(bytes) {
        workbook::read(bytes)?
    } else {
        match text::read(bytes) {
            Err(Unreadable::NotText) if workbook::has_workbook_name(file_name) => {
                return Err(Unreadable::Damaged);
            }
            answer => answer?,
        }
    };
    people::roster(&sheet, &header)
}
