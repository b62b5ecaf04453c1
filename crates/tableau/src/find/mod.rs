//! From sheets to a reading: which sheet, what stands above the table, what stands in it.

mod body;
mod checks;
mod fills;
mod frame;
mod groups;
mod identity;
mod marks;
mod option;
mod table;
mod title;

use std::collections::BTreeMap;

use crate::grid::{Grid, letters};
use crate::reading::{Competence, Context, Reading, SCHEMA};
use crate::unreadable::Unreadable;
use crate::workbook::Workbook;
use body::Body;
use identity::Identity;
use table::Table;

pub use frame::frame;
pub use groups::kind;
pub use identity::{Field, announced, colon, number, says};
pub use marks::{Mark, sign};
pub use option::options;
pub use table::{official, rank};
pub use title::{DOCUMENT, is_leftover};

/// Everything found on the sheet that holds the table.
#[derive(Default)]
struct Found {
    /// None when no heading row was found.
    table: Option<Table>,
    identity: Identity,
    body: Body,
    /// Other sheets that hold a table too.
    others: Vec<String>,
    /// Some cells were past the bounds.
    cut: bool,
}

/// Reads the table of a workbook.
///
/// # Errors
/// There is no sheet, or the sheet of the table is the one that could not be read.
pub fn read(workbook: &Workbook, file: &str, context: &Context) -> Result<Reading, Unreadable> {
    let mut candidates: Vec<(&Grid, Table, Body)> = Vec::new();
    for grid in &workbook.grids {
        if let Some(table) = table::find(grid) {
            let body = body::read(grid, &table);
            candidates.push((grid, table, body));
        }
    }
    if candidates.is_empty()
        && let Some(fault) = workbook.fault
    {
        return Err(fault);
    }
    let best = (0..candidates.len()).max_by_key(|at| {
        let (grid, table, body) = &candidates[*at];
        let whole = table.found >= 3;
        (whole && grid.visible, table.found, grid.visible, body.entries.len(), usize::MAX - at)
    });
    let (grid, found) = if let Some(best) = best {
        let (grid, table, body) = candidates.swap_remove(best);
        let others = candidates.iter().map(|(grid, ..)| grid.name.clone()).collect();
        let mut identity = identity::read(grid, table.header);
        (identity.candidate.option, identity.candidate.option_read_by) = option::read(grid, table.header);
        (grid, Found { table: Some(table), identity, body, others, cut: grid.cut })
    } else {
        let grid = workbook.grids.iter().find(|grid| grid.visible).or(workbook.grids.first());
        let grid = grid.ok_or(Unreadable::NoSheet)?;
        let mut identity = identity::read(grid, 40);
        (identity.candidate.option, identity.candidate.option_read_by) = option::read(grid, 40);
        (grid, Found { identity, cut: grid.cut, ..Found::default() })
    };
    let findings = checks::all(grid, &found, workbook, context);
    let mut reading = Reading {
        schema: SCHEMA.to_owned(),
        file: file.to_owned(),
        sheet: grid.name.clone(),
        session: found.identity.session,
        exam: found.identity.exam,
        candidate: found.identity.candidate,
        competences: Vec::new(),
        groups: found.body.groups,
        achievements: found.body.entries.into_iter().map(|entry| entry.achievement).collect(),
        coverage: BTreeMap::new(),
        findings,
    };
    let columns = found.table.map(|table| table.competences).unwrap_or_default();
    reading.competences =
        columns.into_iter().map(|one| Competence { column: letters(one.column), label: one.label }).collect();
    for competence in &reading.competences {
        let ticks = reading.achievements.iter().flat_map(|one| &one.ticks);
        let count = ticks.filter(|tick| tick.column == competence.column).count();
        reading.coverage.insert(competence.column.clone(), u32::try_from(count).unwrap_or(u32::MAX));
    }
    Ok(reading)
}
