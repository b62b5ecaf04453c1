//! What stands on sheets: fields, visas, divergences, scans and real times, in one statement.

use crate::db::Row;
use crate::{Fault, Tx, mint, values};
use exam::id::{CommissionId, ScanId, SessionId, SheetId};
use exam::referential::Referential;
use exam::sheet::{Divergence, Entry, Field, Scan, Settlement, Sheet, Visa};
use exam::sitting::{PartTimes, WhichExam};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// What stands on a sheet, and the real times of its oral.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// The fields, visas and divergence.
    pub sheet: Sheet,
    /// The parts that started.
    pub times: Vec<PartTimes>,
}

/// The content of one sheet.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn content(tx: &mut Tx, id: &SheetId, referential: &Referential) -> Result<Sheet, Fault> {
    Ok(content_with_times(tx, id, referential).await?.sheet)
}

/// The content of one sheet, with the real times of its oral.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn content_with_times(
    tx: &mut Tx,
    id: &SheetId,
    referential: &Referential,
) -> Result<Content, Fault> {
    let rows = tx
        .all(
            "SELECT 'field' AS kind, f.sheet_id, f.field AS what, f.value AS content, f.revision, f.written_by AS who,
                 f.written_at AS at, a.name, '' AS until, '' AS by_other
             FROM sheet_field f JOIN account a ON a.id = f.written_by WHERE f.sheet_id = $1
             UNION ALL
             SELECT 'visa', v.sheet_id, v.examiner_id, v.content_hash, 0, '', v.given_at, a.name,
                 COALESCE(v.voided_at, ''), ''
             FROM visa v JOIN examiner e ON e.id = v.examiner_id JOIN account a ON a.id = e.account_id
             WHERE v.sheet_id = $1
             UNION ALL
             SELECT 'part', t.sheet_id, t.part, COALESCE(t.start_received_at, ''), 0, '', t.started_at, '',
                 COALESCE(t.ended_at, ''), COALESCE(t.end_received_at, '')
             FROM part_time t WHERE t.sheet_id = $1
             UNION ALL
             SELECT 'divergence', d.sheet_id, d.reason, COALESCE(d.settlement, ''), 0, d.raised_by, d.raised_at, a.name,
                 COALESCE(d.settled_at, ''), COALESCE(b.name, '')
             FROM divergence d JOIN account a ON a.id = d.raised_by LEFT JOIN account b ON b.id = d.settled_by
             WHERE d.sheet_id = $1
             UNION ALL
             SELECT 'scan', p.sheet_id, p.id, p.blob_hash, 0, p.file_name, p.kept_at, a.name, p.media_type, ''
             FROM paper_scan p JOIN account a ON a.id = p.kept_by
             WHERE p.sheet_id = $1 AND p.withdrawn_at IS NULL",
            values![id.as_str()],
        )
        .await?;
    let mut contents = gather(&rows, referential)?;
    Ok(contents.remove(id).unwrap_or_default())
}

/// The content of every sheet of one exam of a session; sheets without content are left out.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn contents_of_session(
    tx: &mut Tx,
    session: &SessionId,
    (which, referential): (WhichExam, &Referential),
) -> Result<Vec<(SheetId, Sheet)>, Fault> {
    let rows = tx
        .all(
            "SELECT 'field' AS kind, f.sheet_id, f.field AS what, f.value AS content, f.revision, f.written_by AS who,
                 f.written_at AS at, a.name, '' AS until, '' AS by_other
             FROM sheet_field f JOIN account a ON a.id = f.written_by JOIN sheet s ON s.id = f.sheet_id
             JOIN candidate c ON c.id = s.candidate_id WHERE c.session_id = $1 AND s.exam = $2
             UNION ALL
             SELECT 'visa', v.sheet_id, v.examiner_id, v.content_hash, 0, '', v.given_at, a.name,
                 COALESCE(v.voided_at, ''), ''
             FROM visa v JOIN examiner e ON e.id = v.examiner_id JOIN account a ON a.id = e.account_id
             JOIN sheet s ON s.id = v.sheet_id WHERE e.session_id = $1 AND s.exam = $2
             UNION ALL
             SELECT 'divergence', d.sheet_id, d.reason, COALESCE(d.settlement, ''), 0, d.raised_by, d.raised_at, a.name,
                 COALESCE(d.settled_at, ''), COALESCE(b.name, '')
             FROM divergence d JOIN account a ON a.id = d.raised_by LEFT JOIN account b ON b.id = d.settled_by
             JOIN sheet s ON s.id = d.sheet_id JOIN candidate c ON c.id = s.candidate_id
             WHERE c.session_id = $1 AND s.exam = $2
             UNION ALL
             SELECT 'scan', p.sheet_id, p.id, p.blob_hash, 0, p.file_name, p.kept_at, a.name, p.media_type, ''
             FROM paper_scan p JOIN account a ON a.id = p.kept_by JOIN sheet s ON s.id = p.sheet_id
             JOIN candidate c ON c.id = s.candidate_id
             WHERE c.session_id = $1 AND s.exam = $2 AND p.withdrawn_at IS NULL",
            values![session.as_str(), which.code()],
        )
        .await?;
    let contents = gather(&rows, referential)?;
    Ok(contents.into_iter().map(|(id, content)| (id, content.sheet)).collect())
}

