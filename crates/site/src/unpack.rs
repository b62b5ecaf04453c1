//! An archive expanded into a folder of the server's, file by file, within bounds. No name of the archive is ever a name
//! on the disk.

use crate::names::{is_litter, shown};
use crate::problem::{Problem, Unusable};
use crate::{File, Site, archive, kinds, limits};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use zip::ZipArchive;
use zip::result::ZipError;

/// A site expanded.
#[derive(Debug)]
pub struct Unpacked {
    /// Its files, by path.
    pub site: Site,
    /// Where the bytes of each file of [`Site::files`] are, in the same order.
    pub places: Vec<PathBuf>,
    /// Files left out, with the reason in words: « setup.exe (ce genre de fichier n’est pas servi) ».
    pub left_out: Vec<String>,
}

/// An entry that will be expanded.
struct Entry {
    at: usize,
    path: String,
}

/// Expands an archive into `folder`, which is empty and the caller's to remove.
///
/// # Errors
/// [`Unusable`]: all that is wrong with the archive, for its author.
pub fn unpack<R: Read + Seek>(archive: R, folder: &Path) -> Result<Unpacked, Unusable> {
    let mut zip = archive::open(archive)?;
    let (mut entries, left_out) = wanted(&mut zip)?;
    strip_top(&mut entries);
    let index = index(&entries)?;
    entries.sort_by(|one, other| one.path.cmp(&other.path));
    let mut left = limits::TOTAL;
    let mut unpacked = Unpacked { site: Site { index, files: vec![] }, places: vec![], left_out };
    let mut problems = vec![];
    for entry in entries {
        let place = folder.join(entry.at.to_string());
        match expand(&mut zip, &entry, &place, &mut left) {
            Ok(file) => {
                unpacked.site.files.push(file);
                unpacked.places.push(place);
            }
            Err(problem @ (Problem::TooLarge | Problem::Disk(_))) => return Err(problem.into()),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(unpacked) } else { Err(Unusable::of(problems)) }
}

/// The entries to expand, and what is left out. Every wrong name is told, not the first alone.
fn wanted<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<(Vec<Entry>, Vec<String>), Unusable> {
    let (mut entries, mut left_out, mut problems) = (vec![], vec![], vec![]);
    let mut seen = BTreeSet::new();
    if zip.has_duplicate_names() {
        problems.push(Problem::Twice("un même nom".to_owned()));
    }
    for at in 0..zip.len() {
        let head = match archive::head(zip, at) {
            Ok(head) => head,
            Err(Problem::NotAnArchive) => return Err(Problem::NotAnArchive.into()),
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let path = head.path;
        if head.folder || is_litter(&path) {
            continue;
        }
        if let Some(fault) = head.fault {
            problems.push(fault);
        } else if kinds::media_type(&path).is_none() {
            left_out.push(format!("{} (ce genre de fichier n’est pas servi)", shown(&path)));
        } else if seen.insert(path.clone()) {
            entries.push(Entry { at, path });
        } else {
            problems.push(Problem::Twice(shown(&path)));
        }
    }
    if entries.len() > limits::FILES {
        return Err(Problem::TooManyFiles.into());
    }
    if problems.is_empty() { Ok((entries, left_out)) } else { Err(Unusable::of(problems)) }
}

/// Leaves out the folder that holds the whole site, as archives of a folder have: links in the site do not name it.
fn strip_top(entries: &mut [Entry]) {
    loop {
        if entries.iter().any(|entry| !entry.path.contains('/')) {
            return;
        }
        let Some(top) = entries.first().and_then(|entry| entry.path.split_once('/')) else { return };
        let top = format!("{}/", top.0);
        if !entries.iter().all(|entry| entry.path.starts_with(&top)) {
            return;
        }
        for entry in entries.iter_mut() {
            entry.path.drain(..top.len());
        }
    }
}

/// The page that opens first: `index.html` in any letter case, or the only page at the root.
fn index(entries: &[Entry]) -> Result<String, Problem> {
    let root = || entries.iter().map(|entry| &entry.path).filter(|path| !path.contains('/'));
    let named = |name: &str| root().find(|path| path.to_lowercase() == name);
    if let Some(page) = named("index.html").or_else(|| named("index.htm")) {
        return Ok(page.clone());
    }
    let pages: Vec<&String> = root().filter(|path| kinds::is_page(path)).collect();
    if let [page] = pages[..] {
        return Ok(page.clone());
    }
    let mut found: Vec<String> =
        entries.iter().map(|entry| entry.path.clone()).filter(|path| kinds::is_page(path)).collect();
    found.sort_by_key(|path| path.matches('/').count());
    found.truncate(5);
    Err(Problem::NoIndex(found))
}

fn expand<R: Read + Seek>(
    zip: &mut ZipArchive<R>,
    entry: &Entry,
    place: &Path,
    left: &mut u64,
) -> Result<File, Problem> {
    let told = || shown(&entry.path);
    let source = zip.by_index(entry.at).map_err(|error| match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Problem::Locked(told()),
        _ => Problem::Damaged(told()),
    })?;
    let most = limits::FILE.min(*left);
    let mut source = source.take(most + 1);
    let disk = |error: io::Error| Problem::Disk(error.to_string());
    let mut target = fs::File::create_new(place).map_err(disk)?;
    let (mut hash, mut size, mut window) = (Sha256::new(), 0_u64, vec![0; 1 << 16]);
    let mut text = Utf8::default();
    loop {
        let read = match source.read(&mut window) {
            Ok(0) => break,
            Ok(read) => read,
            Err(_) => return Err(Problem::Damaged(told())),
        };
        let bytes = &window[..read];
        hash.update(bytes);
        text.take(bytes);
        target.write_all(bytes).map_err(disk)?;
        size += read as u64;
    }
    if size > most {
        return Err(if most < limits::FILE { Problem::TooLarge } else { Problem::LargeFile(told()) });
    }
    *left -= size;
    let kind = kinds::media_type(&entry.path).unwrap_or("application/octet-stream");
    let charset = if kinds::is_text(kind) && text.is_whole() { "; charset=utf-8" } else { "" };
    let hash = hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        use std::fmt::Write as _;
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    Ok(File { path: entry.path.clone(), media_type: format!("{kind}{charset}"), size, hash })
}

/// Whether bytes that come in pieces are UTF-8.
#[derive(Default)]
struct Utf8 {
    broken: bool,
    tail: Vec<u8>,
}

impl Utf8 {
    fn take(&mut self, bytes: &[u8]) {
        if self.broken {
            return;
        }
        self.tail.extend_from_slice(bytes);
        match std::str::from_utf8(&self.tail) {
            Ok(_) => self.tail.clear(),
            Err(error) if error.error_len().is_none() => {
                self.tail.drain(..error.valid_up_to());
            }
            Err(_) => self.broken = true,
        }
    }

    fn is_whole(&self) -> bool {
        !self.broken && self.tail.is_empty()
    }
}
