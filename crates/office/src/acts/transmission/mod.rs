//! The transmission to the jury (E4-30, E4-33): a bundle for each school in CCF, signed by its head, and one for what is
//! sat one-off; sealed, sent, then received, verified and opened by the jury's side.

mod look;
mod marks;
mod prepare;
mod receive;
mod send;

pub use exam::transmission::{Hole, Stage, Step};
pub use look::{Line, Next, Prepared, SeeBundle, SeeTransmissions, Transmissions};
pub use marks::{DecidedRow, SeeMarks};
pub use prepare::{SetTransmissionDate, SignBundle};
pub use receive::{ARCHIVE_MB, Checked, Opened};
pub use store::tables::jury::bundles::{Done, Sent};

pub(crate) use look::{Facts, facts};
