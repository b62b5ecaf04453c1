//! The synthesis table edited on line: the same data as in a file (E4-05), received whole at each write.

use super::deposits::still_open;
use super::dossiers::{Dossier, load};
use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Subject};
use exam::dossier::PieceKind;
use exam::id::CandidateId;
use jiff::Timestamp;
use store::Tx;
pub use store::tables::models::Model;
use store::tables::online::{self, Online};
use store::tables::{candidates, deposits, models, subjects};
pub use tableau::{HEADINGS, Line, Period, Table};

/// The most achievements of a table, as in a file.
pub const MAX_ACHIEVEMENTS: usize = 1_000;

/// The longest table, in characters of all its texts together.
pub const MAX_CHARACTERS: usize = 500_000;

/// The table as it was last received. Name, number, option and year are not in it: they are the roster's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The table.
    pub table: Table,
    /// Grows by one with each write.
    pub revision: i64,
    /// What the last import took the place of.
    pub replaced: Option<Table>,
    /// Who wrote it.
    pub by_name: String,
    /// When the server received it.
    pub at: Timestamp,
}

fn version(online: &Online) -> Result<Version, Failure> {
    let replaced = online.replaced.as_deref().map(serde_json::from_str).transpose()?;
    Ok(Version {
        table: serde_json::from_str(&online.content)?,
        revision: online.revision,
        replaced,
        by_name: online.by_name.clone(),
        at: online.at,
    })
}

/// What is kept of a table: what the candidate may change.
fn own(table: Table) -> Table {
    Table { session: None, name: None, number: None, option: None, ..table }
}

/// What came of a write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saved {
    /// The server holds the table: its revision, and when it was received.
    Received(i64, Timestamp),
    /// Another one was received since: both are there, nothing was written.
    Stale(Box<Version>),
}

/// Writes the table over the revision that the person saw.
#[derive(Debug, Clone)]
pub struct WriteTable {
    /// The candidate.
    pub candidate: CandidateId,
    /// The revision that the person saw; 0 where nothing was written yet.
    pub seen: i64,
    /// The table as typed.
    pub table: Table,
}

#[async_trait]
impl Act for WriteTable {
    type Output = Saved;
    const ACT: access::Act = access::Act::WriteTable;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<Saved, Failure> {
        let table = own(self.table);
        fits(&table)?;
        let current = current(desk, &self.candidate).await?;
        let content = serde_json::to_string(&table)?;
        if let Some(current) = &current {
            if current.content == content {
                return Ok(Saved::Received(current.revision, current.at));
            }
            if current.revision != self.seen {
                return Ok(Saved::Stale(Box::new(version(current)?)));
            }
        }
        let replaced = current.as_ref().and_then(|current| current.replaced.clone());
        let how = "tableau en ligne";
        put(desk, self.candidate, (current.as_ref(), how), (table, replaced)).await
    }
}

/// Where the table that takes the place of the one on line comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// The table that was deposited.
    Deposit,
    /// A file that was read: its name, and its table.
    File(String, Box<Table>),
    /// What the last import took the place of.
    Replaced,
}

/// Puts another table in the place of the one on line, which can be taken back.
#[derive(Debug, Clone)]
pub struct ReplaceTable {
    /// The candidate.
    pub candidate: CandidateId,
    /// The revision that the person saw; 0 where nothing was written yet.
    pub seen: i64,
    /// The other table.
    pub source: Source,
}

#[async_trait]
impl Act for ReplaceTable {
    type Output = ();
    const ACT: access::Act = access::Act::WriteTable;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let current = current(desk, &self.candidate).await?;
        if current.as_ref().map_or(0, |current| current.revision) != self.seen {
            return Err(Failure::Outdated);
        }
        let (how, table) = match self.source {
            Source::Deposit => deposited(desk, &self.candidate).await?,
            Source::File(name, table) => (format!("importé de {name}"), imported(&table)),
            Source::Replaced => {
                let before = current.as_ref().and_then(|current| current.replaced.as_deref());
                let before = before.ok_or(Refusal::NoTable)?;
                ("version d’avant l’import reprise".to_owned(), serde_json::from_str(before)?)
            }
        };
        let table = own(table);
        fits(&table)?;
        let replaced = current.as_ref().map(|current| current.content.clone());
        put(desk, self.candidate, (current.as_ref(), &how), (table, replaced)).await?;
        Ok(())
    }
}

/// The table on line, where one may still be written.
async fn current(desk: &mut Desk, id: &CandidateId) -> Result<Option<Online>, Failure> {
    let candidate = found(candidates::find(&mut desk.tx, id).await?)?;
    still_open(&mut desk.tx, &candidate).await?;
    Ok(online::find(&mut desk.tx, id).await?)
}

async fn deposited(desk: &mut Desk, id: &CandidateId) -> Result<(String, Table), Failure> {
    let all = deposits::of_candidate(&mut desk.tx, id).await?;
    let standing = |one: &deposits::Deposit| one.kind == PieceKind::Table && one.replaced_at.is_none();
    let deposit = all.into_iter().find(standing).ok_or(Refusal::NoTable)?;
    let reading: tableau::Reading = serde_json::from_str(&deposit.reading.unwrap_or_default())?;
    let name = deposit.file_name.unwrap_or_default();
    Ok((format!("importé du dépôt {name}"), imported(&Table::from(&reading))))
}

/// A table of a file, as the form shows it: days in their two fields where the text says nothing more than they do.
fn imported(table: &Table) -> Table {
    let mut table = table.kept();
    for line in table.groups.iter_mut().flatten() {
        let days = Period { raw: None, ..line.period.clone() };
        let written = Line { period: days.clone(), ..Line::default() }.kept().period;
        line.period = if written == line.period {
            days
        } else {
            Period { raw: line.period.raw.take(), from: None, to: None }
        };
    }
    table
}

