//! The documents: a plain value in, the bytes of a PDF or of a workbook out.
//!
//! Home of: the printed side of E4-05, E4-10, E4-12, E4-14, E4-16, E4-18 and E4-31
//!
//! Each form is a Typst template (`templates/*.typ`) that reads one JSON value; the words come from the
//! session's referential, and no text is ever pasted into a template, so what a person typed prints as typed.
//! Every PDF is tagged, in French, and checked against PDF/UA-1 while it is written; what is kept for long is PDF/A-2a
//! too, with the date that its value gives. The same value gives the same bytes.
//!
//! ```no_run
//! # fn sheet() -> papers::SheetPaper { unimplemented!() }
//! let pdf = papers::grid(&sheet())?;
//! assert!(pdf.starts_with(b"%PDF-1.7"));
//! # Ok::<(), papers::PaperError>(())
//! ```
#![warn(missing_docs)]

mod appraisal;
mod attendance;
mod bordereau;
mod certificate;
mod conformity;
mod convocation;
mod error;
mod fonts;
mod grid;
mod harmonisation;
mod head;
mod minutes;
mod press;
mod printed;
mod purge;
mod receipt;
mod request;
mod scan;
mod sheet;
mod table;
mod words;
mod workbooks;

pub use attendance::{AttendanceLine, AttendancePaper};
pub use bordereau::transmission::TransmissionPaper;
pub use bordereau::{BordereauLine, BordereauPaper};
pub use certificate::CertificatePaper;
pub use conformity::{ConformityPaper, Look, PieceLine};
pub use convocation::{Appointment, CallLine, ConvocationPaper, DoorList, DoorsPaper, calendar};
pub use error::{Diagnostic, PaperError};
pub use harmonisation::HarmonisationPaper;
pub use minutes::{HeldSitting, MinutesLine, MinutesPaper};
pub use printed::Printed;
pub use purge::PurgePaper;
pub use receipt::{ReceiptLine, ReceiptPaper};
pub use request::RequestPaper;
pub use scan::{Scan, check, clean};
pub use sheet::{SheetPaper, VisaLine, Who};
pub use table::{TableLine, TablePaper};
pub use workbooks::availability::{AvailabilityPaper, AvailabilityRow};
pub use workbooks::class::{ClassPaper, ClassRow, HeldPiece};
pub use workbooks::marks::{MarkCell, MarksPaper, MarksRow};
pub use workbooks::numbers::{NumbersPaper, NumbersTable};

use exam::mark::DecidedMark;
use press::Form;

/// Form 6-3, « Grille d'aide à l'évaluation »: one A4 sheet, recto and verso.
///
/// An empty sheet prints as a blank form. Very long reasons for penalties push the verso to a third page.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn grid(paper: &SheetPaper) -> Result<Vec<u8>, PaperError> {
    press::print_kept(Form::Grid, &grid::sheets(std::slice::from_ref(paper)), &paper.printed)
}

/// Form 6-3 for several candidates, one after the other in one document; nothing where there is none.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn grids(papers: &[SheetPaper]) -> Result<Option<Vec<u8>>, PaperError> {
    let Some(first) = papers.first() else { return Ok(None) };
    press::print_kept(Form::Grid, &grid::sheets(papers), &first.printed).map(Some)
}

/// Form 6-4, « Fiche d'appréciation », for the school and the jury: with the mark proposed after penalties,
/// and the sentence that keeps it secret (E4-31).
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn appraisal_for_jury(paper: &SheetPaper) -> Result<Vec<u8>, PaperError> {
    press::print_kept(Form::Appraisal, &appraisal::for_jury(paper), &paper.printed)
}

/// Form 6-4, « Fiche d'appréciation », for the candidate: the only mark in it is the jury's (E4-31).
///
/// The calculation, the penalties and the levels of `paper` are not read.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn appraisal_for_candidate(paper: &SheetPaper, decided: DecidedMark) -> Result<Vec<u8>, PaperError> {
    press::print_kept(Form::Appraisal, &appraisal::for_candidate(paper, decided), &paper.printed)
}

/// « Récépissé de dépôt »: what was received, when, and its content hash (E4-18). The layout is the software's own.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn receipt(paper: &ReceiptPaper) -> Result<Vec<u8>, PaperError> {
    press::print_kept(Form::Receipt, &receipt::data(paper), &paper.printed)
}

/// Form 6-2, « Fiche de contrôle de conformité » (E4-19): on one A4 page as long as what is written is. The text names
/// the form without giving it: the layout is the software's own, and it says so.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn conformity(paper: &ConformityPaper) -> Result<Vec<u8>, PaperError> {
    press::print(Form::Conformity, &conformity::data(paper))
}

/// « Attestation de stage », pre-filled from the table, to print and to sign (E4-06). The text names annexe 9 without
/// giving it: the layout is the software's own, and it says so.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn certificate(paper: &CertificatePaper) -> Result<Vec<u8>, PaperError> {
    press::print(Form::Certificate, &certificate::data(paper))
}

