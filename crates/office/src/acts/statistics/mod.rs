//! The anonymous statistics of a session, after its publication. They stay after a purge, as numbers.

use super::jury::{JuryLine, workspace};
use super::sessions::{Session, subject_of};
use crate::Failure;
use crate::act::{Desk, View, found};
use async_trait::async_trait;
use exam::Refusal;
use exam::absence::Consequence;
use exam::access::{self, Subject};
use exam::id::{SessionId, SheetId};
use exam::sheet::Sheet;
use exam::sitting::WhichExam;
pub use exam::statistics::{Block, Grouping, Report, Row};
use exam::statistics::{Fact, Heard, report};
use std::collections::BTreeMap;
use store::Tx;
use store::tables::schools::School;
use store::tables::{retention, sessions, sheets, verdicts};

/// The statistics of a session.
#[derive(Debug, Clone)]
pub struct SeeStatistics {
    /// The session.
    pub session: SessionId,
}

#[async_trait]
impl View for SeeStatistics {
    type Output = (Session, Report);
    const ACT: access::Act = access::Act::SeeStatistics;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn read(self, desk: &mut Desk) -> Result<(Session, Report), Failure> {
        let session = found(sessions::find(&mut desk.tx, &self.session).await?)?;
        if session.published_at.is_none() {
            return Err(Refusal::NoStatisticsYet.into());
        }
        let report = match retention::statistics(&mut desk.tx, &session.id).await? {
            Some(kept) => serde_json::from_str(&kept)?,
            None => count(&mut desk.tx, &session).await?,
        };
        Ok((session, report))
    }
}

/// Keeps the numbers of a published session before its first purge: what is suppressed in them is not kept.
pub(super) async fn keep(desk: &mut Desk, session: &Session) -> Result<(), Failure> {
    if session.published_at.is_none() {
        return Ok(());
    }
    let content = serde_json::to_string(&count(&mut desk.tx, session).await?)?;
    retention::keep_statistics(&mut desk.tx, &session.id, &content, desk.now).await?;
    Ok(())
}

async fn count(tx: &mut Tx, session: &Session) -> Result<Report, Failure> {
    let seen = workspace(tx, &session.id).await?;
    let contents =
        sheets::contents_of_session(tx, &session.id, (WhichExam::Oral, &session.referential)).await?;
    let contents: BTreeMap<_, _> = contents.into_iter().collect();
    let verdicts = verdicts::in_force(tx, &session.id).await?;
    let fact = |line: &JuryLine| {
        let verdict = verdicts.iter().find(|given| given.candidate == line.candidate.id);
        let zero = |one: &store::tables::absences::Recorded| {
            matches!(one.decided, Consequence::Absent | Consequence::MarkZero)
        };
        Fact {
            speciality: line.candidate.speciality,
            track: line.candidate.track,
            centre: centre(line, &seen.schools),
            heard: heard(line, &contents, session),
            absent: line.absence.as_ref().is_some_and(zero),
            conformity: verdict.map(|given| given.verdict.outcome.label().to_owned()),
        }
    };
    let facts: Vec<_> = seen.lines.iter().map(fact).collect();
    Ok(report(&facts, &session.referential))
}

fn heard(line: &JuryLine, contents: &BTreeMap<SheetId, Sheet>, session: &Session) -> Option<Heard> {
    let content = contents.get(line.sheet.as_ref()?)?;
    let (calculation, decision) = (line.calculation.as_ref()?, line.decision.as_ref()?);
    let profile = content.profile();
    Some(Heard {
        levels: session.referential.lines.iter().map(|one| profile.level(&one.code)).collect(),
        before: calculation.before_penalties.mark(),
        after: calculation.after_penalties.mark(),
        decided: decision.mark,
    })
}

/// What kind of place a candidate comes from.
fn centre(line: &JuryLine, schools: &[School]) -> &'static str {
    let school = schools.iter().find(|one| Some(&one.id) == line.candidate.school.as_ref());
    match school {
        None => "Sans établissement",
        Some(school) if school.runs_ccf => "Établissement qui évalue en CCF",
        Some(school) if school.status.public_or_contract => "Autre établissement public ou sous contrat",
        Some(_) => "Autre établissement",
    }
}
