//! The synthesis table as it was read: achievements, coverage in words, and what the reader found.

use super::shown::{and, count};
use exam::candidate::Speciality;
use office::acts::deposits::other_option;
use office::acts::dossiers::{Achievement, Dossier, Finding, Reading, Severity, Table};

/// A table, as pages show it.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    /// The achievements under their headings, in the order of the sheet.
    pub groups: Vec<Group>,
    /// How many achievements there are.
    pub achievements: usize,
    /// The coverage in one sentence (E4-02).
    pub coverage: String,
    /// Whether a competence is not mobilised.
    pub has_gaps: bool,
    /// The competences, in the order of the referential.
    pub competences: Vec<Covered>,
    /// What the reader found, the heaviest first: as many as are read at once.
    pub findings: Vec<Found>,
    /// The others.
    pub others: Vec<Found>,
    /// How many of all these want something done.
    pub serious: usize,
}

impl Seen {
    /// « Les 20 autres remarques ».
    pub fn others_told(&self) -> String {
        match self.others.len() {
            1 => "L’autre remarque".to_owned(),
            number => format!("Les {number} autres remarques"),
        }
    }
}

/// How many findings stand on a page before the others are folded.
const AT_ONCE: usize = 4;

/// A heading with its achievements.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    /// The heading as written.
    pub label: String,
    /// Its achievements.
    pub achievements: Vec<Achieved>,
}

/// One achievement.
#[derive(Debug, Clone)]
pub(crate) struct Achieved {
    /// The title, or words that say there is none.
    pub title: String,
    /// The period as written.
    pub period: String,
    /// The documents listed with it.
    pub documents: Vec<String>,
    /// For each competence, whether it is ticked.
    pub ticks: Vec<bool>,
    /// The labels of those ticked.
    pub mobilised: Vec<String>,
    /// Its row is hidden in the file.
    pub hidden: bool,
}

/// What the table says of one competence.
#[derive(Debug, Clone)]
pub(crate) struct Covered {
    /// The official label.
    pub label: String,
    /// « 3 réalisations », « aucune réalisation ».
    pub told: String,
    /// No achievement mobilises it.
    pub gap: bool,
}

/// Something that deserves a look.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// A badge's kind.
    pub kind: &'static str,
    /// The badge's word.
    pub weight: &'static str,
    /// « feuille « Tableau », cellule C9 ».
    pub place: String,
    /// Where, and what to do.
    pub message: String,
}

/// The table of a dossier, once one was read.
pub(crate) fn seen(dossier: &Dossier) -> Option<Seen> {
    dossier.table.as_ref().map(|table| seen_table(table, dossier.candidate.speciality))
}

/// A table, for a candidate of a speciality.
pub(crate) fn seen_table(table: &Table, speciality: Speciality) -> Seen {
    let labels: Vec<String> = table.coverage.competences.iter().map(|one| one.label.clone()).collect();
    let mut findings = findings(&table.reading, speciality);
    let serious = findings.iter().filter(|one| one.kind != "info").count();
    let others = findings.split_off(findings.len().min(AT_ONCE));
    Seen {
        groups: groups(&table.reading, &labels),
        achievements: table.reading.achievements.len(),
        coverage: sentence(table),
        has_gaps: !table.coverage.gaps().is_empty(),
        competences: table.coverage.competences.iter().map(covered).collect(),
        findings,
        others,
        serious,
    }
}

fn groups(reading: &Reading, labels: &[String]) -> Vec<Group> {
    let under = |group: Option<usize>| {
        let own = reading.achievements.iter().filter(move |one| one.group == group);
        own.map(|one| achieved(one, reading, labels)).collect::<Vec<_>>()
    };
    let above = Group { label: "Avant le premier titre du tableau".to_owned(), achievements: under(None) };
    let headed = reading.groups.iter().enumerate().map(|(index, group)| Group {
        label: group.label.split_whitespace().collect::<Vec<_>>().join(" "),
        achievements: under(Some(index)),
    });
    std::iter::once(above).filter(|group| !group.achievements.is_empty()).chain(headed).collect()
}

