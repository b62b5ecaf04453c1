//! The log of incidents of a commission's day: appended only.

use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use crate::acts::commissions::{Commission, Examiner};
use crate::acts::notices::{To, exam, tell};
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Role, Subject};
use exam::id::{CandidateId, CommissionId};
use exam::notice::Missing;
use exam::sitting::{IncidentKind, may_tell_missing_commission};
use exam::{notice, text};
use store::Tx;
use store::tables::oral::incidents;
pub use store::tables::oral::incidents::Incident;
use store::tables::sessions::Session;
use store::tables::sheets::{self, Seated};
use store::tables::{accounts, candidates, subjects};

/// Appends a line to the log of a commission.
#[derive(Debug, Clone)]
pub struct RecordIncident {
    /// The commission.
    pub commission: CommissionId,
    /// The candidate it is about, if it is about one whom the commission hears.
    pub candidate: Option<CandidateId>,
    /// What kind of thing happened.
    pub kind: IncidentKind,
    /// What happened; may be empty where the kind tells it.
    pub text: String,
}

#[async_trait]
impl Act for RecordIncident {
    type Output = ();
    const ACT: access::Act = access::Act::RecordIncident;

    fn about(&self) -> About {
        about("commission", &self.commission)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_commission(tx, &self.commission).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let written = text::reason(&self.text)?;
        if written.is_empty() && self.kind == IncidentKind::Remark {
            return Err(Refusal::Required { field: "ce qui s’est passé" }.into());
        }
        if let Some(candidate) = &self.candidate {
            let sitting = found(sheets::of_candidate(&mut desk.tx, candidate).await?)?;
            if sitting.commission != self.commission {
                return Err(Failure::NotFound);
            }
        }
        let place = about("commission", &self.commission);
        append(desk, (self.commission, self.candidate), (self.kind, written), place).await
    }
}

async fn append(
    desk: &mut Desk,
    (commission, candidate): (CommissionId, Option<CandidateId>),
    (kind, text): (IncidentKind, String),
    chain: About,
) -> Result<(), Failure> {
    let (by, by_name) = (desk.actor.account.clone(), desk.actor.name.clone());
    let incident = Incident { commission, candidate, kind, text, by, by_name, at: desk.now };
    let line = desk.id();
    incidents::append(&mut desk.tx, line, &incident).await?;
    let after = format!("incident : {} ; {}", kind.label(), incident.text);
    desk.journal(chain.kind, &chain.id, "", after).await?;
    match (kind, &incident.candidate) {
        (IncidentKind::CandidateMissing, Some(candidate)) => {
            tell_those_who_run(desk, &incident.commission, candidate, Missing::Candidate).await
        }
        (IncidentKind::CommissionMissing, Some(candidate)) => {
            tell_those_who_run(desk, &incident.commission, candidate, Missing::Commission).await
        }
        _ => Ok(()),
    }
}

/// Tells those who run the day: the authority (one-off) or the head of the school (CCF), but not the one who acts.
async fn tell_those_who_run(
    desk: &mut Desk,
    commission: &CommissionId,
    candidate: &CandidateId,
    who: Missing,
) -> Result<(), Failure> {
    let (commission, session, _) = found(sheets::commission_around(&mut desk.tx, commission).await?)?;
    let candidate = found(candidates::find(&mut desk.tx, candidate).await?)?;
    let (role, place) = match &commission.school {
        Some(school) => (Role::HeadOfSchool, ("school", school.as_str())),
        None => (Role::Authority, ("session", session.id.as_str())),
    };
    let place_told = (commission.number.as_str(), commission.room.as_str());
    let said = (candidate.full_name(), desk.now);
    let letter = notice::missing_on_the_day(exam(&session), who, place_told, (&said.0, said.1));
    for account in accounts::holding(&mut desk.tx, role, place).await? {
        if account != desk.actor.account {
            let about = ("commission", commission.id.as_str());
            tell(desk, To::Account(account), letter.clone(), about).await?;
        }
    }
    Ok(())
}

/// A candidate says that the commission is not there: a line of its log, from the hour of the oral.
#[derive(Debug, Clone)]
pub struct TellMissing {
    /// The candidate.
    pub candidate: CandidateId,
}

#[async_trait]
impl Act for TellMissing {
    type Output = ();
    const ACT: access::Act = access::Act::TellMissing;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let sitting = found(sheets::of_candidate(&mut desk.tx, &self.candidate).await?)?;
        may_tell_missing_commission(sitting.starts_at, desk.now)?;
        let known = incidents::of_commission(&mut desk.tx, &sitting.commission).await?;
        let told = |one: &Incident| {
            one.kind == IncidentKind::CommissionMissing && one.candidate.as_ref() == Some(&self.candidate)
        };
        if known.iter().any(told) {
            return Ok(());
        }
        // Its own chain, which is locked: those who seat lock the commission before the candidate.
        let chain = about("candidate", &self.candidate);
        let place = (sitting.commission, Some(self.candidate));
        append(desk, place, (IncidentKind::CommissionMissing, String::new()), chain).await
    }
}

/// The log of a commission.
#[derive(Debug, Clone)]
pub struct SeeIncidents {
    /// The commission.
    pub commission: CommissionId,
}

/// What [`SeeIncidents`] shows.
#[derive(Debug, Clone)]
pub struct Incidents {
    /// The session.
    pub session: Session,
    /// The commission.
    pub commission: Commission,
    /// Its two members.
    pub members: Vec<Examiner>,
    /// The candidates it hears.
    pub seated: Vec<Seated>,
    /// The lines, in the order of the day.
    pub lines: Vec<Incident>,
}

#[async_trait]
impl View for SeeIncidents {
    type Output = Incidents;
    const ACT: access::Act = access::Act::SeeIncidents;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_commission(tx, &self.commission).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<Incidents, Failure> {
        let around = sheets::commission_around(&mut desk.tx, &self.commission).await?;
        let (commission, session, members) = found(around)?;
        let seated = sheets::of_commission(&mut desk.tx, &self.commission).await?;
        let lines = incidents::of_commission(&mut desk.tx, &self.commission).await?;
        Ok(Incidents { session, commission, members, seated, lines })
    }
}
