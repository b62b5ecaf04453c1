//! What the jury observes on candidates. Inserted only.

use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, CandidateId, SessionId};
use jiff::Timestamp;

/// A remark of the jury.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// On whom.
    pub candidate: CandidateId,
    /// Its words.
    pub text: String,
    /// Who wrote it.
    pub by: AccountId,
    /// The person's name at that time.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// Keeps a remark.
///
/// # Errors
/// [`Fault::Database`].
pub async fn insert(tx: &mut Tx, id: String, remark: &Remark) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO jury_remark (id, candidate_id, remark, by_account, by_name, at) VALUES ($1, $2, $3, $4, $5, $6)",
        values![
            id,
            remark.candidate.as_str(),
            &remark.text,
            remark.by.as_str(),
            &remark.by_name,
            mint::instant(remark.at)
        ],
    )
    .await?;
    Ok(())
}

/// Every remark of a session, oldest first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Remark>, Fault> {
    let sql = "SELECT r.candidate_id, r.remark, r.by_account, r.by_name, r.at FROM jury_remark r
               JOIN candidate c ON c.id = r.candidate_id WHERE c.session_id = $1 ORDER BY r.at, r.id";
    let remark = |row: &crate::db::Row| {
        Ok(Remark {
            candidate: row.text("candidate_id")?.into(),
            text: row.text("remark")?,
            by: row.text("by_account")?.into(),
            by_name: row.text("by_name")?,
            at: mint::read_instant(&row.text("at")?)?,
        })
    };
    tx.all(sql, values![session.as_str()]).await?.iter().map(remark).collect()
}
