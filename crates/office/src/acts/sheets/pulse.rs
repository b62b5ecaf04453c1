//! A sheet as it stands at this moment, for a page that stays open and shows what the other member writes.

use super::{Loaded, load};
use crate::Failure;
use crate::act::{Desk, View, found};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::id::SheetId;
use exam::penalty::Calculation;
use exam::refusal::Missing;
use exam::sheet::Sheet;
use exam::sitting::Sitting;
use jiff::Timestamp;
use store::Tx;
use store::tables::sessions::Session;
use store::tables::subjects;

/// A sheet's content, in three statements.
#[derive(Debug, Clone)]
pub struct SeePulse {
    /// The sheet.
    pub sheet: SheetId,
}

/// What [`SeePulse`] shows.
#[derive(Debug, Clone)]
pub struct Pulse {
    /// The session: its words, and its time zone.
    pub session: Session,
    /// The content, with each field's revision.
    pub content: Sheet,
    /// What still keeps a visa from being given.
    pub missing: Vec<Missing>,
    /// From the typed mark to the proposed one, once a mark is typed.
    pub calculation: Option<Calculation>,
    /// The real times of the parts that started.
    pub oral: Sitting,
    /// When this was read.
    pub now: Timestamp,
}

#[async_trait]
impl View for SeePulse {
    type Output = Pulse;
    const ACT: access::Act = access::Act::SeeSheet;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_sheet(tx, &self.sheet).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<Pulse, Failure> {
        let Loaded { around, content, times } = load(desk, &self.sheet, Self::ACT).await?;
        let (session, oral) = (around.session, Sitting { extra: around.extra, parts: times });
        let (missing, calculation) =
            (content.missing(&session.referential), content.calculation(&session.referential));
        Ok(Pulse { session, content, missing, calculation, oral, now: desk.now })
    }
}
