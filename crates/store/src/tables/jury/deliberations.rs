//! The deliberations of a session, each with its jury as it was, and the minutes once they are signed.

use super::nominations::Member;
use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::deliberation::Side;
use exam::id::{AccountId, SessionId};
use jiff::Timestamp;

/// A deliberation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deliberation {
    /// Its identifier.
    pub id: String,
    /// When it opened.
    pub opened_at: Timestamp,
    /// Why it opened though absences broke the balance; empty where they did not.
    pub reason: String,
    /// When it closed.
    pub closed_at: Option<Timestamp>,
    /// The jury as it was then, by name, the president first.
    pub members: Vec<Member>,
}

/// The minutes as they were signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// Their content, JSON.
    pub content: String,
    /// Its SHA-256, in hexadecimal.
    pub hash: String,
    /// Who signed.
    pub by: AccountId,
    /// The person's name at that time.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

fn read(row: &Row) -> Result<Deliberation, Fault> {
    Ok(Deliberation {
        id: row.text("id")?,
        opened_at: mint::read_instant(&row.text("opened_at")?)?,
        reason: row.text("reason")?,
        closed_at: row.text_or_none("closed_at")?.map(|text| mint::read_instant(&text)).transpose()?,
        members: vec![],
    })
}

/// Opens a deliberation.
///
/// # Errors
/// [`Fault::Database`], also where one is open.
pub async fn open(
    tx: &mut Tx,
    session: &SessionId,
    deliberation: &Deliberation,
    by: &AccountId,
) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO deliberation (id, session_id, opened_at, opened_by, reason) VALUES ($1, $2, $3, $4, $5)",
        values![
            &deliberation.id,
            session.as_str(),
            mint::instant(deliberation.opened_at),
            by.as_str(),
            &deliberation.reason
        ],
    )
    .await?;
    for member in &deliberation.members {
        let Some(side) = member.side else { continue };
        tx.run(
            "INSERT INTO deliberation_member (deliberation_id, account_id, name, side, president, present)
             VALUES ($1, $2, $3, $4, $5, $6)",
            values![
                &deliberation.id,
                member.account.as_str(),
                &member.name,
                side.code(),
                member.president,
                member.present
            ],
        )
        .await?;
    }
    Ok(())
}

/// Closes the one that is open; says whether there was one.
///
/// # Errors
/// [`Fault::Database`].
pub async fn close(
    tx: &mut Tx,
    session: &SessionId,
    (by, now): (&AccountId, Timestamp),
) -> Result<bool, Fault> {
    let sql =
        "UPDATE deliberation SET closed_at = $2, closed_by = $3 WHERE session_id = $1 AND closed_at IS NULL";
    Ok(tx.run(sql, values![session.as_str(), mint::instant(now), by.as_str()]).await? == 1)
}

/// Every deliberation of a session, oldest first.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Deliberation>, Fault> {
    let sql = "SELECT id, opened_at, reason, closed_at FROM deliberation WHERE session_id = $1
               ORDER BY opened_at, id";
    let rows = tx.all(sql, values![session.as_str()]).await?;
    let mut all = rows.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let sql = "SELECT m.deliberation_id, m.account_id, m.name, m.side, m.president, m.present
               FROM deliberation_member m JOIN deliberation d ON d.id = m.deliberation_id WHERE d.session_id = $1";
    for row in tx.all(sql, values![session.as_str()]).await? {
        let (id, side) = (row.text("deliberation_id")?, row.text("side")?);
        let member = Member {
            account: row.text("account_id")?.into(),
            name: row.text("name")?,
            president: row.bool("president")?,
            side: Some(Side::from_code(&side).ok_or_else(|| Fault::unreadable("side", &side))?),
            present: row.bool("present")?,
        };
        if let Some(one) = all.iter_mut().find(|one| one.id == id) {
            one.members.push(member);
        }
    }
    for one in &mut all {
        one.members.sort_by(|a, b| (!a.president, &a.name).cmp(&(!b.president, &b.name)));
    }
    Ok(all)
}

/// How many deliberations a session has, whether one is open, and whether its minutes are signed.
///
/// # Errors
/// [`Fault::Database`].
pub async fn standing(tx: &mut Tx, session: &SessionId) -> Result<exam::deliberation::Standing, Fault> {
    let sql = "SELECT COUNT(*) AS held, COUNT(*) - COUNT(closed_at) AS open FROM deliberation WHERE session_id = $1";
    let row = tx.one(sql, values![session.as_str()]).await?;
    let signed =
        tx.one("SELECT COUNT(*) AS n FROM minutes WHERE session_id = $1", values![session.as_str()]).await?;
    Ok(exam::deliberation::Standing {
        open: row.int("open")? > 0,
        held: usize::try_from(row.int("held")?).unwrap_or(0),
        signed: signed.int("n")? > 0,
    })
}

/// Keeps the minutes that are signed, once.
///
/// # Errors
/// [`Fault::Database`], also where they are signed already.
pub async fn sign(tx: &mut Tx, session: &SessionId, signed: &Signed) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO minutes (session_id, content, hash, signed_by, signed_name, signed_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
        values![
            session.as_str(),
            &signed.content,
            &signed.hash,
            signed.by.as_str(),
            &signed.by_name,
            mint::instant(signed.at)
        ],
    )
    .await?;
    Ok(())
}

/// The signed minutes of a session.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn signed(tx: &mut Tx, session: &SessionId) -> Result<Option<Signed>, Fault> {
    let sql = "SELECT content, hash, signed_by, signed_name, signed_at FROM minutes WHERE session_id = $1";
    let Some(row) = tx.maybe(sql, values![session.as_str()]).await? else { return Ok(None) };
    Ok(Some(Signed {
        content: row.text("content")?,
        hash: row.text("hash")?,
        by: row.text("signed_by")?.into(),
        by_name: row.text("signed_name")?,
        at: mint::read_instant(&row.text("signed_at")?)?,
    }))
}
