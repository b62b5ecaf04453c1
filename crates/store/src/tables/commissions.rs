//! Examiners and commissions.

use super::candidates::{read_speciality, read_track, speciality_word, track_word};
use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::candidate::{Speciality, Track};
use exam::commission::{Member, Quality};
use exam::id::{AccountId, CommissionId, ExaminerId, SchoolId, SessionId};
use jiff::civil::Date;

/// A person who may sit on commissions of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examiner {
    /// The identifier.
    pub id: ExaminerId,
    /// The session.
    pub session: SessionId,
    /// The person's account.
    pub account: AccountId,
    /// The person's name.
    pub name: String,
    /// The school of a teacher.
    pub school: Option<SchoolId>,
    /// What the person is (E4-21).
    pub quality: Quality,
}

impl Examiner {
    /// As the rules of composition see the person.
    pub fn member(&self) -> Member {
        Member {
            id: self.id.clone(),
            name: self.name.clone(),
            quality: self.quality,
            school: self.school.clone(),
        }
    }
}

/// A commission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commission {
    /// The identifier.
    pub id: CommissionId,
    /// The session.
    pub session: SessionId,
    /// The school that convenes it, in CCF.
    pub school: Option<SchoolId>,
    /// « N° commission » of the forms.
    pub number: String,
    /// Its speciality.
    pub speciality: Speciality,
    /// Its track.
    pub track: Track,
    /// Its day.
    pub held_on: Date,
    /// Its room, in words.
    pub room: String,
    /// The teacher of the speciality.
    pub lead: ExaminerId,
    /// The professional, or the member by default.
    pub second: ExaminerId,
    /// Why no professional sits (E4-22).
    pub no_professional_reason: String,
}

fn read_examiner(row: &Row) -> Result<Examiner, Fault> {
    let quality = row.text("quality")?;
    Ok(Examiner {
        id: row.text("id")?.into(),
        session: row.text("session_id")?.into(),
        account: row.text("account_id")?.into(),
        name: row.text("name")?,
        school: row.text_or_none("school_id")?.map(Into::into),
        quality: Quality::from_code(&quality).ok_or_else(|| Fault::unreadable("quality", &quality))?,
    })
}

fn read(row: &Row) -> Result<Commission, Fault> {
    Ok(Commission {
        id: row.text("id")?.into(),
        session: row.text("session_id")?.into(),
        school: row.text_or_none("school_id")?.map(Into::into),
        number: row.text("number")?,
        speciality: read_speciality(row.text("speciality")?)?,
        track: read_track(row.text("track")?)?,
        held_on: mint::read_date(&row.text("held_on")?)?,
        room: row.text("room")?,
        lead: row.text("lead_id")?.into(),
        second: row.text("second_id")?.into(),
        no_professional_reason: row.text("no_professional_reason")?,
    })
}

/// A commission among the columns of other things, each named `k_…`.
pub(crate) fn read_beside(row: &Row) -> Result<Commission, Fault> {
    Ok(Commission {
        id: row.text("k_id")?.into(),
        session: row.text("k_session_id")?.into(),
        school: row.text_or_none("k_school_id")?.map(Into::into),
        number: row.text("k_number")?,
        speciality: read_speciality(row.text("k_speciality")?)?,
        track: read_track(row.text("k_track")?)?,
        held_on: mint::read_date(&row.text("k_held_on")?)?,
        room: row.text("k_room")?,
        lead: row.text("k_lead_id")?.into(),
        second: row.text("k_second_id")?.into(),
        no_professional_reason: row.text("k_no_professional_reason")?,
    })
}

/// A member of a commission among the columns of other things, each with the member's letter.
pub(crate) fn read_member(
    row: &Row,
    commission: &Commission,
    (id, letter): (&ExaminerId, &str),
) -> Result<Examiner, Fault> {
    let quality = row.text(&format!("{letter}_quality"))?;
    Ok(Examiner {
        id: id.clone(),
        session: commission.session.clone(),
        account: row.text(&format!("{letter}_account_id"))?.into(),
        name: row.text(&format!("{letter}_name"))?,
        school: row.text_or_none(&format!("{letter}_school_id"))?.map(Into::into),
        quality: Quality::from_code(&quality).ok_or_else(|| Fault::unreadable("quality", &quality))?,
    })
}

/// Puts other people in the seats of a commission.
///
/// # Errors
/// [`Fault::Database`].
pub async fn reseat(tx: &mut Tx, commission: &Commission) -> Result<(), Fault> {
    let sql = "UPDATE commission SET lead_id = $2, second_id = $3, no_professional_reason = $4 WHERE id = $1";
    let (id, lead, second) = (commission.id.as_str(), commission.lead.as_str(), commission.second.as_str());
    tx.run(sql, values![id, lead, second, &commission.no_professional_reason]).await?;
    Ok(())
}

