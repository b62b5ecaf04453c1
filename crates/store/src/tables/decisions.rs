//! What the jury decided. Inserted once; this file has no statement that changes a decision.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, CandidateId, SessionId};
use exam::mark::{DecidedMark, Mark};
use jiff::Timestamp;

/// A decision of the jury on one candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The candidate.
    pub candidate: CandidateId,
    /// The mark.
    pub mark: DecidedMark,
    /// The jury's remark.
    pub remark: String,
    /// Who recorded it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

fn read(row: &Row) -> Result<Decision, Fault> {
    let hundredths = row.int("mark")?;
    let mark = Mark::from_hundredths(hundredths, u16::MAX)
        .map_err(|_| Fault::unreadable("mark", &hundredths.to_string()))?;
    Ok(Decision {
        candidate: row.text("candidate_id")?.into(),
        mark: DecidedMark::recorded(mark),
        remark: row.text("remark")?,
        by: row.text("decided_by")?.into(),
        at: mint::read_instant(&row.text("decided_at")?)?,
    })
}

/// Records a decision.
///
/// # Errors
/// [`Fault::Database`], also where one exists.
pub async fn insert(tx: &mut Tx, decision: &Decision) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO decision (candidate_id, mark, remark, decided_by, decided_at) VALUES ($1, $2, $3, $4, $5)",
        values![
            decision.candidate.as_str(),
            decision.mark.mark().hundredths(),
            &decision.remark,
            decision.by.as_str(),
            mint::instant(decision.at)
        ],
    )
    .await?;
    Ok(())
}

/// The decision on a candidate.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, candidate: &CandidateId) -> Result<Option<Decision>, Fault> {
    let sql =
        "SELECT candidate_id, mark, remark, decided_by, decided_at FROM decision WHERE candidate_id = $1";
    tx.maybe(sql, values![candidate.as_str()]).await?.as_ref().map(read).transpose()
}

/// Every decision of a session.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Decision>, Fault> {
    let sql = "SELECT d.candidate_id, d.mark, d.remark, d.decided_by, d.decided_at FROM decision d
               JOIN candidate c ON c.id = d.candidate_id WHERE c.session_id = $1";
    tx.all(sql, values![session.as_str()]).await?.iter().map(read).collect()
}
