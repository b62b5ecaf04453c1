//! Erasing: every row of a candidate, the account where nothing else needs it, and the hashes that rows still name.
//!
//! A table that names a candidate, a sheet, a deposit or a blob stands here: `tests/stories/erased.rs` reads the
//! migrations and fails where one is forgotten.

use crate::{Fault, Tx, values};
use exam::id::{AccountId, CandidateId, SessionId, SheetId};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Deletes every row of a candidate, the candidate's own last; says how many pieces, sheets and notices there were.
///
/// # Errors
/// [`Fault::Database`], also where a table that this list does not know still names the candidate.
pub async fn candidate(tx: &mut Tx, id: &CandidateId) -> Result<[u64; 3], Fault> {
    let (mut counted, id) = ([0; 3], id.as_str());
    for step in 0.. {
        let sql = match step {
            0 => {
                "DELETE FROM outbox WHERE id IN (SELECT id FROM notice WHERE candidate_id = $1
                     OR (about_kind = 'candidate' AND about_id = $1))"
            }
            1 => "DELETE FROM outbox WHERE payload IN (SELECT id FROM deposit WHERE candidate_id = $1)",
            2 => "DELETE FROM probe WHERE deposit_id IN (SELECT id FROM deposit WHERE candidate_id = $1)",
            3 => {
                "DELETE FROM portfolio_copy WHERE deposit_id IN (SELECT id FROM deposit WHERE candidate_id = $1)"
            }
            4 => "DELETE FROM deposit WHERE candidate_id = $1",
            5 => "DELETE FROM snapshot WHERE candidate_id = $1",
            6 => "DELETE FROM online_table WHERE candidate_id = $1",
            7 => "DELETE FROM portfolio_pages WHERE candidate_id = $1",
            8 => "DELETE FROM verdict WHERE candidate_id = $1",
            9 => "DELETE FROM absence WHERE candidate_id = $1",
            10 => "DELETE FROM optional_request WHERE candidate_id = $1",
            11 => "DELETE FROM private_note WHERE candidate_id = $1",
            12 => "DELETE FROM arrangement WHERE candidate_id = $1",
            13 => "DELETE FROM incident WHERE candidate_id = $1",
            14 => "DELETE FROM sheet_field WHERE sheet_id IN (SELECT id FROM sheet WHERE candidate_id = $1)",
            15 => "DELETE FROM visa WHERE sheet_id IN (SELECT id FROM sheet WHERE candidate_id = $1)",
            16 => "DELETE FROM part_time WHERE sheet_id IN (SELECT id FROM sheet WHERE candidate_id = $1)",
            17 => "DELETE FROM arrival WHERE sheet_id IN (SELECT id FROM sheet WHERE candidate_id = $1)",
            18 => "DELETE FROM divergence WHERE sheet_id IN (SELECT id FROM sheet WHERE candidate_id = $1)",
            19 => {
                "DELETE FROM recommendation_answer WHERE recommendation_id IN (SELECT r.id FROM recommendation r
                     JOIN sheet s ON s.id = r.sheet_id WHERE s.candidate_id = $1)"
            }
            20 => "DELETE FROM recommendation WHERE sheet_id IN (SELECT id FROM sheet WHERE candidate_id = $1)",
            21 => "DELETE FROM convocation WHERE candidate_id = $1",
            22 => {
                "DELETE FROM notice WHERE about_kind = 'sheet'
                     AND about_id IN (SELECT id FROM sheet WHERE candidate_id = $1)"
            }
            23 => "DELETE FROM sent_write WHERE sheet_id IN (SELECT id FROM sheet WHERE candidate_id = $1)",
            24 => "DELETE FROM paper_scan WHERE sheet_id IN (SELECT id FROM sheet WHERE candidate_id = $1)",
            25 => "DELETE FROM sheet WHERE candidate_id = $1",
            26 => "DELETE FROM decision WHERE candidate_id = $1",
            27 => "DELETE FROM jury_remark WHERE candidate_id = $1",
            28 => {
                "DELETE FROM notice WHERE candidate_id = $1 OR (about_kind = 'candidate' AND about_id = $1)"
            }
            29 => "DELETE FROM claim WHERE candidate_id = $1",
            30 => "DELETE FROM retention_hold WHERE candidate_id = $1",
            31 => {
                "DELETE FROM bundle_step WHERE bundle_id IN
                     (SELECT b.bundle_id FROM bundle_candidate b WHERE b.candidate_id = $1)"
            }
            32 => {
                "UPDATE bundle SET blob_hash = NULL WHERE id IN
                     (SELECT b.bundle_id FROM bundle_candidate b WHERE b.candidate_id = $1)"
            }
            33 => "DELETE FROM bundle_candidate WHERE candidate_id = $1",
            34 => "DELETE FROM candidate WHERE id = $1",
            _ => break,
        };
        let rows = tx.run(sql, values![id]).await?;
        for (at, counts) in [4, 25, 28].iter().zip(&mut counted) {
            *counts += if step == *at { rows } else { 0 };
        }
    }
    Ok(counted)
}

