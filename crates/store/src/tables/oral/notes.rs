//! Notes of preparation: one examiner's own, on one candidate. Every statement names the account: a note of somebody
//! else is out of reach, and one past its day is as good as deleted.

use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, CandidateId};
use jiff::Timestamp;
use jiff::civil::Date;

/// One's own note.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Note {
    /// The text.
    pub text: String,
    /// Grows by one with each write; 0 where nothing was written.
    pub revision: i64,
    /// When the server received it.
    pub at: Option<Timestamp>,
}

/// One's own note on a candidate; empty where there is none.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn own(
    tx: &mut Tx,
    candidate: &CandidateId,
    account: &AccountId,
    today: Date,
) -> Result<Note, Fault> {
    let sql = "SELECT content, revision, written_at FROM private_note
               WHERE candidate_id = $1 AND account_id = $2 AND kept_until >= $3";
    match tx.maybe(sql, values![candidate.as_str(), account.as_str(), today.to_string()]).await? {
        None => Ok(Note::default()),
        Some(row) => Ok(Note {
            text: row.text("content")?,
            revision: row.int("revision")?,
            at: Some(mint::read_instant(&row.text("written_at")?)?),
        }),
    }
}

/// Writes one's own note over the revision seen. Says whether it was the last one.
///
/// # Errors
/// [`Fault::Database`].
pub async fn write(
    tx: &mut Tx,
    (candidate, account): (&CandidateId, &AccountId),
    text: &str,
    seen: i64,
    (now, kept_until): (Timestamp, Date),
) -> Result<bool, Fault> {
    let (candidate, account, at) = (candidate.as_str(), account.as_str(), mint::instant(now));
    let rows = if seen == 0 {
        tx.run(
            "INSERT INTO private_note (candidate_id, account_id, content, revision, written_at, kept_until)
             VALUES ($1, $2, $3, 1, $4, $5) ON CONFLICT (candidate_id, account_id) DO NOTHING",
            values![candidate, account, text, at, kept_until.to_string()],
        )
        .await?
    } else {
        tx.run(
            "UPDATE private_note SET content = $3, revision = revision + 1, written_at = $4, kept_until = $5
             WHERE candidate_id = $1 AND account_id = $2 AND revision = $6",
            values![candidate, account, text, at, kept_until.to_string(), seen],
        )
        .await?
    };
    Ok(rows == 1)
}

/// Deletes the notes past their day.
///
/// # Errors
/// [`Fault::Database`].
pub async fn delete_expired(tx: &mut Tx, today: Date) -> Result<(), Fault> {
    tx.run("DELETE FROM private_note WHERE kept_until < $1", values![today.to_string()]).await?;
    Ok(())
}
