//! Blobs: the bytes of deposits, kept by the SHA-256 of their content.

mod incoming;

pub use incoming::{Arrived, Incoming};

use crate::{Fault, Tx, mint, values};
use bytes::Bytes;
use futures_util::{Stream, StreamExt, TryStreamExt};
use jiff::{SignedDuration, Timestamp};
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{GetOptions, ObjectStore, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};
use std::ops::Range;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use tokio::io::AsyncReadExt;

/// Where blobs are kept: a folder, and in it the files that are still arriving.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    arriving: PathBuf,
}

/// Bytes as they are read, piece by piece.
pub type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, Fault>> + Send>>;

/// How many bytes are held in memory at once while a file is copied.
const PIECE: usize = 1 << 18;

/// The SHA-256 of some bytes, in hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

pub(crate) fn hex(digest: &[u8]) -> String {
    use std::fmt::Write as _;
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
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
        let arriving = folder.join("arriving");
        std::fs::create_dir_all(&arriving)?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), arriving })
    }

    /// Removes what stopped programs left half arrived more than a day ago; says how much.
    ///
    /// # Errors
    /// [`Fault::File`].
    pub fn sweep(&self, now: Timestamp) -> Result<usize, Fault> {
        let mut swept = 0;
        for entry in std::fs::read_dir(&self.arriving)? {
            let entry = entry?;
            let touched = Timestamp::try_from(entry.metadata()?.modified()?);
            if touched.is_ok_and(|at| now.duration_since(at) < SignedDuration::from_hours(24)) {
                continue;
            }
            let place = entry.path();
            if place.is_dir() { std::fs::remove_dir_all(place) } else { std::fs::remove_file(place) }?;
            swept += 1;
        }
        Ok(swept)
    }

    /// A file that is going to arrive.
    ///
    /// # Errors
    /// [`Fault::File`].
    pub fn incoming(&self) -> Result<Incoming, Fault> {
        Incoming::new(&self.arriving)
    }

    /// An empty folder on the same disk, gone when dropped.
    ///
    /// # Errors
    /// [`Fault::File`].
    pub fn folder(&self) -> Result<tempfile::TempDir, Fault> {
        Ok(tempfile::tempdir_in(&self.arriving)?)
    }

    /// Keeps the bytes of a file under their hash, piece by piece. What is kept already is not written again.
    ///
    /// # Errors
    /// [`Fault::File`], [`Fault::Blobs`].
    pub async fn keep_file(&self, hash: &str, size: u64, place: &std::path::Path) -> Result<(), Fault> {
        let path = Self::path(hash);
        if self.store.head(&path).await.is_ok_and(|kept| kept.size == size) {
            return Ok(());
        }
        let mut file = tokio::fs::File::open(place).await?;
        let mut writer = BufWriter::new(Arc::clone(&self.store), path);
        let mut window = vec![0; PIECE];
        loop {
            let read = file.read(&mut window).await?;
            if read == 0 {
                break;
            }
            writer.put(Bytes::copy_from_slice(&window[..read])).await?;
        }
        Ok(tokio::io::AsyncWriteExt::shutdown(&mut writer).await?)
    }

    /// The bytes of a hash as they are read: the whole size, and the pieces of the range asked for.
    ///
    /// # Errors
    /// [`Fault::Blobs`] where they are gone, or the range is not in them.
    pub async fn pieces(&self, hash: &str, range: Option<Range<u64>>) -> Result<(u64, Pieces), Fault> {
        let options = GetOptions { range: range.map(Into::into), ..GetOptions::default() };
        let found = self.store.get_opts(&Self::path(hash), options).await?;
        let size = found.meta.size;
        Ok((size, found.into_stream().map_err(Fault::from).boxed()))
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

    /// Removes the bytes of a hash; what is gone already is no failure.
    ///
    /// # Errors
    /// [`Fault::Blobs`].
    pub async fn remove(&self, hash: &str) -> Result<(), Fault> {
        match self.store.delete(&Self::path(hash)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether the bytes of a hash are there and have that hash.
    pub async fn is_whole(&self, expected: &str) -> bool {
        let Ok((_, mut pieces)) = self.pieces(expected, None).await else { return false };
        let mut hash = Sha256::new();
        while let Some(piece) = pieces.next().await {
            match piece {
                Ok(piece) => hash.update(&piece),
                Err(_) => return false,
            }
        }
        hex(&hash.finalize()) == expected
    }
}

/// Records that a blob is kept.
///
/// # Errors
/// [`Fault::Database`].
pub async fn record(tx: &mut Tx, hash: &str, size: u64, now: Timestamp) -> Result<(), Fault> {
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
