//! The frame of a timetable: half-days, hours, centres and their rooms.

use super::at;
use super::facts::Facts;
use crate::Failure;
use crate::act::{About, Act, Desk, View};
use crate::acts::perimeter::{Drawn, Perimeter};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::planning::Frame;
use exam::text;
use store::Tx;
use store::tables::schools::School;
use store::tables::timetable::frames;

/// Writes the frame of a timetable.
#[derive(Debug, Clone)]
pub struct SetFrame {
    /// Whose.
    pub perimeter: Perimeter,
    /// The revision that was seen; 0 where there is none.
    pub seen: i64,
    /// The frame. A centre with an empty identifier is new.
    pub frame: Frame,
}

#[async_trait]
impl Act for SetFrame {
    type Output = ();
    const ACT: access::Act = access::Act::PlanTimetable;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let drawn = self.perimeter.draw(&mut desk.tx).await?;
        let mut frame = self.frame;
        for centre in &mut frame.centres {
            centre.name = text::name("nom du centre", &centre.name)?;
            if centre.id.is_empty() {
                centre.id = desk.id();
            }
        }
        let dates = &drawn.session.dates;
        frame.check(self.perimeter.track(), (dates.orals_from, dates.orals_to))?;
        let place = self.perimeter.about();
        let by = (&desk.actor.account.clone(), desk.now);
        if !frames::write(&mut desk.tx, at(&place), (&frame, self.seen), by).await? {
            return Err(Failure::Outdated);
        }
        let after = format!(
            "calendrier : {} demi-journées, {} centres, {} salles",
            frame.halves.len(),
            frame.centres.len(),
            frame.centres.iter().map(|centre| centre.rooms.len()).sum::<usize>()
        );
        desk.journal(place.kind, &place.id, "", after).await?;
        Ok(())
    }
}

/// The frame of a timetable.
#[derive(Debug, Clone)]
pub struct SeeFrame {
    /// Whose.
    pub perimeter: Perimeter,
}

/// What [`SeeFrame`] shows.
#[derive(Debug, Clone)]
pub struct Framed {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// The frame; empty before it is written.
    pub frame: Frame,
    /// Its revision, 0 before it is written.
    pub revision: i64,
    /// The session's schools.
    pub schools: Vec<School>,
}

#[async_trait]
impl View for SeeFrame {
    type Output = Framed;
    const ACT: access::Act = access::Act::PlanTimetable;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Framed, Failure> {
        let facts = Facts::load(desk, &self.perimeter).await?;
        let revision = facts.frame_revision;
        Ok(Framed { drawn: facts.drawn, frame: facts.frame, revision, schools: facts.schools })
    }
}
