//! What can go wrong that no rule foresees.

use thiserror::Error;

/// A failure of the machine, not of the person. It is shown as an incident number; the details go to the log.
#[derive(Debug, Error)]
pub enum Fault {
    /// The database.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// A migration.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The blob store.
    #[error("blobs: {0}")]
    Blobs(#[from] object_store::Error),
    /// A stored value that cannot be read back, with what it is.
    #[error("stored value unreadable: {0}")]
    Unreadable(String),
    /// A value that cannot be written as JSON.
    #[error("json: {0}")]
    Json(#[from] serde_json::Error),
    /// A file or folder of the installation.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    /// Anything else inside, in words for the log.
    #[error("{0}")]
    Internal(String),
}

impl Fault {
    /// For a stored value that does not parse: what it is, and its text.
    pub fn unreadable(what: &str, text: &str) -> Self {
        Self::Unreadable(format!("{what} {text:?}"))
    }
}
