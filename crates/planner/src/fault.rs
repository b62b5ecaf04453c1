//! What is wrong with a file, and where.

use std::fmt;

/// A value that cannot be used: its place in the file and a French sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, as a path in the JSON: `teachers[3].avail`. Empty for the file itself.
    pub field: String,
    /// Why, and what to do, in French.
    pub reason: String,
}

impl Fault {
    /// A fault at a place.
    pub fn new(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { field: field.into(), reason: reason.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field.is_empty() {
            f.write_str(&self.reason)
        } else {
            write!(f, "{} : {}", self.field, self.reason)
        }
    }
}

impl std::error::Error for Fault {}
