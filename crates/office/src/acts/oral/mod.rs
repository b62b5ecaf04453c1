//! The day of the oral: who is there, the real times, what happened, and what two people do not agree on.

mod arrival;
mod attendance;
mod divergence;
mod incidents;
mod note;
mod replace;
mod timer;
mod told;

pub use arrival::{ArrangeTime, Arrangement, SeeArrangement, WelcomeCandidate};
pub use attendance::{Attendance, Expected, SeeAttendance};
pub use divergence::{RecordDivergence, SettleDivergence};
pub use incidents::{Incident, Incidents, RecordIncident, SeeIncidents, TellMissing};
pub use note::{KeptNote, WriteNote, Wrote};
pub use replace::{Allowed, ReplaceMember, Replacements, SeeReplacements};
pub use store::tables::oral::arrivals::Arrival;
pub use timer::{KeepTime, Moment};
