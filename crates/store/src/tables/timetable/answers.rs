//! What examiners answer, and the links that let them.

use super::At;
use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, ExaminerId};
use exam::planning::Answer;
use jiff::Timestamp;

/// An answer as it was received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Whose.
    pub examiner: ExaminerId,
    /// What.
    pub answer: Answer,
    /// Grows with each write.
    pub revision: i64,
    /// The account that entered it: the examiner's own, or that of somebody who plans.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

fn read(row: &Row) -> Result<Given, Fault> {
    Ok(Given {
        examiner: row.text("examiner_id")?.into(),
        answer: serde_json::from_str(&row.text("content")?)?,
        revision: row.int("revision")?,
        by: row.text("entered_by")?.into(),
        at: mint::read_instant(&row.text("entered_at")?)?,
    })
}

/// The answers of a place.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_place(tx: &mut Tx, at: At<'_>) -> Result<Vec<Given>, Fault> {
    let sql = "SELECT examiner_id, content, revision, entered_by, entered_at FROM availability
               WHERE place_kind = $1 AND place_id = $2 ORDER BY examiner_id";
    tx.all(sql, values![at.0, at.1]).await?.iter().map(read).collect()
}

/// The answer of one examiner.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_examiner(tx: &mut Tx, at: At<'_>, examiner: &ExaminerId) -> Result<Option<Given>, Fault> {
    let sql = "SELECT examiner_id, content, revision, entered_by, entered_at FROM availability
               WHERE place_kind = $1 AND place_id = $2 AND examiner_id = $3";
    tx.maybe(sql, values![at.0, at.1, examiner.as_str()]).await?.as_ref().map(read).transpose()
}

/// Writes an answer over the revision that was seen, 0 for none; says whether that was still the last.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Json`].
pub async fn write(
    tx: &mut Tx,
    at: At<'_>,
    examiner: &ExaminerId,
    (answer, seen): (&Answer, i64),
    (by, now): (&AccountId, Timestamp),
) -> Result<bool, Fault> {
    let content = serde_json::to_string(answer)?;
    let (who, by, now) = (examiner.as_str(), by.as_str(), mint::instant(now));
    let rows = if seen == 0 {
        let sql = "INSERT INTO availability
                       (place_kind, place_id, examiner_id, content, revision, entered_by, entered_at)
                   VALUES ($1, $2, $3, $4, 1, $5, $6) ON CONFLICT (place_kind, place_id, examiner_id) DO NOTHING";
        tx.run(sql, values![at.0, at.1, who, content, by, now]).await?
    } else {
        let sql =
            "UPDATE availability SET content = $4, revision = revision + 1, entered_by = $5, entered_at = $6
                   WHERE place_kind = $1 AND place_id = $2 AND examiner_id = $3 AND revision = $7";
        tx.run(sql, values![at.0, at.1, who, content, by, now, seen]).await?
    };
    Ok(rows == 1)
}

/// A link that stands, as far as it may be known: never its token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Whom it is for.
    pub examiner: ExaminerId,
    /// The kind of the place.
    pub place_kind: String,
    /// The place.
    pub place_id: String,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Until when it opens.
    pub expires_at: Timestamp,
}

fn read_link(row: &Row) -> Result<Link, Fault> {
    Ok(Link {
        examiner: row.text("examiner_id")?.into(),
        place_kind: row.text("place_kind")?,
        place_id: row.text("place_id")?,
        sent_at: mint::read_instant(&row.text("sent_at")?)?,
        expires_at: mint::read_instant(&row.text("expires_at")?)?,
    })
}

/// Keeps a link, by the hash of its token.
///
/// # Errors
/// [`Fault::Database`].
pub async fn keep_link(tx: &mut Tx, token_hash: &str, link: &Link, by: &AccountId) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO availability_link (token_hash, place_kind, place_id, examiner_id, sent_by, sent_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![
            token_hash,
            &link.place_kind,
            &link.place_id,
            link.examiner.as_str(),
            by.as_str(),
            mint::instant(link.sent_at),
            mint::instant(link.expires_at)
        ],
    )
    .await?;
    Ok(())
}

/// The link of a token, where it still opens.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn link(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<Option<Link>, Fault> {
    let sql = "SELECT examiner_id, place_kind, place_id, sent_at, expires_at FROM availability_link
               WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > $2";
    tx.maybe(sql, values![token_hash, mint::instant(now)]).await?.as_ref().map(read_link).transpose()
}

/// The links of a place that still open, the oldest first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn links(tx: &mut Tx, at: At<'_>, now: Timestamp) -> Result<Vec<Link>, Fault> {
    let sql = "SELECT examiner_id, place_kind, place_id, sent_at, expires_at FROM availability_link
               WHERE place_kind = $1 AND place_id = $2 AND revoked_at IS NULL AND expires_at > $3 ORDER BY sent_at";
    tx.all(sql, values![at.0, at.1, mint::instant(now)]).await?.iter().map(read_link).collect()
}

/// Closes every link of an examiner; says how many there were.
///
/// # Errors
/// [`Fault::Database`].
pub async fn revoke(tx: &mut Tx, at: At<'_>, examiner: &ExaminerId, now: Timestamp) -> Result<u64, Fault> {
    let sql = "UPDATE availability_link SET revoked_at = $4
               WHERE place_kind = $1 AND place_id = $2 AND examiner_id = $3 AND revoked_at IS NULL";
    tx.run(sql, values![at.0, at.1, examiner.as_str(), mint::instant(now)]).await
}