/// The content of every sheet of one exam of a commission, with the real times; sheets without content are left out.
///
/// # Errors
/// [`Fault::Database`], [`Fault::Unreadable`].
pub async fn contents_of_commission(
    tx: &mut Tx,
    commission: &CommissionId,
    (which, referential): (WhichExam, &Referential),
) -> Result<BTreeMap<SheetId, Content>, Fault> {
    let rows = tx
        .all(
            "SELECT 'field' AS kind, f.sheet_id, f.field AS what, f.value AS content, f.revision, f.written_by AS who,
                 f.written_at AS at, a.name, '' AS until, '' AS by_other
             FROM sheet_field f JOIN account a ON a.id = f.written_by JOIN sheet s ON s.id = f.sheet_id
             WHERE s.commission_id = $1 AND s.exam = $2
             UNION ALL
             SELECT 'visa', v.sheet_id, v.examiner_id, v.content_hash, 0, '', v.given_at, a.name,
                 COALESCE(v.voided_at, ''), ''
             FROM visa v JOIN examiner e ON e.id = v.examiner_id JOIN account a ON a.id = e.account_id
             JOIN sheet s ON s.id = v.sheet_id WHERE s.commission_id = $1 AND s.exam = $2
             UNION ALL
             SELECT 'part', t.sheet_id, t.part, COALESCE(t.start_received_at, ''), 0, '', t.started_at, '',
                 COALESCE(t.ended_at, ''), COALESCE(t.end_received_at, '')
             FROM part_time t JOIN sheet s ON s.id = t.sheet_id WHERE s.commission_id = $1 AND s.exam = $2
             UNION ALL
             SELECT 'divergence', d.sheet_id, d.reason, COALESCE(d.settlement, ''), 0, d.raised_by, d.raised_at, a.name,
                 COALESCE(d.settled_at, ''), COALESCE(b.name, '')
             FROM divergence d JOIN account a ON a.id = d.raised_by LEFT JOIN account b ON b.id = d.settled_by
             JOIN sheet s ON s.id = d.sheet_id WHERE s.commission_id = $1 AND s.exam = $2
             UNION ALL
             SELECT 'scan', p.sheet_id, p.id, p.blob_hash, 0, p.file_name, p.kept_at, a.name, p.media_type, ''
             FROM paper_scan p JOIN account a ON a.id = p.kept_by JOIN sheet s ON s.id = p.sheet_id
             WHERE s.commission_id = $1 AND s.exam = $2 AND p.withdrawn_at IS NULL",
            values![commission.as_str(), which.code()],
        )
        .await?;
    gather(&rows, referential)
}

/// Groups rows by their sheet.
fn gather(rows: &[Row], referential: &Referential) -> Result<BTreeMap<SheetId, Content>, Fault> {
    let mut contents = BTreeMap::<SheetId, Content>::new();
    for row in rows {
        let content = contents.entry(row.text("sheet_id")?.into()).or_default();
        let (what, text) = (row.text("what")?, row.text("content")?);
        let at = mint::read_instant(&row.text("at")?)?;
        let kind = row.text("kind")?;
        if kind == "scan" {
            content.sheet.scans.push(scan(row, what.into(), text)?);
            continue;
        }
        let until = instant(&row.text("until")?)?;
        match kind.as_str() {
            "field" => {
                let field =
                    Field::parse(&what, referential).map_err(|_| Fault::unreadable("field", &what))?;
                let (by, by_name) = (row.text("who")?.into(), row.text("name")?);
                let entry = Entry { value: text, revision: row.int("revision")?, by, by_name, at };
                content.sheet.fields.insert(field, entry);
            }
            "visa" => content.sheet.visas.push(Visa {
                examiner: what.into(),
                name: row.text("name")?,
                content: text,
                at,
                voided: until.is_some(),
            }),
            "part" => content.times.push(PartTimes {
                part: what,
                started_at: at,
                ended_at: until,
                start_received: instant(&text)?,
                end_received: instant(&row.text("by_other")?)?,
            }),
            _ => {
                let by_name = row.text("by_other")?;
                let settlement = until.map(|at| Settlement { text, by_name, at });
                let divergence = Divergence { reason: what, by_name: row.text("name")?, at, settlement };
                content.sheet.divergence = Some(divergence);
            }
        }
    }
    for content in contents.values_mut() {
        content.sheet.visas.sort_by_key(|visa| visa.at);
        content.sheet.scans.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
        content.times.sort_by_key(|times| times.started_at);
    }
    Ok(contents)
}

/// An instant; none where there is none.
fn instant(text: &str) -> Result<Option<Timestamp>, Fault> {
    if text.is_empty() { Ok(None) } else { mint::read_instant(text).map(Some) }
}

fn scan(row: &Row, id: ScanId, sha256: String) -> Result<Scan, Fault> {
    Ok(Scan {
        id,
        sha256,
        file_name: row.text("who")?,
        media_type: row.text("until")?,
        by_name: row.text("name")?,
        at: mint::read_instant(&row.text("at")?)?,
    })
}
