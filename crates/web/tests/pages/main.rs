//! Stories over HTTP: a browser, the pages, the office and the database, on both engines.
#![allow(clippy::unwrap_used)]

mod certificates;
mod claims;
mod conformity;
mod convocations;
mod day;
mod dossiers;
mod files;
mod forms;
mod harmonisation;
mod hosted;
mod jury;
mod notices;
mod offline;
mod online;
mod optional;
mod retention;
mod secret;
mod sheets;
mod support;
mod timetable;
mod transmission;
mod work;
mod written;
