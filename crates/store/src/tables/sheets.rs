//! Sittings and their evaluation sheets.

use super::candidates::{self, Candidate};
use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, CandidateId, CommissionId, ExaminerId, SessionId, SheetId};
use exam::referential::Referential;
use exam::sheet::{Entry, Field, Sheet, Visa};
use jiff::Timestamp;

/// One candidate before one commission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// The sheet.
    pub sheet: SheetId,
    /// The candidate.
    pub candidate: CandidateId,
    /// The commission.
    pub commission: CommissionId,
    /// When the candidate is called.
    pub starts_at: Timestamp,
}

fn read(row: &Row) -> Result<Sitting, Fault> {
    Ok(Sitting {
        sheet: row.text("id")?.into(),
        candidate: row.text("candidate_id")?.into(),
        commission: row.text("commission_id")?.into(),
        starts_at: mint::read_instant(&row.text("starts_at")?)?,
    })
}

/// Seats a candidate.
///
/// # Errors
/// [`Fault::Database`], also where the candidate or the hour is taken.
pub async fn insert(tx: &mut Tx, sitting: &Sitting) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO sheet (id, candidate_id, commission_id, starts_at) VALUES ($1, $2, $3, $4)",
        values![
            sitting.sheet.as_str(),
            sitting.candidate.as_str(),
            sitting.commission.as_str(),
            mint::instant(sitting.starts_at)
        ],
    )
    .await?;
    Ok(())
}

/// A sitting by its sheet.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, id: &SheetId) -> Result<Option<Sitting>, Fault> {
    let sql = "SELECT id, candidate_id, commission_id, starts_at FROM sheet WHERE id = $1";
    tx.maybe(sql, values![id.as_str()]).await?.as_ref().map(read).transpose()
}

/// The sitting of a candidate.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_candidate(tx: &mut Tx, candidate: &CandidateId) -> Result<Option<Sitting>, Fault> {
    let sql = "SELECT id, candidate_id, commission_id, starts_at FROM sheet WHERE candidate_id = $1";
    tx.maybe(sql, values![candidate.as_str()]).await?.as_ref().map(read).transpose()
}

/// A sitting, with its candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seated {
    /// The sitting.
    pub sitting: Sitting,
    /// The candidate.
    pub candidate: Candidate,
}

fn read_seated(row: &Row) -> Result<Seated, Fault> {
    let candidate = candidates::read(row)?;
    let sitting = Sitting {
        sheet: row.text("sheet_id")?.into(),
        candidate: candidate.id.clone(),
        commission: row.text("commission_id")?.into(),
        starts_at: mint::read_instant(&row.text("starts_at")?)?,
    };
    Ok(Seated { sitting, candidate })
}

/// A sitting with its candidate, by its sheet.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find_seated(tx: &mut Tx, id: &SheetId) -> Result<Option<Seated>, Fault> {
    let sql = "SELECT c.*, s.id AS sheet_id, s.commission_id, s.starts_at FROM sheet s
               JOIN candidate c ON c.id = s.candidate_id WHERE s.id = $1";
    tx.maybe(sql, values![id.as_str()]).await?.as_ref().map(read_seated).transpose()
}

/// The sittings of a commission, in the order of the day.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_commission(tx: &mut Tx, id: &CommissionId) -> Result<Vec<Seated>, Fault> {
    let sql = "SELECT c.*, s.id AS sheet_id, s.commission_id, s.starts_at FROM sheet s
               JOIN candidate c ON c.id = s.candidate_id WHERE s.commission_id = $1 ORDER BY s.starts_at, s.id";
    tx.all(sql, values![id.as_str()]).await?.iter().map(read_seated).collect()
}

