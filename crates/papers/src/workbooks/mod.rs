//! Workbooks (.xlsx).

pub mod availability;
pub mod class;
pub mod marks;
pub mod numbers;
