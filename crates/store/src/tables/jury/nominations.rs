//! The jury as the authority nominated it, with who is there before a deliberation opens.

use crate::db::Row;
use crate::{Fault, Tx, values};
use exam::access::Role;
use exam::deliberation::{Nomination, Side};
use exam::id::{AccountId, SessionId};

/// Somebody who holds a role of the jury in a session, nominated or not yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The account.
    pub account: AccountId,
    /// The person's name.
    pub name: String,
    /// Presides: by the role, or as nominated.
    pub president: bool,
    /// The half, once nominated.
    pub side: Option<Side>,
    /// Is there.
    pub present: bool,
}

impl Member {
    /// The nomination, once there is one.
    pub fn nomination(&self) -> Option<Nomination> {
        let (member, name) = (self.account.clone(), self.name.clone());
        self.side.map(|side| Nomination { member, name, side, president: self.president })
    }
}

fn side(code: &str) -> Result<Side, Fault> {
    Side::from_code(code).ok_or_else(|| Fault::unreadable("side", code))
}

fn nominated(row: &Row) -> Result<Member, Fault> {
    Ok(Member {
        account: row.text("account_id")?.into(),
        name: row.text("name")?,
        president: row.bool("president")?,
        side: Some(side(&row.text("side")?)?),
        present: row.bool("present")?,
    })
}

/// Everybody nominated, and everybody else who holds a role of the jury in the session.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Member>, Fault> {
    let sql = "SELECT n.account_id, a.name, n.side, n.president, n.present FROM nomination n
               JOIN account a ON a.id = n.account_id WHERE n.session_id = $1";
    let rows = tx.all(sql, values![session.as_str()]).await?;
    let mut members = rows.iter().map(nominated).collect::<Result<Vec<_>, _>>()?;
    let sql = "SELECT a.id, a.name, g.role FROM role_grant g JOIN account a ON a.id = g.account_id
               WHERE g.place_kind = 'session' AND g.place_id = $1 AND g.role IN ('jury_president', 'jury_member')";
    for row in tx.all(sql, values![session.as_str()]).await? {
        let account = AccountId(row.text("id")?);
        if members.iter().all(|one| one.account != account) {
            let president = row.text("role")? == Role::JuryPresident.code();
            members.push(Member { account, name: row.text("name")?, president, side: None, present: false });
        }
    }
    members.sort_by(|a, b| (!a.president, &a.name).cmp(&(!b.president, &b.name)));
    Ok(members)
}

/// Writes the jury of a session in the place of the one before; nobody is there yet.
///
/// # Errors
/// [`Fault::Database`].
pub async fn put(tx: &mut Tx, session: &SessionId, jury: &[Nomination]) -> Result<(), Fault> {
    tx.run("DELETE FROM nomination WHERE session_id = $1", values![session.as_str()]).await?;
    for one in jury {
        tx.run(
            "INSERT INTO nomination (session_id, account_id, side, president, present) VALUES ($1, $2, $3, $4, FALSE)",
            values![session.as_str(), one.member.as_str(), one.side.code(), one.president],
        )
        .await?;
    }
    Ok(())
}

/// Writes who is there.
///
/// # Errors
/// [`Fault::Database`].
pub async fn attend(tx: &mut Tx, session: &SessionId, present: &[AccountId]) -> Result<(), Fault> {
    tx.run("UPDATE nomination SET present = FALSE WHERE session_id = $1", values![session.as_str()]).await?;
    let sql = "UPDATE nomination SET present = TRUE WHERE session_id = $1 AND account_id = $2";
    for member in present {
        tx.run(sql, values![session.as_str(), member.as_str()]).await?;
    }
    Ok(())
}
