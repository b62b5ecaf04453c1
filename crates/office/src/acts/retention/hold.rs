//! What changes a plan: the end of the training, and holds.

use super::plan::look;
use crate::Failure;
use crate::act::{About, Act, Desk, about, found};
use crate::acts::perimeter::Perimeter;
use crate::acts::sessions::subject_of;
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::id::{CandidateId, SessionId};
use exam::{Refusal, retention, text};
use jiff::civil::Date;
use store::Tx;
use store::tables::retention::held;
use store::tables::{claims, retention as kept, sessions, subjects};

/// Fixes the end of the training, from which the documents of the assessment are kept.
#[derive(Debug, Clone)]
pub struct SetTrainingEnd {
    /// The session.
    pub session: SessionId,
    /// The revision of the session's dates that the person saw.
    pub seen: i64,
    /// Its last day.
    pub end: Date,
}

#[async_trait]
impl Act for SetTrainingEnd {
    type Output = ();
    const ACT: access::Act = access::Act::SetTrainingEnd;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let session = found(sessions::find(&mut desk.tx, &self.session).await?)?;
        let field = "fin de la formation";
        let earliest = session.dates.orals_from;
        if self.end < earliest {
            return Err(Refusal::DateBefore { field, earliest }.into());
        }
        let latest = earliest.saturating_add(jiff::ToSpan::years(2));
        if self.end > latest {
            return Err(Refusal::DateAfter { field, latest }.into());
        }
        let under_way = kept::of_session(&mut desk.tx, &self.session).await?;
        if under_way.iter().any(|purge| purge.record.is_none()) {
            return Err(Refusal::PurgeAnnounced.into());
        }
        let fixed = kept::training_end(&mut desk.tx, &self.session).await?;
        let before = retention::training_end(fixed, session.year);
        if !kept::set_training_end(&mut desk.tx, &self.session, self.end, self.seen).await? {
            return Err(Failure::Outdated);
        }
        let told = |end: Date| format!("fin de la formation le {end}");
        desk.journal("session", &self.session, told(before), told(self.end)).await?;
        Ok(())
    }
}

/// Keeps the documents of one candidate longer, for a claim or an appeal, until the hold is lifted.
#[derive(Debug, Clone)]
pub struct HoldDocuments {
    /// The candidate.
    pub candidate: CandidateId,
    /// Why.
    pub reason: String,
}

#[async_trait]
impl Act for HoldDocuments {
    type Output = ();
    const ACT: access::Act = access::Act::HoldDocuments;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let reason = text::reason(&self.reason)?;
        if reason.is_empty() {
            return Err(Refusal::ReasonRequired.into());
        }
        let (id, by) = (desk.id(), desk.actor.account.clone());
        let placed = held::place(&mut desk.tx, id, (&self.candidate, &reason), (&by, desk.now)).await?;
        if !placed {
            return Err(Refusal::AlreadyThere { what: "cette conservation prolongée" }.into());
        }
        let told = format!("conservation prolongée : {reason}");
        desk.journal("candidate", &self.candidate, "", told).await?;
        Ok(())
    }
}

/// Lifts a hold: the documents go with the next purge of their perimeter.
#[derive(Debug, Clone)]
pub struct LiftHold {
    /// The candidate.
    pub candidate: CandidateId,
}

#[async_trait]
impl Act for LiftHold {
    type Output = ();
    const ACT: access::Act = access::Act::HoldDocuments;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let claim = claims::find(&mut desk.tx, &self.candidate).await?;
        if claim.is_some_and(|claim| claim.given.is_none()) {
            return Err(Refusal::ClaimOpen.into());
        }
        if lift(desk, &self.candidate).await? { Ok(()) } else { Err(Failure::Outdated) }
    }
}

/// Lifts the hold of a candidate; `false` where none stands. A purge that was asked for with this candidate left out is
/// asked for again, with the candidate in it.
pub(crate) async fn lift(desk: &mut Desk, candidate: &CandidateId) -> Result<bool, Failure> {
    let by = desk.actor.account.clone();
    if !held::lift(&mut desk.tx, candidate, (&by, desk.now)).await? {
        return Ok(false);
    }
    let subject = found(subjects::of_candidate(&mut desk.tx, candidate).await?)?;
    let session = found(subject.session)?;
    for perimeter in [Some(Perimeter::Session(session)), subject.school.map(Perimeter::School)] {
        let Some(perimeter) = perimeter else { continue };
        let kept = look(&mut desk.tx, &perimeter, desk.now).await?;
        let here = kept.people.iter().any(|one| one.candidate.id == *candidate);
        if let Some(purge) = kept.purge.filter(|purge| here && purge.asked.is_some()) {
            kept::ask_again(&mut desk.tx, &purge.id).await?;
        }
    }
    desk.journal("candidate", candidate, "conservation prolongée", "prolongation levée").await?;
    Ok(true)
}
