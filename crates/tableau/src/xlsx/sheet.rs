//! One worksheet part.

use std::rc::Rc;

use quick_xml::events::BytesStart;

use super::{Book, strings};
use crate::grid::{self, Cell, Columns, Grid, Place, Row, Value};
use crate::limits;
use crate::unreadable::Unreadable;
use crate::xml::{self, Node, Xml};

/// EMU in a point.
const POINT: f64 = 12_700.0;
/// EMU in a pixel.
const PIXEL: f64 = 9_525.0;

/// What a worksheet part points at.
#[derive(Debug, Default)]
pub struct Pointers {
    /// Relation of its drawings.
    pub drawing: Option<String>,
    /// Relation of its older drawings, which hold form controls.
    pub legacy: Option<String>,
    /// Relations of its links, by cell.
    pub links: Vec<(Place, String)>,
}

/// Reads a worksheet part into a grid, and says what it points at.
///
/// # Errors
/// Those of [`Xml::next`].
pub fn read(part: &str, book: &Book, grid: &mut Grid) -> Result<Pointers, Unreadable> {
    let mut reader =
        Reading { book, grid, pointers: Pointers::default(), row: 0, column: 0, zero_height: false };
    let mut xml = Xml::new(part);
    while let Some(node) = xml.next()? {
        let Node::Open(tag) = node else { continue };
        match xml::opened(&tag) {
            "row" => reader.row(&tag),
            "c" => reader.cell(&tag, &mut xml)?,
            "col" => reader.columns(&tag),
            "sheetFormatPr" => reader.zero_height = xml::flag(&tag, "zeroHeight").unwrap_or(false),
            "mergeCell" => reader.merge(&tag),
            "hyperlink" => reader.link(&tag),
            "drawing" => reader.pointers.drawing = xml::attribute(&tag, "id").map(Into::into),
            "legacyDrawing" => reader.pointers.legacy = xml::attribute(&tag, "id").map(Into::into),
            // Rules and lists hold formulas, never cells.
            "conditionalFormatting" | "dataValidations" | "extLst" => xml.skip()?,
            _ => {}
        }
    }
    Ok(reader.pointers)
}

struct Reading<'a> {
    book: &'a Book,
    grid: &'a mut Grid,
    pointers: Pointers,
    row: u32,
    column: u32,
    zero_height: bool,
}

