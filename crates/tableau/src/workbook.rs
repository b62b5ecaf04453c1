//! What both formats give: sheets, and what else the file carries.

use crate::grid::Grid;
use crate::unreadable::Unreadable;

/// A workbook as read.
#[derive(Debug, Default)]
pub struct Workbook {
    /// The sheets that could be read.
    pub grids: Vec<Grid>,
    /// Why some sheet could not; only told when none holds the table.
    pub fault: Option<Unreadable>,
    /// It carries macros.
    pub macros: bool,
    /// It points at other workbooks.
    pub external_links: bool,
}

impl Workbook {
    /// Adds a sheet, or remembers why it could not be read.
    pub fn add(&mut self, sheet: Result<Option<Grid>, Unreadable>) {
        match sheet {
            Ok(Some(grid)) => self.grids.push(grid),
            Ok(None) => {}
            Err(fault) => self.fault = Some(fault),
        }
    }
}
