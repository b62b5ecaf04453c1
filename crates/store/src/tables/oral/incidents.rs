//! The log of incidents: lines are appended; this file has no statement that changes one.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, CandidateId, CommissionId};
use exam::sitting::IncidentKind;
use jiff::Timestamp;

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// The commission.
    pub commission: CommissionId,
    /// The candidate it is about, if it is about one.
    pub candidate: Option<CandidateId>,
    /// What kind of thing happened.
    pub kind: IncidentKind,
    /// What happened, as it was written.
    pub text: String,
    /// Who wrote it.
    pub by: AccountId,
    /// The writer's name.
    pub by_name: String,
    /// When the server received it.
    pub at: Timestamp,
}

/// Appends a line.
///
/// # Errors
/// [`Fault::Database`].
pub async fn append(tx: &mut Tx, id: String, incident: &Incident) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO incident (id, commission_id, candidate_id, kind, content, written_by, written_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![
            id,
            incident.commission.as_str(),
            incident.candidate.as_ref().map(|id| id.0.clone()),
            incident.kind.code(),
            &incident.text,
            incident.by.as_str(),
            mint::instant(incident.at)
        ],
    )
    .await?;
    Ok(())
}

/// The log of a commission, in the order of the day.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_commission(tx: &mut Tx, commission: &CommissionId) -> Result<Vec<Incident>, Fault> {
    let sql = "SELECT i.*, a.name AS by_name FROM incident i JOIN account a ON a.id = i.written_by
               WHERE i.commission_id = $1 ORDER BY i.written_at, i.id";
    tx.all(sql, values![commission.as_str()]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Incident, Fault> {
    let kind = row.text("kind")?;
    Ok(Incident {
        commission: row.text("commission_id")?.into(),
        candidate: row.text_or_none("candidate_id")?.map(Into::into),
        kind: IncidentKind::from_code(&kind).ok_or_else(|| Fault::unreadable("incident", &kind))?,
        text: row.text("content")?,
        by: row.text("written_by")?.into(),
        by_name: row.text("by_name")?,
        at: mint::read_instant(&row.text("written_at")?)?,
    })
}
