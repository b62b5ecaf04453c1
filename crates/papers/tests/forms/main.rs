//! The papers, read back from their bytes.
#![allow(clippy::unwrap_used)]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/pdf.rs"]
mod pdf;

mod appraisal;
mod attendance;
mod certificate;
mod class;
mod conformity;
mod convocation;
mod file;
mod grid;
mod jury;
mod limits;
mod purge;
mod receipt;
mod table;
