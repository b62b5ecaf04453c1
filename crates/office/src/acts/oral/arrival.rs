//! A candidate comes: the proof of identity that was seen, and the extra time that was granted.

use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use crate::acts::sheets::{load, refuse_closed};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::id::{CandidateId, CommissionId, SheetId};
use exam::sitting::{ExtraTime, Identity, happened, length, overrun};
use jiff::SignedDuration;
use store::Tx;
use store::tables::oral::arrivals;
use store::tables::{candidates, sessions, sheets, subjects};

/// Notes that a candidate is there, and which proof of identity was seen. Noted again, the proof is corrected.
#[derive(Debug, Clone)]
pub struct WelcomeCandidate {
    /// The sheet of the sitting.
    pub sheet: SheetId,
    /// What was seen.
    pub identity: Identity,
    /// How long ago, where a device without a network tells it afterwards.
    pub ago: SignedDuration,
}

#[async_trait]
impl Act for WelcomeCandidate {
    type Output = ();
    const ACT: access::Act = access::Act::WelcomeCandidate;

    fn about(&self) -> About {
        about("sheet", &self.sheet)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_sheet(tx, &self.sheet).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let loaded = load(desk, &self.sheet, Self::ACT).await?;
        refuse_closed(&loaded)?;
        let when = happened(desk.now, self.ago)?;
        let by = &desk.actor.account.clone();
        arrivals::note(&mut desk.tx, &self.sheet, self.identity, (by, when)).await?;
        let before = loaded.around.arrival.map(|known| known.identity.label()).unwrap_or_default();
        desk.journal("sheet", &self.sheet, before, format!("présence : {}", self.identity.label())).await?;
        Ok(())
    }
}

/// Grants a candidate extra time as a share of every duration, or takes it back, before the oral starts (E4-16).
#[derive(Debug, Clone)]
pub struct ArrangeTime {
    /// The candidate.
    pub candidate: CandidateId,
    /// The share: `1/3`, or `0` for none.
    pub extra: ExtraTime,
}

#[async_trait]
impl Act for ArrangeTime {
    type Output = ();
    const ACT: access::Act = access::Act::ArrangeTime;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        if let Some(sitting) = sheets::of_candidate(&mut desk.tx, &self.candidate).await? {
            desk.tx.lock(&about("sheet", &sitting.sheet).lock()).await?;
            let loaded = load(desk, &sitting.sheet, Self::ACT).await?;
            refuse_closed(&loaded)?;
            if !loaded.times.is_empty() {
                return Err(exam::Refusal::OralBegun.into());
            }
        }
        let before = arrivals::extra(&mut desk.tx, &self.candidate).await?;
        let by = (&desk.actor.account.clone(), desk.now);
        arrivals::arrange(&mut desk.tx, &self.candidate, self.extra, by).await?;
        let after = format!("temps majoré : {}", self.extra);
        desk.journal("candidate", &self.candidate, format!("temps majoré : {before}"), after).await?;
        Ok(())
    }
}

/// The extra time that a candidate was granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrangement {
    /// The share.
    pub extra: ExtraTime,
    /// By how much the oral, once seated, runs into the next one of its commission.
    pub overrun: Option<SignedDuration>,
    /// The commission where it is seated.
    pub commission: Option<CommissionId>,
}

/// The extra time that a candidate was granted, for those who grant it.
#[derive(Debug, Clone)]
pub struct SeeArrangement {
    /// The candidate.
    pub candidate: CandidateId,
}

#[async_trait]
impl View for SeeArrangement {
    type Output = Arrangement;
    const ACT: access::Act = access::Act::ArrangeTime;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<Arrangement, Failure> {
        let extra = arrivals::extra(&mut desk.tx, &self.candidate).await?;
        let Some(sitting) = sheets::of_candidate(&mut desk.tx, &self.candidate).await? else {
            return Ok(Arrangement { extra, overrun: None, commission: None });
        };
        let candidate = found(candidates::find(&mut desk.tx, &self.candidate).await?)?;
        let session = found(sessions::find(&mut desk.tx, &candidate.session).await?)?;
        let seated = sheets::of_commission(&mut desk.tx, &sitting.commission).await?;
        let after = seated.iter().map(|one| one.sitting.starts_at).find(|at| *at > sitting.starts_at);
        let lasts = length(&session.referential, extra);
        let overrun = after.and_then(|next| overrun((sitting.starts_at, lasts), next));
        Ok(Arrangement { extra, overrun, commission: Some(sitting.commission) })
    }
}
