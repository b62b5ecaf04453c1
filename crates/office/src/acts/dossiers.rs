//! The dossier of a candidate, as its candidate and as its readers see it.

use super::portfolio::Watch;
use crate::Failure;
use crate::act::{Desk, View, found};
use async_trait::async_trait;
use exam::access::{self, Subject, may_within};
use exam::conformity::{Weeks, weeks};
use exam::coverage::{Coverage, coverage};
use exam::deadline::today;
use exam::dossier::{PieceKind, missing_pieces};
use exam::id::CandidateId;
use exam::referential::Referential;
use exam::sitting::WhichExam;
use jiff::civil::Date;
use store::Tx;
pub use store::tables::candidates::Candidate;
use store::tables::commissions::{self, Commission};
pub use store::tables::deposits::Deposit;
pub use store::tables::schools::School;
pub use store::tables::sessions::Session;
pub use store::tables::sheets::Sitting;
use store::tables::{
    absences, candidates, decisions, deposits, schools, sessions, sheets, subjects, verdicts,
};
pub use store::tables::{absences::Recorded as Absence, verdicts::Given};
pub use tableau::{Achievement, Finding, GroupKind, Reading, Severity};

/// What was read in the table that stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The reading.
    pub reading: Reading,
    /// Which competences the achievements mobilise (E4-02, E4-04).
    pub coverage: Coverage,
}

/// Where and when the candidate is heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// The sitting.
    pub sitting: Sitting,
    /// The commission.
    pub commission: Commission,
}

/// A dossier.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The session.
    pub session: Session,
    /// The school.
    pub school: Option<School>,
    /// The candidate.
    pub candidate: Candidate,
    /// Every deposit, in the order they came; those that stand are not replaced.
    pub deposits: Vec<Deposit>,
    /// The table, once one was read.
    pub table: Option<Table>,
    /// The verdicts of the conformity check, the last first.
    pub verdicts: Vec<Given>,
    /// The sitting, once there is one.
    pub seat: Option<Seat>,
    /// What was seen of outside portfolios, and the dossier as it stood at the date.
    pub watch: Watch,
    /// The absences from the oral, the last first.
    pub absences: Vec<Absence>,
    /// The jury has decided: no piece is received any more.
    pub closed: bool,
}

impl Dossier {
    /// The pieces that stand.
    pub fn standing(&self) -> impl Iterator<Item = &Deposit> {
        self.deposits.iter().filter(|deposit| deposit.replaced_at.is_none())
    }

    /// The pieces of one kind that stand.
    pub fn of(&self, kind: PieceKind) -> Vec<&Deposit> {
        self.standing().filter(|deposit| deposit.kind == kind).collect()
    }

    /// The kinds of pieces that are missing (E4-01).
    pub fn missing(&self) -> Vec<PieceKind> {
        missing_pieces(&self.standing().map(|deposit| deposit.kind).collect::<Vec<_>>())
    }

    /// The last day to put something right: that of the oral, or of all orals while there is no sitting.
    pub fn put_right_by(&self) -> Date {
        let seat = self.seat.as_ref();
        seat.map_or(self.session.dates.orals_to, |seat| seat.commission.held_on)
    }

    /// The weeks that the achievements done at work add up to; `None` without a table. A hint, never a decision.
    pub fn weeks(&self) -> Option<Weeks> {
        let reading = &self.table.as_ref()?.reading;
        let at_work = |one: &&Achievement| {
            let group = one.group.and_then(|group| reading.groups.get(group));
            group.is_some_and(|group| {
                matches!(group.kind, GroupKind::WorkplaceYear1 | GroupKind::WorkplaceYear2)
            })
        };
        let periods = reading.achievements.iter().filter(at_work).map(|one| (one.period.from, one.period.to));
        Some(weeks(&periods.collect::<Vec<_>>()))
    }

    /// The verdict of the conformity check that counts.
    pub fn verdict(&self) -> Option<&Given> {
        self.verdicts.iter().find(|given| given.settled)
    }

