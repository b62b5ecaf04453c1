//! Harmonisation: who meets, what they recommend beside a proposal, and what the commissions answer.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::harmonisation::Recommendation;
use exam::id::{AccountId, RecommendationId, SchoolId, SessionId, SheetId};
use exam::mark::{Mark, ProposedMark, RecommendedMark};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// Somebody who harmonises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Harmoniser {
    /// The person.
    pub account: AccountId,
    /// The person's name.
    pub name: String,
    /// The school that the person represents, where it is one.
    pub school: Option<SchoolId>,
}

/// A recommendation as it was made, with what the commission answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its identifier.
    pub id: RecommendationId,
    /// The sheet that it stands beside.
    pub sheet: SheetId,
    /// The same for all sheets of one recommendation.
    pub set: String,
    /// What is recommended, by whom, when and why.
    pub made: Recommendation,
    /// What the members of the commission answered, the first one first.
    pub answers: Vec<Reply>,
}

/// What somebody answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// What.
    pub content: String,
    /// The person's name.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// Names somebody, or changes the school that the person represents.
///
/// # Errors
/// [`Fault::Database`].
pub async fn name(
    tx: &mut Tx,
    session: &SessionId,
    (account, school): (&AccountId, Option<&SchoolId>),
    by: (&AccountId, Timestamp),
) -> Result<(), Fault> {
    let sql = "INSERT INTO harmoniser (session_id, account_id, school_id, named_by, named_at) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (session_id, account_id) DO UPDATE SET school_id = excluded.school_id,
                   named_by = excluded.named_by, named_at = excluded.named_at";
    let school = school.map(|id| id.0.clone());
    let at = mint::instant(by.1);
    tx.run(sql, values![session.as_str(), account.as_str(), school, by.0.as_str(), at]).await?;
    Ok(())
}

/// Takes somebody off the list; says whether the person was on it.
///
/// # Errors
/// [`Fault::Database`].
pub async fn release(tx: &mut Tx, session: &SessionId, account: &AccountId) -> Result<bool, Fault> {
    let sql = "DELETE FROM harmoniser WHERE session_id = $1 AND account_id = $2";
    Ok(tx.run(sql, values![session.as_str(), account.as_str()]).await? == 1)
}

/// Those who harmonise a session, by name.
///
/// # Errors
/// [`Fault::Database`].
pub async fn harmonisers(tx: &mut Tx, session: &SessionId) -> Result<Vec<Harmoniser>, Fault> {
    let sql =
        "SELECT h.account_id, h.school_id, a.name FROM harmoniser h JOIN account a ON a.id = h.account_id
               WHERE h.session_id = $1 ORDER BY a.name, a.id";
    let one = |row: &Row| {
        Ok(Harmoniser {
            account: row.text("account_id")?.into(),
            name: row.text("name")?,
            school: row.text_or_none("school_id")?.map(Into::into),
        })
    };
    tx.all(sql, values![session.as_str()]).await?.iter().map(one).collect()
}

/// Those who may be named: who holds a role of the jury in a session.
///
/// # Errors
/// [`Fault::Database`].
pub async fn jurors(tx: &mut Tx, session: &SessionId) -> Result<Vec<(AccountId, String)>, Fault> {
    let sql = "SELECT DISTINCT a.id, a.name FROM account a JOIN role_grant g ON g.account_id = a.id
               WHERE g.place_kind = 'session' AND g.place_id = $1 AND g.role IN ('jury_president', 'jury_member')
               ORDER BY a.name, a.id";
    let one = |row: &Row| Ok((row.text("id")?.into(), row.text("name")?));
    tx.all(sql, values![session.as_str()]).await?.iter().map(one).collect()
}

/// Keeps a recommendation.
///
/// # Errors
/// [`Fault::Database`].
pub async fn recommend(tx: &mut Tx, session: &SessionId, kept: &Kept) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO recommendation (id, session_id, sheet_id, set_id, proposed, recommended, reason, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        values![
            kept.id.as_str(),
            session.as_str(),
            kept.sheet.as_str(),
            &kept.set,
            kept.made.proposed.mark().hundredths(),
            kept.made.recommended.mark().hundredths(),
            &kept.made.reason,
            kept.made.by.as_str(),
            mint::instant(kept.made.at)
        ],
    )
    .await?;
    Ok(())
}

