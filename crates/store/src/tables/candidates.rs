//! Candidates.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::candidate::{Preparation, Speciality, Track};
use exam::id::{AccountId, CandidateId, SchoolId, SessionId};
use jiff::civil::Date;

/// A candidate. Never more than the exam needs: the INE is not among it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The identifier.
    pub id: CandidateId,
    /// The session.
    pub session: SessionId,
    /// The school, if any.
    pub school: Option<SchoolId>,
    /// The account, once the candidate has one.
    pub account: Option<AccountId>,
    /// The candidate's number, with its leading 0.
    pub number: String,
    /// « Nom de famille ».
    pub family_name: String,
    /// « Nom d'usage ».
    pub usage_name: Option<String>,
    /// « Prénom(s) ».
    pub given_names: String,
    /// The address that a list gave; the account's own counts once there is one.
    pub email: Option<String>,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// The class, as the school calls it.
    pub class_name: Option<String>,
    /// How the candidate prepared.
    pub preparation: Preparation,
    /// The speciality.
    pub speciality: Speciality,
    /// One-off or CCF.
    pub track: Track,
    /// Registered for the optional exam EF4.
    pub optional_exam: bool,
    /// Withdrew.
    pub withdrawn: bool,
}

impl Candidate {
    /// « MARTIN Alix », or « MARTIN (DURAND) Alix » with a « nom d'usage ».
    pub fn full_name(&self) -> String {
        match &self.usage_name {
            Some(usage) => format!("{} ({usage}) {}", self.family_name, self.given_names),
            None => format!("{} {}", self.family_name, self.given_names),
        }
    }
}

fn word<T: serde::Serialize>(value: T) -> Result<String, Fault> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        other => Err(Fault::Internal(format!("not a word: {other}"))),
    }
}

fn from_word<T: serde::de::DeserializeOwned>(word: String) -> Result<T, Fault> {
    Ok(serde_json::from_value(serde_json::Value::String(word))?)
}

pub(crate) fn speciality_word(speciality: Speciality) -> Result<String, Fault> {
    word(speciality)
}

pub(crate) fn read_speciality(text: String) -> Result<Speciality, Fault> {
    from_word(text)
}

pub(crate) fn track_word(track: Track) -> Result<String, Fault> {
    word(track)
}

pub(crate) fn read_track(text: String) -> Result<Track, Fault> {
    from_word(text)
}

pub(crate) fn read(row: &Row) -> Result<Candidate, Fault> {
    Ok(Candidate {
        id: row.text("id")?.into(),
        session: row.text("session_id")?.into(),
        school: row.text_or_none("school_id")?.map(Into::into),
        account: row.text_or_none("account_id")?.map(Into::into),
        number: row.text("number")?,
        family_name: row.text("family_name")?,
        usage_name: row.text_or_none("usage_name")?,
        given_names: row.text("given_names")?,
        email: row.text_or_none("email")?,
        birth_date: row.text_or_none("birth_date")?.map(|text| mint::read_date(&text)).transpose()?,
        class_name: row.text_or_none("class_name")?,
        preparation: from_word(row.text("preparation")?)?,
        speciality: read_speciality(row.text("speciality")?)?,
        track: read_track(row.text("track")?)?,
        optional_exam: row.bool("optional_exam")?,
        withdrawn: row.bool("withdrawn")?,
    })
}

/// Writes a candidate: a new one, or what a roster says anew of a known one (same session, same number).
///
/// # Errors
/// [`Fault::Database`].
pub async fn upsert(tx: &mut Tx, candidate: &Candidate) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO candidate (id, session_id, school_id, account_id, number, family_name, usage_name,
             given_names, birth_date, class_name, preparation, speciality, track, optional_exam, withdrawn, email)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (session_id, number) DO UPDATE SET school_id = excluded.school_id,
             family_name = excluded.family_name, usage_name = excluded.usage_name,
             given_names = excluded.given_names, birth_date = excluded.birth_date,
             class_name = excluded.class_name, preparation = excluded.preparation,
             speciality = excluded.speciality, track = excluded.track,
             optional_exam = excluded.optional_exam, withdrawn = excluded.withdrawn, email = excluded.email",
        values![
            candidate.id.as_str(),
            candidate.session.as_str(),
            candidate.school.as_ref().map(|id| id.0.clone()),
            candidate.account.as_ref().map(|id| id.0.clone()),
            &candidate.number,
            &candidate.family_name,
            candidate.usage_name.clone(),
            &candidate.given_names,
            candidate.birth_date.map(|date| date.to_string()),
            candidate.class_name.clone(),
            word(candidate.preparation)?,
            speciality_word(candidate.speciality)?,
            track_word(candidate.track)?,
            candidate.optional_exam,
            candidate.withdrawn,
            candidate.email.clone()
        ],
    )
    .await?;
    Ok(())
}

/// Ties a candidate to an account.
///
/// # Errors
/// [`Fault::Database`].
pub async fn set_account(tx: &mut Tx, id: &CandidateId, account: &AccountId) -> Result<(), Fault> {
    let sql = "UPDATE candidate SET account_id = $2 WHERE id = $1";
    tx.run(sql, values![id.as_str(), account.as_str()]).await?;
    Ok(())
}

/// A candidate by identifier.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, id: &CandidateId) -> Result<Option<Candidate>, Fault> {
    tx.maybe("SELECT * FROM candidate WHERE id = $1", values![id.as_str()])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// The candidates of a session, by number.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Candidate>, Fault> {
    let sql = "SELECT * FROM candidate WHERE session_id = $1 ORDER BY number";
    tx.all(sql, values![session.as_str()]).await?.iter().map(read).collect()
}

/// The candidates that an account is, one for each session.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_account(tx: &mut Tx, account: &AccountId) -> Result<Vec<Candidate>, Fault> {
    let sql = "SELECT * FROM candidate WHERE account_id = $1";
    tx.all(sql, values![account.as_str()]).await?.iter().map(read).collect()
}
