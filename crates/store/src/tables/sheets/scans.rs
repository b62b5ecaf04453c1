//! The scanned pages of grids that were held on paper; those that stand are read with the sheet's content.

use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, ScanId, SheetId};
use exam::sheet::Scan;
use jiff::Timestamp;

/// Adds a page.
///
/// # Errors
/// [`Fault::Database`].
pub async fn insert(tx: &mut Tx, sheet: &SheetId, scan: &Scan, by: &AccountId) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO paper_scan (id, sheet_id, blob_hash, file_name, media_type, kept_by, kept_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![
            scan.id.as_str(),
            sheet.as_str(),
            scan.sha256.as_str(),
            scan.file_name.as_str(),
            scan.media_type.as_str(),
            by.as_str(),
            mint::instant(scan.at)
        ],
    )
    .await?;
    Ok(())
}

/// Takes a page back; it stays, with its instant.
///
/// # Errors
/// [`Fault::Database`].
pub async fn withdraw(tx: &mut Tx, id: &ScanId, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE paper_scan SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL";
    tx.run(sql, values![id.as_str(), mint::instant(now)]).await?;
    Ok(())
}
