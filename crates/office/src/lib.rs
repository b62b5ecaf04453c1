//! The acts: who wants what, whether a right and the rules allow it, one transaction, one line of the journal.
//!
//! Every write goes through [`Office::perform`] and every read of people's data through [`Office::consult`]. Both
//! ask `exam::access::may` before anything else. Pages and commands build an act as a value and hand it over.

pub mod act;
pub mod acts;
pub mod failure;
pub mod home;
pub mod login;
pub mod mail;
pub mod outside;
pub mod password;
pub mod plan;
pub mod print;
pub mod smtp;

pub use act::{About, Act, Desk, View};
pub use failure::Failure;
pub use outside::Outside;
pub use store::blobs::hash;

use acts::perimeter::Perimeter;
use exam::Refusal;
use exam::access::{self, Actor};
use std::sync::Arc;
use store::blobs::Blobs;
use store::{Db, Fault};

/// The office: the database, the blobs, and the outside world (clock and randomness).
#[derive(Clone)]
pub struct Office {
    db: Db,
    blobs: Blobs,
    outside: Arc<dyn Outside>,
}

impl Office {
    /// An office over a migrated database.
    pub fn new(db: Db, blobs: Blobs, outside: Arc<dyn Outside>) -> Self {
        Self { db, blobs, outside }
    }

    /// Does an act: right, rules, transaction, journal.
    ///
    /// # Errors
    /// [`Failure`]: a right or a rule refuses, a conflict, nothing there, or a fault. Nothing is written then, but
    /// the refusal in the journal.
    pub async fn perform<A: Act>(&self, actor: &Actor, act: A) -> Result<A::Output, Failure> {
        let about = act.about();
        let done = self.attempt(actor, act, &about).await;
        self.journaled(actor, A::ACT, &about, done).await
    }

    /// What was asked ahead of an act, or by it; a refusal leaves its line in the journal.
    pub(crate) async fn journaled<T>(
        &self,
        actor: &Actor,
        act: access::Act,
        about: &About,
        asked: Result<T, Failure>,
    ) -> Result<T, Failure> {
        if let Err(Failure::Refused(refusal)) = &asked {
            self.journal_refusal(actor, act, about, refusal).await?;
        }
        asked
    }

    async fn attempt<A: Act>(&self, actor: &Actor, act: A, about: &About) -> Result<A::Output, Failure> {
        let mut tx = self.db.write().await?;
        tx.lock(&about.lock()).await?;
        let subject = act.subject(&mut tx).await?;
        access::may(actor, A::ACT, &subject)?;
        let about = Some(about.clone());
        let mut desk = Desk::new(tx, actor.clone(), A::ACT, about, Arc::clone(&self.outside));
        let output = act.run(&mut desk).await?;
        desk.into_tx().commit().await?;
        Ok(output)
    }

    /// The name of the refusal and its rule: never what was typed.
    async fn journal_refusal(
        &self,
        actor: &Actor,
        act: access::Act,
        about: &About,
        refusal: &Refusal,
    ) -> Result<(), Fault> {
        let mut tx = self.db.write().await?;
        tx.lock(&about.lock()).await?;
        let locked = Some(about.clone());
        let mut desk = Desk::new(tx, actor.clone(), act, locked, Arc::clone(&self.outside));
        let rule = refusal.rule().map(|rule| format!(" ({rule})")).unwrap_or_default();
        let name = format!("{refusal:?}").split(['(', ' ', '{']).next().unwrap_or_default().to_owned();
        desk.journal(about.kind, &about.id, "", format!("refusé : {name}{rule}")).await?;
        desk.into_tx().commit().await
    }

    /// Asks for a right before work that costs much: a file to read, a password to hash. The act asks again.
    ///
    /// # Errors
    /// [`Failure`]: no right (journaled as the act's refusal would be), no such place, or a fault.
    pub async fn allow(&self, actor: &Actor, act: access::Act, perimeter: &Perimeter) -> Result<(), Failure> {
        let mut tx = self.db.read().await?;
        let subject = perimeter.subject(&mut tx).await?;
        drop(tx);
        let asked = access::may(actor, act, &subject).map_err(Failure::Refused);
        self.journaled(actor, act, &perimeter.about(), asked).await
    }

    /// Reads under a right, on one moment of the database.
    ///
    /// # Errors
    /// [`Failure`]: a right or a rule refuses, nothing there, or a fault.
    pub async fn consult<V: View>(&self, actor: &Actor, view: V) -> Result<V::Output, Failure> {
        let mut tx = self.db.read().await?;
        let subject = view.subject(&mut tx).await?;
        access::may(actor, V::ACT, &subject).map_err(Failure::Refused)?;
        let mut desk = Desk::new(tx, actor.clone(), V::ACT, None, Arc::clone(&self.outside));
        view.read(&mut desk).await
    }

    /// The clock, for pages that say « now ».
    pub fn now(&self) -> jiff::Timestamp {
        self.outside.now()
    }

    /// A new identifier, outside of any act.
    pub(crate) fn new_id(&self) -> String {
        store::mint::id(self.now(), outside::bytes(self.outside.as_ref()))
    }

    /// A number for a failure, to be told to the person and found again in the log.
    pub fn incident(&self) -> String {
        outside::token(self.outside.as_ref()).chars().take(8).collect()
    }

    /// Everything about the installation's health.
    ///
    /// # Errors
    /// [`Fault`] where the database does not answer.
    pub async fn health(&self) -> Result<store::health::Health, Fault> {
        store::health::examine(&self.db, &self.blobs).await
    }

    /// Whether the database answers and its schema is the one wanted.
    ///
    /// # Errors
    /// [`Fault`] where the database does not answer.
    pub async fn is_ready(&self) -> Result<bool, Fault> {
        Ok(store::migrate::version(&self.db).await? == store::migrate::wanted())
    }

    /// Closes the database, once no more acts come.
    pub async fn close(&self) {
        self.db.close().await;
    }
}
