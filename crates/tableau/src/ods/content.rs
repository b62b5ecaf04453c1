//! The content part of an OpenDocument spreadsheet: tables, rows and cells, with their repetitions.

use jiff::civil::Date;
use quick_xml::events::BytesStart;

use super::styles::{self, Sheet};
use crate::grid::{self, Area, Cell, Columns, Drawing, Grid, Row, Value};
use crate::layout;
use crate::limits;
use crate::period;
use crate::unreadable::Unreadable;
use crate::workbook::Workbook;
use crate::xml::{self, Node, Xml};

/// Reads the content part: its own styles, then its tables.
///
/// # Errors
/// Those of [`Xml::next`].
pub fn read(part: &str, sheet: &mut Sheet, workbook: &mut Workbook) -> Result<(), Unreadable> {
    let mut xml = Xml::new(part);
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(tag) if xml::opened(&tag) == "table" && workbook.grids.len() < limits::SHEETS => {
                let name = xml::attribute(&tag, "style-name").unwrap_or_default();
                let visible = !sheet.get("table", &name).is_some_and(|style| style.hidden);
                let own = xml::attribute(&tag, "name").map(Into::into).unwrap_or_default();
                let grid = Grid::new(own, visible);
                workbook.grids.push(Table { sheet, grid, row: 0, column: 0, next_column: 1 }.read(&mut xml)?);
            }
            // Tracked changes hold former cells; formulas and names hold none.
            Node::Open(tag) if matches!(xml::opened(&tag), "tracked-changes" | "named-expressions") => {
                xml.skip()?;
            }
            Node::Open(tag) => sheet.open(&tag),
            Node::Close(tag) => sheet.close(xml::closed(&tag)),
            Node::Text(_) => {}
        }
    }
    Ok(())
}

struct Table<'a> {
    sheet: &'a Sheet,
    grid: Grid,
    row: u32,
    column: u32,
    next_column: u32,
}

