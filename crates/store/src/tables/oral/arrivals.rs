//! Arrivals of candidates, and the extra time they were granted.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, CandidateId, SessionId, SheetId};
use exam::sitting::{ExtraTime, Happened, Identity};
use jiff::Timestamp;

/// A candidate who came, with the proof of identity that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// What was seen.
    pub identity: Identity,
    /// When it was noted.
    pub at: Timestamp,
    /// Who saw it.
    pub by_name: String,
    /// When it was received, where a device without a network told it afterwards.
    pub received: Option<Timestamp>,
}

/// An arrival among the columns of other things, each named `v_…`.
pub(crate) fn read_or_none(row: &Row) -> Result<Option<Arrival>, Fault> {
    let Some(identity) = row.text_or_none("v_identity")? else { return Ok(None) };
    Ok(Some(Arrival {
        identity: Identity::from_code(&identity).ok_or_else(|| Fault::unreadable("identity", &identity))?,
        at: mint::read_instant(&row.text("v_arrived_at")?)?,
        by_name: row.text("v_name")?,
        received: row.text_or_none("v_received_at")?.map(|text| mint::read_instant(&text)).transpose()?,
    }))
}

/// An arrangement among the columns of other things; none where none was granted.
pub(crate) fn read_extra(row: &Row) -> Result<ExtraTime, Fault> {
    match row.text_or_none("extra_time")? {
        None => Ok(ExtraTime::NONE),
        Some(text) => ExtraTime::parse(&text).ok_or_else(|| Fault::unreadable("extra time", &text)),
    }
}

/// Notes an arrival; noted again, the proof seen is corrected and the first instant stays.
///
/// # Errors
/// [`Fault::Database`].
pub async fn note(
    tx: &mut Tx,
    sheet: &SheetId,
    identity: Identity,
    (by, when): (&AccountId, Happened),
) -> Result<(), Fault> {
    let received = when.received.map(mint::instant);
    tx.run(
        "INSERT INTO arrival (sheet_id, identity, arrived_at, seen_by, received_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (sheet_id) DO UPDATE SET identity = excluded.identity, seen_by = excluded.seen_by",
        values![sheet.as_str(), identity.code(), mint::instant(when.at), by.as_str(), received],
    )
    .await?;
    Ok(())
}

/// Grants extra time, or takes it back.
///
/// # Errors
/// [`Fault::Database`].
pub async fn arrange(
    tx: &mut Tx,
    candidate: &CandidateId,
    extra: ExtraTime,
    (by, now): (&AccountId, Timestamp),
) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO arrangement (candidate_id, extra_time, granted_by, granted_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (candidate_id) DO UPDATE SET extra_time = excluded.extra_time, granted_by = excluded.granted_by,
             granted_at = excluded.granted_at",
        values![candidate.as_str(), extra.to_string(), by.as_str(), mint::instant(now)],
    )
    .await?;
    Ok(())
}

/// The extra time of a candidate.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn extra(tx: &mut Tx, candidate: &CandidateId) -> Result<ExtraTime, Fault> {
    let sql = "SELECT extra_time FROM arrangement WHERE candidate_id = $1";
    let row = tx.maybe(sql, values![candidate.as_str()]).await?;
    row.as_ref().map_or(Ok(ExtraTime::NONE), read_extra)
}

/// The arrangements of the candidates of a session.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn extras(tx: &mut Tx, session: &SessionId) -> Result<Vec<(CandidateId, ExtraTime)>, Fault> {
    let sql =
        "SELECT p.candidate_id, p.extra_time FROM arrangement p JOIN candidate c ON c.id = p.candidate_id
               WHERE c.session_id = $1 ORDER BY p.candidate_id";
    let rows = tx.all(sql, values![session.as_str()]).await?;
    rows.iter().map(|row| Ok((row.text("candidate_id")?.into(), read_extra(row)?))).collect()
}
