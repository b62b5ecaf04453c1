//! Availabilities of many people at once, from a file or a pasted table: read line by line, shown, then written.

use super::answers::line;
use super::at;
use super::facts::Facts;
use super::reading::{Known, Numbered, Sheet};
use crate::act::{About, Act, Desk, View};
use crate::acts::perimeter::Perimeter;
use crate::print::press;
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Actor, Subject};
use exam::id::ExaminerId;
use exam::planning::{Answer, Contradiction, contradictions};
use papers::{AvailabilityPaper, AvailabilityRow};
use store::tables::timetable::answers;
use store::tables::{accounts, candidates};
use store::{Fault, Tx};

/// A table as it was sent: what the pages hand on from the look to the import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedTable {
    /// The sheet's name; empty for a text.
    pub sheet: String,
    /// Lines of cells separated by tabs, semicolons or commas; line for line as in the file.
    pub text: String,
}

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportLine {
    /// Its number, from 1.
    pub line: usize,
    /// Whose, as it is written there.
    pub who: String,
    /// What would be written; nothing where it cannot be, or where the line says nothing.
    pub answer: Option<(ExaminerId, Answer)>,
    /// Why it cannot be, in French, with the sheet and the cell.
    pub problems: Vec<String>,
    /// What does not go together in it.
    pub contradictions: Vec<Contradiction>,
}

/// What a table would write.
#[derive(Debug, Clone)]
pub struct SeeImport {
    /// For which timetable.
    pub perimeter: Perimeter,
    /// The table.
    pub table: TypedTable,
}

#[async_trait]
impl View for SeeImport {
    type Output = Vec<ImportLine>;
    const ACT: access::Act = access::Act::PlanTimetable;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Vec<ImportLine>, Failure> {
        Ok(read(desk, &self.perimeter, &self.table).await?.1)
    }
}

/// Writes what a table says: the lines that [`SeeImport`] shows as possible.
#[derive(Debug, Clone)]
pub struct ImportAnswers {
    /// For which timetable.
    pub perimeter: Perimeter,
    /// The table.
    pub table: TypedTable,
}

#[async_trait]
impl Act for ImportAnswers {
    type Output = usize;
    const ACT: access::Act = access::Act::PlanTimetable;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<usize, Failure> {
        let (facts, lines) = read(desk, &self.perimeter, &self.table).await?;
        let place = self.perimeter.about();
        let by = (&desk.actor.account.clone(), desk.now);
        let mut written = 0;
        for (examiner, answer) in lines.into_iter().filter_map(|line| line.answer) {
            let before = facts.answers.iter().find(|one| one.examiner == examiner);
            let seen = before.map_or(0, |one| one.revision);
            if !answers::write(&mut desk.tx, at(&place), &examiner, (&answer, seen), by).await? {
                return Err(Failure::Outdated);
            }
            written += 1;
        }
        desk.journal(place.kind, &place.id, "", format!("disponibilités importées : {written}")).await?;
        Ok(written)
    }
}

async fn people(desk: &mut Desk, facts: &Facts) -> Result<Vec<Known>, Failure> {
    let mut people = vec![];
    for one in &facts.examiners {
        let login = accounts::login(&mut desk.tx, &one.account).await?.unwrap_or_default();
        let email = accounts::email(&mut desk.tx, &one.account).await?.unwrap_or_default();
        people.push(Known { id: one.id.clone(), name: one.name.clone(), login, email });
    }
    Ok(people)
}

