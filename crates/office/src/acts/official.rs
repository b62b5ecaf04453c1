//! The official file out of the table on line: checked, handed in, downloaded.

use super::deposits::{Received, context};
use super::dossiers::{self, Dossier, covered};
use super::online::{OnlinePage, ReplaceTable, SeeOnlineTable, Source, settled};
use crate::act::about;
use crate::{Failure, Office};
use exam::Refusal;
use exam::access::{self, Actor};
use exam::candidate::Speciality;
use exam::id::CandidateId;
use exam::text;
use store::Fault;
use tableau::{Context, Table};

/// What the official file says of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// As the reader reads it back, with its findings and coverage; or the French sentence that says why there is no
    /// file.
    pub outcome: Result<dossiers::Table, String>,
    /// For each achievement of the reading, its group (0 to 2) and its line there (from 0).
    pub lines: Vec<(usize, usize)>,
}

/// An official file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filled {
    /// The file: its name and its bytes.
    File(String, Vec<u8>),
    /// The model cannot take this table: the French sentence that says why.
    Impossible(String),
}

/// The table that goes to the official file: the roster says who, the candidate says what.
pub(crate) fn whole(page: &OnlinePage, table: &Table) -> Table {
    let Dossier { session, candidate, .. } = &page.dossier;
    let takes_portfolio = page.model.as_ref().is_none_or(|model| model.takes_portfolio);
    Table {
        session: Some(session.year.to_string()),
        name: Some(candidate.full_name()),
        number: Some(candidate.number.clone()),
        centre: table.centre.clone(),
        option: Some(match candidate.speciality {
            Speciality::Sisr => tableau::Speciality::Sisr,
            Speciality::Slam => tableau::Speciality::Slam,
        }),
        portfolio_url: table.portfolio_url.clone().filter(|_| takes_portfolio),
        groups: table.groups.each_ref().map(|lines| lines.iter().map(settled).collect()),
    }
}

/// The places of the lines that say something, in the order of the file.
fn places(table: &Table) -> Vec<(usize, usize)> {
    let mut places = vec![];
    for (group, lines) in table.groups.iter().enumerate() {
        let saying = lines.iter().enumerate().filter(|(_, line)| !line.kept().is_empty());
        places.extend(saying.map(|(at, _)| (group, at)));
    }
    places
}

/// « tableau-de-synthese-MARTIN-Alix-01936500001.xlsx ».
fn file_name(page: &OnlinePage) -> String {
    let candidate = &page.dossier.candidate;
    let who = format!("{} {} {}", candidate.family_name, candidate.given_names, candidate.number);
    let words: Vec<_> = who.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!("tableau-de-synthese-{}.xlsx", words.join("-"))
}

type Written = Result<Vec<u8>, tableau::Refusal>;

impl Office {
    /// Fills the session's model in with a table, off the threads that serve pages; and reads it back where the
    /// context for it is given.
    async fn fill(&self, page: &OnlinePage, table: &Table) -> Result<Written, Failure> {
        let model = self.model_bytes(page.model.as_ref()).await?;
        let table = whole(page, table);
        let written = tokio::task::spawn_blocking(move || tableau::write(&table, &model)).await;
        Ok(written.map_err(|error| Fault::Internal(format!("task: {error}")))?)
    }

    fn reader(&self, page: &OnlinePage) -> Context {
        context(self, &page.dossier.candidate, &page.dossier.session)
    }

    /// Checks a table by the rules that its file would be read by.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn check_table(&self, page: &OnlinePage, table: &Table) -> Result<Checked, Failure> {
        let lines = places(table);
        // The model's year is the authority's business.
        let context = Context { session: None, ..self.reader(page) };
        let outcome = match self.fill(page, table).await? {
            Err(refusal) => Err(refusal.to_string()),
            Ok(bytes) => {
                let read = tokio::task::spawn_blocking(move || tableau::read(&bytes, "", &context)).await;
                let read = read.map_err(|error| Fault::Internal(format!("task: {error}")))?;
                let referential = &page.dossier.session.referential;
                read.map(|reading| covered(reading, referential)).map_err(|unreadable| unreadable.to_string())
            }
        };
        Ok(Checked { outcome, lines })
    }

    /// The official file of the table on line.
    ///
    /// # Errors
    /// [`Failure`]: no right, or a fault.
    pub async fn official_file(&self, actor: &Actor, candidate: &CandidateId) -> Result<Filled, Failure> {
        let page = self.consult(actor, SeeOnlineTable { candidate: candidate.clone() }).await?;
        Ok(match self.fill(&page, &page.table()).await? {
            Ok(bytes) => Filled::File(file_name(&page), bytes),
            Err(refusal) => Filled::Impossible(refusal.to_string()),
        })
    }

    /// Hands the table on line in as the dossier's table: its official file goes the way of a file that was sent, and
    /// has its receipt.
    ///
    /// # Errors
    /// [`Failure`]: no right, a rule, [`Failure::Outdated`] where another revision was received since, or a fault.
    pub async fn deposit_online_table(
        &self,
        actor: &Actor,
        candidate: &CandidateId,
        seen: i64,
    ) -> Result<Received, Failure> {
        let asked = self.allowed(actor, candidate).await;
        self.asked(actor, candidate, asked).await?;
        let page = self.consult(actor, SeeOnlineTable { candidate: candidate.clone() }).await?;
        let asked = page.version.as_ref().ok_or(Failure::Refused(Refusal::NoTable));
        let version = self.asked(actor, candidate, asked).await?;
        if version.revision != seen {
            return Err(Failure::Outdated);
        }
        match self.fill(&page, &version.table).await? {
            Ok(bytes) => self.deposit_table(actor, candidate, &file_name(&page), bytes).await,
            Err(refusal) => Ok(Received::Unreadable(refusal.to_string())),
        }
    }

    /// Reads a file and goes on with it on line; `Some` is the French sentence that says why it cannot be opened.
    ///
    /// # Errors
    /// [`Failure`]: no right, a rule, [`Failure::Outdated`] where another revision was received since, or a fault.
    pub async fn import_file(
        &self,
        actor: &Actor,
        candidate: &CandidateId,
        seen: i64,
        (name, bytes): (&str, Vec<u8>),
    ) -> Result<Option<String>, Failure> {
        let act = access::Act::WriteTable;
        let asked = self.allowed_to(actor, act, candidate).await;
        self.journaled(actor, act, &about("candidate", candidate), asked).await?;
        let read = tokio::task::spawn_blocking(move || tableau::read(&bytes, "", &Context::default())).await;
        let reading = match read.map_err(|error| Fault::Internal(format!("task: {error}")))? {
            Ok(reading) => reading,
            Err(unreadable) => return Ok(Some(unreadable.to_string())),
        };
        let source = Source::File(text::file_name(name), Box::new(Table::from(&reading)));
        self.perform(actor, ReplaceTable { candidate: candidate.clone(), seen, source }).await?;
        Ok(None)
    }
}
