//! The press: templates, fonts and library read once, then one value to one PDF.

use crate::error::{Diagnostic, PaperError};
use crate::fonts::Fonts;
use crate::printed::Printed;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// How many prints a piece of cached layout outlives its last use.
const CACHE_AGE: usize = 8;

/// The most pictures of one print.
pub const MOST_PICTURES: usize = 10;

/// The forms that the press prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// 6-3.
    Grid,
    /// 6-4, both copies.
    Appraisal,
    /// « Récépissé de dépôt ».
    Receipt,
    /// 6-2.
    Conformity,
    /// 6-1.
    Table,
    /// A photo of a certificate.
    Scan,
    /// A certificate to be signed.
    Certificate,
    /// « Feuille d’émargement ».
    Attendance,
    /// 11-1.
    Request,
    /// « Bordereau récapitulatif ».
    Bordereau,
    /// « Procès-verbal ».
    Minutes,
    /// « Convocation ».
    Convocation,
    /// What hangs on the doors.
    Doors,
    /// « Liste des salles ».
    Rooms,
    /// « Procès-verbal d'harmonisation ».
    Harmonisation,
    /// « Procès-verbal de destruction ».
    Purge,
    /// « Accusé de transmission ».
    Transmission,
}

/// Name and text of each template, in the order of [`Form`]; the last one is shared.
const TEMPLATES: [(&str, &str); 18] = [
    ("/grid.typ", include_str!("../templates/grid.typ")),
    ("/appraisal.typ", include_str!("../templates/appraisal.typ")),
    ("/receipt.typ", include_str!("../templates/receipt.typ")),
    ("/conformity.typ", include_str!("../templates/conformity.typ")),
    ("/table.typ", include_str!("../templates/table.typ")),
    ("/scan.typ", include_str!("../templates/scan.typ")),
    ("/certificate.typ", include_str!("../templates/certificate.typ")),
    ("/attendance.typ", include_str!("../templates/attendance.typ")),
    ("/request.typ", include_str!("../templates/request.typ")),
    ("/bordereau.typ", include_str!("../templates/bordereau.typ")),
    ("/minutes.typ", include_str!("../templates/minutes.typ")),
    ("/convocation.typ", include_str!("../templates/convocation.typ")),
    ("/doors.typ", include_str!("../templates/doors.typ")),
    ("/rooms.typ", include_str!("../templates/rooms.typ")),
    ("/harmonisation.typ", include_str!("../templates/harmonisation.typ")),
    ("/purge.typ", include_str!("../templates/purge.typ")),
    ("/transmission.typ", include_str!("../templates/transmission.typ")),
    ("/common.typ", include_str!("../templates/common.typ")),
];

/// What every print shares.
pub struct House {
    /// The embedded fonts.
    pub fonts: Fonts,
    library: LazyHash<Library>,
    sources: Vec<Source>,
    data: FileId,
    pictures: Vec<FileId>,
    /// PDF/UA-1: read aloud as it is read.
    accessible: PdfStandards,
    /// PDF/UA-1 and PDF/A-2a at once: kept for long too.
    kept: PdfStandards,
}

static HOUSE: LazyLock<Result<House, PaperError>> = LazyLock::new(House::open);

/// The house, opened at the first use.
pub fn house() -> &'static Result<House, PaperError> {
    &HOUSE
}

impl House {
    fn open() -> Result<Self, PaperError> {
        let fonts = Fonts::read().ok_or_else(|| PaperError::Press("a font cannot be read".to_owned()))?;
        let mut sources = Vec::new();
        for (name, text) in TEMPLATES {
            sources.push(Source::new(file(name)?, text.to_owned()));
        }
        let mut pictures = Vec::new();
        for number in 1..=MOST_PICTURES {
            pictures.push(file(&format!("/picture-{number}.jpg"))?);
        }
        let features = [Feature::A11yExtras].into_iter().collect();
        let library = LazyHash::new(Library::builder().with_features(features).build());
        let standards = |list: &[PdfStandard]| {
            PdfStandards::new(list).map_err(|error| PaperError::Press(error.message().to_string()))
        };
        let accessible = standards(&[PdfStandard::Ua_1])?;
        let kept = standards(&[PdfStandard::A_2a, PdfStandard::Ua_1])?;
        Ok(Self { fonts, library, sources, data: file("/data.json")?, pictures, accessible, kept })
    }
}

