//! The rules of the portfolio oral of the BTS "Services informatiques aux organisations".
//!
//! Pure: no clock, randomness, files, SQL or HTTP. Each module is one thing a jury secretary would
//! name; the rules it is the home of stand in its first lines, and `docs/rules.md` lists them all.
#![warn(missing_docs)]

pub mod absence;
pub mod access;
pub mod candidate;
pub mod ccf;
pub mod claim;
pub mod commission;
pub mod conformity;
pub mod convocation;
pub mod coverage;
pub mod deadline;
pub mod deliberation;
pub mod disclosure;
pub mod dossier;
pub mod forms;
pub mod french;
pub mod grid;
pub mod harmonisation;
pub mod id;
pub mod jury;
pub mod mark;
pub mod notice;
pub mod penalty;
pub mod planning;
pub mod referential;
pub mod refusal;
pub mod retention;
pub mod sheet;
pub mod sitting;
pub mod statistics;
pub mod text;
pub mod transmission;

pub use refusal::{Refusal, Rule};

/// The referential of session 2022, for tests.
#[cfg(test)]
pub(crate) fn sample() -> referential::Referential {
    let text = referential::builtin_text("sio-e4-2022").expect("a built-in referential");
    referential::load(text, "sio-e4-2022.toml").expect("a sound referential")
}