/// When the members of a commission sit, on this commission or on another: the instant, and the commission.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn taken(
    tx: &mut Tx,
    lead: &ExaminerId,
    second: &ExaminerId,
) -> Result<Vec<(Timestamp, CommissionId)>, Fault> {
    let sql = "SELECT s.starts_at, s.commission_id FROM sheet s JOIN commission k ON k.id = s.commission_id
               WHERE k.lead_id IN ($1, $2) OR k.second_id IN ($1, $2)";
    let rows = tx.all(sql, values![lead.as_str(), second.as_str()]).await?;
    let one =
        |row: &Row| Ok((mint::read_instant(&row.text("starts_at")?)?, row.text("commission_id")?.into()));
    rows.iter().map(one).collect()
}

/// Takes a candidate out of a commission; the caller has seen that the sheet is untouched.
///
/// # Errors
/// [`Fault::Database`], also where something is written on the sheet.
pub async fn delete(tx: &mut Tx, id: &SheetId) -> Result<(), Fault> {
    tx.run("DELETE FROM sheet WHERE id = $1", values![id.as_str()]).await?;
    Ok(())
}

/// Every sitting of a session, in the order of the day.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Seated>, Fault> {
    let sql = "SELECT c.*, s.id AS sheet_id, s.commission_id, s.starts_at FROM sheet s
               JOIN candidate c ON c.id = s.candidate_id WHERE c.session_id = $1 ORDER BY s.starts_at, s.id";
    tx.all(sql, values![session.as_str()]).await?.iter().map(read_seated).collect()
}

/// The content of one sheet: its fields and its visas, in two statements.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn content(tx: &mut Tx, id: &SheetId, referential: &Referential) -> Result<Sheet, Fault> {
    let fields = tx
        .all(
            "SELECT f.sheet_id, f.field, f.value, f.revision, f.written_by, f.written_at, a.name AS by_name
             FROM sheet_field f JOIN account a ON a.id = f.written_by WHERE f.sheet_id = $1",
            values![id.as_str()],
        )
        .await?;
    let visas = tx
        .all(
            "SELECT v.sheet_id, v.examiner_id, v.content_hash, v.given_at, v.voided_at, a.name AS name FROM visa v
             JOIN examiner e ON e.id = v.examiner_id JOIN account a ON a.id = e.account_id
             WHERE v.sheet_id = $1 ORDER BY v.given_at",
            values![id.as_str()],
        )
        .await?;
    let mut sheets = gather(&fields, &visas, referential)?;
    Ok(sheets.pop().map(|(_, sheet)| sheet).unwrap_or_default())
}

/// The content of every sheet of a session, in two statements; sheets without content are left out.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn contents_of_session(
    tx: &mut Tx,
    session: &SessionId,
    referential: &Referential,
) -> Result<Vec<(SheetId, Sheet)>, Fault> {
    let fields = tx
        .all(
            "SELECT f.sheet_id, f.field, f.value, f.revision, f.written_by, f.written_at, a.name AS by_name
             FROM sheet_field f JOIN account a ON a.id = f.written_by JOIN sheet s ON s.id = f.sheet_id
             JOIN candidate c ON c.id = s.candidate_id WHERE c.session_id = $1",
            values![session.as_str()],
        )
        .await?;
    let visas = tx
        .all(
            "SELECT v.sheet_id, v.examiner_id, v.content_hash, v.given_at, v.voided_at, a.name AS name FROM visa v
             JOIN examiner e ON e.id = v.examiner_id JOIN account a ON a.id = e.account_id
             JOIN sheet s ON s.id = v.sheet_id JOIN candidate c ON c.id = s.candidate_id
             WHERE c.session_id = $1 ORDER BY v.given_at",
            values![session.as_str()],
        )
        .await?;
    gather(&fields, &visas, referential)
}

