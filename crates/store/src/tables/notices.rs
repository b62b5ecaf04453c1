//! Notices: what people are told, kept, with the instant of their reading.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, CandidateId, NoticeId};
use exam::notice::Kind;
use jiff::Timestamp;

/// Whom a notice is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// A candidacy, whether or not somebody can sign in for it yet.
    Candidate(CandidateId),
    /// An account.
    Account(AccountId),
}

/// A notice as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its identifier.
    pub id: NoticeId,
    /// Whom it is for.
    pub to: To,
    /// What it tells.
    pub kind: Kind,
    /// Its first line.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// What it is about: a kind of the journal, and an identifier.
    pub about: (String, String),
    /// When it was given.
    pub at: Timestamp,
    /// Whose act gave it.
    pub by: AccountId,
    /// When the person said that it was read.
    pub read_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<Notice, Fault> {
    let kind = row.text("kind")?;
    let to = match (row.text_or_none("candidate_id")?, row.text_or_none("account_id")?) {
        (Some(candidate), None) => To::Candidate(candidate.into()),
        (None, Some(account)) => To::Account(account.into()),
        _ => return Err(Fault::unreadable("notice", &row.text("id")?)),
    };
    Ok(Notice {
        id: row.text("id")?.into(),
        to,
        kind: Kind::from_code(&kind).ok_or_else(|| Fault::unreadable("notice", &kind))?,
        subject: row.text("subject")?,
        text: row.text("content")?,
        about: (row.text("about_kind")?, row.text("about_id")?),
        at: mint::read_instant(&row.text("created_at")?)?,
        by: row.text("created_by")?.into(),
        read_at: row.text_or_none("read_at")?.map(|text| mint::read_instant(&text)).transpose()?,
    })
}

/// Keeps a notice.
///
/// # Errors
/// [`Fault::Database`].
pub async fn insert(tx: &mut Tx, notice: &Notice) -> Result<(), Fault> {
    let (candidate, account) = match &notice.to {
        To::Candidate(id) => (Some(id.0.clone()), None),
        To::Account(id) => (None, Some(id.0.clone())),
    };
    tx.run(
        "INSERT INTO notice (id, candidate_id, account_id, kind, subject, content, about_kind, about_id, created_at,
             created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        values![
            notice.id.as_str(),
            candidate,
            account,
            notice.kind.code(),
            &notice.subject,
            &notice.text,
            &notice.about.0,
            &notice.about.1,
            mint::instant(notice.at),
            notice.by.as_str()
        ],
    )
    .await?;
    Ok(())
}

/// A notice by identifier.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, id: &NoticeId) -> Result<Option<Notice>, Fault> {
    let sql = "SELECT * FROM notice WHERE id = $1";
    tx.maybe(sql, values![id.as_str()]).await?.as_ref().map(read).transpose()
}

/// The notices of a candidacy, the last first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_candidate(tx: &mut Tx, candidate: &CandidateId) -> Result<Vec<Notice>, Fault> {
    let sql = "SELECT * FROM notice WHERE candidate_id = $1 ORDER BY created_at DESC, id DESC";
    tx.all(sql, values![candidate.as_str()]).await?.iter().map(read).collect()
}

/// The notices of a person, as an account and through every candidacy, the last first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_person(tx: &mut Tx, account: &AccountId) -> Result<Vec<Notice>, Fault> {
    let sql = "SELECT n.* FROM notice n WHERE n.account_id = $1
               OR n.candidate_id IN (SELECT c.id FROM candidate c WHERE c.account_id = $1)
               ORDER BY n.created_at DESC, n.id DESC";
    tx.all(sql, values![account.as_str()]).await?.iter().map(read).collect()
}

/// How many notices a person has not read.
///
/// # Errors
/// [`Fault::Database`].
pub async fn unread(tx: &mut Tx, account: &AccountId) -> Result<i64, Fault> {
    let sql = "SELECT COUNT(*) AS n FROM notice n WHERE n.read_at IS NULL AND (n.account_id = $1
               OR n.candidate_id IN (SELECT c.id FROM candidate c WHERE c.account_id = $1))";
    tx.one(sql, values![account.as_str()]).await?.int("n")
}

/// Records that a notice was read. Says whether this was the first time: the first instant stays.
///
/// # Errors
/// [`Fault::Database`].
pub async fn set_read(tx: &mut Tx, id: &NoticeId, now: Timestamp) -> Result<bool, Fault> {
    let sql = "UPDATE notice SET read_at = $2 WHERE id = $1 AND read_at IS NULL";
    Ok(tx.run(sql, values![id.as_str(), mint::instant(now)]).await? == 1)
}

/// When the last notice of a kind was given to each candidate of a session that has one.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn last_of_kind(
    tx: &mut Tx,
    session: &exam::id::SessionId,
    kind: Kind,
) -> Result<Vec<(CandidateId, Timestamp)>, Fault> {
    let sql = "SELECT n.candidate_id AS candidate, MAX(n.created_at) AS last FROM notice n
               JOIN candidate c ON c.id = n.candidate_id
               WHERE c.session_id = $1 AND n.kind = $2 GROUP BY n.candidate_id";
    let rows = tx.all(sql, values![session.as_str(), kind.code()]).await?;
    let last = |row: &Row| Ok((row.text("candidate")?.into(), mint::read_instant(&row.text("last")?)?));
    rows.iter().map(last).collect()
}