    /// The last verdict, also a « non valide » that waits for a second look (E4-19).
    pub fn last(&self) -> Option<&Given> {
        self.verdicts.first()
    }
}

/// Reads back what a table's reading came to. The columns of a reading stand in the order of the referential.
pub(crate) fn table(reading: &str, referential: &Referential) -> Result<Table, Failure> {
    Ok(covered(serde_json::from_str(reading)?, referential))
}

/// A reading with its coverage.
pub(crate) fn covered(reading: Reading, referential: &Referential) -> Table {
    let place = |column: &str| reading.competences.iter().position(|known| known.column == column);
    let ticks = |one: &Achievement| one.ticks.iter().filter_map(|tick| place(&tick.column)).collect();
    let achievements: Vec<Vec<usize>> = reading.achievements.iter().map(ticks).collect();
    let coverage = coverage(&achievements, referential);
    Table { reading, coverage }
}

pub(crate) async fn load(desk: &mut Desk, id: &CandidateId) -> Result<Dossier, Failure> {
    let tx = &mut desk.tx;
    let candidate = found(candidates::find(tx, id).await?)?;
    let session = found(sessions::find(tx, &candidate.session).await?)?;
    let school = match &candidate.school {
        Some(school) => schools::find(tx, school).await?,
        None => None,
    };
    let deposits = deposits::of_candidate(tx, id).await?;
    let standing = |one: &&Deposit| one.kind == PieceKind::Table && one.replaced_at.is_none();
    let read = deposits.iter().find(standing).and_then(|deposit| deposit.reading.as_deref());
    let table = read.map(|reading| table(reading, &session.referential)).transpose()?;
    let verdicts = verdicts::of_candidate(tx, id).await?;
    let seat = match sheets::of_candidate(tx, id).await? {
        Some(sitting) => {
            commissions::find(tx, &sitting.commission).await?.map(|commission| Seat { sitting, commission })
        }
        None => None,
    };
    let absences = absences::of_candidate(tx, id).await?;
    let closed = decisions::find(tx, WhichExam::Oral, id).await?.is_some();
    let watch = Watch::load(tx, id).await?;
    Ok(Dossier { session, school, candidate, deposits, table, verdicts, seat, watch, absences, closed })
}

/// A candidate's own dossier.
#[derive(Debug, Clone)]
pub struct SeeOwnDossier {
    /// The candidate.
    pub candidate: CandidateId,
}

#[async_trait]
impl View for SeeOwnDossier {
    type Output = Dossier;
    const ACT: access::Act = access::Act::SeeOwnDossier;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    /// A « non valide » that waits for a second look is not told to its candidate (E4-19).
    async fn read(self, desk: &mut Desk) -> Result<Dossier, Failure> {
        let mut dossier = load(desk, &self.candidate).await?;
        dossier.verdicts.retain(|given| given.settled);
        Ok(dossier)
    }
}

/// A dossier, for those who control, hear and judge; the commission from the date fixed (E4-20).
#[derive(Debug, Clone)]
pub struct SeeDossier {
    /// The candidate.
    pub candidate: CandidateId,
}

#[async_trait]
impl View for SeeDossier {
    type Output = Dossier;
    const ACT: access::Act = access::Act::SeeDossier;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<Dossier, Failure> {
        let dossier = load(desk, &self.candidate).await?;
        within(desk, &self.candidate, &dossier.session).await?;
        Ok(dossier)
    }
}

/// E4-20: what a seat alone allows is not read before the date fixed.
pub(crate) async fn within(
    desk: &mut Desk,
    candidate: &CandidateId,
    session: &Session,
) -> Result<(), Failure> {
    let subject = found(subjects::of_candidate(&mut desk.tx, candidate).await?)?;
    let dates = (today(desk.now, &session.zone), session.dates.reading_from);
    Ok(may_within(&desk.actor, access::Act::SeeDossier, &subject, dates)?)
}