/// A line as it is written out: where the text tells days, it wins over the two dates.
pub(crate) fn settled(line: &Line) -> Line {
    let text = Period { raw: line.period.raw.clone(), ..Period::default() };
    let told = Line { period: text, ..Line::default() }.kept().period;
    let wins = told.from.is_some() || told.to.is_some();
    let period = if wins { told } else { line.period.clone() };
    Line { period, ..line.clone() }.kept()
}

fn fits(table: &Table) -> Result<(), Refusal> {
    let lines = || table.groups.iter().flatten();
    if lines().count() > MAX_ACHIEVEMENTS {
        return Err(Refusal::TooManyAchievements { limit: MAX_ACHIEVEMENTS });
    }
    let texts = lines().flat_map(|line| {
        line.title
            .iter()
            .chain(&line.documents)
            .chain(line.period.raw.iter())
            .map(|text| text.chars().count())
    });
    let head = table.centre.iter().chain(&table.portfolio_url).map(|text| text.chars().count());
    if texts.chain(head).sum::<usize>() > MAX_CHARACTERS {
        return Err(Refusal::TextTooLong { limit: MAX_CHARACTERS });
    }
    Ok(())
}

/// Writes the next revision, with its line of the journal: how many achievements, never their words.
async fn put(
    desk: &mut Desk,
    candidate: CandidateId,
    (current, how): (Option<&Online>, &str),
    (table, replaced): (Table, Option<String>),
) -> Result<Saved, Failure> {
    let next = Online {
        candidate,
        content: serde_json::to_string(&table)?,
        revision: current.map_or(0, |current| current.revision) + 1,
        replaced,
        by: desk.actor.account.clone(),
        by_name: desk.actor.name.clone(),
        at: desk.now,
    };
    if !online::write(&mut desk.tx, &next).await? {
        return Err(Failure::Outdated);
    }
    let told = |revision: i64, table: &Table| {
        format!("révision {revision}, {} réalisation(s)", table.groups.iter().flatten().count())
    };
    let before = match current {
        Some(current) => told(current.revision, &serde_json::from_str(&current.content)?),
        None => String::new(),
    };
    let after = format!("{how} : {}", told(next.revision, &table));
    desk.journal("candidate", &next.candidate, before, after).await?;
    Ok(Saved::Received(next.revision, next.at))
}

/// The table on line, with the dossier that it belongs to.
#[derive(Debug, Clone)]
pub struct SeeOnlineTable {
    /// The candidate.
    pub candidate: CandidateId,
}

/// What [`SeeOnlineTable`] shows.
#[derive(Debug, Clone)]
pub struct OnlinePage {
    /// The dossier.
    pub dossier: Dossier,
    /// The table as it was last received, once something was.
    pub version: Option<Version>,
    /// The session's own model, where it has one.
    pub model: Option<Model>,
}

impl OnlinePage {
    /// The revision to write over; 0 where nothing was written yet.
    pub fn revision(&self) -> i64 {
        self.version.as_ref().map_or(0, |version| version.revision)
    }

    /// The table to show: the one received, or what is known of the candidate where there is none yet.
    pub fn table(&self) -> Table {
        if let Some(version) = &self.version {
            return version.table.clone();
        }
        let address = self.dossier.of(PieceKind::Portfolio).first().and_then(|one| one.address.clone());
        Table {
            centre: self.dossier.school.as_ref().map(|school| school.name.clone()),
            portfolio_url: address,
            ..Table::default()
        }
    }
}

#[async_trait]
impl View for SeeOnlineTable {
    type Output = OnlinePage;
    const ACT: access::Act = access::Act::SeeOwnDossier;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<OnlinePage, Failure> {
        let dossier = load(desk, &self.candidate).await?;
        let model = models::find(&mut desk.tx, &dossier.session.id).await?;
        let version = online::find(&mut desk.tx, &self.candidate).await?.as_ref().map(version).transpose()?;
        Ok(OnlinePage { dossier, version, model })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn period(raw: Option<&str>) -> Option<String> {
        let (from, to) = (Some(date(2025, 1, 6)), Some(date(2025, 2, 14)));
        let period = Period { raw: raw.map(str::to_owned), from, to };
        settled(&Line { period, ..Line::default() }).period.raw
    }

    #[test]
    fn a_text_that_tells_days_wins_over_the_dates() {
        assert_eq!(period(None).as_deref(), Some("06/01/25 au 14/02/25"));
        assert_eq!(period(Some("mars 2025")).as_deref(), Some("mars 2025"));
        assert_eq!(period(Some("Stage")).as_deref(), Some("06/01/25 au 14/02/25 (Stage)"));
    }

    #[test]
    fn days_written_as_the_model_asks_come_back_as_dates() {
        let line = |raw: &str| {
            let period = Period { raw: Some(raw.to_owned()), ..Period::default() };
            let line = Line { title: Some("Un".to_owned()), period, ..Line::default() };
            let table = Table { groups: [vec![line], vec![], vec![]], ..Table::default() };
            imported(&table).groups[0][0].period.clone()
        };
        let days = Period { raw: None, from: Some(date(2025, 1, 6)), to: Some(date(2025, 2, 14)) };
        assert_eq!(line("06/01/25 au 14/02/25"), days);
        let text = Period { raw: Some("janvier 2025".to_owned()), ..Period::default() };
        assert_eq!(line("janvier 2025"), text);
    }
}
