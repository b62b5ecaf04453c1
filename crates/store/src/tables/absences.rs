//! Absences from the oral, each with what was decided; they follow one another, the last counts (E4-29).

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::absence::{Consequence, Justification};
use exam::id::{AccountId, CandidateId, SessionId};
use jiff::Timestamp;

/// An absence and its decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Whose.
    pub candidate: CandidateId,
    /// Which of the candidate's absences, from 1.
    pub position: i64,
    /// How it is justified.
    pub justification: Justification,
    /// What was produced.
    pub ground: String,
    /// What it comes to.
    pub decided: Consequence,
    /// Why otherwise than the rule; empty where it is not.
    pub reason: String,
    /// Who decided.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

fn read(row: &Row) -> Result<Recorded, Fault> {
    let (justification, decided) = (row.text("justification")?, row.text("decided")?);
    Ok(Recorded {
        candidate: row.text("candidate_id")?.into(),
        position: row.int("position")?,
        justification: Justification::from_code(&justification)
            .ok_or_else(|| Fault::unreadable("justification", &justification))?,
        ground: row.text("ground")?,
        decided: Consequence::from_code(&decided)
            .ok_or_else(|| Fault::unreadable("consequence", &decided))?,
        reason: row.text("reason")?,
        by: row.text("decided_by")?.into(),
        at: mint::read_instant(&row.text("decided_at")?)?,
    })
}

/// Records an absence.
///
/// # Errors
/// [`Fault::Database`], also where another came at that position.
pub async fn insert(tx: &mut Tx, id: String, absence: &Recorded) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO absence (id, candidate_id, position, justification, ground, decided, reason, decided_by,
             decided_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values![
            id,
            absence.candidate.as_str(),
            absence.position,
            absence.justification.code(),
            &absence.ground,
            absence.decided.code(),
            &absence.reason,
            absence.by.as_str(),
            mint::instant(absence.at)
        ],
    )
    .await?;
    Ok(())
}

/// The absences of a candidate, the last first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_candidate(tx: &mut Tx, candidate: &CandidateId) -> Result<Vec<Recorded>, Fault> {
    let sql = "SELECT * FROM absence WHERE candidate_id = $1 ORDER BY position DESC";
    tx.all(sql, values![candidate.as_str()]).await?.iter().map(read).collect()
}

/// The last absence of each candidate of a session that has one.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn last_of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Recorded>, Fault> {
    let sql = "SELECT b.* FROM absence b JOIN candidate c ON c.id = b.candidate_id
               WHERE c.session_id = $1 AND b.position =
                   (SELECT MAX(d.position) FROM absence d WHERE d.candidate_id = b.candidate_id)";
    tx.all(sql, values![session.as_str()]).await?.iter().map(read).collect()
}
