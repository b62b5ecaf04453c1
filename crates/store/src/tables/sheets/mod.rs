//! Sittings and their evaluation sheets.

mod around;
mod content;
mod optional;
pub mod scans;

pub use around::{Around, Passing, around, commission_around, passings, passings_of_session};
pub use content::{Content, content, content_with_times, contents_of_commission, contents_of_session};
pub use optional::{open_optional, optional_of_candidate, optional_of_session};

use super::candidates::{self, Candidate};
use super::oral::arrivals::read_extra;
use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, CandidateId, CommissionId, ExaminerId, SessionId, SheetId};
use exam::sheet::Field;
use exam::sitting::ExtraTime;
use jiff::Timestamp;

/// One candidate before one commission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// The sheet.
    pub sheet: SheetId,
    /// The candidate.
    pub candidate: CandidateId,
    /// The commission.
    pub commission: CommissionId,
    /// When the candidate is called.
    pub starts_at: Timestamp,
}

fn read(row: &Row) -> Result<Sitting, Fault> {
    Ok(Sitting {
        sheet: row.text("id")?.into(),
        candidate: row.text("candidate_id")?.into(),
        commission: row.text("commission_id")?.into(),
        starts_at: mint::read_instant(&row.text("starts_at")?)?,
    })
}

/// Seats a candidate for the oral; the optional exam's sheet is opened by [`open_optional`].
///
/// # Errors
/// [`Fault::Database`], also where the candidate or the hour is taken.
pub async fn insert(tx: &mut Tx, sitting: &Sitting) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO sheet (id, candidate_id, commission_id, starts_at, exam) VALUES ($1, $2, $3, $4, 'oral')",
        values![
            sitting.sheet.as_str(),
            sitting.candidate.as_str(),
            sitting.commission.as_str(),
            mint::instant(sitting.starts_at)
        ],
    )
    .await?;
    Ok(())
}

/// A sitting by its sheet.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, id: &SheetId) -> Result<Option<Sitting>, Fault> {
    let sql = "SELECT id, candidate_id, commission_id, starts_at FROM sheet WHERE id = $1";
    tx.maybe(sql, values![id.as_str()]).await?.as_ref().map(read).transpose()
}

/// The sitting of a candidate at the oral.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_candidate(tx: &mut Tx, candidate: &CandidateId) -> Result<Option<Sitting>, Fault> {
    let sql = "SELECT id, candidate_id, commission_id, starts_at FROM sheet WHERE candidate_id = $1 AND exam = 'oral'";
    tx.maybe(sql, values![candidate.as_str()]).await?.as_ref().map(read).transpose()
}

/// A sitting, with its candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seated {
    /// The sitting.
    pub sitting: Sitting,
    /// The candidate.
    pub candidate: Candidate,
}

pub(crate) fn read_seated(row: &Row) -> Result<Seated, Fault> {
    let candidate = candidates::read(row)?;
    let sitting = Sitting {
        sheet: row.text("sheet_id")?.into(),
        candidate: candidate.id.clone(),
        commission: row.text("commission_id")?.into(),
        starts_at: mint::read_instant(&row.text("starts_at")?)?,
    };
    Ok(Seated { sitting, candidate })
}

/// The sittings of a commission at the oral, in the order of the day.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_commission(tx: &mut Tx, id: &CommissionId) -> Result<Vec<Seated>, Fault> {
    let sql = "SELECT c.*, s.id AS sheet_id, s.commission_id, s.starts_at FROM sheet s
               JOIN candidate c ON c.id = s.candidate_id WHERE s.commission_id = $1 AND s.exam = 'oral'
               ORDER BY s.starts_at, s.id";
    tx.all(sql, values![id.as_str()]).await?.iter().map(read_seated).collect()
}

/// An oral that somebody is taken by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// When it starts.
    pub starts_at: Timestamp,
    /// The extra time of its candidate.
    pub extra: ExtraTime,
    /// Its commission.
    pub commission: CommissionId,
}

