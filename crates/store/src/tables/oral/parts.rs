//! The real times of the parts of an oral. An instant once kept is never written over (E4-16).

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, SessionId, SheetId};
use exam::sitting::PartTimes;

/// Keeps the start of a part. Says whether none was kept before.
///
/// # Errors
/// [`Fault::Database`].
pub async fn start(tx: &mut Tx, sheet: &SheetId, times: &PartTimes, by: &AccountId) -> Result<bool, Fault> {
    let sql = "INSERT INTO part_time (sheet_id, part, started_at, started_by, start_received_at)
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT (sheet_id, part) DO NOTHING";
    let (at, received) = (mint::instant(times.started_at), times.start_received.map(mint::instant));
    Ok(tx.run(sql, values![sheet.as_str(), &times.part, at, by.as_str(), received]).await? == 1)
}

/// Keeps the end of a part. Says whether none was kept before.
///
/// # Errors
/// [`Fault::Database`].
pub async fn end(tx: &mut Tx, sheet: &SheetId, times: &PartTimes, by: &AccountId) -> Result<bool, Fault> {
    let sql = "UPDATE part_time SET ended_at = $3, ended_by = $4, end_received_at = $5
               WHERE sheet_id = $1 AND part = $2 AND ended_at IS NULL";
    let (at, received) = (times.ended_at.map(mint::instant), times.end_received.map(mint::instant));
    Ok(tx.run(sql, values![sheet.as_str(), &times.part, at, by.as_str(), received]).await? == 1)
}

/// The real times of the orals of a session that are under way or over, by sheet.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<(SheetId, PartTimes)>, Fault> {
    let sql = "SELECT t.sheet_id, t.part, t.started_at, t.ended_at, t.start_received_at, t.end_received_at FROM part_time t
               JOIN sheet s ON s.id = t.sheet_id JOIN candidate c ON c.id = s.candidate_id
               WHERE c.session_id = $1 AND s.exam = 'oral' ORDER BY t.started_at";
    let instant =
        |row: &Row, column: &str| row.text_or_none(column)?.map(|text| mint::read_instant(&text)).transpose();
    let times = |row: &Row| {
        let times = PartTimes {
            part: row.text("part")?,
            started_at: mint::read_instant(&row.text("started_at")?)?,
            ended_at: instant(row, "ended_at")?,
            start_received: instant(row, "start_received_at")?,
            end_received: instant(row, "end_received_at")?,
        };
        Ok((row.text("sheet_id")?.into(), times))
    };
    tx.all(sql, values![session.as_str()]).await?.iter().map(times).collect()
}
