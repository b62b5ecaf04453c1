//! Hosted portfolios: the pages that candidates write here, and the addresses where readers see a deposit.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, CandidateId};
use jiff::Timestamp;

/// Lets a reader see a site until an instant; views that are over are forgotten.
///
/// # Errors
/// [`Fault::Database`].
pub async fn open_view(
    tx: &mut Tx,
    token_hash: &str,
    (site, reader): (&str, &AccountId),
    now: Timestamp,
    until: Timestamp,
) -> Result<(), Fault> {
    tx.run("DELETE FROM portfolio_view WHERE expires_at <= $1", values![mint::instant(now)]).await?;
    let sql =
        "INSERT INTO portfolio_view (token_hash, site_hash, account_id, expires_at) VALUES ($1, $2, $3, $4)";
    tx.run(sql, values![token_hash, site, reader.as_str(), mint::instant(until)]).await?;
    Ok(())
}

/// The manifest's hash of the site that an address shows, while it does.
///
/// # Errors
/// [`Fault::Database`].
pub async fn viewed(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<Option<String>, Fault> {
    let sql = "SELECT site_hash FROM portfolio_view WHERE token_hash = $1 AND expires_at > $2";
    let row = tx.maybe(sql, values![token_hash, mint::instant(now)]).await?;
    row.map(|row| row.text("site_hash")).transpose()
}

/// The portfolio that a candidate writes here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// Whose.
    pub candidate: CandidateId,
    /// Its pages and files, JSON.
    pub content: String,
    /// Grows by one with each write.
    pub revision: i64,
    /// Who wrote it last.
    pub by: AccountId,
    /// The name of who wrote it last.
    pub by_name: String,
    /// When the server received it.
    pub at: Timestamp,
}

fn read(row: &Row) -> Result<Pages, Fault> {
    Ok(Pages {
        candidate: row.text("candidate_id")?.into(),
        content: row.text("content")?,
        revision: row.int("revision")?,
        by: row.text("written_by")?.into(),
        by_name: row.text("by_name")?,
        at: mint::read_instant(&row.text("written_at")?)?,
    })
}

/// The pages of a candidate, once something was written.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn pages(tx: &mut Tx, candidate: &CandidateId) -> Result<Option<Pages>, Fault> {
    let sql = "SELECT p.*, a.name AS by_name FROM portfolio_pages p JOIN account a ON a.id = p.written_by
               WHERE p.candidate_id = $1";
    tx.maybe(sql, values![candidate.as_str()]).await?.as_ref().map(read).transpose()
}

/// Writes the next revision; `false` where it is not the next one.
///
/// # Errors
/// [`Fault::Database`].
pub async fn write_pages(tx: &mut Tx, pages: &Pages) -> Result<bool, Fault> {
    let sql = "INSERT INTO portfolio_pages (candidate_id, content, revision, written_by, written_at)
               VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (candidate_id) DO UPDATE SET content = excluded.content, revision = excluded.revision,
                   written_by = excluded.written_by, written_at = excluded.written_at
               WHERE portfolio_pages.revision = excluded.revision - 1";
    let values = values![
        pages.candidate.as_str(),
        pages.content.clone(),
        pages.revision,
        pages.by.as_str(),
        mint::instant(pages.at)
    ];
    Ok(tx.run(sql, values).await? == 1)
}
