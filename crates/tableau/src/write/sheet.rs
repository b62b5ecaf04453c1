//! The sheet's part, filled in: every byte of the model stays but those that must change.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::plan::{Change, Plan};
use super::raw::{self, Piece, Pieces};
use super::rows::{Cell, Row, Rows};
use super::shift;
use super::styles::Styles;
use super::text;
use crate::grid::{Area, Grid};
use crate::unreadable::Unreadable;

/// What the writing of a sheet needs.
pub struct Sheet<'a> {
    /// What is written where.
    pub plan: &'a Plan,
    /// The model's rows.
    pub rows: &'a Rows<'a>,
    /// The model's sheet as read.
    pub grid: &'a Grid,
    /// The insides of the model's shared strings, as they stand.
    pub strings: &'a [&'a str],
}

/// A written sheet.
#[derive(Debug)]
pub struct Written {
    /// The part.
    pub part: String,
    /// It became too long for one page and goes on over several.
    pub flows: bool,
}

/// How much longer than the model a sheet may be and still be printed on the model's pages.
const LONGER: f64 = 1.25;

impl Sheet<'_> {
    /// Writes the part.
    ///
    /// # Errors
    /// Those of [`Pieces::next`].
    pub fn write(&self, part: &str, styles: &mut Styles) -> Result<Written, Unreadable> {
        let (rows, flows) = self.all_rows(styles)?;
        let mut out = String::with_capacity(part.len() * 2);
        let mut pieces = Pieces::new(part);
        let mut path: Vec<&str> = Vec::new();
        let mut merges = 0;
        while let Some(piece) = pieces.next()? {
            match piece {
                Piece::Open(tag) if piece.name() == "sheetData" => {
                    pieces.inside()?;
                    out.push_str(tag);
                    out.push_str(&rows);
                    let _ = write!(out, "</{}sheetData>", raw::prefix(tag));
                    continue;
                }
                Piece::Open(_) if piece.name() == "mergeCells" => merges = out.len(),
                Piece::Close(tag) if piece.name() == "mergeCells" => {
                    self.more_merges(&mut out, merges, raw::prefix(tag));
                }
                _ => {}
            }
            match piece {
                Piece::Open(tag) | Piece::Empty(tag) => {
                    out.push_str(&self.tag(path.last().copied(), piece.name(), tag, flows));
                }
                Piece::Text(raw) => out.push_str(&moved_text(&path, raw, self.plan, &self.grid.name)),
                Piece::Close(raw) => out.push_str(raw),
            }
            match piece {
                Piece::Open(_) => path.push(piece.name()),
                Piece::Close(_) => drop(path.pop()),
                Piece::Empty(_) | Piece::Text(_) => {}
            }
        }
        Ok(Written { part: out, flows })
    }

    /// A tag outside the rows.
    fn tag(&self, parent: Option<&str>, name: &str, tag: &str, flows: bool) -> String {
        let grows = matches!(name, "conditionalFormatting" | "dataValidation");
        let mut tag = moved_tag(tag, self.plan, grows);
        if name == "brk"
            && parent == Some("rowBreaks")
            && let Some(row) = raw::value(&tag, "id").and_then(|row| row.parse::<u32>().ok())
        {
            tag = raw::set(&tag, "id", &(self.plan.shift.row(row.saturating_add(1)) - 1).to_string());
        }
        if name == "pageSetup" && flows {
            tag = raw::set(&tag, "fitToHeight", "0");
        }
        tag
    }

    /// Adds the merged areas of the rows put in, which are those of the row they copy; the list begins at `start`.
    fn more_merges(&self, out: &mut String, start: usize, prefix: &str) {
        let mut count = out[start..].matches("mergeCell ").count();
        for insert in &self.plan.inserts {
            let first = self.plan.shift.row(insert.after) + 1;
            let alike = |area: &&Area| area.from.0 == insert.copy && area.to.0 == insert.copy;
            for area in self.grid.merges.iter().filter(alike) {
                for row in first..first + insert.count {
                    let area = Area { from: (row, area.from.1), to: (row, area.to.1) };
                    let _ = write!(out, "<{prefix}mergeCell ref=\"{}\"/>", shift::shown(area, true));
                    count += 1;
                }
            }
        }
        let Some(end) = out[start..].find('>').map(|at| start + at + 1) else { return };
        let tag = out[start..end].to_owned();
        if raw::value(&tag, "count").is_some() {
            out.replace_range(start..end, &raw::set(&tag, "count", &count.to_string()));
        }
    }

    /// Every row, and whether the sheet became too long for its page.
    fn all_rows(&self, styles: &mut Styles) -> Result<(String, bool), Unreadable> {
        let mut all: BTreeMap<u32, (&Row<'_>, bool)> = BTreeMap::new();
        for (row, xml) in &self.rows.by_number {
            all.insert(self.plan.shift.row(*row), (xml, false));
        }
        for insert in &self.plan.inserts {
            let Some(xml) = self.rows.by_number.get(&insert.copy) else { continue };
            let first = self.plan.shift.row(insert.after) + 1;
            all.extend((first..first + insert.count).map(|row| (row, (xml, true))));
        }
        let of = |row: &Row<'_>| row.height().unwrap_or(self.rows.height);
        let before: f64 = self.rows.by_number.values().map(of).sum();
        let (mut out, mut after) = (String::new(), 0.0);
        for (row, (xml, copy)) in all {
            let least = self.plan.heights.get(&row).copied().unwrap_or(0.0).min(409.0);
            let taller = least > of(xml);
            after += if taller { least } else { of(xml) };
            self.row(&mut out, row, xml, copy, taller.then_some(least), styles)?;
        }
        Ok((out, self.rows.fits && after > before * LONGER))
    }

    fn row(
        &self,
        out: &mut String,
        row: u32,
        xml: &Row<'_>,
        copy: bool,
        height: Option<f64>,
        styles: &mut Styles,
    ) -> Result<(), Unreadable> {
        let mut tag = raw::set(xml.tag, "r", &row.to_string());
        if let Some(height) = height {
            tag = raw::set(&raw::set(&tag, "ht", &format!("{height:.2}")), "customHeight", "1");
        }
        if tag.ends_with("/>") {
            tag = format!("{}>", tag[..tag.len() - 2].trim_end());
        }
        out.push_str(&tag);
        let changes: BTreeMap<u32, &Change> = self
            .plan
            .cells
            .range((row, 0)..=(row, u32::MAX))
            .map(|(place, change)| (place.1, change))
            .collect();
        let formula = |text: &str| self.plan.shift.formula(text, &self.grid.name, true);
        let blank =
            format!("<{}c s=\"{}\"/>", raw::prefix(xml.tag), raw::value(xml.tag, "s").unwrap_or("0".into()));
        for cell in &whole(xml, &changes, &blank) {
            match changes.get(&cell.column) {
                None => {
                    let formula = (!copy).then_some(&formula as &dyn Fn(&str) -> String);
                    out.push_str(&cell.moved(row, formula)?);
                }
                Some(change) => {
                    let style = styles.with(cell.style(), change.look);
                    out.push_str(&match &change.text {
                        None => cell.emptied(row, style),
                        Some(text) => cell.filled(row, style, &self.content(cell, text, change)?),
                    });
                }
            }
        }
        let _ = write!(out, "</{}row>", raw::prefix(xml.tag));
        Ok(())
    }

    /// The content of a filled cell: a label that the model writes in several fonts keeps them.
    fn content(&self, cell: &Cell<'_>, whole: &str, change: &Change) -> Result<String, Unreadable> {
        let prefix = raw::prefix(cell.tag);
        let inside = match raw::value(cell.tag, "t").as_deref() {
            Some("s") => number(cell.inside)?.and_then(|at| self.strings.get(at)).copied().unwrap_or(""),
            Some("inlineStr") => inside_of(cell.inside, "is")?.unwrap_or(""),
            _ => "",
        };
        let Some(added) = &change.added else { return Ok(text::inline(whole, prefix)) };
        let Some(last) = last_run(inside)? else { return Ok(text::inline(whole, prefix)) };
        let run = format!("<{prefix}r>{last}{}</{prefix}r>", text::run(added, prefix));
        Ok(format!("<{prefix}is>{inside}{run}</{prefix}is>"))
    }
}

