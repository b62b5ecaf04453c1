//! Bundles for the jury (E4-30, E4-33): their date, the heads' signatures, what was sent, and what the jury did with it.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{AccountId, CandidateId, SchoolId, SessionId};
use exam::transmission::{Signature, Step};
use jiff::Timestamp;
use jiff::civil::Date;

/// A bundle that was sealed and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Its identifier.
    pub id: String,
    /// The session.
    pub session: SessionId,
    /// The school, in CCF.
    pub school: Option<SchoolId>,
    /// The content that was sealed.
    pub content: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its bytes are kept: they go with a purge.
    pub kept: bool,
    /// Its size, in bytes.
    pub size: u64,
    /// How many candidates it lists.
    pub candidates: usize,
    /// How many documents it holds.
    pub documents: usize,
    /// Sent after the rector's date.
    pub late: bool,
    /// The head's signature, in CCF: the name and the instant.
    pub signed: Option<(String, Timestamp)>,
    /// Who sent it.
    pub by: AccountId,
    /// The person's name at that time.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
    /// What the jury's side did with it, oldest first.
    pub steps: Vec<Done>,
}

/// One thing that the jury's side did with a bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What.
    pub step: Step,
    /// What is not as it was sealed, in words.
    pub findings: Vec<String>,
    /// The person's name at that time.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

fn count(row: &Row, column: &str) -> Result<usize, Fault> {
    let count = row.int(column)?;
    usize::try_from(count).map_err(|_| Fault::unreadable("count", &count.to_string()))
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn read(row: &Row) -> Result<Sent, Fault> {
    let size = row.int("size")?;
    let signed_at = row.text_or_none("signed_at")?.map(|text| mint::read_instant(&text)).transpose()?;
    Ok(Sent {
        id: row.text("id")?,
        session: row.text("session_id")?.into(),
        school: row.text_or_none("school_id")?.map(Into::into),
        content: row.text("content")?,
        sha256: row.text("sha256")?,
        kept: row.text_or_none("blob_hash")?.is_some(),
        size: u64::try_from(size).map_err(|_| Fault::unreadable("size", &size.to_string()))?,
        candidates: count(row, "candidates")?,
        documents: count(row, "documents")?,
        late: row.bool("late")?,
        signed: row.text_or_none("signed_name")?.zip(signed_at),
        by: row.text("sent_by")?.into(),
        by_name: row.text("sent_name")?,
        at: mint::read_instant(&row.text("sent_at")?)?,
        steps: vec![],
    })
}

fn read_step(row: &Row) -> Result<Done, Fault> {
    let step = row.text("step")?;
    Ok(Done {
        step: Step::from_code(&step).ok_or_else(|| Fault::unreadable("step", &step))?,
        findings: serde_json::from_str(&row.text("findings")?)?,
        by_name: row.text("done_name")?,
        at: mint::read_instant(&row.text("done_at")?)?,
    })
}

/// The last day that the rector fixed for the schools, where there is one.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn due(tx: &mut Tx, session: &SessionId) -> Result<Option<Date>, Fault> {
    let sql = "SELECT transmission_due FROM exam_session WHERE id = $1";
    let row = tx.one(sql, values![session.as_str()]).await?;
    row.text_or_none("transmission_due")?.map(|text| mint::read_date(&text)).transpose()
}

/// Fixes that day, or takes it back; `false` where the session's dates changed since they were seen.
///
/// # Errors
/// [`Fault::Database`].
pub async fn set_due(tx: &mut Tx, session: &SessionId, due: Option<Date>, seen: i64) -> Result<bool, Fault> {
    let sql = "UPDATE exam_session SET transmission_due = $2, revision = revision + 1
               WHERE id = $1 AND revision = $3";
    let due = due.map(|day| day.to_string());
    Ok(tx.run(sql, values![session.as_str(), due, seen]).await? == 1)
}