async fn read(
    desk: &mut Desk,
    perimeter: &Perimeter,
    table: &TypedTable,
) -> Result<(Facts, Vec<ImportLine>), Failure> {
    let facts = Facts::load(desk, perimeter).await?;
    let people = people(desk, &facts).await?;
    let all = candidates::of_session(&mut desk.tx, &facts.drawn.session.id).await?;
    let numbers: Vec<_> = all.into_iter().map(|one| Numbered { id: one.id, number: one.number }).collect();
    let first = facts.frame.halves.first().map(|half| half.day);
    let sheet = Sheet::read(table, first)?;
    let mut lines = sheet.lines(&people, &facts.frame, &numbers);
    for line in &mut lines {
        if let Some((id, answer)) = &line.answer {
            line.contradictions = contradictions(answer, &facts.frame, &facts.sits(id));
        }
    }
    Ok((facts, lines))
}

/// Everybody who may sit, for the workbook.
struct SeeModel {
    perimeter: Perimeter,
}

#[async_trait]
impl View for SeeModel {
    type Output = AvailabilityPaper;
    const ACT: access::Act = access::Act::PlanTimetable;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<AvailabilityPaper, Failure> {
        let facts = Facts::load(desk, &self.perimeter).await?;
        let people = people(desk, &facts).await?;
        let all = candidates::of_session(&mut desk.tx, &facts.drawn.session.id).await?;
        let named = |ids: &std::collections::BTreeSet<String>| {
            let own = facts.frame.centres.iter().filter(|one| ids.contains(&one.id));
            own.map(|one| one.name.clone()).collect::<Vec<_>>().join(" | ")
        };
        let row = |(one, known): (&store::tables::commissions::Examiner, &Known)| {
            let line = line(&facts, one, (None, None));
            let kept = all.iter().filter(|candidate| line.answer.kept_away.contains(&candidate.id));
            AvailabilityRow {
                login: known.login.clone(),
                name: one.name.clone(),
                centres: named(&line.answer.centres),
                most: (line.revision > 0).then_some(line.answer.most),
                tutored: kept.map(|one| one.number.clone()).collect::<Vec<_>>().join(" | "),
                comes: facts.frame.halves.iter().map(|half| line.answer.halves.contains(half)).collect(),
            }
        };
        let session = &facts.drawn.session;
        Ok(AvailabilityPaper {
            title: format!("{} {}, {}", session.referential.exam, session.year, session.academy),
            at: desk.now.to_zoned_datetime(session.zone.clone()).datetime(),
            halves: facts.frame.halves.iter().map(|half| super::reading::heading(*half)).collect(),
            centres: facts.frame.centres.iter().map(|one| one.name.clone()).collect(),
            rows: facts.examiners.iter().zip(&people).map(row).collect(),
        })
    }
}

impl Office {
    /// The table of availabilities as a workbook (.xlsx): everybody who may sit, with what was answered so far.
    ///
    /// # Errors
    /// [`Failure`]: no right, or a fault.
    pub async fn print_availabilities(
        &self,
        actor: &Actor,
        perimeter: &Perimeter,
    ) -> Result<Vec<u8>, Failure> {
        let paper = self.consult(actor, SeeModel { perimeter: perimeter.clone() }).await?;
        press(move || papers::availabilities(&paper)).await
    }

    /// Reads a file (.xlsx, .ods, .csv) as a table of availabilities, off the threads that serve pages. The French
    /// sentence where it cannot be read.
    ///
    /// # Errors
    /// [`Failure`]: no right, or a fault.
    pub async fn read_availabilities(
        &self,
        actor: &Actor,
        perimeter: &Perimeter,
        (name, bytes): (&str, Vec<u8>),
    ) -> Result<Result<TypedTable, String>, Failure> {
        self.allow(actor, access::Act::PlanTimetable, perimeter).await?;
        let name = name.to_owned();
        let read = tokio::task::spawn_blocking(move || super::reading::file(&bytes, &name)).await;
        match read.map_err(|error| Fault::Internal(format!("task: {error}")))? {
            Ok(table) => Ok(Ok(table)),
            Err(roster::Unreadable::NoTable) => Err(Refusal::NoAvailabilityColumns.into()),
            Err(unreadable) => Ok(Err(unreadable.to_string())),
        }
    }
}
