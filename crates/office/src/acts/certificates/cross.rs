//! The cross-check: the work in companies that the table tells of, beside the certificates and their periods (E4-06).

use crate::acts::dossiers::{Achievement, Deposit, Dossier, GroupKind};
use exam::conformity::{Weeks, weeks};
use exam::dossier::PieceKind;
use exam::dossier::periods::{Attested, Period, attested, without_work};
use exam::id::DepositId;

/// Which year at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    /// The first one.
    First,
    /// The second one.
    Second,
}

impl Year {
    /// Both.
    pub const ALL: [Self; 2] = [Self::First, Self::Second];

    fn group(self) -> GroupKind {
        match self {
            Self::First => GroupKind::WorkplaceYear1,
            Self::Second => GroupKind::WorkplaceYear2,
        }
    }
}

/// One achievement done at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtWork {
    /// Its title, as it is written.
    pub title: Option<String>,
    /// Its period, as it is written.
    pub written: Option<String>,
    /// What the certificates tell of it; the place is one of [`Cross::certificates`].
    pub attested: Attested,
}

/// The work of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearAtWork {
    /// The year.
    pub year: Year,
    /// From the first day to the last that the table tells.
    pub around: Option<Period>,
    /// The achievements.
    pub lines: Vec<AtWork>,
}

/// What there is to cross-check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cross {
    /// The certificates that stand, in the order received, each with its period where it is told.
    pub certificates: Vec<(DepositId, Option<Period>)>,
    /// The work that the table tells of, year by year.
    pub years: Vec<YearAtWork>,
    /// The places of the certificates in whose period the table tells of no work.
    pub without_work: Vec<usize>,
    /// What the periods of the certificates add up to.
    pub weeks: Weeks,
}

impl Cross {
    /// Whether a certificate that stands has no period.
    pub fn untold(&self) -> usize {
        self.certificates.iter().filter(|(_, period)| period.is_none()).count()
    }
}

fn period(one: &Achievement) -> Option<Period> {
    one.period.from.zip(one.period.to).and_then(|(from, to)| Period::new(from, to).ok())
}

impl Dossier {
    /// The certificates beside the work in companies; without a table, beside none. It finds; it never decides.
    pub fn cross(&self) -> Cross {
        let certificate = |one: &&Deposit| (one.id.clone(), one.period);
        let certificates: Vec<_> = self.of(PieceKind::Certificate).iter().map(certificate).collect();
        let told: Vec<_> = certificates.iter().map(|(_, period)| *period).collect();
        let years: Vec<_> = Year::ALL.into_iter().map(|year| self.year(year, &told)).collect();
        let work: Vec<_> = Year::ALL.into_iter().flat_map(|year| self.at_work(year)).map(period).collect();
        let ends = told.iter().flatten().map(|known| (Some(known.from), Some(known.to)));
        Cross {
            without_work: without_work(&work, &told),
            weeks: weeks(&ends.collect::<Vec<_>>()),
            certificates,
            years,
        }
    }

    fn year(&self, year: Year, certificates: &[Option<Period>]) -> YearAtWork {
        let work = self.at_work(year);
        let periods: Vec<_> = work.iter().map(|one| period(one)).collect();
        let line = |(one, attested): (&&Achievement, Attested)| AtWork {
            title: one.title.clone(),
            written: one.period.raw.clone(),
            attested,
        };
        YearAtWork {
            year,
            around: Period::around(periods.iter().copied().flatten()),
            lines: work.iter().zip(attested(&periods, certificates)).map(line).collect(),
        }
    }

    fn at_work(&self, year: Year) -> Vec<&Achievement> {
        let Some(table) = &self.table else { return vec![] };
        let groups = &table.reading.groups;
        let here = |one: &&Achievement| {
            one.group.and_then(|group| groups.get(group)).is_some_and(|group| group.kind == year.group())
        };
        table.reading.achievements.iter().filter(here).collect()
    }
}
