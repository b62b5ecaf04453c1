//! CSV and other delimited texts: encoding, delimiter, lines.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::Unreadable;
use crate::grid::{Cell, Grid, HEADER_ROWS};
use crate::workbook::Accept;

/// A quoted cell longer than that many lines is a lost quotation mark.
const LONGEST_CELL: usize = 3;
/// Filled rows kept when a delimiter is only being tried.
const PROBE: usize = HEADER_ROWS;

/// Reads a delimited text and finds its header: the delimiter that gives the header with most columns.
pub(crate) fn read<H>(
    bytes: &[u8],
    accept: Accept<'_, H>,
    columns: fn(&H) -> usize,
) -> Result<(Grid, H), Unreadable> {
    let text = decode(bytes)?;
    let mut best = None;
    let mut refusal = None;
    let mut over = None;
    for delimiter in [b';', b'\t', b',', b'|'] {
        match records(&text, delimiter, PROBE).and_then(|grid| accept(&grid)) {
            Ok(header) => {
                let found = columns(&header);
                if best.is_none_or(|(most, _)| found > most) {
                    best = Some((found, delimiter));
                }
            }
            Err(Unreadable::NoHeader { missing }) => {
                let fewer = |old: &Vec<&str>| missing.len() < old.len();
                if refusal.as_ref().is_none_or(fewer) {
                    refusal = Some(missing);
                }
            }
            Err(limit) => {
                // A limit tells more than a header that is not there.
                if over.is_none() || limit != Unreadable::NoTable {
                    over = Some(limit);
                }
            }
        }
    }
    if let Some((_, delimiter)) = best {
        let grid = records(&text, delimiter, usize::MAX)?;
        let header = accept(&grid)?;
        return Ok((grid, header));
    }
    let missing = refusal.map(|missing| Unreadable::NoHeader { missing });
    Err(over.or(missing).unwrap_or(Unreadable::NotText))
}

/// The text in its encoding: BOM, then UTF-16 by its zero bytes, then UTF-8, then Windows-1252.
fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    let text = if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default()).0.into_owned()
    } else if let Some(encoding) = utf_16(bytes) {
        encoding.decode_without_bom_handling(bytes).0.into_owned()
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        text.to_owned()
    } else {
        WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
    };
    let strange = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}');
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    if text.contains(strange) { Err(Unreadable::NotText) } else { Ok(text) }
}

/// UTF-16 without a mark: most of the high bytes of the beginning are zero, and no low byte is.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.get(..bytes.len().min(2048) & !1)?;
    let (pairs, _) = start.as_chunks::<2>();
    let zeros = |side: usize| pairs.iter().filter(|pair| pair.get(side) == Some(&0)).count();
    let (first, second) = (zeros(0), zeros(1));
    let most = |count: usize| count * 10 > pairs.len() * 7;
    match (first, second) {
        (0, high) if most(high) => Some(UTF_16LE),
        (high, 0) if most(high) => Some(UTF_16BE),
        _ => None,
    }
}

/// The records as a grid. When a lost quotation mark swallows lines, quotation marks are ignored.
fn records(text: &str, delimiter: u8, most: usize) -> Result<Grid, Unreadable> {
    match parse(text, delimiter, most, true)? {
        Some(grid) => Ok(grid),
        None => parse(text, delimiter, most, false).map(Option::unwrap_or_default),
    }
}

fn parse(text: &str, delimiter: u8, most: usize, quoting: bool) -> Result<Option<Grid>, Unreadable> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .quoting(quoting)
        .from_reader(text.as_bytes());
    let mut grid = Grid::default();
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    let mut record = csv::StringRecord::new();
    let mut kept = 0;
    while kept < most && reader.read_record(&mut record).map_err(|_| Unreadable::NotText)? {
        let start = record.position().map_or(0, csv::Position::byte);
        let line = lines.of(usize::try_from(start).unwrap_or(usize::MAX));
        let mut filled = false;
        for (column, value) in record.iter().enumerate() {
            if quoting && value.matches('\n').count() > LONGEST_CELL {
                return Ok(None);
            }
            if !value.trim().is_empty() {
                filled = true;
                grid.put(line, column, Cell::Text(value.to_owned()))?;
            }
        }
        kept += usize::from(filled);
    }
    Ok(Some(grid))
}

/// Counts lines. The `csv` crate places a record that follows blank lines on the first of them.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line, from 1, of the first byte that is not a line end, at or after `start`.
    fn of(&mut self, start: usize) -> usize {
        while let Some(byte) = self.text.get(self.at) {
            let ends = match byte {
                b'\n' => true,
                b'\r' => self.text.get(self.at + 1) != Some(&b'\n'),
                _ => false,
            };
            if self.at >= start && !matches!(byte, b'\n' | b'\r') {
                break;
            }
            self.line += usize::from(ends);
            self.at += 1;
        }
        self.line
    }
}