/// When the members of a commission sit, on this commission or on another.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn taken(tx: &mut Tx, lead: &ExaminerId, second: &ExaminerId) -> Result<Vec<Taken>, Fault> {
    let sql = "SELECT s.starts_at, s.commission_id, p.extra_time
               FROM sheet s JOIN commission k ON k.id = s.commission_id
               LEFT JOIN arrangement p ON p.candidate_id = s.candidate_id
               WHERE s.exam = 'oral' AND (k.lead_id IN ($1, $2) OR k.second_id IN ($1, $2))";
    let rows = tx.all(sql, values![lead.as_str(), second.as_str()]).await?;
    let one = |row: &Row| {
        Ok(Taken {
            starts_at: mint::read_instant(&row.text("starts_at")?)?,
            extra: read_extra(row)?,
            commission: row.text("commission_id")?.into(),
        })
    };
    rows.iter().map(one).collect()
}

/// Takes a candidate out of a commission; the caller has seen that the sheet is untouched. An arrival that was noted
/// goes with the sheet: the journal keeps it.
///
/// # Errors
/// [`Fault::Database`], also where something is written on the sheet.
pub async fn delete(tx: &mut Tx, id: &SheetId) -> Result<(), Fault> {
    tx.run("DELETE FROM arrival WHERE sheet_id = $1", values![id.as_str()]).await?;
    tx.run("DELETE FROM sheet WHERE id = $1", values![id.as_str()]).await?;
    Ok(())
}

/// Every sitting of a session at the oral, in the order of the day.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Seated>, Fault> {
    let sql = "SELECT c.*, s.id AS sheet_id, s.commission_id, s.starts_at FROM sheet s
               JOIN candidate c ON c.id = s.candidate_id WHERE c.session_id = $1 AND s.exam = 'oral'
               ORDER BY s.starts_at, s.id";
    tx.all(sql, values![session.as_str()]).await?.iter().map(read_seated).collect()
}

/// Writes a field at a revision: the first one is inserted, a later one replaces the one just before. Says whether
/// the row was the one expected; where it was not, somebody else wrote in between.
///
/// # Errors
/// [`Fault::Database`].
pub async fn write(
    tx: &mut Tx,
    id: &SheetId,
    field: &Field,
    value: &str,
    revision: i64,
    by: (&AccountId, Timestamp),
) -> Result<bool, Fault> {
    let (account, at) = (by.0.as_str(), mint::instant(by.1));
    let name = field.to_string();
    let rows = if revision == 1 {
        tx.run(
            "INSERT INTO sheet_field (sheet_id, field, value, revision, written_by, written_at)
             VALUES ($1, $2, $3, 1, $4, $5) ON CONFLICT (sheet_id, field) DO NOTHING",
            values![id.as_str(), name, value, account, at],
        )
        .await?
    } else {
        tx.run(
            "UPDATE sheet_field SET value = $3, revision = revision + 1, written_by = $4, written_at = $5
             WHERE sheet_id = $1 AND field = $2 AND revision = $6",
            values![id.as_str(), name, value, account, at, revision - 1],
        )
        .await?
    };
    Ok(rows == 1)
}

/// Records a member's visa over a content.
///
/// # Errors
/// [`Fault::Database`], also where the member's visa stands already.
pub async fn insert_visa(
    tx: &mut Tx,
    id: String,
    sheet: &SheetId,
    examiner: &ExaminerId,
    content: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO visa (id, sheet_id, examiner_id, content_hash, given_at) VALUES ($1, $2, $3, $4, $5)",
        values![id, sheet.as_str(), examiner.as_str(), content, mint::instant(now)],
    )
    .await?;
    Ok(())
}

/// Voids the visas that stand on a sheet.
///
/// # Errors
/// [`Fault::Database`].
pub async fn void_visas(tx: &mut Tx, sheet: &SheetId, now: Timestamp) -> Result<u64, Fault> {
    let sql = "UPDATE visa SET voided_at = $2 WHERE sheet_id = $1 AND voided_at IS NULL";
    tx.run(sql, values![sheet.as_str(), mint::instant(now)]).await
}

/// Voids the visa of one member that stands on a sheet.
///
/// # Errors
/// [`Fault::Database`].
pub async fn void_visas_of(
    tx: &mut Tx,
    sheet: &SheetId,
    examiner: &ExaminerId,
    now: Timestamp,
) -> Result<u64, Fault> {
    let sql = "UPDATE visa SET voided_at = $3 WHERE sheet_id = $1 AND examiner_id = $2 AND voided_at IS NULL";
    tx.run(sql, values![sheet.as_str(), examiner.as_str(), mint::instant(now)]).await
}
