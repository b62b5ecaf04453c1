//! Professionals (E4-22): schools propose them, the authority answers; who is accepted may sit, with an account.

use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use crate::acts::commissions::enlist;
use crate::acts::people::Access;
use crate::acts::perimeter::{Drawn, Perimeter};
use crate::password::FirstPassword;
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::commission::Proposal;
use exam::id::{ExaminerId, SchoolId};
use exam::{Refusal, text};
use store::Tx;
use store::tables::timetable::professionals::{self, Professional};
use store::tables::{accounts, commissions};

/// Proposes a professional, for a school.
#[derive(Debug, Clone)]
pub struct ProposeProfessional {
    /// The school.
    pub school: SchoolId,
    /// Who.
    pub proposal: Proposal,
}

#[async_trait]
impl Act for ProposeProfessional {
    type Output = ();
    const ACT: access::Act = access::Act::ProposeProfessional;

    fn about(&self) -> About {
        about("school", &self.school)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        Perimeter::School(self.school.clone()).subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let (proposal, field) = self.proposal.check()?;
        let one = Professional {
            id: desk.id(),
            school: self.school.clone(),
            school_name: String::new(),
            name: proposal.name,
            company: proposal.company,
            field,
            email: proposal.email,
            standing: exam::commission::Standing::Proposed,
            reason: String::new(),
            by_name: String::new(),
            at: desk.now,
        };
        let by = desk.actor.account.clone();
        if !professionals::insert(&mut desk.tx, &one, &by).await? {
            return Err(Refusal::AlreadyThere { what: "cette adresse, parmi les personnes proposées" }.into());
        }
        let after = format!("personne professionnelle proposée : {}, {}", one.name, one.company);
        desk.journal("school", &self.school, "", after).await?;
        Ok(())
    }
}

/// A proposal by its identifier.
async fn load(tx: &mut Tx, id: &str) -> Result<Professional, Failure> {
    found(professionals::find(tx, id).await?)
}

/// Takes a proposal back, while nobody has answered.
#[derive(Debug, Clone)]
pub struct WithdrawProposal {
    /// The proposal.
    pub proposal: String,
}

#[async_trait]
impl Act for WithdrawProposal {
    type Output = ();
    const ACT: access::Act = access::Act::ProposeProfessional;

    fn about(&self) -> About {
        about("professional", &self.proposal)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        let one = load(tx, &self.proposal).await?;
        Perimeter::School(one.school).subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let one = load(&mut desk.tx, &self.proposal).await?;
        if !professionals::withdraw(&mut desk.tx, &one.id).await? {
            return Err(Failure::Outdated);
        }
        let before = format!("personne professionnelle proposée : {}", one.name);
        desk.journal("school", &one.school, before, "proposition retirée").await?;
        Ok(())
    }
}

/// Answers a proposal: who is accepted may sit.
#[derive(Debug, Clone)]
pub struct AnswerProposal {
    /// The proposal.
    pub proposal: String,
    /// Whether the person may sit.
    pub accepted: bool,
    /// Why not.
    pub reason: String,
    /// The first password, where the account is new.
    pub first: FirstPassword,
}

#[async_trait]
impl Act for AnswerProposal {
    type Output = Option<Access>;
    const ACT: access::Act = access::Act::AnswerProposal;

    fn about(&self) -> About {
        about("professional", &self.proposal)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        let one = load(tx, &self.proposal).await?;
        Perimeter::School(one.school).subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<Option<Access>, Failure> {
        let one = load(&mut desk.tx, &self.proposal).await?;
        let drawn = Perimeter::School(one.school.clone()).draw(&mut desk.tx).await?;
        let by = desk.actor.account.clone();
        let reason = text::reason(&self.reason)?;
        let (access, examiner) = if self.accepted {
            let who = (one.email.as_str(), one.name.as_str());
            if let Some(examiner) = known(desk, &drawn, &one.email).await? {
                (None, Some(examiner))
            } else {
                let kind = (Proposal::QUALITY, None);
                let (access, examiner) = enlist(desk, &drawn, who, kind, &self.first).await?;
                (Some(access), Some(examiner))
            }
        } else if reason.is_empty() {
            return Err(Refusal::ReasonRequired.into());
        } else {
            (None, None)
        };
        let reason = if self.accepted { String::new() } else { reason };
        let given = (examiner.as_ref(), reason.as_str());
        if !professionals::answer(&mut desk.tx, &one.id, given, (&by, desk.now)).await? {
            return Err(Failure::Outdated);
        }
        let after = if self.accepted { "acceptée".to_owned() } else { format!("refusée : {reason}") };
        let before = format!("personne professionnelle proposée : {}, {}", one.name, one.company);
        desk.journal("school", &one.school, before, after).await?;
        Ok(access)
    }
}

/// Whoever may sit already, under that address.
async fn known(desk: &mut Desk, drawn: &Drawn, email: &str) -> Result<Option<ExaminerId>, Failure> {
    let Some(account) = accounts::by_login(&mut desk.tx, email).await? else { return Ok(None) };
    let known = commissions::examiner_of(&mut desk.tx, &drawn.session.id, &account.id).await?;
    Ok(known.map(|one| one.id))
}

/// What is proposed.
#[derive(Debug, Clone)]
pub struct Proposed {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// What was proposed, the first first.
    pub lines: Vec<Professional>,
}

impl Proposed {
    /// How many wait for an answer.
    pub fn waiting(&self) -> usize {
        self.lines.iter().filter(|one| one.standing == exam::commission::Standing::Proposed).count()
    }
}

/// What a school proposed.
#[derive(Debug, Clone)]
pub struct SeeOwnProposals {
    /// The school.
    pub school: SchoolId,
}

#[async_trait]
impl View for SeeOwnProposals {
    type Output = Proposed;
    const ACT: access::Act = access::Act::ProposeProfessional;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        Perimeter::School(self.school.clone()).subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Proposed, Failure> {
        let drawn = Perimeter::School(self.school.clone()).draw(&mut desk.tx).await?;
        let lines = professionals::of_school(&mut desk.tx, &self.school).await?;
        Ok(Proposed { drawn, lines })
    }
}

/// What the schools of a session proposed.
#[derive(Debug, Clone)]
pub struct SeeProposals {
    /// The session.
    pub session: exam::id::SessionId,
}

#[async_trait]
impl View for SeeProposals {
    type Output = Proposed;
    const ACT: access::Act = access::Act::AnswerProposal;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        Perimeter::Session(self.session.clone()).subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Proposed, Failure> {
        let drawn = Perimeter::Session(self.session.clone()).draw(&mut desk.tx).await?;
        let lines = professionals::of_session(&mut desk.tx, &self.session).await?;
        Ok(Proposed { drawn, lines })
    }
}
