//! The archive itself: packed and unpacked piece by piece.

use super::{BackupError, FORMAT, Held, Manifest, Told};
use crate::blobs::hex;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;
use tempfile::NamedTempFile;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The name of the manifest, the last file of an archive.
const MANIFEST: &str = "manifeste.json";

/// How many bytes are held in memory at once.
const PIECE: usize = 1 << 18;

/// The largest manifest that is read: a million blobs.
const LARGEST_MANIFEST: u64 = 300_000_000;

impl From<ZipError> for BackupError {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::Io(error) => error.into(),
            other => Self::NotAnArchive(other.to_string()),
        }
    }
}

/// An archive that is being written.
pub struct Packing {
    zip: ZipWriter<BufWriter<NamedTempFile>>,
    files: Vec<Held>,
    open: Option<(String, Sha256, u64)>,
}

impl Packing {
    /// Begins an archive in a folder, under no name yet.
    pub fn begin(folder: &Path) -> Result<Self, BackupError> {
        let file = BufWriter::with_capacity(PIECE, NamedTempFile::new_in(folder)?);
        Ok(Self { zip: ZipWriter::new(file), files: vec![], open: None })
    }

    /// Begins a file.
    pub fn begin_file(&mut self, name: &str, compress: bool) -> Result<(), BackupError> {
        let method = if compress { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default().compression_method(method).large_file(true);
        self.zip.start_file(name, options.unix_permissions(0o600))?;
        self.open = Some((name.to_owned(), Sha256::new(), 0));
        Ok(())
    }

    /// Adds bytes to the file that is open.
    pub fn put(&mut self, bytes: &[u8]) -> Result<(), BackupError> {
        self.zip.write_all(bytes)?;
        if let Some((_, hash, size)) = &mut self.open {
            hash.update(bytes);
            *size += bytes.len() as u64;
        }
        Ok(())
    }

    /// Ends the file that is open.
    pub fn end_file(&mut self) {
        if let Some((name, hash, size)) = self.open.take() {
            self.files.push(Held { name, size, sha256: hex(&hash.finalize()) });
        }
    }

    /// Adds a file of the disk.
    pub fn file(&mut self, name: &str, place: &Path, packed: bool) -> Result<(), BackupError> {
        self.begin_file(name, !packed)?;
        let mut file = File::open(place)?;
        let mut window = vec![0; PIECE];
        loop {
            let read = file.read(&mut window)?;
            if read == 0 {
                break;
            }
            self.put(&window[..read])?;
        }
        self.end_file();
        Ok(())
    }

    /// What was packed so far.
    pub fn files(&self) -> &[Held] {
        &self.files
    }

    /// Adds the manifest, and gives the archive its name; a file that has it already stays.
    pub fn finish(mut self, manifest: &Manifest, to: &Path) -> Result<(), BackupError> {
        let text = serde_json::to_vec_pretty(manifest).map_err(crate::Fault::from)?;
        self.zip.start_file(MANIFEST, SimpleFileOptions::default().unix_permissions(0o600))?;
        self.zip.write_all(&text)?;
        let file = self.zip.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        match file.persist_noclobber(to) {
            Ok(_) => Ok(()),
            Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
                Err(BackupError::Exists(to.to_owned()))
            }
            Err(error) => Err(error.error.into()),
        }
    }
}

/// An archive that is read.
pub struct Archive {
    zip: ZipArchive<BufReader<File>>,
    /// What it says it holds.
    pub manifest: Manifest,
}

impl Archive {
    /// Opens an archive and reads its manifest.
    pub fn open(place: &Path) -> Result<Self, BackupError> {
        let mut zip = ZipArchive::new(BufReader::with_capacity(PIECE, File::open(place)?))?;
        let mut text = vec![];
        zip.by_name(MANIFEST)?.take(LARGEST_MANIFEST).read_to_end(&mut text)?;
        let manifest: Manifest =
            serde_json::from_slice(&text).map_err(|error| BackupError::NotAnArchive(error.to_string()))?;
        if manifest.format != FORMAT {
            return Err(BackupError::NotAnArchive(format!("format {}", manifest.format)));
        }
        Ok(Self { zip, manifest })
    }

    /// Every file of the manifest is there with its bytes, and no other file is.
    pub fn verify(&mut self, told: Told<'_>) -> Result<(), BackupError> {
        let files = self.manifest.files.clone();
        let mut altered = vec![];
        let mut known: BTreeSet<String> = files.iter().map(|held| held.name.clone()).collect();
        if known.len() != files.len() || files.iter().filter(|held| held.blob().is_none()).count() != 1 {
            altered.push(MANIFEST.to_owned());
        }
        known.insert(MANIFEST.to_owned());
        for name in self.zip.file_names() {
            let name = name?.into_owned();
            if !known.contains(&name) {
                altered.push(name);
            }
        }
        for (nth, held) in files.iter().enumerate() {
            if self.copy(held, &mut std::io::sink()).is_err() {
                altered.push(held.name.clone());
            }
            told(nth + 1, files.len());
        }
        if altered.is_empty() { Ok(()) } else { Err(BackupError::Altered(altered)) }
    }

    /// Puts one file on the disk, durably.
    pub fn unpack(&mut self, held: &Held, to: &Path) -> Result<(), BackupError> {
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = File::create_new(to)?;
        self.copy(held, &mut file)?;
        Ok(file.sync_all()?)
    }

    /// Copies one file piece by piece; its size and its hash are those of the manifest.
    fn copy(&mut self, held: &Held, to: &mut impl Write) -> Result<(), BackupError> {
        let mut entry = self.zip.by_name(&held.name)?;
        let (mut hash, mut size, mut window) = (Sha256::new(), 0, vec![0; PIECE]);
        loop {
            let read = entry.read(&mut window)?;
            if read == 0 {
                break;
            }
            size += read as u64;
            if size > held.size {
                break;
            }
            hash.update(&window[..read]);
            to.write_all(&window[..read])?;
        }
        if size == held.size && hex(&hash.finalize()) == held.sha256 {
            Ok(())
        } else {
            Err(BackupError::Altered(vec![held.name.clone()]))
        }
    }
}
