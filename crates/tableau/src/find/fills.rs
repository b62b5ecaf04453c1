//! Colours as ticks: a cell coloured unlike its line, its column and the empty lines of the model.

use super::table::Table;
use crate::colour;
use crate::grid::{Fill, Grid};

/// Most colours told apart in one body: past it, colours are no sign of anything.
const COLOURS: usize = 48;

/// One colour of the body, and where it is seen.
struct Seen {
    fill: Fill,
    /// For each competence, on how many lines with something written.
    entries: Vec<usize>,
    /// For each competence, on how many empty lines.
    blanks: Vec<usize>,
    /// It runs over all competences of an empty line.
    band: bool,
}

/// What the colours of the body are compared with.
pub struct Fills<'a> {
    grid: &'a Grid,
    table: &'a Table,
    entries: usize,
    blanks: usize,
    seen: Vec<Seen>,
    /// Ticks are also written otherwise on this sheet.
    otherwise: bool,
}

impl<'a> Fills<'a> {
    /// Looks over a body whose lines are told apart: `entries` have something written, `blanks` nothing;
    /// `otherwise` says that ticks are also written otherwise than by colour.
    pub fn new(grid: &'a Grid, table: &'a Table, entries: &[u32], blanks: &[u32], otherwise: bool) -> Self {
        let (count, none) = (entries.len(), blanks.len());
        let mut fills = Self { grid, table, entries: count, blanks: none, seen: Vec::new(), otherwise };
        for row in entries {
            fills.look(*row, false);
        }
        for row in blanks {
            fills.look(*row, true);
        }
        fills
    }

    fn look(&mut self, row: u32, blank: bool) {
        let width = self.table.competences.len();
        let mut line = Vec::with_capacity(width);
        for (which, column) in self.table.competences.iter().enumerate() {
            let at = self.grid.fill((row, column.column)).and_then(|fill| self.place(fill, width));
            line.push(at);
            if let Some(at) = at {
                let seen = &mut self.seen[at];
                if blank { seen.blanks[which] += 1 } else { seen.entries[which] += 1 }
            }
        }
        if blank
            && let Some(Some(first)) = line.first().copied()
            && line.iter().all(|at| *at == Some(first))
        {
            self.seen[first].band = true;
        }
    }

    /// Which of the colours seen a fill is; a new one is added while there is room.
    fn place(&mut self, fill: Fill, width: usize) -> Option<usize> {
        let known = self.known(fill);
        if known.is_none() && self.seen.len() < COLOURS {
            self.seen.push(Seen { fill, entries: vec![0; width], blanks: vec![0; width], band: false });
            return Some(self.seen.len() - 1);
        }
        known
    }

    fn known(&self, fill: Fill) -> Option<usize> {
        self.seen.iter().position(|seen| colour::same(Some(seen.fill), Some(fill)))
    }

    /// The colour that ticks a competence (by its rank) on a line, if one does.
    pub fn tick(&self, row: u32, which: usize) -> Option<Fill> {
        let fill = self.standing_out(row, self.table.competences.get(which)?.column)?;
        let seen = &self.seen[self.known(fill)?];
        (!self.is_template(which, seen)).then_some(seen.fill)
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

    /// Whether a colour belongs to the model in a column rather than to the candidate's ticks.
    fn is_template(&self, which: usize, seen: &Seen) -> bool {
        if seen.band || (self.blanks >= 2 && 2 * seen.blanks[which] > self.blanks) {
            return true;
        }
        // Some line of the column goes without the colour: it was put on the others.
        if self.blanks > 0 || seen.entries[which] < self.entries || self.comes_and_goes(seen) {
            return false;
        }
        // No empty line tells, and every line has the colour: it is a tick only if nothing else ticks.
        let heading = self.grid.fill((self.table.header, self.table.competences[which].column));
        colour::same(heading, Some(seen.fill))
            || self.otherwise
            || self.seen.iter().any(|other| other.fill != seen.fill && self.comes_and_goes(other))
    }

    /// Whether a colour is on some lines of a column and not on others.
    fn comes_and_goes(&self, seen: &Seen) -> bool {
        seen.entries.iter().any(|count| (1..self.entries).contains(count))
    }
}