/// The cells of a row, and blank ones where the row has none to fill in.
fn whole<'a>(xml: &Row<'a>, changes: &BTreeMap<u32, &Change>, blank: &'a str) -> Vec<Cell<'a>> {
    let missing =
        changes.iter().filter(|(column, change)| change.text.is_some() && xml.cell(**column).is_none());
    let mut cells = xml.cells.clone();
    cells.extend(missing.map(|(column, _)| Cell { column: *column, tag: blank, inside: "" }));
    cells.sort_by_key(|cell| cell.column);
    cells
}

/// A tag whose references to cells move.
pub fn moved_tag(tag: &str, plan: &Plan, grows: bool) -> String {
    let mut moved = tag.to_owned();
    for name in ["ref", "sqref", "activeCell", "topLeftCell"] {
        if let Some(list) = raw::value(tag, name) {
            moved = raw::set(&moved, name, &plan.shift.list(&list, grows));
        }
    }
    moved
}

/// A text outside the rows: formulas, lists of cells, and the rows of anchors (0-based) move.
pub fn moved_text(path: &[&str], raw: &str, plan: &Plan, sheet: &str) -> String {
    match path {
        [.., "formula" | "formula1" | "formula2" | "f"] => {
            raw::escaped(&plan.shift.formula(&raw::unescaped(raw), sheet, true))
        }
        [.., "sqref"] => plan.shift.list(raw, true),
        [.., "from" | "to", "row"] => match raw.trim().parse::<u32>() {
            Ok(row) => (plan.shift.row(row.saturating_add(1)) - 1).to_string(),
            Err(_) => raw.to_owned(),
        },
        _ => raw.to_owned(),
    }
}

/// The number in the value of a cell.
fn number(inside: &str) -> Result<Option<usize>, Unreadable> {
    Ok(inside_of(inside, "v")?.and_then(|text| text.trim().parse().ok()))
}

/// What stands inside the first element of a name.
fn inside_of<'a>(fragment: &'a str, name: &str) -> Result<Option<&'a str>, Unreadable> {
    let mut pieces = Pieces::new(fragment);
    while let Some(piece) = pieces.next()? {
        if matches!(piece, Piece::Open(_)) && piece.name() == name {
            return pieces.inside().map(Some);
        }
    }
    Ok(None)
}

/// The properties of the last run of a text in several fonts; none for a plain text.
fn last_run(inside: &str) -> Result<Option<String>, Unreadable> {
    let (mut last, mut runs) = (String::new(), false);
    let mut pieces = Pieces::new(inside);
    while let Some(piece) = pieces.next()? {
        match piece {
            Piece::Open(_) if piece.name() == "r" => (runs, last) = (true, String::new()),
            Piece::Open(tag) if piece.name() == "rPr" => {
                last = format!("{tag}{}</{}rPr>", pieces.inside()?, raw::prefix(tag));
            }
            Piece::Open(_) | Piece::Empty(_) if piece.name() == "rPh" => return Ok(None),
            _ => {}
        }
    }
    Ok(runs.then_some(last))
}
