//! The jury deliberates and decides; only then, and once published, a candidate reads a mark.

mod deliberation;
mod minutes;
mod remarks;
mod room;
mod workspace;

pub use deliberation::{
    CloseDeliberation, Deliberating, NominateJury, Nominated, OpenDeliberation, SeeDeliberation,
    SeeNominations, TakeAttendance,
};
pub use minutes::{HeldSitting, Minutes, MinutesContent, MinutesEntry, SeeMinutes, SignMinutes};
pub use remarks::WriteRemark;
pub use room::{JuryRoom, SeeJuryRoom};
pub use store::tables::jury::deliberations::{Deliberation, Signed};
pub use store::tables::jury::nominations::Member;
pub use store::tables::jury::remarks::Remark;
pub use workspace::{JuryLine, OptionalLine, SeeJury, Workspace};

pub(crate) use minutes::{instead, refuse_signed, titled};
pub(crate) use workspace::{Documents, gathered, workspace};

use super::notices::{exam, tell_candidate};
use super::sessions::subject_of;
use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use async_trait::async_trait;
use exam::absence::Consequence;
use exam::access::{self, Subject};
use exam::disclosure::{Disclosure, FinalResult, disclose};
use exam::id::{CandidateId, SessionId};
use exam::jury::{self, Examined};
use exam::mark::{DecidedMark, Mark};
use exam::referential::Referential;
use exam::sheet::{Field, Sheet, State};
use exam::sitting::WhichExam;
use exam::{notice, text};
use store::Tx;
use store::tables::decisions::{self, Decision};
use store::tables::jury::deliberations;
use store::tables::sheets::Sitting;
use store::tables::{absences, candidates, sessions, sheets, subjects};

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

#[async_trait]
impl Act for DecideMark {
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
        let session = found(sessions::find(&mut desk.tx, &candidate.session).await?)?;
        let absence = absences::of_candidate(&mut desk.tx, &self.candidate).await?.into_iter().next();
        let deciding = Deciding {
            which: WhichExam::Oral,
            referential: &session.referential,
            sitting: sheets::of_candidate(&mut desk.tx, &self.candidate).await?,
            absence: absence.map(|absence| absence.decided),
        };
        decide(desk, deciding, (self.candidate, &self.mark, &self.remark)).await
    }
}

/// What a decision is about.
pub(crate) struct Deciding<'a> {
    /// The exam.
    pub which: WhichExam,
    /// Its referential.
    pub referential: &'a Referential,
    /// Its sitting, where there was one.
    pub sitting: Option<Sitting>,
    /// What the last absence came to.
    pub absence: Option<Consequence>,
}

/// Decides the mark of one exam: the same rules for both (E4-34, E4-36).
pub(crate) async fn decide(
    desk: &mut Desk,
    deciding: Deciding<'_>,
    (candidate, mark, remark): (CandidateId, &str, &str),
) -> Result<DecidedMark, Failure> {
    let Deciding { which, referential, sitting, absence } = deciding;
    let known = found(candidates::find(&mut desk.tx, &candidate).await?)?;
    // A deliberation that closes meanwhile waits for this decision, or this decision for it.
    desk.tx.lock(&about("deliberation", &known.session).lock()).await?;
    let standing = deliberations::standing(&mut desk.tx, &known.session).await?;
    let decided = decisions::find(&mut desk.tx, which, &candidate).await?.is_some();
    let content = match sitting {
        Some(sitting) => {
            desk.tx.lock(&about("sheet", &sitting.sheet).lock()).await?;
            sheets::content(&mut desk.tx, &sitting.sheet, referential).await?
        }
        None => Sheet::default(),
    };
    let examined = Examined {
        signed: content.state() == State::Closed,
        has_appraisal: !content.value(&Field::Appraisal).is_empty(),
        decided,
        deliberating: standing.may_deliberate().is_ok(),
        absence,
    };
    let remark = text::reason(remark)?;
    let typed = Mark::parse(mark, referential.scale)?;
    let proposed = content.calculation(referential).map(|c| c.after_penalties.mark());
    let mark = jury::decide(examined, proposed.unwrap_or(Mark::ZERO), typed, &remark)?;
    let by = desk.actor.account.clone();
    let decision = Decision { candidate, mark, remark, by, at: desk.now };
    decisions::insert(&mut desk.tx, which, &decision).await?;
    // Not the proposal: the candidate's journal is not the sheet's.
    let after = format!("{} arrêtée {mark} ; {}", referential.exam, decision.remark);
    desk.journal("candidate", &decision.candidate, "", after).await?;
    Ok(mark)
}

/// Publishes the results of a session, at one instant.
#[derive(Debug, Clone)]
pub struct PublishResults {
    /// The session.
    pub session: SessionId,
    /// How many candidates whom nobody heard the person saw, and leaves without a result.
    pub unheard_seen: usize,
}

#[async_trait]
impl Act for PublishResults {
    type Output = ();
    const ACT: access::Act = access::Act::PublishResults;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let workspace = workspace(&mut desk.tx, &self.session).await?;
        jury::publish(workspace.outlook, self.unheard_seen)?;
        sessions::publish(&mut desk.tx, &self.session, desk.now).await?;
        let after = format!("résultats publiés, {} personnes sans résultat", self.unheard_seen);
        desk.journal("session", &self.session, "", after).await?;
        // Those who have a result to read; the notice does not say which (E4-31).
        for line in workspace.lines.iter().filter(|line| line.has_result()) {
            tell_candidate(desk, &line.candidate, notice::published(exam(&workspace.session))).await?;
        }
        Ok(())
    }
}

/// A candidate's own result. This view loads no sheet: a proposal cannot be reached from here (E4-31).
#[derive(Debug, Clone)]
pub struct SeeOwnResult {
    /// The candidate.
    pub candidate: CandidateId,
}

#[async_trait]
impl View for SeeOwnResult {
    type Output = Disclosure;
    const ACT: access::Act = access::Act::SeeOwnResult;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<Disclosure, Failure> {
        let candidate = found(candidates::find(&mut desk.tx, &self.candidate).await?)?;
        let session = found(sessions::find(&mut desk.tx, &candidate.session).await?)?;
        let decision = decisions::find(&mut desk.tx, WhichExam::Oral, &self.candidate).await?;
        let absence = absences::of_candidate(&mut desk.tx, &self.candidate).await?.into_iter().next();
        let absent = absence.is_some_and(|one| one.decided == Consequence::Absent);
        let result = match decision {
            Some(decision) => Some(FinalResult::Mark(decision.mark)),
            None => absent.then_some(FinalResult::Absent),
        };
        Ok(disclose(result, session.published_at)?)
    }
}
