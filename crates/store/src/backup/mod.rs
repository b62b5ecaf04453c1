//! A whole installation in one archive, and back: the database as it stood at one moment, every blob, and a manifest
//! with the SHA-256 of each.
//!
//! The archive is a zip: `base.sqlite` or `base.pgdump`, `pieces/ab/abcd…` for each blob, `manifeste.json` last. The
//! database is copied first, while others write; blobs are added, so those that the copy names are there when they are
//! read. Only a purge (E4-32) takes some away: those that it takes meanwhile are named in the manifest. Bytes pass through in pieces: memory does not grow with the installation.

mod archive;
mod engine;
mod error;

pub use error::BackupError;

use crate::blobs::{self, Blobs};
use crate::{Db, migrate};
use archive::{Archive, Packing};
use futures_util::StreamExt;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The one layout of archives there is.
const FORMAT: u32 = 1;

/// Where blobs stand in an archive.
const BLOBS: &str = "pieces";

/// What an archive holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The layout of the archive.
    pub format: u32,
    /// When it was made.
    pub made_at: Timestamp,
    /// The engine: `sqlite` or `postgres`.
    pub engine: String,
    /// The version of the schema.
    pub schema: i64,
    /// Blobs that were gone or changed already when the archive was made.
    pub damaged: Vec<String>,
    /// Every file, with its size in bytes and the SHA-256 of its content, in hexadecimal.
    pub files: Vec<Held>,
}

/// A file of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// Its name in the archive.
    pub name: String,
    /// Its size, in bytes.
    pub size: u64,
    /// The SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// How many blobs the archive holds.
    pub fn blobs(&self) -> usize {
        self.files.iter().filter(|held| held.blob().is_some()).count()
    }

    /// How many bytes its files are, unpacked.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|held| held.size).sum()
    }
}

impl Held {
    /// The hash of the blob that this file is; `None` for the database, and for a name that no archive of ours has.
    fn blob(&self) -> Option<&str> {
        let (folder, hash) = self.name.strip_prefix(BLOBS)?.strip_prefix('/')?.split_once('/')?;
        let plain = hash.len() == 64 && hash.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
        (plain && hash.starts_with(folder) && folder.len() == 2 && hash == self.sha256).then_some(hash)
    }
}

/// How far a backup or a restoration is: files done, files in all.
pub type Told<'a> = &'a mut (dyn FnMut(usize, usize) + Send);

/// Writes an archive of a live installation. The file appears under its name once it is whole.
///
/// # Errors
/// [`BackupError`]. A damaged blob is none: it is in the manifest.
pub async fn write(
    (db, address): (&Db, &str),
    blobs: &Blobs,
    to: &Path,
    (now, told): (Timestamp, Told<'_>),
) -> Result<Manifest, BackupError> {
    if to.exists() {
        return Err(BackupError::Exists(to.to_owned()));
    }
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let schema = migrate::version(db).await?;
    if schema == 0 {
        return Err(BackupError::NoSchema);
    }
    let scratch = tempfile::tempdir_in(folder)?;
    let copy = scratch.path().join("base");
    engine::copy(db, address, &copy).await?;
    let mut tx = db.read().await?;
    let hashes = blobs::recorded(&mut tx).await?;
    drop(tx);
    let mut packing = Packing::begin(folder)?;
    packing.file(engine::name(db), &copy, engine::packed(db))?;
    let all = hashes.len() + 1;
    told(1, all);
    let mut damaged = vec![];
    for (nth, hash) in hashes.into_iter().enumerate() {
        // Looked at first: an entry that is begun stays in a zip.
        if blobs.is_whole(&hash).await {
            let (_, mut pieces) = blobs.pieces(&hash, None).await?;
            let name = format!("{BLOBS}/{}/{hash}", &hash[..2]);
            packing.begin_file(&name, false)?;
            while let Some(piece) = pieces.next().await {
                packing.put(&piece?)?;
            }
            packing.end_file();
        } else {
            damaged.push(hash);
        }
        told(nth + 2, all);
    }
    let engine = engine::code(db).to_owned();
    let files = packing.files().to_vec();
    let manifest = Manifest { format: FORMAT, made_at: now, engine, schema, damaged, files };
    packing.finish(&manifest, to)?;
    Ok(manifest)
}

/// Reads an archive whole, and says what it holds.
///
/// # Errors
/// [`BackupError`] for anything but a whole archive.
pub fn check(archive: &Path, told: Told<'_>) -> Result<Manifest, BackupError> {
    let mut archive = Archive::open(archive)?;
    archive.verify(told)?;
    Ok(archive.manifest)
}

/// Puts an archive back where nothing is: a database that does not exist (SQLite) or is empty (PostgreSQL), and a folder
/// of blobs that does not exist or is empty. The archive is read whole before anything is written.
///
/// # Errors
/// [`BackupError`]; nothing is left behind then.
pub async fn restore(
    archive: &Path,
    address: &str,
    blobs: &Path,
    told: Told<'_>,
) -> Result<Manifest, BackupError> {
    if std::fs::read_dir(blobs).is_ok_and(|mut there| there.any(|one| !is_waiting_room(one))) {
        return Err(BackupError::NotEmpty(blobs.display().to_string()));
    }
    let mut opened = Archive::open(archive)?;
    let wanted = migrate::wanted();
    if opened.manifest.schema > wanted {
        return Err(BackupError::Newer { found: opened.manifest.schema, wanted });
    }
    engine::is_free(address, &opened.manifest.engine).await?;
    opened.verify(told)?;
    let folder = blobs.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let scratch = tempfile::tempdir_in(folder)?;
    let place = scratch.path().join("pieces");
    std::fs::create_dir_all(&place)?;
    let held: Vec<_> = opened.manifest.files.clone();
    for held in &held {
        match held.blob() {
            Some(hash) => opened.unpack(held, &place.join(&hash[..2]).join(hash))?,
            None => opened.unpack(held, &scratch.path().join("base"))?,
        }
    }
    engine::put_back(address, &scratch.path().join("base")).await?;
    if blobs.exists() {
        std::fs::remove_dir_all(blobs)?;
    }
    std::fs::rename(&place, blobs)?;
    Ok(opened.manifest)
}

/// The empty folder in which files arrive: every installation has it from its first opening.
fn is_waiting_room(entry: std::io::Result<std::fs::DirEntry>) -> bool {
    let room: Option<PathBuf> = entry.ok().filter(|one| one.file_name() == "arriving").map(|one| one.path());
    room.is_some_and(|room| std::fs::read_dir(room).is_ok_and(|mut there| there.next().is_none()))
}
