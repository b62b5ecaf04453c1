//! Accounts and the roles they hold.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::access::{Actor, Grant, Place, Role};
use exam::id::{AccountId, SchoolId, SessionId};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// An account as it is created.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Its identifier.
    pub id: AccountId,
    /// What the person types to log in.
    pub login: String,
    /// The person's name.
    pub name: String,
    /// Where mails go.
    pub email: Option<String>,
    /// The argon2id hash of the password; `None` where the person has none yet.
    pub password_hash: Option<String>,
    /// The password was handed over on paper and is to be changed.
    pub provisional: bool,
}

/// What a log-in needs of an account.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The account.
    pub id: AccountId,
    /// The argon2id hash of the password.
    pub password_hash: Option<String>,
}

/// Creates an account.
///
/// # Errors
/// [`Fault::Database`], also where the login exists.
pub async fn insert(tx: &mut Tx, account: &NewAccount, now: Timestamp) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO account (id, login, name, email, password_hash, provisional, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        values![
            account.id.as_str(),
            &account.login,
            &account.name,
            account.email.clone(),
            account.password_hash.clone(),
            account.provisional,
            mint::instant(now)
        ],
    )
    .await?;
    Ok(())
}

/// Finds an account by what the person types.
///
/// # Errors
/// [`Fault::Database`].
pub async fn by_login(tx: &mut Tx, login: &str) -> Result<Option<Credentials>, Fault> {
    let row = tx.maybe("SELECT id, password_hash FROM account WHERE login = $1", values![login]).await?;
    let read = |row: crate::db::Row| {
        Ok(Credentials { id: row.text("id")?.into(), password_hash: row.text_or_none("password_hash")? })
    };
    row.map(read).transpose()
}

/// Gives a role at a place; giving it twice changes nothing. Commission and candidate roles are not given here:
/// they follow from sitting on a commission and from being a candidate.
///
/// # Errors
/// [`Fault::Database`], or [`Fault::Internal`] for a place that is not given.
pub async fn grant(tx: &mut Tx, account: &AccountId, grant: &Grant) -> Result<(), Fault> {
    let (kind, id) = match &grant.place {
        Place::Everywhere => ("everywhere", ""),
        Place::Session(id) => ("session", id.as_str()),
        Place::School(id) => ("school", id.as_str()),
        Place::Commission(_) | Place::Candidate(_) => {
            return Err(Fault::Internal("a place that is not given".into()));
        }
    };
    tx.run(
        "INSERT INTO role_grant (account_id, role, place_kind, place_id) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account_id, role, place_kind, place_id) DO NOTHING",
        values![account.as_str(), grant.role.code(), kind, id],
    )
    .await?;
    Ok(())
}

/// Takes a role at a place away; says whether it was held.
///
/// # Errors
/// [`Fault::Database`].
pub async fn withdraw(tx: &mut Tx, login: &str, role: Role, place: (&str, &str)) -> Result<bool, Fault> {
    let sql = "DELETE FROM role_grant WHERE account_id = (SELECT id FROM account WHERE login = $1)
                   AND role = $2 AND place_kind = $3 AND place_id = $4";
    Ok(tx.run(sql, values![login, role.code(), place.0, place.1]).await? == 1)
}

/// An account with everything it holds: roles given, commissions it sits on, candidates it is.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn actor(tx: &mut Tx, account: &AccountId) -> Result<Option<Actor>, Fault> {
    let rows = tx
        .all(
            "SELECT a.name AS name, g.role AS role, g.place_kind AS kind, g.place_id AS place
             FROM account a JOIN role_grant g ON g.account_id = a.id WHERE a.id = $1
             UNION ALL
             SELECT a.name, 'examiner', 'commission', c.id
             FROM account a JOIN examiner e ON e.account_id = a.id
             JOIN commission c ON c.lead_id = e.id OR c.second_id = e.id WHERE a.id = $1
             UNION ALL
             SELECT a.name, 'candidate', 'candidate', c.id
             FROM account a JOIN candidate c ON c.account_id = a.id WHERE a.id = $1
             UNION ALL
             SELECT a.name, '', '', '' FROM account a WHERE a.id = $1",
            values![account.as_str()],
        )
        .await?;
    let Some(row) = rows.first() else { return Ok(None) };
    Ok(Some(Actor { account: account.clone(), name: row.text("name")?, grants: grants(&rows)? }))
}

