//! Workbooks (.xlsx).

pub mod availability;
pub mod class;
pub mod numbers;
