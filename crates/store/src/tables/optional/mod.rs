//! The optional exam EF4 (E4-37): its referential and its date, kept with the session, and the candidates' requests.

pub mod requests;

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::SessionId;
use exam::referential::{self, Referential};
use jiff::civil::Date;

/// The referential of the optional exam that comes with the software.
const CODE: &str = "sio-ef4-2022";

/// What a session says of the optional exam.
#[derive(Debug, Clone)]
pub struct OptionalExam {
    /// Its referential, as it was when the session opened.
    pub referential: Referential,
    /// Last day to send the request: the authority's, or the dossier's where it fixed none.
    pub due: Date,
}

/// The referential of the optional exam for the sessions of a year.
///
/// # Errors
/// [`Fault::Internal`] where the one that comes with the software cannot be read.
pub fn built_in(year: i16) -> Result<Referential, Fault> {
    let text = referential::builtin_text(CODE).unwrap_or_default();
    let known = referential::load(text, CODE).map_err(|errors| {
        let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
        Fault::Internal(errors.join("\n"))
    })?;
    Ok(known.for_session(year))
}

/// Reads a referential as a row keeps it; an empty text is the optional exam's that comes with the software.
pub(crate) fn referential_of(kept: &str, year: i16) -> Result<Referential, Fault> {
    if kept.is_empty() { built_in(year) } else { Ok(serde_json::from_str(kept)?) }
}

fn read(row: &Row) -> Result<OptionalExam, Fault> {
    let year = row.int("year")?;
    let year = i16::try_from(year).map_err(|_| Fault::unreadable("year", &year.to_string()))?;
    Ok(OptionalExam {
        referential: referential_of(&row.text("referential")?, year)?,
        due: mint::read_date(&row.text("due")?)?,
    })
}

/// What a session says of the optional exam.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, id: &SessionId) -> Result<OptionalExam, Fault> {
    let sql = "SELECT year, COALESCE(optional_referential, '') AS referential, COALESCE(request_due, dossier_due) AS due
               FROM exam_session WHERE id = $1";
    read(&tx.one(sql, values![id.as_str()]).await?)
}

/// Keeps the referential of the optional exam with a session that opens.
///
/// # Errors
/// [`Fault::Database`].
pub async fn keep_referential(tx: &mut Tx, id: &SessionId, referential: &Referential) -> Result<(), Fault> {
    let sql = "UPDATE exam_session SET optional_referential = $2 WHERE id = $1";
    tx.run(sql, values![id.as_str(), serde_json::to_string(referential)?]).await?;
    Ok(())
}

/// Fixes the last day to send the request, where the session's dates are still those seen; says whether they were.
///
/// # Errors
/// [`Fault::Database`].
pub async fn set_due(tx: &mut Tx, id: &SessionId, due: Date, seen: i64) -> Result<bool, Fault> {
    let sql =
        "UPDATE exam_session SET request_due = $2, revision = revision + 1 WHERE id = $1 AND revision = $3";
    Ok(tx.run(sql, values![id.as_str(), due.to_string(), seen]).await? == 1)
}
