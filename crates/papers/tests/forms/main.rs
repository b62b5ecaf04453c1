//! The papers, read back from their bytes.
#![allow(clippy::unwrap_used)]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/pdf.rs"]
mod pdf;

mod appraisal;
mod class;
mod conformity;
mod file;
mod grid;
mod limits;
mod receipt;
mod table;
