//! What is wrong with a file or with what it allows, and where.

use std::fmt;

/// Something that cannot be used: its place and a French sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The line of the file, counted from 1; `None` when it is not of one line.
    pub line: Option<u64>,
    /// The column's name, as the file writes it; `None` when it is not of one column.
    pub column: Option<String>,
    /// Why, and what to do, in French.
    pub reason: String,
}

impl Fault {
    /// A fault of the whole.
    pub fn new(reason: impl Into<String>) -> Self {
        Self { line: None, column: None, reason: reason.into() }
    }

    /// The same, on a line.
    #[must_use]
    pub fn on(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// The same, in a column.
    #[must_use]
    pub fn within(mut self, column: &str) -> Self {
        self.column = Some(column.to_owned());
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, &self.column) {
            (Some(line), Some(column)) => write!(f, "ligne {line}, colonne « {column} » : ")?,
            (Some(line), None) => write!(f, "ligne {line} : ")?,
            (None, Some(column)) => write!(f, "colonne « {column} » : ")?,
            (None, None) => {}
        }
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Fault {}
