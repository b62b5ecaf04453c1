//! What the jury decided. Inserted once; this file has no statement that changes a decision.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, CandidateId, SessionId};
use exam::mark::{DecidedMark, Mark};
use exam::sitting::WhichExam;
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

/// A decision among the columns of other things, each named `d_…`; `None` where there is none yet.
pub(crate) fn read_beside(row: &Row, candidate: &CandidateId) -> Result<Option<Decision>, Fault> {
    let Some(hundredths) = row.int_or_none("d_mark")? else { return Ok(None) };
    let mark = Mark::from_hundredths(hundredths, u16::MAX)
        .map_err(|_| Fault::unreadable("mark", &hundredths.to_string()))?;
    Ok(Some(Decision {
        candidate: candidate.clone(),
        mark: DecidedMark::recorded(mark),
        remark: row.text("d_remark")?,
        by: row.text("d_decided_by")?.into(),
        at: mint::read_instant(&row.text("d_decided_at")?)?,
    }))
}

/// Records a decision.
///
/// # Errors
/// [`Fault::Database`], also where one exists.
pub async fn insert(tx: &mut Tx, which: WhichExam, decision: &Decision) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO decision (candidate_id, mark, remark, decided_by, decided_at, exam) VALUES ($1, $2, $3, $4, $5, $6)",
        values![
            decision.candidate.as_str(),
            decision.mark.mark().hundredths(),
            &decision.remark,
            decision.by.as_str(),
            mint::instant(decision.at),
            which.code()
        ],
    )
    .await?;
    Ok(())
}

/// The decision on a candidate for one exam.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, which: WhichExam, candidate: &CandidateId) -> Result<Option<Decision>, Fault> {
    let sql = "SELECT candidate_id, mark, remark, decided_by, decided_at FROM decision
               WHERE candidate_id = $1 AND exam = $2";
    tx.maybe(sql, values![candidate.as_str(), which.code()]).await?.as_ref().map(read).transpose()
}

/// Every decision of a session for one exam.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, which: WhichExam, session: &SessionId) -> Result<Vec<Decision>, Fault> {
    let sql = "SELECT d.candidate_id, d.mark, d.remark, d.decided_by, d.decided_at FROM decision d
               JOIN candidate c ON c.id = d.candidate_id WHERE c.session_id = $1 AND d.exam = $2";
    tx.all(sql, values![session.as_str(), which.code()]).await?.iter().map(read).collect()
}
