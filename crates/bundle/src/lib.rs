//! A sealed bundle: documents in a zip archive, with a manifest that names each of them by its SHA-256 (E4-33).
//!
//! Sealing is a function of its arguments: the same documents and the same facts give the same bytes. Verifying trusts
//! nothing: names are never followed, sizes are counted while bytes are read, and nothing is written to a disk.
#![warn(missing_docs)]

mod manifest;
mod seal;
mod verify;

pub use manifest::{Entry, Kind, MANIFEST, Manifest, School, Session, Signed};
pub use seal::{Document, Sealed, seal};
pub use verify::{Finding, NotABundle, Verified, compare, verify};

/// The largest archive that is read, in megabytes.
pub const ARCHIVE_MB: u64 = site::limits::ARCHIVE_MB;

pub(crate) fn hex(digest: &[u8]) -> String {
    use std::fmt::Write as _;
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
