//! Where things lie on a sheet, in EMU: enough to tell which cell is under a shape's middle.

use crate::grid::{Grid, Place};
use crate::limits;

/// Width of a column that does not say its own.
const WIDTH: i64 = 64 * 9_525;
/// Height of a row that does not say its own.
const HEIGHT: i64 = 15 * 12_700;
/// Most rows or columns walked over.
const STEPS: u32 = 2_000;

/// A point: a cell and how far from its top left corner.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// The cell.
    pub cell: Place,
    /// Distance to the right of its left side.
    pub left: i64,
    /// Distance below its top side.
    pub top: i64,
}

fn width(grid: &Grid, column: u32) -> i64 {
    grid.column(column).map_or(WIDTH, |run| if run.hidden { 0 } else { run.width.unwrap_or(WIDTH) })
}

fn height(grid: &Grid, row: u32) -> i64 {
    grid.rows.get(&row).map_or(HEIGHT, |row| if row.hidden { 0 } else { row.height.unwrap_or(HEIGHT) })
}

/// The spot so much further to the right and below.
pub fn moved(grid: &Grid, spot: Spot, right: i64, down: i64) -> Spot {
    let (mut row, mut column) = spot.cell;
    let (mut left, mut top) = (spot.left.saturating_add(right), spot.top.saturating_add(down));
    for _ in 0..STEPS {
        let wide = width(grid, column);
        if left < wide || column >= limits::COLUMNS {
            break;
        }
        (left, column) = (left - wide, column + 1);
    }
    for _ in 0..STEPS {
        let high = height(grid, row);
        if top < high || row >= limits::LAST_ROW {
            break;
        }
        (top, row) = (top - high, row + 1);
    }
    Spot { cell: (row, column), left, top }
}

/// The spot at a distance from the sheet's top left corner.
pub fn at(grid: &Grid, x: i64, y: i64) -> Spot {
    moved(grid, Spot { cell: (1, 1), left: 0, top: 0 }, x, y)
}

/// How far one spot is to the right of and below another; nothing when it is not.
pub fn between(grid: &Grid, from: Spot, to: Spot) -> (i64, i64) {
    let columns = (from.cell.1..to.cell.1).take(STEPS as usize);
    let rows = (from.cell.0..to.cell.0).take(STEPS as usize);
    let right = columns.fold(0, |sum: i64, column| sum.saturating_add(width(grid, column)));
    let down = rows.fold(0, |sum: i64, row| sum.saturating_add(height(grid, row)));
    let right = right.saturating_add(to.left.saturating_sub(from.left));
    (right.max(0), down.saturating_add(to.top.saturating_sub(from.top)).max(0))
}