impl Table<'_> {
    fn read(mut self, xml: &mut Xml<'_>) -> Result<Grid, Unreadable> {
        let mut depth = 1_usize;
        let mut shapes = false;
        while depth > 0 {
            match xml.next()?.ok_or(Unreadable::Damaged)? {
                Node::Open(tag) => match xml::opened(&tag) {
                    "table-column" => {
                        self.columns(&tag);
                        xml.skip()?;
                    }
                    "table-row" => self.rows(&tag, xml)?,
                    "shapes" => (shapes, depth) = (true, depth + 1),
                    "named-range" => {
                        let name = xml::attribute(&tag, "name").unwrap_or_default();
                        let reference = xml::attribute(&tag, "cell-range-address").unwrap_or_default();
                        self.grid.named.keep(&name, &reference);
                        xml.skip()?;
                    }
                    _ if shapes => self.shape(&tag, xml, None)?,
                    "table" => xml.skip()?,
                    _ => depth += 1,
                },
                Node::Close(tag) => {
                    shapes &= xml::closed(&tag) != "shapes";
                    depth -= 1;
                }
                Node::Text(_) => {}
            }
        }
        self.grid.seal();
        Ok(self.grid)
    }

    fn columns(&mut self, tag: &BytesStart<'_>) {
        let first = self.next_column;
        let last = first.saturating_add(repeated(tag, "number-columns-repeated") - 1);
        self.next_column = last.saturating_add(1);
        let style = xml::attribute(tag, "style-name").unwrap_or_default();
        let cells = xml::attribute(tag, "default-cell-style-name").unwrap_or_default();
        self.grid.describe(Columns {
            first,
            last,
            hidden: is_hidden(tag),
            fill: self.sheet.cell(&cells).0,
            width: self.sheet.get("table-column", &style).and_then(|style| style.size),
        });
    }

    fn rows(&mut self, tag: &BytesStart<'_>, xml: &mut Xml<'_>) -> Result<(), Unreadable> {
        let count = repeated(tag, "number-rows-repeated");
        let first = self.row.saturating_add(1);
        let style = xml::attribute(tag, "style-name").unwrap_or_default();
        let cells = xml::attribute(tag, "default-cell-style-name").unwrap_or_default();
        let row = Row {
            hidden: is_hidden(tag),
            fill: self.sheet.cell(&cells).0,
            height: self.sheet.get("table-row", &style).and_then(|style| style.size),
        };
        let says = row.hidden || row.fill.is_some() || row.height.is_some();
        let written = count.min(limits::REPEATED_ROWS);
        if says && first <= limits::LAST_ROW && self.grid.rows.len() < limits::ROWS {
            self.grid.rows.extend((first..first.saturating_add(written)).map(|at| (at, row)));
        }
        (self.row, self.column) = (first, 0);
        let start = self.grid.cells.len();
        self.cells(xml)?;
        // A repeated row is one row written once: its likes follow, as far as a table can go.
        let end = self.grid.cells.len();
        for offset in 1..written {
            for at in start..end {
                let mut cell = self.grid.cells[at].clone();
                cell.place.0 = cell.place.0.saturating_add(offset);
                self.grid.keep(cell);
            }
        }
        self.row = first.saturating_add(count - 1);
        Ok(())
    }

    fn cells(&mut self, xml: &mut Xml<'_>) -> Result<(), Unreadable> {
        loop {
            match xml.next()?.ok_or(Unreadable::Damaged)? {
                Node::Open(tag) if matches!(xml::opened(&tag), "table-cell" | "covered-table-cell") => {
                    self.cell(&tag, xml)?;
                }
                Node::Open(_) => xml.skip()?,
                Node::Close(_) => return Ok(()),
                Node::Text(_) => {}
            }
        }
    }

    fn cell(&mut self, tag: &BytesStart<'_>, xml: &mut Xml<'_>) -> Result<(), Unreadable> {
        let count = repeated(tag, "number-columns-repeated");
        let first = self.column.saturating_add(1);
        self.column = first.saturating_add(count - 1);
        let place = (self.row, first);
        let (rows, columns) = (repeated(tag, "number-rows-spanned"), repeated(tag, "number-columns-spanned"));
        if (rows > 1 || columns > 1) && self.grid.merges.len() < limits::MERGES {
            let to = (self.row.saturating_add(rows - 1), first.saturating_add(columns - 1));
            self.grid.merges.push(Area { from: place, to });
        }
        let (text, link) = self.content(xml)?;
        let value = value(tag, &text);
        if let Some(link) = link
            && self.grid.links.len() < limits::DRAWINGS
        {
            self.grid.links.insert(place, link);
        }
        let named = xml::attribute(tag, "style-name");
        let styled = named.map(|name| self.sheet.cell(&name));
        if xml::opened(tag) == "covered-table-cell" && value == Value::None {
            return Ok(());
        }
        for column in (first..=self.column).take(limits::COLUMNS as usize) {
            let (fill, crossed) =
                styled.unwrap_or_else(|| (self.grid.default_fill((self.row, column)), false));
            if column > limits::COLUMNS
                || (value == Value::None && fill.is_none() && !crossed && styled.is_none())
            {
                break;
            }
            self.grid.keep(Cell { place: (self.row, column), value: value.clone(), fill, crossed });
        }
        Ok(())
    }

    /// The text of the cell just opened, its first link; drawings in it are kept apart, notes left out.
    fn content(&mut self, xml: &mut Xml<'_>) -> Result<(String, Option<String>), Unreadable> {
        let (mut text, mut link, mut depth, mut lines) = (String::new(), None, 1_usize, 0_usize);
        while depth > 0 {
            match xml.next()?.ok_or(Unreadable::Damaged)? {
                Node::Open(tag) => match (xml::opened(&tag), tag.name().into_inner().starts_with("draw:")) {
                    ("annotation" | "table" | "detective", _) => xml.skip()?,
                    (_, true) => self.shape(&tag, xml, Some((self.row, self.column)))?,
                    (name, false) => {
                        depth += 1;
                        match name {
                            "p" => {
                                text.push_str(if lines > 0 { "\n" } else { "" });
                                lines += 1;
                            }
                            "line-break" => text.push('\n'),
                            "tab" => text.push(' '),
                            "s" => text.push_str(&" ".repeat(repeated(&tag, "c").min(64) as usize)),
                            "a" => link = link.or_else(|| xml::attribute(&tag, "href").map(Into::into)),
                            _ => {}
                        }
                    }
                },
                Node::Close(_) => depth -= 1,
                Node::Text(part) if lines > 0 && text.len() <= limits::TEXT => text.push_str(&part),
                Node::Text(_) => {}
            }
        }
        Ok((text, link))
    }

    /// A drawing just opened: in a cell, or on the page at its own distance from the corner.
    fn shape(
        &mut self,
        tag: &BytesStart<'_>,
        xml: &mut Xml<'_>,
        cell: Option<grid::Place>,
    ) -> Result<(), Unreadable> {
        let measure = |name| xml::attribute(tag, name).and_then(|length| styles::length(&length));
        let line = measure("x1").zip(measure("y1"));
        let (x, y) = line.unwrap_or((measure("x").unwrap_or(0), measure("y").unwrap_or(0)));
        let wide = measure("width").or_else(|| Some(measure("x2")? - x)).unwrap_or(0).max(0);
        let high = measure("height").or_else(|| Some(measure("y2")? - y)).unwrap_or(0).max(0);
        // The end of a shape tied to a cell is told as a cell too: more certain than lengths.
        let end = xml::attribute(tag, "end-cell-address")
            .and_then(|address| grid::place(address.rsplit('.').next().unwrap_or_default()));
        let from = match cell {
            Some(cell) => layout::Spot { cell, left: 0, top: 0 },
            None => layout::at(&self.grid, x, y),
        };
        let (cell, small) = match (cell, end) {
            (Some(cell), Some(end)) => {
                let middle =
                    (u32::midpoint(cell.0, end.0.max(cell.0)), u32::midpoint(cell.1, end.1.max(cell.1)));
                (middle, end.0.saturating_sub(cell.0) <= 1 && end.1.saturating_sub(cell.1) <= 1)
            }
            (Some(cell), None) => (cell, wide < 4_000_000 && high < 2_000_000),
            (None, _) => {
                let to = layout::moved(&self.grid, from, wide, high).cell;
                let middle = layout::moved(&self.grid, from, wide / 2, high / 2).cell;
                (middle, to.0 - from.cell.0 <= 1 && to.1 - from.cell.1 <= 1)
            }
        };
        let text = shape_text(xml)?;
        if self.grid.drawings.len() < limits::DRAWINGS {
            self.grid.drawings.push(Drawing { cell, small, text, checked: None });
        }
        Ok(())
    }
}