/// The identifier of a file that exists in memory only.
fn file(name: &str) -> Result<FileId, PaperError> {
    let path = VirtualPath::new(name).map_err(|error| PaperError::Press(format!("{name}: {error:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// One print: the house, the form, and its value.
struct Print {
    house: &'static House,
    form: Form,
    data: Bytes,
    pictures: Vec<Bytes>,
}

impl World for Print {
    fn library(&self) -> &LazyHash<Library> {
        &self.house.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.house.fonts.book
    }

    fn main(&self) -> FileId {
        self.house.sources.get(self.form as usize).map_or(self.house.data, Source::id)
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let source = self.house.sources.iter().find(|source| source.id() == id);
        source.cloned().ok_or_else(|| FileError::NotFound(id.vpath().get_with_slash().into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.house.data {
            return Ok(self.data.clone());
        }
        let place = self.house.pictures.iter().position(|known| *known == id);
        place.and_then(|place| self.pictures.get(place)).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.house.fonts.faces.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Prints a value on a form.
pub fn print(form: Form, value: &impl Serialize) -> Result<Vec<u8>, PaperError> {
    print_with(form, value, vec![])
}

/// Prints a value on a form that is kept for long: PDF/A-2a and PDF/UA-1, dated as the value says.
pub fn print_kept(form: Form, value: &impl Serialize, printed: &Printed) -> Result<Vec<u8>, PaperError> {
    export(form, value, vec![], printed.at.and_then(dated))
}

/// An instant as a file says it, to the second.
fn dated(at: jiff::Timestamp) -> Option<Timestamp> {
    let at = at.to_zoned_datetime(TimeZone::UTC);
    let part = |value: i8| u8::try_from(value).ok();
    let (month, day) = (part(at.month())?, part(at.day())?);
    let (hour, minute, second) = (part(at.hour())?, part(at.minute())?, part(at.second())?);
    Datetime::from_ymd_hms(at.year().into(), month, day, hour, minute, second).map(Timestamp::new_utc)
}

/// Prints a value on a form that shows pictures (JPEG), [`MOST_PICTURES`] at most.
pub fn print_with(form: Form, value: &impl Serialize, pictures: Vec<Vec<u8>>) -> Result<Vec<u8>, PaperError> {
    export(form, value, pictures, None)
}

/// Lays out and writes; what has a date is kept.
fn export(
    form: Form,
    value: &impl Serialize,
    pictures: Vec<Vec<u8>>,
    timestamp: Option<Timestamp>,
) -> Result<Vec<u8>, PaperError> {
    let bytes = typeset(form, value, pictures).and_then(|(world, Warned { output: document, .. })| {
        let options = PdfOptions {
            creator: Smart::Custom(Some("Florilège".to_owned())),
            standards: if timestamp.is_some() { &world.house.kept } else { &world.house.accessible }.clone(),
            timestamp,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&document, &options).map_err(|errors| PaperError::Export(told(&world, &errors)))
    });
    typst::comemo::evict(CACHE_AGE);
    bytes
}

/// Lays the pages out, with the typesetter's warnings.
fn typeset(
    form: Form,
    value: &impl Serialize,
    pictures: Vec<Vec<u8>>,
) -> Result<(Print, Warned<PagedDocument>), PaperError> {
    let house = HOUSE.as_ref().map_err(Clone::clone)?;
    let data = serde_json::to_vec(value).map_err(|error| PaperError::Data(error.to_string()))?;
    let pictures = pictures.into_iter().map(Bytes::new).collect();
    let world = Print { house, form, data: Bytes::new(data), pictures };
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
    match output {
        Ok(output) => Ok((world, Warned { output, warnings })),
        Err(errors) => Err(PaperError::Template(told(&world, &errors))),
    }
}

/// The typesetter's messages, each with its place.
fn told(world: &Print, messages: &[SourceDiagnostic]) -> Vec<Diagnostic> {
    let place = |message: &SourceDiagnostic| {
        let id = message.span.id()?;
        let start = world.range(message.span)?.start;
        let line = world.source(id).ok()?.lines().byte_to_line(start)?;
        Some(format!("{}:{}", id.vpath().get_with_slash(), line + 1))
    };
    let tell = |message: &SourceDiagnostic| Diagnostic {
        message: message.message.to_string(),
        hints: message.hints.iter().map(|hint| hint.v.to_string()).collect(),
        place: place(message).unwrap_or_default(),
    };
    messages.iter().map(tell).collect()
}
