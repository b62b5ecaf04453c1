//! The jury: the bundles it receives, its nominations, its deliberations and their minutes, its remarks.

pub mod bundles;
pub mod deliberations;
pub mod nominations;
pub mod remarks;
