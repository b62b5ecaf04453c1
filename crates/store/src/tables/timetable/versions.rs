//! Published timetables: written once.

use super::At;
use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::AccountId;
use jiff::Timestamp;

/// A published version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its identifier.
    pub id: String,
    /// Its number in its place, from 1.
    pub number: i64,
    /// The draft as it was published, JSON.
    pub content: String,
    /// The draft it came from.
    pub plan: String,
    /// Who published.
    pub by: AccountId,
    /// That person's name.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

fn read(row: &Row) -> Result<Version, Fault> {
    Ok(Version {
        id: row.text("id")?,
        number: row.int("number")?,
        content: row.text("content")?,
        plan: row.text("plan_id")?,
        by: row.text("published_by")?.into(),
        by_name: row.text("by_name")?,
        at: mint::read_instant(&row.text("published_at")?)?,
    })
}

/// Adds a version.
///
/// # Errors
/// [`Fault::Database`], also where its number exists.
pub async fn insert(tx: &mut Tx, at: At<'_>, version: &Version) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO timetable_version (id, place_kind, place_id, number, content, plan_id, published_by, published_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        values![
            &version.id,
            at.0,
            at.1,
            version.number,
            &version.content,
            &version.plan,
            version.by.as_str(),
            mint::instant(version.at)
        ],
    )
    .await?;
    Ok(())
}

/// The versions of a place, the first first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_place(tx: &mut Tx, at: At<'_>) -> Result<Vec<Version>, Fault> {
    let sql = "SELECT v.*, a.name AS by_name FROM timetable_version v JOIN account a ON a.id = v.published_by
               WHERE v.place_kind = $1 AND v.place_id = $2 ORDER BY v.number";
    tx.all(sql, values![at.0, at.1]).await?.iter().map(read).collect()
}

/// The last version of a place.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn last(tx: &mut Tx, at: At<'_>) -> Result<Option<Version>, Fault> {
    let sql = "SELECT v.*, a.name AS by_name FROM timetable_version v JOIN account a ON a.id = v.published_by
               WHERE v.place_kind = $1 AND v.place_id = $2 ORDER BY v.number DESC LIMIT 1";
    tx.maybe(sql, values![at.0, at.1]).await?.as_ref().map(read).transpose()
}
