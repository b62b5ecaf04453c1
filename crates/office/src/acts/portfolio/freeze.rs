//! The dossier frozen at the date (E4-18): what stood then, with the hash of each piece and of them all.

use super::look::{COPY, system};
use crate::act::{About, Act, Desk, about, found};
use crate::acts::deposits::still_open;
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Subject};
use exam::deadline::Deadline;
use exam::dossier::PieceKind;
use exam::dossier::watch::Stood;
use exam::id::CandidateId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::Tx;
use store::blobs::hash;
use store::outbox;
use store::tables::{candidates, deposits, sessions, subjects, watch};

/// A dossier as it stood. Its JSON is kept as it is, with its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// The candidate's number.
    pub number: String,
    /// When it was frozen.
    pub at: Timestamp,
    /// The pieces that stood, in the order received.
    pub pieces: Vec<FrozenPiece>,
}

/// A piece of a frozen dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenPiece {
    /// The deposit.
    pub deposit: String,
    /// Its kind, a stable word.
    pub kind: String,
    /// The file's name, or the address.
    pub name: String,
    /// When it was received.
    pub received: Timestamp,
    /// After the date.
    pub late: bool,
    /// SHA-256 of a file or of a hosted site's manifest; none for an address.
    pub sha256: Option<String>,
}

impl FrozenPiece {
    /// The piece, as drift compares it; none for a kind that this program does not know.
    pub fn stood(&self) -> Option<Stood> {
        Some(Stood {
            deposit: self.deposit.clone().into(),
            kind: PieceKind::from_code(&self.kind)?,
            content: self.sha256.clone().unwrap_or_else(|| self.name.clone()),
        })
    }
}

/// Freezes a dossier once the date is over. Done once; a second time changes nothing.
#[derive(Debug, Clone)]
pub struct FreezeDossier {
    /// The candidate.
    pub candidate: CandidateId,
}

#[async_trait]
impl Act for FreezeDossier {
    /// Whether this froze it.
    type Output = bool;
    const ACT: access::Act = access::Act::FreezeDossier;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<bool, Failure> {
        let candidate = found(candidates::find(&mut desk.tx, &self.candidate).await?)?;
        let session = found(sessions::find(&mut desk.tx, &candidate.session).await?)?;
        still_open(&mut desk.tx, &candidate).await?;
        let due = Deadline { date: session.dates.dossier_due, zone: session.zone.clone() };
        if !due.is_past(desk.now) {
            return Err(Refusal::DateNotOver { date: due.date }.into());
        }
        let all = deposits::of_candidate(&mut desk.tx, &self.candidate).await?;
        let standing: Vec<_> = all.iter().filter(|deposit| deposit.replaced_at.is_none()).collect();
        let piece = |deposit: &&deposits::Deposit| FrozenPiece {
            deposit: deposit.id.to_string(),
            kind: deposit.kind.code().to_owned(),
            name: deposit.file_name.clone().or_else(|| deposit.address.clone()).unwrap_or_default(),
            received: deposit.at,
            late: deposit.late,
            sha256: deposit.blob.clone(),
        };
        let pieces = standing.iter().map(piece).collect();
        let frozen = Frozen { number: candidate.number.clone(), at: desk.now, pieces };
        let content = serde_json::to_string(&frozen)?;
        let hash = hash(content.as_bytes());
        let told = format!("{} pièce(s), SHA-256 {hash}", frozen.pieces.len());
        let snapshot = watch::Snapshot { candidate: candidate.id.clone(), at: desk.now, content, hash };
        if !watch::freeze(&mut desk.tx, &snapshot).await? {
            return Ok(false);
        }
        desk.journal("candidate", &candidate.id, "", told).await?;
        for outside in standing.iter().filter(|deposit| deposit.address.is_some()) {
            let id = desk.id();
            outbox::put(&mut desk.tx, id, COPY, outside.id.to_string(), desk.now).await?;
        }
        Ok(true)
    }
}

/// The most dossiers that one round freezes.
const ROUND: i64 = 200;

impl Office {
    /// Freezes the dossiers whose date is over and that are not frozen; says how many. Any node may do it, several at once.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn freeze_dossiers(&self) -> Result<usize, Failure> {
        let mut tx = self.db.read().await?;
        let mut waiting = vec![];
        for session in sessions::all(&mut tx).await? {
            let due = Deadline { date: session.dates.dossier_due, zone: session.zone.clone() };
            if session.published_at.is_none() && due.is_past(self.now()) {
                waiting.extend(watch::not_frozen(&mut tx, &session.id, ROUND).await?);
            }
        }
        drop(tx);
        let mut frozen = 0;
        for candidate in waiting {
            match self.perform(&system(), FreezeDossier { candidate }).await {
                Ok(done) => frozen += usize::from(done),
                // Decided or withdrawn meanwhile: there is nothing to freeze.
                Err(Failure::Refused(_)) => {}
                Err(failure) => return Err(failure),
            }
        }
        Ok(frozen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_compared_by_its_content() {
        let piece = |sha256: Option<&str>| FrozenPiece {
            deposit: "d".to_owned(),
            kind: "portfolio".to_owned(),
            name: "https://a.fr".to_owned(),
            received: Timestamp::UNIX_EPOCH,
            late: false,
            sha256: sha256.map(str::to_owned),
        };
        let content = |piece: FrozenPiece| piece.stood().map(|stood| stood.content);
        assert_eq!(content(piece(Some("ab"))).as_deref(), Some("ab"));
        assert_eq!(content(piece(None)).as_deref(), Some("https://a.fr"));
    }
}
