//! Documents and facts in, the bytes of a bundle out.

use crate::hex;
use crate::manifest::{Entry, Kind, MANIFEST, Manifest, Signed};
use sha2::{Digest, Sha256};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// A document on its way into a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its path in the archive.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// The number of its candidate.
    pub candidate: Option<String>,
    /// Whose visas stand on it.
    pub signed: Vec<Signed>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A bundle, sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The archive.
    pub bytes: Vec<u8>,
    /// SHA-256 of the archive: what a receipt bears.
    pub sha256: String,
}

/// Seals documents under a manifest, whose files are written here. Nothing is compressed (a PDF is already), and the
/// archive has no hour of its own: the same arguments give the same bytes.
///
/// # Errors
/// In words, for a fault of the software.
pub fn seal(manifest: Manifest, mut documents: Vec<Document>) -> Result<Sealed, String> {
    documents.sort_by(|one, other| one.path.cmp(&other.path));
    let entry = |document: &Document| Entry {
        path: document.path.clone(),
        kind: document.kind,
        candidate: document.candidate.clone(),
        size: document.bytes.len() as u64,
        sha256: hex(&Sha256::digest(&document.bytes)),
        signed: document.signed.clone(),
    };
    let manifest = Manifest { files: documents.iter().map(entry).collect(), ..manifest };
    let text = manifest.text().map_err(|error| error.to_string())?;
    let bytes = written(&text, &documents).map_err(|error| error.to_string())?;
    let sha256 = hex(&Sha256::digest(&bytes));
    Ok(Sealed { bytes, sha256 })
}

fn written(manifest: &str, documents: &[Document]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(vec![]));
    zip.start_file(MANIFEST, options)?;
    zip.write_all(manifest.as_bytes())?;
    for document in documents {
        zip.start_file(document.path.as_str(), options)?;
        zip.write_all(&document.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
