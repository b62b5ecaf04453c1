//! The requests for the optional exam (form 11-1): what stands, with its revision; the journal keeps what stood before.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, CandidateId, SessionId, SheetId};
use exam::sitting::{Answer, Request};
use jiff::Timestamp;

/// A request as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Whose.
    pub candidate: CandidateId,
    /// What is asked.
    pub request: Request,
    /// Grows by one with each write of the candidate.
    pub revision: i64,
    /// When it was last written.
    pub written_at: Timestamp,
    /// When it was sent; `None` for a draft.
    pub sent_at: Option<Timestamp>,
    /// It was sent after the date.
    pub late: bool,
    /// What was answered, once it was.
    pub answered: Option<Answered>,
    /// The sheet of the exam, once it is open.
    pub sheet: Option<SheetId>,
}

/// The answer to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Which.
    pub answer: Answer,
    /// Why; may be empty where accepted.
    pub reason: String,
    /// The name of who answered.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

fn read(row: &Row) -> Result<Kept, Fault> {
    let instant = |column: &str| row.text_or_none(column)?.map(|text| mint::read_instant(&text)).transpose();
    let answered = match (row.text_or_none("answer")?, instant("answered_at")?) {
        (Some(code), Some(at)) => Some(Answered {
            answer: Answer::from_code(&code).ok_or_else(|| Fault::unreadable("answer", &code))?,
            reason: row.text("answer_reason")?,
            by_name: row.text_or_none("name")?.unwrap_or_default(),
            at,
        }),
        _ => None,
    };
    Ok(Kept {
        candidate: row.text("candidate_id")?.into(),
        request: Request {
            place: row.text("place")?,
            duty: row.text("duty")?,
            period: row.text("period")?,
            activities: row.text("activities")?,
            skills: row.text("skills")?,
        },
        revision: row.int("revision")?,
        written_at: mint::read_instant(&row.text("written_at")?)?,
        sent_at: instant("sent_at")?,
        late: row.bool("late")?,
        answered,
        sheet: row.text_or_none("sheet_id")?.map(Into::into),
    })
}

/// The request of a candidate.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, candidate: &CandidateId) -> Result<Option<Kept>, Fault> {
    let sql = "SELECT q.*, a.name, s.id AS sheet_id FROM optional_request q LEFT JOIN account a ON a.id = q.answered_by
               LEFT JOIN sheet s ON s.candidate_id = q.candidate_id AND s.exam = 'optional'
               WHERE q.candidate_id = $1";
    tx.maybe(sql, values![candidate.as_str()]).await?.as_ref().map(read).transpose()
}

/// The requests of a session.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Kept>, Fault> {
    let sql = "SELECT q.*, a.name, s.id AS sheet_id FROM optional_request q
               JOIN candidate c ON c.id = q.candidate_id LEFT JOIN account a ON a.id = q.answered_by
               LEFT JOIN sheet s ON s.candidate_id = q.candidate_id AND s.exam = 'optional'
               WHERE c.session_id = $1";
    tx.all(sql, values![session.as_str()]).await?.iter().map(read).collect()
}

/// Writes a request over the revision seen; says whether it was the one that stood. `sent` is when it is sent and
/// whether that is late; `None` keeps a draft. What was answered before counts no longer.
///
/// # Errors
/// [`Fault::Database`].
pub async fn write(
    tx: &mut Tx,
    candidate: &CandidateId,
    request: &Request,
    seen: i64,
    (now, sent): (Timestamp, Option<bool>),
) -> Result<bool, Fault> {
    let values = values![
        candidate.as_str(),
        &request.place,
        &request.duty,
        &request.period,
        &request.activities,
        &request.skills,
        mint::instant(now),
        sent.map(|_| mint::instant(now)),
        sent.unwrap_or(false),
        seen
    ];
    let sql = "INSERT INTO optional_request (candidate_id, place, duty, period, activities, skills, revision, written_at,
                   sent_at, late, answer_reason)
               SELECT $1, $2, $3, $4, $5, $6, 1, $7, $8, $9, '' WHERE $10 >= 0
               ON CONFLICT (candidate_id) DO UPDATE SET place = excluded.place, duty = excluded.duty,
                   period = excluded.period, activities = excluded.activities, skills = excluded.skills,
                   revision = optional_request.revision + 1, written_at = excluded.written_at,
                   sent_at = excluded.sent_at, late = excluded.late, answer = NULL, answer_reason = '',
                   answered_by = NULL, answered_at = NULL
               WHERE optional_request.revision = $10";
    Ok(tx.run(sql, values).await? == 1)
}

/// Answers a request.
///
/// # Errors
/// [`Fault::Database`].
pub async fn answer(
    tx: &mut Tx,
    candidate: &CandidateId,
    (answer, reason): (Answer, &str),
    (by, now): (&AccountId, Timestamp),
) -> Result<(), Fault> {
    let sql =
        "UPDATE optional_request SET answer = $2, answer_reason = $3, answered_by = $4, answered_at = $5
               WHERE candidate_id = $1";
    let values = values![candidate.as_str(), answer.code(), reason, by.as_str(), mint::instant(now)];
    tx.run(sql, values).await?;
    Ok(())
}
