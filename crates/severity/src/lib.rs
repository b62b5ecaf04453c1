//! Profiles and marks of commissions: what is seen, what can be said with which certainty, and what to look at.
//!
//! Nothing here changes or proposes a mark. Pure: no clock, no files; the only randomness is a seed that is given. The
//! same data give the same answer on every machine.
#![warn(missing_docs)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "counts are bounded by the number of candidates, far below 2³¹"
)]
#![allow(
    clippy::many_single_char_names,
    clippy::similar_names,
    reason = "formulas keep the letters of the papers they come from"
)]

pub mod compare;
pub mod data;
pub mod fault;
pub mod marks;
mod numeric;
pub mod ordinal;
pub mod rasch;
pub mod read;
pub mod report;
pub mod session;

pub use data::{Data, Factor};
pub use fault::Fault;
