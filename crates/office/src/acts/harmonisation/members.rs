//! Who harmonises: named by the president among the jury (E4-35).

use crate::Failure;
use crate::act::{About, Act, Desk, about};
use crate::acts::sessions::subject_of;
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Subject};
use exam::id::{AccountId, SchoolId, SessionId};
use store::Tx;
use store::tables::{harmonisation, schools};

/// Names somebody of the jury, and the school that the person represents.
#[derive(Debug, Clone)]
pub struct NameHarmoniser {
    /// The session.
    pub session: SessionId,
    /// The person.
    pub account: AccountId,
    /// The school that the person represents, where it is one.
    pub school: Option<SchoolId>,
}

#[async_trait]
impl Act for NameHarmoniser {
    type Output = ();
    const ACT: access::Act = access::Act::NameHarmoniser;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let jurors = harmonisation::jurors(&mut desk.tx, &self.session).await?;
        let Some((_, name)) = jurors.into_iter().find(|(account, _)| *account == self.account) else {
            return Err(Refusal::Required { field: "membre du jury" }.into());
        };
        let known = schools::of_session(&mut desk.tx, &self.session).await?;
        let school = match &self.school {
            Some(id) => {
                let school = known.into_iter().find(|one| one.id == *id);
                Some(school.ok_or(Refusal::Required { field: "établissement représenté" })?)
            }
            None => None,
        };
        let by = (desk.actor.account.clone(), desk.now);
        let who = (&self.account, school.as_ref().map(|one| &one.id));
        harmonisation::name(&mut desk.tx, &self.session, who, (&by.0, by.1)).await?;
        let of = school.map(|one| format!(", pour {}", one.name)).unwrap_or_default();
        desk.journal("session", &self.session, "", format!("harmonisation : {name}{of}")).await?;
        Ok(())
    }
}

/// Takes somebody off the list. What the person recommended stays.
#[derive(Debug, Clone)]
pub struct ReleaseHarmoniser {
    /// The session.
    pub session: SessionId,
    /// The person.
    pub account: AccountId,
}

#[async_trait]
impl Act for ReleaseHarmoniser {
    type Output = ();
    const ACT: access::Act = access::Act::NameHarmoniser;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        if !harmonisation::release(&mut desk.tx, &self.session, &self.account).await? {
            return Err(Failure::NotFound);
        }
        let after = format!("harmonisation : {} n’en est plus", self.account);
        desk.journal("session", &self.session, "", after).await?;
        Ok(())
    }
}
