//! Exam sessions, each with the text of its referential.

use super::optional::referential_of;
use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::SessionId;
use exam::referential::Referential;
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

/// The dates that an authority fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dates {
    /// Last day to deposit the dossier (E4-18).
    pub dossier_due: Date,
    /// First day on which commissions read (E4-20).
    pub reading_from: Date,
    /// First day of the orals.
    pub orals_from: Date,
    /// Last day of the orals; in CCF the hard limit (E4-25).
    pub orals_to: Date,
}

/// A session.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its identifier.
    pub id: SessionId,
    /// The academy's name.
    pub academy: String,
    /// The year.
    pub year: i16,
    /// The referential, as it was when the session opened.
    pub referential: Referential,
    /// Where its centres are.
    pub zone: TimeZone,
    /// Its dates.
    pub dates: Dates,
    /// Grows with each change of the dates.
    pub revision: i64,
    /// When the results were published.
    pub published_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<Session, Fault> {
    read_beside(row, "id")
}

/// A session among the columns of other things; its identifier stands in a column of another name.
pub(crate) fn read_beside(row: &Row, id: &str) -> Result<Session, Fault> {
    let year = row.int("year")?;
    let year = i16::try_from(year).map_err(|_| Fault::unreadable("year", &year.to_string()))?;
    let zone = row.text("time_zone")?;
    let date = |column: &str| mint::read_date(&row.text(column)?);
    Ok(Session {
        id: row.text(id)?.into(),
        academy: row.text("academy")?,
        year,
        referential: referential_of(&row.text("referential")?, year)?,
        zone: TimeZone::get(&zone).map_err(|_| Fault::unreadable("time zone", &zone))?,
        dates: Dates {
            dossier_due: date("dossier_due")?,
            reading_from: date("reading_from")?,
            orals_from: date("orals_from")?,
            orals_to: date("orals_to")?,
        },
        revision: row.int("revision")?,
        published_at: row.text_or_none("published_at")?.map(|text| mint::read_instant(&text)).transpose()?,
    })
}

/// Opens a session.
///
/// # Errors
/// [`Fault::Database`], also where it exists.
pub async fn insert(tx: &mut Tx, session: &Session, zone: &str, now: Timestamp) -> Result<(), Fault> {
    let dates = &session.dates;
    tx.run(
        "INSERT INTO exam_session (id, academy, year, referential_code, referential, time_zone, dossier_due,
             reading_from, orals_from, orals_to, revision, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        values![
            session.id.as_str(),
            &session.academy,
            i64::from(session.year),
            &session.referential.code,
            serde_json::to_string(&session.referential)?,
            zone,
            dates.dossier_due.to_string(),
            dates.reading_from.to_string(),
            dates.orals_from.to_string(),
            dates.orals_to.to_string(),
            session.revision,
            mint::instant(now)
        ],
    )
    .await?;
    Ok(())
}

/// Whether an academy has already opened a session of that year and referential.
///
/// # Errors
/// [`Fault::Database`].
pub async fn exists(tx: &mut Tx, academy: &str, year: i16, referential: &str) -> Result<bool, Fault> {
    let sql = "SELECT id FROM exam_session WHERE academy = $1 AND year = $2 AND referential_code = $3";
    Ok(tx.maybe(sql, values![academy, i64::from(year), referential]).await?.is_some())
}

/// A session by its identifier.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, id: &SessionId) -> Result<Option<Session>, Fault> {
    let sql =
        "SELECT id, academy, year, referential, time_zone, dossier_due, reading_from, orals_from, orals_to,
                   revision, published_at FROM exam_session WHERE id = $1";
    tx.maybe(sql, values![id.as_str()]).await?.as_ref().map(read).transpose()
}

/// Every session, the latest year first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn all(tx: &mut Tx) -> Result<Vec<Session>, Fault> {
    let sql =
        "SELECT id, academy, year, referential, time_zone, dossier_due, reading_from, orals_from, orals_to,
                   revision, published_at FROM exam_session ORDER BY year DESC, id";
    tx.all(sql, &[]).await?.iter().map(read).collect()
}

/// Changes the dates where the revision is still the one seen; says whether it was.
///
/// # Errors
/// [`Fault::Database`].
pub async fn set_dates(tx: &mut Tx, id: &SessionId, dates: &Dates, seen: i64) -> Result<bool, Fault> {
    let rows = tx
        .run(
            "UPDATE exam_session SET dossier_due = $2, reading_from = $3, orals_from = $4, orals_to = $5,
                 revision = revision + 1
             WHERE id = $1 AND revision = $6",
            values![
                id.as_str(),
                dates.dossier_due.to_string(),
                dates.reading_from.to_string(),
                dates.orals_from.to_string(),
                dates.orals_to.to_string(),
                seen
            ],
        )
        .await?;
    Ok(rows == 1)
}

/// Publishes the results, once.
///
/// # Errors
/// [`Fault::Database`].
pub async fn publish(tx: &mut Tx, id: &SessionId, now: Timestamp) -> Result<bool, Fault> {
    let sql = "UPDATE exam_session SET published_at = $2 WHERE id = $1 AND published_at IS NULL";
    Ok(tx.run(sql, values![id.as_str(), mint::instant(now)]).await? == 1)
}