/// Erases what an account says of a person, where nothing else needs it: no candidacy is left, no role, no seat. Says
/// whether it did. The row stays, for others name it.
///
/// # Errors
/// [`Fault::Database`].
pub async fn account(tx: &mut Tx, id: &str) -> Result<bool, Fault> {
    let sql = "SELECT (SELECT COUNT(*) FROM candidate WHERE account_id = $1)
                   + (SELECT COUNT(*) FROM role_grant WHERE account_id = $1)
                   + (SELECT COUNT(*) FROM examiner WHERE account_id = $1) AS n";
    if tx.one(sql, values![id]).await?.int("n")? > 0 {
        return Ok(false);
    }
    for step in 0.. {
        let sql = match step {
            0 => "DELETE FROM web_session WHERE account_id = $1",
            1 => "DELETE FROM portfolio_view WHERE account_id = $1",
            2 => "DELETE FROM login_failure WHERE login IN (SELECT login FROM account WHERE id = $1)",
            3 => "DELETE FROM outbox WHERE id IN (SELECT id FROM notice WHERE account_id = $1)",
            4 => "DELETE FROM notice WHERE account_id = $1",
            5 => {
                "UPDATE account SET login = 'effacé ' || id, name = 'Personne effacée', email = NULL,
                     password_hash = NULL WHERE id = $1"
            }
            _ => break,
        };
        tx.run(sql, values![id]).await?;
    }
    Ok(true)
}

/// Deletes what a session's lists said of everybody, its minutes once nobody is left, and every mail that was sent before an instant.
///
/// # Errors
/// [`Fault::Database`].
pub async fn lists_and_mails(tx: &mut Tx, session: &SessionId, before: Timestamp) -> Result<(), Fault> {
    tx.run("DELETE FROM roster_draft WHERE session_id = $1", values![session.as_str()]).await?;
    // The jury's minutes name everybody: they go with the last candidate of the session.
    let sql = "DELETE FROM minutes WHERE session_id = $1
               AND NOT EXISTS (SELECT c.id FROM candidate c WHERE c.session_id = $1)";
    tx.run(sql, values![session.as_str()]).await?;
    let sql = "DELETE FROM outbox WHERE done_at IS NOT NULL AND created_at <= $1";
    tx.run(sql, values![crate::mint::instant(before)]).await?;
    Ok(())
}

/// The sheets of a candidate, and the notices given to the candidate or about these sheets.
///
/// # Errors
/// [`Fault::Database`].
pub async fn chains_of(tx: &mut Tx, id: &CandidateId) -> Result<(Vec<SheetId>, Vec<String>), Fault> {
    let sql = "SELECT id, CAST(1 AS BIGINT) AS sheet FROM sheet WHERE candidate_id = $1
               UNION SELECT id, CAST(0 AS BIGINT) FROM notice WHERE candidate_id = $1
                   OR (about_kind = 'candidate' AND about_id = $1) OR (about_kind = 'sheet' AND about_id IN (SELECT id FROM sheet WHERE candidate_id = $1))";
    let (mut sheets, mut notices) = (vec![], vec![]);
    for row in tx.all(sql, values![id.as_str()]).await? {
        let id = row.text("id")?;
        if row.int("sheet")? == 1 { sheets.push(id.into()) } else { notices.push(id) }
    }
    Ok((sheets, notices))
}

/// The login of an account.
///
/// # Errors
/// [`Fault::Database`].
pub async fn login_of(tx: &mut Tx, account: &AccountId) -> Result<String, Fault> {
    tx.one("SELECT login FROM account WHERE id = $1", values![account.as_str()]).await?.text("login")
}

