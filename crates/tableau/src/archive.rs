//! The container: telling what a file is, and taking parts out of it within bounds.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::limits;
use crate::unreadable::Unreadable;

/// An open archive with what is left of its allowance.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: HashMap<String, usize>,
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive after telling apart all that is not one.
    ///
    /// # Errors
    /// What the file is instead, or that it is damaged or past a bound.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        if !bytes.starts_with(b"PK") {
            return Err(sniff(bytes));
        }
        if bytes.len() > limits::FILE {
            return Err(Unreadable::TooLarge);
        }
        if entries(bytes) > limits::ENTRIES {
            return Err(Unreadable::TooManyEntries);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
        if zip.len() > limits::ENTRIES {
            return Err(Unreadable::TooManyEntries);
        }
        let mut names = HashMap::with_capacity(zip.len());
        for at in 0..zip.len() {
            if let Some(Ok(name)) = zip.name_for_index(at) {
                names.insert(canonical(&name), at);
            }
        }
        Ok(Self { zip, names, left: limits::TOTAL })
    }

    /// Whether a part exists.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(&canonical(name))
    }

    /// Whether a part's name passes a test; names are lower case with `/`.
    pub fn any(&self, test: impl Fn(&str) -> bool) -> bool {
        self.names.keys().any(|name| test(name))
    }

    /// The text of a part, or none when there is no such part.
    ///
    /// # Errors
    /// The part is locked, damaged, past a bound or not text.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let Some(at) = self.names.get(&canonical(name)).copied() else { return Ok(None) };
        let bytes = self.bytes(at)?;
        decoded(bytes).map(Some)
    }

    /// Every part's place and own name, in the archive's order; folders are left out.
    pub fn names(&self) -> Vec<(usize, String)> {
        let name = |at| Some((at, self.zip.name_for_index(at)?.ok()?.into_owned()));
        (0..self.zip.len()).filter_map(name).filter(|(_, name)| !name.ends_with('/')).collect()
    }

    /// The bytes of a part by its place.
    ///
    /// # Errors
    /// The part is locked, damaged or past a bound.
    pub fn bytes(&mut self, at: usize) -> Result<Vec<u8>, Unreadable> {
        let part = self.zip.by_index(at).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
                Unreadable::PasswordProtected
            }
            _ => Unreadable::Damaged,
        })?;
        let most = limits::PART.min(self.left);
        if part.size() > most {
            return Err(Unreadable::TooLarge);
        }
        // The declared size is a promise of the file's: room is taken as bytes come.
        let mut bytes = Vec::with_capacity(usize::try_from(part.size().min(1 << 20)).unwrap_or(0));
        part.take(most + 1).read_to_end(&mut bytes).map_err(|_| Unreadable::Damaged)?;
        let length = bytes.len() as u64;
        if length > most {
            return Err(Unreadable::TooLarge);
        }
        self.left -= length;
        Ok(bytes)
    }
}

/// A part's name as compared: lower case, `/`, no leading one.
pub fn canonical(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// How many central directory records the bytes hold, at most; the archive's own count may lie.
fn entries(bytes: &[u8]) -> usize {
    bytes.windows(4).filter(|window| *window == b"PK\x01\x02").take(limits::ENTRIES + 1).count()
}

/// The text of a part: UTF-8, or UTF-16 with its mark.
///
/// # Errors
/// The bytes are neither.
pub fn decoded(mut bytes: Vec<u8>) -> Result<String, Unreadable> {
    let wide = |big: bool| {
        let units = bytes[2..].chunks_exact(2).map(|pair| {
            if big { u16::from_be_bytes([pair[0], pair[1]]) } else { u16::from_le_bytes([pair[0], pair[1]]) }
        });
        char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| Unreadable::Malformed)
    };
    if bytes.starts_with(&[0xFE, 0xFF]) {
        return wide(true);
    }
    if bytes.starts_with(&[0xFF, 0xFE]) {
        return wide(false);
    }
    if bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|_| Unreadable::Malformed)
}

/// What a file that is no archive is.
fn sniff(bytes: &[u8]) -> Unreadable {
    let head = &bytes[..bytes.len().min(1_024)];
    let lower = String::from_utf8_lossy(head).to_lowercase();
    let start = lower.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    if bytes.is_empty() {
        Unreadable::Empty
    } else if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let encrypted = bytes.windows(name.len()).any(|window| window == name);
        if encrypted { Unreadable::PasswordProtected } else { Unreadable::OldExcel }
    } else if start.starts_with("%pdf") {
        Unreadable::Pdf
    } else if bytes.starts_with(&[0x89, b'P', b'N', b'G'])
        || bytes.starts_with(&[0xFF, 0xD8, 0xFF])
        || start.starts_with("gif8")
    {
        Unreadable::Picture
    } else if bytes.starts_with(&[0x09, 0x08])
        || start.starts_with("<html")
        || lower.contains("mso-application")
    {
        Unreadable::OldExcel
    } else if is_text(head) {
        Unreadable::PlainText
    } else {
        Unreadable::Unknown
    }
}

fn is_text(head: &[u8]) -> bool {
    let odd = head.iter().filter(|byte| **byte < 0x20 && !matches!(byte, b'\n' | b'\r' | b'\t')).count();
    odd == 0 || head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8]) -> Option<Unreadable> {
        Archive::open(bytes).err()
    }

    #[test]
    fn what_is_no_archive_is_named() {
        assert_eq!(refusal(b""), Some(Unreadable::Empty));
        assert_eq!(refusal(b"%PDF-1.7\n"), Some(Unreadable::Pdf));
        assert_eq!(refusal(b"Nom;Pr\xe9nom\n"), Some(Unreadable::PlainText));
        assert_eq!(refusal(b"\x89PNG\r\n\x1a\n"), Some(Unreadable::Picture));
        assert_eq!(refusal(b"<html><table>"), Some(Unreadable::OldExcel));
        assert_eq!(refusal(&[0, 1, 2, 3]), Some(Unreadable::Unknown));
        assert_eq!(refusal(b"PK\x03\x04 cut"), Some(Unreadable::Damaged));
    }

    #[test]
    fn ole_containers_are_told_apart() {
        let mut old = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        old.extend([0; 512]);
        assert_eq!(refusal(&old), Some(Unreadable::OldExcel));
        old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(refusal(&old), Some(Unreadable::PasswordProtected));
    }

    #[test]
    fn texts_are_decoded_or_refused() {
        assert_eq!(decoded("é".as_bytes().to_vec()), Ok("é".into()));
        assert_eq!(decoded(vec![0xEF, 0xBB, 0xBF, b'a']), Ok("a".into()));
        assert_eq!(decoded(vec![0xFF, 0xFE, 0xE9, 0x00]), Ok("é".into()));
        assert_eq!(decoded(vec![0xC3, 0x28]), Err(Unreadable::Malformed));
    }
}
