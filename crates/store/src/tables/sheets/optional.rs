//! The sheets of the optional exam (E4-37): opened by the commission once the oral is over.

use super::{Sitting, read};
use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{CandidateId, SessionId};

/// Opens the optional exam's sheet of a candidate. Says whether none was open before.
///
/// # Errors
/// [`Fault::Database`].
pub async fn open_optional(tx: &mut Tx, sitting: &Sitting) -> Result<bool, Fault> {
    let rows = tx
        .run(
            "INSERT INTO sheet (id, candidate_id, commission_id, starts_at, exam)
             VALUES ($1, $2, $3, $4, 'optional') ON CONFLICT (candidate_id, exam) DO NOTHING",
            values![
                sitting.sheet.as_str(),
                sitting.candidate.as_str(),
                sitting.commission.as_str(),
                mint::instant(sitting.starts_at)
            ],
        )
        .await?;
    Ok(rows == 1)
}

/// The optional exam's sheet of a candidate, once it is open.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn optional_of_candidate(tx: &mut Tx, candidate: &CandidateId) -> Result<Option<Sitting>, Fault> {
    let sql = "SELECT id, candidate_id, commission_id, starts_at FROM sheet
               WHERE candidate_id = $1 AND exam = 'optional'";
    tx.maybe(sql, values![candidate.as_str()]).await?.as_ref().map(read).transpose()
}

/// Every sheet of the optional exam of a session.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn optional_of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Sitting>, Fault> {
    let sql = "SELECT s.id, s.candidate_id, s.commission_id, s.starts_at FROM sheet s
               JOIN candidate c ON c.id = s.candidate_id WHERE c.session_id = $1 AND s.exam = 'optional'";
    let read = |row: &Row| read(row);
    tx.all(sql, values![session.as_str()]).await?.iter().map(read).collect()
}
