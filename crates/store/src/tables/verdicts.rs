//! Verdicts of the conformity check; they follow one another, the last that is settled counts.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::conformity::{Outcome, Verdict};
use exam::id::{AccountId, CandidateId, SessionId};
use jiff::Timestamp;

/// A verdict as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Whose dossier.
    pub candidate: CandidateId,
    /// Position among the candidate's verdicts, from 1.
    pub position: i64,
    /// The verdict.
    pub verdict: Verdict,
    /// Who gave it.
    pub by: AccountId,
    /// The controller's name.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
    /// It counts: it is no « non valide » that waits for a second look (E4-19).
    pub settled: bool,
}

fn read(row: &Row) -> Result<Given, Fault> {
    let outcome = row.text("outcome")?;
    let outcome = match outcome.as_str() {
        "conform" => Outcome::Conform,
        "to_put_right" => {
            let until = row.text_or_none("until_date")?.unwrap_or_default();
            Outcome::ToPutRight { until: mint::read_date(&until)? }
        }
        "not_valid" => Outcome::NotValid { ground: row.text_or_none("ground")?.unwrap_or_default() },
        "absent" => Outcome::Absent,
        other => return Err(Fault::unreadable("outcome", other)),
    };
    Ok(Given {
        candidate: row.text("candidate_id")?.into(),
        position: row.int("position")?,
        verdict: Verdict {
            pieces: serde_json::from_str(&row.text("pieces")?)?,
            outcome,
            reason: row.text("reason")?,
        },
        by: row.text("given_by")?.into(),
        by_name: row.text("by_name")?,
        at: mint::read_instant(&row.text("given_at")?)?,
        settled: row.bool("settled")?,
    })
}

/// Records a verdict.
///
/// # Errors
/// [`Fault::Database`], also where another came at that position.
pub async fn insert(tx: &mut Tx, id: String, given: &Given) -> Result<(), Fault> {
    let (until, ground) = match &given.verdict.outcome {
        Outcome::ToPutRight { until } => (Some(until.to_string()), None),
        Outcome::NotValid { ground } => (None, Some(ground.clone())),
        Outcome::Conform | Outcome::Absent => (None, None),
    };
    tx.run(
        "INSERT INTO verdict (id, candidate_id, position, pieces, outcome, until_date, ground, reason, given_by,
             given_at, settled)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        values![
            id,
            given.candidate.as_str(),
            given.position,
            serde_json::to_string(&given.verdict.pieces)?,
            given.verdict.outcome.code(),
            until,
            ground,
            &given.verdict.reason,
            given.by.as_str(),
            mint::instant(given.at),
            given.settled
        ],
    )
    .await?;
    Ok(())
}

/// The verdicts of a candidate, the last first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_candidate(tx: &mut Tx, candidate: &CandidateId) -> Result<Vec<Given>, Fault> {
    let sql = "SELECT v.*, a.name AS by_name FROM verdict v JOIN account a ON a.id = v.given_by
               WHERE v.candidate_id = $1 ORDER BY v.position DESC";
    tx.all(sql, values![candidate.as_str()]).await?.iter().map(read).collect()
}

/// The last verdict of each candidate of a session that has one, settled or not: what a controller goes on from.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn last_of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Given>, Fault> {
    let sql = "SELECT v.*, a.name AS by_name FROM verdict v JOIN account a ON a.id = v.given_by
               JOIN candidate c ON c.id = v.candidate_id
               WHERE c.session_id = $1 AND v.position =
                   (SELECT MAX(w.position) FROM verdict w WHERE w.candidate_id = v.candidate_id)";
    tx.all(sql, values![session.as_str()]).await?.iter().map(read).collect()
}

/// The verdict that counts for each candidate of a session: the last that is settled.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn in_force(tx: &mut Tx, session: &SessionId) -> Result<Vec<Given>, Fault> {
    let sql = "SELECT v.*, a.name AS by_name FROM verdict v JOIN account a ON a.id = v.given_by
               JOIN candidate c ON c.id = v.candidate_id
               WHERE c.session_id = $1 AND v.position =
                   (SELECT MAX(w.position) FROM verdict w WHERE w.candidate_id = v.candidate_id AND w.settled)";
    tx.all(sql, values![session.as_str()]).await?.iter().map(read).collect()
}
