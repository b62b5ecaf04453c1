//! How one commission's levels and marks are spread so far: a mirror for its two members, never a calculation of a mark.

use super::Sheet;
use crate::grid::Level;
use crate::mark::Mark;
use crate::referential::Referential;

/// The levels and marks that one commission has given so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spread {
    /// For each line of the grid (its code), how many sheets stand at each level, in the order of [`Level::ALL`].
    pub lines: Vec<(String, [usize; 5])>,
    /// The proposed marks after penalties, the lowest first.
    pub marks: Vec<Mark>,
}

impl Spread {
    /// Of the sheets of a commission; those without a level or a mark add nothing.
    pub fn of(sheets: &[Sheet], referential: &Referential) -> Self {
        let profiles: Vec<_> = sheets.iter().map(Sheet::profile).collect();
        let at = |code: &str, level| profiles.iter().filter(|one| one.level(code) == Some(level)).count();
        let lines = referential.lines.iter();
        let marks = sheets.iter().filter_map(|sheet| sheet.calculation(referential));
        let mut marks: Vec<_> = marks.map(|one| one.after_penalties.mark()).collect();
        marks.sort();
        Self {
            lines: lines
                .map(|line| (line.code.clone(), Level::ALL.map(|level| at(&line.code, level))))
                .collect(),
            marks,
        }
    }

    /// Whether nothing was given yet.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty() && self.lines.iter().all(|(_, counts)| counts.iter().sum::<usize>() == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use crate::sheet::{Entry, Field};
    use jiff::Timestamp;

    #[test]
    fn e4_09_a_spread_counts_levels_and_marks_and_computes_none() {
        let entry = |value: &str| Entry {
            value: value.to_owned(),
            revision: 1,
            by: "a".into(),
            by_name: "A".to_owned(),
            at: Timestamp::UNIX_EPOCH,
        };
        let line = sample().lines[0].code.clone();
        let mut sheets = vec![Sheet::default(), Sheet::default(), Sheet::default()];
        assert!(Spread::of(&sheets, &sample()).is_empty());
        for (sheet, mark) in sheets.iter_mut().zip(["14", "9,5"]) {
            sheet.fields.insert(Field::Level(line.clone()), entry("well_mastered"));
            sheet.fields.insert(Field::Mark, entry(mark));
        }
        let spread = Spread::of(&sheets, &sample());
        assert_eq!(spread.lines[0], (line, [0, 0, 0, 2, 0]));
        assert_eq!(spread.marks.iter().map(ToString::to_string).collect::<Vec<_>>(), ["10", "14"]);
    }
}