/// Records a signature.
///
/// # Errors
/// [`Fault::Database`].
pub async fn sign(tx: &mut Tx, id: String, school: &SchoolId, signature: &Signature) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO bundle_signature (id, school_id, content, signed_by, signed_name, signed_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        values![
            id,
            school.as_str(),
            &signature.content,
            signature.by.as_str(),
            &signature.name,
            mint::instant(signature.at)
        ],
    )
    .await?;
    Ok(())
}

/// The last signature of each school of a session.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn signatures(tx: &mut Tx, session: &SessionId) -> Result<Vec<(SchoolId, Signature)>, Fault> {
    let sql = "SELECT g.* FROM bundle_signature g JOIN school s ON s.id = g.school_id WHERE s.session_id = $1
               ORDER BY g.signed_at DESC, g.id DESC";
    let mut last: Vec<(SchoolId, Signature)> = vec![];
    for row in tx.all(sql, values![session.as_str()]).await? {
        let school = row.text("school_id")?.into();
        if last.iter().any(|(known, _)| *known == school) {
            continue;
        }
        let signature = Signature {
            by: row.text("signed_by")?.into(),
            name: row.text("signed_name")?,
            content: row.text("content")?,
            at: mint::read_instant(&row.text("signed_at")?)?,
        };
        last.push((school, signature));
    }
    Ok(last)
}

/// Records a bundle whose blob is recorded, with those whose documents it holds.
///
/// # Errors
/// [`Fault::Database`].
pub async fn insert(tx: &mut Tx, sent: &Sent, candidates: &[CandidateId]) -> Result<(), Fault> {
    let size = i64::try_from(sent.size).map_err(|_| Fault::Internal("bundle size".into()))?;
    tx.run(
        "INSERT INTO bundle (id, session_id, school_id, content, sha256, blob_hash, size, candidates, documents, late,
             signed_name, signed_at, sent_by, sent_name, sent_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        values![
            &sent.id,
            sent.session.as_str(),
            sent.school.as_ref().map(|id| id.0.clone()),
            &sent.content,
            &sent.sha256,
            &sent.sha256,
            size,
            number(sent.candidates),
            number(sent.documents),
            sent.late,
            sent.signed.as_ref().map(|(name, _)| name.clone()),
            sent.signed.as_ref().map(|(_, at)| mint::instant(*at)),
            sent.by.as_str(),
            &sent.by_name,
            mint::instant(sent.at)
        ],
    )
    .await?;
    for candidate in candidates {
        let sql = "INSERT INTO bundle_candidate (bundle_id, candidate_id) VALUES ($1, $2)";
        tx.run(sql, values![&sent.id, candidate.as_str()]).await?;
    }
    Ok(())
}

/// Records what the jury's side did with a bundle; the acts on one bundle wait for each other.
///
/// # Errors
/// [`Fault::Database`].
pub async fn step(tx: &mut Tx, id: String, bundle: &str, by: &AccountId, done: &Done) -> Result<(), Fault> {
    let known = tx.one("SELECT COUNT(*) AS n FROM bundle_step WHERE bundle_id = $1", values![bundle]).await?;
    tx.run(
        "INSERT INTO bundle_step (id, bundle_id, position, step, findings, done_by, done_name, done_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        values![
            id,
            bundle,
            known.int("n")? + 1,
            done.step.code(),
            serde_json::to_string(&done.findings)?,
            by.as_str(),
            &done.by_name,
            mint::instant(done.at)
        ],
    )
    .await?;
    Ok(())
}

/// Every bundle of a session and of its schools, the latest first, each with its steps.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Sent>, Fault> {
    let sql = "SELECT * FROM bundle WHERE session_id = $1 ORDER BY sent_at DESC, id DESC";
    let rows = tx.all(sql, values![session.as_str()]).await?;
    let mut all = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let sql = "SELECT t.* FROM bundle_step t JOIN bundle b ON b.id = t.bundle_id WHERE b.session_id = $1
               ORDER BY t.position";
    for row in tx.all(sql, values![session.as_str()]).await? {
        let bundle = row.text("bundle_id")?;
        if let Some(sent) = all.iter_mut().find(|sent| sent.id == bundle) {
            sent.steps.push(read_step(&row)?);
        }
    }
    Ok(all)
}
