//! Commissions and timetable: an instance in, a plan and a proven bound out.
#![warn(missing_docs)]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "every count is bounded where an instance is checked, far below 2³¹"
)]

pub mod audit;
pub mod compare;
pub mod explain;
pub mod fault;
pub mod instance;
mod json;
pub mod plan;
pub mod problem;
mod relax;
pub mod repair;
pub mod report;
mod search;
pub mod solve;
pub mod watch;

pub use fault::Fault;
pub use instance::Instance;
pub use plan::Plan;
pub use problem::Problem;
pub use solve::{Budget, Options, Solution, solve};
