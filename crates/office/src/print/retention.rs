//! The record of a purge, and the statistics of a session as a workbook.

use super::press;
use crate::acts::jury::titled;
use crate::acts::perimeter::Perimeter;
use crate::acts::retention::{PurgeRecord, SeeRetention, Signed};
use crate::acts::sessions::Session;
use crate::acts::statistics::{Block, Report, SeeStatistics};
use crate::{Failure, Office};
use exam::access::Actor;
use exam::candidate::Track;
use exam::french;
use exam::id::SessionId;
use exam::statistics::suppress::SMALLEST;
use papers::{NumbersPaper, NumbersTable, Printed, PurgePaper};
use store::Fault;

/// What stands in the place of a hidden count.
pub const HIDDEN: &str = "masqué";

impl Office {
    /// « Procès-verbal de destruction », the record of a purge that is done, as PDF.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such purge, or a fault.
    pub async fn print_purge(
        &self,
        actor: &Actor,
        perimeter: &Perimeter,
        id: &str,
    ) -> Result<Vec<u8>, Failure> {
        let seen = self.consult(actor, SeeRetention { perimeter: perimeter.clone() }).await?;
        let purge = seen.done.iter().find(|one| one.id == id).ok_or(Failure::NotFound)?;
        let record = purge.record.clone().ok_or(Failure::NotFound)?;
        let session = &seen.drawn.session;
        let whose = match &seen.drawn.school {
            Some(school) => format!("{}, {} ({})", Track::Continuous.label(), school.name, school.uai),
            None => Track::OneOff.label().to_owned(),
        };
        let paper = purge_paper(&record, session, (&purge.announced, whose), self.printed(session));
        press(move || papers::purge_record(&paper)).await
    }

    /// The statistics of a session as a workbook (.xlsx).
    ///
    /// # Errors
    /// [`Failure`]: no right, not published, no such session, or a fault.
    pub async fn export_statistics(&self, actor: &Actor, id: &SessionId) -> Result<Vec<u8>, Failure> {
        let (session, report) = self.consult(actor, SeeStatistics { session: id.clone() }).await?;
        let day = self.now().to_zoned_datetime(session.zone.clone()).date();
        let part = |value: i8| u8::try_from(value).unwrap_or(1);
        let paper = NumbersPaper {
            title: format!("Statistiques, {}, {}", titled(&session), session.academy),
            on: (u16::try_from(day.year()).unwrap_or(2000), part(day.month()), part(day.day())),
            hidden: HIDDEN.to_owned(),
            notes: notes(&report),
            sheets: sheets(&report),
        };
        let bytes = tokio::task::spawn_blocking(move || papers::numbers(&paper));
        let bytes = bytes.await.map_err(|error| Fault::Internal(format!("task: {error}")))?;
        bytes.map_err(|error| Fault::Internal(error.to_string()).into())
    }
}

fn purge_paper(
    record: &PurgeRecord,
    session: &Session,
    (announced, perimeter): (&Signed, String),
    printed: Printed,
) -> PurgePaper {
    let step = |what: &str, signed: &Signed| {
        [what.to_owned(), signed.name.clone(), french::instant(signed.at, &session.zone)]
    };
    let mut counts = vec![
        ("dossiers".to_owned(), record.candidates),
        ("dossiers dont la conservation est prolongée, non détruits".to_owned(), record.held),
    ];
    counts.extend(record.counts.iter().map(|one| (one.label.clone(), one.count)));
    let documents = i64::try_from(record.documents.len()).unwrap_or(i64::MAX);
    counts.push(("documents effacés du disque".to_owned(), documents));
    counts.push(("documents gardés, car une autre personne a déposé les mêmes".to_owned(), record.shared));
    counts.push(("lignes du journal vidées de leurs mots".to_owned(), record.journal_lines));
    let class =
        |class: &exam::retention::Class| [class.label.clone(), class.rule.clone(), french::date(class.until)];
    PurgePaper {
        session: titled(session),
        academy: session.academy.clone(),
        perimeter,
        wording: session.referential.retention.wording.clone(),
        classes: record.classes.iter().map(class).collect(),
        steps: vec![
            step("Annonce", announced),
            step("Demande", &record.asked),
            step("Confirmation et destruction", &record.confirmed),
        ],
        counts,
        seal: record.journal_seal.clone(),
        documents: record.documents.clone(),
        printed,
    }
}

/// What to know before reading the statistics.
pub fn notes(report: &Report) -> Vec<String> {
    let mut notes = vec![
        format!(
            "Un nombre inférieur à {SMALLEST} est masqué, et avec lui ceux qui permettraient de le retrouver par \
             soustraction. Un zéro est montré."
        ),
        "Chaque personne candidate non désistée compte une fois dans chaque ligne.".to_owned(),
        "« Non évaluable » est un niveau à part entière : ni zéro, ni absence de niveau.".to_owned(),
        "Une note 0 pour force majeure compte parmi les absences.".to_owned(),
    ];
    if report.marks.rows.len() < 3 {
        notes.push(
            "Les notes avant ou après pénalités ne sont pas montrées : elles diffèrent des autres pour trop peu de \
             personnes."
                .to_owned(),
        );
    }
    notes
}

fn table(block: &Block) -> NumbersTable {
    let rows = block.rows.iter().map(|row| (row.label.clone(), row.total, row.cells.clone()));
    NumbersTable { title: block.label.clone(), columns: block.categories.clone(), rows: rows.collect() }
}

fn sheets(report: &Report) -> Vec<(String, Vec<NumbersTable>)> {
    let all = [&report.levels, &report.marks].into_iter().chain(&report.others).map(table).collect();
    let mut sheets = vec![("Ensemble".to_owned(), all)];
    for grouping in report.groupings.iter().filter(|one| !one.blocks.is_empty()) {
        sheets.push((grouping.label.clone(), grouping.blocks.iter().map(table).collect()));
    }
    sheets
}
