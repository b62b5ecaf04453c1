//! Divergences between the two members of a commission, and how the president of the jury settled them.

use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, SheetId};
use jiff::Timestamp;

/// Records a divergence; one that was settled and reopened makes room for it.
///
/// # Errors
/// [`Fault::Database`].
pub async fn raise(
    tx: &mut Tx,
    sheet: &SheetId,
    reason: &str,
    (by, now): (&AccountId, Timestamp),
) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO divergence (sheet_id, reason, raised_by, raised_at) VALUES ($1, $2, $3, $4)",
        values![sheet.as_str(), reason, by.as_str(), mint::instant(now)],
    )
    .await?;
    Ok(())
}

/// Records how it is settled.
///
/// # Errors
/// [`Fault::Database`].
pub async fn settle(
    tx: &mut Tx,
    sheet: &SheetId,
    settlement: &str,
    (by, now): (&AccountId, Timestamp),
) -> Result<bool, Fault> {
    let sql = "UPDATE divergence SET settlement = $2, settled_by = $3, settled_at = $4
               WHERE sheet_id = $1 AND settled_at IS NULL";
    Ok(tx.run(sql, values![sheet.as_str(), settlement, by.as_str(), mint::instant(now)]).await? == 1)
}

/// Ends a divergence: the members agree after all, or the sheet is reopened. The journal keeps it.
///
/// # Errors
/// [`Fault::Database`].
pub async fn end(tx: &mut Tx, sheet: &SheetId) -> Result<(), Fault> {
    tx.run("DELETE FROM divergence WHERE sheet_id = $1", values![sheet.as_str()]).await?;
    Ok(())
}
