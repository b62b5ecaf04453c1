//! Keeping and purging (E4-32): the end of the training, holds, purges from announcement to record, numbers that stay.

pub mod erase;
pub mod held;
pub mod words;

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, CandidateId, SchoolId, SessionId};
use exam::retention::{PurgeRecord, Signed};
use jiff::Timestamp;
use jiff::civil::Date;

/// A purge, from its announcement to its record.
#[derive(Debug, Clone, PartialEq)]
pub struct Purge {
    /// Its identifier.
    pub id: String,
    /// The session.
    pub session: SessionId,
    /// The school, where what is purged is its CCF.
    pub school: Option<SchoolId>,
    /// The day of the announcement, where the centre is.
    pub announced_on: Date,
    /// Who announced it, and when.
    pub announced: Signed,
    /// Who asked for it, and when.
    pub asked: Option<Signed>,
    /// What stays of it, once it is done.
    pub record: Option<PurgeRecord>,
}

fn read(row: &Row) -> Result<Purge, Fault> {
    let signed = |by: &str, name: &str, at: &str| -> Result<Option<Signed>, Fault> {
        let (Some(by), Some(at)) = (row.text_or_none(by)?, row.text_or_none(at)?) else { return Ok(None) };
        let name = row.text_or_none(name)?.unwrap_or_default();
        Ok(Some(Signed { by: by.into(), name, at: mint::read_instant(&at)? }))
    };
    let announced = signed("announced_by", "announced_name", "announced_at")?;
    Ok(Purge {
        id: row.text("id")?,
        session: row.text("session_id")?.into(),
        school: row.text_or_none("school_id")?.map(Into::into),
        announced_on: mint::read_date(&row.text("announced_on")?)?,
        announced: announced.ok_or_else(|| Fault::unreadable("announcement", ""))?,
        asked: signed("asked_by", "asked_name", "asked_at")?,
        record: row.text_or_none("record")?.map(|text| serde_json::from_str(&text)).transpose()?,
    })
}

/// The purges of a session and of its schools, in the order they were announced.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Purge>, Fault> {
    let sql = "SELECT p.*, a.name AS announced_name, b.name AS asked_name FROM purge p
               JOIN account a ON a.id = p.announced_by LEFT JOIN account b ON b.id = p.asked_by
               WHERE p.session_id = $1 ORDER BY p.announced_at, p.id";
    tx.all(sql, values![session.as_str()]).await?.iter().map(read).collect()
}

/// Records an announcement.
///
/// # Errors
/// [`Fault::Database`], also where one stands for that perimeter.
pub async fn announce(tx: &mut Tx, purge: &Purge) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO purge (id, session_id, school_id, announced_on, announced_at, announced_by)
         VALUES ($1, $2, $3, $4, $5, $6)",
        values![
            &purge.id,
            purge.session.as_str(),
            purge.school.as_ref().map(|id| id.0.clone()),
            purge.announced_on.to_string(),
            mint::instant(purge.announced.at),
            purge.announced.by.as_str()
        ],
    )
    .await?;
    Ok(())
}

/// Records who asks for an announced purge; `false` where somebody did before.
///
/// # Errors
/// [`Fault::Database`].
pub async fn ask(tx: &mut Tx, id: &str, by: &AccountId, at: Timestamp) -> Result<bool, Fault> {
    let sql = "UPDATE purge SET asked_by = $2, asked_at = $3
               WHERE id = $1 AND asked_by IS NULL AND done_at IS NULL";
    Ok(tx.run(sql, values![id, by.as_str(), mint::instant(at)]).await? == 1)
}

/// Takes back that a purge was asked for: what it would take has changed.
///
/// # Errors
/// [`Fault::Database`].
pub async fn ask_again(tx: &mut Tx, id: &str) -> Result<(), Fault> {
    let sql = "UPDATE purge SET asked_by = NULL, asked_at = NULL WHERE id = $1 AND done_at IS NULL";
    tx.run(sql, values![id]).await?;
    Ok(())
}

/// Keeps the record of a purge that is done.
///
/// # Errors
/// [`Fault::Database`], also where both people are one.
pub async fn finish(tx: &mut Tx, id: &str, record: &PurgeRecord) -> Result<(), Fault> {
    let sql = "UPDATE purge SET done_by = $2, done_at = $3, record = $4 WHERE id = $1 AND done_at IS NULL";
    let (by, at) = (record.confirmed.by.as_str(), mint::instant(record.confirmed.at));
    tx.run(sql, values![id, by, at, serde_json::to_string(record)?]).await?;
    Ok(())
}

/// The end of the training, where the authority fixed it.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn training_end(tx: &mut Tx, session: &SessionId) -> Result<Option<Date>, Fault> {
    let row =
        tx.one("SELECT training_end FROM exam_session WHERE id = $1", values![session.as_str()]).await?;
    row.text_or_none("training_end")?.map(|text| mint::read_date(&text)).transpose()
}

/// Fixes the end of the training; `false` where the session's dates changed since they were seen.
///
/// # Errors
/// [`Fault::Database`].
pub async fn set_training_end(tx: &mut Tx, session: &SessionId, end: Date, seen: i64) -> Result<bool, Fault> {
    let sql =
        "UPDATE exam_session SET training_end = $2, revision = revision + 1 WHERE id = $1 AND revision = $3";
    Ok(tx.run(sql, values![session.as_str(), end.to_string(), seen]).await? == 1)
}

/// The numbers of a session that were kept, JSON.
///
/// # Errors
/// [`Fault::Database`].
pub async fn statistics(tx: &mut Tx, session: &SessionId) -> Result<Option<String>, Fault> {
    let sql = "SELECT content FROM session_statistics WHERE session_id = $1";
    tx.maybe(sql, values![session.as_str()]).await?.map(|row| row.text("content")).transpose()
}

/// Keeps the numbers of a session; those that were kept before stay.
///
/// # Errors
/// [`Fault::Database`].
pub async fn keep_statistics(
    tx: &mut Tx,
    session: &SessionId,
    content: &str,
    at: Timestamp,
) -> Result<(), Fault> {
    let sql = "INSERT INTO session_statistics (session_id, taken_at, content) VALUES ($1, $2, $3)
               ON CONFLICT (session_id) DO NOTHING";
    tx.run(sql, values![session.as_str(), mint::instant(at), content]).await?;
    Ok(())
}

/// How many pieces and sheets each candidate of a session has, replaced ones too.
///
/// # Errors
/// [`Fault::Database`].
pub async fn sizes(tx: &mut Tx, session: &SessionId) -> Result<Vec<(CandidateId, i64, i64)>, Fault> {
    let sql = "SELECT c.id, (SELECT COUNT(*) FROM deposit d WHERE d.candidate_id = c.id) AS pieces,
                   (SELECT COUNT(*) FROM sheet s WHERE s.candidate_id = c.id) AS sheets
               FROM candidate c WHERE c.session_id = $1";
    let rows = tx.all(sql, values![session.as_str()]).await?;
    rows.iter().map(|row| Ok((row.text("id")?.into(), row.int("pieces")?, row.int("sheets")?))).collect()
}
