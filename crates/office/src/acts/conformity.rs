//! The conformity check of dossiers (annexe 6-2): a queue, and verdicts (E4-19, E4-28).

use super::absences::settles;
use super::dossiers::{load, table};
use super::notices::{exam, tell_candidate};
pub use super::perimeter::{Drawn, Perimeter};
use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use async_trait::async_trait;
use exam::access::{self, Subject};
pub use exam::conformity::Anew;
use exam::conformity::{Verdict, anew, counts_at_once};
use exam::deadline::today;
use exam::dossier::{PieceKind, missing_pieces};
use exam::id::{AccountId, CandidateId};
use exam::sitting::WhichExam;
use exam::{Refusal, notice, text};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Tx;
use store::tables::candidates::Candidate;
use store::tables::deposits::Deposit;
use store::tables::verdicts::{self, Given};
use store::tables::{absences, candidates, decisions, deposits, subjects};
use tableau::Severity;

/// Gives a verdict on a dossier.
#[derive(Debug, Clone)]
pub struct GiveVerdict {
    /// The candidate.
    pub candidate: CandidateId,
    /// The position of the last verdict that the controller saw; 0 for none.
    pub seen: i64,
    /// The verdict.
    pub verdict: Verdict,
}

#[async_trait]
impl Act for GiveVerdict {
    type Output = ();
    const ACT: access::Act = access::Act::GiveVerdict;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(mut self, desk: &mut Desk) -> Result<(), Failure> {
        self.verdict.reason = text::reason(&self.verdict.reason)?;
        let dossier = load(desk, &self.candidate).await?;
        if dossier.closed {
            return Err(Refusal::DossierClosed.into());
        }
        let session = &dossier.session;
        let day = today(desk.now, &session.zone);
        self.verdict.check(&session.referential, day, dossier.put_right_by())?;
        let last = dossier.last().cloned();
        if last.as_ref().map_or(0, |last| last.position) != self.seen {
            return Err(Failure::Outdated);
        }
        let by = desk.actor.account.clone();
        let proposed = last.as_ref().filter(|last| !last.settled);
        let proposed = proposed.map(|last| (&last.verdict.outcome, &last.by));
        let given = Given {
            settled: counts_at_once(&self.verdict.outcome, &by, proposed),
            candidate: self.candidate,
            position: self.seen + 1,
            verdict: self.verdict,
            by,
            by_name: desk.actor.name.clone(),
            at: desk.now,
        };
        let line = desk.id();
        verdicts::insert(&mut desk.tx, line, &given).await?;
        let before = last.as_ref().map(told).unwrap_or_default();
        desk.journal("candidate", &given.candidate, before, told(&given)).await?;
        if !given.settled {
            return Ok(());
        }
        let letter = notice::verdict(exam(session), &given.verdict, desk.now);
        tell_candidate(desk, &dossier.candidate, letter).await
    }
}

fn told(given: &Given) -> String {
    let verdict = &given.verdict;
    let pieces = verdict.pieces.iter().map(|(kind, found)| format!("{} {}", kind.label(), found.label()));
    let pieces = pieces.collect::<Vec<_>>().join(", ");
    let proposed = if given.settled { "" } else { ", à confirmer" };
    format!("{}{proposed} ; {pieces} ; {}", verdict.outcome.label(), verdict.reason.trim())
}

/// The dossiers to control: of a session for its controllers, of a school for its teachers.
#[derive(Debug, Clone)]
pub struct SeeConformity {
    /// How far.
    pub perimeter: Perimeter,
}

/// What [`SeeConformity`] shows.
#[derive(Debug, Clone)]
pub struct Queue {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// The dossiers, by number: those that wait first, a second look before the others. Not those whose exam is over.
    pub dossiers: Vec<Waiting>,
}