/// What a candidate's rows name: a hash, and whether it is the manifest of a site.
///
/// # Errors
/// [`Fault::Database`].
pub async fn named_by(tx: &mut Tx, id: &CandidateId) -> Result<Vec<(String, bool)>, Fault> {
    let sql = "SELECT blob_hash AS hash, CAST(CASE WHEN media_type = 'application/vnd.florilege.site+json' THEN 1
                   ELSE 0 END AS BIGINT) AS site FROM deposit WHERE candidate_id = $1 AND blob_hash IS NOT NULL
               UNION SELECT p.site_hash, CAST(1 AS BIGINT) FROM portfolio_copy p JOIN deposit d ON d.id = p.deposit_id
                   WHERE d.candidate_id = $1 AND p.site_hash IS NOT NULL
               UNION SELECT p.blob_hash, CAST(0 AS BIGINT) FROM paper_scan p JOIN sheet s ON s.id = p.sheet_id
                   WHERE s.candidate_id = $1
               UNION SELECT u.blob_hash, CAST(0 AS BIGINT) FROM bundle u JOIN bundle_candidate b ON b.bundle_id = u.id
                   WHERE b.candidate_id = $1 AND u.blob_hash IS NOT NULL";
    let rows = tx.all(sql, values![id.as_str()]).await?;
    rows.iter().map(|row| Ok((row.text("hash")?, row.int("site")? == 1))).collect()
}

/// Every manifest of a site that any row names.
///
/// # Errors
/// [`Fault::Database`].
pub async fn sites(tx: &mut Tx) -> Result<BTreeSet<String>, Fault> {
    let sql = "SELECT blob_hash AS hash FROM deposit WHERE media_type = 'application/vnd.florilege.site+json'
                   AND blob_hash IS NOT NULL
               UNION SELECT site_hash FROM portfolio_copy WHERE site_hash IS NOT NULL";
    tx.all(sql, &[]).await?.iter().map(|row| row.text("hash")).collect()
}

/// Every hash that any row names, but the files of sites and of pages written here.
///
/// # Errors
/// [`Fault::Database`].
pub async fn named(tx: &mut Tx) -> Result<BTreeSet<String>, Fault> {
    let sql = "SELECT blob_hash AS hash FROM deposit WHERE blob_hash IS NOT NULL
               UNION SELECT blob_hash FROM session_model
               UNION SELECT blob_hash FROM official_form
               UNION SELECT blob_hash FROM paper_scan
               UNION SELECT blob_hash FROM bundle WHERE blob_hash IS NOT NULL
               UNION SELECT site_hash FROM portfolio_copy WHERE site_hash IS NOT NULL";
    tx.all(sql, &[]).await?.iter().map(|row| row.text("hash")).collect()
}

/// The portfolios written here, JSON, whose files are named in them: of one candidate, or all of them.
///
/// # Errors
/// [`Fault::Database`].
pub async fn written(tx: &mut Tx, of: Option<&CandidateId>) -> Result<Vec<String>, Fault> {
    let rows = match of {
        Some(id) => {
            let sql = "SELECT content FROM portfolio_pages WHERE candidate_id = $1";
            tx.all(sql, values![id.as_str()]).await?
        }
        None => tx.all("SELECT content FROM portfolio_pages", &[]).await?,
    };
    rows.iter().map(|row| row.text("content")).collect()
}

/// Forgets a blob: its row, and the addresses that show it. Its bytes are removed once this is committed.
///
/// # Errors
/// [`Fault::Database`], also where a row still names it.
pub async fn forget(tx: &mut Tx, hash: &str) -> Result<bool, Fault> {
    tx.run("DELETE FROM portfolio_view WHERE site_hash = $1", values![hash]).await?;
    Ok(tx.run("DELETE FROM blob WHERE hash = $1", values![hash]).await? == 1)
}

/// Whether a blob is recorded.
///
/// # Errors
/// [`Fault::Database`].
pub async fn is_recorded(tx: &mut Tx, hash: &str) -> Result<bool, Fault> {
    Ok(tx.maybe("SELECT hash FROM blob WHERE hash = $1", values![hash]).await?.is_some())
}
