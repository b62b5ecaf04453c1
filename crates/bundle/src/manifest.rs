//! The manifest: what is in a bundle, of whom, signed by whom. Its own text is sealed too.

use crate::hex;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The name of the manifest in the archive.
pub const MANIFEST: &str = "manifest.json";

/// What the first field of a manifest says.
const FORMAT: &str = "florilege-bundle";

/// The version of the format.
const VERSION: u32 = 1;

/// Everything that a bundle says of itself. It names candidates by number alone, and holds no mark.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// What the file is; written when it is sealed.
    pub format: String,
    /// The version of the format; written when it is sealed.
    pub version: u32,
    /// The identifier of the transmission.
    pub bundle: String,
    /// The session.
    pub session: Session,
    /// The school, in CCF.
    pub school: Option<School>,
    /// The track, by its official name.
    pub track: String,
    /// The last day that the rector fixed, where there is one.
    pub due: Option<String>,
    /// SHA-256 of the recorded content: what the head signed.
    pub content: String,
    /// The head's signature, in CCF.
    pub signed: Option<Signed>,
    /// Who sealed it, and when.
    pub sealed: Signed,
    /// The candidates, by number, those without documents too.
    pub candidates: Vec<String>,
    /// The documents, by path.
    pub files: Vec<Entry>,
    /// SHA-256 of this manifest with this line empty; written when it is sealed.
    pub seal: String,
}

/// The session of a bundle.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Its identifier.
    pub id: String,
    /// Its year.
    pub year: i16,
    /// The printed code of the exam.
    pub exam: String,
    /// The academy.
    pub academy: String,
}

/// The school of a bundle.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct School {
    /// Its number (UAI).
    pub uai: String,
    /// Its name.
    pub name: String,
}

/// A person and an instant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    /// The name.
    pub name: String,
    /// The instant, in UTC.
    pub at: String,
}

/// What a document of a bundle is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The bordereau.
    Bordereau,
    /// A grid.
    Grid,
    /// An appraisal.
    Appraisal,
    /// A grid of the optional exam.
    OptionalGrid,
    /// An appraisal of the optional exam.
    OptionalAppraisal,
}

/// One document of a bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its path in the archive.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// The number of its candidate.
    pub candidate: Option<String>,
    /// Its size, in bytes.
    pub size: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Whose visas stand on it.
    pub signed: Vec<Signed>,
}

/// Why the bytes of a manifest are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    /// Of another kind, or of another version.
    Other,
    /// Not as it was written.
    Changed,
}

impl Manifest {
    /// The text that is written into the archive, sealed.
    pub(crate) fn text(&self) -> Result<String, serde_json::Error> {
        let open = Self { format: FORMAT.to_owned(), version: VERSION, seal: String::new(), ..self.clone() };
        let seal = hex(&Sha256::digest(serde_json::to_string_pretty(&open)?));
        Ok(serde_json::to_string_pretty(&Self { seal, ..open })? + "\n")
    }

    /// Reads a manifest whose every byte is as it was written.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Unread> {
        let Ok(value) = serde_json::from_slice::<serde_json::Value>(bytes) else {
            return Err(Unread::Changed);
        };
        if value.get("format").is_some_and(|format| format != FORMAT)
            || value.get("version").is_some_and(|version| version != VERSION)
        {
            return Err(Unread::Other);
        }
        let Ok(manifest) = serde_json::from_value::<Self>(value) else { return Err(Unread::Changed) };
        match manifest.text() {
            Ok(text) if text.as_bytes() == bytes => Ok(manifest),
            _ => Err(Unread::Changed),
        }
    }
}
