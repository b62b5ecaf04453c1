//! Many files checked at once: what each says wrong, one summary, and reports for people and for tools.

mod report;
mod sarif;

use serde::Serialize;

use crate::reading::{Context, Finding, Reading, Severity};
use crate::unreadable::Unreadable;

pub use report::{checks_to_json, checks_to_text, summary_to_text};
pub use sarif::to_sarif;

/// One file, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The file's name or path as given.
    pub file: String,
    /// What was read, or why nothing could be.
    pub outcome: Result<Reading, Unreadable>,
}

impl Check {
    /// What deserves a look, the gravest first; a file that cannot be read has none.
    pub fn findings(&self) -> Vec<&Finding> {
        let mut findings: Vec<&Finding> = self.outcome.iter().flat_map(|reading| &reading.findings).collect();
        findings.sort_by_key(|finding| finding.severity);
        findings
    }

    /// The gravest of what was found; an unreadable file is an error.
    pub fn worst(&self) -> Option<Severity> {
        match &self.outcome {
            Ok(reading) => reading.findings.iter().map(|finding| finding.severity).min(),
            Err(_) => Some(Severity::Error),
        }
    }
}

/// Reads one file to check it; `file` is only repeated.
pub fn check(bytes: &[u8], file: &str, context: &Context) -> Check {
    Check { file: file.to_owned(), outcome: crate::read(bytes, file, context) }
}

/// How many files, and of what kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Files looked at.
    pub files: usize,
    /// Files in which nothing weighs more than a note.
    pub sound: usize,
    /// Files whose gravest finding is a warning.
    pub with_warnings: usize,
    /// Files that are read but have an error.
    pub with_errors: usize,
    /// Files that cannot be read.
    pub unreadable: usize,
    /// Errors found in all files together.
    pub errors: usize,
    /// Warnings found in all files together.
    pub warnings: usize,
    /// Notes found in all files together.
    pub infos: usize,
}

impl Summary {
    /// Counts checked files.
    pub fn of(checks: &[Check]) -> Self {
        let mut summary = Self::default();
        for check in checks {
            summary.files += 1;
            match (&check.outcome, check.worst()) {
                (Err(_), _) => summary.unreadable += 1,
                (Ok(_), Some(Severity::Error)) => summary.with_errors += 1,
                (Ok(_), Some(Severity::Warning)) => summary.with_warnings += 1,
                (Ok(_), Some(Severity::Info) | None) => summary.sound += 1,
            }
            for finding in check.findings() {
                match finding.severity {
                    Severity::Error => summary.errors += 1,
                    Severity::Warning => summary.warnings += 1,
                    Severity::Info => summary.infos += 1,
                }
            }
        }
        summary
    }

    /// Whether every file was read and nothing found weighs more than a note.
    pub const fn is_sound(&self) -> bool {
        self.sound == self.files
    }
}
