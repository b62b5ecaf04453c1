//! Facts for `florilege doctor`.

use crate::blobs::{self, Blobs};
use crate::{Db, Fault, journal, migrate, outbox};

/// What was found.
#[derive(Debug, Clone)]
pub struct Health {
    /// The engine and its version.
    pub engine: String,
    /// Version of the schema, and the version wanted.
    pub schema: (i64, i64),
    /// Lines of the journal, and those that break their chain.
    pub journal: journal::Verification,
    /// How many blobs are recorded, and the hashes of those that are gone or changed.
    pub blobs: (usize, Vec<String>),
    /// Side effects waiting, and given up.
    pub outbox: (i64, i64),
}

/// Looks at everything. Reads every blob.
///
/// # Errors
/// [`Fault::Database`] where the database does not answer, or has no schema.
pub async fn examine(db: &Db, blobs: &Blobs) -> Result<Health, Fault> {
    let engine = db.engine().await?;
    let schema = (migrate::version(db).await?, migrate::wanted());
    let mut tx = db.read().await?;
    let journal = journal::verify(&mut tx).await?;
    let hashes = blobs::recorded(&mut tx).await?;
    let outbox = outbox::counts(&mut tx).await?;
    drop(tx);
    let mut damaged = vec![];
    for hash in &hashes {
        if !blobs.is_whole(hash).await {
            damaged.push(hash.clone());
        }
    }
    Ok(Health { engine, schema, journal, blobs: (hashes.len(), damaged), outbox })
}
