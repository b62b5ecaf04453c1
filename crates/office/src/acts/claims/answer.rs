//! The authority's side: reads the texts, masks what tells a proposed mark, gives the rest.

use super::{Claim, Texts, load, secret};
use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use crate::acts::notices::{exam, tell_candidate};
use crate::acts::retention::lift;
use crate::acts::sessions::subject_of;
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::id::{CandidateId, SessionId};
use exam::{Refusal, claim, notice};
use std::collections::BTreeMap;
use store::Tx;
use store::tables::candidates::{self, Candidate};
use store::tables::retention::held;
use store::tables::sessions::{self, Session};
use store::tables::{claims, subjects};

/// The claims of a session, for who answers them.
#[derive(Debug, Clone)]
pub struct SeeClaims {
    /// The session.
    pub session: SessionId,
}

/// What [`SeeClaims`] shows.
#[derive(Debug, Clone)]
pub struct Claims {
    /// The session.
    pub session: Session,
    /// Those who asked, the ones that wait first, then the first who asked; without the texts.
    pub lines: Vec<(Candidate, Claim)>,
}

impl Claims {
    /// How many wait for an answer.
    pub fn waiting(&self) -> usize {
        self.lines.iter().filter(|(_, claim)| claim.given.is_none()).count()
    }
}

#[async_trait]
impl View for SeeClaims {
    type Output = Claims;
    const ACT: access::Act = access::Act::AnswerClaim;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Claims, Failure> {
        let session = found(sessions::find(&mut desk.tx, &self.session).await?)?;
        let asked = claims::of_session(&mut desk.tx, &self.session).await?;
        if asked.is_empty() {
            return Ok(Claims { session, lines: vec![] });
        }
        let people = candidates::of_session(&mut desk.tx, &self.session).await?.into_iter();
        let mut people: BTreeMap<_, _> = people.map(|one| (one.id.clone(), one)).collect();
        let named = asked.into_iter().filter_map(|claim| Some((people.remove(&claim.candidate)?, claim)));
        let mut lines: Vec<_> = named.collect();
        lines.sort_by_key(|(_, claim)| claim.given.is_some());
        Ok(Claims { session, lines })
    }
}

/// One claim, with the texts that it is about.
#[derive(Debug, Clone)]
pub struct SeeClaim {
    /// The candidate.
    pub candidate: CandidateId,
}

/// What [`SeeClaim`] shows.
#[derive(Debug, Clone)]
pub struct ClaimToAnswer {
    /// The session.
    pub session: Session,
    /// The candidate.
    pub candidate: Candidate,
    /// The claim.
    pub claim: Claim,
    /// The texts: as the commission wrote them, or as they were given.
    pub texts: Texts,
    /// The passages that tell a mark; empty once it is given.
    pub telling: Vec<String>,
}

#[async_trait]
impl View for SeeClaim {
    type Output = ClaimToAnswer;
    const ACT: access::Act = access::Act::AnswerClaim;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<ClaimToAnswer, Failure> {
        let known = load(&mut desk.tx, &self.candidate).await?;
        let asked = found(known.claim.clone())?;
        let (texts, telling) = if let Some(given) = &asked.given {
            (given.texts.clone(), vec![])
        } else {
            let texts = known.texts();
            let told = claim::telling(&texts, &secret(&mut desk.tx, &known).await?);
            (texts, told)
        };
        Ok(ClaimToAnswer { session: known.session, candidate: known.candidate, claim: asked, texts, telling })
    }
}

/// Gives the appraisal to its candidate, these passages masked. It is given once; says how many passages were masked.
#[derive(Debug, Clone)]
pub struct GiveAppraisal {
    /// The candidate.
    pub candidate: CandidateId,
    /// The passages to mask, as they are written.
    pub passages: Vec<String>,
}

#[async_trait]
impl Act for GiveAppraisal {
    type Output = usize;
    const ACT: access::Act = access::Act::AnswerClaim;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<usize, Failure> {
        let known = load(&mut desk.tx, &self.candidate).await?;
        let asked = found(known.claim.as_ref())?;
        if asked.given.is_some() {
            return Err(Refusal::AlreadyThere { what: "la réponse à cette demande" }.into());
        }
        let secret = secret(&mut desk.tx, &known).await?;
        let (texts, masked) = claim::release(&known.texts(), &self.passages, &secret)?;
        let by = desk.actor.account.clone();
        claims::give(&mut desk.tx, &self.candidate, (&texts, masked), (&by, desk.now)).await?;
        // Not the passages: they may be the proposal, and the candidate's journal is not the sheet's.
        let told = format!("appréciation communiquée, {masked} passage(s) masqué(s)");
        desk.journal("candidate", &self.candidate, "appréciation demandée", told).await?;
        // The hold of the claim alone: another one, for an appeal, stays.
        if let Some(hold) = &asked.hold
            && held::stands(&mut desk.tx, hold).await?
        {
            lift(desk, &self.candidate).await?;
        }
        tell_candidate(desk, &known.candidate, notice::claim_answered(exam(&known.session))).await?;
        Ok(masked)
    }
}
