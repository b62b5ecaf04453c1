//! The frame of a timetable: one for each place.

use super::At;
use crate::{Fault, Tx, mint, values};
use exam::id::AccountId;
use exam::planning::Frame;
use jiff::Timestamp;

/// The frame of a place, with its revision.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Json`].
pub async fn find(tx: &mut Tx, at: At<'_>) -> Result<Option<(Frame, i64)>, Fault> {
    let sql = "SELECT content, revision FROM timetable_frame WHERE place_kind = $1 AND place_id = $2";
    let row = tx.maybe(sql, values![at.0, at.1]).await?;
    row.map(|row| Ok((serde_json::from_str(&row.text("content")?)?, row.int("revision")?))).transpose()
}

/// Writes a frame over the revision that was seen, 0 for none; says whether that was still the last.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Json`].
pub async fn write(
    tx: &mut Tx,
    at: At<'_>,
    (frame, seen): (&Frame, i64),
    (by, now): (&AccountId, Timestamp),
) -> Result<bool, Fault> {
    let content = serde_json::to_string(frame)?;
    let (by, now) = (by.as_str(), mint::instant(now));
    let rows = if seen == 0 {
        let sql =
            "INSERT INTO timetable_frame (place_kind, place_id, content, revision, changed_by, changed_at)
                   VALUES ($1, $2, $3, 1, $4, $5) ON CONFLICT (place_kind, place_id) DO NOTHING";
        tx.run(sql, values![at.0, at.1, content, by, now]).await?
    } else {
        let sql = "UPDATE timetable_frame SET content = $3, revision = revision + 1, changed_by = $4, changed_at = $5
                   WHERE place_kind = $1 AND place_id = $2 AND revision = $6";
        tx.run(sql, values![at.0, at.1, content, by, now, seen]).await?
    };
    Ok(rows == 1)
}
