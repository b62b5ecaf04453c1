//! Hosted portfolios (E4-07): a static site received as an archive, frozen by the hash of its manifest, and shown where
//! it can harm no one.

mod freeze;
mod look;
mod pages;
mod view;
mod watch;

pub use ::probe::{Copied, CopyOutcome, Finding, Hop, Prober, Report};
pub use exam::dossier::watch::Drift;
pub use freeze::{FreezeDossier, Frozen, FrozenPiece};
pub(crate) use look::look_at;
pub use look::{AskProbe, Looked, Looker};
pub use pages::{Change, MAX_PAGES, PagesView, PagesWritten, SeePages, WritePages};
pub use site::written::{Achievement, Attached, Page, Remark, Written, attachable, remarks};
pub use view::{Served, VIEW};
pub use watch::{Copy, Probe, Snapshot, Watch};

use super::deposits::{Piece, Received};
use crate::{Failure, Office};
use exam::access::Actor;
use exam::dossier::PieceKind;
use exam::id::CandidateId;
use exam::{Refusal, text};
use serde::{Deserialize, Serialize};
use site::{Site, Unpacked};
use store::Fault;
pub use store::blobs::{Arrived, Incoming};

pub use site::limits::ARCHIVE_MB;

/// What pages say of a site without reading it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteSummary {
    /// How many files.
    pub files: usize,
    /// Their size together, in bytes.
    pub bytes: u64,
    /// Files left out, each with its reason in words.
    pub left_out: Vec<String>,
}

impl SiteSummary {
    /// The summary of a deposit that is a site; `None` for any other.
    pub fn of(deposit: &super::dossiers::Deposit) -> Option<Self> {
        if deposit.media_type.as_deref() != Some(site::MEDIA_TYPE) {
            return None;
        }
        serde_json::from_str(deposit.reading.as_deref()?).ok()
    }
}

impl Office {
    /// A file that is going to be uploaded: it is written to the disk as it comes.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub fn incoming(&self) -> Result<Incoming, Failure> {
        Ok(self.blobs.incoming()?)
    }

    /// Removes what stopped programs left half arrived.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn sweep(&self) -> Result<usize, Fault> {
        self.blobs.sweep(self.now())
    }

    /// Whether a piece of this candidate would be received; asked before a large file is.
    ///
    /// # Errors
    /// [`Failure`]: no right, a rule, or a fault.
    pub async fn would_receive(&self, actor: &Actor, candidate: &CandidateId) -> Result<(), Failure> {
        let asked = self.allowed(actor, candidate).await;
        self.asked(actor, candidate, asked).await.map(|_| ())
    }

    /// Receives a static site as a zip archive: expanded off the threads that serve pages, every file kept by its hash.
    ///
    /// # Errors
    /// [`Failure`]: no right, a rule, or a fault. An archive that is no site is no failure: see [`Received`].
    pub async fn deposit_site(
        &self,
        actor: &Actor,
        candidate: &CandidateId,
        file_name: &str,
        archive: Arrived,
    ) -> Result<Received, Failure> {
        let asked = self.allowed(actor, candidate).await;
        let asked = asked.and_then(|known| match archive.size {
            size if size > ARCHIVE_MB * 1_000_000 => Err(Refusal::FileTooLarge { limit: ARCHIVE_MB }.into()),
            _ => Ok(known),
        });
        self.asked(actor, candidate, asked).await?;
        let folder = self.blobs.folder()?;
        let into = folder.path().to_owned();
        let unpacked = tokio::task::spawn_blocking(move || {
            let file = std::fs::File::open(archive.place())?;
            std::io::Result::Ok(site::unpack(file, &into))
        });
        let unpacked = unpacked.await.map_err(|error| Fault::Internal(format!("task: {error}")))?;
        match unpacked.map_err(Fault::from)? {
            Err(unusable) => Ok(Received::Unreadable(unusable.to_string())),
            Ok(Unpacked { site, places, left_out }) => {
                for (file, place) in site.files.iter().zip(&places) {
                    self.blobs.keep_file(&file.hash, file.size, place).await?;
                }
                let piece = self.site_piece(&site, left_out, &text::file_name(file_name)).await?;
                self.receive(actor, candidate, piece).await
            }
        }
    }

    /// Keeps the manifest of a site whose files are kept: the piece that a deposit records.
    async fn site_piece(&self, site: &Site, left_out: Vec<String>, name: &str) -> Result<Piece, Failure> {
        let summary = SiteSummary { files: site.files.len(), bytes: site.bytes(), left_out };
        let manifest = serde_json::to_vec(site)?;
        let length = manifest.len() as u64;
        let mut blobs = vec![(self.blobs.keep(manifest).await?, length)];
        blobs.extend(site.files.iter().map(|file| (file.hash.clone(), file.size)));
        Ok(Piece {
            kind: PieceKind::Portfolio,
            file_name: Some(name.to_owned()),
            media_type: Some(site::MEDIA_TYPE.to_owned()),
            blobs,
            address: None,
            reading: Some(serde_json::to_string(&summary)?),
            period: None,
        })
    }
}
