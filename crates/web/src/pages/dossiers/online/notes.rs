//! What the reader would say of the table, told line by line.

use crate::pages::dossiers::shown::count;
use crate::pages::dossiers::table::{Covered, Found, covered, one, sentence};
use office::acts::dossiers::{Finding, Reading, Table};
use office::acts::official::Checked;
use std::collections::BTreeMap;

/// The findings and the coverage of a table on line.
#[derive(Debug, Clone, Default)]
pub(super) struct Notes {
    /// The coverage in one sentence (E4-02).
    pub coverage: String,
    /// The competences, in the order of the referential.
    pub competences: Vec<Covered>,
    /// How many of them an achievement mobilises.
    pub mobilised: usize,
    /// What was found on one line: by group and place.
    pub of_lines: BTreeMap<(usize, usize), Vec<Found>>,
    /// What was found on the whole.
    pub general: Vec<Found>,
    /// How many of all these want something done.
    pub serious: usize,
}

impl Notes {
    /// What is said of a check.
    pub fn of(checked: &Checked) -> Self {
        match &checked.outcome {
            Ok(table) => Self::read(table, &checked.lines),
            Err(sentence) => {
                let (kind, weight, place) = ("error", "À corriger", String::new());
                let found = Found { kind, weight, place, message: sentence.clone() };
                Self { general: vec![found], serious: 1, ..Self::default() }
            }
        }
    }

    fn read(table: &Table, places: &[(usize, usize)]) -> Self {
        let competences: Vec<Covered> = table.coverage.competences.iter().map(covered).collect();
        let mut notes = Self {
            coverage: sentence(table),
            mobilised: competences.iter().filter(|one| !one.gap).count(),
            competences,
            ..Self::default()
        };
        let mut findings: Vec<&Finding> = table.reading.findings.iter().collect();
        findings.sort_by_key(|finding| finding.severity);
        // A gap is told by the coverage.
        for finding in findings.into_iter().filter(|finding| finding.code != "coverage_gap") {
            let mut found = Found { place: String::new(), ..one(finding) };
            notes.serious += usize::from(found.kind != "info");
            match line_of(finding, &table.reading) {
                Some((row, at)) => {
                    found.message = renamed(&found.message, row, at + 1);
                    let place = places.get(at).copied().unwrap_or_default();
                    notes.of_lines.entry(place).or_default().push(found);
                }
                None => notes.general.push(found),
            }
        }
        notes
    }

    /// « 5 compétences sur 6 ».
    pub fn covered_told(&self) -> String {
        format!("{} sur {}", count(self.mobilised, "compétence"), self.competences.len())
    }

    /// « Rien à reprendre », « 2 points à reprendre ».
    pub fn serious_told(&self) -> String {
        match self.serious {
            0 => "rien à reprendre".to_owned(),
            1 => "1 point à reprendre".to_owned(),
            many => format!("{many} points à reprendre"),
        }
    }
}

/// The row of a finding in the file, and its achievement, where it is about one.
fn line_of(finding: &Finding, reading: &Reading) -> Option<(u32, usize)> {
    let cell = finding.cell.as_deref()?;
    let row: u32 = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
    let at = reading.achievements.iter().position(|one| one.row == row)?;
    Some((row, at))
}

/// A sentence on a row of the file, told of an achievement of the page. What a person wrote, between « », stays.
fn renamed(message: &str, row: u32, number: usize) -> String {
    let (aside, name) = (format!(" (ligne {row})"), format!("ligne {row}"));
    let told = message.replacen(&aside, "", 1);
    let (before, after) = told.split_once('«').unwrap_or((&told, ""));
    let before = before.replacen(&name, &format!("réalisation n°\u{a0}{number}"), 1);
    if after.is_empty() { before } else { format!("{before}«{after}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_the_file_is_an_achievement_of_the_page() {
        assert_eq!(
            renamed("La période manque à la ligne 12.", 12, 3),
            "La période manque à la réalisation n°\u{a0}3."
        );
        assert_eq!(
            renamed("La réalisation «\u{a0}ligne 12\u{a0}» (ligne 12) ne coche rien.", 12, 3),
            "La réalisation «\u{a0}ligne 12\u{a0}» ne coche rien."
        );
    }
}
