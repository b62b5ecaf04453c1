//! The tables: one file for each thing, its rows as plain structs, its statements beside.

pub mod absences;
pub mod accounts;
pub mod candidates;
pub mod commissions;
pub mod convocations;
pub mod decisions;
pub mod deposits;
pub mod harmonisation;
pub mod jury;
pub mod logins;
pub mod models;
pub mod notices;
pub mod online;
pub mod optional;
pub mod oral;
pub mod portfolios;
pub mod retention;
pub mod rosters;
pub mod schools;
pub mod sessions;
pub mod sheets;
pub mod subjects;
pub mod timetable;
pub mod verdicts;
pub mod watch;
