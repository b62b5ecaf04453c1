//! The jury decides the optional exam's mark apart; only then, and once published, its candidate reads it.

use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use crate::acts::jury::{Deciding, decide};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::disclosure::{Disclosure, FinalResult, disclose};
use exam::id::CandidateId;
use exam::mark::{DecidedMark, Mark};
use exam::sitting::{WhichExam, points_counted};
use store::Tx;
use store::tables::{candidates, decisions, optional, sessions, sheets, subjects};

/// Decides the mark of a candidate at the optional exam.
#[derive(Debug, Clone)]
pub struct DecideOptionalMark {
    /// The candidate.
    pub candidate: CandidateId,
    /// The mark as typed.
    pub mark: String,
    /// The jury's remark; a mark unlike the proposal needs one.
    pub remark: String,
}

#[async_trait]
impl Act for DecideOptionalMark {
    type Output = DecidedMark;
    const ACT: access::Act = access::Act::DecideMark;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<DecidedMark, Failure> {
        let candidate = found(candidates::find(&mut desk.tx, &self.candidate).await?)?;
        let sitting = found(sheets::optional_of_candidate(&mut desk.tx, &self.candidate).await?)?;
        let referential = optional::of_session(&mut desk.tx, &candidate.session).await?.referential;
        let deciding = Deciding {
            which: WhichExam::Optional,
            referential: &referential,
            sitting: Some(sitting),
            absence: None,
        };
        decide(desk, deciding, (self.candidate, &self.mark, &self.remark)).await
    }
}

/// A candidate's own result at the optional exam. This view loads no sheet: a proposal cannot be reached from here
/// (E4-31).
#[derive(Debug, Clone)]
pub struct SeeOwnOptionalResult {
    /// The candidate.
    pub candidate: CandidateId,
}

/// What [`SeeOwnOptionalResult`] shows.
#[derive(Debug, Clone)]
pub struct OptionalResult {
    /// The result.
    pub disclosure: Disclosure,
    /// The points that count for the diploma: those above the referential's.
    pub counted: Mark,
    /// From where points count.
    pub counts_above: u16,
    /// The exam's code and title.
    pub exam: (String, String),
    /// The scale.
    pub scale: u16,
}

#[async_trait]
impl View for SeeOwnOptionalResult {
    type Output = OptionalResult;
    const ACT: access::Act = access::Act::SeeOwnResult;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<OptionalResult, Failure> {
        let candidate = found(candidates::find(&mut desk.tx, &self.candidate).await?)?;
        let session = found(sessions::find(&mut desk.tx, &candidate.session).await?)?;
        let decision = decisions::find(&mut desk.tx, WhichExam::Optional, &self.candidate).await?;
        let mark = decision.as_ref().map(|decision| decision.mark);
        let disclosure = disclose(mark.map(FinalResult::Mark), session.published_at)?;
        let referential = optional::of_session(&mut desk.tx, &session.id).await?.referential;
        Ok(OptionalResult {
            disclosure,
            counted: mark.map_or(Mark::ZERO, |mark| points_counted(mark, &referential)),
            counts_above: referential.counts_above.unwrap_or(0),
            exam: (referential.exam, referential.exam_title),
            scale: referential.scale,
        })
    }
}
