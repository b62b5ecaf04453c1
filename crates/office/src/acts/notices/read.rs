//! Reading notices: one's own, and the list of what a candidate was told.

use super::{Notice, To};
use crate::act::{About, Act, Desk, View, about, found};
use crate::acts::dossiers::{Session, within};
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::access::{self, Actor, Subject};
use exam::id::{CandidateId, NoticeId};
use store::Tx;
use store::tables::{candidates, convocations, notices, sessions, subjects};

/// What rights need to know of a notice: its candidate, or the account it is for and the thing it is about.
async fn subject(tx: &mut Tx, id: &NoticeId) -> Result<Subject, Failure> {
    let notice = found(notices::find(tx, id).await?)?;
    found(subject_of(tx, &notice).await?)
}

async fn subject_of(tx: &mut Tx, notice: &Notice) -> Result<Option<Subject>, Failure> {
    let (kind, id) = (notice.about.0.as_str(), notice.about.1.as_str());
    let subject = match &notice.to {
        To::Candidate(candidate) => return Ok(subjects::of_candidate(tx, candidate).await?),
        To::Account(_) if kind == "convocation" => convocations::subject(tx, &id.into()).await?,
        To::Account(_) if kind == "candidate" => subjects::of_candidate(tx, &id.into()).await?,
        To::Account(_) if kind == "commission" => subjects::of_commission(tx, &id.into()).await?,
        To::Account(_) => subjects::of_sheet(tx, &id.into()).await?,
    };
    let To::Account(account) = &notice.to else { return Ok(subject) };
    Ok(subject.map(|subject| Subject { account: Some(account.clone()), ..subject }))
}

/// The notice, where it is the actor's: what is told to a colleague is as if it were not there.
async fn own(desk: &mut Desk, id: &NoticeId) -> Result<Notice, Failure> {
    let notice = found(notices::find(&mut desk.tx, id).await?)?;
    match &notice.to {
        To::Account(account) if *account != desk.actor.account => Err(Failure::NotFound),
        _ => Ok(notice),
    }
}

/// Says that one's own notice was read. The first instant stays.
#[derive(Debug, Clone)]
pub struct ReadNotice {
    /// The notice.
    pub notice: NoticeId,
}

#[async_trait]
impl Act for ReadNotice {
    type Output = ();
    const ACT: access::Act = access::Act::ReadNotice;

    fn about(&self) -> About {
        about("notice", &self.notice)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject(tx, &self.notice).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let notice = own(desk, &self.notice).await?;
        if notices::set_read(&mut desk.tx, &notice.id, desk.now).await? {
            desk.journal("notice", &notice.id, "", format!("lu : {}", notice.kind.code())).await?;
        }
        Ok(())
    }
}

/// One's own notice. Nothing is written: a browser may open it ahead of the person.
#[derive(Debug, Clone)]
pub struct SeeNotice {
    /// The notice.
    pub notice: NoticeId,
}

#[async_trait]
impl View for SeeNotice {
    type Output = (Notice, Session);
    const ACT: access::Act = access::Act::ReadNotice;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject(tx, &self.notice).await
    }

    async fn read(self, desk: &mut Desk) -> Result<(Notice, Session), Failure> {
        let notice = own(desk, &self.notice).await?;
        let subject = subject(&mut desk.tx, &self.notice).await?;
        let session = found(subject.session)?;
        let session = found(sessions::find(&mut desk.tx, &session).await?)?;
        Ok((notice, session))
    }
}

/// What a candidate was told, when, and read when: for the readers of the dossier.
#[derive(Debug, Clone)]
pub struct SeeSentNotices {
    /// The candidate.
    pub candidate: CandidateId,
}

#[async_trait]
impl View for SeeSentNotices {
    type Output = Vec<Notice>;
    const ACT: access::Act = access::Act::SeeDossier;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<Vec<Notice>, Failure> {
        let candidate = found(candidates::find(&mut desk.tx, &self.candidate).await?)?;
        let session = found(sessions::find(&mut desk.tx, &candidate.session).await?)?;
        within(desk, &self.candidate, &session).await?;
        Ok(notices::of_candidate(&mut desk.tx, &self.candidate).await?)
    }
}

impl Office {
    /// A person's own notices, the last first, each with the session it belongs to where that is known.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn notices(&self, actor: &Actor) -> Result<Vec<(Notice, Session)>, Failure> {
        let mut tx = self.db.read().await?;
        let mut own = vec![];
        let mut known: Vec<Session> = vec![];
        for notice in notices::of_person(&mut tx, &actor.account).await? {
            let subject = subject_of(&mut tx, &notice).await?;
            let Some(id) = subject.and_then(|subject| subject.session) else { continue };
            let session = match known.iter().find(|session| session.id == id) {
                Some(session) => session.clone(),
                None => found(sessions::find(&mut tx, &id).await?)?,
            };
            if !known.iter().any(|known| known.id == id) {
                known.push(session.clone());
            }
            own.push((notice, session));
        }
        Ok(own)
    }
}
