//! Stories over HTTP: a browser, the pages, the office and the database, on both engines.
#![allow(clippy::unwrap_used)]

mod conformity;
mod dossiers;
mod files;
mod notices;
mod online;
mod secret;
mod sheets;
mod support;
