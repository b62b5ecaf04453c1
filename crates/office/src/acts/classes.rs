//! The class at a glance: who has what, since when, what is missing; a school's candidates, or a session's.

pub use super::perimeter::{Drawn, Perimeter};
use crate::Failure;
use crate::act::{Desk, View};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::deadline::Deadline;
use exam::dossier::{PieceKind, Progress, missing_pieces, progress};
use jiff::Timestamp;
use store::Tx;
use store::tables::candidates::{self, Candidate};
use store::tables::deposits::{self, Deposit};
use store::tables::schools::{self, School};
use store::tables::verdicts::{self, Given};

/// The dossiers of a school, in both tracks, or of a session. It never reads a mark.
#[derive(Debug, Clone)]
pub struct SeeClass {
    /// How far; the track of the perimeter does not matter here.
    pub perimeter: Perimeter,
}

/// What [`SeeClass`] shows.
#[derive(Debug, Clone)]
pub struct Class {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// The candidates who did not withdraw: those who are late first, then by number.
    pub followed: Vec<Followed>,
    /// Whether who reads may remind those whose dossier is incomplete.
    pub may_remind: bool,
}

/// One candidate's dossier, from afar.
#[derive(Debug, Clone)]
pub struct Followed {
    /// The candidate.
    pub candidate: Candidate,
    /// The school.
    pub school: Option<School>,
    /// What stands of each kind, in the order of [`PieceKind::ALL`].
    pub pieces: Vec<Held>,
    /// The kinds of pieces that are missing.
    pub missing: Vec<PieceKind>,
    /// How urgent it is.
    pub progress: Progress,
    /// When the last piece that stands was received.
    pub last_deposit: Option<Timestamp>,
    /// The last verdict, also one that waits for a second look.
    pub verdict: Option<Given>,
}

/// What stands of one kind of pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The kind.
    pub kind: PieceKind,
    /// How many pieces.
    pub count: usize,
    /// When the last of them was received.
    pub since: Option<Timestamp>,
    /// One of them came after the date (E4-18).
    pub late: bool,
}

#[async_trait]
impl View for SeeClass {
    type Output = Class;
    const ACT: access::Act = access::Act::SeeClass;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        Ok(Subject { track: None, ..self.perimeter.subject(tx).await? })
    }

    async fn read(self, desk: &mut Desk) -> Result<Class, Failure> {
        let now = desk.now;
        let subject = self.perimeter.subject(&mut desk.tx).await?;
        let may_remind = access::may(&desk.actor, access::Act::Remind, &subject).is_ok();
        Ok(Class { may_remind, ..class(&mut desk.tx, &self.perimeter, now).await? })
    }
}

pub(crate) async fn class(tx: &mut Tx, perimeter: &Perimeter, now: Timestamp) -> Result<Class, Failure> {
    let drawn = perimeter.draw(tx).await?;
    let session = &drawn.session;
    let all = candidates::of_session(tx, &session.id).await?;
    let pieces = deposits::of_session(tx, &session.id).await?;
    let given = verdicts::last_of_session(tx, &session.id).await?;
    let schools = schools::of_session(tx, &session.id).await?;
    let over = Deadline { date: session.dates.dossier_due, zone: session.zone.clone() }.is_past(now);
    let here = |one: &Candidate| match perimeter {
        Perimeter::Session(_) => !one.withdrawn,
        Perimeter::School(school) => !one.withdrawn && one.school.as_ref() == Some(school),
    };
    let mut followed: Vec<_> = all
        .into_iter()
        .filter(here)
        .map(|candidate| {
            let own: Vec<_> = pieces.iter().filter(|piece| piece.candidate == candidate.id).collect();
            let school = schools.iter().find(|one| candidate.school.as_ref() == Some(&one.id)).cloned();
            let verdict = given.iter().find(|given| given.candidate == candidate.id).cloned();
            Followed { school, verdict, ..followed(candidate, &own, over) }
        })
        .collect();
    followed.sort_by_key(|one| one.progress);
    Ok(Class { drawn, followed, may_remind: false })
}

fn followed(candidate: Candidate, own: &[&Deposit], over: bool) -> Followed {
    let held = |kind: PieceKind| {
        let of: Vec<_> = own.iter().filter(|piece| piece.kind == kind).collect();
        Held {
            kind,
            count: of.len(),
            since: of.iter().map(|piece| piece.at).max(),
            late: of.iter().any(|piece| piece.late),
        }
    };
    let missing = missing_pieces(&own.iter().map(|piece| piece.kind).collect::<Vec<_>>());
    let late = own.iter().any(|piece| piece.late);
    Followed {
        candidate,
        school: None,
        pieces: PieceKind::ALL.map(held).to_vec(),
        progress: progress(missing.is_empty(), late, over),
        missing,
        last_deposit: own.iter().map(|piece| piece.at).max(),
        verdict: None,
    }
}

impl Class {
    /// How many dossiers stand so.
    pub fn count(&self, progress: Progress) -> usize {
        self.followed.iter().filter(|one| one.progress == progress).count()
    }

    /// How many dossiers miss something.
    pub fn incomplete(&self) -> usize {
        self.followed.iter().filter(|one| !one.missing.is_empty()).count()
    }
}
