//! Rosters read and shown, waiting for a person to say yes.

use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, SessionId};
use jiff::Timestamp;

/// A roster that was read.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its identifier.
    pub id: String,
    /// The session it is for.
    pub session: SessionId,
    /// The file's name.
    pub file_name: String,
    /// What was read, JSON, without any INE.
    pub content: String,
    /// Who uploaded it.
    pub by: AccountId,
    /// Already applied.
    pub applied: bool,
}

/// Keeps a roster until somebody says yes.
///
/// # Errors
/// [`Fault::Database`].
pub async fn insert(tx: &mut Tx, draft: &Draft, now: Timestamp) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO roster_draft (id, session_id, file_name, content, read_at, read_by)
         VALUES ($1, $2, $3, $4, $5, $6)",
        values![
            &draft.id,
            draft.session.as_str(),
            &draft.file_name,
            &draft.content,
            mint::instant(now),
            draft.by.as_str()
        ],
    )
    .await?;
    Ok(())
}

/// A roster of a session.
///
/// # Errors
/// [`Fault::Database`].
pub async fn find(tx: &mut Tx, session: &SessionId, id: &str) -> Result<Option<Draft>, Fault> {
    let sql = "SELECT id, session_id, file_name, content, read_by, applied_at FROM roster_draft
               WHERE id = $1 AND session_id = $2";
    let row = tx.maybe(sql, values![id, session.as_str()]).await?;
    row.map(|row| {
        Ok(Draft {
            id: row.text("id")?,
            session: row.text("session_id")?.into(),
            file_name: row.text("file_name")?,
            content: row.text("content")?,
            by: row.text("read_by")?.into(),
            applied: row.text_or_none("applied_at")?.is_some(),
        })
    })
    .transpose()
}

/// Records that a roster was applied.
///
/// # Errors
/// [`Fault::Database`].
pub async fn set_applied(tx: &mut Tx, id: &str, now: Timestamp) -> Result<(), Fault> {
    tx.run("UPDATE roster_draft SET applied_at = $2 WHERE id = $1", values![id, mint::instant(now)]).await?;
    Ok(())
}