/// What rows of roles and places give; the rows that only tell the account give nothing.
fn grants(rows: &[Row]) -> Result<Vec<Grant>, Fault> {
    let mut grants = vec![];
    for row in rows {
        let (role, kind, place) = (row.text("role")?, row.text("kind")?, row.text("place")?);
        let place = match kind.as_str() {
            "" => continue,
            "everywhere" => Place::Everywhere,
            "session" => Place::Session(place.into()),
            "school" => Place::School(place.into()),
            "commission" => Place::Commission(place.into()),
            "candidate" => Place::Candidate(place.into()),
            other => return Err(Fault::unreadable("place", other)),
        };
        let role = Role::from_code(&role).ok_or_else(|| Fault::unreadable("role", &role))?;
        grants.push(Grant { role, place });
    }
    Ok(grants)
}

/// A signed-in browser: who it is, what its forms carry, and how many notices wait.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The person, with everything the person holds.
    pub actor: Actor,
    /// The token that forms of this browser carry.
    pub csrf: String,
    /// How many notices the person has not read.
    pub unread: i64,
}

/// The person of a browser that is still signed in, from the hash of its token. Every request asks this: one statement.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn signed_in(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<Option<SignedIn>, Fault> {
    let rows = tx
        .all(
            "SELECT a.id AS account, a.name AS name, w.csrf AS csrf, g.role AS role, g.place_kind AS kind,
                 g.place_id AS place, 0 AS unread
             FROM web_session w JOIN account a ON a.id = w.account_id JOIN role_grant g ON g.account_id = a.id
             WHERE w.token_hash = $1 AND w.expires_at > $2
             UNION ALL
             SELECT a.id, a.name, w.csrf, 'examiner', 'commission', c.id, 0
             FROM web_session w JOIN account a ON a.id = w.account_id JOIN examiner e ON e.account_id = a.id
             JOIN commission c ON c.lead_id = e.id OR c.second_id = e.id
             WHERE w.token_hash = $1 AND w.expires_at > $2
             UNION ALL
             SELECT a.id, a.name, w.csrf, 'candidate', 'candidate', c.id, 0
             FROM web_session w JOIN account a ON a.id = w.account_id JOIN candidate c ON c.account_id = a.id
             WHERE w.token_hash = $1 AND w.expires_at > $2
             UNION ALL
             SELECT a.id, a.name, w.csrf, '', '', '',
                 (SELECT COUNT(*) FROM notice n WHERE n.read_at IS NULL AND (n.account_id = a.id
                     OR n.candidate_id IN (SELECT c.id FROM candidate c WHERE c.account_id = a.id)))
             FROM web_session w JOIN account a ON a.id = w.account_id
             WHERE w.token_hash = $1 AND w.expires_at > $2",
            values![token_hash, mint::instant(now)],
        )
        .await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let (account, name, csrf) = (row.text("account")?.into(), row.text("name")?, row.text("csrf")?);
    let unread = rows.iter().map(|row| row.int("unread")).sum::<Result<i64, _>>()?;
    Ok(Some(SignedIn { actor: Actor { account, name, grants: grants(&rows)? }, csrf, unread }))
}

/// How many accounts there are.
///
/// # Errors
/// [`Fault::Database`].
pub async fn count(tx: &mut Tx) -> Result<i64, Fault> {
    tx.one("SELECT COUNT(*) AS n FROM account", &[]).await?.int("n")
}

/// The hash of an account's password, and whether the password is provisional.
///
/// # Errors
/// [`Fault::Database`].
pub async fn password(tx: &mut Tx, account: &AccountId) -> Result<Option<(Option<String>, bool)>, Fault> {
    let sql = "SELECT password_hash, provisional FROM account WHERE id = $1";
    let row = tx.maybe(sql, values![account.as_str()]).await?;
    row.map(|row| Ok((row.text_or_none("password_hash")?, row.bool("provisional")?))).transpose()
}

