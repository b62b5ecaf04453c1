//! What stays of documents after their purge.

use super::{Class, Count};
use crate::id::AccountId;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// Who did something, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// The account.
    pub by: AccountId,
    /// The person's name at that time.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// What stays of documents after their purge: numbers and hashes, and the names of those who purged. No candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurgeRecord {
    /// The classes, each with its last day.
    pub classes: Vec<Class>,
    /// When the purge was announced.
    pub announced_on: Date,
    /// How many candidates.
    pub candidates: i64,
    /// How many candidates stay, for a hold.
    pub held: i64,
    /// How many of each kind of thing.
    pub counts: Vec<Count>,
    /// The SHA-256 of each document purged, in hexadecimal, in order.
    pub documents: Vec<String>,
    /// How many documents stay on the disk, for another row still refers to them.
    pub shared: i64,
    /// How many lines of the journal were emptied.
    pub journal_lines: i64,
    /// SHA-256 over the emptied lines' places and hashes: they cannot change unseen.
    pub journal_seal: String,
    /// Who asked.
    pub asked: Signed,
    /// Who confirmed.
    pub confirmed: Signed,
}
