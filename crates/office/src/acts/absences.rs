//! Absences from the oral, and what they come to (E4-29).

use super::dossiers::{Dossier, load};
use super::seats::unseat;
use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use crate::acts::jury::refuse_signed;
use async_trait::async_trait;
use exam::Refusal;
use exam::absence::{self, Consequence, Justification};
use exam::access::{self, Subject};
use exam::id::CandidateId;
use exam::sitting::WhichExam;
use exam::text;
use store::Tx;
use store::tables::absences::{self, Recorded};
use store::tables::{candidates, decisions, sessions, sheets, subjects};

/// Whether an absence leaves no other sitting.
pub(crate) fn settles(absence: &Recorded) -> bool {
    absence.decided != Consequence::NewDate
}

/// Decides what an absence comes to.
#[derive(Debug, Clone)]
pub struct DecideAbsence {
    /// The candidate.
    pub candidate: CandidateId,
    /// How many absences the person saw recorded.
    pub seen: usize,
    /// How it is justified.
    pub justification: Justification,
    /// What was produced.
    pub ground: String,
    /// What is decided; `None` for what the rule gives.
    pub decided: Option<Consequence>,
    /// Why otherwise than the rule.
    pub reason: String,
}

#[async_trait]
impl Act for DecideAbsence {
    type Output = Consequence;
    const ACT: access::Act = access::Act::DecideAbsence;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<Consequence, Failure> {
        let candidate = found(candidates::find(&mut desk.tx, &self.candidate).await?)?;
        let session = found(sessions::find(&mut desk.tx, &candidate.session).await?)?;
        if decisions::find(&mut desk.tx, WhichExam::Oral, &self.candidate).await?.is_some() {
            return Err(Refusal::AlreadyDecided.into());
        }
        refuse_signed(&mut desk.tx, &candidate.session).await?;
        let known = absences::of_candidate(&mut desk.tx, &self.candidate).await?;
        if known.len() != self.seen {
            return Err(Failure::Outdated);
        }
        if known.first().is_some_and(settles) {
            return Err(Refusal::DeclaredAbsent.into());
        }
        let nth = u8::try_from(known.len() + 1).unwrap_or(u8::MAX);
        let absence = absence::Absence {
            track: candidate.track,
            nth,
            justification: self.justification,
            ground: text::reason(&self.ground)?,
        };
        let policy = &session.referential.policy;
        let wanted = self.decided.unwrap_or_else(|| absence.consequence(policy));
        let decision = absence.decide(wanted, &text::reason(&self.reason)?, policy)?;
        if let Some(sitting) = sheets::of_candidate(&mut desk.tx, &self.candidate).await? {
            unseat(desk, &sitting).await?;
        }
        let recorded = Recorded {
            candidate: self.candidate,
            position: i64::from(nth),
            justification: self.justification,
            ground: absence.ground,
            decided: decision.decided,
            reason: decision.reason,
            by: desk.actor.account.clone(),
            at: desk.now,
        };
        let line = desk.id();
        absences::insert(&mut desk.tx, line, &recorded).await?;
        let after = format!(
            "absence n° {nth}, {} : {} ; {} ; {}",
            recorded.justification.label(),
            recorded.decided.label(),
            recorded.ground,
            recorded.reason
        );
        desk.journal("candidate", &recorded.candidate, "", after).await?;
        Ok(recorded.decided)
    }
}

/// A candidate's absences, for those who decide of them.
#[derive(Debug, Clone)]
pub struct SeeAbsences {
    /// The candidate.
    pub candidate: CandidateId,
}

#[async_trait]
impl View for SeeAbsences {
    type Output = Dossier;
    const ACT: access::Act = access::Act::DecideAbsence;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<Dossier, Failure> {
        load(desk, &self.candidate).await
    }
}
