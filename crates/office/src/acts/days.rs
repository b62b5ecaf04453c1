//! The day of a commission: its sittings, and where each sheet stands.

use super::commissions::{Commission, Examiner, load};
use crate::Failure;
use crate::act::{Desk, View, found};
use async_trait::async_trait;
use exam::access::{self, Subject, may_within};
use exam::deadline::today;
use exam::id::CommissionId;
use exam::sheet::State;
use store::Tx;
use store::tables::sessions::Session;
use store::tables::sheets::Seated;
use store::tables::{commissions, sheets, subjects};

/// The day of a commission.
#[derive(Debug, Clone)]
pub struct SeeDay {
    /// The commission.
    pub commission: CommissionId,
}

/// What [`SeeDay`] shows. No mark: the authority may read this page.
#[derive(Debug, Clone)]
pub struct Day {
    /// The session.
    pub session: Session,
    /// The commission.
    pub commission: Commission,
    /// Its two members, the lead first.
    pub members: Vec<Examiner>,
    /// The sittings, in the order of the day.
    pub sittings: Vec<DaySitting>,
    /// The sheets are open to the commission from the date fixed (E4-20).
    pub open: bool,
}

/// A sitting of the day.
#[derive(Debug, Clone)]
pub struct DaySitting {
    /// The sitting and its candidate.
    pub seated: Seated,
    /// Where the sheet stands.
    pub state: State,
    /// How many things still keep a visa from being given.
    pub missing: usize,
    /// Something is written.
    pub begun: bool,
    /// The names of those whose visa stands.
    pub visas: Vec<String>,
    /// The names of those who gave a visa that a later change, or a reopening, cancelled.
    pub cancelled: Vec<String>,
}

#[async_trait]
impl View for SeeDay {
    type Output = Day;
    const ACT: access::Act = access::Act::SeeCommission;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_commission(tx, &self.commission).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<Day, Failure> {
        let (commission, session) = load(&mut desk.tx, &self.commission).await?;
        let members = commissions::members(&mut desk.tx, &commission).await?;
        let seated = sheets::of_commission(&mut desk.tx, &self.commission).await?;
        let contents =
            sheets::contents_of_commission(&mut desk.tx, &self.commission, &session.referential).await?;
        let sittings = seated.into_iter().map(|seated| {
            let content = contents.iter().find(|(sheet, _)| *sheet == seated.sitting.sheet);
            let content = content.map(|(_, content)| content.clone()).unwrap_or_default();
            DaySitting {
                state: content.state(),
                missing: content.missing(&session.referential).len(),
                begun: !content.is_untouched(),
                visas: content.standing_visas().map(|visa| visa.name.clone()).collect(),
                cancelled: content.cancelled_visas(),
                seated,
            }
        });
        let sittings = sittings.collect();
        let subject = Subject {
            session: Some(session.id.clone()),
            commission: Some(commission.id.clone()),
            ..Subject::default()
        };
        let dates = (today(desk.now, &session.zone), session.dates.reading_from);
        let open = may_within(&desk.actor, access::Act::SeeSheet, &subject, dates).is_ok();
        Ok(Day { session, commission, members, sittings, open })
    }
}
