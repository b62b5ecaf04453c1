//! The last day to send a request for the optional exam: one of the session's dates.

use super::OptionalExam;
use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use crate::acts::sessions::subject_of;
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Subject};
use exam::id::SessionId;
use jiff::civil::Date;
use store::Tx;
use store::tables::{optional, sessions};

/// Fixes the last day to send a request for the optional exam.
#[derive(Debug, Clone)]
pub struct SetRequestDate {
    /// The session.
    pub session: SessionId,
    /// The revision of the session's dates that the person saw.
    pub seen: i64,
    /// The last day.
    pub due: Date,
}

#[async_trait]
impl Act for SetRequestDate {
    type Output = ();
    const ACT: access::Act = access::Act::SetDates;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let session = found(sessions::find(&mut desk.tx, &self.session).await?)?;
        let field = "date limite des demandes EF4";
        if self.due > session.dates.orals_to {
            return Err(Refusal::DateAfter { field, latest: session.dates.orals_to }.into());
        }
        if self.due.year() < 2000 {
            return Err(Refusal::Required { field }.into());
        }
        let before = optional::of_session(&mut desk.tx, &self.session).await?.due;
        if before == self.due {
            return Ok(());
        }
        if !optional::set_due(&mut desk.tx, &self.session, self.due, self.seen).await? {
            return Err(Failure::Outdated);
        }
        let told = |due: Date| format!("demandes EF4 jusqu’au {due}");
        desk.journal("session", &self.session, told(before), told(self.due)).await?;
        Ok(())
    }
}

/// What a session says of the optional exam.
#[derive(Debug, Clone)]
pub struct SeeRequestDate {
    /// The session.
    pub session: SessionId,
}

#[async_trait]
impl View for SeeRequestDate {
    type Output = OptionalExam;
    const ACT: access::Act = access::Act::SeeSession;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn read(self, desk: &mut Desk) -> Result<OptionalExam, Failure> {
        Ok(optional::of_session(&mut desk.tx, &self.session).await?)
    }
}