fn shape_text(xml: &mut Xml<'_>) -> Result<String, Unreadable> {
    let (mut text, mut depth) = (String::new(), 1_usize);
    while depth > 0 {
        match xml.next()?.ok_or(Unreadable::Damaged)? {
            Node::Open(_) => depth += 1,
            Node::Close(_) => depth -= 1,
            Node::Text(part) if text.len() + part.len() <= limits::TEXT => {
                text.push_str(part.trim_matches('\n'));
            }
            Node::Text(_) => {}
        }
    }
    Ok(text.trim().to_owned())
}

fn value(tag: &BytesStart<'_>, text: &str) -> Value {
    let attribute = |name| xml::attribute(tag, name);
    match attribute("value-type").as_deref() {
        Some("boolean") => Value::Bool(attribute("boolean-value").is_some_and(|value| xml::is_true(&value))),
        Some("date") => {
            let day = attribute("date-value").and_then(|day| day.get(..10).and_then(|day| day.parse().ok()));
            day.map_or_else(|| Value::from_text(text), |day| Value::Day(day, shown(day, text).into()))
        }
        Some("float" | "percentage" | "currency") => match xml::parsed::<f64>(tag, "value") {
            Some(number) => Value::Number(number, grid::bounded(text).into()),
            None => Value::from_text(text),
        },
        _ if text.is_empty() => Value::from_text(&attribute("string-value").unwrap_or_default()),
        _ => Value::from_text(text),
    }
}

/// A day as its cell shows it, unless it shows another to a French reader: « 2/12/2025 » for 12 February.
fn shown(day: Date, text: &str) -> String {
    let (period, _) = period::read(text);
    let tells = period.from.is_some_and(|from| from <= day) && period.to.is_some_and(|to| to >= day);
    if tells { grid::bounded(text).to_owned() } else { period::shown(day) }
}

/// A repeat or span count; absurd ones count as the sheet's own bound.
fn repeated(tag: &BytesStart<'_>, name: &str) -> u32 {
    let Some(count) = xml::attribute(tag, name) else { return 1 };
    count.trim().parse::<u32>().unwrap_or(limits::LAST_ROW).clamp(1, limits::LAST_ROW)
}

fn is_hidden(tag: &BytesStart<'_>) -> bool {
    xml::attribute(tag, "visibility").is_some_and(|value| matches!(value.as_ref(), "collapse" | "filter"))
}
