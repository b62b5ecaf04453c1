//! Workbooks: which kind, and the sheet that holds the list.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::grid::Grid;
use crate::package::Package;
use crate::{Unreadable, ods, xlsx};

/// Sheets looked at in one workbook.
const MAX_SHEETS: usize = 20;

/// Whether the bytes are a zip package.
pub(crate) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether the bytes are an OLE compound file: an `.xls`, or an `.xlsx` with a password.
pub(crate) fn is_compound_file(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
}

/// Whether the name of the file is that of a workbook.
pub(crate) fn has_workbook_name(file_name: &str) -> bool {
    let extension = file_name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(extension.as_str(), "xlsx" | "xlsm" | "ods" | "xls")
}

/// Tells a workbook with a password from an old `.xls`.
pub(crate) fn refuse_compound_file(bytes: &[u8]) -> Unreadable {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let encrypted = bytes.windows(name.len()).any(|window| window == name.as_slice());
    if encrypted { Unreadable::PasswordProtected } else { Unreadable::OldWorkbook }
}

/// A sheet, its name and what its header was taken for.
pub(crate) struct Found<H> {
    pub(crate) grid: Grid,
    pub(crate) header: H,
    pub(crate) sheet: String,
}

/// Says what a sheet's header is, or why it has none.
pub(crate) type Accept<'a, H> = &'a dyn Fn(&Grid) -> Result<H, Unreadable>;

/// Reads the first sheet that has a header.
pub(crate) fn read<H>(bytes: &[u8], accept: Accept<'_, H>) -> Result<Found<H>, Unreadable> {
    // The code here does not panic; the unpacker below it has met fewer hostile files than it should.
    catch_unwind(AssertUnwindSafe(|| read_package(bytes, accept))).unwrap_or(Err(Unreadable::Damaged))
}

fn read_package<H>(bytes: &[u8], accept: Accept<'_, H>) -> Result<Found<H>, Unreadable> {
    let mut package = Package::open(bytes)?;
    let mut search = Search { accept, refusal: None, left: MAX_SHEETS };
    let found = if package.has("content.xml") {
        ods::find(&mut package, &mut search)?
    } else if package.has("[Content_Types].xml") && !package.has("xl/workbook.bin") {
        xlsx::find(&mut package, &mut search)?
    } else {
        return Err(Unreadable::NotText);
    };
    found.ok_or_else(|| search.refusal.unwrap_or(Unreadable::Empty))
}

/// Goes through the sheets until one has a header.
pub(crate) struct Search<'a, H> {
    accept: Accept<'a, H>,
    refusal: Option<Unreadable>,
    left: usize,
}

impl<H> Search<'_, H> {
    /// Whether one more sheet may be read.
    pub(crate) fn goes_on(&mut self) -> bool {
        self.left = self.left.saturating_sub(1);
        self.left > 0
    }

    /// The sheet with its header, when it has one.
    pub(crate) fn try_sheet(&mut self, grid: Grid, sheet: &str) -> Option<Found<H>> {
        // An empty sheet says nothing about the file.
        grid.rows().next()?;
        match (self.accept)(&grid) {
            Ok(header) => Some(Found { grid, header, sheet: sheet.to_owned() }),
            Err(refusal) => {
                self.refusal.get_or_insert(refusal);
                None
            }
        }
    }
}
