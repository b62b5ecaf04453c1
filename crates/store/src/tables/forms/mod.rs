//! The official files that stand in the place of the software's own forms, session by session.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::forms::OwnForm;
use exam::id::{AccountId, SessionId};
use jiff::Timestamp;

/// An official file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficialForm {
    /// Which form.
    pub form: OwnForm,
    /// The file's name.
    pub file_name: String,
    /// SHA-256 of the file.
    pub blob: String,
    /// Its size, in bytes.
    pub size: u64,
    /// Who gave it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

fn read(row: &Row) -> Result<OfficialForm, Fault> {
    let form = row.text("form")?;
    Ok(OfficialForm {
        form: OwnForm::from_code(&form).ok_or_else(|| Fault::unreadable("form", &form))?,
        file_name: row.text("file_name")?,
        blob: row.text("blob_hash")?,
        size: u64::try_from(row.int("size")?).unwrap_or_default(),
        by: row.text("received_from")?.into(),
        at: mint::read_instant(&row.text("received_at")?)?,
    })
}

/// The official file of a form, where there is one.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, session: &SessionId, form: OwnForm) -> Result<Option<OfficialForm>, Fault> {
    let sql = "SELECT * FROM official_form WHERE session_id = $1 AND form = $2";
    tx.maybe(sql, values![session.as_str(), form.code()]).await?.as_ref().map(read).transpose()
}

/// The official files of a session.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<OfficialForm>, Fault> {
    let sql = "SELECT * FROM official_form WHERE session_id = $1";
    tx.all(sql, values![session.as_str()]).await?.iter().map(read).collect()
}

/// Puts an official file in the place of a form, or of the file before.
///
/// # Errors
/// [`Fault::Database`].
pub async fn put(tx: &mut Tx, session: &SessionId, official: &OfficialForm) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO official_form (session_id, form, file_name, blob_hash, size, received_from, received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (session_id, form) DO UPDATE SET file_name = excluded.file_name,
             blob_hash = excluded.blob_hash, size = excluded.size, received_from = excluded.received_from,
             received_at = excluded.received_at",
        values![
            session.as_str(),
            official.form.code(),
            &official.file_name,
            &official.blob,
            i64::try_from(official.size).unwrap_or(i64::MAX),
            official.by.as_str(),
            mint::instant(official.at)
        ],
    )
    .await?;
    Ok(())
}

/// Takes an official file away: the software's own form stands again. `false` where there is none.
///
/// # Errors
/// [`Fault::Database`].
pub async fn withdraw(tx: &mut Tx, session: &SessionId, form: OwnForm) -> Result<bool, Fault> {
    let sql = "DELETE FROM official_form WHERE session_id = $1 AND form = $2";
    Ok(tx.run(sql, values![session.as_str(), form.code()]).await? == 1)
}
