//! The official blank files of sessions, where the authority gave one.

use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, SessionId};
use jiff::Timestamp;

/// A session's model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// Whose.
    pub session: SessionId,
    /// The file's name.
    pub file_name: String,
    /// SHA-256 of the file.
    pub blob: String,
    /// The year printed on it, if there is one.
    pub year: Option<String>,
    /// It has a place for the portfolio's address.
    pub takes_portfolio: bool,
    /// Who gave it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

/// The model of a session, where it has one of its own.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, session: &SessionId) -> Result<Option<Model>, Fault> {
    let row =
        tx.maybe("SELECT * FROM session_model WHERE session_id = $1", values![session.as_str()]).await?;
    row.map(|row| {
        Ok(Model {
            session: row.text("session_id")?.into(),
            file_name: row.text("file_name")?,
            blob: row.text("blob_hash")?,
            year: row.text_or_none("year")?,
            takes_portfolio: row.bool("takes_portfolio")?,
            by: row.text("received_from")?.into(),
            at: mint::read_instant(&row.text("received_at")?)?,
        })
    })
    .transpose()
}

/// Gives a session its model, in the place of the one before.
///
/// # Errors
/// [`Fault::Database`].
pub async fn put(tx: &mut Tx, model: &Model) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO session_model (session_id, file_name, blob_hash, year, takes_portfolio, received_from,
             received_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (session_id) DO UPDATE SET file_name = excluded.file_name, blob_hash = excluded.blob_hash,
             year = excluded.year, takes_portfolio = excluded.takes_portfolio,
             received_from = excluded.received_from, received_at = excluded.received_at",
        values![
            model.session.as_str(),
            &model.file_name,
            &model.blob,
            model.year.clone(),
            model.takes_portfolio,
            model.by.as_str(),
            mint::instant(model.at)
        ],
    )
    .await?;
    Ok(())
}
