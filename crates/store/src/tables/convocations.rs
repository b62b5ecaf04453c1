//! Convocations as they were sent, what a place says in each, and the links of its wall screens.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::access::Subject;
use exam::convocation::{Call, Instructions};
use exam::id::{AccountId, CandidateId, ConvocationId, ExaminerId, NoticeId};
use jiff::Timestamp;

/// A place as rows name it: `session` or `school`, and its identifier.
pub type PlaceKey<'a> = (&'static str, &'a str);

/// Who is convened.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Addressee {
    /// A candidate.
    Candidate(CandidateId),
    /// An examiner.
    Examiner(ExaminerId),
}

/// A convocation as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Convocation {
    /// Its identifier.
    pub id: ConvocationId,
    /// Who is convened.
    pub to: Addressee,
    /// 1, then one more for each that takes the place of the one before.
    pub number: i64,
    /// When and where; none where it cancels the one before.
    pub calls: Vec<Call>,
    /// What the place said then.
    pub instructions: Instructions,
    /// The notice that told it; its reading is the acknowledgement.
    pub notice: NoticeId,
    /// Who sent it.
    pub sent_by: AccountId,
    /// When.
    pub sent_at: Timestamp,
    /// When its person said that it was received.
    pub read_at: Option<Timestamp>,
    /// When the person was last reminded to answer.
    pub chased_at: Option<Timestamp>,
}

fn read(row: &Row) -> Result<Convocation, Fault> {
    let to = match (row.text_or_none("candidate_id")?, row.text_or_none("examiner_id")?) {
        (Some(candidate), None) => Addressee::Candidate(candidate.into()),
        (None, Some(examiner)) => Addressee::Examiner(examiner.into()),
        _ => return Err(Fault::unreadable("convocation", &row.text("id")?)),
    };
    let instant = |name: &str| row.text_or_none(name)?.map(|text| mint::read_instant(&text)).transpose();
    Ok(Convocation {
        id: row.text("id")?.into(),
        to,
        number: row.int("number")?,
        calls: serde_json::from_str(&row.text("calls")?)?,
        instructions: serde_json::from_str(&row.text("instructions")?)?,
        notice: row.text("notice_id")?.into(),
        sent_by: row.text("sent_by")?.into(),
        sent_at: mint::read_instant(&row.text("sent_at")?)?,
        read_at: instant("read_at")?,
        chased_at: instant("chased_at")?,
    })
}

/// Keeps a convocation that is sent.
///
/// # Errors
/// [`Fault::Database`].
pub async fn insert(tx: &mut Tx, place: PlaceKey<'_>, sent: &Convocation) -> Result<(), Fault> {
    let (candidate, examiner) = match &sent.to {
        Addressee::Candidate(id) => (Some(id.0.clone()), None),
        Addressee::Examiner(id) => (None, Some(id.0.clone())),
    };
    tx.run(
        "INSERT INTO convocation (id, place_kind, place_id, candidate_id, examiner_id, number, calls, instructions,
             notice_id, sent_by, sent_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        values![
            sent.id.as_str(),
            place.0,
            place.1,
            candidate,
            examiner,
            sent.number,
            serde_json::to_string(&sent.calls)?,
            serde_json::to_string(&sent.instructions)?,
            sent.notice.as_str(),
            sent.sent_by.as_str(),
            mint::instant(sent.sent_at)
        ],
    )
    .await?;
    Ok(())
}

/// The last convocation of each person of a place.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn last_of_place(tx: &mut Tx, place: PlaceKey<'_>) -> Result<Vec<Convocation>, Fault> {
    let sql = "SELECT v.*, n.read_at FROM convocation v JOIN notice n ON n.id = v.notice_id
               WHERE v.place_kind = $1 AND v.place_id = $2 AND v.number =
                   (SELECT MAX(w.number) FROM convocation w WHERE w.place_kind = v.place_kind
                    AND w.place_id = v.place_id AND (w.candidate_id = v.candidate_id OR w.examiner_id = v.examiner_id))
               ORDER BY v.id";
    tx.all(sql, values![place.0, place.1]).await?.iter().map(read).collect()
}

/// A convocation by identifier, with its place.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn find(tx: &mut Tx, id: &ConvocationId) -> Result<Option<(Convocation, (String, String))>, Fault> {
    let sql = "SELECT v.*, n.read_at FROM convocation v JOIN notice n ON n.id = v.notice_id WHERE v.id = $1";
    let row = tx.maybe(sql, values![id.as_str()]).await?;
    row.map(|row| Ok((read(&row)?, (row.text("place_kind")?, row.text("place_id")?)))).transpose()
}

