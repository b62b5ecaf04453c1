//! The jury decides; only then, and once published, a candidate reads a mark.

use super::sessions::subject_of;
use crate::Failure;
use crate::act::{Act, Desk, View, found};
use exam::Refusal;
use exam::access::{self, Subject};
use exam::disclosure::{Disclosure, disclose};
use exam::id::{CandidateId, SessionId};
use exam::jury::{self, Examined};
use exam::mark::{DecidedMark, Mark};
use exam::sheet::{Field, State};
use store::Tx;
use store::tables::decisions::{self, Decision};
use store::tables::{candidates, sessions, sheets, subjects};

/// Decides the mark of a candidate.
#[derive(Debug, Clone)]
pub struct DecideMark {
    /// The candidate.
    pub candidate: CandidateId,
    /// The mark as typed.
    pub mark: String,
    /// The jury's remark; a mark unlike the proposal needs one.
    pub remark: String,
}

impl Act for DecideMark {
    type Output = DecidedMark;
    const ACT: access::Act = access::Act::DecideMark;

    fn lock(&self) -> String {
        format!("candidate {}", self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<DecidedMark, Failure> {
        let candidate = found(candidates::find(&mut desk.tx, &self.candidate).await?)?;
        let session = found(sessions::find(&mut desk.tx, &candidate.session).await?)?;
        let decided = decisions::find(&mut desk.tx, &self.candidate).await?.is_some();
        let Some(sitting) = sheets::of_candidate(&mut desk.tx, &self.candidate).await? else {
            return Err(Refusal::SheetNotSigned.into());
        };
        desk.tx.lock(&format!("sheet {}", sitting.sheet)).await?;
        let content = sheets::content(&mut desk.tx, &sitting.sheet, &session.referential).await?;
        let examined = Examined {
            signed: content.state() == State::Closed,
            has_appraisal: !content.value(&Field::Appraisal).is_empty(),
            decided,
        };
        let typed = Mark::parse(&self.mark, session.referential.scale)?;
        let proposed = content.calculation(&session.referential).map(|c| c.after_penalties.mark());
        let mark = jury::decide(examined, proposed.unwrap_or(Mark::ZERO), typed, &self.remark)?;
        let decision = Decision {
            candidate: self.candidate,
            mark,
            remark: self.remark.trim().to_owned(),
            by: desk.actor.account.clone(),
            at: desk.now,
        };
        decisions::insert(&mut desk.tx, &decision).await?;
        let before = proposed.map(|mark| format!("proposée {mark}")).unwrap_or_default();
        let after = format!("arrêtée {mark} ; {}", decision.remark);
        desk.journal("candidate", &decision.candidate, before, after).await?;
        Ok(mark)
    }
}

/// Publishes the results of a session, at one instant.
#[derive(Debug, Clone)]
pub struct PublishResults {
    /// The session.
    pub session: SessionId,
}

impl Act for PublishResults {
    type Output = ();
    const ACT: access::Act = access::Act::PublishResults;

    fn lock(&self) -> String {
        format!("session {}", self.session)
    }

    async fn subject(&self, _tx: &mut Tx) -> Result<Subject, Failure> {
        Ok(subject_of(&self.session))
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let session = found(sessions::find(&mut desk.tx, &self.session).await?)?;
        let seated = sheets::of_session(&mut desk.tx, &self.session).await?;
        let decided = decisions::of_session(&mut desk.tx, &self.session).await?;
        let known = candidates::of_session(&mut desk.tx, &self.session).await?;
        let withdrawn = |id: &CandidateId| known.iter().any(|one| one.id == *id && one.withdrawn);
        let waits = |id: &CandidateId| !withdrawn(id) && !decided.iter().any(|one| one.candidate == *id);
        let undecided = seated.iter().filter(|sitting| waits(&sitting.candidate)).count();
        jury::publish(session.published_at.is_some(), undecided)?;
        sessions::publish(&mut desk.tx, &self.session, desk.now).await?;
        desk.journal("session", &self.session, "", "résultats publiés").await?;
        Ok(())
    }
}

/// A candidate's own result. This view loads no sheet: a proposal cannot be reached from here (E4-31).
#[derive(Debug, Clone)]
pub struct SeeOwnResult {
    /// The candidate.
    pub candidate: CandidateId,
}

impl View for SeeOwnResult {
    type Output = Disclosure;
    const ACT: access::Act = access::Act::SeeOwnResult;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<Disclosure, Failure> {
        let candidate = found(candidates::find(&mut desk.tx, &self.candidate).await?)?;
        let session = found(sessions::find(&mut desk.tx, &candidate.session).await?)?;
        let decision = decisions::find(&mut desk.tx, &self.candidate).await?;
        Ok(disclose(decision.map(|decision| decision.mark), session.published_at)?)
    }
}
