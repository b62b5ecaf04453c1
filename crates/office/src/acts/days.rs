//! The day of a commission: its sittings, and where each sheet stands.

use super::commissions::{Commission, Examiner};
use crate::Failure;
use crate::act::{Desk, View, found};
use async_trait::async_trait;
use exam::access::{self, Subject, may_within};
use exam::deadline::today;
use exam::id::{CandidateId, CommissionId, SheetId};
use exam::sheet::{Spread, State};
use exam::sitting::{Answer, Sitting, WhichExam};
use jiff::Timestamp;
use std::collections::BTreeMap;
use store::Tx;
use store::tables::optional;
use store::tables::oral::arrivals::Arrival;
use store::tables::sessions::Session;
use store::tables::sheets::{self, Content, Passing, Seated};
use store::tables::subjects;

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
    /// The actor is one of the two members.
    pub member: bool,
    /// The actor runs the day: replaces a member, decides of an absence, arranges times.
    pub runs: bool,
    /// What the commission has given so far: for its two members alone.
    pub spread: Option<Spread>,
    /// When this was read.
    pub now: Timestamp,
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
    /// The two members do not agree, and the president has not settled it yet.
    pub diverging: bool,
    /// The candidate's arrangement, and the real times.
    pub oral: Sitting,
    /// The candidate's arrival, once it was noted.
    pub arrival: Option<Arrival>,
    /// What was answered to the request for the optional exam (E4-37).
    pub request: Option<Answer>,
    /// The optional exam, once its sheet is open.
    pub optional: Option<OptionalSitting>,
}

/// The optional exam of a candidate of the day.
#[derive(Debug, Clone)]
pub struct OptionalSitting {
    /// Its sheet.
    pub sheet: SheetId,
    /// Where the sheet stands.
    pub state: State,
    /// How many things still keep a visa from being given.
    pub missing: usize,
}

/// The optional exams of the day that are open, by candidate; two statements where there is one, none where not.
async fn optional(
    desk: &mut Desk,
    session: &Session,
    commission: &CommissionId,
    passings: &[Passing],
) -> Result<BTreeMap<CandidateId, OptionalSitting>, Failure> {
    let open: Vec<_> = passings
        .iter()
        .filter_map(|one| Some((one.seated.candidate.id.clone(), one.optional.clone()?)))
        .collect();
    if open.is_empty() {
        return Ok(BTreeMap::new());
    }
    let referential = optional::of_session(&mut desk.tx, &session.id).await?.referential;
    let which = (WhichExam::Optional, &referential);
    let mut contents = sheets::contents_of_commission(&mut desk.tx, commission, which).await?;
    let one = |(candidate, sheet): (CandidateId, SheetId)| {
        let content = contents.remove(&sheet).unwrap_or_default().sheet;
        let (state, missing) = (content.state(), content.missing(&referential).len());
        (candidate, OptionalSitting { sheet, state, missing })
    };
    Ok(open.into_iter().map(one).collect())
}

#[async_trait]
impl View for SeeDay {
    type Output = Day;
    const ACT: access::Act = access::Act::SeeCommission;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_commission(tx, &self.commission).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<Day, Failure> {
        let (commission, session, members) =
            found(sheets::commission_around(&mut desk.tx, &self.commission).await?)?;
        let passings = sheets::passings(&mut desk.tx, &self.commission).await?;
        let mut contents = sheets::contents_of_commission(
            &mut desk.tx,
            &self.commission,
            (WhichExam::Oral, &session.referential),
        )
        .await?;
        let mut optional = optional(desk, &session, &self.commission, &passings).await?;
        let member = members.iter().any(|member| member.account == desk.actor.account);
        let (mut sittings, mut heard) = (vec![], vec![]);
        for Passing { seated, extra, arrival, request, .. } in passings {
            let Content { sheet, times } = contents.remove(&seated.sitting.sheet).unwrap_or_default();
            sittings.push(DaySitting {
                state: sheet.state(),
                missing: sheet.missing(&session.referential).len(),
                begun: !sheet.is_untouched(),
                visas: sheet.standing_visas().map(|visa| visa.name.clone()).collect(),
                cancelled: sheet.cancelled_visas(),
                diverging: sheet.open_divergence().is_some(),
                oral: Sitting { extra, parts: times },
                arrival,
                request,
                optional: optional.remove(&seated.candidate.id),
                seated,
            });
            heard.push(sheet);
        }
        let spread = member.then(|| Spread::of(&heard, &session.referential));
        let subject = Subject {
            session: Some(session.id.clone()),
            school: commission.school.clone(),
            track: Some(commission.track),
            commission: Some(commission.id.clone()),
            candidate: None,
            account: None,
        };
        let runs = access::may(&desk.actor, access::Act::ReplaceMember, &subject).is_ok();
        let dates = (today(desk.now, &session.zone), session.dates.reading_from);
        let open = may_within(&desk.actor, access::Act::SeeSheet, &subject, dates).is_ok();
        Ok(Day { session, commission, members, sittings, open, member, runs, spread, now: desk.now })
    }
}
