//! The decided marks, for the State's application: once the minutes are signed, and nothing but what was decided.

use crate::Failure;
use crate::act::{Desk, View};
use crate::acts::jury::{JuryLine, instead, workspace};
use crate::acts::sessions::{Session, subject_of};
use async_trait::async_trait;
use exam::Refusal;
use exam::absence::Consequence;
use exam::access::{self, Subject};
use exam::disclosure::FinalResult;
use exam::id::SessionId;
use store::Tx;
use store::tables::candidates::Candidate;
use store::tables::schools::School;

/// The decided marks of a session.
#[derive(Debug, Clone)]
pub struct SeeMarks {
    /// The session.
    pub session: SessionId,
}

/// One candidate's.
#[derive(Debug, Clone)]
pub struct DecidedRow {
    /// The candidate.
    pub candidate: Candidate,
    /// The school, where there is one.
    pub school: Option<School>,
    /// What the jury decided, or that the candidate was absent.
    pub result: Option<FinalResult>,
    /// The mark of the optional exam.
    pub optional: Option<FinalResult>,
    /// Why there is no mark, in words; empty where there is one.
    pub situation: &'static str,
}

#[async_trait]
impl View for SeeMarks {
    type Output = (Session, Vec<DecidedRow>);
    const ACT: access::Act = access::Act::ExportMarks;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Self::Output, Failure> {
        let seen = workspace(&mut desk.tx, &self.session).await?;
        if !seen.standing.signed {
            return Err(Refusal::MinutesNotSigned.into());
        }
        let school = |line: &JuryLine| {
            seen.schools.iter().find(|one| Some(&one.id) == line.candidate.school.as_ref()).cloned()
        };
        let rows = seen.lines.iter().map(|line| row(line, school(line))).collect();
        Ok((seen.session, rows))
    }
}

fn row(line: &JuryLine, school: Option<School>) -> DecidedRow {
    let absent = line.absence.as_ref().is_some_and(|one| one.decided == Consequence::Absent);
    let decided = line.decision.as_ref().map(|one| FinalResult::Mark(one.mark));
    let result = decided.or(absent.then_some(FinalResult::Absent));
    let optional = line.optional.as_ref().and_then(|one| one.decision.as_ref());
    DecidedRow {
        candidate: line.candidate.clone(),
        school,
        result,
        optional: optional.map(|one| FinalResult::Mark(one.mark)),
        situation: if decided.is_some() { "" } else { instead(line) },
    }
}
