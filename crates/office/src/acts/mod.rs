//! The acts and views, by what they are about.

pub mod accounts;
pub mod jury;
pub mod rosters;
pub mod sessions;
pub mod sheets;
