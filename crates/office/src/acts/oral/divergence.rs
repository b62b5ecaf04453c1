//! The way out where two examiners do not agree: a recorded divergence, which the president of the jury settles.

use crate::Failure;
use crate::act::{About, Act, Desk, about, found};
use crate::acts::notices::exam;
use crate::acts::sheets::{load, refuse_decided, tell_both};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::id::SheetId;
use exam::{Refusal, notice, text};
use store::Tx;
use store::tables::oral::divergences;
use store::tables::subjects;

/// Records that the two members do not agree.
#[derive(Debug, Clone)]
pub struct RecordDivergence {
    /// The sheet.
    pub sheet: SheetId,
    /// On what.
    pub reason: String,
}

#[async_trait]
impl Act for RecordDivergence {
    type Output = ();
    const ACT: access::Act = access::Act::RecordDivergence;

    fn about(&self) -> About {
        about("sheet", &self.sheet)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_sheet(tx, &self.sheet).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let loaded = load(desk, &self.sheet, Self::ACT).await?;
        refuse_decided(&loaded.around)?;
        if !loaded.around.members.iter().any(|member| member.account == desk.actor.account) {
            return Err(Refusal::NotAMember.into());
        }
        let reason = text::reason(&self.reason)?;
        loaded.content.may_diverge(&reason)?;
        let by = (&desk.actor.account.clone(), desk.now);
        divergences::raise(&mut desk.tx, &self.sheet, &reason, by).await?;
        desk.journal("sheet", &self.sheet, "", format!("divergence : {reason}")).await?;
        Ok(())
    }
}

/// The president of the jury settles a divergence: the sheet is closed in the place of the visas.
#[derive(Debug, Clone)]
pub struct SettleDivergence {
    /// The sheet.
    pub sheet: SheetId,
    /// What is settled, in words.
    pub settlement: String,
}

#[async_trait]
impl Act for SettleDivergence {
    type Output = ();
    const ACT: access::Act = access::Act::SettleDivergence;

    fn about(&self) -> About {
        about("sheet", &self.sheet)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_sheet(tx, &self.sheet).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let loaded = load(desk, &self.sheet, Self::ACT).await?;
        let around = &loaded.around;
        refuse_decided(around)?;
        let settlement = text::reason(&self.settlement)?;
        loaded.content.may_settle(&settlement)?;
        let by = (&desk.actor.account.clone(), desk.now);
        if !divergences::settle(&mut desk.tx, &self.sheet, &settlement, by).await? {
            return Err(Failure::Outdated);
        }
        let letter = notice::divergence_settled(exam(&around.session), &around.seated.candidate.number);
        tell_both(desk, around, &letter).await?;
        desk.journal("sheet", &self.sheet, "divergence", format!("tranchée : {settlement}")).await?;
        Ok(())
    }
}
