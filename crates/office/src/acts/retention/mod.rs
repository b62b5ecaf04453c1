//! Keeping and purging (E4-32): the plan, the end of the training, holds, and a purge that two people do.

mod hold;
mod plan;
mod purge;

pub use exam::retention::{Class, Count, PurgeRecord, Signed, State};
pub(crate) use hold::lift;
pub use hold::{HoldDocuments, LiftHold, SetTrainingEnd};
pub use plan::{Kept, Person, Plan, SeeRetention};
pub use purge::{AnnouncePurge, AskPurge, Cleared, ConfirmPurge};
pub use store::tables::retention::Purge;
pub use store::tables::retention::held::Hold;
