//! The rows of a model's sheet, as they stand in its XML.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::raw::{self, Piece, Pieces};
use crate::grid::{self, letters};
use crate::unreadable::Unreadable;

/// One cell's XML.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    /// 1-based.
    pub column: u32,
    /// Its start tag, or the tag that is its own end.
    pub tag: &'a str,
    /// What stands before its end tag.
    pub inside: &'a str,
}

impl Cell<'_> {
    /// The number of its style.
    pub fn style(&self) -> usize {
        raw::value(self.tag, "s").and_then(|style| style.parse().ok()).unwrap_or(0)
    }

    /// Its XML at another row. Formulas are kept with `formula` applied to them, or dropped without it.
    pub fn moved(&self, row: u32, formula: Option<&dyn Fn(&str) -> String>) -> Result<String, Unreadable> {
        let tag = raw::set(self.tag, "r", &format!("{}{row}", letters(self.column)));
        if self.inside.is_empty() && self.tag.ends_with("/>") {
            return Ok(tag);
        }
        let mut out = tag.clone();
        let mut pieces = Pieces::new(self.inside);
        while let Some(piece) = pieces.next()? {
            match (piece, formula) {
                (Piece::Open(_), None) if piece.name() == "f" => {
                    return Ok(self.emptied(row, self.style()));
                }
                (Piece::Open(open), Some(formula)) if piece.name() == "f" => {
                    out.push_str(&open_formula(open, formula));
                    out.push_str(&raw::escaped(&formula(&raw::unescaped(pieces.inside()?))));
                    let _ = write!(out, "</{}f>", raw::prefix(open));
                }
                (Piece::Empty(open), Some(formula)) if piece.name() == "f" => {
                    out.push_str(&open_formula(open, formula));
                }
                _ => out.push_str(piece.raw()),
            }
        }
        Ok(format!("{out}</{}c>", raw::prefix(self.tag)))
    }

    /// Its XML at another row with a style and nothing in it.
    pub fn emptied(&self, row: u32, style: usize) -> String {
        let tag = self.start(row, style);
        format!("{}/>", raw::unset(&tag, "t").trim_end_matches('>').trim_end_matches('/').trim_end())
    }

    /// Its XML at another row with a style and a content, which is an inline string.
    pub fn filled(&self, row: u32, style: usize, content: &str) -> String {
        let tag = raw::set(&self.start(row, style), "t", "inlineStr");
        let tag = tag.trim_end_matches('>').trim_end_matches('/').trim_end();
        format!("{tag}>{content}</{}c>", raw::prefix(self.tag))
    }

    fn start(&self, row: u32, style: usize) -> String {
        let tag = raw::set(self.tag, "r", &format!("{}{row}", letters(self.column)));
        raw::set(&tag, "s", &style.to_string())
    }
}

/// The tag of a formula; a shared one also says for which cells it stands.
fn open_formula(tag: &str, formula: &dyn Fn(&str) -> String) -> String {
    match raw::value(tag, "ref") {
        Some(area) => raw::set(tag, "ref", &formula(&area)),
        None => tag.to_owned(),
    }
}

/// One row's XML.
#[derive(Clone, Debug, Default)]
pub struct Row<'a> {
    /// Its start tag.
    pub tag: &'a str,
    /// Its cells from left to right.
    pub cells: Vec<Cell<'a>>,
}

impl Row<'_> {
    /// Its height in points, if it says so.
    pub fn height(&self) -> Option<f64> {
        raw::value(self.tag, "ht")?.parse().ok()
    }

    /// The cell of a column.
    pub fn cell(&self, column: u32) -> Option<&Cell<'_>> {
        self.cells.iter().find(|cell| cell.column == column)
    }
}

/// The rows of a sheet, and what else its part says of heights and pages.
#[derive(Debug, Default)]
pub struct Rows<'a> {
    /// By their 1-based number.
    pub by_number: BTreeMap<u32, Row<'a>>,
    /// Height in points of a row that does not say its own.
    pub height: f64,
    /// The sheet is printed to fit pages.
    pub fits: bool,
    /// The prefix of the part's elements, with its colon.
    pub prefix: &'a str,
}

impl<'a> Rows<'a> {
    /// Reads the rows of a sheet's part.
    ///
    /// # Errors
    /// Those of [`Pieces::next`].
    pub fn read(part: &'a str) -> Result<Self, Unreadable> {
        let mut found = Self { height: 15.0, ..Self::default() };
        let mut pieces = Pieces::new(part);
        let mut last = 0_u32;
        while let Some(piece) = pieces.next()? {
            let (Piece::Open(tag) | Piece::Empty(tag)) = piece else { continue };
            match piece.name() {
                "worksheet" => found.prefix = raw::prefix(tag),
                "pageSetUpPr" => {
                    found.fits = raw::value(tag, "fitToPage").is_some_and(|on| crate::xml::is_true(&on));
                }
                "sheetFormatPr" => {
                    let height = raw::value(tag, "defaultRowHeight").and_then(|height| height.parse().ok());
                    found.height = height.unwrap_or(found.height);
                }
                "row" => {
                    last = raw::value(tag, "r")
                        .and_then(|row| row.parse().ok())
                        .unwrap_or(last.saturating_add(1));
                    let cells =
                        if matches!(piece, Piece::Open(_)) { cells(&mut pieces)? } else { Vec::new() };
                    found.by_number.insert(last, Row { tag, cells });
                }
                _ => {}
            }
        }
        Ok(found)
    }
}

/// The cells of the row just opened; its end tag is taken.
fn cells<'a>(pieces: &mut Pieces<'a>) -> Result<Vec<Cell<'a>>, Unreadable> {
    let mut cells = Vec::new();
    let mut last = 0;
    loop {
        let piece = pieces.next()?.ok_or(Unreadable::Damaged)?;
        let (tag, inside) = match piece {
            Piece::Close(_) => return Ok(cells),
            Piece::Text(_) => continue,
            Piece::Empty(tag) => (tag, ""),
            Piece::Open(tag) => (tag, pieces.inside()?),
        };
        if piece.name() == "c" {
            let place = raw::value(tag, "r").and_then(|place| grid::place(&place));
            last = place.map_or(last + 1, |(_, column)| column);
            cells.push(Cell { column: last, tag, inside });
        }
    }
}