/// Gives a commission another room.
///
/// # Errors
/// [`Fault::Database`].
pub async fn set_room(tx: &mut Tx, id: &CommissionId, room: &str) -> Result<(), Fault> {
    tx.run("UPDATE commission SET room = $2 WHERE id = $1", values![id.as_str(), room]).await?;
    Ok(())
}

/// Deletes a commission that hears nobody and whose day left nothing to remember; says whether it did.
///
/// # Errors
/// [`Fault::Database`].
pub async fn delete_empty(tx: &mut Tx, id: &CommissionId) -> Result<bool, Fault> {
    let sql = "DELETE FROM commission WHERE id = $1
                   AND NOT EXISTS (SELECT 1 FROM sheet s WHERE s.commission_id = commission.id)
                   AND NOT EXISTS (SELECT 1 FROM incident i WHERE i.commission_id = commission.id)";
    Ok(tx.run(sql, values![id.as_str()]).await? == 1)
}

/// Adds an examiner.
///
/// # Errors
/// [`Fault::Database`], also where the account is one already.
pub async fn insert_examiner(tx: &mut Tx, examiner: &Examiner) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO examiner (id, session_id, account_id, school_id, quality) VALUES ($1, $2, $3, $4, $5)",
        values![
            examiner.id.as_str(),
            examiner.session.as_str(),
            examiner.account.as_str(),
            examiner.school.as_ref().map(|id| id.0.clone()),
            examiner.quality.code()
        ],
    )
    .await?;
    Ok(())
}

/// The examiners of a session.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn examiners(tx: &mut Tx, session: &SessionId) -> Result<Vec<Examiner>, Fault> {
    let sql = "SELECT e.*, a.name AS name FROM examiner e JOIN account a ON a.id = e.account_id
               WHERE e.session_id = $1 ORDER BY e.id";
    tx.all(sql, values![session.as_str()]).await?.iter().map(read_examiner).collect()
}

/// An examiner of a session by identifier.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn examiner(tx: &mut Tx, session: &SessionId, id: &ExaminerId) -> Result<Option<Examiner>, Fault> {
    let sql = "SELECT e.*, a.name AS name FROM examiner e JOIN account a ON a.id = e.account_id
               WHERE e.id = $1 AND e.session_id = $2";
    tx.maybe(sql, values![id.as_str(), session.as_str()]).await?.as_ref().map(read_examiner).transpose()
}

/// Adds a commission.
///
/// # Errors
/// [`Fault::Database`], also where its number exists in the session.
pub async fn insert(tx: &mut Tx, commission: &Commission) -> Result<(), Fault> {
    tx.run(
        "INSERT INTO commission (id, session_id, school_id, number, speciality, track, held_on, room, lead_id,
             second_id, no_professional_reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        values![
            commission.id.as_str(),
            commission.session.as_str(),
            commission.school.as_ref().map(|id| id.0.clone()),
            &commission.number,
            speciality_word(commission.speciality)?,
            track_word(commission.track)?,
            commission.held_on.to_string(),
            &commission.room,
            commission.lead.as_str(),
            commission.second.as_str(),
            &commission.no_professional_reason
        ],
    )
    .await?;
    Ok(())
}

/// A commission by identifier.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, id: &CommissionId) -> Result<Option<Commission>, Fault> {
    tx.maybe("SELECT * FROM commission WHERE id = $1", values![id.as_str()])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// The commissions of a session, by number.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn of_session(tx: &mut Tx, session: &SessionId) -> Result<Vec<Commission>, Fault> {
    let sql = "SELECT * FROM commission WHERE session_id = $1 ORDER BY number";
    tx.all(sql, values![session.as_str()]).await?.iter().map(read).collect()
}

/// The two members of a commission: the lead, then the second.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn members(tx: &mut Tx, commission: &Commission) -> Result<Vec<Examiner>, Fault> {
    let sql = "SELECT e.*, a.name AS name FROM examiner e JOIN account a ON a.id = e.account_id
               WHERE e.id = $1 OR e.id = $2";
    let rows = tx.all(sql, values![commission.lead.as_str(), commission.second.as_str()]).await?;
    let mut members: Vec<Examiner> = rows.iter().map(read_examiner).collect::<Result<_, _>>()?;
    members.sort_by_key(|member| member.id != commission.lead);
    Ok(members)
}

/// The examiner that an account is in a session, if it is one.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn examiner_of(
    tx: &mut Tx,
    session: &SessionId,
    account: &AccountId,
) -> Result<Option<Examiner>, Fault> {
    let sql = "SELECT e.*, a.name AS name FROM examiner e JOIN account a ON a.id = e.account_id
               WHERE e.session_id = $1 AND e.account_id = $2";
    tx.maybe(sql, values![session.as_str(), account.as_str()]).await?.as_ref().map(read_examiner).transpose()
}
