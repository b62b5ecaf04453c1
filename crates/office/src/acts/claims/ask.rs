//! The candidate's side: asks, then reads what was given.

use super::{Claim, Given, load};
use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use crate::acts::notices::{To, exam, tell};
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Role, Subject};
use exam::id::CandidateId;
use exam::notice;
use exam::sheet::Visa;
use store::Tx;
use store::tables::candidates::Candidate;
use store::tables::commissions::{Commission, Examiner};
use store::tables::decisions::Decision;
use store::tables::retention::held;
use store::tables::sessions::Session;
use store::tables::{accounts, claims, sheets, subjects};

/// Asks to read the own appraisal. The documents stay from now on until it is given.
#[derive(Debug, Clone)]
pub struct ClaimAppraisal {
    /// The candidate.
    pub candidate: CandidateId,
}

#[async_trait]
impl Act for ClaimAppraisal {
    type Output = ();
    const ACT: access::Act = access::Act::ClaimAppraisal;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let known = load(&mut desk.tx, &self.candidate).await?;
        known.standing().may_ask()?;
        let (hold, by) = (desk.id::<String>(), desk.actor.account.clone());
        let why = (&self.candidate, "Réclamation : la personne attend son appréciation.");
        let placed = held::place(&mut desk.tx, hold.clone(), why, (&by, desk.now)).await?;
        claims::insert(&mut desk.tx, &self.candidate, placed.then_some(hold), desk.now).await?;
        let told = "appréciation demandée, conservation prolongée jusqu’à la réponse";
        desk.journal("candidate", &self.candidate, "", told).await?;
        let letter = notice::claim_asked(exam(&known.session), &known.candidate.number);
        let place = ("session", known.session.id.as_str());
        for account in accounts::holding(&mut desk.tx, Role::Authority, place).await? {
            let about = ("candidate", self.candidate.as_str());
            tell(desk, To::Account(account), letter.clone(), about).await?;
        }
        Ok(())
    }
}

/// The appraisal was read by its candidate: the first instant is kept.
#[derive(Debug, Clone)]
pub struct ReadAppraisal {
    /// The candidate.
    pub candidate: CandidateId,
}

#[async_trait]
impl Act for ReadAppraisal {
    type Output = ();
    const ACT: access::Act = access::Act::ReadAppraisal;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let claim = claims::find(&mut desk.tx, &self.candidate).await?;
        found(claim.and_then(|claim| claim.given))?;
        if claims::set_read(&mut desk.tx, &self.candidate, desk.now).await? {
            desk.journal("candidate", &self.candidate, "", "appréciation lue").await?;
        }
        Ok(())
    }
}

/// One's own claim: whether one may ask, and where it stands. Nothing of the appraisal is in it.
#[derive(Debug, Clone)]
pub struct SeeOwnClaim {
    /// The candidate.
    pub candidate: CandidateId,
}

/// What [`SeeOwnClaim`] shows.
#[derive(Debug, Clone)]
pub struct OwnClaim {
    /// The session.
    pub session: Session,
    /// The candidate.
    pub candidate: Candidate,
    /// What keeps the candidate from asking; `None` where nothing does.
    pub refused: Option<Refusal>,
    /// The claim, once it was made; without its text.
    pub claim: Option<Claim>,
}

#[async_trait]
impl View for SeeOwnClaim {
    type Output = OwnClaim;
    const ACT: access::Act = access::Act::ReadAppraisal;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<OwnClaim, Failure> {
        let known = load(&mut desk.tx, &self.candidate).await?;
        let refused = known.standing().may_ask().err();
        let bare = |given: Given| Given { texts: super::Texts::default(), ..given };
        let claim = known.claim.map(|claim| Claim { given: claim.given.map(bare), ..claim });
        Ok(OwnClaim { session: known.session, candidate: known.candidate, refused, claim })
    }
}

/// One's own appraisal, as it was given, once one said that one reads it.
#[derive(Debug, Clone)]
pub struct SeeOwnAppraisal {
    /// The candidate.
    pub candidate: CandidateId,
}

/// What [`SeeOwnAppraisal`] shows.
#[derive(Debug, Clone)]
pub struct OwnAppraisal {
    /// The session.
    pub session: Session,
    /// The candidate.
    pub candidate: Candidate,
    /// The mark that the jury decided.
    pub decision: Decision,
    /// What was given.
    pub given: Given,
    /// The commission that wrote it.
    pub commission: Commission,
    /// Its two members.
    pub members: Vec<Examiner>,
    /// The visas that stand.
    pub visas: Vec<Visa>,
}

#[async_trait]
impl View for SeeOwnAppraisal {
    type Output = OwnAppraisal;
    const ACT: access::Act = access::Act::ReadAppraisal;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<OwnAppraisal, Failure> {
        let known = load(&mut desk.tx, &self.candidate).await?;
        let given = found(known.claim.filter(|claim| claim.read_at.is_some()).and_then(|claim| claim.given))?;
        let (sitting, content) = found(known.sheet)?;
        let around = found(sheets::around(&mut desk.tx, &sitting.sheet).await?)?;
        Ok(OwnAppraisal {
            session: known.session,
            candidate: known.candidate,
            decision: found(known.decision)?,
            given,
            commission: around.commission,
            members: around.members,
            visas: content.standing_visas().cloned().collect(),
        })
    }
}
