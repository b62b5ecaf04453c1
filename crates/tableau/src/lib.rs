//! The synthesis table (« tableau de synthèse ») of the BTS SIO: read from its bytes, and written into the official file.
//!
//! Candidates fill in one sheet: a line for each achievement, a column for each of six competences. They do it
//! in many programs and many ways, so nothing here trusts a place: headings, names and groups are found by
//! their words, and a tick may be a letter, a logical value, a colour, crossed borders or a shape.
//!
//! [`read`] takes the bytes of an `.xlsx` or `.ods` file and gives a [`Reading`] with its [`Finding`]s. A table
//! that is merely ill-formed is read as far as it goes; only a file that cannot be opened at all is
//! [`Unreadable`]. Time, memory and nesting are bounded whatever the file says; links are never followed and
//! macros never run. The crate opens no file and asks no clock: what it must know of today and of the
//! candidate comes in a [`Context`].
//!
//! [`Table`] is the same as plain data. [`write()`] fills a session's model in with it, so that reading the file gives
//! the data again; [`check()`] and [`Summary`] go through many files.
//!
//! The way of one file: `archive` (what is it, parts within bounds) → `xlsx` or `ods` (a grid of cells with
//! resolved looks) → `find` (heading row, identity, option, body, checks) → [`Reading`].
#![warn(missing_docs)]

mod archive;
mod check;
mod colour;
mod data;
mod find;
mod grid;
mod layout;
mod limits;
mod named;
mod ods;
mod period;
mod reading;
mod text;
mod unreadable;
mod words;
mod workbook;
mod write;
mod xlsx;
mod xml;

pub use check::{Check, Summary, check, checks_to_json, checks_to_text, summary_to_text, to_sarif};
pub use data::{GROUPS, HEADINGS, JsonFault, Line, Table};
pub use reading::{
    Achievement, Candidate, Competence, Context, Finding, Group, GroupKind, OptionReadBy, Period, ReadBy,
    Reading, SCHEMA, Severity, Speciality, Tick, to_json,
};
pub use text::to_text;
pub use unreadable::Unreadable;
pub use write::{ModelSummary, Refusal, check_model, write};

/// Reads a synthesis table from the bytes of an `.xlsx` or `.ods` file.
///
/// `file_name` is only repeated in the reading: what a file is shows in its bytes.
///
/// # Errors
/// The file cannot be opened at all: locked, damaged, of another kind, or past the bounds of a table. The
/// error's text is French and says what to do.
pub fn read(bytes: &[u8], file_name: &str, context: &Context) -> Result<Reading, Unreadable> {
    let mut archive = archive::Archive::open(bytes)?;
    let opendocument = archive.has("content.xml") && !archive.has("[Content_Types].xml");
    let workbook = if opendocument { ods::read(&mut archive)? } else { xlsx::read(&mut archive)? };
    find::read(&workbook, file_name, context)
}
