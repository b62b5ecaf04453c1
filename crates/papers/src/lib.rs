//! The documents: a plain value in, the bytes of a PDF or of a workbook out.
//!
//! Home of: the printed side of E4-05, E4-10, E4-12, E4-14, E4-16, E4-18 and E4-31
//!
//! Each form is a Typst template (`templates/*.typ`) that reads one JSON value; the words come from the
//! session's referential, and no text is ever pasted into a template, so what a person typed prints as typed.
//! Every PDF is tagged, in French, checked against PDF/UA-1 while it is written, and holds no date of its own:
//! the same value gives the same bytes.
//!
//! ```no_run
//! # fn sheet() -> papers::SheetPaper { unimplemented!() }
//! let pdf = papers::grid(&sheet())?;
//! assert!(pdf.starts_with(b"%PDF-1.7"));
//! # Ok::<(), papers::PaperError>(())
//! ```
#![warn(missing_docs)]

mod appraisal;
mod class;
mod conformity;
mod error;
mod fonts;
mod grid;
mod head;
mod press;
mod receipt;
mod sheet;
mod table;
mod words;

pub use class::{ClassPaper, ClassRow, HeldPiece};
pub use conformity::{ConformityPaper, Look, PieceLine};
pub use error::{Diagnostic, PaperError};
pub use receipt::{ReceiptLine, ReceiptPaper};
pub use sheet::{SheetPaper, VisaLine, Who};
pub use table::{TableLine, TablePaper};

use exam::mark::DecidedMark;
use press::Form;

/// Form 6-3, « Grille d'aide à l'évaluation »: one A4 sheet, recto and verso.
///
/// An empty sheet prints as a blank form. Very long reasons for penalties push the verso to a third page.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn grid(paper: &SheetPaper) -> Result<Vec<u8>, PaperError> {
    press::print(Form::Grid, &grid::data(paper))
}

/// Form 6-4, « Fiche d'appréciation », for the school and the jury: with the mark proposed after penalties,
/// and the sentence that keeps it secret (E4-31).
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn appraisal_for_jury(paper: &SheetPaper) -> Result<Vec<u8>, PaperError> {
    press::print(Form::Appraisal, &appraisal::for_jury(paper))
}

/// Form 6-4, « Fiche d'appréciation », for the candidate: the only mark in it is the jury's (E4-31).
///
/// The calculation, the penalties and the levels of `paper` are not read.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn appraisal_for_candidate(paper: &SheetPaper, decided: DecidedMark) -> Result<Vec<u8>, PaperError> {
    press::print(Form::Appraisal, &appraisal::for_candidate(paper, decided))
}

/// « Récépissé de dépôt »: what was received, when, and its content hash (E4-18). The layout is the software's own.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn receipt(paper: &ReceiptPaper) -> Result<Vec<u8>, PaperError> {
    press::print(Form::Receipt, &receipt::data(paper))
}

/// Form 6-2, « Fiche de contrôle de conformité » (E4-19): on one A4 page as long as what is written is. The text names
/// the form without giving it: the layout is the software's own, and it says so.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn conformity(paper: &ConformityPaper) -> Result<Vec<u8>, PaperError> {
    press::print(Form::Conformity, &conformity::data(paper))
}

/// The dossiers of a class as a workbook (.xlsx): one row for each candidate, real dates, text that stays text.
///
/// # Errors
/// [`PaperError::Workbook`].
pub fn class(paper: &ClassPaper) -> Result<Vec<u8>, PaperError> {
    class::workbook(paper)
}

/// Form 6-1, « Tableau de synthèse des réalisations professionnelles », A4 across (E4-05).
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn table(paper: &TablePaper) -> Result<Vec<u8>, PaperError> {
    press::print(Form::Table, &table::data(paper))
}
