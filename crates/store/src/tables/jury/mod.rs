//! The jury: its nominations, its deliberations and their minutes, its remarks.

pub mod deliberations;
pub mod nominations;
pub mod remarks;
