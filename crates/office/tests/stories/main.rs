//! Stories of the office, each told on both engines.
#![allow(clippy::unwrap_used)]

mod absences;
mod accounts;
mod backup;
mod certificates;
mod claims;
mod commissions;
mod conformity;
mod convocations;
mod day;
mod deposits;
mod forms;
mod harmonisation;
mod jury;
mod logins;
mod mails;
mod models;
mod notices;
mod offers;
mod offline;
mod online;
mod optional;
mod portfolio;
mod receipts;
mod retention;
mod rights;
mod seats;
mod secrecy;
mod timetable;
mod together;
mod transmission;
