//! The package: the model's parts, in their order, some of them changed.

use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};

use zip::write::{SimpleFileOptions, ZipWriter};

use crate::archive::Archive;
use crate::unreadable::Unreadable;

/// What the XML of a changed part begins with: it is always written in UTF-8.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The archive with some parts changed (by canonical name) or left out (none). The same input gives the same
/// bytes: entries bear no time.
///
/// # Errors
/// A part cannot be taken out of the model.
pub fn write(
    archive: &mut Archive<'_>,
    changed: &BTreeMap<String, Option<String>>,
) -> Result<Vec<u8>, Unreadable> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, name) in archive.names() {
        let bytes = match changed.get(&crate::archive::canonical(&name)) {
            Some(None) => continue,
            Some(Some(text)) => declared(text).into_bytes(),
            None => archive.bytes(at)?,
        };
        zip.start_file(name, SimpleFileOptions::default()).map_err(|_| Unreadable::Damaged)?;
        zip.write_all(&bytes).map_err(|_| Unreadable::Damaged)?;
    }
    Ok(zip.finish().map_err(|_| Unreadable::Damaged)?.into_inner())
}

fn declared(text: &str) -> String {
    let rest = match text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest.trim_start(),
        None => text,
    };
    format!("{DECLARATION}{rest}")
}
