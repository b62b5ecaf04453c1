//! Mails: put in the outbox by the act that causes them, sent afterwards by any node.

use crate::acts::convocations;
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::id::ConvocationId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use store::{Fault, outbox};

/// What the outbox calls a mail.
pub(crate) const MAIL: &str = "mail";

/// The most mails that one round sends: a round ends, and the next one begins.
const ROUND: usize = 200;

/// The most mails that the mailbox of the demonstration shows.
const SHOWN: i64 = 300;

/// A mail that is due for longer does not leave by itself: what it says may be over. A person decides.
pub const KEPT_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What becomes of a mail that was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It leaves as soon as a server takes it.
    Waiting,
    /// It was kept too long to leave by itself.
    TooOld,
    /// It failed too many times.
    GaveUp,
}

/// What becomes of a mail, by how many times it failed and when it was due.
pub(crate) fn state(attempts: i64, due: Timestamp, now: Timestamp) -> State {
    if attempts >= outbox::MAX_ATTEMPTS {
        State::GaveUp
    } else if now.duration_since(due) > KEPT_FOR {
        State::TooOld
    } else {
        State::Waiting
    }
}

/// A mail, in plain text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// The address it goes to.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The convocation that it encloses, as PDF and for a calendar: made when the mail leaves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encloses: Option<ConvocationId>,
}

/// A file in a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    /// Its name.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
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
    async fn carry(&self, key: &str, mail: &Mail, enclosures: Vec<Enclosure>) -> Result<(), Unsent>;
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
            let now = self.outside.now();
            let taken = outbox::take_due(&mut tx, MAIL, (now - KEPT_FOR, now), 1).await?;
            tx.commit().await?;
            let Some(waiting) = taken.into_iter().next() else { break };
            let answer = match serde_json::from_str::<Mail>(&waiting.payload) {
                Ok(mail) => match self.enclosures(&mail).await {
                    Ok(enclosures) => carrier.carry(&waiting.id, &mail, enclosures).await,
                    Err(failure) => Err(Unsent::Refused(format!("enclosures: {failure:?}"))),
                },
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

    async fn enclosures(&self, mail: &Mail) -> Result<Vec<Enclosure>, Failure> {
        let Some(id) = &mail.encloses else { return Ok(vec![]) };
        let mut tx = self.db.read().await?;
        let one = convocations::load(&mut tx, id).await?;
        drop(tx);
        if one.convocation.calls.is_empty() {
            return Ok(vec![]);
        }
        let (paper, calendar) = self.convocation_files(one).await?;
        Ok(vec![
            Enclosure { name: "convocation.pdf", media_type: "application/pdf", bytes: paper },
            Enclosure {
                name: "convocation.ics",
                media_type: "text/calendar; charset=utf-8",
                bytes: calendar,
            },
        ])
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_kept_too_long_waits_for_a_person() {
        let due: Timestamp = "2026-03-01T10:00:00Z".parse().unwrap();
        assert_eq!(state(0, due, due), State::Waiting);
        assert_eq!(state(7, due, due + KEPT_FOR), State::Waiting);
        assert_eq!(state(0, due, due + KEPT_FOR + SignedDuration::from_mins(1)), State::TooOld);
        assert_eq!(state(8, due, due), State::GaveUp);
    }
}
