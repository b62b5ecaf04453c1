//! Mails that were not sent: an administrator sees them, and says which go after all and which never do. The notices stay:
//! each is kept with its own page, whether its mail left or not.

use crate::Failure;
use crate::act::{About, Act, Desk, View, about};
use crate::mail::{MAIL, Mail, State, state};
use async_trait::async_trait;
use exam::access::{self, Actor, Grant, Place, Role, Subject};
use jiff::Timestamp;
use store::{Fault, Tx, outbox};

/// A mail that was not sent.
#[derive(Debug, Clone)]
pub struct UnsentMail {
    /// Its key.
    pub id: String,
    /// The mail; `None` where what is kept is none.
    pub mail: Option<Mail>,
    /// When its act was done.
    pub at: Timestamp,
    /// What becomes of it.
    pub state: State,
    /// How many times it was tried.
    pub attempts: i64,
    /// Why it failed the last time.
    pub last_error: Option<String>,
}

/// Who holds the machine: a command of the administrator's, journaled as anybody's.
pub fn at_the_machine() -> Actor {
    let grants = vec![Grant { role: Role::Administrator, place: Place::Everywhere }];
    Actor { account: "florilege".into(), name: "Florilège".to_owned(), grants }
}

/// Every mail that was not sent, the first one first.
#[derive(Debug, Clone)]
pub struct SeeUnsentMails;

#[async_trait]
impl View for SeeUnsentMails {
    type Output = Vec<UnsentMail>;
    const ACT: access::Act = access::Act::SettleMails;

    async fn subject(&self, _tx: &mut Tx) -> Result<Subject, Failure> {
        Ok(Subject::default())
    }

    async fn read(self, desk: &mut Desk) -> Result<Vec<UnsentMail>, Failure> {
        let now = desk.now;
        Ok(unsent(&mut desk.tx, now).await?)
    }
}

async fn unsent(tx: &mut Tx, now: Timestamp) -> Result<Vec<UnsentMail>, Fault> {
    let kept = outbox::undone(tx, MAIL).await?;
    let mail = |one: outbox::Undone| UnsentMail {
        mail: serde_json::from_str(&one.payload).ok(),
        state: state(one.attempts, one.due, now),
        id: one.id,
        at: one.at,
        attempts: one.attempts,
        last_error: one.last_error,
    };
    Ok(kept.into_iter().map(mail).collect())
}

/// What becomes of mails that were not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// They are tried again, from now on.
    Retry,
    /// They never leave.
    Drop,
}

/// Says what becomes of mails that were not sent; says how many they are.
#[derive(Debug, Clone)]
pub struct SettleMails {
    /// Those in these states.
    pub states: Vec<State>,
    /// Where it is told, only those whose act was done before.
    pub before: Option<Timestamp>,
    /// What becomes of them.
    pub choice: Choice,
}

#[async_trait]
impl Act for SettleMails {
    type Output = usize;
    const ACT: access::Act = access::Act::SettleMails;

    fn about(&self) -> About {
        about("mails", &"mails")
    }

    async fn subject(&self, _tx: &mut Tx) -> Result<Subject, Failure> {
        Ok(Subject::default())
    }

    async fn run(self, desk: &mut Desk) -> Result<usize, Failure> {
        // No node takes a mail meanwhile.
        desk.tx.lock("outbox").await?;
        let now = desk.now;
        let chosen = |one: &UnsentMail| {
            self.states.contains(&one.state) && self.before.is_none_or(|before| one.at < before)
        };
        let chosen: Vec<_> = unsent(&mut desk.tx, now).await?.into_iter().filter(chosen).collect();
        for one in &chosen {
            match self.choice {
                Choice::Retry => outbox::again(&mut desk.tx, &one.id, now).await?,
                Choice::Drop => outbox::forget(&mut desk.tx, &one.id).await?,
            }
        }
        let told = match self.choice {
            Choice::Retry => "à envoyer de nouveau",
            Choice::Drop => "jamais envoyés",
        };
        if !chosen.is_empty() {
            desk.journal("mails", &"mails", "", format!("{} courriel(s) {told}", chosen.len())).await?;
        }
        Ok(chosen.len())
    }
}
