//! The optional exam's sheet, opened by the commission right after the oral.

use crate::Failure;
use crate::act::{About, Act, Desk, about, found};
use crate::acts::optional::load_request;
use crate::acts::sheets::load;
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Subject};
use exam::id::{CandidateId, SheetId};
use exam::sheet::State;
use exam::sitting::Sitting as Oral;
use store::Tx;
use store::tables::sheets::{self, Sitting};
use store::tables::subjects;

/// Opens the optional exam's sheet of a candidate; where one is open already, says which.
#[derive(Debug, Clone)]
pub struct OpenOptional {
    /// The candidate.
    pub candidate: CandidateId,
}

#[async_trait]
impl Act for OpenOptional {
    type Output = SheetId;
    const ACT: access::Act = access::Act::OpenOptional;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<SheetId, Failure> {
        let candidate = self.candidate;
        let sitting = found(sheets::of_candidate(&mut desk.tx, &candidate).await?)?;
        // The candidate first, then the sheet: the order of every act that takes both.
        desk.tx.lock(&about("sheet", &sitting.sheet).lock()).await?;
        let oral = load(desk, &sitting.sheet, Self::ACT).await?;
        if !oral.around.members.iter().any(|member| member.account == desk.actor.account) {
            return Err(Refusal::NotAMember.into());
        }
        let (session, requested) = load_request(&mut desk.tx, &candidate).await?;
        if let Some(open) = requested.kept.as_ref().and_then(|kept| kept.sheet.clone()) {
            return Ok(open);
        }
        let closed = oral.content.state() == State::Closed;
        let times = Oral { extra: oral.around.extra, parts: oral.times };
        let starts_at = requested.standing().may_open(&times, closed, &session.referential, desk.now)?;
        let commission = oral.around.commission.id.clone();
        let sitting = Sitting { sheet: desk.id(), candidate, commission, starts_at };
        if !sheets::open_optional(&mut desk.tx, &sitting).await? {
            return Err(Failure::Outdated);
        }
        let after = format!("EF4, à la suite de l’oral, {starts_at}");
        desk.journal("sheet", &sitting.sheet, "", after).await?;
        Ok(sitting.sheet)
    }
}