/// The content of every sheet of a commission, in two statements; sheets without content are left out.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn contents_of_commission(
    tx: &mut Tx,
    commission: &CommissionId,
    referential: &Referential,
) -> Result<Vec<(SheetId, Sheet)>, Fault> {
    let fields = tx
        .all(
            "SELECT f.sheet_id, f.field, f.value, f.revision, f.written_by, f.written_at, a.name AS by_name
             FROM sheet_field f JOIN account a ON a.id = f.written_by JOIN sheet s ON s.id = f.sheet_id
             WHERE s.commission_id = $1",
            values![commission.as_str()],
        )
        .await?;
    let visas = tx
        .all(
            "SELECT v.sheet_id, v.examiner_id, v.content_hash, v.given_at, v.voided_at, a.name AS name FROM visa v
             JOIN examiner e ON e.id = v.examiner_id JOIN account a ON a.id = e.account_id
             JOIN sheet s ON s.id = v.sheet_id WHERE s.commission_id = $1 ORDER BY v.given_at",
            values![commission.as_str()],
        )
        .await?;
    gather(&fields, &visas, referential)
}

/// Groups rows of fields and visas by their sheet.
fn gather(fields: &[Row], visas: &[Row], referential: &Referential) -> Result<Vec<(SheetId, Sheet)>, Fault> {
    let mut sheets = std::collections::BTreeMap::<SheetId, Sheet>::new();
    for row in fields {
        let name = row.text("field")?;
        let field = Field::parse(&name, referential).map_err(|_| Fault::unreadable("field", &name))?;
        let entry = Entry {
            value: row.text("value")?,
            revision: row.int("revision")?,
            by: row.text("written_by")?.into(),
            by_name: row.text("by_name")?,
            at: mint::read_instant(&row.text("written_at")?)?,
        };
        sheets.entry(row.text("sheet_id")?.into()).or_default().fields.insert(field, entry);
    }
    for row in visas {
        let visa = Visa {
            examiner: row.text("examiner_id")?.into(),
            name: row.text("name")?,
            content: row.text("content_hash")?,
            at: mint::read_instant(&row.text("given_at")?)?,
            voided: row.text_or_none("voided_at")?.is_some(),
        };
        sheets.entry(row.text("sheet_id")?.into()).or_default().visas.push(visa);
    }
    Ok(sheets.into_iter().collect())
}

/// Writes a field at a revision: the first one is inserted, a later one replaces the one just before. Says whether
/// the row was the one expected; where it was not, somebody else wrote in between.
///
/// # Errors
/// [`Fault::Database`].
pub async fn write(
    tx: &mut Tx,
    id: &SheetId,
    field: &Field,
    value: &str,
    revision: i64,
    by: (&AccountId, Timestamp),
) -> Result<bool, Fault> {
    let (account, at) = (by.0.as_str(), mint::instant(by.1));
    let name = field.to_string();
    let rows = if revision == 1 {
        tx.run(
            "INSERT INTO sheet_field (sheet_id, field, value, revision, written_by, written_at)
             VALUES ($1, $2, $3, 1, $4, $5) ON CONFLICT (sheet_id, field) DO NOTHING",
            values![id.as_str(), name, value, account, at],
        )
        .await?
    } else {
        tx.run(
            "UPDATE sheet_field SET value = $3, revision = revision + 1, written_by = $4, written_at = $5
             WHERE sheet_id = $1 AND field = $2 AND revision = $6",
            values![id.as_str(), name, value, account, at, revision - 1],
        )
        .await?
    };
    Ok(rows == 1)
}

/// Records a member's visa over a content.
///
/// # Errors
/// [`Fault::Database`], also where the member's visa stands already.
pub async fn insert_visa(
    tx: &mut Tx,
    id: String,
    sheet: &SheetId,
    examiner: &ExaminerId,
    content: &str,
    now: Timestamp,
) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO visa (id, sheet_id, examiner_id, content_hash, given_at) VALUES ($1, $2, $3, $4, $5)",
        values![id, sheet.as_str(), examiner.as_str(), content, mint::instant(now)],
    )
    .await?;
    Ok(())
}

/// Voids the visas that stand on a sheet.
///
/// # Errors
/// [`Fault::Database`].
pub async fn void_visas(tx: &mut Tx, sheet: &SheetId, now: Timestamp) -> Result<u64, Fault> {
    let sql = "UPDATE visa SET voided_at = $2 WHERE sheet_id = $1 AND voided_at IS NULL";
    tx.run(sql, values![sheet.as_str(), mint::instant(now)]).await
}
