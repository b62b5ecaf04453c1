//! The foot of each page, and when the paper was made: what is kept for long says it in its own bytes (PDF/A).

use jiff::Timestamp;

/// When a paper is printed, in words for its pages, and as an instant for its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Printed {
    /// The foot of each page, such as « Imprimé le 3 juin 2026 à 11 h 02 ».
    pub words: String,
    /// The instant, to the second. Without one the file is PDF/UA-1 alone: PDF/A asks for a date.
    pub at: Option<Timestamp>,
}

impl From<&str> for Printed {
    fn from(words: &str) -> Self {
        Self { words: words.to_owned(), at: None }
    }
}
