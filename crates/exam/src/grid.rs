//! The grid 6-3: lines by levels, and the profile they draw.
//!
//! Home of: E4-08, E4-09, E4-12, E4-13

use crate::referential::Referential;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One of the five levels of mastery, from left to right on the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// « Non évaluable » (E4-13): a level of its own, neither a zero nor a missing value.
    NotAssessable,
    /// « Non maitrisé ».
    NotMastered,
    /// « Maitrise partielle ».
    PartlyMastered,
    /// « Bonne maitrise ».
    WellMastered,
    /// « Excellente maitrise ».
    ExcellentlyMastered,
}

impl Level {
    /// The five levels in the order of the form.
    pub const ALL: [Self; 5] = [
        Self::NotAssessable,
        Self::NotMastered,
        Self::PartlyMastered,
        Self::WellMastered,
        Self::ExcellentlyMastered,
    ];

    /// The stable word for files and forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAssessable => "not_assessable",
            Self::NotMastered => "not_mastered",
            Self::PartlyMastered => "partly_mastered",
            Self::WellMastered => "well_mastered",
            Self::ExcellentlyMastered => "excellently_mastered",
        }
    }

    /// Reads a [`Level::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.code() == code)
    }
}

/// A candidate's profile (E4-09): the level chosen on each line, by line code. Data to be compared, never a mark.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile(BTreeMap<String, Level>);

impl Profile {
    /// Sets the level of one line; a line has exactly one (E4-12), so a second choice replaces the first.
    pub fn set(&mut self, line: &str, level: Level) {
        self.0.insert(line.to_owned(), level);
    }

    /// The level of a line, if one is chosen.
    pub fn level(&self, line: &str) -> Option<Level> {
        self.0.get(line).copied()
    }

    /// The codes of the referential's lines that have no level yet, in the order of the form.
    pub fn lines_without_level<'a>(&self, referential: &'a Referential) -> Vec<&'a str> {
        let codes = referential.lines.iter().map(|line| line.code.as_str());
        codes.filter(|code| !self.0.contains_key(*code)).collect()
    }

    /// How many lines stand at each level, in the order of [`Level::ALL`]. « Non évaluable » is counted apart (E4-13).
    pub fn distribution(&self) -> [usize; 5] {
        Level::ALL.map(|level| self.0.values().filter(|chosen| **chosen == level).count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidate::Track;
    use crate::sample;

    #[test]
    fn e4_08_one_grid_for_both_tracks() {
        // The grid is a function of the referential alone: nothing in it can depend on the track.
        let lines = |_track: Track| sample().lines;
        assert_eq!(lines(Track::OneOff), lines(Track::Continuous));
    }

    #[test]
    fn e4_09_a_profile_counts_lines_by_level() {
        let mut profile = Profile::default();
        profile.set("assets", Level::WellMastered);
        profile.set("requests", Level::WellMastered);
        profile.set("project", Level::NotAssessable);
        assert_eq!(profile.distribution(), [1, 0, 0, 2, 0]);
    }

    #[test]
    fn e4_12_exactly_one_level_a_line() {
        let mut profile = Profile::default();
        assert_eq!(profile.lines_without_level(&sample()).len(), 7);
        for line in &sample().lines {
            profile.set(&line.code, Level::PartlyMastered);
            profile.set(&line.code, Level::NotMastered);
        }
        assert_eq!(profile.lines_without_level(&sample()), Vec::<&str>::new());
        assert_eq!(profile.distribution(), [0, 7, 0, 0, 0]);
    }

    #[test]
    fn e4_13_not_assessable_is_a_level_and_not_a_missing_value() {
        let mut profile = Profile::default();
        profile.set("assets", Level::NotAssessable);
        assert_eq!(profile.level("assets"), Some(Level::NotAssessable));
        assert!(!profile.lines_without_level(&sample()).contains(&"assets"));
        assert_ne!(Level::NotAssessable, Level::NotMastered);
    }

    #[test]
    fn e4_12_codes_read_back() {
        for level in Level::ALL {
            assert_eq!(Level::from_code(level.code()), Some(level));
        }
        assert_eq!(Level::from_code("12"), None);
    }
}
