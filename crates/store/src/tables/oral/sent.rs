//! Writes received from devices, by the identifier that the device gave: none is ever applied twice.

use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, SheetId};
use exam::sheet::{Field, Receipt, Sent};

/// Keeps the receipt of a write that is about to be applied. Says whether its identifier is new; where it is not, the
/// write was applied before.
///
/// # Errors
/// [`Fault::Database`].
pub async fn keep(
    tx: &mut Tx,
    (account, sheet): (&AccountId, &SheetId),
    sent: &Sent,
    receipt: &Receipt,
) -> Result<bool, Fault> {
    let rows = tx
        .run(
            "INSERT INTO sent_write (account_id, id, sheet_id, field, revision, received_at, typed_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account_id, id) DO NOTHING",
            values![
                account.as_str(),
                sent.id.as_str(),
                sheet.as_str(),
                receipt.field.to_string(),
                receipt.revision,
                mint::instant(receipt.at),
                sent.typed_at.map(mint::instant)
            ],
        )
        .await?;
    Ok(rows == 1)
}

/// The receipt of a write of this account on this sheet.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn known(
    tx: &mut Tx,
    (account, sheet): (&AccountId, &SheetId),
    sent: &Sent,
) -> Result<Option<Receipt>, Fault> {
    let sql = "SELECT field, revision, received_at FROM sent_write
               WHERE account_id = $1 AND id = $2 AND sheet_id = $3";
    let row = tx.maybe(sql, values![account.as_str(), sent.id.as_str(), sheet.as_str()]).await?;
    row.map(|row| {
        let name = row.text("field")?;
        Ok(Receipt {
            field: Field::from_name(&name).map_err(|_| Fault::unreadable("field", &name))?,
            revision: row.int("revision")?,
            at: mint::read_instant(&row.text("received_at")?)?,
        })
    })
    .transpose()
}