/// Gives an account another password.
///
/// # Errors
/// [`Fault::Database`].
pub async fn set_password(
    tx: &mut Tx,
    account: &AccountId,
    hash: &str,
    provisional: bool,
) -> Result<(), Fault> {
    let sql = "UPDATE account SET password_hash = $2, provisional = $3 WHERE id = $1";
    tx.run(sql, values![account.as_str(), hash, provisional]).await?;
    Ok(())
}

/// The accounts of the candidates and examiners of a session that have an address.
///
/// # Errors
/// [`Fault::Database`].
pub async fn reachable(tx: &mut Tx, session: &SessionId) -> Result<BTreeSet<AccountId>, Fault> {
    let sql = "SELECT a.id FROM account a WHERE a.email IS NOT NULL
               AND (a.id IN (SELECT c.account_id FROM candidate c WHERE c.session_id = $1)
                    OR a.id IN (SELECT e.account_id FROM examiner e WHERE e.session_id = $1))";
    tx.all(sql, values![session.as_str()]).await?.iter().map(|row| Ok(row.text("id")?.into())).collect()
}

/// Where an account's mails go.
///
/// # Errors
/// [`Fault::Database`].
pub async fn email(tx: &mut Tx, account: &AccountId) -> Result<Option<String>, Fault> {
    let row = tx.maybe("SELECT email FROM account WHERE id = $1", values![account.as_str()]).await?;
    row.map_or(Ok(None), |row| row.text_or_none("email"))
}

/// What the person of an account types to log in.
///
/// # Errors
/// [`Fault::Database`].
pub async fn login(tx: &mut Tx, account: &AccountId) -> Result<Option<String>, Fault> {
    let row = tx.maybe("SELECT login FROM account WHERE id = $1", values![account.as_str()]).await?;
    row.map(|row| row.text("login")).transpose()
}

/// Gives an account another address, or none.
///
/// # Errors
/// [`Fault::Database`].
pub async fn set_email(tx: &mut Tx, account: &AccountId, email: Option<&str>) -> Result<(), Fault> {
    let sql = "UPDATE account SET email = $2 WHERE id = $1";
    tx.run(sql, values![account.as_str(), email.map(str::to_owned)]).await?;
    Ok(())
}

/// Somebody who holds a role in a session or in one of its schools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The person's name.
    pub name: String,
    /// What the person types to log in.
    pub login: String,
    /// The role.
    pub role: Role,
    /// The school, where the role is held in one.
    pub school: Option<SchoolId>,
}

/// Who holds which role in a session and its schools.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn holders(tx: &mut Tx, session: &SessionId) -> Result<Vec<Holder>, Fault> {
    let rows = tx
        .all(
            "SELECT a.name, a.login, g.role, g.place_kind, g.place_id FROM role_grant g
             JOIN account a ON a.id = g.account_id
             WHERE (g.place_kind = 'session' AND g.place_id = $1)
                OR (g.place_kind = 'school' AND g.place_id IN (SELECT id FROM school WHERE session_id = $1))",
            values![session.as_str()],
        )
        .await?;
    let holder = |row: &crate::db::Row| {
        let role = row.text("role")?;
        let in_school = row.text("place_kind")? == "school";
        Ok(Holder {
            name: row.text("name")?,
            login: row.text("login")?,
            role: Role::from_code(&role).ok_or_else(|| Fault::unreadable("role", &role))?,
            school: if in_school { Some(row.text("place_id")?.into()) } else { None },
        })
    };
    rows.iter().map(holder).collect()
}

/// The accounts that hold a role at a place, or everywhere.
///
/// # Errors
/// [`Fault::Database`].
pub async fn holding(tx: &mut Tx, role: Role, place: (&str, &str)) -> Result<Vec<AccountId>, Fault> {
    let sql = "SELECT DISTINCT account_id FROM role_grant
               WHERE role = $1 AND (place_kind = 'everywhere' OR (place_kind = $2 AND place_id = $3))";
    let rows = tx.all(sql, values![role.code(), place.0, place.1]).await?;
    rows.iter().map(|row| Ok(row.text("account_id")?.into())).collect()
}
