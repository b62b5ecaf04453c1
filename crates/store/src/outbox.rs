//! The outbox: side effects written with the act that causes them, done afterwards by any node.

use crate::{Fault, Tx, mint, values};
use jiff::{SignedDuration, Timestamp};

/// After this many failures a side effect waits for a person.
pub const MAX_ATTEMPTS: i64 = 8;

/// A side effect that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its identifier; doing it twice must come to the same, and this is the key.
    pub id: String,
    /// What it is: `mail`…
    pub kind: String,
    /// Its content, JSON.
    pub payload: String,
    /// How many times it failed.
    pub attempts: i64,
}

/// Puts a side effect in the outbox, in the act's own transaction.
///
/// # Errors
/// [`Fault::Database`].
pub async fn put(tx: &mut Tx, id: String, kind: &str, payload: String, now: Timestamp) -> Result<(), Fault> {
    let at = mint::instant(now);
    tx.run(
        "INSERT INTO outbox (id, kind, payload, created_at, due_at, attempts) VALUES ($1, $2, $3, $4, $5, $6)",
        values![id, kind, payload, at.clone(), at, 0],
    )
    .await?;
    Ok(())
}

/// Takes up to `limit` side effects that are due, and moves their next date so that no other node takes them.
///
/// # Errors
/// [`Fault::Database`].
pub async fn take(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Waiting>, Fault> {
    tx.lock("outbox").await?;
    let rows = tx
        .all(
            "SELECT id, kind, payload, attempts FROM outbox
             WHERE done_at IS NULL AND due_at <= $1 AND attempts < $2 ORDER BY due_at LIMIT $3",
            values![mint::instant(now), MAX_ATTEMPTS, limit],
        )
        .await?;
    let mut taken = vec![];
    for row in &rows {
        let (id, attempts) = (row.text("id")?, row.int("attempts")?);
        let minutes = 1_i64 << attempts.clamp(0, 10);
        let next = mint::instant(now + SignedDuration::from_mins(minutes));
        tx.run("UPDATE outbox SET attempts = attempts + 1, due_at = $2 WHERE id = $1", values![&id, next])
            .await?;
        taken.push(Waiting { id, kind: row.text("kind")?, payload: row.text("payload")?, attempts });
    }
    Ok(taken)
}

/// Records that a side effect is done, or why it failed this time.
///
/// # Errors
/// [`Fault::Database`].
pub async fn settle(tx: &mut Tx, id: &str, outcome: Result<(), String>, now: Timestamp) -> Result<(), Fault> {
    match outcome {
        Ok(()) => {
            tx.run("UPDATE outbox SET done_at = $2 WHERE id = $1", values![id, mint::instant(now)]).await?;
        }
        Err(error) => {
            tx.run("UPDATE outbox SET last_error = $2 WHERE id = $1", values![id, error]).await?;
        }
    }
    Ok(())
}

/// How many side effects wait, and how many have given up.
///
/// # Errors
/// [`Fault::Database`].
pub async fn counts(tx: &mut Tx) -> Result<(i64, i64), Fault> {
    let row = tx
        .one(
            "SELECT COUNT(CASE WHEN attempts < $1 THEN 1 END) AS waiting,
                 COUNT(CASE WHEN attempts >= $1 THEN 1 END) AS given_up
             FROM outbox WHERE done_at IS NULL",
            values![MAX_ATTEMPTS],
        )
        .await?;
    Ok((row.int("waiting")?, row.int("given_up")?))
}
