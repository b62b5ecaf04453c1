//! A day of a centre: the lists of its doors and rooms, and its wall screen.

use crate::act::{Desk, View};
use crate::acts::commissions::{Commission, Examiner};
use crate::acts::perimeter::{Drawn, Perimeter};
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::deadline::today;
use exam::id::ExaminerId;
use exam::sitting::{Answer, Sitting, length};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;
use store::Tx;
use store::blobs::hash;
use store::tables::oral::parts;
use store::tables::sheets::{self, Passing};
use store::tables::{commissions, convocations};

/// The lists of a day, for who convenes.
#[derive(Debug, Clone)]
pub struct SeeDoors {
    /// How far.
    pub perimeter: Perimeter,
    /// The day.
    pub day: Date,
}

/// What [`SeeDoors`] shows.
#[derive(Debug, Clone)]
pub struct Doors {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// The day.
    pub day: Date,
    /// The commissions of the day that hear somebody, by room then number.
    pub doors: Vec<Door>,
}

/// One commission of the day.
#[derive(Debug, Clone)]
pub struct Door {
    /// The commission.
    pub commission: Commission,
    /// Its two members, the lead first.
    pub members: Vec<Examiner>,
    /// Who is called, in the order of the day.
    pub passages: Vec<Passage>,
}

/// One candidate of a door.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The sitting, its candidate and arrangement.
    pub passing: Passing,
    /// When it ends, as planned.
    pub ends_at: Timestamp,
    /// The optional exam follows.
    pub optional: bool,
}

#[async_trait]
impl View for SeeDoors {
    type Output = Doors;
    const ACT: access::Act = access::Act::Convene;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Doors, Failure> {
        doors(&mut desk.tx, &self.perimeter, Some(self.day), desk.now).await
    }
}

/// The doors of a day; of today where the centre is, when no day is given.
async fn doors(
    tx: &mut Tx,
    perimeter: &Perimeter,
    day: Option<Date>,
    now: Timestamp,
) -> Result<Doors, Failure> {
    let drawn = perimeter.draw(tx).await?;
    let session = &drawn.session;
    let day = day.unwrap_or_else(|| today(now, &session.zone));
    let mut called: BTreeMap<_, Vec<Passage>> = BTreeMap::new();
    for passing in sheets::passings_of_session(tx, &session.id).await? {
        let ends_at = passing.seated.sitting.starts_at + length(&session.referential, passing.extra);
        let optional = passing.request == Some(Answer::Accepted);
        let of = called.entry(passing.seated.sitting.commission.clone()).or_default();
        of.push(Passage { passing, ends_at, optional });
    }
    let examiners = commissions::examiners(tx, &session.id).await?;
    let mut doors = vec![];
    for commission in commissions::of_session(tx, &session.id).await? {
        if commission.held_on != day || !perimeter.convenes(&commission) {
            continue;
        }
        let Some(passages) = called.remove(&commission.id) else { continue };
        let member = |id: &ExaminerId| examiners.iter().find(|one| one.id == *id).cloned();
        let members = [&commission.lead, &commission.second].into_iter().filter_map(member).collect();
        doors.push(Door { commission, members, passages });
    }
    doors.sort_by(|a, b| {
        (&a.commission.room, &a.commission.number).cmp(&(&b.commission.room, &b.commission.number))
    });
    Ok(Doors { drawn, day, doors })
}

/// Where one oral of the day stands, as a wall screen may say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WallState {
    /// Not there yet.
    Expected,
    /// The person is there.
    Arrived,
    /// The oral has begun.
    UnderWay,
    /// The oral is over.
    Over,
}

/// One line of a wall screen.
#[derive(Debug, Clone)]
pub struct WallLine {
    /// When the person is called.
    pub starts_at: Timestamp,
    /// The person's number.
    pub number: String,
    /// The person's name.
    pub name: String,
    /// « N° commission ».
    pub commission: String,
    /// The room.
    pub room: String,
    /// Where the oral stands.
    pub state: WallState,
}

/// A wall screen: the orals of today, by hour.
#[derive(Debug, Clone)]
pub struct Wall {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// The day.
    pub day: Date,
    /// When this was read.
    pub now: Timestamp,
    /// The orals.
    pub lines: Vec<WallLine>,
}

impl Office {
    /// What a wall screen shows now; `None` for a link that opens nothing. No account: the link is the key, and what it
    /// opens is what hangs on the doors.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn wall(&self, token: &str) -> Result<Option<Wall>, Failure> {
        let now = self.now();
        let mut tx = self.db.read().await?;
        let Some(key) = convocations::wall(&mut tx, &hash(token.as_bytes()), now).await? else {
            return Ok(None);
        };
        let seen = doors(&mut tx, &Perimeter::of_key(key), None, now).await?;
        let mut times: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (sheet, one) in parts::of_session(&mut tx, &seen.drawn.session.id).await? {
            times.entry(sheet).or_default().push(one);
        }
        let mut lines = vec![];
        for door in seen.doors {
            for passage in door.passages {
                let Passing { seated, extra, arrival, .. } = passage.passing;
                let oral = Sitting { extra, parts: times.remove(&seated.sitting.sheet).unwrap_or_default() };
                let state = match oral.ended_at(&seen.drawn.session.referential) {
                    Some(_) => WallState::Over,
                    None if !oral.parts.is_empty() => WallState::UnderWay,
                    None if arrival.is_some() => WallState::Arrived,
                    None => WallState::Expected,
                };
                lines.push(WallLine {
                    starts_at: seated.sitting.starts_at,
                    number: seated.candidate.number.clone(),
                    name: seated.candidate.full_name(),
                    commission: door.commission.number.clone(),
                    room: door.commission.room.clone(),
                    state,
                });
            }
        }
        lines.sort_by(|a, b| (a.starts_at, &a.room).cmp(&(b.starts_at, &b.room)));
        Ok(Some(Wall { drawn: seen.drawn, day: seen.day, now, lines }))
    }
}