impl Reading<'_> {
    fn row(&mut self, tag: &BytesStart<'_>) {
        self.row = xml::parsed(tag, "r").unwrap_or(self.row.saturating_add(1));
        self.column = 0;
        let (mut row, mut style, mut custom) =
            (Row { hidden: self.zero_height, ..Row::default() }, None, false);
        for (name, value) in xml::attributes(tag) {
            match name {
                "hidden" => row.hidden = xml::is_true(&value),
                "s" => style = value.parse().ok(),
                "customFormat" => custom = xml::is_true(&value),
                "ht" => row.height = value.parse().ok().and_then(|points: f64| emu(points * POINT)),
                _ => {}
            }
        }
        if let Some(style) = style.filter(|_| custom) {
            row.fill = self.book.styles.get(style).fill;
        }
        row.hidden |= row.height == Some(0);
        let says = row.hidden || row.fill.is_some() || row.height.is_some();
        if says && self.grid.rows.len() < limits::ROWS && self.row <= limits::LAST_ROW {
            self.grid.rows.insert(self.row, row);
        }
    }

    fn columns(&mut self, tag: &BytesStart<'_>) {
        let (Some(first), Some(last)) = (xml::parsed(tag, "min"), xml::parsed::<u32>(tag, "max")) else {
            return;
        };
        let width = xml::parsed::<f64>(tag, "width");
        self.grid.describe(Columns {
            first,
            last,
            hidden: xml::flag(tag, "hidden").unwrap_or(false) || width == Some(0.0),
            fill: xml::parsed(tag, "style").and_then(|style| self.book.styles.get(style).fill),
            width: width.and_then(|characters| emu((characters * 7.0 + 5.0) * PIXEL)),
        });
    }

    fn merge(&mut self, tag: &BytesStart<'_>) {
        if self.grid.merges.len() < limits::MERGES
            && let Some(area) = xml::attribute(tag, "ref").and_then(|reference| grid::area(&reference))
        {
            self.grid.merges.push(area);
        }
    }

    fn link(&mut self, tag: &BytesStart<'_>) {
        if self.pointers.links.len() < limits::DRAWINGS
            && let Some(area) = xml::attribute(tag, "ref").and_then(|reference| grid::area(&reference))
            && let Some(id) = xml::attribute(tag, "id")
        {
            self.pointers.links.push((area.from, id.into_owned()));
        }
    }

    fn cell(&mut self, tag: &BytesStart<'_>, xml: &mut Xml<'_>) -> Result<(), Unreadable> {
        let (mut place, mut style, mut kind) = (None, 0, Kind::Number);
        for (name, value) in xml::attributes(tag) {
            match name {
                "r" => place = grid::place(&value),
                "s" => style = value.parse().unwrap_or(0),
                "t" => kind = Kind::from(value.as_ref()),
                _ => {}
            }
        }
        let (row, column) = place.unwrap_or((self.row, self.column.saturating_add(1)));
        self.column = column;
        let text = content(xml)?;
        let style = self.book.styles.get(style);
        let value = match text {
            Some(text) => self.value(kind, &text, style.date, style.pad),
            None => Value::None,
        };
        self.grid.keep(Cell { place: (row, column), value, fill: style.fill, crossed: style.crossed });
        Ok(())
    }

    fn value(&self, kind: Kind, text: &str, date: bool, pad: usize) -> Value {
        match kind {
            Kind::Shared => {
                let string = text.trim().parse::<usize>().ok().and_then(|at| self.book.strings.get(at));
                string
                    .filter(|text| !text.is_empty())
                    .map_or(Value::None, |text| Value::Text(Rc::clone(text)))
            }
            Kind::Text => Value::from_text(text),
            Kind::Bool => Value::Bool(xml::is_true(text)),
            Kind::Error => Value::None,
            Kind::Day => match text.trim().get(..10).and_then(|day| day.parse().ok()) {
                Some(day) => Value::Day(day, text.trim().into()),
                None => Value::from_text(text),
            },
            Kind::Number => self.number(text.trim(), date, pad),
        }
    }

    fn number(&self, text: &str, date: bool, pad: usize) -> Value {
        let Ok(number) = text.parse::<f64>() else { return Value::from_text(text) };
        if date && let Some(day) = grid::serial(number, self.book.from_1904) {
            return Value::Day(day, crate::period::shown(day).into());
        }
        Value::Number(number, shown(number, text, pad).into())
    }
}

/// How the content of a cell is written.
#[derive(Clone, Copy)]
enum Kind {
    Shared,
    Text,
    Bool,
    Error,
    Day,
    Number,
}

impl From<&str> for Kind {
    fn from(name: &str) -> Self {
        match name {
            "s" => Self::Shared,
            "str" | "inlineStr" => Self::Text,
            "b" => Self::Bool,
            "e" => Self::Error,
            "d" => Self::Day,
            _ => Self::Number,
        }
    }
}

/// The content of the cell just opened: its value, or its inline string; formulas are left out.
fn content(xml: &mut Xml<'_>) -> Result<Option<String>, Unreadable> {
    let (mut text, mut inside, mut escaped): (Option<String>, bool, bool) = (None, false, true);
    loop {
        match xml.next()?.ok_or(Unreadable::Damaged)? {
            Node::Open(tag) => match xml::opened(&tag) {
                "v" => inside = true,
                // Its escapes are already resolved.
                "is" => (text, escaped) = (Some(strings::item(xml)?), false),
                _ => xml.skip()?,
            },
            Node::Close(tag) if xml::closed(&tag) == "v" => inside = false,
            Node::Close(_) => {
                let clean =
                    |text: String| if escaped && text.contains("_x") { strings::clean(&text) } else { text };
                return Ok(text.map(clean));
            }
            Node::Text(part) if inside => {
                let text = text.get_or_insert_with(String::new);
                if text.len() <= limits::TEXT {
                    text.push_str(&part);
                }
            }
            Node::Text(_) => {}
        }
    }
}

/// A number as a person reads it: no exponent, no needless decimals, padded if its format says so.
fn shown(number: f64, text: &str, pad: usize) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:0pad$.0}") } else { text.to_owned() }
}

#[expect(clippy::cast_possible_truncation, reason = "bounded first")]
fn emu(length: f64) -> Option<i64> {
    (0.0..1e12).contains(&length).then_some(length as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_whole() {
        assert_eq!(shown(1_936_542_087.0, "1.936542087E9", 0), "1936542087");
        assert_eq!(shown(1_936_542_087.0, "1936542087", 11), "01936542087");
        assert_eq!(shown(0.5, "0.5", 0), "0.5");
    }
}
