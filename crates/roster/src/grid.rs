//! A sheet as filled cells, within a memory budget.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{MAX_COLUMNS, MAX_ROWS, Unreadable};

/// The header row is looked for in that many filled rows.
pub(crate) const HEADER_ROWS: usize = 50;

/// Memory allowed for one sheet. One shared string may be named by millions of cells.
const BUDGET: usize = 128 * 1024 * 1024;
/// What a cell costs besides its text.
const CELL_COST: usize = 64;

/// One filled cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Text, as in the file.
    Text(String),
    /// A numeric cell of a workbook.
    Number(f64),
    /// A date cell of a workbook.
    Date(Date),
}

impl Cell {
    /// The cell as somebody would read it.
    pub(crate) fn display(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.strftime("%d/%m/%Y").to_string(),
        }
    }

    fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }
}

/// The filled cells of a row, by column counted from 0.
pub(crate) type Cells = Vec<(usize, Cell)>;

/// The filled cells of a sheet, by line counted from 1.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    rows: BTreeMap<usize, Cells>,
    cost: usize,
}

impl Grid {
    /// Keeps one cell; blank cells are dropped. `line` counts from 1, `column` from 0.
    pub(crate) fn put(&mut self, line: usize, column: usize, cell: Cell) -> Result<(), Unreadable> {
        if cell.is_blank() {
            return Ok(());
        }
        if column >= MAX_COLUMNS {
            return Err(Unreadable::TooManyColumns);
        }
        let text = if let Cell::Text(text) = &cell { text.len() } else { 0 };
        self.cost = self.cost.saturating_add(CELL_COST).saturating_add(text);
        if self.cost > BUDGET {
            return Err(Unreadable::TooLarge);
        }
        self.rows.entry(line).or_default().push((column, cell));
        if self.rows.len() > MAX_ROWS + HEADER_ROWS {
            return Err(Unreadable::TooManyRows);
        }
        Ok(())
    }

    /// The filled rows, in order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (usize, &Cells)> {
        self.rows.iter().map(|(line, cells)| (*line, cells))
    }
}
