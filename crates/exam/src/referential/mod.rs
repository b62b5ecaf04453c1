//! The referential of a session: every value and sentence the official text gives, as data.
//!
//! Home of: the data of E4-10 (rounding), E4-12 (grid), E4-14 (penalties), E4-16 (durations) and E4-32
//! (retention). The text changes from one session to the next (exam code, annex labels, wordings), so none
//! of it is a constant in code: it stands in a TOML file, read by [`load()`] and kept with the session.

mod builtin;
mod check;
mod error;
mod load;
mod lookup;
mod read;
mod types;
mod wordings;

#[cfg(test)]
mod tests;

pub use builtin::{builtin, builtin_text};
pub use error::ReferentialError;
pub use load::load;
pub use types::{
    AnnexChange, Annexes, Competence, ForceMajeure, Ground, Internship, KeptAfter, KeptClass, Layout,
    LevelWording, Line, OwnStudents, Part, Penalty, Piece, Policy, Referential, Retention, SessionRange,
    Verdict,
};
pub use wordings::Wordings;
