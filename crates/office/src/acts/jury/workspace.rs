//! What the jury has before it, candidate by candidate.

use crate::Failure;
use crate::act::{Desk, View, found};
use crate::acts::sessions::subject_of;
use async_trait::async_trait;
use exam::absence::Consequence;
use exam::access::{self, Subject};
use exam::conformity::Outcome;
use exam::deliberation::Standing;
use exam::id::{CandidateId, CommissionId, SessionId, SheetId};
use exam::jury::Outlook;
use exam::penalty::Calculation;
use exam::referential::Referential;
use exam::sheet::{Sheet, State};
use exam::sitting::WhichExam;
use std::collections::BTreeMap;
use store::Tx;
use store::tables::absences::{self, Recorded};
use store::tables::candidates::{self, Candidate};
use store::tables::commissions::{self, Commission};
use store::tables::decisions::{self, Decision};
use store::tables::jury::deliberations;
use store::tables::jury::remarks::{self, Remark};
use store::tables::schools::{self, School};
use store::tables::sessions::{self, Session};
use store::tables::sheets::Sitting;
use store::tables::{optional, sheets, verdicts};

/// What the jury has before it.
#[derive(Debug, Clone)]
pub struct SeeJury {
    /// The session.
    pub session: SessionId,
}

/// What [`SeeJury`] shows.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The session.
    pub session: Session,
    /// Its schools.
    pub schools: Vec<School>,
    /// The candidates who did not withdraw, by number.
    pub lines: Vec<JuryLine>,
    /// What stands before the publication.
    pub outlook: Outlook,
    /// Where the deliberations stand.
    pub standing: Standing,
}

/// One candidate before the jury.
#[derive(Debug, Clone)]
pub struct JuryLine {
    /// The candidate.
    pub candidate: Candidate,
    /// The number of the commission.
    pub commission: String,
    /// The sheet, once the candidate is seated.
    pub sheet: Option<SheetId>,
    /// Where the sheet stands.
    pub state: State,
    /// From the typed mark to the proposed one; once both visas stand, since it is not proposed before.
    pub calculation: Option<Calculation>,
    /// The two members do not agree: the president has something to settle.
    pub diverging: bool,
    /// What the jury decided.
    pub decision: Option<Decision>,
    /// The last absence.
    pub absence: Option<Recorded>,
    /// The dossier was found not valid, or the candidate absent at its control: nobody hears the candidate.
    pub not_valid: bool,
    /// The optional exam (E4-37), once its sheet is open.
    pub optional: Option<OptionalLine>,
    /// What the jury observed, oldest first (E4-34).
    pub remarks: Vec<Remark>,
}

/// One candidate's optional exam before the jury.
#[derive(Debug, Clone)]
pub struct OptionalLine {
    /// The sheet.
    pub sheet: SheetId,
    /// Where it stands.
    pub state: State,
    /// The two members do not agree.
    pub diverging: bool,
    /// From the typed mark to the proposed one, once both visas stand.
    pub calculation: Option<Calculation>,
    /// What the jury decided.
    pub decision: Option<Decision>,
}

impl OptionalLine {
    /// Whether the jury may decide now.
    pub fn ready(&self) -> bool {
        self.decision.is_none() && self.state == State::Closed
    }
}

impl JuryLine {
    /// Whether the jury may decide now.
    pub fn ready(&self) -> bool {
        let zero = self.absence.as_ref().is_some_and(|one| one.decided == Consequence::MarkZero);
        self.decision.is_none() && (zero || self.state == State::Closed)
    }

    /// Whether the jury has still to decide.
    pub fn waits(&self) -> bool {
        self.decision.is_none() && (self.sheet.is_some() || self.ready())
    }

    /// Whether the candidate has something to read once it is published: a mark, or that the candidate was absent.
    pub fn has_result(&self) -> bool {
        let absent = self.absence.as_ref().is_some_and(|one| one.decided == Consequence::Absent);
        self.decision.is_some() || absent
    }

    /// How many marks of this candidate wait for the jury: the oral's, and the optional exam's.
    pub fn marks_to_decide(&self) -> usize {
        let optional = self.optional.as_ref().is_some_and(|one| one.decision.is_none());
        usize::from(self.waits()) + usize::from(optional)
    }

    /// How many of these may be decided now.
    pub fn marks_ready(&self) -> usize {
        usize::from(self.ready()) + usize::from(self.optional.as_ref().is_some_and(OptionalLine::ready))
    }

    /// Whether nobody heard the candidate, though nothing kept them from it.
    pub fn unheard(&self) -> bool {
        let absent = self.absence.as_ref().is_some_and(|one| one.decided == Consequence::Absent);
        self.decision.is_none() && !absent && !self.not_valid && !self.waits()
    }
}

#[async_trait]
impl View for SeeJury {
    type Output = Workspace;
    const ACT: access::Act = access::Act::SeeJury;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Workspace, Failure> {
        workspace(&mut desk.tx, &self.session).await
    }
}

