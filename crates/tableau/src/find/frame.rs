//! The frame of a table alone: what the writer needs to know of a blank model.

use super::{body, table};
use crate::grid::Grid;
use crate::reading::Group;
use crate::words;

/// Where the headings and groups of a sheet stand; rows and columns are 1-based.
#[derive(Debug)]
pub struct Frame {
    /// The row of the six headings.
    pub header: u32,
    /// The first row below the headings.
    pub first: u32,
    /// The column of titles, if its own heading stands there.
    pub title: Option<u32>,
    /// The column of periods.
    pub period: Option<u32>,
    /// The columns of the competences in the official order; 0 for a missing one.
    pub competences: [u32; 6],
    /// An official heading found nowhere.
    pub missing: Option<&'static str>,
    /// How many of the six headings were found.
    pub found: usize,
    /// The group headings.
    pub groups: Vec<Group>,
    /// The first line with an achievement.
    pub filled: Option<u32>,
}

/// The frame of a sheet; none without a row of headings.
pub fn frame(grid: &Grid) -> Option<Frame> {
    let found = table::find(grid)?;
    let body = body::read(grid, &found);
    let mut competences = [0; 6];
    for heading in found.competences.iter().filter(|heading| !heading.deduced) {
        if let Some(rank) = table::rank(&heading.label) {
            competences[rank] = heading.column;
        }
    }
    let missing = competences.iter().position(|column| *column == 0).map(table::official);
    let heading = words::plain(grid.text((found.header, found.title)));
    let titled =
        ["realisations professionnelles", "intitule"].iter().any(|words| words::holds(&heading, words));
    Some(Frame {
        header: found.header,
        first: found.first,
        title: titled.then_some(found.title),
        period: found.periods.first().copied(),
        competences,
        missing,
        found: found.found,
        groups: body.groups,
        filled: body.entries.first().map(|entry| entry.achievement.row),
    })
}
