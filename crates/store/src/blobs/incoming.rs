//! A file on its way in: written to the disk and hashed as it comes, never whole in memory.

use super::hex;
use crate::Fault;
use sha2::{Digest, Sha256};
use std::path::Path;
use tempfile::{NamedTempFile, TempPath};
use tokio::io::AsyncWriteExt;

/// A file that is still arriving. Dropped before its end, it leaves nothing.
#[derive(Debug)]
pub struct Incoming {
    file: tokio::fs::File,
    place: TempPath,
    hash: Sha256,
    size: u64,
}

impl Incoming {
    /// A new file in a folder.
    ///
    /// # Errors
    /// [`Fault::File`].
    pub(super) fn new(folder: &Path) -> Result<Self, Fault> {
        let (file, place) = NamedTempFile::new_in(folder)?.into_parts();
        Ok(Self { file: tokio::fs::File::from_std(file), place, hash: Sha256::new(), size: 0 })
    }

    /// Takes the next bytes; says how many came so far.
    ///
    /// # Errors
    /// [`Fault::File`].
    pub async fn take(&mut self, bytes: &[u8]) -> Result<u64, Fault> {
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
        self.file.write_all(bytes).await?;
        Ok(self.size)
    }

    /// Ends: everything is on the disk.
    ///
    /// # Errors
    /// [`Fault::File`].
    pub async fn finish(mut self) -> Result<Arrived, Fault> {
        self.file.flush().await?;
        self.file.sync_all().await?;
        Ok(Arrived { place: self.place, hash: hex(&self.hash.finalize()), size: self.size })
    }
}

/// A file that arrived whole. Dropped, it is gone: [`super::Blobs::keep_file`] keeps its bytes.
#[derive(Debug)]
pub struct Arrived {
    place: TempPath,
    /// SHA-256 of its bytes.
    pub hash: String,
    /// Its size, in bytes.
    pub size: u64,
}

impl Arrived {
    /// Where its bytes are.
    pub fn place(&self) -> &Path {
        &self.place
    }
}
