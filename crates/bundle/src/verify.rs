//! Whether a bundle is as it was sealed: each file that is not is named.

use crate::hex;
use crate::manifest::{MANIFEST, Manifest, Unread};
use sha2::{Digest, Sha256};
use site::{Problem, archive, limits, shown};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{Read, Seek, SeekFrom};
use zip::ZipArchive;

/// The largest manifest, in bytes.
const MOST: u64 = 16_000_000;

/// One thing that is not as it was sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The manifest itself was changed.
    Manifest,
    /// A file is not the one that was sealed.
    Altered(String),
    /// A file is not there.
    Missing(String),
    /// A file that was not sealed.
    Extra(String),
    /// Two entries with one name.
    Twice(String),
    /// An entry that cannot be read: damaged, locked, a link, or larger than any bundle's.
    Unreadable(String),
    /// A name that leaves the archive.
    Outside(String),
    /// The file as a whole is not the one whose SHA-256 is on the receipt.
    OtherBytes {
        /// What the receipt says.
        expected: String,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manifest => write!(f, "{MANIFEST} : le manifeste a été modifié après le scellement"),
            Self::Altered(path) => write!(f, "{path} : modifié après le scellement"),
            Self::Missing(path) => write!(f, "{path} : manque"),
            Self::Extra(path) => write!(f, "{path} : ajouté après le scellement"),
            Self::Twice(path) => write!(f, "{path} : présent deux fois"),
            Self::Unreadable(path) => write!(f, "{path} : illisible ou endommagé"),
            Self::Outside(name) => write!(f, "{name} : nom refusé, il sort de l’archive"),
            Self::OtherBytes { expected } => {
                write!(f, "le fichier entier : son empreinte n’est pas celle de l’accusé ({expected})")
            }
        }
    }
}

/// A file that is no bundle at all, and why, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotABundle(pub String);

impl fmt::Display for NotABundle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// What verifying a bundle came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// SHA-256 of the whole file.
    pub sha256: String,
    /// What the bundle says of itself, where its manifest is as it was written.
    pub manifest: Option<Manifest>,
    /// What is not as it was sealed; nothing where it is whole.
    pub findings: Vec<Finding>,
    /// SHA-256 of each file that was read, by path.
    files: BTreeMap<String, String>,
}

impl Verified {
    /// Whether everything is as it was sealed.
    pub fn is_whole(&self) -> bool {
        self.findings.is_empty()
    }
}

/// Verifies a bundle against its manifest, and against the SHA-256 of its receipt where there is one.
///
/// # Errors
/// [`NotABundle`].
pub fn verify<R: Read + Seek>(mut file: R, expected: Option<&str>) -> Result<Verified, NotABundle> {
    let sha256 = whole(&mut file)?;
    let mut zip = archive::open(file).map_err(told)?;
    let (mut files, mut findings, mut manifest, mut left) = (BTreeMap::new(), vec![], None, limits::TOTAL);
    for at in 0..zip.len() {
        let head = match archive::head(&mut zip, at) {
            Ok(head) => head,
            Err(Problem::NotAnArchive) => return Err(told(Problem::NotAnArchive)),
            Err(Problem::Outside(name) | Problem::Characters(name) | Problem::LongPath(name)) => {
                findings.push(Finding::Outside(name));
                continue;
            }
            Err(other) => return Err(told(other)),
        };
        let path = head.path;
        if head.folder {
            continue;
        }
        if files.contains_key(&path) {
            findings.push(Finding::Twice(shown(&path)));
            continue;
        }
        let is_manifest = path == MANIFEST;
        let read = head.fault.is_none().then(|| expanded(&mut zip, at, (is_manifest, &mut left))).flatten();
        if let Some((hash, bytes)) = read {
            files.insert(path, hash);
            manifest = if is_manifest { Some(bytes) } else { manifest };
        } else {
            files.insert(path.clone(), String::new());
            findings.push(Finding::Unreadable(shown(&path)));
        }
    }
    if zip.has_duplicate_names() && !findings.iter().any(|one| matches!(one, Finding::Twice(_))) {
        findings.push(Finding::Twice("un même nom".to_owned()));
    }
    if !files.contains_key(MANIFEST) {
        return Err(NotABundle(format!(
            "cette archive n’a pas de {MANIFEST} : ce n’est pas un dossier scellé"
        )));
    }
    let manifest = match manifest.as_deref().map(Manifest::read) {
        Some(Ok(manifest)) => Some(manifest),
        Some(Err(Unread::Other)) => {
            let why =
                format!("{MANIFEST} est celui d’un autre logiciel, ou d’une version que celle-ci ne lit pas");
            return Err(NotABundle(why));
        }
        Some(Err(Unread::Changed)) => {
            findings.push(Finding::Manifest);
            None
        }
        None => None,
    };
    if let Some(manifest) = &manifest {
        against(manifest, &files, &mut findings);
    }
    if let Some(expected) = expected.filter(|expected| !expected.eq_ignore_ascii_case(&sha256)) {
        findings.push(Finding::OtherBytes { expected: expected.to_owned() });
    }
    Ok(Verified { sha256, manifest, findings, files })
}