/// A dossier in the queue.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The candidate.
    pub candidate: Candidate,
    /// The kinds of pieces that are missing.
    pub missing: Vec<PieceKind>,
    /// A piece that stands came late.
    pub late: bool,
    /// The errors and warnings of the table's reader.
    pub findings: usize,
    /// The competences that no achievement mobilises.
    pub gaps: usize,
    /// The last verdict.
    pub verdict: Option<Given>,
    /// Who reads proposed « non valide »: another has to look (E4-19).
    pub mine: bool,
    /// Why it waits to be looked at again.
    pub anew: Option<Anew>,
}

impl Waiting {
    /// Whether who reads should look at it.
    pub fn waits(&self) -> bool {
        self.verdict.is_none() || self.anew.is_some() || self.second_look()
    }

    /// Whether « non valide » is proposed and not yet settled.
    pub fn proposed(&self) -> bool {
        self.verdict.as_ref().is_some_and(|given| !given.settled)
    }

    /// Whether it waits for the second look of who reads (E4-19).
    pub fn second_look(&self) -> bool {
        self.proposed() && !self.mine
    }
}

#[async_trait]
impl View for SeeConformity {
    type Output = Queue;
    const ACT: access::Act = access::Act::SeeConformity;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Queue, Failure> {
        let reader = desk.actor.account.clone();
        let now = desk.now;
        queue(&mut desk.tx, &self.perimeter, (&reader, now)).await
    }
}

pub(crate) async fn queue(
    tx: &mut Tx,
    perimeter: &Perimeter,
    (reader, now): (&AccountId, Timestamp),
) -> Result<Queue, Failure> {
    let drawn = perimeter.draw(tx).await?;
    let day = today(now, &drawn.session.zone);
    let all = candidates::of_session(tx, &drawn.session.id).await?;
    let pieces = deposits::of_session(tx, &drawn.session.id).await?;
    let given = verdicts::last_of_session(tx, &drawn.session.id).await?;
    let decided = decisions::of_session(tx, WhichExam::Oral, &drawn.session.id).await?;
    let absent = absences::last_of_session(tx, &drawn.session.id).await?;
    let over = |id: &CandidateId| {
        decided.iter().any(|one| one.candidate == *id)
            || absent.iter().any(|one| one.candidate == *id && settles(one))
    };
    let mut dossiers = vec![];
    for candidate in all.into_iter().filter(|one| !one.withdrawn && perimeter.holds(one) && !over(&one.id)) {
        let own: Vec<_> = pieces.iter().filter(|piece| piece.candidate == candidate.id).collect();
        let verdict = given.iter().find(|given| given.candidate == candidate.id).cloned();
        let mine = verdict.as_ref().is_some_and(|given| !given.settled && given.by == *reader);
        dossiers.push(Waiting { mine, ..waiting((&drawn, day), candidate, &own, verdict)? });
    }
    dossiers.sort_by_key(|one| (!one.second_look(), one.anew.map_or(2, |why| why as u8), !one.waits()));
    Ok(Queue { drawn, dossiers })
}

fn waiting(
    (drawn, day): (&Drawn, Date),
    candidate: Candidate,
    own: &[&Deposit],
    verdict: Option<Given>,
) -> Result<Waiting, Failure> {
    let handed_in = own.iter().find(|piece| piece.kind == PieceKind::Table);
    let reading = handed_in.and_then(|piece| piece.reading.as_deref());
    let table = reading.map(|reading| table(reading, &drawn.session.referential)).transpose()?;
    let serious = |table: &super::dossiers::Table| {
        table.reading.findings.iter().filter(|finding| finding.severity != Severity::Info).count()
    };
    let after = |given: &Given| own.iter().any(|piece| piece.at > given.at);
    Ok(Waiting {
        missing: missing_pieces(&own.iter().map(|piece| piece.kind).collect::<Vec<_>>()),
        late: own.iter().any(|piece| piece.late),
        findings: table.as_ref().map_or(0, serious),
        gaps: table.as_ref().map_or(0, |table| table.coverage.gaps().len()),
        anew: verdict.as_ref().and_then(|given| anew(&given.verdict.outcome, day, after(given))),
        candidate,
        verdict,
        mine: false,
    })
}
