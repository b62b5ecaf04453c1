//! An archive opened with care: counted before it is read into memory, its names never followed.

use crate::limits;
use crate::names::{path, shown};
use crate::problem::Problem;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use zip::ZipArchive;

/// What the header of an entry says, before anything of it is expanded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its path from the root.
    pub path: String,
    /// It is a folder, or names nothing.
    pub folder: bool,
    /// A link, a device, or an entry that is locked: not to be expanded.
    pub fault: Option<Problem>,
}

/// Opens an archive.
///
/// # Errors
/// [`Problem::NotAnArchive`], [`Problem::TooManyFiles`], [`Problem::Overlapping`], [`Problem::Disk`].
pub fn open<R: Read + Seek>(mut archive: R) -> Result<ZipArchive<BufReader<R>>, Problem> {
    bounded(&mut archive)?;
    let mut zip = ZipArchive::new(BufReader::new(archive)).map_err(|_| Problem::NotAnArchive)?;
    if zip.has_overlapping_files().map_err(|_| Problem::NotAnArchive)? {
        return Err(Problem::Overlapping);
    }
    if zip.len() > limits::ENTRIES { Err(Problem::TooManyFiles) } else { Ok(zip) }
}

/// Counts the entries before they are read into memory: the archive's own count may lie.
fn bounded<R: Read + Seek>(archive: &mut R) -> Result<(), Problem> {
    let disk = |error: io::Error| Problem::Disk(error.to_string());
    let mut head = [0; 2];
    archive.seek(SeekFrom::Start(0)).map_err(disk)?;
    if archive.read_exact(&mut head).is_err() || &head != b"PK" {
        return Err(Problem::NotAnArchive);
    }
    let mut window = vec![0; 1 << 16];
    let (mut kept, mut entries) = (0, 0);
    loop {
        let read = archive.read(&mut window[kept..]).map_err(disk)?;
        if read == 0 {
            break;
        }
        let length = kept + read;
        entries += window[..length].windows(4).filter(|bytes| *bytes == b"PK\x01\x02").count();
        if entries > limits::ENTRIES {
            return Err(Problem::TooManyFiles);
        }
        kept = length.min(3);
        window.copy_within(length - kept..length, 0);
    }
    archive.seek(SeekFrom::Start(0)).map_err(disk)?;
    Ok(())
}

/// The header of an entry.
///
/// # Errors
/// [`Problem::NotAnArchive`], or what is wrong with its name.
pub fn head<R: Read + Seek>(zip: &mut ZipArchive<R>, at: usize) -> Result<Head, Problem> {
    let data = zip.by_index_data(at).map_err(|_| Problem::NotAnArchive)?;
    let name = String::from_utf8_lossy(data.name_raw()).into_owned();
    let name = data.name().map_or(name, std::borrow::Cow::into_owned);
    let special = data.unix_mode().is_some_and(|mode| !matches!(mode & 0o170_000, 0 | 0o100_000 | 0o040_000));
    let path = path(&name)?;
    let fault = if special || data.is_symlink() {
        Some(Problem::Special(shown(&name)))
    } else {
        data.encrypted().then(|| Problem::Locked(shown(&name)))
    };
    Ok(Head { folder: data.is_dir() || path.is_empty(), path, fault })
}
