//! Every bound the reader keeps, so that a hostile file costs little time and memory.

/// Longest accepted file, in bytes.
pub const FILE: usize = 16 << 20;
/// Most entries in the archive.
pub const ENTRIES: usize = 4_096;
/// Most decompressed bytes of one part.
pub const PART: u64 = 12 << 20;
/// Most decompressed bytes of all parts together.
pub const TOTAL: u64 = 24 << 20;
/// Deepest nesting of XML elements.
pub const DEPTH: usize = 256;
/// Most sheets looked at.
pub const SHEETS: usize = 16;
/// Most shared strings kept.
pub const STRINGS: usize = 150_000;
/// Longest text of one cell, in bytes (Excel's own bound is 32,767 characters).
pub const TEXT: usize = 32_767;
/// Most cells kept on one sheet; later ones are ignored.
pub const CELLS: usize = 40_000;
/// Most described rows kept on one sheet.
pub const ROWS: usize = 20_000;
/// Last column looked at: the table has eight.
pub const COLUMNS: u32 = 256;
/// Last row a spreadsheet can have.
pub const LAST_ROW: u32 = 1_048_576;
/// Most merged areas kept on one sheet.
pub const MERGES: usize = 4_096;
/// Most drawings and links kept on one sheet.
pub const DRAWINGS: usize = 1_024;
/// Most of our own names kept in one workbook.
pub const NAMES: usize = 64;
/// Most cell styles, fills, borders or fonts kept.
pub const STYLES: usize = 65_536;
/// How often a repeated OpenDocument row that only carries colour is written out.
pub const REPEATED_ROWS: u32 = 64;
/// Most achievements read from one table.
pub const ACHIEVEMENTS: usize = 1_000;
