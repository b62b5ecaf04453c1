//! Reads the cells of an `.xlsx` (ECMA-376, Office Open XML).

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::Unreadable;
use crate::grid::{Cell, Grid};
use crate::package::Package;
use crate::value::{date_in, serial_date};
use crate::workbook::{Found, Search};
use crate::xml::{attribute, next, push_text, reader};

/// Shared strings kept; a list needs far fewer.
const MAX_STRINGS: usize = 1_000_000;

/// Reads sheet after sheet until one has a header.
pub(crate) fn find<H>(
    package: &mut Package<'_>,
    search: &mut Search<'_, H>,
) -> Result<Option<Found<H>>, Unreadable> {
    let roots = relations(&package.part("_rels/.rels")?.unwrap_or_default())?;
    let main = roots.values().find(|relation| relation.kind == "officeDocument");
    let main = main.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| resolve("", &relation.target));
    let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
    let links =
        relations(&package.part(&resolve(folder, &format!("_rels/{name}.rels")))?.unwrap_or_default())?;
    let target = |kind: &str| links.values().find(|r| r.kind == kind).map(|r| resolve(folder, &r.target));
    let book = workbook(&package.part(&main)?.ok_or(Unreadable::Damaged)?)?;
    let mut tables = Tables { epoch_1904: book.epoch_1904, ..Tables::default() };
    if let Some(part) = target("styles") {
        tables.dates = styles(&package.part(&part)?.unwrap_or_default())?;
    }
    if let Some(part) = target("sharedStrings") {
        tables.strings = shared_strings(&package.part(&part)?.unwrap_or_default())?;
    }
    for (id, name) in book.sheets {
        let Some(relation) = links.get(&id).filter(|relation| relation.kind == "worksheet") else { continue };
        if !search.goes_on() {
            break;
        }
        let part = package.part(&resolve(folder, &relation.target))?.ok_or(Unreadable::Damaged)?;
        if let Some(found) = search.try_sheet(sheet(&part, &tables)?, &name) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

struct Relation {
    kind: String,
    target: String,
}

fn relations(text: &str) -> Result<HashMap<String, Relation>, Unreadable> {
    let mut found = HashMap::new();
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml)? {
        let Event::Start(element) = event else { continue };
        if let (Some(id), Some(kind), Some(target)) =
            (attribute(&element, "Id"), attribute(&element, "Type"), attribute(&element, "Target"))
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.insert(id, Relation { kind, target });
        }
    }
    Ok(found)
}

/// The path of a part, from the folder of the part that names it.
fn resolve(folder: &str, target: &str) -> String {
    let (base, target) = target.strip_prefix('/').map_or((folder, target), |absolute| ("", absolute));
    let mut path: Vec<&str> = base.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

struct Workbook {
    /// Relation and name of each visible sheet.
    sheets: Vec<(String, String)>,
    epoch_1904: bool,
}

fn workbook(text: &str) -> Result<Workbook, Unreadable> {
    let mut book = Workbook { sheets: Vec::new(), epoch_1904: false };
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml)? {
        let Event::Start(element) = event else { continue };
        match element.local_name().as_ref() {
            "workbookPr" => {
                let date = attribute(&element, "date1904");
                book.epoch_1904 |= matches!(date.as_deref(), Some("1" | "true"));
            }
            "sheet" if attribute(&element, "state").is_none_or(|state| state == "visible") => {
                let name = attribute(&element, "name").unwrap_or_default();
                book.sheets.extend(attribute(&element, "id").map(|id| (id, name)));
            }
            _ => {}
        }
    }
    Ok(book)
}

/// For each cell format of the workbook, whether it shows a date.
fn styles(text: &str) -> Result<Vec<bool>, Unreadable> {
    let mut custom = HashMap::new();
    let mut dates = Vec::new();
    let mut in_cell_formats = false;
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml)? {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    if let (Some(id), Some(code)) =
                        (attribute(&element, "numFmtId"), attribute(&element, "formatCode"))
                    {
                        custom.insert(id, shows_a_date(&code));
                    }
                }
                "cellXfs" => in_cell_formats = true,
                "xf" if in_cell_formats => {
                    let id = attribute(&element, "numFmtId").unwrap_or_default();
                    let built_in = matches!(id.parse(), Ok(14..=17 | 22 | 27..=36 | 50..=58));
                    dates.push(custom.get(&id).copied().unwrap_or(built_in));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => in_cell_formats = false,
            _ => {}
        }
    }
    Ok(dates)
}

/// Whether a number format has a year or a day outside quotes and brackets.
fn shows_a_date(code: &str) -> bool {
    let (mut quoted, mut bracket, mut escaped) = (false, false, false);
    code.chars().any(|c| {
        if std::mem::take(&mut escaped) {
            return false;
        }
        match c {
            '\\' | '_' | '*' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            'y' | 'Y' | 'd' | 'D' if !quoted && !bracket => return true,
            _ => {}
        }
        false
    })
}

fn shared_strings(text: &str) -> Result<Vec<String>, Unreadable> {
    let mut strings = Vec::new();
    let mut current = Words::default();
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml)? {
        match &event {
            Event::End(element) if element.local_name().as_ref() == "si" => {
                strings.push(current.take());
                if strings.len() > MAX_STRINGS {
                    return Err(Unreadable::TooLarge);
                }
            }
            _ => current.meet(&event)?,
        }
    }
    Ok(strings)
}

