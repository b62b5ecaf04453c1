//! Signed-in browsers, and failed log-ins.

use crate::{Fault, Tx, mint, values};
use exam::id::AccountId;
use jiff::Timestamp;

/// A signed-in browser.
#[derive(Debug, Clone)]
pub struct Login {
    /// Whose.
    pub account: AccountId,
    /// The token that forms of this browser carry.
    pub csrf: String,
}

/// Records that a browser signed in. Only the hash of its token is kept.
///
/// # Errors
/// [`Fault::Database`].
pub async fn insert(
    tx: &mut Tx,
    token_hash: &str,
    login: &Login,
    now: Timestamp,
    expires: Timestamp,
) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO web_session (token_hash, account_id, csrf, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
        values![token_hash, login.account.as_str(), &login.csrf, mint::instant(now), mint::instant(expires)],
    )
    .await?;
    Ok(())
}

/// Signs a browser out.
///
/// # Errors
/// [`Fault::Database`].
pub async fn delete(tx: &mut Tx, token_hash: &str) -> Result<(), Fault> {
    tx.run("DELETE FROM web_session WHERE token_hash = $1", values![token_hash]).await?;
    Ok(())
}

/// Signs every browser of an account out.
///
/// # Errors
/// [`Fault::Database`].
pub async fn delete_all(tx: &mut Tx, account: &AccountId) -> Result<(), Fault> {
    tx.run("DELETE FROM web_session WHERE account_id = $1", values![account.as_str()]).await?;
    Ok(())
}

/// Forgets the browsers whose time is over, and the failures before an instant.
///
/// # Errors
/// [`Fault::Database`].
pub async fn delete_expired(tx: &mut Tx, now: Timestamp, failures: Timestamp) -> Result<(), Fault> {
    tx.run("DELETE FROM login_failure WHERE last_at <= $1", values![mint::instant(failures)]).await?;
    tx.run("DELETE FROM web_session WHERE expires_at <= $1", values![mint::instant(now)]).await?;
    Ok(())
}

/// How often a log-in failed in a row, and when last.
///
/// # Errors
/// [`Fault::Database`].
pub async fn failures(tx: &mut Tx, login: &str) -> Result<Option<(i64, Timestamp)>, Fault> {
    let row =
        tx.maybe("SELECT failures, last_at FROM login_failure WHERE login = $1", values![login]).await?;
    row.map(|row| Ok((row.int("failures")?, mint::read_instant(&row.text("last_at")?)?))).transpose()
}

/// Counts one failure more.
///
/// # Errors
/// [`Fault::Database`].
pub async fn fail(tx: &mut Tx, login: &str, now: Timestamp) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO login_failure (login, failures, last_at) VALUES ($1, 1, $2)
         ON CONFLICT (login) DO UPDATE SET failures = login_failure.failures + 1, last_at = excluded.last_at",
        values![login, mint::instant(now)],
    )
    .await?;
    Ok(())
}

/// Forgets the failures of a log-in that succeeded.
///
/// # Errors
/// [`Fault::Database`].
pub async fn forget_failures(tx: &mut Tx, login: &str) -> Result<(), Fault> {
    tx.run("DELETE FROM login_failure WHERE login = $1", values![login]).await?;
    Ok(())
}
