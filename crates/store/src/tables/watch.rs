//! What was seen of outside portfolios, and dossiers as they stood at the date.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{CandidateId, DepositId, SessionId};
use jiff::Timestamp;

/// One look at an outside portfolio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// Its identifier.
    pub id: String,
    /// The deposit whose address it is.
    pub deposit: DepositId,
    /// When it ended.
    pub at: Timestamp,
    /// What it came to, a stable word.
    pub finding: String,
    /// SHA-256 of what was read.
    pub hash: Option<String>,
    /// Everything seen, JSON.
    pub report: String,
}

fn probe(row: &Row) -> Result<Probe, Fault> {
    Ok(Probe {
        id: row.text("id")?,
        deposit: row.text("deposit_id")?.into(),
        at: mint::read_instant(&row.text("at")?)?,
        finding: row.text("finding")?,
        hash: row.text_or_none("content_hash")?,
        report: row.text("report")?,
    })
}

/// Keeps a look.
///
/// # Errors
/// [`Fault::Database`].
pub async fn insert(tx: &mut Tx, probe: &Probe) -> Result<(), Fault> {
    let sql = "INSERT INTO probe (id, deposit_id, at, finding, content_hash, report) VALUES ($1, $2, $3, $4, $5, $6)";
    let at = mint::instant(probe.at);
    let (finding, report) = (probe.finding.clone(), probe.report.clone());
    tx.run(sql, values![&probe.id, probe.deposit.as_str(), at, finding, probe.hash.clone(), report]).await?;
    Ok(())
}

/// Every look at the portfolios of a candidate, the last first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_candidate(tx: &mut Tx, candidate: &CandidateId) -> Result<Vec<Probe>, Fault> {
    let sql = "SELECT p.* FROM probe p JOIN deposit d ON d.id = p.deposit_id WHERE d.candidate_id = $1
               ORDER BY p.at DESC, p.id DESC";
    tx.all(sql, values![candidate.as_str()]).await?.iter().map(probe).collect()
}

/// The last look at a deposit.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn last(tx: &mut Tx, deposit: &DepositId) -> Result<Option<Probe>, Fault> {
    let sql = "SELECT * FROM probe WHERE deposit_id = $1 ORDER BY at DESC, id DESC LIMIT 1";
    tx.maybe(sql, values![deposit.as_str()]).await?.as_ref().map(probe).transpose()
}

/// A dossier as it stood at the date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Whose.
    pub candidate: CandidateId,
    /// When it was taken.
    pub at: Timestamp,
    /// Its pieces, JSON.
    pub content: String,
    /// SHA-256 of the content.
    pub hash: String,
}

/// Keeps a snapshot; `false` where there is one already.
///
/// # Errors
/// [`Fault::Database`].
pub async fn freeze(tx: &mut Tx, snapshot: &Snapshot) -> Result<bool, Fault> {
    let sql = "INSERT INTO snapshot (candidate_id, taken_at, content, hash) VALUES ($1, $2, $3, $4)
               ON CONFLICT (candidate_id) DO NOTHING";
    let at = mint::instant(snapshot.at);
    Ok(tx.run(sql, values![snapshot.candidate.as_str(), at, &snapshot.content, &snapshot.hash]).await? == 1)
}

/// The snapshot of a candidate.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn snapshot(tx: &mut Tx, candidate: &CandidateId) -> Result<Option<Snapshot>, Fault> {
    let row = tx.maybe("SELECT * FROM snapshot WHERE candidate_id = $1", values![candidate.as_str()]).await?;
    let read = |row: &Row| {
        Ok(Snapshot {
            candidate: row.text("candidate_id")?.into(),
            at: mint::read_instant(&row.text("taken_at")?)?,
            content: row.text("content")?,
            hash: row.text("hash")?,
        })
    };
    row.as_ref().map(read).transpose()
}

/// Candidates of a session whose dossier is not frozen and may still be, at most `limit`.
///
/// # Errors
/// [`Fault::Database`].
pub async fn not_frozen(tx: &mut Tx, session: &SessionId, limit: i64) -> Result<Vec<CandidateId>, Fault> {
    let sql = "SELECT c.id FROM candidate c LEFT JOIN snapshot s ON s.candidate_id = c.id
                   LEFT JOIN decision d ON d.candidate_id = c.id AND d.exam = 'oral'
               WHERE c.session_id = $1 AND c.withdrawn = FALSE AND s.candidate_id IS NULL
                   AND d.candidate_id IS NULL ORDER BY c.id LIMIT $2";
    let rows = tx.all(sql, values![session.as_str(), limit]).await?;
    rows.iter().map(|row| Ok(row.text("id")?.into())).collect()
}

/// A copy of an outside portfolio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// Its identifier.
    pub id: String,
    /// The deposit whose address it is.
    pub deposit: DepositId,
    /// When it ended.
    pub at: Timestamp,
    /// The manifest of its files; none where nothing could be copied.
    pub site: Option<String>,
    /// How many files.
    pub files: i64,
    /// Their size together, in bytes.
    pub bytes: i64,
    /// What bounds left out, or why there is no copy, in words.
    pub note: String,
}

/// Keeps a copy; `false` where there is one already.
///
/// # Errors
/// [`Fault::Database`].
pub async fn keep_copy(tx: &mut Tx, copy: &Copy) -> Result<bool, Fault> {
    let sql = "INSERT INTO portfolio_copy (id, deposit_id, at, site_hash, files, bytes, note)
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (deposit_id) DO NOTHING";
    let at = mint::instant(copy.at);
    let (deposit, site) = (copy.deposit.as_str(), copy.site.clone());
    Ok(tx.run(sql, values![&copy.id, deposit, at, site, copy.files, copy.bytes, &copy.note]).await? == 1)
}

/// The copies of a candidate's portfolios.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn copies(tx: &mut Tx, candidate: &CandidateId) -> Result<Vec<Copy>, Fault> {
    let sql =
        "SELECT c.* FROM portfolio_copy c JOIN deposit d ON d.id = c.deposit_id WHERE d.candidate_id = $1
               ORDER BY c.at";
    let read = |row: &Row| {
        Ok(Copy {
            id: row.text("id")?,
            deposit: row.text("deposit_id")?.into(),
            at: mint::read_instant(&row.text("at")?)?,
            site: row.text_or_none("site_hash")?,
            files: row.int("files")?,
            bytes: row.int("bytes")?,
            note: row.text("note")?,
        })
    };
    tx.all(sql, values![candidate.as_str()]).await?.iter().map(read).collect()
}
