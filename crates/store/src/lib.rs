//! The store: SQL on SQLite and PostgreSQL, the journal, the outbox, and the blobs.
//!
//! One SQL text serves both engines; only [`db`] knows that there are two. Nothing here decides: `office` does,
//! with the rules of `exam`.
#![warn(missing_docs)]

pub mod backup;
pub mod blobs;
pub mod db;
pub mod fault;
pub mod health;
pub mod journal;
pub mod migrate;
pub mod mint;
pub mod outbox;
pub mod tables;

pub use db::{Db, Tx};
pub use fault::Fault;
