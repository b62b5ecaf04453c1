//! Reads the cells of an `.ods` (OpenDocument 1.3).

use quick_xml::events::{BytesStart, Event};

use crate::grid::{Cell, Grid};
use crate::package::Package;
use crate::value::date_in;
use crate::workbook::{Found, Search};
use crate::xml::{attribute, next, push_text, reader};
use crate::{MAX_COLUMNS, MAX_ROWS, Unreadable};

/// Spaces that one `text:s` may stand for.
const MAX_SPACES: usize = 100;

/// Reads table after table until one has a header.
pub(crate) fn find<H>(
    package: &mut Package<'_>,
    search: &mut Search<'_, H>,
) -> Result<Option<Found<H>>, Unreadable> {
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(Unreadable::PasswordProtected);
    }
    let kind = package.part("mimetype")?.unwrap_or_default();
    if !kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") {
        return Err(Unreadable::NotText);
    }
    let content = package.part("content.xml")?.ok_or(Unreadable::Damaged)?;
    let mut xml = reader(&content);
    let mut table: Option<Table> = None;
    let mut depth = 0_usize;
    while let Some(event) = next(&mut xml)? {
        match &event {
            Event::Start(element) if element.name().as_ref() == "table:table" => {
                depth += 1;
                if table.is_none() {
                    if !search.goes_on() {
                        return Ok(None);
                    }
                    let name = attribute(element, "name").unwrap_or_default();
                    table = Some(Table { name, ..Table::default() });
                }
            }
            Event::End(element) if element.name().as_ref() == "table:table" => {
                depth = depth.saturating_sub(1);
                if depth == 0
                    && let Some(table) = table.take()
                    && let Some(found) = search.try_sheet(table.grid, &table.name)
                {
                    return Ok(Some(found));
                }
            }
            // A table inside a cell is not part of the list.
            _ if depth == 1 => {
                if let Some(table) = &mut table {
                    table.meet(&event)?;
                }
            }
            _ => {}
        }
    }
    // The reader stops at the end of the text even when a table is still open.
    if table.is_some() || content.trim().is_empty() { Err(Unreadable::Damaged) } else { Ok(None) }
}

#[derive(Default)]
struct Table {
    name: String,
    grid: Grid,
    /// Lines above the current one.
    above: usize,
    row: Option<OpenRow>,
}

/// A row while it is being read.
struct OpenRow {
    repeat: usize,
    column: usize,
    /// Column, number of columns, value.
    cells: Vec<(usize, usize, Cell)>,
    cell: Option<OpenCell>,
}

/// A cell while it is being read.
struct OpenCell {
    repeat: usize,
    value: Option<Cell>,
    text: String,
    paragraphs: usize,
    in_paragraph: bool,
    /// Inside a comment or a drawing.
    aside: usize,
}

impl Table {
    fn meet(&mut self, event: &Event<'_>) -> Result<(), Unreadable> {
        match event {
            Event::Start(element) if element.name().as_ref() == "table:table-row" => {
                let repeat = repeated(element, "number-rows-repeated");
                self.row = Some(OpenRow { repeat, column: 0, cells: Vec::new(), cell: None });
            }
            Event::End(element) if element.name().as_ref() == "table:table-row" => {
                if let Some(row) = self.row.take() {
                    self.close(&row)?;
                }
            }
            _ => {
                if let Some(row) = &mut self.row {
                    row.meet(event)?;
                }
            }
        }
        Ok(())
    }

    fn close(&mut self, row: &OpenRow) -> Result<(), Unreadable> {
        if !row.cells.is_empty() {
            if row.repeat > MAX_ROWS {
                return Err(Unreadable::TooManyRows);
            }
            for line in 1..=row.repeat {
                for (column, columns, cell) in &row.cells {
                    for step in 0..*columns {
                        self.grid.put(self.above.saturating_add(line), column + step, cell.clone())?;
                    }
                }
            }
        }
        self.above = self.above.saturating_add(row.repeat);
        Ok(())
    }
}

impl OpenRow {
    fn meet(&mut self, event: &Event<'_>) -> Result<(), Unreadable> {
        let is_cell = |name: &str| matches!(name, "table:table-cell" | "table:covered-table-cell");
        match event {
            Event::Start(element) if is_cell(element.name().as_ref()) && self.cell.is_none() => {
                self.cell = Some(OpenCell::new(element));
            }
            Event::End(element) if is_cell(element.name().as_ref()) => {
                if let Some(cell) = self.cell.take() {
                    self.close(cell)?;
                }
            }
            _ => {
                if let Some(cell) = &mut self.cell {
                    cell.meet(event)?;
                }
            }
        }
        Ok(())
    }

    fn close(&mut self, cell: OpenCell) -> Result<(), Unreadable> {
        let repeat = cell.repeat;
        let value = cell.value.unwrap_or(Cell::Text(cell.text));
        if !matches!(&value, Cell::Text(text) if text.trim().is_empty()) {
            if self.column.saturating_add(repeat) > MAX_COLUMNS {
                return Err(Unreadable::TooManyColumns);
            }
            self.cells.push((self.column, repeat, value));
        }
        self.column = self.column.saturating_add(repeat);
        Ok(())
    }
}

impl OpenCell {
    fn new(element: &BytesStart<'_>) -> Self {
        let value = match attribute(element, "value-type").as_deref() {
            Some("date") => {
                let written = attribute(element, "date-value").unwrap_or_default();
                date_in(&written).map(Cell::Date)
            }
            Some("float") => attribute(element, "value").and_then(|text| text.parse().ok()).map(Cell::Number),
            Some("boolean") => {
                let yes = attribute(element, "boolean-value").is_some_and(|value| value == "true");
                Some(Cell::Text(if yes { "oui" } else { "non" }.to_owned()))
            }
            _ => attribute(element, "string-value").map(Cell::Text),
        };
        Self {
            repeat: repeated(element, "number-columns-repeated"),
            value,
            text: String::new(),
            paragraphs: 0,
            in_paragraph: false,
            aside: 0,
        }
    }

    fn meet(&mut self, event: &Event<'_>) -> Result<(), Unreadable> {
        let is_aside = |name: &str| name == "office:annotation" || name.starts_with("draw:");
        match event {
            Event::Start(element) if is_aside(element.name().as_ref()) => self.aside += 1,
            Event::End(element) if is_aside(element.name().as_ref()) => {
                self.aside = self.aside.saturating_sub(1);
            }
            _ if self.aside > 0 => {}
            Event::Start(element) => match element.name().as_ref() {
                "text:p" => {
                    self.in_paragraph = true;
                    if self.paragraphs > 0 {
                        self.text.push('\n');
                    }
                    self.paragraphs += 1;
                }
                "text:s" => {
                    let count = attribute(element, "c").and_then(|c| c.parse().ok()).unwrap_or(1);
                    self.text.push_str(&" ".repeat(MAX_SPACES.min(count)));
                }
                "text:tab" | "text:line-break" => self.text.push(' '),
                _ => {}
            },
            Event::End(element) if element.name().as_ref() == "text:p" => self.in_paragraph = false,
            _ if self.in_paragraph => push_text(event, &mut self.text)?,
            _ => {}
        }
        Ok(())
    }
}

fn repeated(element: &BytesStart<'_>, name: &str) -> usize {
    attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}
