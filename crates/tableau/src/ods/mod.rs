//! OpenDocument spreadsheets.

mod content;
mod styles;

use crate::archive::Archive;
use crate::unreadable::Unreadable;
use crate::workbook::Workbook;

/// Reads every sheet of an OpenDocument spreadsheet.
///
/// # Errors
/// The content is locked, missing, damaged or past a bound, or the document is none of sheets.
pub fn read(archive: &mut Archive<'_>) -> Result<Workbook, Unreadable> {
    if let Some(kind) = archive.text("mimetype")?
        && kind.starts_with("application/vnd.oasis.opendocument.")
        && !kind.contains("spreadsheet")
    {
        return Err(Unreadable::OtherDocument);
    }
    if let Some(manifest) = archive.text("META-INF/manifest.xml")?
        && manifest.contains("encryption-data")
    {
        return Err(Unreadable::PasswordProtected);
    }
    let content = archive.text("content.xml")?.ok_or(Unreadable::Damaged)?;
    let mut sheets = styles::Sheet::default();
    if let Some(part) = archive.text("styles.xml")? {
        sheets.read(&part)?;
    }
    let mut workbook = Workbook {
        macros: archive.any(|name| {
            (name.starts_with("basic/") || name.starts_with("scripts/"))
                && !name.ends_with('/')
                && !name.ends_with("-lc.xml")
        }),
        external_links: content.contains("<table:table-source"),
        ..Workbook::default()
    };
    content::read(&content, &mut sheets, &mut workbook)?;
    Ok(workbook)
}