fn achieved(one: &Achievement, reading: &Reading, labels: &[String]) -> Achieved {
    let ticked = |index: usize| {
        let column = reading.competences.get(index).map(|competence| competence.column.as_str());
        column.is_some_and(|column| one.ticks.iter().any(|tick| tick.column == column))
    };
    let ticks: Vec<bool> = (0..labels.len()).map(ticked).collect();
    let mobilised = labels.iter().zip(&ticks).filter(|(_, ticked)| **ticked);
    Achieved {
        title: one.title.clone().unwrap_or_else(|| "Réalisation sans intitulé".to_owned()),
        period: one.period.raw.clone().unwrap_or_default(),
        documents: one.documents.clone(),
        mobilised: mobilised.map(|(label, _)| label.clone()).collect(),
        ticks,
        hidden: one.hidden,
    }
}

pub(super) fn covered(one: &exam::coverage::CompetenceCoverage) -> Covered {
    let told = match one.achievements {
        0 => "aucune réalisation".to_owned(),
        number => count(number, "réalisation"),
    };
    Covered { label: one.label.clone(), told, gap: one.achievements == 0 }
}

pub(super) fn sentence(table: &Table) -> String {
    let all = table.coverage.competences.len();
    let gaps: Vec<String> =
        table.coverage.gaps().into_iter().map(|gap| format!("« {} »", gap.label)).collect();
    if gaps.is_empty() {
        return format!("Les {all} compétences du bloc sont mobilisées.");
    }
    let gaps: Vec<&str> = gaps.iter().map(String::as_str).collect();
    format!(
        "Sur {all} compétences, {} ne sont mobilisées par aucune réalisation : {}.",
        gaps.len(),
        and(&gaps)
    )
    .replace(", 1 ne sont mobilisées", ", 1 n’est mobilisée")
}

fn findings(reading: &Reading, speciality: Speciality) -> Vec<Found> {
    let mut sorted: Vec<&Finding> = reading.findings.iter().collect();
    sorted.sort_by_key(|finding| finding.severity);
    let mut found: Vec<Found> = sorted.into_iter().map(one).collect();
    if other_option(reading, speciality) {
        let message = format!(
            "Le tableau indique une autre option que la liste des candidats ({}) : corrigez le tableau, ou faites \
             corriger la liste par votre établissement.",
            speciality.label()
        );
        let errors = found.iter().take_while(|one| one.kind == "error").count();
        found.insert(errors, Found { kind: "warning", weight: "À vérifier", place: String::new(), message });
    }
    found
}

pub(super) fn one(finding: &Finding) -> Found {
    let (kind, weight) = match finding.severity {
        Severity::Error => ("error", "À corriger"),
        Severity::Warning => ("warning", "À vérifier"),
        Severity::Info => ("info", "À savoir"),
    };
    let place = match (&finding.sheet, &finding.cell) {
        (Some(sheet), Some(cell)) => format!("Feuille « {sheet} », cellule {cell}"),
        (Some(sheet), None) => format!("Feuille « {sheet} »"),
        (None, Some(cell)) => format!("Cellule {cell}"),
        (None, None) => String::new(),
    };
    Found { kind, weight, place, message: spaced(&finding.message) }
}

/// The spaces that French wants unbreakable, in a sentence that another room wrote.
fn spaced(text: &str) -> String {
    let before = [" :", " ;", " !", " ?", " »"];
    let opened = text.replace("« ", "«\u{a0}");
    before.iter().fold(opened, |text, sign| text.replace(sign, &sign.replace(' ', "\u{a0}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_from_elsewhere_does_not_break_before_its_signs() {
        assert_eq!(spaced("Ligne 9 : « Site » ?"), "Ligne 9\u{a0}: «\u{a0}Site\u{a0}»\u{a0}?");
    }
}