/// Gathers the `<t>` of a string, without its phonetic reading.
#[derive(Default)]
struct Words {
    text: String,
    in_text: bool,
    in_phonetic: bool,
}

impl Words {
    fn meet(&mut self, event: &Event<'_>) -> Result<(), Unreadable> {
        let (name, open) = match event {
            Event::Start(element) => (element.local_name(), true),
            Event::End(element) => (element.local_name(), false),
            _ if self.in_text && !self.in_phonetic => return push_text(event, &mut self.text),
            _ => return Ok(()),
        };
        match name.as_ref() {
            "t" => self.in_text = open,
            "rPh" => self.in_phonetic = open,
            _ => {}
        }
        Ok(())
    }

    fn take(&mut self) -> String {
        std::mem::take(self).text.replace("_x000D_", " ")
    }
}

#[derive(Default)]
struct Tables {
    strings: Vec<String>,
    dates: Vec<bool>,
    epoch_1904: bool,
}

fn sheet(text: &str, tables: &Tables) -> Result<Grid, Unreadable> {
    let mut grid = Grid::default();
    let (mut line, mut column) = (0_usize, 0_usize);
    let mut cell: Option<RawCell> = None;
    let mut closed = false;
    let mut xml = reader(text);
    while let Some(event) = next(&mut xml)? {
        match &event {
            Event::Start(element) if element.local_name().as_ref() == "row" => {
                let written = attribute(element, "r").and_then(|r| r.parse().ok());
                line = written.unwrap_or(line.saturating_add(1));
                column = 0;
            }
            Event::Start(element) if element.local_name().as_ref() == "c" => {
                if let Some((row, col)) = attribute(element, "r").as_deref().and_then(position) {
                    (line, column) = (row, col);
                }
                cell = Some(RawCell::new(element));
            }
            Event::End(element) if element.local_name().as_ref() == "c" => {
                let value = cell.take().map(|raw| raw.value(tables)).transpose()?.flatten();
                if let Some(value) = value {
                    grid.put(line, column, value)?;
                }
                column = column.saturating_add(1);
            }
            Event::End(element) if element.local_name().as_ref() == "sheetData" => closed = true,
            _ => {
                if let Some(cell) = &mut cell {
                    cell.meet(&event)?;
                }
            }
        }
    }
    if closed { Ok(grid) } else { Err(Unreadable::Damaged) }
}

/// The line from 1 and the column from 0 of a reference such as `AB12`.
fn position(reference: &str) -> Option<(usize, usize)> {
    let digits = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, line) = reference.split_at_checked(digits)?;
    let line: usize = line.parse().ok().filter(|line| *line > 0)?;
    let mut column = 0_usize;
    for letter in letters.bytes() {
        let rank = letter.to_ascii_uppercase().checked_sub(b'A').filter(|rank| *rank < 26)?;
        column = column.checked_mul(26)?.checked_add(usize::from(rank) + 1)?;
    }
    Some((line, column.checked_sub(1)?))
}

/// A cell while it is being read.
struct RawCell {
    kind: String,
    style: usize,
    plain: String,
    in_value: bool,
    words: Words,
}

impl RawCell {
    fn new(element: &BytesStart<'_>) -> Self {
        Self {
            kind: attribute(element, "t").unwrap_or_default(),
            style: attribute(element, "s").and_then(|s| s.parse().ok()).unwrap_or(0),
            plain: String::new(),
            in_value: false,
            words: Words::default(),
        }
    }

    fn meet(&mut self, event: &Event<'_>) -> Result<(), Unreadable> {
        match event {
            Event::Start(element) if element.local_name().as_ref() == "v" => self.in_value = true,
            Event::End(element) if element.local_name().as_ref() == "v" => self.in_value = false,
            _ if self.in_value => push_text(event, &mut self.plain)?,
            _ => self.words.meet(event)?,
        }
        Ok(())
    }

    fn value(mut self, tables: &Tables) -> Result<Option<Cell>, Unreadable> {
        let plain = self.plain.trim();
        if self.kind == "inlineStr" {
            return Ok(Some(Cell::Text(self.words.take())));
        }
        if plain.is_empty() {
            return Ok(None);
        }
        Ok(Some(match self.kind.as_str() {
            "s" => {
                let index: usize = plain.parse().map_err(|_| Unreadable::Damaged)?;
                Cell::Text(tables.strings.get(index).cloned().ok_or(Unreadable::Damaged)?)
            }
            "b" => Cell::Text(if plain == "1" { "oui" } else { "non" }.to_owned()),
            "d" => date_in(plain).map_or_else(|| Cell::Text(plain.to_owned()), Cell::Date),
            "n" | "" => {
                let Ok(number) = plain.parse::<f64>() else {
                    return Ok(Some(Cell::Text(plain.to_owned())));
                };
                let dated = tables.dates.get(self.style).copied().unwrap_or(false);
                let date = if dated { serial_date(number, tables.epoch_1904) } else { None };
                date.map_or(Cell::Number(number), Cell::Date)
            }
            _ => Cell::Text(plain.replace("_x000D_", " ")),
        }))
    }
}
