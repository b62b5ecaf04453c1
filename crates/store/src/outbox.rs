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
    put_at(tx, id, kind, payload, (now, now)).await
}

/// Puts a side effect in the outbox that is to be done later: now, and when.
///
/// # Errors
/// [`Fault::Database`].
pub async fn put_at(
    tx: &mut Tx,
    id: String,
    kind: &str,
    payload: String,
    (now, due): (Timestamp, Timestamp),
) -> Result<(), Fault> {
    let (at, due) = (mint::instant(now), mint::instant(due));
    tx.run(
        "INSERT INTO outbox (id, kind, payload, created_at, due_at, attempts) VALUES ($1, $2, $3, $4, $5, $6)",
        values![id, kind, payload, at, due, 0],
    )
    .await?;
    Ok(())
}

/// Takes up to `limit` side effects of a kind that are due, and moves their next date so that no other node takes them.
///
/// # Errors
/// [`Fault::Database`].
pub async fn take(tx: &mut Tx, kind: &str, now: Timestamp, limit: i64) -> Result<Vec<Waiting>, Fault> {
    take_due(tx, kind, (Timestamp::UNIX_EPOCH, now), limit).await
}

/// The same, of those that are due since an instant, and no longer.
///
/// # Errors
/// [`Fault::Database`].
pub async fn take_due(
    tx: &mut Tx,
    kind: &str,
    (since, now): (Timestamp, Timestamp),
    limit: i64,
) -> Result<Vec<Waiting>, Fault> {
    tx.lock("outbox").await?;
    let rows = tx
        .all(
            "SELECT id, kind, payload, attempts FROM outbox
             WHERE done_at IS NULL AND kind = $4 AND due_at <= $1 AND due_at >= $5 AND attempts < $2
             ORDER BY due_at, id LIMIT $3",
            values![mint::instant(now), MAX_ATTEMPTS, limit, kind, mint::instant(since)],
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

/// A side effect that is not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// Its identifier.
    pub id: String,
    /// Its content, JSON.
    pub payload: String,
    /// When its act was done.
    pub at: Timestamp,
    /// When it is to be done, or tried again.
    pub due: Timestamp,
    /// How many times it was tried.
    pub attempts: i64,
    /// Why it failed the last time.
    pub last_error: Option<String>,
}

/// Every side effect of a kind that is not done, the first one first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn undone(tx: &mut Tx, kind: &str) -> Result<Vec<Undone>, Fault> {
    let sql = "SELECT id, payload, created_at, due_at, attempts, last_error FROM outbox
               WHERE done_at IS NULL AND kind = $1 ORDER BY created_at, id";
    let read = |row: &crate::db::Row| {
        Ok(Undone {
            id: row.text("id")?,
            payload: row.text("payload")?,
            at: mint::read_instant(&row.text("created_at")?)?,
            due: mint::read_instant(&row.text("due_at")?)?,
            attempts: row.int("attempts")?,
            last_error: row.text_or_none("last_error")?,
        })
    };
    tx.all(sql, values![kind]).await?.iter().map(read).collect()
}

/// Has a side effect that is not done tried again, from an instant on, as if it never failed.
///
/// # Errors
/// [`Fault::Database`].
pub async fn again(tx: &mut Tx, id: &str, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE outbox SET attempts = 0, due_at = $2 WHERE id = $1 AND done_at IS NULL";
    tx.run(sql, values![id, mint::instant(now)]).await?;
    Ok(())
}

/// Forgets a side effect that is not done: it never will be.
///
/// # Errors
/// [`Fault::Database`].
pub async fn forget(tx: &mut Tx, id: &str) -> Result<(), Fault> {
    tx.run("DELETE FROM outbox WHERE id = $1 AND done_at IS NULL", values![id]).await?;
    Ok(())
}

/// When the last side effect of a kind that still waits, and whose payload holds a text, was put there.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn waiting_since(tx: &mut Tx, kind: &str, holds: &str) -> Result<Option<Timestamp>, Fault> {
    let sql = "SELECT MAX(created_at) AS at FROM outbox
               WHERE done_at IS NULL AND kind = $1 AND payload LIKE $2";
    let row = tx.one(sql, values![kind, format!("%{holds}%")]).await?;
    row.text_or_none("at")?.map(|text| mint::read_instant(&text)).transpose()
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

/// A side effect as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its identifier.
    pub id: String,
    /// Its content, JSON.
    pub payload: String,
    /// When its act was done.
    pub at: Timestamp,
    /// When it was done itself.
    pub done_at: Option<Timestamp>,
    /// How many times it was tried.
    pub attempts: i64,
    /// Why it failed the last time.
    pub last_error: Option<String>,
}

/// The last side effects of a kind, done or not, the last first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn last(tx: &mut Tx, kind: &str, limit: i64) -> Result<Vec<Kept>, Fault> {
    let rows = tx
        .all(
            "SELECT id, payload, created_at, done_at, attempts, last_error FROM outbox WHERE kind = $1
             ORDER BY created_at DESC, id DESC LIMIT $2",
            values![kind, limit],
        )
        .await?;
    let kept = |row: &crate::db::Row| {
        Ok(Kept {
            id: row.text("id")?,
            payload: row.text("payload")?,
            at: mint::read_instant(&row.text("created_at")?)?,
            done_at: row.text_or_none("done_at")?.map(|text| mint::read_instant(&text)).transpose()?,
            attempts: row.int("attempts")?,
            last_error: row.text_or_none("last_error")?,
        })
    };
    rows.iter().map(kept).collect()
}
