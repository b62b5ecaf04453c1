//! The table on line, as its page shows it.

use super::form::Typed;
use super::notes::Notes;
use crate::pages::dossiers::table::Found;
use exam::french;
use jiff::tz::TimeZone;
use office::acts::online::{HEADINGS, Line, OnlinePage, Table, Version};

/// A group, with its lines.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// Its rank.
    pub rank: usize,
    /// Its official heading.
    pub heading: &'static str,
    /// Its lines.
    pub lines: Vec<Row>,
}

/// A line of the form.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// What its controls are named after.
    pub key: String,
    /// Its group.
    pub group: usize,
    /// Its number on the page, from 1.
    pub number: usize,
    /// The title.
    pub title: String,
    /// The documents and productions, one to a line.
    pub documents: String,
    /// The first day, ISO.
    pub from: String,
    /// The last day, ISO.
    pub to: String,
    /// The period in words.
    pub period: String,
    /// The competences ticked.
    pub ticks: [bool; 6],
    /// What was found on it.
    pub found: Vec<Found>,
}

/// The three groups of a form.
pub(super) fn groups(typed: &Typed, notes: &Notes) -> Vec<Group> {
    let mut number = 0;
    let mut groups = vec![];
    for (rank, heading) in HEADINGS.into_iter().enumerate() {
        let mut lines = vec![];
        for (at, (line, key)) in typed.table.groups[rank].iter().zip(&typed.keys[rank]).enumerate() {
            number += 1;
            let found = notes.of_lines.get(&(rank, at)).cloned().unwrap_or_default();
            lines.push(Row { key: key.clone(), group: rank, number, found, ..row(line) });
        }
        groups.push(Group { rank, heading, lines });
    }
    groups
}

fn row(line: &Line) -> Row {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    Row {
        title: line.title.clone().unwrap_or_default(),
        documents: line.documents.join("\n"),
        from: day(line.period.from),
        to: day(line.period.to),
        period: line.period.raw.clone().unwrap_or_default(),
        ticks: line.ticks,
        ..Row::default()
    }
}

/// The line that a script makes others from.
pub(super) fn model_row() -> Row {
    Row { key: "LIGNE".to_owned(), ..Row::default() }
}

/// Another version was received since: who wrote it, and both in words.
#[derive(Debug, Clone)]
pub(super) struct Both {
    /// Who wrote the other one.
    pub by: String,
    /// When.
    pub at: String,
    /// The other one, as a list.
    pub theirs: String,
    /// What was typed, as a list.
    pub mine: String,
}

/// Two versions, each told by what the other does not have.
pub(super) fn both(theirs: &Version, mine: &Table, zone: &TimeZone) -> Both {
    Both {
        by: theirs.by_name.clone(),
        at: french::second_of(theirs.at, zone),
        theirs: told(&theirs.table, mine),
        mine: told(mine, &theirs.table),
    }
}

/// How many achievements there are, and those that the other table does not have so.
fn told(table: &Table, other: &Table) -> String {
    let all: Vec<&Line> = table.groups.iter().flatten().collect();
    let many = if all.len() > 1 { "s" } else { "" };
    let mut text = format!("{} réalisation{many}", all.len());
    let same: Vec<&Line> = other.groups.iter().flatten().collect();
    let own: Vec<String> = all
        .into_iter()
        .filter(|line| !same.contains(line))
        .map(|line| format!("– {}", line.title.as_deref().unwrap_or("sans intitulé")))
        .collect();
    if !own.is_empty() {
        text.push_str(", dont, différentes de l’autre version :\n");
        text.push_str(&own.join("\n"));
    }
    text
}

/// « MARTIN Alix, n° 0193…, option SLAM ».
pub(super) fn lead(page: &OnlinePage) -> String {
    let candidate = &page.dossier.candidate;
    format!(
        "{}, n°\u{a0}{}, option {}.",
        candidate.full_name(),
        candidate.number,
        candidate.speciality.label()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_tells_what_the_other_does_not_have() {
        let line = |title: &str| Line { title: Some(title.to_owned()), ..Line::default() };
        let one = Table { groups: [vec![line("a"), line("b")], vec![], vec![]], ..Table::default() };
        let other = Table { groups: [vec![line("a")], vec![], vec![]], ..Table::default() };
        assert_eq!(told(&one, &other), "2 réalisations, dont, différentes de l’autre version :\n– b");
        assert_eq!(told(&other, &one), "1 réalisation");
    }
}
