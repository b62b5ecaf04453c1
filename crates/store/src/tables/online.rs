//! Synthesis tables edited on line: one for each candidate, with its revision.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, CandidateId};
use jiff::Timestamp;

/// A table as it was last received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Online {
    /// Whose.
    pub candidate: CandidateId,
    /// The table, JSON.
    pub content: String,
    /// Grows by one with each write, from 1.
    pub revision: i64,
    /// What the last import took the place of, JSON.
    pub replaced: Option<String>,
    /// Who wrote it.
    pub by: AccountId,
    /// The writer's name.
    pub by_name: String,
    /// When the server received it.
    pub at: Timestamp,
}

fn read(row: &Row) -> Result<Online, Fault> {
    Ok(Online {
        candidate: row.text("candidate_id")?.into(),
        content: row.text("content")?,
        revision: row.int("revision")?,
        replaced: row.text_or_none("replaced")?,
        by: row.text("written_by")?.into(),
        by_name: row.text("by_name")?,
        at: mint::read_instant(&row.text("written_at")?)?,
    })
}

/// The table of a candidate, once something was written.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, candidate: &CandidateId) -> Result<Option<Online>, Fault> {
    let sql = "SELECT o.candidate_id, o.content, o.revision, o.replaced, o.written_by, o.written_at,
                   a.name AS by_name
               FROM online_table o JOIN account a ON a.id = o.written_by WHERE o.candidate_id = $1";
    tx.maybe(sql, values![candidate.as_str()]).await?.as_ref().map(read).transpose()
}

/// Writes a table at its revision: the first is inserted, a later one replaces the one just before. Says whether the
/// row was the one expected; where it was not, another was received in between.
///
/// # Errors
/// [`Fault::Database`].
pub async fn write(tx: &mut Tx, table: &Online) -> Result<bool, Fault> {
    let (candidate, by, at) = (table.candidate.as_str(), table.by.as_str(), mint::instant(table.at));
    let rows = if table.revision == 1 {
        tx.run(
            "INSERT INTO online_table (candidate_id, content, revision, replaced, written_by, written_at)
             VALUES ($1, $2, 1, $3, $4, $5) ON CONFLICT (candidate_id) DO NOTHING",
            values![candidate, &table.content, table.replaced.clone(), by, at],
        )
        .await?
    } else {
        tx.run(
            "UPDATE online_table SET content = $2, revision = revision + 1, replaced = $3, written_by = $4,
                 written_at = $5
             WHERE candidate_id = $1 AND revision = $6",
            values![candidate, &table.content, table.replaced.clone(), by, at, table.revision - 1],
        )
        .await?
    };
    Ok(rows == 1)
}
