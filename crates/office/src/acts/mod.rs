//! The acts and views, by what they are about.

pub mod absences;
pub mod accounts;
pub mod classes;
pub mod commissions;
pub mod conformity;
pub mod days;
pub mod deposits;
pub mod dossiers;
pub mod jury;
pub mod models;
pub mod notices;
pub mod official;
pub mod online;
pub mod people;
pub mod perimeter;
pub mod reset;
pub mod rosters;
pub mod seats;
pub mod sessions;
pub mod sheets;
