//! Coverage of the competences by the achievements of the table. Findings, never refusals.
//!
//! Home of: E4-02, E4-03, E4-04

use crate::referential::Referential;

/// What the table says of one competence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompetenceCoverage {
    /// The competence's code in the referential.
    pub code: String,
    /// Its official label.
    pub label: String,
    /// How many achievements mobilise it.
    pub achievements: usize,
}

/// Coverage over the whole table (E4-02) and achievements that name no competence (E4-04).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The competences in the order of the referential.
    pub competences: Vec<CompetenceCoverage>,
    /// Indices of the achievements without a competence (E4-04), from 0.
    pub without_competence: Vec<usize>,
}

impl Coverage {
    /// The competences that no achievement mobilises (E4-02). A finding, shown to all; never an automatic refusal.
    pub fn gaps(&self) -> Vec<&CompetenceCoverage> {
        self.competences.iter().filter(|competence| competence.achievements == 0).collect()
    }
}

/// Counts. Each achievement is the list of the competences it ticks, as indices in the referential's order.
pub fn coverage(achievements: &[Vec<usize>], referential: &Referential) -> Coverage {
    let count = |index: usize| achievements.iter().filter(|ticks| ticks.contains(&index)).count();
    let competences = referential.competences.iter().enumerate();
    Coverage {
        competences: competences
            .map(|(index, competence)| CompetenceCoverage {
                code: competence.code.clone(),
                label: competence.label.clone(),
                achievements: count(index),
            })
            .collect(),
        without_competence: (0..achievements.len()).filter(|&i| achievements[i].is_empty()).collect(),
    }
}

/// E4-03: the environment is conform to annex II.E, or not, or not yet judged. Found by the commission, a human
/// finding: nothing in a file decides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnvironmentFinding {
    /// The commission recorded nothing against the environment.
    NothingRecorded,
    /// The commission recorded that it is not conform; the appraisal must say so (E4-15).
    NotConform,
}

impl EnvironmentFinding {
    /// From the sentence that the commission recorded on its sheet, empty when there is none.
    pub fn from_sentence(sentence: &str) -> Self {
        if sentence.trim().is_empty() { Self::NothingRecorded } else { Self::NotConform }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn e4_02_a_competence_nobody_mobilises_is_a_gap() {
        let coverage = coverage(&[vec![0, 1], vec![1, 2, 3], vec![5]], &sample());
        let gaps: Vec<_> = coverage.gaps().into_iter().map(|gap| gap.code.as_str()).collect();
        assert_eq!(gaps, [sample().competences[4].code.as_str()]);
        assert_eq!(coverage.competences[1].achievements, 2);
    }

    #[test]
    fn e4_02_coverage_is_over_the_whole_table() {
        let one_each: Vec<_> = (0..6).map(|index| vec![index]).collect();
        assert!(coverage(&one_each, &sample()).gaps().is_empty());
        assert_eq!(coverage(&[], &sample()).gaps().len(), 6);
    }

    #[test]
    fn e4_03_the_environment_is_a_finding_of_the_commission() {
        assert_eq!(EnvironmentFinding::from_sentence(" "), EnvironmentFinding::NothingRecorded);
        assert_eq!(EnvironmentFinding::from_sentence("Aucun serveur."), EnvironmentFinding::NotConform);
    }

    #[test]
    fn e4_04_an_achievement_without_a_competence_is_a_finding() {
        assert_eq!(coverage(&[vec![0], vec![], vec![2], vec![]], &sample()).without_competence, [1, 3]);
    }
}
