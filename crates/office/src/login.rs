//! Signing in and out. A browser holds a random token; the database holds its hash.

use crate::{Failure, Office, outside, password};
use exam::access::Actor;
use exam::deadline::today;
use exam::id::AccountId;
use exam::text;
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use store::blobs::hash;
use store::tables::oral::notes;
use store::tables::{accounts, logins};

/// How long a browser stays signed in.
const DURATION: SignedDuration = SignedDuration::from_hours(12);

/// Failures in a row after which a login waits: 1 s, then 2, up to 32. Longer waits would let anybody keep somebody
/// else out; a password of 60 bits does not need them.
const FREE_FAILURES: i64 = 5;

/// After this long without a failure, earlier ones count no longer.
const FORGET_AFTER: SignedDuration = SignedDuration::from_mins(15);

/// The most bytes of a password that are looked at.
const LONGEST_PASSWORD: usize = 1_000;

/// A browser that has just signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// What its cookie holds.
    pub token: String,
}

/// Who a browser is.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The person, with everything the person holds.
    pub actor: Actor,
    /// What the forms of this browser carry.
    pub csrf: String,
    /// How many notices the person has not read.
    pub unread: i64,
}

/// The fewest characters of a password that a person chooses.
pub const SHORTEST_PASSWORD: usize = 12;

/// What a change of password comes to.
#[derive(Debug, Clone)]
pub enum PasswordChange {
    /// Done; every browser of the person is signed out, and this one signed in anew.
    Done(SignedIn),
    /// The current password is another.
    Wrong,
    /// Fewer than [`SHORTEST_PASSWORD`] characters, or the same as before.
    Weak,
}

/// What a person typed comes to.
#[derive(Debug)]
pub enum SignIn {
    /// Signed in.
    Welcome(SignedIn),
    /// No such login, or another password: the answer is the same.
    Wrong,
    /// Too many failures: wait this many seconds.
    Wait(i64),
}

impl Office {
    /// Signs a person in with a login and a password.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn sign_in(&self, login: &str, typed: String) -> Result<SignIn, Failure> {
        let Ok(login) = text::name("identifiant", login) else { return Ok(SignIn::Wrong) };
        let login = login.to_lowercase();
        if typed.len() > LONGEST_PASSWORD {
            return Ok(SignIn::Wrong);
        }
        let now = self.outside.now();
        let mut tx = self.db.write().await?;
        tx.lock(&format!("guess {login}")).await?;
        if let Some((count, last)) = logins::failures(&mut tx, &login).await? {
            let since = now.duration_since(last);
            let left = (1_i64 << (count - FREE_FAILURES).clamp(0, 5)) - since.as_secs();
            if since > FORGET_AFTER {
                logins::forget_failures(&mut tx, &login).await?;
            } else if count >= FREE_FAILURES && left > 0 {
                return Ok(SignIn::Wait(left));
            }
        }
        // A failure until the password is found right: guesses sent all at once wait for each other.
        logins::fail(&mut tx, &login, now).await?;
        let credentials = accounts::by_login(&mut tx, &login).await?;
        tx.commit().await?;
        let known = credentials.as_ref().and_then(|credentials| credentials.password_hash.clone());
        let right = password::verify(typed, known).await?;
        let Some(credentials) = credentials.filter(|_| right) else { return Ok(SignIn::Wrong) };
        let mut tx = self.db.write().await?;
        logins::forget_failures(&mut tx, &login).await?;
        logins::delete_expired(&mut tx, now, now - FORGET_AFTER).await?;
        notes::delete_expired(&mut tx, today(now, &TimeZone::UTC)).await?;
        let signed_in = self.open(&mut tx, credentials.id).await?;
        tx.commit().await?;
        Ok(SignIn::Welcome(signed_in))
    }

    /// Signs in without a password. Only the demonstration offers this.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for an unknown login, [`Failure::Fault`].
    pub async fn sign_in_as(&self, login: &str) -> Result<SignedIn, Failure> {
        let mut tx = self.db.write().await?;
        let credentials = accounts::by_login(&mut tx, login).await?.ok_or(Failure::NotFound)?;
        let signed_in = self.open(&mut tx, credentials.id).await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    async fn open(&self, tx: &mut store::Tx, account: AccountId) -> Result<SignedIn, Failure> {
        let now = self.outside.now();
        let token = outside::token(self.outside.as_ref());
        let login = logins::Login { account, csrf: outside::token(self.outside.as_ref()) };
        logins::insert(tx, &hash(token.as_bytes()), &login, now, now + DURATION).await?;
        Ok(SignedIn { token })
    }

    /// Who a browser is, from its cookie.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn visitor(&self, token: &str) -> Result<Option<Visitor>, Failure> {
        let mut tx = self.db.read().await?;
        let found = accounts::signed_in(&mut tx, &hash(token.as_bytes()), self.outside.now()).await?;
        Ok(found.map(|one| Visitor { actor: one.actor, csrf: one.csrf, unread: one.unread }))
    }

    /// Whether the person still has the password that was handed over.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn has_provisional_password(&self, actor: &Actor) -> Result<bool, Failure> {
        let mut tx = self.db.read().await?;
        let password = accounts::password(&mut tx, &actor.account).await?;
        Ok(password.is_some_and(|(hash, provisional)| hash.is_some() && provisional))
    }

    /// Changes a person's own password.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn change_password(
        &self,
        actor: &Actor,
        current: String,
        new: String,
    ) -> Result<PasswordChange, Failure> {
        if new.chars().count() < SHORTEST_PASSWORD || new == current {
            return Ok(PasswordChange::Weak);
        }
        let mut tx = self.db.read().await?;
        let known = accounts::password(&mut tx, &actor.account).await?.and_then(|(hash, _)| hash);
        drop(tx);
        if !password::verify(current, known).await? {
            return Ok(PasswordChange::Wrong);
        }
        let hash = password::hash(self.outside.as_ref(), new).await?;
        let mut tx = self.db.write().await?;
        accounts::set_password(&mut tx, &actor.account, &hash, false).await?;
        logins::delete_all(&mut tx, &actor.account).await?;
        let signed_in = self.open(&mut tx, actor.account.clone()).await?;
        tx.commit().await?;
        Ok(PasswordChange::Done(signed_in))
    }

    /// Signs a browser out.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn sign_out(&self, token: &str) -> Result<(), Failure> {
        let mut tx = self.db.write().await?;
        logins::delete(&mut tx, &hash(token.as_bytes())).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Who a person is, by login; for commands run on the machine itself.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn actor(&self, login: &str) -> Result<Option<Actor>, Failure> {
        let mut tx = self.db.read().await?;
        match accounts::by_login(&mut tx, login).await? {
            Some(credentials) => Ok(accounts::actor(&mut tx, &credentials.id).await?),
            None => Ok(None),
        }
    }
}
