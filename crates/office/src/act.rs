//! What an act and a view are, and the desk they work at.

use crate::outside::{self, Outside};
use crate::{Failure, Fault};
use async_trait::async_trait;
use exam::access::{self, Actor, Subject};
use jiff::Timestamp;
use std::fmt::Display;
use std::sync::Arc;
use store::journal::{self, Entry};
use store::{Tx, mint};

/// A thing that acts are about, as the journal names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its kind: `sheet`, `candidate`, `session`…
    pub kind: &'static str,
    /// Its identifier.
    pub id: String,
}

/// A thing of a kind, by its identifier.
pub fn about(kind: &'static str, id: &impl Display) -> About {
    About { kind, id: id.to_string() }
}

impl About {
    pub(crate) fn lock(&self) -> String {
        format!("{} {}", self.kind, self.id)
    }
}

/// Something a person does, as a value.
#[async_trait]
pub trait Act: Send + Sync {
    /// What the person gets back.
    type Output: Send;
    /// Which line of the rights, which word of the journal.
    const ACT: access::Act;

    /// What the act is about, usually what it writes. Acts on one thing wait for each other, and an act that is
    /// refused leaves its line in that thing's journal.
    fn about(&self) -> About;

    /// What rights need to know of the thing; [`Failure::NotFound`] where there is none.
    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure>;

    /// Loads, asks the rules, writes, journals. The transaction commits when this succeeds.
    async fn run(self, desk: &mut Desk) -> Result<Self::Output, Failure>;
}

/// Something a person reads, as a value.
#[async_trait]
pub trait View: Send + Sync {
    /// What the person sees.
    type Output: Send;
    /// Which line of the rights.
    const ACT: access::Act;

    /// What rights need to know of the thing; [`Failure::NotFound`] where there is none.
    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure>;

    /// Loads. Nothing is written.
    async fn read(self, desk: &mut Desk) -> Result<Self::Output, Failure>;
}

/// Where an act works: its transaction, its actor, its instant.
pub struct Desk {
    /// The transaction.
    pub tx: Tx,
    /// Who acts.
    pub actor: Actor,
    /// When.
    pub now: Timestamp,
    act: access::Act,
    about: Option<About>,
    outside: Arc<dyn Outside>,
}

impl Desk {
    /// A desk; `about` is what its transaction has locked.
    pub(crate) fn new(
        tx: Tx,
        actor: Actor,
        act: access::Act,
        about: Option<About>,
        outside: Arc<dyn Outside>,
    ) -> Self {
        Self { tx, actor, now: outside.now(), act, about, outside }
    }

    pub(crate) fn into_tx(self) -> Tx {
        self.tx
    }

    /// A new identifier of any kind.
    pub fn id<T: From<String>>(&self) -> T {
        mint::id(self.now, outside::bytes(self.outside.as_ref())).into()
    }

    /// Random text that nobody guesses.
    pub(crate) fn token(&self) -> String {
        outside::token(self.outside.as_ref())
    }

    /// Makes acts on any of several things wait for each other. The order of the locks is the same whoever asks: two
    /// acts never wait for each other in a circle.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn lock_all<T: Display>(&mut self, kind: &'static str, ids: &[T]) -> Result<(), Fault> {
        let mut locks: Vec<_> = ids.iter().map(|id| about(kind, id).lock()).collect();
        locks.sort();
        for lock in locks {
            self.tx.lock(&lock).await?;
        }
        Ok(())
    }

    /// Appends a line to a subject's journal: what was there before, and what is there now.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn journal(
        &mut self,
        kind: &'static str,
        id: &impl Display,
        before: impl Into<String> + Send,
        after: impl Into<String> + Send,
    ) -> Result<(), Fault> {
        let chain = about(kind, id);
        if self.about.as_ref() != Some(&chain) {
            self.tx.lock(&chain.lock()).await?;
        }
        let entry = Entry {
            subject_kind: kind,
            subject_id: id.to_string(),
            act: self.act.code(),
            actor_id: self.actor.account.0.clone(),
            actor_name: self.actor.name.clone(),
            at: self.now,
            before: before.into(),
            after: after.into(),
        };
        let line = self.id::<String>();
        journal::append(&mut self.tx, line, &entry).await
    }
}

/// Turns « there is none » into [`Failure::NotFound`].
///
/// # Errors
/// [`Failure::NotFound`].
pub fn found<T>(thing: Option<T>) -> Result<T, Failure> {
    thing.ok_or(Failure::NotFound)
}
