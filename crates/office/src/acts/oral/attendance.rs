//! The attendance sheet of a commission: who is expected, and when, to be signed on paper.

use crate::Failure;
use crate::act::{Desk, View, found};
use crate::acts::commissions::{Commission, Examiner};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::id::CommissionId;
use store::Tx;
use store::tables::sessions::Session;
use store::tables::sheets;
pub use store::tables::sheets::Passing as Expected;
use store::tables::subjects;

/// The attendance sheet of a commission.
#[derive(Debug, Clone)]
pub struct SeeAttendance {
    /// The commission.
    pub commission: CommissionId,
}

/// What [`SeeAttendance`] shows.
#[derive(Debug, Clone)]
pub struct Attendance {
    /// The session.
    pub session: Session,
    /// The commission.
    pub commission: Commission,
    /// Its two members.
    pub members: Vec<Examiner>,
    /// Who is expected, in the order of the day.
    pub expected: Vec<Expected>,
}

#[async_trait]
impl View for SeeAttendance {
    type Output = Attendance;
    const ACT: access::Act = access::Act::PrintAttendance;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_commission(tx, &self.commission).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<Attendance, Failure> {
        let around = sheets::commission_around(&mut desk.tx, &self.commission).await?;
        let (commission, session, members) = found(around)?;
        let expected = sheets::passings(&mut desk.tx, &self.commission).await?;
        Ok(Attendance { session, commission, members, expected })
    }
}
