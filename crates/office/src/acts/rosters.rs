//! Rosters: a list of candidates is read, shown line by line, and imported once somebody says yes.
//!
//! The INE never gets here: the reader drops it.

use super::people::take_email;
use super::perimeter::Perimeter;
use super::sessions::subject_of;
use crate::act::{About, Act, Desk, View, about, found};
use crate::plan::{Line, Step, plan};
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::access::{self, Actor, Subject};
use exam::id::{CandidateId, SessionId};
use exam::text;
use roster::Roster;
use store::tables::candidates::{self, Candidate};
use store::tables::rosters::{self, Draft};
use store::tables::schools;
use store::{Fault, Tx};

/// What a file comes to.
#[derive(Debug)]
pub enum Read {
    /// It was read and is kept: the identifier of the draft.
    Draft(String),
    /// It cannot be read: the French sentence that says why and what to do.
    Unreadable(String),
}

/// Keeps a roster that was read, until somebody says yes.
#[derive(Debug, Clone)]
struct KeepRoster {
    session: SessionId,
    file_name: String,
    content: String,
}

#[async_trait]
impl Act for KeepRoster {
    type Output = String;
    const ACT: access::Act = access::Act::ImportRoster;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<String, Failure> {
        found(store::tables::sessions::find(&mut desk.tx, &self.session).await?)?;
        let draft = Draft {
            id: desk.id(),
            session: self.session,
            file_name: text::file_name(&self.file_name),
            content: self.content,
            by: desk.actor.account.clone(),
            applied: false,
        };
        rosters::insert(&mut desk.tx, &draft, desk.now).await?;
        desk.journal("session", &draft.session, "", format!("liste lue : {}", draft.file_name)).await?;
        Ok(draft.id)
    }
}

impl Office {
    /// Reads a roster, off the threads that serve pages, and keeps what was read.
    ///
    /// # Errors
    /// [`Failure`]: no right, or a fault. A file that cannot be read is no failure: see [`Read`].
    pub async fn read_roster(
        &self,
        actor: &Actor,
        session: &SessionId,
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<Read, Failure> {
        let perimeter = Perimeter::Session(session.clone());
        self.allow(actor, access::Act::ImportRoster, &perimeter).await?;
        let name = file_name.to_owned();
        let read = tokio::task::spawn_blocking(move || roster::read(&bytes, &name))
            .await
            .map_err(|error| Fault::Internal(format!("task: {error}")))?;
        let roster = match read {
            Ok(roster) => roster,
            Err(unreadable) => return Ok(Read::Unreadable(unreadable.to_string())),
        };
        let content = serde_json::to_string(&roster)?;
        let act = KeepRoster { session: session.clone(), file_name: file_name.to_owned(), content };
        Ok(Read::Draft(self.perform(actor, act).await?))
    }
}

/// What a roster would do.
#[derive(Debug, Clone)]
pub struct SeeRosterPlan {
    /// The session.
    pub session: SessionId,
    /// The draft.
    pub draft: String,
}

/// What [`SeeRosterPlan`] shows.
#[derive(Debug, Clone)]
pub struct RosterPlan {
    /// The file's name.
    pub file_name: String,
    /// Already imported.
    pub applied: bool,
    /// Line by line.
    pub lines: Vec<Line>,
}

#[async_trait]
impl View for SeeRosterPlan {
    type Output = RosterPlan;
    const ACT: access::Act = access::Act::ImportRoster;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn read(self, desk: &mut Desk) -> Result<RosterPlan, Failure> {
        let (draft, lines) = load(desk, &self.session, &self.draft).await?;
        Ok(RosterPlan { file_name: draft.file_name, applied: draft.applied, lines })
    }
}

async fn load(desk: &mut Desk, session: &SessionId, draft: &str) -> Result<(Draft, Vec<Line>), Failure> {
    let draft = found(rosters::find(&mut desk.tx, session, draft).await?)?;
    let roster: Roster = serde_json::from_str(&draft.content)?;
    let schools = schools::of_session(&mut desk.tx, session).await?;
    let known = candidates::of_session(&mut desk.tx, session).await?;
    Ok((draft, plan(session, &roster, &schools, &known)))
}

/// Imports a roster: exactly what [`SeeRosterPlan`] shows at that moment.
#[derive(Debug, Clone)]
pub struct ApplyRoster {
    /// The session.
    pub session: SessionId,
    /// The draft.
    pub draft: String,
}

/// How many candidates were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applied {
    /// New ones.
    pub created: usize,
    /// Known ones that changed.
    pub changed: usize,
}

#[async_trait]
impl Act for ApplyRoster {
    type Output = Applied;
    const ACT: access::Act = access::Act::ImportRoster;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<Applied, Failure> {
        let (draft, lines) = load(desk, &self.session, &self.draft).await?;
        let known: Vec<_> =
            lines.iter().filter_map(|line| line.candidate.as_ref().map(|one| &one.id)).collect();
        desk.lock_all("candidate", &known).await?;
        let mut applied = Applied { created: 0, changed: 0 };
        for line in lines {
            let Some(planned) = line.candidate else { continue };
            match line.step {
                Step::Create => {
                    write(desk, Candidate { id: desk.id::<CandidateId>(), ..planned }, "", "importé").await?;
                    applied.created += 1;
                }
                Step::Change(fields) => {
                    let (mut before, mut after) = (vec![], vec![]);
                    for field in &fields {
                        before.push(format!("{} : {}", field.label, field.before));
                        after.push(format!("{} : {}", field.label, field.after));
                    }
                    write(desk, planned, &before.join(" ; "), &after.join(" ; ")).await?;
                    applied.changed += 1;
                }
                Step::Nothing | Step::Impossible => {}
            }
        }
        rosters::set_applied(&mut desk.tx, &draft.id, desk.now).await?;
        Ok(applied)
    }
}

async fn write(desk: &mut Desk, candidate: Candidate, before: &str, after: &str) -> Result<(), Failure> {
    candidates::upsert(&mut desk.tx, &candidate).await?;
    if let Some(account) = candidate.account.clone() {
        take_email(&mut desk.tx, &candidate, &account).await?;
    }
    desk.journal("candidate", &candidate.id, before, after).await?;
    Ok(())
}
