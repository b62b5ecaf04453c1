//! What was found, as JSON for programs and as French sentences for people.

mod json;
mod models;
mod text;
mod words;

pub use json::to_json;
pub use models::{marks_json, marks_text, ordinal_json, ordinal_text, rasch_json, rasch_text};
pub use text::to_text;
pub use words::{
    clue_sentence, design_sentences, effect_sentence, levels_sentence, redeal_sentence, status_words,
};

use crate::compare::Comparison;
use crate::data::Data;
use crate::session::{Clue, View, look, seen};

/// Everything that is shown of a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What is seen of the whole session.
    pub whole: View,
    /// What is seen of each commission.
    pub views: Vec<View>,
    /// What can be said.
    pub comparison: Comparison,
    /// What to look at.
    pub clues: Vec<Clue>,
}

impl Report {
    /// Puts a comparison beside what is seen and what to look at.
    pub fn new(data: &Data, comparison: Comparison) -> Self {
        let (whole, views) = seen(data);
        Self { whole, views, comparison, clues: look(data) }
    }
}