/// Keeps an answer.
///
/// # Errors
/// [`Fault::Database`].
pub async fn answer(
    tx: &mut Tx,
    id: String,
    recommendation: &RecommendationId,
    content: &str,
    by: (&AccountId, Timestamp),
) -> Result<(), Fault> {
    let sql = "INSERT INTO recommendation_answer (id, recommendation_id, content, written_by, written_at)
               VALUES ($1, $2, $3, $4, $5)";
    tx.run(sql, values![id, recommendation.as_str(), content, by.0.as_str(), mint::instant(by.1)]).await?;
    Ok(())
}

fn mark(row: &Row, name: &str, scale: u16) -> Result<Mark, Fault> {
    let hundredths = row.int(name)?;
    Mark::from_hundredths(hundredths, scale).map_err(|_| Fault::unreadable(name, &hundredths.to_string()))
}

fn read(row: &Row, scale: u16) -> Result<Kept, Fault> {
    Ok(Kept {
        id: row.text("id")?.into(),
        sheet: row.text("sheet_id")?.into(),
        set: row.text("set_id")?,
        made: Recommendation {
            proposed: ProposedMark::recorded(mark(row, "proposed", scale)?),
            recommended: RecommendedMark::recorded(mark(row, "recommended", scale)?),
            by: row.text("made_by")?.into(),
            by_name: row.text("name")?,
            reason: row.text("reason")?,
            at: mint::read_instant(&row.text("made_at")?)?,
        },
        answers: vec![],
    })
}

fn reply(row: &Row) -> Result<(RecommendationId, Reply), Fault> {
    let reply = Reply {
        content: row.text("content")?,
        by_name: row.text("name")?,
        at: mint::read_instant(&row.text("written_at")?)?,
    };
    Ok((row.text("recommendation_id")?.into(), reply))
}

fn with_answers(kept: Result<Vec<Kept>, Fault>, replies: &[Row]) -> Result<Vec<Kept>, Fault> {
    let mut kept = kept?;
    let mut answers: BTreeMap<RecommendationId, Vec<Reply>> = BTreeMap::new();
    for row in replies {
        let (id, reply) = reply(row)?;
        answers.entry(id).or_default().push(reply);
    }
    for one in &mut kept {
        one.answers = answers.remove(&one.id).unwrap_or_default();
    }
    Ok(kept)
}

/// The recommendations of a session, the first one first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId, scale: u16) -> Result<Vec<Kept>, Fault> {
    let sql = "SELECT r.*, a.name FROM recommendation r JOIN account a ON a.id = r.made_by
               WHERE r.session_id = $1 ORDER BY r.made_at, r.id";
    let kept = tx.all(sql, values![session.as_str()]).await?;
    let sql =
        "SELECT w.*, a.name FROM recommendation_answer w JOIN recommendation r ON r.id = w.recommendation_id
               JOIN account a ON a.id = w.written_by WHERE r.session_id = $1 ORDER BY w.written_at, w.id";
    let replies = tx.all(sql, values![session.as_str()]).await?;
    with_answers(kept.iter().map(|row| read(row, scale)).collect(), &replies)
}

/// The recommendations beside one sheet, the first one first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_sheet(tx: &mut Tx, sheet: &SheetId, scale: u16) -> Result<Vec<Kept>, Fault> {
    let sql = "SELECT r.*, a.name FROM recommendation r JOIN account a ON a.id = r.made_by
               WHERE r.sheet_id = $1 ORDER BY r.made_at, r.id";
    let kept = tx.all(sql, values![sheet.as_str()]).await?;
    if kept.is_empty() {
        return Ok(vec![]);
    }
    let sql =
        "SELECT w.*, a.name FROM recommendation_answer w JOIN recommendation r ON r.id = w.recommendation_id
               JOIN account a ON a.id = w.written_by WHERE r.sheet_id = $1 ORDER BY w.written_at, w.id";
    let replies = tx.all(sql, values![sheet.as_str()]).await?;
    with_answers(kept.iter().map(|row| read(row, scale)).collect(), &replies)
}

/// The sheet that a recommendation stands beside.
///
/// # Errors
/// [`Fault::Database`].
pub async fn sheet_of(tx: &mut Tx, id: &RecommendationId) -> Result<Option<SheetId>, Fault> {
    let row = tx.maybe("SELECT sheet_id FROM recommendation WHERE id = $1", values![id.as_str()]).await?;
    row.map(|row| Ok(row.text("sheet_id")?.into())).transpose()
}
