//! « Relancer »: one notice to each candidate whose dossier lacks pieces, at most one a day.

use super::{exam, tell_candidate};
use crate::Failure;
use crate::act::{About, Act, Desk, View};
use crate::acts::conformity::queue;
use crate::acts::perimeter::{Drawn, Perimeter};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::deadline::{Deadline, today};
use exam::dossier::PieceKind;
use exam::notice::{self, Kind};
use jiff::Timestamp;
use store::Tx;
use store::tables::candidates::Candidate;
use store::tables::{accounts, notices};

/// Reminds every candidate of a perimeter whose dossier lacks pieces.
#[derive(Debug, Clone)]
pub struct Remind {
    /// How far.
    pub perimeter: Perimeter,
}

/// What [`Remind`] came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reminded {
    /// Candidates told now.
    pub told: usize,
    /// Candidates whom somebody reminded on the same day: they are not told twice.
    pub already: usize,
    /// Among those told now, how many get no mail: no account, or no address.
    pub without_mail: usize,
}

#[async_trait]
impl Act for Remind {
    type Output = Reminded;
    const ACT: access::Act = access::Act::Remind;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<Reminded, Failure> {
        let reader = desk.actor.account.clone();
        let now = desk.now;
        let queue = queue(&mut desk.tx, &self.perimeter, (&reader, now)).await?;
        let session = queue.drawn.session;
        let due = Deadline { date: session.dates.dossier_due, zone: session.zone.clone() };
        let last = notices::last_of_kind(&mut desk.tx, &session.id, Kind::PiecesMissing).await?;
        let day = today(desk.now, &session.zone);
        let mut reminded = Reminded::default();
        for dossier in queue.dossiers.iter().filter(|one| !one.missing.is_empty()) {
            let candidate = &dossier.candidate;
            let mut before = last.iter().filter(|(id, _)| *id == candidate.id);
            if before.any(|(_, at)| today(*at, &session.zone) == day) {
                reminded.already += 1;
                continue;
            }
            let letter = notice::missing(exam(&session), &dossier.missing, due.date, due.is_past(desk.now));
            tell_candidate(desk, candidate, letter).await?;
            let address = address(&mut desk.tx, candidate).await?;
            reminded.without_mail += usize::from(address.is_none());
            reminded.told += 1;
        }
        let about = self.perimeter.about();
        let after =
            format!("relance : {} personnes, {} déjà relancées ce jour", reminded.told, reminded.already);
        desk.journal(about.kind, &about.id, "", after).await?;
        Ok(reminded)
    }
}

/// The dossiers that lack pieces, for somebody who may remind their candidates.
#[derive(Debug, Clone)]
pub struct SeeIncomplete {
    /// How far.
    pub perimeter: Perimeter,
}

/// What [`SeeIncomplete`] shows.
#[derive(Debug, Clone)]
pub struct Incomplete {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// The dossiers, by number.
    pub dossiers: Vec<Lacking>,
}

/// A dossier that lacks pieces.
#[derive(Debug, Clone)]
pub struct Lacking {
    /// The candidate.
    pub candidate: Candidate,
    /// What is missing.
    pub missing: Vec<PieceKind>,
    /// When the candidate was last reminded.
    pub reminded_at: Option<Timestamp>,
    /// A mail would reach the candidate: there is an account, and it has an address.
    pub mailed: bool,
}

#[async_trait]
impl View for SeeIncomplete {
    type Output = Incomplete;
    const ACT: access::Act = access::Act::Remind;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Incomplete, Failure> {
        let reader = desk.actor.account.clone();
        let now = desk.now;
        let queue = queue(&mut desk.tx, &self.perimeter, (&reader, now)).await?;
        let last = notices::last_of_kind(&mut desk.tx, &queue.drawn.session.id, Kind::PiecesMissing).await?;
        let mut dossiers = vec![];
        for dossier in queue.dossiers.into_iter().filter(|one| !one.missing.is_empty()) {
            let (candidate, missing) = (dossier.candidate, dossier.missing);
            let reminded_at = last.iter().find(|(id, _)| *id == candidate.id).map(|(_, at)| *at);
            let mailed = address(&mut desk.tx, &candidate).await?.is_some();
            dossiers.push(Lacking { candidate, missing, reminded_at, mailed });
        }
        dossiers.sort_by(|a, b| a.candidate.number.cmp(&b.candidate.number));
        Ok(Incomplete { drawn: queue.drawn, dossiers })
    }
}

/// Where a candidate's mails go.
async fn address(tx: &mut Tx, candidate: &Candidate) -> Result<Option<String>, Failure> {
    match &candidate.account {
        Some(account) => Ok(accounts::email(tx, account).await?),
        None => Ok(None),
    }
}
