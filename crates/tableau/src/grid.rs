//! A sheet as both formats give it: cells with a value or a look, rows, columns, merged areas, drawings.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use jiff::civil::Date;

use crate::limits;
use crate::named::Named;

/// A cell's place: 1-based row, 1-based column.
pub type Place = (u32, u32);

/// A resolved fill: `0xRRGGBB`, with the pattern's number above when it is not solid.
pub type Fill = u32;

/// What a cell holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing.
    #[default]
    None,
    /// A text.
    Text(Rc<str>),
    /// A number, and the text it shows.
    Number(f64, Rc<str>),
    /// A logical value.
    Bool(bool),
    /// A day, and the text it shows.
    Day(Date, Rc<str>),
}

/// A cell worth keeping.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// Where it stands.
    pub place: Place,
    /// What it holds.
    pub value: Value,
    /// Its own fill; none for none or white.
    pub fill: Option<Fill>,
    /// Both diagonal borders are drawn.
    pub crossed: bool,
}

/// A row that says something of itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Row {
    /// It is not shown.
    pub hidden: bool,
    /// The fill of the cells it does not write.
    pub fill: Option<Fill>,
    /// Height in EMU, if it says so.
    pub height: Option<i64>,
}

/// A run of columns that says something of itself.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    /// First column.
    pub first: u32,
    /// Last column.
    pub last: u32,
    /// They are not shown.
    pub hidden: bool,
    /// The fill of the cells they do not write.
    pub fill: Option<Fill>,
    /// Width in EMU, if they say so.
    pub width: Option<i64>,
}

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Top left.
    pub from: Place,
    /// Bottom right.
    pub to: Place,
}

/// A shape, picture or control laid over the sheet.
#[derive(Clone, Debug, Default)]
pub struct Drawing {
    /// The cell its middle stands over.
    pub cell: Place,
    /// It is about the size of a cell, so it can be a tick.
    pub small: bool,
    /// Its text.
    pub text: String,
    /// For a checkbox: whether it is checked.
    pub checked: Option<bool>,
}

/// One sheet.
#[derive(Debug, Default)]
pub struct Grid {
    /// The tab's name.
    pub name: String,
    /// The tab is shown.
    pub visible: bool,
    /// Cells in the order of (row, column), once [`Grid::seal`]ed.
    pub cells: Vec<Cell>,
    /// Described rows.
    pub rows: BTreeMap<u32, Row>,
    columns: Vec<Columns>,
    /// Merged areas.
    pub merges: Vec<Area>,
    /// Drawings.
    pub drawings: Vec<Drawing>,
    /// Links by cell.
    pub links: HashMap<Place, String>,
    /// What our own writer named.
    pub named: Named,
    /// The package part it was read from; empty for OpenDocument.
    pub part: String,
    /// Some cells were past the bounds.
    pub cut: bool,
    anchors: HashMap<Place, Place>,
    /// For each column, where in `columns` it is described.
    described: Vec<Option<u16>>,
}

impl Grid {
    /// An empty sheet.
    pub fn new(name: String, visible: bool) -> Self {
        Self { name, visible, ..Self::default() }
    }

    /// Keeps what is said of a run of columns, within bounds.
    pub fn describe(&mut self, run: Columns) {
        let (most, at) = (limits::COLUMNS as usize, self.columns.len());
        let Some(number) = u16::try_from(at).ok().filter(|_| at < most && run.first > 0) else { return };
        self.described.resize(most + 1, None);
        for column in run.first..=run.last.min(limits::COLUMNS) {
            self.described[column as usize].get_or_insert(number);
        }
        self.columns.push(run);
    }

    /// Keeps a cell, within bounds, if it says more than its row and column do.
    pub fn keep(&mut self, cell: Cell) {
        let (row, column) = cell.place;
        if row == 0 || column == 0 || column > limits::COLUMNS || row > limits::LAST_ROW {
            self.cut |= cell.value != Value::None;
            return;
        }
        let plain = cell.value == Value::None && !cell.crossed;
        if plain && cell.fill == self.default_fill(cell.place) {
            return;
        }
        if self.cells.len() >= limits::CELLS {
            self.cut = true;
            return;
        }
        self.cells.push(cell);
    }

    /// Puts the cells in order and indexes merged areas; call it once the sheet is read.
    pub fn seal(&mut self) {
        if !self.cells.is_sorted_by_key(|cell| cell.place) {
            self.cells.sort_by_key(|cell| cell.place);
        }
        self.cells.dedup_by_key(|cell| cell.place);
        let mut room = limits::CELLS / 2;
        for area in &self.merges {
            for row in area.from.0..=area.to.0.min(area.from.0.saturating_add(200)) {
                for column in area.from.1..=area.to.1.min(limits::COLUMNS) {
                    if room == 0 {
                        return;
                    }
                    room -= 1;
                    self.anchors.insert((row, column), area.from);
                }
            }
        }
    }

    /// The cell written at a place.
    pub fn cell(&self, place: Place) -> Option<&Cell> {
        self.cells.binary_search_by_key(&place, |cell| cell.place).ok().map(|at| &self.cells[at])
    }

    /// The kept cells of one row.
    pub fn row(&self, row: u32) -> &[Cell] {
        let first = self.cells.partition_point(|cell| cell.place.0 < row);
        let last = self.cells.partition_point(|cell| cell.place.0 <= row);
        &self.cells[first..last]
    }

