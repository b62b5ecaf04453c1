//! Browsers that hold the pack of a commission's day. Without its secret, deleted when it is withdrawn, a device's pack
//! cannot be opened through the server any more.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::access::Subject;
use exam::id::{AccountId, CommissionId, DeviceId, SessionId};
use jiff::Timestamp;
use std::collections::BTreeMap;

use crate::tables::subjects;

/// A device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its identifier.
    pub id: DeviceId,
    /// Whose it is.
    pub account: AccountId,
    /// The person's name.
    pub owner: String,
    /// The commission whose day it holds.
    pub commission: CommissionId,
    /// What the browser says that it is.
    pub name: String,
    /// What its key is made from; none once it is withdrawn.
    pub secret: Option<String>,
    /// When it was prepared.
    pub prepared_at: Timestamp,
    /// When the server last heard of it.
    pub seen_at: Timestamp,
    /// How many writes it said were waiting on it.
    pub pending: i64,
}

fn read(row: &Row) -> Result<Device, Fault> {
    Ok(Device {
        id: row.text("id")?.into(),
        account: row.text("account_id")?.into(),
        owner: row.text("owner")?,
        commission: row.text("commission_id")?.into(),
        name: row.text("device_name")?,
        secret: row.text_or_none("secret")?,
        prepared_at: mint::read_instant(&row.text("prepared_at")?)?,
        seen_at: mint::read_instant(&row.text("seen_at")?)?,
        pending: row.int("pending")?,
    })
}

/// Adds a device.
///
/// # Errors
/// [`Fault::Database`].
pub async fn insert(tx: &mut Tx, device: &Device) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO device (id, account_id, commission_id, name, secret, prepared_at, seen_at, pending)
         VALUES ($1, $2, $3, $4, $5, $6, $6, 0)",
        values![
            device.id.as_str(),
            device.account.as_str(),
            device.commission.as_str(),
            device.name.as_str(),
            device.secret.clone(),
            mint::instant(device.prepared_at)
        ],
    )
    .await?;
    Ok(())
}

/// A device.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, id: &DeviceId) -> Result<Option<Device>, Fault> {
    let sql = "SELECT d.id, d.account_id, a.name AS owner, d.commission_id, d.name AS device_name, d.secret,
                      d.prepared_at, d.seen_at, d.pending
               FROM device d JOIN account a ON a.id = d.account_id WHERE d.id = $1";
    tx.maybe(sql, values![id.as_str()]).await?.as_ref().map(read).transpose()
}

/// The devices of a commission, the last prepared first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_commission(tx: &mut Tx, id: &CommissionId) -> Result<Vec<Device>, Fault> {
    let sql = "SELECT d.id, d.account_id, a.name AS owner, d.commission_id, d.name AS device_name, d.secret,
                      d.prepared_at, d.seen_at, d.pending
               FROM device d JOIN account a ON a.id = d.account_id WHERE d.commission_id = $1
               ORDER BY d.prepared_at DESC, d.id";
    tx.all(sql, values![id.as_str()]).await?.iter().map(read).collect()
}

/// How many writes wait on the devices of the commissions of a session, as they last said; those without any left out.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn waiting(tx: &mut Tx, session: &SessionId) -> Result<BTreeMap<CommissionId, u64>, Fault> {
    let sql = "SELECT d.commission_id, CAST(SUM(d.pending) AS BIGINT) AS waiting FROM device d
               JOIN commission k ON k.id = d.commission_id
               WHERE k.session_id = $1 AND d.secret IS NOT NULL AND d.pending > 0 GROUP BY d.commission_id";
    let one = |row: &Row| {
        let waiting = u64::try_from(row.int("waiting")?).unwrap_or_default();
        Ok((row.text("commission_id")?.into(), waiting))
    };
    tx.all(sql, values![session.as_str()]).await?.iter().map(one).collect()
}

/// What rights need to know of a device: its commission, and whose it is.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn subject(tx: &mut Tx, id: &DeviceId) -> Result<Option<Subject>, Fault> {
    match find(tx, id).await? {
        Some(device) => {
            let subject = subjects::of_commission(tx, &device.commission).await?;
            Ok(subject.map(|subject| Subject { account: Some(device.account), ..subject }))
        }
        None => Ok(None),
    }
}

/// A device was heard of: how many writes wait on it.
///
/// # Errors
/// [`Fault::Database`].
pub async fn heard(tx: &mut Tx, id: &DeviceId, pending: i64, now: Timestamp) -> Result<(), Fault> {
    tx.run(
        "UPDATE device SET pending = $2, seen_at = $3 WHERE id = $1",
        values![id.as_str(), pending, mint::instant(now)],
    )
    .await?;
    Ok(())
}

/// Withdraws every device that a person prepared for a commission's day; says how many.
///
/// # Errors
/// [`Fault::Database`].
pub async fn withdraw_all(tx: &mut Tx, commission: &CommissionId, account: &AccountId) -> Result<u64, Fault> {
    let sql =
        "UPDATE device SET secret = NULL WHERE commission_id = $1 AND account_id = $2 AND secret IS NOT NULL";
    tx.run(sql, values![commission.as_str(), account.as_str()]).await
}

/// Withdraws a device: its secret is deleted.
///
/// # Errors
/// [`Fault::Database`].
pub async fn withdraw(tx: &mut Tx, id: &DeviceId) -> Result<(), Fault> {
    tx.run("UPDATE device SET secret = NULL WHERE id = $1", values![id.as_str()]).await?;
    Ok(())
}
