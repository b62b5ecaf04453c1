//! What stands around a sheet: its sitting, candidate, commission, members, session, arrival and decision, at once.

use super::{Seated, read_seated};
use crate::db::Row;
use crate::tables::commissions::{Commission, Examiner, read_beside, read_member};
use crate::tables::decisions::{Decision, read_beside as read_decision};
use crate::tables::oral::arrivals::{Arrival, read_extra, read_or_none};
use crate::tables::sessions::{Session, read_beside as read_session};
use crate::{Fault, Tx, values};
use exam::id::{CommissionId, SessionId, SheetId};
use exam::sitting::{Answer, ExtraTime, WhichExam};

/// What stands around a sheet.
#[derive(Debug, Clone)]
pub struct Around {
    /// The sitting and its candidate.
    pub seated: Seated,
    /// The commission.
    pub commission: Commission,
    /// Its two members, the lead first.
    pub members: Vec<Examiner>,
    /// The session; its referential is that of the exam of this sheet.
    pub session: Session,
    /// Which exam the sheet is of.
    pub which: WhichExam,
    /// What the jury decided, once it has.
    pub decision: Option<Decision>,
    /// The candidate's arrangement.
    pub extra: ExtraTime,
    /// The candidate's arrival, once it was noted.
    pub arrival: Option<Arrival>,
}

/// What stands around a sheet, in one statement.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn around(tx: &mut Tx, id: &SheetId) -> Result<Option<Around>, Fault> {
    let sql = "SELECT c.*, s.id AS sheet_id, s.commission_id, s.starts_at,
                   k.id AS k_id, k.session_id AS k_session_id, k.school_id AS k_school_id, k.number AS k_number,
                   k.speciality AS k_speciality, k.track AS k_track, k.held_on AS k_held_on, k.room AS k_room,
                   k.lead_id AS k_lead_id, k.second_id AS k_second_id,
                   k.no_professional_reason AS k_no_professional_reason,
                   l.account_id AS l_account_id, l.school_id AS l_school_id, l.quality AS l_quality, la.name AS l_name,
                   m.account_id AS m_account_id, m.school_id AS m_school_id, m.quality AS m_quality, ma.name AS m_name,
                   x.academy, x.year, x.time_zone, x.dossier_due, x.reading_from, x.orals_from,
                   x.orals_to, x.revision, x.published_at, s.exam,
                   CASE WHEN s.exam = 'optional' THEN COALESCE(x.optional_referential, '') ELSE x.referential END
                       AS referential,
                   d.mark AS d_mark, d.remark AS d_remark, d.decided_by AS d_decided_by, d.decided_at AS d_decided_at,
                   p.extra_time, v.identity AS v_identity, v.arrived_at AS v_arrived_at,
                   v.received_at AS v_received_at, va.name AS v_name
               FROM sheet s JOIN candidate c ON c.id = s.candidate_id JOIN commission k ON k.id = s.commission_id
               JOIN exam_session x ON x.id = c.session_id
               JOIN examiner l ON l.id = k.lead_id JOIN account la ON la.id = l.account_id
               JOIN examiner m ON m.id = k.second_id JOIN account ma ON ma.id = m.account_id
               LEFT JOIN decision d ON d.candidate_id = c.id AND d.exam = s.exam
               LEFT JOIN arrangement p ON p.candidate_id = c.id
               LEFT JOIN arrival v ON v.sheet_id = s.id LEFT JOIN account va ON va.id = v.seen_by
               WHERE s.id = $1";
    tx.maybe(sql, values![id.as_str()]).await?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Around, Fault> {
    let seated = read_seated(row)?;
    let commission = read_beside(row)?;
    Ok(Around {
        members: members(row, &commission)?,
        session: read_session(row, "session_id")?,
        which: if row.text("exam")? == "optional" { WhichExam::Optional } else { WhichExam::Oral },
        decision: read_decision(row, &seated.candidate.id)?,
        extra: read_extra(row)?,
        arrival: read_or_none(row)?,
        commission,
        seated,
    })
}

fn members(row: &Row, commission: &Commission) -> Result<Vec<Examiner>, Fault> {
    let (lead, second) = (&commission.lead, &commission.second);
    Ok(vec![read_member(row, commission, (lead, "l"))?, read_member(row, commission, (second, "m"))?])
}