    /// The place that holds the value shown at a place: the merged area's first cell, or itself.
    pub fn anchor(&self, place: Place) -> Place {
        self.anchors.get(&place).copied().unwrap_or(place)
    }

    /// The merged area a place belongs to.
    pub fn area(&self, place: Place) -> Option<Area> {
        let from = *self.anchors.get(&place)?;
        self.merges.iter().copied().find(|area| area.from == from)
    }

    /// The value shown at a place, merged areas considered.
    pub fn value(&self, place: Place) -> &Value {
        self.cell(self.anchor(place)).map_or(&Value::None, |cell| &cell.value)
    }

    /// The text shown at a place, trimmed; empty when there is none.
    pub fn text(&self, place: Place) -> &str {
        self.value(place).text().trim()
    }

    /// The fill a place has when no cell is written there.
    pub fn default_fill(&self, place: Place) -> Option<Fill> {
        self.rows.get(&place.0).and_then(|row| row.fill).or_else(|| self.column(place.1)?.fill)
    }

    /// The fill shown at a place.
    pub fn fill(&self, place: Place) -> Option<Fill> {
        let place = self.anchor(place);
        self.cell(place).map_or_else(|| self.default_fill(place), |cell| cell.fill)
    }

    /// What is said of a column.
    pub fn column(&self, column: u32) -> Option<&Columns> {
        let at = (*self.described.get(column as usize)?)?;
        self.columns.get(usize::from(at))
    }

    /// Whether a row is hidden.
    pub fn is_hidden(&self, row: u32) -> bool {
        self.rows.get(&row).is_some_and(|row| row.hidden)
    }
}

impl Value {
    /// The text shown; empty for nothing and for logical values.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(_, text) | Self::Day(_, text) => text,
            Self::None | Self::Bool(_) => "",
        }
    }

    /// A text, cleaned and bounded; nothing when it is empty.
    pub fn from_text(text: &str) -> Self {
        if text.is_empty() { Self::None } else { Self::Text(bounded(text).into()) }
    }
}

/// A text no longer than a cell may hold, cut on a character.
pub fn bounded(text: &str) -> &str {
    let mut end = text.len().min(limits::TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The letters of a column: 1 is A.
pub fn letters(mut column: u32) -> String {
    let mut out = Vec::new();
    while column > 0 {
        out.push(char::from(b'A' + u8::try_from((column - 1) % 26).unwrap_or(0)));
        column = (column - 1) / 26;
    }
    out.iter().rev().collect()
}

/// A cell's usual name, such as « C9 ».
pub fn name(place: Place) -> String {
    format!("{}{}", letters(place.1), place.0)
}

/// A place from a reference such as `C9` or `$C$9`; none when it is no such thing.
pub fn place(reference: &str) -> Option<Place> {
    let (mut row, mut column, mut digits) = (0_u32, 0_u32, false);
    for byte in reference.bytes().filter(|byte| *byte != b'$') {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' if !digits => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                column = column.checked_mul(26)?.checked_add(letter)?;
            }
            b'0'..=b'9' => {
                digits = true;
                row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
            }
            _ => return None,
        }
    }
    (row > 0 && column > 0 && row <= limits::LAST_ROW && column <= 16_384).then_some((row, column))
}

/// An area from a reference such as `A8:H8`; a single cell is an area of one.
pub fn area(reference: &str) -> Option<Area> {
    let (from, to) = reference.split_once(':').unwrap_or((reference, reference));
    let (from, to) = (place(from)?, place(to)?);
    (from.0 <= to.0 && from.1 <= to.1).then_some(Area { from, to })
}

/// The day a serial number stands for, in the system of 1900 or of 1904.
pub fn serial(number: f64, from_1904: bool) -> Option<Date> {
    if !(1.0..2_958_466.0).contains(&number) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "within the range just checked")]
    let days = number as i64;
    // The system of 1900 counts a 29 February 1900 that never was.
    let (origin, days) = match (from_1904, days) {
        (true, days) => (Date::constant(1904, 1, 1), days),
        (false, 1..=59) => (Date::constant(1899, 12, 31), days),
        (false, days) => (Date::constant(1899, 12, 30), days),
    };
    origin.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_go_both_ways() {
        assert_eq!(place("C9"), Some((9, 3)));
        assert_eq!(place("$AQ$80"), Some((80, 43)));
        assert_eq!(name((80, 43)), "AQ80");
        assert_eq!(letters(26), "Z");
        assert_eq!(letters(27), "AA");
    }

    #[test]
    fn serial_days_in_both_systems() {
        assert_eq!(serial(45_700.0, false), Some(Date::constant(2025, 2, 12)));
        assert_eq!(serial(45_700.75, false), Some(Date::constant(2025, 2, 12)));
        assert_eq!(serial(44_238.0, true), Some(Date::constant(2025, 2, 12)));
        assert_eq!(serial(1.0, false), Some(Date::constant(1900, 1, 1)));
        assert_eq!(serial(1e300, false), None);
        assert_eq!(serial(f64::NAN, false), None);
    }

    #[test]
    fn absurd_references_are_refused() {
        for absurd in ["", "A", "9", "A0", "ZZZZZZZZZZ1", "A99999999999", "9A", "A-1", "XFE1", "Feuil1!A1"] {
            assert_eq!(place(absurd), None, "{absurd}");
        }
        assert_eq!(area("H8:A8"), None);
    }
}
