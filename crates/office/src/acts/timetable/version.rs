//! Published versions: who sits where and when, and what changed from the one before.

use super::at;
use super::draft::Draft;
use super::facts::Facts;
use crate::Failure;
use crate::act::{Desk, View, found};
use crate::acts::perimeter::{Drawn, Perimeter};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::id::{CandidateId, ExaminerId};
use exam::planning::{Change, Frame, changes};
use jiff::Timestamp;
use store::Tx;
use store::tables::candidates::{self, Candidate};
use store::tables::commissions::Examiner;
use store::tables::timetable::versions;

/// A published version.
#[derive(Debug, Clone)]
pub struct SeeVersion {
    /// Of which timetable.
    pub perimeter: Perimeter,
    /// Its number.
    pub number: i64,
}

/// A version of a list.
#[derive(Debug, Clone)]
pub struct VersionLine {
    /// Its number.
    pub number: i64,
    /// When it was published.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
}

/// The names of those whom a version names.
#[derive(Debug, Clone)]
pub struct People {
    /// Those who sit.
    pub examiners: Vec<Examiner>,
    /// Those who pass.
    pub candidates: Vec<Candidate>,
}

impl People {
    /// The name of somebody who sits.
    pub fn examiner(&self, id: &ExaminerId) -> &str {
        self.examiners.iter().find(|one| one.id == *id).map_or("?", |one| &one.name)
    }

    /// The name of somebody who passes.
    pub fn candidate(&self, id: &CandidateId) -> String {
        let known = self.candidates.iter().find(|one| one.id == *id);
        known.map_or_else(|| "?".to_owned(), Candidate::full_name)
    }
}

/// What [`SeeVersion`] shows: sessions with their people, rooms and hours.
#[derive(Debug, Clone)]
pub struct Published {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// The frame as it is now.
    pub frame: Frame,
    /// This version.
    pub line: VersionLine,
    /// Whether it is the last.
    pub last: bool,
    /// As it was published.
    pub draft: Draft,
    /// Names.
    pub people: People,
    /// Everybody whose time or place differs from the version before; everybody in the first.
    pub changes: Vec<Change>,
}

#[async_trait]
impl View for SeeVersion {
    type Output = Published;
    const ACT: access::Act = access::Act::PlanTimetable;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Published, Failure> {
        let place = self.perimeter.about();
        let all = versions::of_place(&mut desk.tx, at(&place)).await?;
        let version = found(all.iter().find(|one| one.number == self.number))?;
        let draft: Draft = serde_json::from_str(&version.content)?;
        let before: Draft = match all.iter().find(|one| one.number + 1 == self.number) {
            Some(before) => serde_json::from_str(&before.content)?,
            None => Draft::default(),
        };
        let facts = Facts::load(desk, &self.perimeter).await?;
        let candidates = candidates::of_session(&mut desk.tx, &facts.drawn.session.id).await?;
        Ok(Published {
            line: VersionLine { number: version.number, at: version.at, by: version.by_name.clone() },
            last: all.last().is_some_and(|one| one.number == self.number),
            changes: changes(&before.sessions, &draft.sessions),
            people: People { examiners: facts.examiners, candidates },
            frame: facts.frame,
            drawn: facts.drawn,
            draft,
        })
    }
}