/// A commission with its session and its two members, the lead first, in one statement.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn commission_around(
    tx: &mut Tx,
    id: &CommissionId,
) -> Result<Option<(Commission, Session, Vec<Examiner>)>, Fault> {
    let sql = "SELECT k.id AS k_id, k.session_id AS k_session_id, k.school_id AS k_school_id, k.number AS k_number,
                   k.speciality AS k_speciality, k.track AS k_track, k.held_on AS k_held_on, k.room AS k_room,
                   k.lead_id AS k_lead_id, k.second_id AS k_second_id,
                   k.no_professional_reason AS k_no_professional_reason,
                   l.account_id AS l_account_id, l.school_id AS l_school_id, l.quality AS l_quality, la.name AS l_name,
                   m.account_id AS m_account_id, m.school_id AS m_school_id, m.quality AS m_quality, ma.name AS m_name,
                   x.academy, x.year, x.referential, x.time_zone, x.dossier_due, x.reading_from, x.orals_from,
                   x.orals_to, x.revision, x.published_at
               FROM commission k JOIN exam_session x ON x.id = k.session_id
               JOIN examiner l ON l.id = k.lead_id JOIN account la ON la.id = l.account_id
               JOIN examiner m ON m.id = k.second_id JOIN account ma ON ma.id = m.account_id
               WHERE k.id = $1";
    let Some(row) = tx.maybe(sql, values![id.as_str()]).await? else { return Ok(None) };
    let commission = read_beside(&row)?;
    let members = members(&row, &commission)?;
    Ok(Some((commission, read_session(&row, "k_session_id")?, members)))
}

/// One sitting of a commission's day.
#[derive(Debug, Clone)]
pub struct Passing {
    /// The sitting and its candidate.
    pub seated: Seated,
    /// The candidate's arrangement.
    pub extra: ExtraTime,
    /// The candidate's arrival, once it was noted.
    pub arrival: Option<Arrival>,
    /// What was answered to the request for the optional exam (E4-37).
    pub request: Option<Answer>,
    /// The sheet of the optional exam, once it is open.
    pub optional: Option<SheetId>,
}

/// The sittings of a commission with arrangements and arrivals, in the order of the day.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn passings(tx: &mut Tx, id: &CommissionId) -> Result<Vec<Passing>, Fault> {
    let sql = "SELECT c.*, s.id AS sheet_id, s.commission_id, s.starts_at, p.extra_time,
                   v.identity AS v_identity, v.arrived_at AS v_arrived_at,
                   v.received_at AS v_received_at, va.name AS v_name,
                   q.answer, o.id AS optional_id
               FROM sheet s JOIN candidate c ON c.id = s.candidate_id
               LEFT JOIN arrangement p ON p.candidate_id = c.id
               LEFT JOIN arrival v ON v.sheet_id = s.id LEFT JOIN account va ON va.id = v.seen_by
               LEFT JOIN optional_request q ON q.candidate_id = c.id
               LEFT JOIN sheet o ON o.candidate_id = c.id AND o.exam = 'optional'
               WHERE s.commission_id = $1 AND s.exam = 'oral' ORDER BY s.starts_at, s.id";
    tx.all(sql, values![id.as_str()]).await?.iter().map(passing).collect()
}

/// The sittings of all commissions of a session, as [`passings`], in the order of their hours.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn passings_of_session(tx: &mut Tx, id: &SessionId) -> Result<Vec<Passing>, Fault> {
    let sql = "SELECT c.*, s.id AS sheet_id, s.commission_id, s.starts_at, p.extra_time,
                   v.identity AS v_identity, v.arrived_at AS v_arrived_at,
                   v.received_at AS v_received_at, va.name AS v_name,
                   q.answer, o.id AS optional_id
               FROM sheet s JOIN candidate c ON c.id = s.candidate_id
               LEFT JOIN arrangement p ON p.candidate_id = c.id
               LEFT JOIN arrival v ON v.sheet_id = s.id LEFT JOIN account va ON va.id = v.seen_by
               LEFT JOIN optional_request q ON q.candidate_id = c.id
               LEFT JOIN sheet o ON o.candidate_id = c.id AND o.exam = 'optional'
               WHERE c.session_id = $1 AND s.exam = 'oral' ORDER BY s.starts_at, s.id";
    tx.all(sql, values![id.as_str()]).await?.iter().map(passing).collect()
}

fn passing(row: &Row) -> Result<Passing, Fault> {
    Ok(Passing {
        seated: read_seated(row)?,
        extra: read_extra(row)?,
        arrival: read_or_none(row)?,
        request: row.text_or_none("answer")?.and_then(|answer| Answer::from_code(&answer)),
        optional: row.text_or_none("optional_id")?.map(Into::into),
    })
}
