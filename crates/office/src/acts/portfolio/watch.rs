//! What a dossier's readers know of its portfolio and of what became of it.

use super::freeze::Frozen;
use crate::acts::dossiers::Deposit;
use crate::{Failure, Fault};
use exam::dossier::watch::{Drift, Stood, drift};
use exam::id::{CandidateId, DepositId};
use probe::{Finding, Report};
use store::Tx;
use store::tables::watch;
pub use store::tables::watch::{Copy, Snapshot};

/// One look at an outside portfolio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// The deposit whose address it is.
    pub deposit: DepositId,
    /// When it ended.
    pub at: jiff::Timestamp,
    /// What was seen.
    pub report: Report,
}

/// What was seen of outside portfolios, and the dossier as it stood at the date.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Watch {
    /// The looks at every portfolio of the candidate, the last first.
    pub probes: Vec<Probe>,
    /// The dossier as it was frozen, once it was.
    pub snapshot: Option<Snapshot>,
    /// Copies of outside portfolios.
    pub copies: Vec<Copy>,
}

pub(super) fn read(probe: &watch::Probe) -> Result<Probe, Failure> {
    let report = serde_json::from_str(&probe.report)?;
    Ok(Probe { deposit: probe.deposit.clone(), at: probe.at, report })
}

impl Watch {
    pub(crate) async fn load(tx: &mut Tx, candidate: &CandidateId) -> Result<Self, Failure> {
        let probes = watch::of_candidate(tx, candidate).await?;
        Ok(Self {
            probes: probes.iter().map(read).collect::<Result<_, _>>()?,
            snapshot: watch::snapshot(tx, candidate).await?,
            copies: watch::copies(tx, candidate).await?,
        })
    }

    /// Without the copies: what stands beside a grid, in two statements.
    pub(crate) async fn looks(tx: &mut Tx, candidate: &CandidateId) -> Result<Self, Failure> {
        let probes = watch::of_candidate(tx, candidate).await?;
        Ok(Self {
            probes: probes.iter().map(read).collect::<Result<_, _>>()?,
            snapshot: watch::snapshot(tx, candidate).await?,
            copies: vec![],
        })
    }

    /// The last look at a deposit.
    pub fn last(&self, deposit: &DepositId) -> Option<&Probe> {
        self.probes.iter().find(|probe| probe.deposit == *deposit)
    }

    /// The copy of a deposit.
    pub fn copy(&self, deposit: &DepositId) -> Option<&Copy> {
        self.copies.iter().find(|copy| copy.deposit == *deposit)
    }

    /// Whether a deposit's address shows another content now than when the dossier was frozen: the look just before and
    /// the last one, both with an answer.
    pub fn has_changed(&self, deposit: &DepositId) -> bool {
        let Some(snapshot) = &self.snapshot else { return false };
        let looks = || self.probes.iter().filter(|probe| probe.deposit == *deposit);
        let opened = |probe: &&Probe| probe.report.finding == Finding::Reachable;
        let before = looks().filter(opened).find(|probe| probe.at <= snapshot.at);
        let last = looks().find(opened).filter(|probe| probe.at > snapshot.at);
        matches!((before, last), (Some(before), Some(last)) if before.report.hash != last.report.hash)
    }

    /// What changed in the dossier since it was frozen (E4-18); empty where it was not.
    ///
    /// # Errors
    /// [`Fault`] where the snapshot cannot be read.
    pub fn drift<'a>(&self, standing: impl Iterator<Item = &'a Deposit>) -> Result<Vec<Drift>, Fault> {
        let Some(snapshot) = &self.snapshot else { return Ok(vec![]) };
        let frozen: Frozen = serde_json::from_str(&snapshot.content)?;
        let before: Vec<Stood> = frozen.pieces.iter().filter_map(super::FrozenPiece::stood).collect();
        let now: Vec<Stood> = standing.map(stood).collect();
        Ok(drift(&before, &now))
    }
}

/// A deposit, as drift compares it.
pub(super) fn stood(deposit: &Deposit) -> Stood {
    let content = deposit.blob.clone().or_else(|| deposit.address.clone()).unwrap_or_default();
    Stood { deposit: deposit.id.clone(), kind: deposit.kind, content }
}
