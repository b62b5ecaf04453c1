//! Why an archive is not written or not put back.

use crate::Fault;
use std::path::PathBuf;
use thiserror::Error;

/// Why an archive is not written or not put back. The words for people are the command's.
#[derive(Debug, Error)]
pub enum BackupError {
    /// A file has the archive's name already.
    #[error("{} exists", .0.display())]
    Exists(PathBuf),
    /// The database has no schema: there is nothing to keep.
    #[error("no schema")]
    NoSchema,
    /// The file is no archive of ours, with what says so.
    #[error("no archive: {0}")]
    NotAnArchive(String),
    /// These files of the archive are gone, changed, or not in its manifest.
    #[error("altered: {}", .0.join(", "))]
    Altered(Vec<String>),
    /// The archive is of another engine than the address.
    #[error("archive of {found}, address of {wanted}")]
    OtherEngine {
        /// The archive's engine.
        found: String,
        /// The address's.
        wanted: String,
    },
    /// The archive was made by a later version of the software.
    #[error("schema {found}, this program knows {wanted}")]
    Newer {
        /// The archive's schema.
        found: i64,
        /// The last one that this program knows.
        wanted: i64,
    },
    /// Something is there already: a folder, or a database.
    #[error("{0} is not empty")]
    NotEmpty(String),
    /// A program of PostgreSQL is missing, or says no.
    #[error("{program}: {said}")]
    Tool {
        /// Its name.
        program: &'static str,
        /// What it said.
        said: String,
    },
    /// Anything else.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<std::io::Error> for BackupError {
    fn from(error: std::io::Error) -> Self {
        Self::Fault(error.into())
    }
}
