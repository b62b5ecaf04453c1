//! Commissions and timetable: an instance in, a plan and a proven bound out.
#![warn(missing_docs)]

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
