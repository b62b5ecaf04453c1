//! What is wrong in a referential file, and where.

use std::fmt;

/// One fault of a referential file, told to the person who wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferentialError {
    /// Name of the file, as given to [`load`](super::load()).
    pub file: String,
    /// Line, counted from 1; `None` where the whole file is concerned.
    pub line: Option<usize>,
    /// Dotted path of the field, such as `lines[3].indicators` (indexes from 0); empty for a fault of syntax.
    pub field: String,
    /// What is wrong, in French.
    pub message: String,
}

impl fmt::Display for ReferentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", ligne {line}")?;
        }
        if !self.field.is_empty() {
            write!(f, ", champ {}", self.field)?;
        }
        write!(f, " : {}", self.message)
    }
}

impl std::error::Error for ReferentialError {}
