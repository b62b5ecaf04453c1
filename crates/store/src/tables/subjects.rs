//! What rights need to know of a thing: its session, school, track, candidate and commission.

use super::candidates::read_track;
use crate::{Fault, Tx, values};
use exam::access::Subject;
use exam::id::{CandidateId, CommissionId, SchoolId, SessionId, SheetId};

/// A session.
///
/// # Errors
/// [`Fault::Database`].
pub async fn of_session(tx: &mut Tx, id: &SessionId) -> Result<Option<Subject>, Fault> {
    let row = tx.maybe("SELECT id FROM exam_session WHERE id = $1", values![id.as_str()]).await?;
    row.map(|row| Ok(Subject { session: Some(row.text("id")?.into()), ..Subject::default() })).transpose()
}

/// A candidate, with the commission where the candidate is seated.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_candidate(tx: &mut Tx, id: &CandidateId) -> Result<Option<Subject>, Fault> {
    let sql = "SELECT c.id, c.session_id, c.school_id, c.track, s.commission_id FROM candidate c
               LEFT JOIN sheet s ON s.candidate_id = c.id AND s.exam = 'oral' WHERE c.id = $1";
    person(tx, sql, id.as_str()).await
}

/// A sheet, through its candidate and its commission.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_sheet(tx: &mut Tx, id: &SheetId) -> Result<Option<Subject>, Fault> {
    let sql = "SELECT c.id, c.session_id, c.school_id, c.track, s.commission_id FROM sheet s
               JOIN candidate c ON c.id = s.candidate_id WHERE s.id = $1";
    person(tx, sql, id.as_str()).await
}

async fn person(tx: &mut Tx, sql: &'static str, id: &str) -> Result<Option<Subject>, Fault> {
    let row = tx.maybe(sql, values![id]).await?;
    row.map(|row| {
        Ok(Subject {
            candidate: Some(row.text("id")?.into()),
            session: Some(row.text("session_id")?.into()),
            school: row.text_or_none("school_id")?.map(Into::into),
            track: Some(read_track(row.text("track")?)?),
            commission: row.text_or_none("commission_id")?.map(Into::into),
            account: None,
        })
    })
    .transpose()
}

/// A commission.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_commission(tx: &mut Tx, id: &CommissionId) -> Result<Option<Subject>, Fault> {
    let sql = "SELECT session_id, school_id, track FROM commission WHERE id = $1";
    let row = tx.maybe(sql, values![id.as_str()]).await?;
    row.map(|row| {
        Ok(Subject {
            session: Some(row.text("session_id")?.into()),
            school: row.text_or_none("school_id")?.map(Into::into),
            track: Some(read_track(row.text("track")?)?),
            commission: Some(id.clone()),
            candidate: None,
            account: None,
        })
    })
    .transpose()
}

/// A school.
///
/// # Errors
/// [`Fault::Database`].
pub async fn of_school(tx: &mut Tx, id: &SchoolId) -> Result<Option<Subject>, Fault> {
    let row = tx.maybe("SELECT session_id FROM school WHERE id = $1", values![id.as_str()]).await?;
    row.map(|row| {
        Ok(Subject {
            session: Some(row.text("session_id")?.into()),
            school: Some(id.clone()),
            ..Subject::default()
        })
    })
    .transpose()
}
