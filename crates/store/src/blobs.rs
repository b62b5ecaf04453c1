//! Blobs: the bytes of deposits, kept by the SHA-256 of their content.

use crate::{Fault, Tx, mint, values};
use jiff::Timestamp;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Where blobs are kept: a folder.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
}

/// The SHA-256 of some bytes, in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Blobs {
    /// Blobs in a folder, created where it is missing.
    ///
    /// # Errors
    /// [`Fault::File`] or [`Fault::Blobs`].
    pub fn in_folder(folder: &std::path::Path) -> Result<Self, Fault> {
        std::fs::create_dir_all(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store) })
    }

    fn path(hash: &str) -> Path {
        Path::from(format!("{}/{hash}", hash.get(..2).unwrap_or("00")))
    }

    /// Keeps bytes and says their hash. Kept before the transaction that names them commits: a blob without a row
    /// is waste, a row without a blob would be a loss.
    ///
    /// # Errors
    /// [`Fault::Blobs`].
    pub async fn keep(&self, bytes: Vec<u8>) -> Result<String, Fault> {
        let hash = hash(&bytes);
        self.store.put(&Self::path(&hash), PutPayload::from(bytes)).await?;
        Ok(hash)
    }

    /// The bytes of a hash.
    ///
    /// # Errors
    /// [`Fault::Blobs`] where they are gone.
    pub async fn read(&self, hash: &str) -> Result<Vec<u8>, Fault> {
        Ok(self.store.get(&Self::path(hash)).await?.bytes().await?.to_vec())
    }

    /// Whether the bytes of a hash are there and have that hash.
    pub async fn is_whole(&self, expected: &str) -> bool {
        self.read(expected).await.is_ok_and(|bytes| hash(&bytes) == expected)
    }
}

/// Records that a blob is kept.
///
/// # Errors
/// [`Fault::Database`].
pub async fn record(tx: &mut Tx, hash: &str, size: usize, now: Timestamp) -> Result<(), Fault> {
    let size = i64::try_from(size).map_err(|_| Fault::Internal("blob size".into()))?;
    let sql = "INSERT INTO blob (hash, size, created_at) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING";
    tx.run(sql, values![hash, size, mint::instant(now)]).await?;
    Ok(())
}

/// Every hash recorded.
///
/// # Errors
/// [`Fault::Database`].
pub async fn recorded(tx: &mut Tx) -> Result<Vec<String>, Fault> {
    tx.all("SELECT hash FROM blob", &[]).await?.iter().map(|row| row.text("hash")).collect()
}
