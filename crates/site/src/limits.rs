//! What a hosted site may weigh. Counted while the archive expands: what it declares is not believed.

/// The largest archive, in megabytes.
pub const ARCHIVE_MB: u64 = 200;

/// The most files.
pub const FILES: usize = 2_000;

/// The most entries of an archive, folders and left-out files included.
pub const ENTRIES: usize = 20_000;

/// The largest file, in bytes.
pub const FILE: u64 = 100_000_000;

/// All files together, in bytes.
pub const TOTAL: u64 = 400_000_000;

/// The longest path, in characters.
pub const PATH: usize = 300;

/// The deepest path, in parts.
pub const DEPTH: usize = 16;

/// Problems told at once: the rest is counted.
pub const TOLD: usize = 10;
