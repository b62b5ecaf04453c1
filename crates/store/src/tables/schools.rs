//! Schools of a session.

use crate::db::Row;
use crate::{Fault, Tx, values};
use exam::candidate::SchoolStatus;
use exam::id::{SchoolId, SessionId};

/// A school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct School {
    /// Its identifier.
    pub id: SchoolId,
    /// Its session.
    pub session: SessionId,
    /// Its number in the national register (UAI).
    pub uai: String,
    /// Its name.
    pub name: String,
    /// What it is, for E4-24.
    pub status: SchoolStatus,
    /// Whether it assesses continuously (CCF).
    pub runs_ccf: bool,
}

fn read(row: &Row) -> Result<School, Fault> {
    Ok(School {
        id: row.text("id")?.into(),
        session: row.text("session_id")?.into(),
        uai: row.text("uai")?,
        name: row.text("name")?,
        status: SchoolStatus {
            public_or_contract: row.bool("public_or_contract")?,
            approved: row.bool("approved")?,
        },
        runs_ccf: row.bool("runs_ccf")?,
    })
}

/// Adds a school.
///
/// # Errors
/// [`Fault::Database`], also where its number exists in the session.
pub async fn insert(tx: &mut Tx, school: &School) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO school (id, session_id, uai, name, public_or_contract, approved, runs_ccf)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![
            school.id.as_str(),
            school.session.as_str(),
            &school.uai,
            &school.name,
            school.status.public_or_contract,
            school.status.approved,
            school.runs_ccf
        ],
    )
    .await?;
    Ok(())
}

/// The schools of a session, by number.
///
/// # Errors
/// [`Fault::Database`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<School>, Fault> {
    let sql = "SELECT id, session_id, uai, name, public_or_contract, approved, runs_ccf FROM school
               WHERE session_id = $1 ORDER BY uai";
    tx.all(sql, values![session.as_str()]).await?.iter().map(read).collect()
}

/// A school by its identifier.
///
/// # Errors
/// [`Fault::Database`].
pub async fn find(tx: &mut Tx, id: &SchoolId) -> Result<Option<School>, Fault> {
    let sql =
        "SELECT id, session_id, uai, name, public_or_contract, approved, runs_ccf FROM school WHERE id = $1";
    tx.maybe(sql, values![id.as_str()]).await?.as_ref().map(read).transpose()
}
