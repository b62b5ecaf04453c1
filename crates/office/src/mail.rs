//! Mails: put in the outbox by the act that causes them, sent afterwards by any node.

use crate::{Failure, Office};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use store::{Fault, outbox};

/// What the outbox calls a mail.
pub(crate) const MAIL: &str = "mail";

/// The most mails that one round sends: a round ends, and the next one begins.
const ROUND: usize = 200;

/// The most mails that the mailbox of the demonstration shows.
const SHOWN: i64 = 300;

/// A mail, in plain text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// The address it goes to.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
}

/// Why a mail was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsent {
    /// The server answered, and does not take this mail; it may take others.
    Refused(String),
    /// The server does not answer: it would take no other mail either.
    Unreachable(String),
}

/// What carries mails.
#[async_trait]
pub trait Carrier: Send + Sync {
    /// Carries one mail. Its key stays the same when it is tried again, so that a mail carried twice can be told.
    async fn carry(&self, key: &str, mail: &Mail) -> Result<(), Unsent>;
}

/// What a round came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Mails sent.
    pub sent: usize,
    /// Mails that failed this time.
    pub failed: usize,
}

/// A mail as it is kept, for the mailbox of the demonstration.
#[derive(Debug, Clone)]
pub struct KeptMail {
    /// Its key.
    pub id: String,
    /// The mail.
    pub mail: Mail,
    /// When its act was done.
    pub at: jiff::Timestamp,
    /// When it was sent.
    pub sent_at: Option<jiff::Timestamp>,
}

impl Office {
    /// Sends the mails that are due, one after the other: each is taken alone, so that it is settled long before another
    /// node could take it again. Where the server does not answer, the round ends.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn send_mails(&self, carrier: &dyn Carrier) -> Result<Round, Failure> {
        let mut round = Round::default();
        while round.sent + round.failed < ROUND {
            let mut tx = self.db.write().await?;
            let taken = outbox::take(&mut tx, MAIL, self.outside.now(), 1).await?;
            tx.commit().await?;
            let Some(waiting) = taken.into_iter().next() else { break };
            let answer = match serde_json::from_str::<Mail>(&waiting.payload) {
                Ok(mail) => carrier.carry(&waiting.id, &mail).await,
                Err(error) => Err(Unsent::Refused(format!("payload: {error}"))),
            };
            let unreachable = matches!(answer, Err(Unsent::Unreachable(_)));
            let outcome = answer.map_err(|unsent| match unsent {
                Unsent::Refused(why) | Unsent::Unreachable(why) => why,
            });
            match &outcome {
                Ok(()) => round.sent += 1,
                Err(why) => {
                    round.failed += 1;
                    tracing::warn!(mail = waiting.id, attempt = waiting.attempts + 1, why, "mail not sent");
                }
            }
            let mut tx = self.db.write().await?;
            outbox::settle(&mut tx, &waiting.id, outcome, self.outside.now()).await?;
            tx.commit().await?;
            if unreachable {
                break;
            }
        }
        Ok(round)
    }

    /// The last mails, sent or not. Anybody would read them: only the demonstration offers this.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn mailbox(&self) -> Result<Vec<KeptMail>, Failure> {
        let mut tx = self.db.read().await?;
        let kept = outbox::last(&mut tx, MAIL, SHOWN).await?;
        let read = |one: outbox::Kept| {
            let mail = serde_json::from_str(&one.payload).map_err(Fault::from)?;
            Ok(KeptMail { id: one.id, mail, at: one.at, sent_at: one.done_at })
        };
        kept.into_iter().map(read).collect()
    }
}
