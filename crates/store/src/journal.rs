//! The journal: append-only, one chain of hashes for each subject.

use crate::db::Row;
use crate::tables::retention::words::{seal, sealed};
use crate::{Fault, Tx, mint, values};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What is written: who did what to which subject, and what changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What kind of thing the subject is: `candidate`, `sheet`, `session`…
    pub subject_kind: &'static str,
    /// Its identifier.
    pub subject_id: String,
    /// The code of the act, from the vocabulary of `exam::access::Act`.
    pub act: &'static str,
    /// The account that acted.
    pub actor_id: String,
    /// The person's name at that time.
    pub actor_name: String,
    /// When.
    pub at: Timestamp,
    /// What was there before, in words; empty for nothing.
    pub before: String,
    /// What is there now.
    pub after: String,
}

/// A line read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Position in the subject's chain, from 1.
    pub position: i64,
    /// When, as stored.
    pub at: String,
    /// The person's name at that time.
    pub actor_name: String,
    /// The code of the act.
    pub act: String,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

/// Appends an entry to its subject's chain.
///
/// # Errors
/// [`Fault::Database`].
pub async fn append(tx: &mut Tx, id: String, entry: &Entry) -> Result<(), Fault> {
    let last = tx
        .maybe(
            "SELECT position, hash FROM journal WHERE subject_kind = $1 AND subject_id = $2
             ORDER BY position DESC LIMIT 1",
            values![entry.subject_kind, &entry.subject_id],
        )
        .await?;
    let (position, previous) = match last {
        Some(row) => (row.int("position")? + 1, row.text("hash")?),
        None => (1, String::new()),
    };
    let at = mint::instant(entry.at);
    let hash = link(
        &previous,
        [entry.subject_kind, &entry.subject_id, &position.to_string(), &at],
        [&entry.actor_id, &entry.actor_name, entry.act, &entry.before, &entry.after],
    );
    tx.run(
        "INSERT INTO journal (id, subject_kind, subject_id, position, at, actor_id, actor_name, act,
             before_text, after_text, previous_hash, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        values![
            id,
            entry.subject_kind,
            &entry.subject_id,
            position,
            at,
            &entry.actor_id,
            &entry.actor_name,
            entry.act,
            &entry.before,
            &entry.after,
            previous,
            hash
        ],
    )
    .await?;
    Ok(())
}

/// SHA-256 over the previous hash and every column, each with its length before it.
fn link(previous: &str, place: [&str; 4], content: [&str; 5]) -> String {
    let mut hash = Sha256::new();
    for part in [previous].into_iter().chain(place).chain(content) {
        hash.update(format!("{}:{part}", part.len()));
    }
    hash.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The lines of a subject, oldest first.
///
/// # Errors
/// [`Fault::Database`].
pub async fn of(tx: &mut Tx, subject_kind: &str, subject_id: &str) -> Result<Vec<Line>, Fault> {
    let rows = tx
        .all(
            "SELECT position, at, actor_name, act, before_text, after_text FROM journal
             WHERE subject_kind = $1 AND subject_id = $2 ORDER BY position",
            values![subject_kind, subject_id],
        )
        .await?;
    let line = |row: &crate::db::Row| {
        Ok(Line {
            position: row.int("position")?,
            at: row.text("at")?,
            actor_name: row.text("actor_name")?,
            act: row.text("act")?,
            before: row.text("before_text")?,
            after: row.text("after_text")?,
        })
    };
    rows.iter().map(line).collect()
}

/// Follows every chain from its start. A line that a purge emptied is followed by its place and hashes, and is held by
/// the purge's seal, which stands in the purge's own chain.
///
/// # Errors
/// [`Fault::Database`].
pub async fn verify(tx: &mut Tx) -> Result<Verification, Fault> {
    let rows = tx
        .all(
            "SELECT subject_kind, subject_id, position, at, actor_id, actor_name, act, before_text, after_text,
                 previous_hash, hash, purge_id
             FROM journal ORDER BY subject_kind, subject_id, position",
            &[],
        )
        .await?;
    let mut verification = Verification { lines: rows.len(), broken: vec![] };
    let (mut subject, mut position, mut previous) = (String::new(), 0, String::new());
    let (mut emptied, mut told) = (BTreeMap::<String, Vec<String>>::new(), BTreeMap::new());
    for row in &rows {
        let text = |column: &str| row.text(column);
        let (kind, id, number) = (text("subject_kind")?, text("subject_id")?, row.int("position")?);
        let here = format!("{kind} {id}");
        if here != subject {
            (position, previous) = (0, String::new());
            subject.clone_from(&here);
        }
        let stored = text("hash")?;
        let whole = match row.text_or_none("purge_id")? {
            Some(purge) => {
                emptied.entry(purge).or_default().push(sealed(&kind, &id, number, &stored));
                text("before_text")?.is_empty() && text("after_text")?.is_empty()
            }
            None => stored == written(row, &previous, (&kind, &id, number))?,
        };
        if number != position + 1 || text("previous_hash")? != previous || !whole {
            verification.broken.push(format!("{here} n° {number}"));
        }
        if kind == "purge" {
            told.insert(id, text("after_text")?);
        }
        (position, previous) = (number, stored);
    }
    for (purge, lines) in emptied {
        let seal = seal(lines);
        if !told.get(&purge).is_some_and(|text| text.contains(&seal)) {
            verification.broken.push(format!("purge {purge}, lignes vidées"));
        }
    }
    Ok(verification)
}

/// The hash that a line with all its words has.
fn written(row: &Row, previous: &str, (kind, id, number): (&str, &str, i64)) -> Result<String, Fault> {
    let text = |column: &str| row.text(column);
    Ok(link(
        previous,
        [kind, id, &number.to_string(), &text("at")?],
        [
            &text("actor_id")?,
            &text("actor_name")?,
            &text("act")?,
            &text("before_text")?,
            &text("after_text")?,
        ],
    ))
}

/// What [`verify`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// How many lines were read.
    pub lines: usize,
    /// The lines that do not follow from the one before: subject and position.
    pub broken: Vec<String>,
}