/// What rights need to know of a convocation: its place, and the candidate or the examiner's account.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn subject(tx: &mut Tx, id: &ConvocationId) -> Result<Option<Subject>, Fault> {
    let sql = "SELECT v.place_kind, v.place_id, v.candidate_id, e.account_id, h.session_id AS school_session
               FROM convocation v LEFT JOIN examiner e ON e.id = v.examiner_id
               LEFT JOIN school h ON v.place_kind = 'school' AND h.id = v.place_id WHERE v.id = $1";
    let Some(row) = tx.maybe(sql, values![id.as_str()]).await? else { return Ok(None) };
    let place = row.text("place_id")?;
    let (session, school, track) = if row.text("place_kind")? == "school" {
        let session = row.text("school_session")?;
        (session, Some(place.into()), exam::candidate::Track::Continuous)
    } else {
        (place, None, exam::candidate::Track::OneOff)
    };
    Ok(Some(Subject {
        session: Some(session.into()),
        school,
        track: Some(track),
        candidate: row.text_or_none("candidate_id")?.map(Into::into),
        commission: None,
        account: row.text_or_none("account_id")?.map(Into::into),
    }))
}

/// Records that the person was reminded to answer.
///
/// # Errors
/// [`Fault::Database`].
pub async fn set_chased(tx: &mut Tx, id: &ConvocationId, now: Timestamp) -> Result<(), Fault> {
    let sql = "UPDATE convocation SET chased_at = $2 WHERE id = $1";
    tx.run(sql, values![id.as_str(), mint::instant(now)]).await?;
    Ok(())
}

/// What a place says in its convocations, with its revision; nothing yet is revision 0.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn instructions(tx: &mut Tx, place: PlaceKey<'_>) -> Result<Option<(Instructions, i64)>, Fault> {
    let sql =
        "SELECT content, revision FROM convocation_instructions WHERE place_kind = $1 AND place_id = $2";
    let row = tx.maybe(sql, values![place.0, place.1]).await?;
    row.map(|row| Ok((serde_json::from_str(&row.text("content")?)?, row.int("revision")?))).transpose()
}

/// Keeps what a place says, over the revision seen; says whether that was the one there.
///
/// # Errors
/// [`Fault::Database`].
pub async fn set_instructions(
    tx: &mut Tx,
    place: PlaceKey<'_>,
    content: &Instructions,
    seen: i64,
) -> Result<bool, Fault> {
    let text = serde_json::to_string(content)?;
    let rows = if seen == 0 {
        let sql = "INSERT INTO convocation_instructions (place_kind, place_id, content, revision)
                   VALUES ($1, $2, $3, 1) ON CONFLICT (place_kind, place_id) DO NOTHING";
        tx.run(sql, values![place.0, place.1, text]).await?
    } else {
        let sql = "UPDATE convocation_instructions SET content = $3, revision = revision + 1
                   WHERE place_kind = $1 AND place_id = $2 AND revision = $4";
        tx.run(sql, values![place.0, place.1, text, seen]).await?
    };
    Ok(rows == 1)
}

/// Opens the wall screen of a place to whoever holds a token.
///
/// # Errors
/// [`Fault::Database`].
pub async fn open_wall(
    tx: &mut Tx,
    place: PlaceKey<'_>,
    token_hash: &str,
    by: &AccountId,
    (now, until): (Timestamp, Timestamp),
) -> Result<(), Fault> {
    let sql = "INSERT INTO wall_link (token_hash, place_kind, place_id, made_by, made_at, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6)";
    let (now, until) = (mint::instant(now), mint::instant(until));
    tx.run(sql, values![token_hash, place.0, place.1, by.as_str(), now, until]).await?;
    Ok(())
}

/// Closes every wall screen of a place; says how many were open.
///
/// # Errors
/// [`Fault::Database`].
pub async fn close_walls(tx: &mut Tx, place: PlaceKey<'_>, now: Timestamp) -> Result<u64, Fault> {
    let sql = "UPDATE wall_link SET revoked_at = $3
               WHERE place_kind = $1 AND place_id = $2 AND revoked_at IS NULL AND expires_at > $3";
    tx.run(sql, values![place.0, place.1, mint::instant(now)]).await
}

/// Until when the wall screens of a place are open: the last instant of each.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn open_walls(tx: &mut Tx, place: PlaceKey<'_>, now: Timestamp) -> Result<Vec<Timestamp>, Fault> {
    let sql =
        "SELECT expires_at FROM wall_link WHERE place_kind = $1 AND place_id = $2 AND revoked_at IS NULL
               AND expires_at > $3 ORDER BY expires_at";
    let rows = tx.all(sql, values![place.0, place.1, mint::instant(now)]).await?;
    rows.iter().map(|row| mint::read_instant(&row.text("expires_at")?)).collect()
}

/// The place whose wall screen a token opens now.
///
/// # Errors
/// [`Fault::Database`].
pub async fn wall(tx: &mut Tx, token_hash: &str, now: Timestamp) -> Result<Option<(String, String)>, Fault> {
    let sql = "SELECT place_kind, place_id FROM wall_link
               WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > $2";
    let row = tx.maybe(sql, values![token_hash, mint::instant(now)]).await?;
    row.map(|row| Ok((row.text("place_kind")?, row.text("place_id")?))).transpose()
}
