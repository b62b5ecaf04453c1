//! The zip package of a workbook, unpacked within limits.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::Unreadable;

/// Sum of the unpacked parts, declared and real.
const MAX_UNPACKED: u64 = 100 * 1024 * 1024;
/// Number of parts.
const MAX_PARTS: usize = 2_000;

/// An open package. Parts are unpacked when asked for, and counted.
pub(crate) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Package<'b> {
    /// Opens a package; refuses one that declares too much or hides behind a password.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, Unreadable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
        if zip.len() > MAX_PARTS {
            return Err(Unreadable::TooLarge);
        }
        let mut declared = 0_u64;
        for index in 0..zip.len() {
            let part = zip.by_index_data(index).map_err(|_| Unreadable::Damaged)?;
            if part.encrypted() {
                return Err(Unreadable::PasswordProtected);
            }
            declared = declared.saturating_add(part.size());
        }
        if declared > MAX_UNPACKED {
            return Err(Unreadable::TooLarge);
        }
        Ok(Self { zip, left: MAX_UNPACKED })
    }

    /// Whether a part exists, whatever the case of its name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    /// The text of a part; `None` when there is no such part. Parts are UTF-8.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let part = self.zip.by_index(index).map_err(|fault| match fault {
            ZipError::InvalidPassword => Unreadable::PasswordProtected,
            _ => Unreadable::Damaged,
        })?;
        let mut bytes = Vec::new();
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| Unreadable::Damaged)?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(size).ok_or(Unreadable::TooLarge)?;
        let mut text = String::from_utf8(bytes).map_err(|_| Unreadable::Damaged)?;
        if text.starts_with('\u{feff}') {
            text.remove(0);
        }
        Ok(Some(text))
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.zip.index_for_name(name).or_else(|| {
            let mut names = self.zip.file_names_raw();
            names.position(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        })
    }
}
