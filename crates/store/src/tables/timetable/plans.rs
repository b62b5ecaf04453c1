//! Drafts of timetables, and what they were before each change by hand.

use super::At;
use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::AccountId;
use jiff::Timestamp;

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its identifier.
    pub id: String,
    /// The kind of its place.
    pub place_kind: String,
    /// Its place.
    pub place_id: String,
    /// What people call it.
    pub name: String,
    /// A search works on it.
    pub working: bool,
    /// The draft, JSON.
    pub content: String,
    /// How the search stands, JSON; empty before it tells.
    pub progress: String,
    /// Somebody asked the search to stop.
    pub stop_asked: bool,
    /// When the search last gave a sign of life.
    pub beat_at: Timestamp,
    /// Grows with each change.
    pub revision: i64,
    /// Who made it.
    pub made_by: AccountId,
    /// When.
    pub made_at: Timestamp,
}

fn read(row: &Row) -> Result<Plan, Fault> {
    Ok(Plan {
        id: row.text("id")?,
        place_kind: row.text("place_kind")?,
        place_id: row.text("place_id")?,
        name: row.text("name")?,
        working: row.text("state")? == "working",
        content: row.text("content")?,
        progress: row.text("progress")?,
        stop_asked: row.bool("stop_asked")?,
        beat_at: mint::read_instant(&row.text("beat_at")?)?,
        revision: row.int("revision")?,
        made_by: row.text("made_by")?.into(),
        made_at: mint::read_instant(&row.text("made_at")?)?,
    })
}

fn state(working: bool) -> &'static str {
    if working { "working" } else { "ready" }
}

/// Adds a draft.
///
/// # Errors
/// [`Fault::Database`].
pub async fn insert(tx: &mut Tx, plan: &Plan) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO timetable_plan (id, place_kind, place_id, name, state, content, progress, stop_asked, beat_at,
             revision, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        values![
            &plan.id,
            &plan.place_kind,
            &plan.place_id,
            &plan.name,
            state(plan.working),
            &plan.content,
            &plan.progress,
            plan.stop_asked,
            mint::instant(plan.beat_at),
            plan.revision,
            plan.made_by.as_str(),
            mint::instant(plan.made_at)
        ],
    )
    .await?;
    Ok(())
}

/// A draft by its identifier.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Plan>, Fault> {
    tx.maybe("SELECT * FROM timetable_plan WHERE id = $1", values![id]).await?.as_ref().map(read).transpose()
}

/// The drafts of a place, the first made first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_place(tx: &mut Tx, at: At<'_>) -> Result<Vec<Plan>, Fault> {
    let sql = "SELECT * FROM timetable_plan WHERE place_kind = $1 AND place_id = $2 ORDER BY made_at, id";
    tx.all(sql, values![at.0, at.1]).await?.iter().map(read).collect()
}

/// Writes a draft over the revision that was seen; says whether that was still the last.
///
/// # Errors
/// [`Fault::Database`].
pub async fn write(
    tx: &mut Tx,
    id: &str,
    seen: i64,
    (content, working): (&str, bool),
    now: Timestamp,
) -> Result<bool, Fault> {
    let sql =
        "UPDATE timetable_plan SET content = $3, state = $4, progress = '', stop_asked = FALSE, beat_at = $5,
                   revision = revision + 1
               WHERE id = $1 AND revision = $2";
    Ok(tx.run(sql, values![id, seen, content, state(working), mint::instant(now)]).await? == 1)
}

/// The search gives a sign of life.
///
/// # Errors
/// [`Fault::Database`].
pub async fn beat(tx: &mut Tx, id: &str, progress: &str, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE timetable_plan SET progress = $2, beat_at = $3 WHERE id = $1 AND state = 'working'";
    tx.run(sql, values![id, progress, mint::instant(now)]).await?;
    Ok(())
}

/// Asks the search of a draft to stop.
///
/// # Errors
/// [`Fault::Database`].
pub async fn ask_stop(tx: &mut Tx, id: &str) -> Result<(), Fault> {
    tx.run("UPDATE timetable_plan SET stop_asked = TRUE WHERE id = $1 AND state = 'working'", values![id])
        .await?;
    Ok(())
}

/// A change that can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its place, from 1.
    pub position: i64,
    /// What was done, in French.
    pub label: String,
    /// The draft before it, JSON.
    pub content: String,
}

/// The last change of a draft.
///
/// # Errors
/// [`Fault::Database`].
pub async fn last_step(tx: &mut Tx, plan: &str) -> Result<Option<Step>, Fault> {
    let sql = "SELECT position, label, content FROM timetable_step WHERE plan_id = $1 ORDER BY position DESC LIMIT 1";
    let row = tx.maybe(sql, values![plan]).await?;
    row.map(|row| {
        Ok(Step { position: row.int("position")?, label: row.text("label")?, content: row.text("content")? })
    })
    .transpose()
}

/// Keeps what a draft was before a change.
///
/// # Errors
/// [`Fault::Database`].
pub async fn keep_step(tx: &mut Tx, plan: &str, step: &Step) -> Result<(), Fault> {
    let sql = "INSERT INTO timetable_step (plan_id, position, label, content) VALUES ($1, $2, $3, $4)";
    tx.run(sql, values![plan, step.position, &step.label, &step.content]).await?;
    Ok(())
}

/// Forgets a change that was taken back.
///
/// # Errors
/// [`Fault::Database`].
pub async fn drop_step(tx: &mut Tx, plan: &str, position: i64) -> Result<(), Fault> {
    tx.run("DELETE FROM timetable_step WHERE plan_id = $1 AND position = $2", values![plan, position])
        .await?;
    Ok(())
}
