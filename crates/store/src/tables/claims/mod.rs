//! Claims: who asked to read the own appraisal, what was given, and when it was read.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::claim::Texts;
use exam::id::{AccountId, CandidateId, SessionId};
use jiff::Timestamp;

/// A claim as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Whose.
    pub candidate: CandidateId,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// The hold that it placed; none where another stood already.
    pub hold: Option<String>,
    /// What was given, once it was.
    pub given: Option<Given>,
    /// When its candidate read it first.
    pub read_at: Option<Timestamp>,
}

/// What was given to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The texts, masked.
    pub texts: Texts,
    /// How many passages were masked.
    pub masked: usize,
    /// The name of who gave it.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

fn read(row: &Row) -> Result<Claim, Fault> {
    let instant = |column: &str| row.text_or_none(column)?.map(|text| mint::read_instant(&text)).transpose();
    let given = match (row.text_or_none("given")?, instant("given_at")?) {
        (Some(texts), Some(at)) => Some(Given {
            texts: serde_json::from_str(&texts)?,
            masked: usize::try_from(row.int("masked")?).unwrap_or_default(),
            by_name: row.text_or_none("name")?.unwrap_or_default(),
            at,
        }),
        _ => None,
    };
    Ok(Claim {
        candidate: row.text("candidate_id")?.into(),
        asked_at: mint::read_instant(&row.text("asked_at")?)?,
        hold: row.text_or_none("hold_id")?,
        given,
        read_at: instant("read_at")?,
    })
}

/// The claim of a candidate.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, candidate: &CandidateId) -> Result<Option<Claim>, Fault> {
    let sql =
        "SELECT q.*, a.name FROM claim q LEFT JOIN account a ON a.id = q.given_by WHERE q.candidate_id = $1";
    tx.maybe(sql, values![candidate.as_str()]).await?.as_ref().map(read).transpose()
}

/// The claims of a session, the first one first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Claim>, Fault> {
    let sql = "SELECT q.*, a.name FROM claim q JOIN candidate c ON c.id = q.candidate_id
               LEFT JOIN account a ON a.id = q.given_by
               WHERE c.session_id = $1 ORDER BY q.asked_at, q.candidate_id";
    tx.all(sql, values![session.as_str()]).await?.iter().map(read).collect()
}

/// Keeps a claim.
///
/// # Errors
/// [`Fault::Database`].
pub async fn insert(
    tx: &mut Tx,
    candidate: &CandidateId,
    hold: Option<String>,
    now: Timestamp,
) -> Result<(), Fault> {
    let sql = "INSERT INTO claim (candidate_id, asked_at, hold_id, masked) VALUES ($1, $2, $3, 0)";
    tx.run(sql, values![candidate.as_str(), mint::instant(now), hold]).await?;
    Ok(())
}

/// Gives what was asked for; `false` where it was given before.
///
/// # Errors
/// [`Fault::Database`].
pub async fn give(
    tx: &mut Tx,
    candidate: &CandidateId,
    (texts, masked): (&Texts, usize),
    (by, now): (&AccountId, Timestamp),
) -> Result<bool, Fault> {
    let sql = "UPDATE claim SET given = $2, masked = $3, given_by = $4, given_at = $5
               WHERE candidate_id = $1 AND given IS NULL";
    let masked = i64::try_from(masked).unwrap_or(i64::MAX);
    let texts = serde_json::to_string(texts)?;
    let values = values![candidate.as_str(), texts, masked, by.as_str(), mint::instant(now)];
    Ok(tx.run(sql, values).await? == 1)
}

/// Records that the appraisal was read. Says whether this was the first time: the first instant stays.
///
/// # Errors
/// [`Fault::Database`].
pub async fn set_read(tx: &mut Tx, candidate: &CandidateId, now: Timestamp) -> Result<bool, Fault> {
    let sql =
        "UPDATE claim SET read_at = $2 WHERE candidate_id = $1 AND given IS NOT NULL AND read_at IS NULL";
    Ok(tx.run(sql, values![candidate.as_str(), mint::instant(now)]).await? == 1)
}