/// What the sheets of a session hold, for those who seal it; no view gives it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Documents {
    /// Each sheet's content, where something was ever written.
    pub contents: BTreeMap<SheetId, Sheet>,
    /// The commission of each sheet.
    pub seats: BTreeMap<SheetId, CommissionId>,
    /// The commissions.
    pub commissions: Vec<Commission>,
    /// The referential of the optional exam, where one of its sheets is open.
    pub optional: Option<Referential>,
}

pub(crate) async fn workspace(tx: &mut Tx, id: &SessionId) -> Result<Workspace, Failure> {
    Ok(gathered(tx, id).await?.0)
}

/// The workspace, with what the sheets hold.
pub(crate) async fn gathered(tx: &mut Tx, id: &SessionId) -> Result<(Workspace, Documents), Failure> {
    let session = found(sessions::find(tx, id).await?)?;
    let seated: BTreeMap<_, _> =
        sheets::of_session(tx, id).await?.into_iter().map(|one| (one.candidate.id, one.sitting)).collect();
    let oral = sheets::contents_of_session(tx, id, (WhichExam::Oral, &session.referential)).await?;
    let mut documents = Documents {
        contents: oral.into_iter().collect(),
        commissions: commissions::of_session(tx, id).await?,
        seats: seated.values().map(|seat| (seat.sheet.clone(), seat.commission.clone())).collect(),
        optional: None,
    };
    let decided = decisions::of_session(tx, WhichExam::Oral, id).await?;
    let mut optional = optional_lines(tx, id, &mut documents).await?;
    let absent = absences::last_of_session(tx, id).await?;
    let verdicts = verdicts::in_force(tx, id).await?;
    let remarks = remarks::of_session(tx, id).await?;
    let standing = deliberations::standing(tx, id).await?;
    let nothing = Sheet::default();
    let mut lines = vec![];
    for candidate in candidates::of_session(tx, id).await?.into_iter().filter(|one| !one.withdrawn) {
        let seat = seated.get(&candidate.id);
        let content = seat.and_then(|seat| documents.contents.get(&seat.sheet)).unwrap_or(&nothing);
        let commission =
            seat.and_then(|seat| documents.commissions.iter().find(|one| one.id == seat.commission));
        let verdict = verdicts.iter().find(|given| given.candidate == candidate.id);
        let state = content.state();
        let calculation = (state == State::Closed).then(|| content.calculation(&session.referential));
        lines.push(JuryLine {
            commission: commission.map(|one| one.number.clone()).unwrap_or_default(),
            sheet: seat.map(|seat| seat.sheet.clone()),
            state,
            diverging: content.open_divergence().is_some(),
            calculation: calculation.flatten(),
            decision: decided.iter().find(|one| one.candidate == candidate.id).cloned(),
            absence: absent.iter().find(|one| one.candidate == candidate.id).cloned(),
            not_valid: verdict.is_some_and(|given| {
                matches!(given.verdict.outcome, Outcome::NotValid { .. } | Outcome::Absent)
            }),
            optional: optional.remove(&candidate.id),
            remarks: remarks.iter().filter(|one| one.candidate == candidate.id).cloned().collect(),
            candidate,
        });
    }
    let outlook = Outlook {
        published: session.published_at.is_some(),
        signed: standing.signed,
        undecided: lines.iter().map(JuryLine::marks_to_decide).sum(),
        unheard: lines.iter().filter(|line| line.unheard()).count(),
    };
    let schools = schools::of_session(tx, id).await?;
    Ok((Workspace { session, schools, lines, outlook, standing }, documents))
}

/// The optional exams of a session whose sheet is open, by candidate.
async fn optional_lines(
    tx: &mut Tx,
    id: &SessionId,
    documents: &mut Documents,
) -> Result<BTreeMap<CandidateId, OptionalLine>, Failure> {
    let sittings = sheets::optional_of_session(tx, id).await?;
    if sittings.is_empty() {
        return Ok(BTreeMap::new());
    }
    let referential = optional::of_session(tx, id).await?.referential;
    documents
        .contents
        .extend(sheets::contents_of_session(tx, id, (WhichExam::Optional, &referential)).await?);
    documents.seats.extend(sittings.iter().map(|one| (one.sheet.clone(), one.commission.clone())));
    let decided = decisions::of_session(tx, WhichExam::Optional, id).await?;
    let nothing = Sheet::default();
    let line = |sitting: Sitting| {
        let content = documents.contents.get(&sitting.sheet).unwrap_or(&nothing);
        let state = content.state();
        let calculation = (state == State::Closed).then(|| content.calculation(&referential)).flatten();
        let decision = decided.iter().find(|one| one.candidate == sitting.candidate).cloned();
        let diverging = content.open_divergence().is_some();
        (sitting.candidate, OptionalLine { sheet: sitting.sheet, state, diverging, calculation, decision })
    };
    let lines = sittings.into_iter().map(line).collect();
    documents.optional = Some(referential);
    Ok(lines)
}
