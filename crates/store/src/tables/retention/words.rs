//! The journal without the words of those who are purged: lines keep their place, act and hashes, and lose their text.

use crate::blobs::hash;
use crate::tables::candidates::Candidate;
use crate::{Fault, Tx, values};
use exam::id::SheetId;
use std::collections::{BTreeMap, BTreeSet};

/// Those who are purged, as the journal knows them.
#[derive(Debug, Default)]
pub struct People {
    /// Whole chains: kind and identifier.
    chains: BTreeSet<(String, String)>,
    /// Accounts that are erased.
    accounts: BTreeSet<String>,
    /// Numbers.
    words: BTreeSet<String>,
    /// Family names and logins, by their first word.
    names: BTreeMap<String, Vec<String>>,
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

impl People {
    /// One more candidate, with the sheets and notices that go too.
    pub fn add(&mut self, candidate: &Candidate, sheets: &[SheetId], notices: &[String]) {
        let chain = |kind: &str, id: &str| (kind.to_owned(), id.to_owned());
        self.chains.insert(chain("candidate", candidate.id.as_str()));
        self.chains.extend(sheets.iter().map(|id| chain("sheet", id.as_str())));
        self.chains.extend(notices.iter().map(|id| chain("notice", id)));
        self.words.insert(candidate.number.clone());
        for name in [Some(&candidate.family_name), candidate.usage_name.as_ref()].into_iter().flatten() {
            self.name(name);
        }
    }

    fn name(&mut self, name: &str) {
        if let Some(first) = words_of(name).next() {
            self.names.entry(first.to_owned()).or_default().push(name.to_owned());
        }
    }

    /// An account that is erased, and its login.
    pub fn erased(&mut self, account: &str, login: &str) {
        self.chains.insert(("account".to_owned(), account.to_owned()));
        self.accounts.insert(account.to_owned());
        self.name(login);
    }

    /// Whether a text names one of them.
    fn named_in(&self, text: &str) -> bool {
        words_of(text).any(|word| {
            let names = self.names.get(word);
            self.words.contains(word)
                || names.is_some_and(|names| names.iter().any(|name| text.contains(name)))
        })
    }
}

/// Empties every line that is theirs or names them, and says how many; [`seal`] seals them.
///
/// # Errors
/// [`Fault::Database`].
pub async fn empty(tx: &mut Tx, people: &People, purge: &str) -> Result<i64, Fault> {
    let sql = "SELECT id, subject_kind, subject_id, actor_id, before_text, after_text FROM journal
               WHERE purge_id IS NULL";
    let mut emptied = 0;
    for row in tx.all(sql, &[]).await? {
        let theirs = people.accounts.contains(&row.text("actor_id")?);
        let chain = (row.text("subject_kind")?, row.text("subject_id")?);
        let (before, after) = (row.text("before_text")?, row.text("after_text")?);
        let whole = people.chains.contains(&chain);
        if !theirs && !whole && !people.named_in(&before) && !people.named_in(&after) {
            continue;
        }
        let id = row.text("id")?;
        if theirs {
            let sql = "UPDATE journal SET actor_name = '' WHERE id = $1";
            tx.run(sql, values![&id]).await?;
        }
        let sql = "UPDATE journal SET before_text = '', after_text = '', purge_id = $2 WHERE id = $1";
        tx.run(sql, values![id, purge]).await?;
        emptied += 1;
    }
    Ok(emptied)
}

/// SHA-256 over the places and hashes of the lines that a purge emptied, in hexadecimal.
pub fn seal(mut lines: Vec<String>) -> String {
    lines.sort();
    hash(lines.join("\n").as_bytes())
}

/// A line as a seal covers it.
pub(crate) fn sealed(kind: &str, id: &str, position: i64, hash: &str) -> String {
    format!("{kind} {id} {position} {hash}")
}

/// The lines that a purge emptied, as their seal covers them.
///
/// # Errors
/// [`Fault::Database`].
pub async fn emptied(tx: &mut Tx, purge: &str) -> Result<Vec<String>, Fault> {
    let sql = "SELECT subject_kind, subject_id, position, hash FROM journal WHERE purge_id = $1";
    let rows = tx.all(sql, values![purge]).await?;
    let line = |row: &crate::db::Row| {
        let (kind, id) = (row.text("subject_kind")?, row.text("subject_id")?);
        Ok(sealed(&kind, &id, row.int("position")?, &row.text("hash")?))
    };
    rows.iter().map(line).collect()
}