/// « Procès-verbal d'harmonisation » (E4-23, E4-35), for the jury. The layout is the software's own.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn harmonisation(paper: &HarmonisationPaper) -> Result<Vec<u8>, PaperError> {
    press::print_kept(Form::Harmonisation, &harmonisation::data(paper), &paper.printed)
}

/// « Convocation » (E4-27): one file, each convocation on pages of its own. The layout is the software's own.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn convocations(papers: &[ConvocationPaper], printed: &str) -> Result<Vec<u8>, PaperError> {
    press::print(Form::Convocation, &convocation::data(papers, printed))
}

/// What hangs on the doors of a day, a page for each commission. It names candidates and no examiner.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn doors(paper: &DoorsPaper) -> Result<Vec<u8>, PaperError> {
    press::print(Form::Doors, &convocation::doors::data(paper, "Affichage des portes"))
}

/// « Liste des salles » of a day, for those who welcome.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn rooms(paper: &DoorsPaper) -> Result<Vec<u8>, PaperError> {
    press::print(Form::Rooms, &convocation::doors::data(paper, "Liste des salles"))
}

/// Cleaned photos, one A4 page each, with a title; each photo comes with the foot of its page, already worded (E4-06).
/// Ten photos at most.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn scanned(scans: Vec<(Scan, String)>, title: &str) -> Result<Vec<u8>, PaperError> {
    let page =
        |(scan, foot): &(Scan, String)| serde_json::json!({ "foot": foot, "landscape": scan.landscape });
    let pages: Vec<_> = scans.iter().map(page).collect();
    let value = serde_json::json!({ "title": title, "pages": pages });
    press::print_with(Form::Scan, &value, scans.into_iter().map(|(scan, _)| scan.jpeg).collect())
}

/// The table of availabilities as a workbook (.xlsx) to fill in: one line for each person, one column for each half-day.
///
/// # Errors
/// [`PaperError::Workbook`].
pub fn availabilities(paper: &AvailabilityPaper) -> Result<Vec<u8>, PaperError> {
    workbooks::availability::workbook(paper)
}

/// The dossiers of a class as a workbook (.xlsx): one row for each candidate, real dates, text that stays text.
///
/// # Errors
/// [`PaperError::Workbook`].
pub fn class(paper: &ClassPaper) -> Result<Vec<u8>, PaperError> {
    workbooks::class::workbook(paper)
}

/// Form 6-1, « Tableau de synthèse des réalisations professionnelles », A4 across (E4-05).
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn table(paper: &TablePaper) -> Result<Vec<u8>, PaperError> {
    press::print(Form::Table, &table::data(paper))
}

/// « Feuille d’émargement »: who is expected before a commission, to be signed. The layout is the software's own.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn attendance(paper: &AttendancePaper) -> Result<Vec<u8>, PaperError> {
    press::print(Form::Attendance, &attendance::data(paper))
}

/// Form 11-1, « Formulaire de demande de reconnaissance de l'engagement étudiant » (E4-37).
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn request(paper: &RequestPaper) -> Result<Vec<u8>, PaperError> {
    press::print(Form::Request, &request::data(paper))
}

/// « Bordereau récapitulatif » of what is transmitted to the jury (E4-33), A4 across. It holds proposed marks (E4-31).
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn bordereau(paper: &BordereauPaper) -> Result<Vec<u8>, PaperError> {
    press::print_kept(Form::Bordereau, &bordereau::data(paper), &paper.printed)
}

/// « Accusé de transmission » of a bundle to the jury (E4-33), with its SHA-256 and no mark.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn transmission(paper: &TransmissionPaper) -> Result<Vec<u8>, PaperError> {
    press::print_kept(Form::Transmission, &bordereau::transmission::data(paper), &paper.printed)
}

/// The decided marks of a session as a workbook (.xlsx), for the State's application.
///
/// # Errors
/// [`PaperError::Workbook`].
pub fn marks(paper: &MarksPaper) -> Result<Vec<u8>, PaperError> {
    workbooks::marks::workbook(paper)
}

/// The same as separated values (.csv) that the French Excel opens.
pub fn marks_csv(paper: &MarksPaper) -> Vec<u8> {
    workbooks::marks::separated(paper)
}

/// « Procès-verbal » of the jury: the decided marks, to be signed.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn minutes(paper: &MinutesPaper) -> Result<Vec<u8>, PaperError> {
    press::print_kept(Form::Minutes, &minutes::data(paper), &paper.printed)
}

/// « Procès-verbal de destruction » (E4-32): what was purged, by whom, when. The layout is the software's own.
///
/// # Errors
/// [`PaperError`], for a fault of the software and never of the value.
pub fn purge_record(paper: &PurgePaper) -> Result<Vec<u8>, PaperError> {
    press::print_kept(Form::Purge, &purge::data(paper), &paper.printed)
}

/// The statistics of a session as a workbook (.xlsx): counts as numbers, hidden ones as words.
///
/// # Errors
/// [`PaperError::Workbook`].
pub fn numbers(paper: &NumbersPaper) -> Result<Vec<u8>, PaperError> {
    workbooks::numbers::workbook(paper)
}
