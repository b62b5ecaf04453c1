//! Deposits: every piece ever received. The current ones have not been replaced.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::dossier::PieceKind;
use exam::dossier::periods::Period;
use exam::id::{AccountId, CandidateId, DepositId, SessionId};
use jiff::Timestamp;

/// One deposit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deposit {
    /// Its identifier, also the number of its receipt.
    pub id: DepositId,
    /// Whose dossier.
    pub candidate: CandidateId,
    /// What it is.
    pub kind: PieceKind,
    /// The file's name, for a file.
    pub file_name: Option<String>,
    /// The file's kind, told by its bytes.
    pub media_type: Option<String>,
    /// SHA-256 of the file.
    pub blob: Option<String>,
    /// The portfolio's address.
    pub address: Option<String>,
    /// What the reader read in a table, JSON.
    pub reading: Option<String>,
    /// When the server received it.
    pub at: Timestamp,
    /// Who deposited it.
    pub by: AccountId,
    /// After the date (E4-18).
    pub late: bool,
    /// When another took its place, or it was withdrawn.
    pub replaced_at: Option<Timestamp>,
    /// The period that a certificate is for, once its candidate told it.
    pub period: Option<Period>,
}

fn read(row: &Row) -> Result<Deposit, Fault> {
    let kind = row.text("kind")?;
    let day = |column: &str| row.text_or_none(column)?.map(|text| mint::read_date(&text)).transpose();
    Ok(Deposit {
        id: row.text("id")?.into(),
        candidate: row.text("candidate_id")?.into(),
        kind: PieceKind::from_code(&kind).ok_or_else(|| Fault::unreadable("piece", &kind))?,
        file_name: row.text_or_none("file_name")?,
        media_type: row.text_or_none("media_type")?,
        blob: row.text_or_none("blob_hash")?,
        address: row.text_or_none("address")?,
        reading: row.text_or_none("reading")?,
        at: mint::read_instant(&row.text("received_at")?)?,
        by: row.text("received_from")?.into(),
        late: row.bool("late")?,
        replaced_at: row.text_or_none("replaced_at")?.map(|text| mint::read_instant(&text)).transpose()?,
        period: day("period_from")?.zip(day("period_to")?).map(|(from, to)| Period { from, to }),
    })
}

/// Records a deposit. A table or a portfolio takes the place of the one before; certificates stand side by side.
///
/// # Errors
/// [`Fault::Database`].
pub async fn insert(tx: &mut Tx, deposit: &Deposit) -> Result<(), Fault> {
    let at = mint::instant(deposit.at);
    if deposit.kind != PieceKind::Certificate {
        let sql = "UPDATE deposit SET replaced_at = $3
                   WHERE candidate_id = $1 AND kind = $2 AND replaced_at IS NULL";
        tx.run(sql, values![deposit.candidate.as_str(), deposit.kind.code(), &at]).await?;
    }
    tx.run(
        "INSERT INTO deposit (id, candidate_id, kind, file_name, media_type, blob_hash, address, reading,
             received_at, received_from, late, period_from, period_to)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        values![
            deposit.id.as_str(),
            deposit.candidate.as_str(),
            deposit.kind.code(),
            deposit.file_name.clone(),
            deposit.media_type.clone(),
            deposit.blob.clone(),
            deposit.address.clone(),
            deposit.reading.clone(),
            at,
            deposit.by.as_str(),
            deposit.late,
            deposit.period.map(|period| period.from.to_string()),
            deposit.period.map(|period| period.to.to_string())
        ],
    )
    .await?;
    Ok(())
}

/// Withdraws a certificate deposited by mistake; it stays in the history.
///
/// # Errors
/// [`Fault::Database`].
pub async fn withdraw(tx: &mut Tx, id: &DepositId, now: Timestamp) -> Result<bool, Fault> {
    let sql = "UPDATE deposit SET replaced_at = $2
               WHERE id = $1 AND kind = 'certificate' AND replaced_at IS NULL";
    Ok(tx.run(sql, values![id.as_str(), mint::instant(now)]).await? == 1)
}

/// Tells the period that a certificate is for.
///
/// # Errors
/// [`Fault::Database`].
pub async fn tell_period(tx: &mut Tx, id: &DepositId, period: Period) -> Result<bool, Fault> {
    let sql = "UPDATE deposit SET period_from = $2, period_to = $3
               WHERE id = $1 AND kind = 'certificate' AND replaced_at IS NULL";
    let (from, to) = (period.from.to_string(), period.to.to_string());
    Ok(tx.run(sql, values![id.as_str(), from, to]).await? == 1)
}

/// Every deposit of a candidate, replaced and withdrawn ones too, in the order they came.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_candidate(tx: &mut Tx, candidate: &CandidateId) -> Result<Vec<Deposit>, Fault> {
    let sql = "SELECT * FROM deposit WHERE candidate_id = $1 ORDER BY received_at, id";
    tx.all(sql, values![candidate.as_str()]).await?.iter().map(read).collect()
}

/// The pieces of a candidate that stand, in the order they came.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn standing(tx: &mut Tx, candidate: &CandidateId) -> Result<Vec<Deposit>, Fault> {
    let sql =
        "SELECT * FROM deposit WHERE candidate_id = $1 AND replaced_at IS NULL ORDER BY received_at, id";
    tx.all(sql, values![candidate.as_str()]).await?.iter().map(read).collect()
}

/// One deposit, current or not.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, id: &DepositId) -> Result<Option<Deposit>, Fault> {
    tx.maybe("SELECT * FROM deposit WHERE id = $1", values![id.as_str()])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// The current pieces of every candidate of a session.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Deposit>, Fault> {
    let sql = "SELECT d.* FROM deposit d JOIN candidate c ON c.id = d.candidate_id
               WHERE c.session_id = $1 AND d.replaced_at IS NULL ORDER BY d.received_at, d.id";
    tx.all(sql, values![session.as_str()]).await?.iter().map(read).collect()
}
