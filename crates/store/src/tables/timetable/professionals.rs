//! Professionals whom schools propose (E4-22).

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::commission::{Field, Standing};
use exam::id::{AccountId, ExaminerId, SchoolId, SessionId};
use jiff::Timestamp;

/// Somebody proposed by a school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Professional {
    /// The identifier.
    pub id: String,
    /// The school.
    pub school: SchoolId,
    /// The school's name.
    pub school_name: String,
    /// The person's name.
    pub name: String,
    /// Where the person works.
    pub company: String,
    /// What the person knows.
    pub field: Field,
    /// The person's address, which opens the account once accepted.
    pub email: String,
    /// Where the proposal stands.
    pub standing: Standing,
    /// Why it was declined; empty elsewhere.
    pub reason: String,
    /// The name of who proposed.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

fn read(row: &Row) -> Result<Professional, Fault> {
    let (field, standing) = (row.text("speciality")?, row.text("state")?);
    Ok(Professional {
        id: row.text("id")?,
        school: row.text("school_id")?.into(),
        school_name: row.text("school_name")?,
        name: row.text("name")?,
        company: row.text("company")?,
        field: Field::from_code(&field).ok_or_else(|| Fault::unreadable("speciality", &field))?,
        email: row.text("email")?,
        standing: Standing::from_code(&standing).ok_or_else(|| Fault::unreadable("state", &standing))?,
        reason: row.text("reason")?,
        by_name: row.text("by_name")?,
        at: mint::read_instant(&row.text("proposed_at")?)?,
    })
}

/// Keeps a proposal; says whether the school had not proposed that address yet.
///
/// # Errors
/// [`Fault::Database`].
pub async fn insert(tx: &mut Tx, one: &Professional, by: &AccountId) -> Result<bool, Fault> {
    let rows = tx
        .run(
            "INSERT INTO professional (id, school_id, name, company, speciality, email, state, reason,
                 proposed_by, proposed_at)
             VALUES ($1, $2, $3, $4, $5, $6, 'proposed', '', $7, $8) ON CONFLICT (school_id, email) DO NOTHING",
            values![
                &one.id,
                one.school.as_str(),
                &one.name,
                &one.company,
                one.field.code(),
                &one.email,
                by.as_str(),
                mint::instant(one.at)
            ],
        )
        .await?;
    Ok(rows == 1)
}

/// A proposal by its identifier.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, id: &str) -> Result<Option<Professional>, Fault> {
    let sql = "SELECT p.*, s.name AS school_name, a.name AS by_name FROM professional p
               JOIN school s ON s.id = p.school_id JOIN account a ON a.id = p.proposed_by
               WHERE p.id = $1";
    tx.maybe(sql, values![id]).await?.as_ref().map(read).transpose()
}

/// What the schools of a session proposed, the first first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Professional>, Fault> {
    let sql = "SELECT p.*, s.name AS school_name, a.name AS by_name FROM professional p
               JOIN school s ON s.id = p.school_id JOIN account a ON a.id = p.proposed_by
               WHERE s.session_id = $1 ORDER BY p.proposed_at, p.id";
    tx.all(sql, values![session.as_str()]).await?.iter().map(read).collect()
}

/// What a school proposed, the first first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_school(tx: &mut Tx, school: &SchoolId) -> Result<Vec<Professional>, Fault> {
    let sql = "SELECT p.*, s.name AS school_name, a.name AS by_name FROM professional p
               JOIN school s ON s.id = p.school_id JOIN account a ON a.id = p.proposed_by
               WHERE p.school_id = $1 ORDER BY p.proposed_at, p.id";
    tx.all(sql, values![school.as_str()]).await?.iter().map(read).collect()
}

/// Takes a proposal back while nobody has answered; says whether it was there.
///
/// # Errors
/// [`Fault::Database`].
pub async fn withdraw(tx: &mut Tx, id: &str) -> Result<bool, Fault> {
    Ok(tx.run("DELETE FROM professional WHERE id = $1 AND state = 'proposed'", values![id]).await? == 1)
}

/// Answers a proposal, once; says whether nobody had.
///
/// # Errors
/// [`Fault::Database`].
pub async fn answer(
    tx: &mut Tx,
    id: &str,
    (examiner, reason): (Option<&ExaminerId>, &str),
    (by, now): (&AccountId, Timestamp),
) -> Result<bool, Fault> {
    let state = if examiner.is_some() { Standing::Accepted } else { Standing::Declined };
    let sql = "UPDATE professional SET state = $2, reason = $3, examiner_id = $4, answered_by = $5, answered_at = $6
               WHERE id = $1 AND state = 'proposed'";
    let examiner = examiner.map(|id| id.0.clone());
    let at = mint::instant(now);
    Ok(tx.run(sql, values![id, state.code(), reason, examiner, by.as_str(), at]).await? == 1)
}
