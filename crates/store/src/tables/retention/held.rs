//! Holds: the documents of one candidate stay, for a claim or an appeal, until somebody lifts it.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, CandidateId, SessionId};
use jiff::Timestamp;

/// A hold that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// Whose documents.
    pub candidate: CandidateId,
    /// Why.
    pub reason: String,
    /// The name of who placed it.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// The holds of a session that stand.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Hold>, Fault> {
    let sql = "SELECT h.candidate_id, h.reason, h.placed_at, a.name FROM retention_hold h
               JOIN account a ON a.id = h.placed_by JOIN candidate c ON c.id = h.candidate_id
               WHERE c.session_id = $1 AND h.lifted_at IS NULL ORDER BY h.placed_at, h.id";
    let read = |row: &Row| {
        Ok(Hold {
            candidate: row.text("candidate_id")?.into(),
            reason: row.text("reason")?,
            by_name: row.text("name")?,
            at: mint::read_instant(&row.text("placed_at")?)?,
        })
    };
    tx.all(sql, values![session.as_str()]).await?.iter().map(read).collect()
}

/// Places a hold; `false` where one stands.
///
/// # Errors
/// [`Fault::Database`].
pub async fn place(
    tx: &mut Tx,
    id: String,
    (candidate, reason): (&CandidateId, &str),
    (by, at): (&AccountId, Timestamp),
) -> Result<bool, Fault> {
    let sql = "INSERT INTO retention_hold (id, candidate_id, reason, placed_by, placed_at)
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    let at = mint::instant(at);
    Ok(tx.run(sql, values![id, candidate.as_str(), reason, by.as_str(), at]).await? == 1)
}

/// Whether this very hold stands.
///
/// # Errors
/// [`Fault::Database`].
pub async fn stands(tx: &mut Tx, id: &str) -> Result<bool, Fault> {
    let sql = "SELECT id FROM retention_hold WHERE id = $1 AND lifted_at IS NULL";
    Ok(tx.maybe(sql, values![id]).await?.is_some())
}

/// Lifts a hold; `false` where none stands.
///
/// # Errors
/// [`Fault::Database`].
pub async fn lift(
    tx: &mut Tx,
    candidate: &CandidateId,
    (by, at): (&AccountId, Timestamp),
) -> Result<bool, Fault> {
    let sql = "UPDATE retention_hold SET lifted_by = $2, lifted_at = $3
               WHERE candidate_id = $1 AND lifted_at IS NULL";
    Ok(tx.run(sql, values![candidate.as_str(), by.as_str(), mint::instant(at)]).await? == 1)
}
