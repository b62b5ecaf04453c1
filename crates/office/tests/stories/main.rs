//! Stories of the office, each told on both engines.
#![allow(clippy::unwrap_used)]

mod absences;
mod accounts;
mod commissions;
mod conformity;
mod deposits;
mod jury;
mod logins;
mod mails;
mod models;
mod notices;
mod offers;
mod online;
mod receipts;
mod rights;
mod seats;
mod secrecy;
mod together;
