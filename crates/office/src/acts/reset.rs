//! A password that was lost: a first one again, handed over on paper.

use super::people::Access;
use super::sessions::subject_of;
use crate::Failure;
use crate::act::{About, Act, Desk, about, found};
use crate::password::FirstPassword;
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Place, Subject};
use exam::id::{AccountId, SessionId};
use exam::text;
use store::Tx;
use store::tables::{accounts, candidates, commissions, logins, schools};

/// Gives a first password again to somebody of a session; every browser of the person is signed out.
#[derive(Debug, Clone)]
pub struct ResetPassword {
    /// The session.
    pub session: SessionId,
    /// The person's login.
    pub login: String,
    /// The password to hand over.
    pub first: FirstPassword,
}

#[async_trait]
impl Act for ResetPassword {
    type Output = Access;
    const ACT: access::Act = access::Act::ResetPassword;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<Access, Failure> {
        let login = text::name("identifiant", &self.login)?.to_lowercase();
        let known = accounts::by_login(&mut desk.tx, &login).await?;
        let known = known.ok_or(Refusal::NobodyOfThatName)?.id;
        if !is_of(&mut desk.tx, &self.session, &known).await? {
            return Err(Refusal::NobodyOfThatName.into());
        }
        let person = found(accounts::actor(&mut desk.tx, &known).await?)?;
        accounts::set_password(&mut desk.tx, &known, &self.first.hash, true).await?;
        logins::delete_all(&mut desk.tx, &known).await?;
        desk.journal("session", &self.session, "", format!("mot de passe provisoire : {login}")).await?;
        Ok(Access { name: person.name, login, password: Some(self.first.plain) })
    }
}

/// Whether a person is a candidate, an examiner or a holder of a role of a session, and of nothing beyond it: the
/// authority of one session does not open the account of another's, nor of the whole installation's.
async fn is_of(tx: &mut Tx, session: &SessionId, account: &AccountId) -> Result<bool, Failure> {
    let candidacies = candidates::of_account(tx, account).await?;
    let mut inside = commissions::examiner_of(tx, session, account).await?.is_some();
    for one in &candidacies {
        if one.session != *session {
            return Ok(false);
        }
        inside = true;
    }
    for grant in accounts::actor(tx, account).await?.map(|actor| actor.grants).unwrap_or_default() {
        let here = match &grant.place {
            Place::Everywhere => false,
            Place::Session(id) => id == session,
            Place::School(id) => {
                schools::find(tx, id).await?.is_some_and(|school| school.session == *session)
            }
            Place::Commission(id) => {
                commissions::find(tx, id).await?.is_some_and(|commission| commission.session == *session)
            }
            Place::Candidate(_) => true,
        };
        if !here {
            return Ok(false);
        }
        inside = true;
    }
    Ok(inside)
}
