//! Colours as ticks: a cell coloured unlike its line, its column and the empty lines of the model.

use super::table::Table;
use crate::colour;
use crate::grid::{Fill, Grid};

/// What the colours of the body are compared with.
pub struct Fills<'a> {
    grid: &'a Grid,
    table: &'a Table,
    /// Lines with a title, a period or a tick written otherwise.
    entries: &'a [u32],
    /// Lines with nothing written.
    blanks: &'a [u32],
    /// Colours that run over all competences of an empty line.
    bands: Vec<Fill>,
    /// Ticks are also written otherwise on this sheet.
    otherwise: bool,
}

impl<'a> Fills<'a> {
    /// Compares within a table whose lines are told apart.
    pub fn new(
        grid: &'a Grid,
        table: &'a Table,
        entries: &'a [u32],
        blanks: &'a [u32],
        otherwise: bool,
    ) -> Self {
        let mut bands: Vec<Fill> = Vec::new();
        for row in blanks {
            let mut fills = table.competences.iter().map(|column| grid.fill((*row, column.column)));
            if let Some(Some(first)) = fills.next()
                && fills.all(|fill| colour::same(fill, Some(first)))
                && !bands.contains(&first)
                && bands.len() < 64
            {
                bands.push(first);
            }
        }
        Self { grid, table, entries, blanks, bands, otherwise }
    }

    /// The colour that ticks a cell, if it does.
    pub fn tick(&self, row: u32, column: u32) -> Option<Fill> {
        let fill = self.standing_out(row, column)?;
        (!self.is_template(column, fill)).then_some(fill)
    }

    /// A cell's colour when the rest of its line has another.
    fn standing_out(&self, row: u32, column: u32) -> Option<Fill> {
        let fill = Some(self.grid.fill((row, column))?);
        let of_row = self.grid.rows.get(&row).and_then(|row| row.fill);
        let of_column = self.grid.column(column).and_then(|run| run.fill);
        let beside = [self.table.title].into_iter().chain(self.table.periods.iter().copied());
        let plain = [of_row, of_column].into_iter().chain(beside.map(|column| self.grid.fill((row, column))));
        let same = plain.into_iter().any(|other| colour::same(other, fill));
        if same { None } else { fill }
    }

    fn has(&self, row: u32, column: u32, fill: Fill) -> bool {
        colour::same(self.grid.fill((row, column)), Some(fill))
    }

    /// Whether a colour belongs to the model in a column rather than to the candidate's ticks.
    fn is_template(&self, column: u32, fill: Fill) -> bool {
        if self.bands.iter().any(|band| colour::same(Some(*band), Some(fill))) {
            return true;
        }
        let blanks = self.blanks.iter().filter(|row| self.has(**row, column, fill)).count();
        if self.blanks.len() >= 2 && 2 * blanks > self.blanks.len() {
            return true;
        }
        let entries =
            |column: u32, fill: Fill| self.entries.iter().filter(|row| self.has(**row, column, fill)).count();
        if !self.blanks.is_empty() || entries(column, fill) < self.entries.len() {
            return false;
        }
        // No empty line tells, and the column is of one colour: a tick only if that colour comes and goes
        // in other columns, or if no other sign of a tick is on the sheet.
        let columns = || self.table.competences.iter().map(|column| column.column);
        let comes_and_goes =
            |fill: Fill| columns().any(|other| (1..self.entries.len()).contains(&entries(other, fill)));
        if comes_and_goes(fill) {
            return false;
        }
        let heading = self.has(self.table.header, column, fill);
        heading || self.otherwise || self.others(fill).into_iter().any(comes_and_goes)
    }

    /// Other colours seen on the entries' competences, a few at most.
    fn others(&self, fill: Fill) -> Vec<Fill> {
        let mut others: Vec<Fill> = Vec::new();
        for row in self.entries {
            for column in &self.table.competences {
                if let Some(other) = self.grid.fill((*row, column.column))
                    && !colour::same(Some(other), Some(fill))
                    && !others.contains(&other)
                    && others.len() < 16
                {
                    others.push(other);
                }
            }
        }
        others
    }
}
