//! A table as data: what is edited on line, and what the official file is filled in with.

mod json;
mod kept;

use serde::{Deserialize, Serialize};

use crate::find;
use crate::reading::{GroupKind, Period, Reading, Speciality};

pub use json::JsonFault;

/// One table, without anything of the file it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The year, such as « 2026 »; written only where the model leaves it blank.
    pub session: Option<String>,
    /// Name and first name.
    pub name: Option<String>,
    /// The candidate's number: digits.
    pub number: Option<String>,
    /// The training centre.
    pub centre: Option<String>,
    /// The option.
    pub option: Option<Speciality>,
    /// The portfolio's address.
    pub portfolio_url: Option<String>,
    /// The achievements of the training, of the first year at work and of the second, in the model's order.
    pub groups: [Vec<Line>; 3],
}

/// One achievement: a line of a [`Table`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The title, on one line of text.
    pub title: Option<String>,
    /// The documents and productions, each on one line of text.
    pub documents: Vec<String>,
    /// When it was done.
    pub period: Period,
    /// The competences it mobilises, in the official order.
    pub ticks: [bool; 6],
}

impl Line {
    /// Whether it says nothing at all.
    pub fn is_empty(&self) -> bool {
        let period = self.period.raw.is_none() && self.period.from.is_none() && self.period.to.is_none();
        period && self.title.is_none() && self.documents.is_empty() && self.ticks == [false; 6]
    }
}

/// The headings of the three groups, in the model's order.
pub const HEADINGS: [&str; 3] = [
    "Réalisations en cours de formation",
    "Réalisations en milieu professionnel en cours de première année",
    "Réalisations en milieu professionnel en cours de seconde année",
];

/// The kinds of the three groups, in the model's order.
pub const GROUPS: [GroupKind; 3] =
    [GroupKind::Training, GroupKind::WorkplaceYear1, GroupKind::WorkplaceYear2];

impl From<&Reading> for Table {
    /// What a reading says, in the three groups of the model: a heading of another kind takes the place of
    /// an official one that is missing, in order; achievements above the first heading go to the first group.
    fn from(reading: &Reading) -> Self {
        let candidate = &reading.candidate;
        let mut table = Self {
            session: reading.session.clone(),
            name: candidate.name.clone(),
            number: candidate.number.clone(),
            centre: candidate.centre.clone(),
            option: candidate.option,
            portfolio_url: candidate.portfolio_url.clone(),
            groups: Default::default(),
        };
        let places = places(reading);
        let ranks = ranks(reading);
        for one in &reading.achievements {
            let mut line = Line {
                title: one.title.clone(),
                documents: one.documents.clone(),
                period: one.period.clone(),
                ticks: [false; 6],
            };
            for tick in &one.ticks {
                let rank = ranks.iter().find(|(column, _)| *column == tick.column);
                if let Some((_, rank)) = rank {
                    line.ticks[*rank] = true;
                }
            }
            let place = one.group.and_then(|group| places.get(group)).copied().unwrap_or(0);
            table.groups[place].push(line);
        }
        table
    }
}

/// For each group of a reading, which of the three it is.
fn places(reading: &Reading) -> Vec<usize> {
    let official = |kind: GroupKind| GROUPS.iter().position(|known| *known == kind);
    let taken: Vec<usize> = reading.groups.iter().filter_map(|group| official(group.kind)).collect();
    let mut free = (0..GROUPS.len()).filter(|place| !taken.contains(place));
    let mut last = 0;
    let place = |group: &crate::reading::Group| {
        last = official(group.kind).or_else(|| free.next()).unwrap_or(last);
        last
    };
    reading.groups.iter().map(place).collect()
}

/// For each competence's column, its rank in the official order.
fn ranks(reading: &Reading) -> Vec<(&str, usize)> {
    let mut ranks: Vec<(&str, usize)> = Vec::new();
    for (at, competence) in reading.competences.iter().enumerate() {
        let rank = find::rank(&competence.label).or((at < 6).then_some(at));
        ranks.extend(rank.map(|rank| (competence.column.as_str(), rank)));
    }
    ranks
}
