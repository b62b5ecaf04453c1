//! The jury decides; only then, and once published, a candidate reads a mark.

use super::notices::{exam, tell_candidate};
use super::sessions::subject_of;
use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use async_trait::async_trait;
use exam::absence::Consequence;
use exam::access::{self, Subject};
use exam::conformity::Outcome;
use exam::disclosure::{Disclosure, FinalResult, disclose};
use exam::id::{CandidateId, SessionId, SheetId};
use exam::jury::{self, Examined, Outlook};
use exam::mark::{DecidedMark, Mark};
use exam::penalty::Calculation;
use exam::sheet::{Field, Sheet, State};
use exam::{notice, text};
use store::Tx;
use store::tables::absences::{self, Recorded};
use store::tables::candidates::{self, Candidate};
use store::tables::decisions::{self, Decision};
use store::tables::sessions::{self, Session};
use store::tables::{commissions, sheets, subjects, verdicts};

/// Decides the mark of a candidate.
#[derive(Debug, Clone)]
pub struct DecideMark {
    /// The candidate.
    pub candidate: CandidateId,
    /// The mark as typed.
    pub mark: String,
    /// The jury's remark; a mark unlike the proposal needs one.
    pub remark: String,
}

#[async_trait]
impl Act for DecideMark {
    type Output = DecidedMark;
    const ACT: access::Act = access::Act::DecideMark;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<DecidedMark, Failure> {
        let candidate = found(candidates::find(&mut desk.tx, &self.candidate).await?)?;
        let session = found(sessions::find(&mut desk.tx, &candidate.session).await?)?;
        let decided = decisions::find(&mut desk.tx, &self.candidate).await?.is_some();
        let absence = absences::of_candidate(&mut desk.tx, &self.candidate).await?.into_iter().next();
        let content = match sheets::of_candidate(&mut desk.tx, &self.candidate).await? {
            Some(sitting) => {
                desk.tx.lock(&about("sheet", &sitting.sheet).lock()).await?;
                sheets::content(&mut desk.tx, &sitting.sheet, &session.referential).await?
            }
            None => Sheet::default(),
        };
        let examined = Examined {
            signed: content.state() == State::Closed,
            has_appraisal: !content.value(&Field::Appraisal).is_empty(),
            decided,
            absence: absence.map(|absence| absence.decided),
        };
        let remark = text::reason(&self.remark)?;
        let typed = Mark::parse(&self.mark, session.referential.scale)?;
        let proposed = content.calculation(&session.referential).map(|c| c.after_penalties.mark());
        let mark = jury::decide(examined, proposed.unwrap_or(Mark::ZERO), typed, &remark)?;
        let decision = Decision {
            candidate: self.candidate,
            mark,
            remark,
            by: desk.actor.account.clone(),
            at: desk.now,
        };
        decisions::insert(&mut desk.tx, &decision).await?;
        // Not the proposal: the candidate's journal is not the sheet's.
        let after = format!("arrêtée {mark} ; {}", decision.remark);
        desk.journal("candidate", &decision.candidate, "", after).await?;
        Ok(mark)
    }
}

/// Publishes the results of a session, at one instant.
#[derive(Debug, Clone)]
pub struct PublishResults {
    /// The session.
    pub session: SessionId,
    /// How many candidates whom nobody heard the person saw, and leaves without a result.
    pub unheard_seen: usize,
}

#[async_trait]
impl Act for PublishResults {
    type Output = ();
    const ACT: access::Act = access::Act::PublishResults;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let workspace = workspace(&mut desk.tx, &self.session).await?;
        jury::publish(workspace.outlook, self.unheard_seen)?;
        sessions::publish(&mut desk.tx, &self.session, desk.now).await?;
        let after = format!("résultats publiés, {} personnes sans résultat", self.unheard_seen);
        desk.journal("session", &self.session, "", after).await?;
        // Those who have a result to read; the notice does not say which (E4-31).
        for line in workspace.lines.iter().filter(|line| line.has_result()) {
            tell_candidate(desk, &line.candidate, notice::published(exam(&workspace.session))).await?;
        }
        Ok(())
    }
}

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
    /// The candidates who did not withdraw, by number.
    pub lines: Vec<JuryLine>,
    /// What stands before the publication.
    pub outlook: Outlook,
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
    /// What the jury decided.
    pub decision: Option<Decision>,
    /// The last absence.
    pub absence: Option<Recorded>,
    /// The dossier was found not valid, or the candidate absent at its control: nobody hears the candidate.
    pub not_valid: bool,
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

pub(crate) async fn workspace(tx: &mut Tx, id: &SessionId) -> Result<Workspace, Failure> {
    let session = found(sessions::find(tx, id).await?)?;
    let seated = sheets::of_session(tx, id).await?;
    let contents = sheets::contents_of_session(tx, id, &session.referential).await?;
    let commissions = commissions::of_session(tx, id).await?;
    let decided = decisions::of_session(tx, id).await?;
    let absent = absences::last_of_session(tx, id).await?;
    let verdicts = verdicts::in_force(tx, id).await?;
    let mut lines = vec![];
    for candidate in candidates::of_session(tx, id).await?.into_iter().filter(|one| !one.withdrawn) {
        let seat = seated.iter().find(|one| one.candidate.id == candidate.id).map(|one| &one.sitting);
        let content = seat.and_then(|seat| contents.iter().find(|(sheet, _)| *sheet == seat.sheet));
        let content = content.map(|(_, content)| content.clone()).unwrap_or_default();
        let commission = seat.and_then(|seat| commissions.iter().find(|one| one.id == seat.commission));
        let verdict = verdicts.iter().find(|given| given.candidate == candidate.id);
        let state = content.state();
        let calculation = (state == State::Closed).then(|| content.calculation(&session.referential));
        lines.push(JuryLine {
            commission: commission.map(|one| one.number.clone()).unwrap_or_default(),
            sheet: seat.map(|seat| seat.sheet.clone()),
            state,
            calculation: calculation.flatten(),
            decision: decided.iter().find(|one| one.candidate == candidate.id).cloned(),
            absence: absent.iter().find(|one| one.candidate == candidate.id).cloned(),
            not_valid: verdict.is_some_and(|given| {
                matches!(given.verdict.outcome, Outcome::NotValid { .. } | Outcome::Absent)
            }),
            candidate,
        });
    }
    let outlook = Outlook {
        published: session.published_at.is_some(),
        undecided: lines.iter().filter(|line| line.waits()).count(),
        unheard: lines.iter().filter(|line| line.unheard()).count(),
    };
    Ok(Workspace { session, lines, outlook })
}

/// A candidate's own result. This view loads no sheet: a proposal cannot be reached from here (E4-31).
#[derive(Debug, Clone)]
pub struct SeeOwnResult {
    /// The candidate.
    pub candidate: CandidateId,
}

#[async_trait]
impl View for SeeOwnResult {
    type Output = Disclosure;
    const ACT: access::Act = access::Act::SeeOwnResult;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<Disclosure, Failure> {
        let candidate = found(candidates::find(&mut desk.tx, &self.candidate).await?)?;
        let session = found(sessions::find(&mut desk.tx, &candidate.session).await?)?;
        let decision = decisions::find(&mut desk.tx, &self.candidate).await?;
        let absence = absences::of_candidate(&mut desk.tx, &self.candidate).await?.into_iter().next();
        let absent = absence.is_some_and(|one| one.decided == Consequence::Absent);
        let result = match decision {
            Some(decision) => Some(FinalResult::Mark(decision.mark)),
            None => absent.then_some(FinalResult::Absent),
        };
        Ok(disclose(result, session.published_at)?)
    }
}