/// What of a file differs from the bundle that was sealed under a manifest: who rewrites the manifest too is found so.
pub fn compare(found: &Verified, sealed: &Manifest) -> Vec<Finding> {
    let mut findings = vec![];
    if found.manifest.as_ref() != Some(sealed) {
        findings.push(Finding::Manifest);
    }
    against(sealed, &found.files, &mut findings);
    findings
}

/// The files that were read against those of a manifest.
fn against(manifest: &Manifest, files: &BTreeMap<String, String>, findings: &mut Vec<Finding>) {
    for entry in &manifest.files {
        match files.get(&entry.path) {
            None => findings.push(Finding::Missing(shown(&entry.path))),
            Some(hash) if hash.is_empty() || *hash == entry.sha256 => {}
            Some(_) => findings.push(Finding::Altered(shown(&entry.path))),
        }
    }
    let known = |path: &str| path == MANIFEST || manifest.files.iter().any(|entry| entry.path == path);
    findings.extend(files.keys().filter(|path| !known(path)).map(|path| Finding::Extra(shown(path))));
}

fn told(problem: Problem) -> NotABundle {
    NotABundle(match problem {
        Problem::NotAnArchive => "ce fichier n’est pas une archive .zip entière".to_owned(),
        Problem::Overlapping => "plusieurs entrées de l’archive partagent les mêmes octets".to_owned(),
        Problem::TooManyFiles => "l’archive compte trop d’entrées".to_owned(),
        Problem::Disk(error) => format!("la lecture n’a pas abouti ({error})"),
        other => other.to_string(),
    })
}

/// SHA-256 of the whole file, read in pieces.
fn whole<R: Read + Seek>(file: &mut R) -> Result<String, NotABundle> {
    let failed = |error: std::io::Error| NotABundle(format!("la lecture n’a pas abouti ({error})"));
    file.seek(SeekFrom::Start(0)).map_err(failed)?;
    let (mut hash, mut window, mut size) = (Sha256::new(), vec![0; 1 << 16], 0_u64);
    loop {
        let read = file.read(&mut window).map_err(failed)?;
        if read == 0 {
            return Ok(hex(&hash.finalize()));
        }
        size += read as u64;
        if size > crate::ARCHIVE_MB * 1_000_000 {
            return Err(NotABundle(format!("ce fichier dépasse {} Mo", crate::ARCHIVE_MB)));
        }
        hash.update(&window[..read]);
    }
}

/// SHA-256 of an entry, counted while it expands, and its bytes where they are wanted.
fn expanded<R: Read + Seek>(
    zip: &mut ZipArchive<R>,
    at: usize,
    (keep, left): (bool, &mut u64),
) -> Option<(String, Vec<u8>)> {
    let most = (*left).min(if keep { MOST } else { limits::FILE });
    let mut source = zip.by_index(at).ok()?.take(most + 1);
    let (mut hash, mut bytes, mut window, mut size) = (Sha256::new(), vec![], vec![0; 1 << 16], 0_u64);
    loop {
        let read = source.read(&mut window).ok()?;
        if read == 0 {
            break;
        }
        size += read as u64;
        hash.update(&window[..read]);
        if keep {
            bytes.extend_from_slice(&window[..read]);
        }
    }
    if size > most {
        return None;
    }
    *left -= size;
    Some((hex(&hash.finalize()), bytes))
}
