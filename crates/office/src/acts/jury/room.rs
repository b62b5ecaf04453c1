//! The jury's room: one candidate after the other, in the order of the list, with where to go from there.

use super::workspace::{JuryLine, workspace};
use crate::Failure;
use crate::act::{Desk, View, found};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::id::CandidateId;
use exam::jury::{Step, step};
use store::Tx;
use store::tables::sessions::Session;
use store::tables::subjects;

/// One candidate in the jury's room.
#[derive(Debug, Clone)]
pub struct SeeJuryRoom {
    /// The candidate.
    pub candidate: CandidateId,
    /// The room goes through those alone who wait for a decision.
    pub left: bool,
}

/// What [`SeeJuryRoom`] shows.
#[derive(Debug, Clone)]
pub struct JuryRoom {
    /// The session.
    pub session: Session,
    /// The candidate.
    pub line: JuryLine,
    /// The place in the jury's order, from 1, and how many candidates there are.
    pub place: (usize, usize),
    /// How many candidates wait for a decision.
    pub left: usize,
    /// The candidate before.
    pub previous: Option<CandidateId>,
    /// The candidate after.
    pub next: Option<CandidateId>,
    /// Whose mark can be decided next: this candidate's too, where one still can.
    pub ready: Option<CandidateId>,
    /// A deliberation is open.
    pub deliberating: bool,
}

#[async_trait]
impl View for SeeJuryRoom {
    type Output = JuryRoom;
    const ACT: access::Act = access::Act::SeeJury;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<JuryRoom, Failure> {
        let session = found(subjects::of_candidate(&mut desk.tx, &self.candidate).await?)?.session;
        let workspace = workspace(&mut desk.tx, &found(session)?).await?;
        let lines = &workspace.lines;
        let at = found(lines.iter().position(|line| line.candidate.id == self.candidate))?;
        let waits: Vec<_> = lines.iter().map(|line| line.marks_to_decide() > 0).collect();
        let ready: Vec<_> = lines.iter().map(|line| line.marks_ready() > 0).collect();
        let stops = if self.left { waits.clone() } else { vec![true; lines.len()] };
        let id =
            |place: Option<usize>| place.and_then(|at| lines.get(at)).map(|line| line.candidate.id.clone());
        Ok(JuryRoom {
            line: found(lines.get(at).cloned())?,
            place: (at + 1, lines.len()),
            left: waits.iter().filter(|waits| **waits).count(),
            previous: id(step(&stops, at, Step::Back)),
            next: id(step(&stops, at, Step::On)),
            ready: id(step(&ready, at, Step::Around)),
            deliberating: workspace.standing.open,
            session: workspace.session,
        })
    }
}
