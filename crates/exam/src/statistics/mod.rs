//! The anonymous statistics of a session: facts without names in, counts that tell of nobody out.
//!
//! Every candidate counts once in every table, so that no two totals tell a third one by subtraction; see [`suppress`].

pub mod suppress;

use crate::candidate::{Speciality, Track};
use crate::grid::Level;
use crate::mark::{DecidedMark, Mark};
use crate::referential::Referential;
use serde::{Deserialize, Serialize};
use suppress::{SMALLEST, crossed, row};

/// One candidate, without anything that names one.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The speciality.
    pub speciality: Speciality,
    /// One-off or CCF.
    pub track: Track,
    /// What kind of place the candidate comes from, in French.
    pub centre: &'static str,
    /// What the commission and the jury gave, where a commission heard the candidate.
    pub heard: Option<Heard>,
    /// Declared absent, or a mark 0 by force majeure.
    pub absent: bool,
    /// The label of the last outcome of the conformity check; `None` where nobody gave one.
    pub conformity: Option<String>,
}

/// What was given to a candidate who was heard.
#[derive(Debug, Clone)]
pub struct Heard {
    /// The level of each line of the grid, in order.
    pub levels: Vec<Option<Level>>,
    /// The mark before penalties.
    pub before: Mark,
    /// The mark after them.
    pub after: Mark,
    /// The jury's.
    pub decided: DecidedMark,
}

/// One row of counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// In French.
    pub label: String,
    /// Of all categories; `None` is hidden.
    pub total: Option<u32>,
    /// By category; `None` is hidden.
    pub cells: Vec<Option<u32>>,
}

/// Rows over the same categories.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// In French.
    pub label: String,
    /// In French, in order.
    pub categories: Vec<String>,
    /// The rows; in a block of groups the last one is all of them.
    pub rows: Vec<Row>,
}

/// One way to divide the candidates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grouping {
    /// In French, such as « Par option ».
    pub label: String,
    /// A block for each question; empty where a group is too small to be shown, or there is only one.
    pub blocks: Vec<Block>,
}

/// What is shown of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// How many candidates; `None` where they are too few.
    pub candidates: Option<u32>,
    /// The levels of each line of the grid.
    pub levels: Block,
    /// The marks: before penalties, after them, decided. A row is left out where it differs from another for a few people.
    pub marks: Block,
    /// The median of the decided marks, with a comma; empty where too few people have one.
    pub median: String,
    /// Who was heard, and the outcomes of the conformity check.
    pub others: Vec<Block>,
    /// By option, track, kind of place.
    pub groupings: Vec<Grouping>,
}

/// The lower bounds of the bands of marks after the first, in whole points.
const BANDS: [i64; 6] = [5, 8, 10, 12, 14, 16];

/// In the place of a level or a mark.
const NOTHING: &str = "Sans feuille close";

/// A question: its categories, and the one of each candidate.
struct Question {
    label: String,
    categories: Vec<String>,
    answers: Vec<usize>,
}

impl Question {
    fn counts(&self, among: impl Fn(usize) -> bool) -> Vec<u32> {
        let mut counts = vec![0; self.categories.len()];
        for (_, category) in self.answers.iter().enumerate().filter(|(at, _)| among(*at)) {
            counts[*category] += 1;
        }
        counts
    }

    fn overall(&self, label: &str) -> Row {
        let counts = self.counts(|_| true);
        shown(label, &counts, &row(&counts))
    }

    fn alone(&self) -> Block {
        let rows = vec![self.overall("Ensemble")];
        Block { label: self.label.clone(), categories: self.categories.clone(), rows }
    }

    /// By groups, the row of all last; `None` where that cannot be shown.
    fn by(&self, groups: &[String], of: &[usize]) -> Option<Block> {
        let counts: Vec<_> =
            (0..groups.len()).map(|group| self.counts(|candidate| of[candidate] == group)).collect();
        let hidden = crossed(&counts)?;
        let each = groups.iter().zip(&counts).zip(&hidden.cells);
        let mut rows: Vec<_> = each.map(|((label, counts), hidden)| shown(label, counts, hidden)).collect();
        rows.push(self.overall("Ensemble"));
        Some(Block { label: self.label.clone(), categories: self.categories.clone(), rows })
    }
}

fn shown(label: &str, counts: &[u32], hidden: &[bool]) -> Row {
    let total: u32 = counts.iter().sum();
    let cells = counts.iter().zip(hidden).map(|(count, hidden)| (!hidden).then_some(*count)).collect();
    Row { label: label.to_owned(), total: shown_total(total), cells }
}

fn shown_total(total: u32) -> Option<u32> {
    (total == 0 || total >= SMALLEST).then_some(total)
}

/// The report of a session, from its candidates.
pub fn report(facts: &[Fact], referential: &Referential) -> Report {
    let levels = level_questions(facts, referential);
    let decided = marks("Notes arrêtées", facts, |heard| heard.decided.mark());
    let others = [attendance(facts), conformity(facts)];
    let questions: Vec<&Question> = [&decided].into_iter().chain(&others).chain(&levels).collect();
    let groupings = vec![
        grouping("Par option", facts, &questions, |fact| fact.speciality.label()),
        grouping("Par forme", facts, &questions, |fact| fact.track.label()),
        grouping("Par type d’établissement", facts, &questions, |fact| fact.centre),
    ];
    let categories = levels.first().map(|one| one.categories.clone()).unwrap_or_default();
    Report {
        candidates: shown_total(u32::try_from(facts.len()).unwrap_or(u32::MAX)),
        levels: Block {
            label: "Niveaux par ligne de la grille".to_owned(),
            categories,
            rows: levels.iter().map(|one| one.overall(&one.label)).collect(),
        },
        marks: mark_rows(facts, &decided),
        median: median(facts),
        others: others.iter().map(Question::alone).collect(),
        groupings,
    }
}

fn level_questions(facts: &[Fact], referential: &Referential) -> Vec<Question> {
    let labels = referential.levels.iter().map(|one| one.label.clone());
    let categories: Vec<_> = labels.chain([NOTHING.to_owned()]).collect();
    let question = |(at, line): (usize, &crate::referential::Line)| {
        let answer = |fact: &Fact| {
            let level = fact.heard.as_ref().and_then(|heard| *heard.levels.get(at)?);
            let known = level.and_then(|level| referential.levels.iter().position(|one| one.level == level));
            known.unwrap_or(categories.len() - 1)
        };
        let answers = facts.iter().map(answer).collect();
        Question { label: line.label.clone(), categories: categories.clone(), answers }
    };
    referential.lines.iter().enumerate().map(question).collect()
}

fn marks(label: &str, facts: &[Fact], of: impl Fn(&Heard) -> Mark) -> Question {
    let mut categories = vec![format!("moins de {}", BANDS[0])];
    categories.extend(BANDS.windows(2).map(|pair| format!("{} à moins de {}", pair[0], pair[1])));
    categories.push(format!("{} et plus", BANDS[BANDS.len() - 1]));
    let nothing = categories.len();
    categories.push(NOTHING.to_owned());
    let band = |mark: Mark| BANDS.iter().filter(|bound| mark.hundredths() >= **bound * 100).count();
    let answers = facts.iter().map(|fact| fact.heard.as_ref().map_or(nothing, |heard| band(of(heard))));
    Question { label: label.to_owned(), categories, answers: answers.collect() }
}

/// Two rows of marks are shown beside each other where they differ for nobody, or for enough people.
fn mark_rows(facts: &[Fact], decided: &Question) -> Block {
    let before = marks("Avant pénalités", facts, |heard| heard.before);
    let after = marks("Après pénalités", facts, |heard| heard.after);
    let differ = |one: &Question, other: &Question| {
        let pairs = one.answers.iter().zip(&other.answers);
        u32::try_from(pairs.filter(|(one, other)| one != other).count()).unwrap_or(u32::MAX)
    };
    let mut kept: Vec<&Question> = vec![decided];
    for question in [&after, &before] {
        if kept.iter().all(|known| shown_total(differ(known, question)).is_some()) {
            kept.push(question);
        }
    }
    kept.reverse();
    Block {
        label: "Notes".to_owned(),
        categories: decided.categories.clone(),
        rows: kept.iter().map(|one| one.overall(&one.label)).collect(),
    }
}

fn attendance(facts: &[Fact]) -> Question {
    let categories = ["Entendue, note arrêtée", "Absente", "Sans oral"].map(str::to_owned).to_vec();
    let answer = |fact: &Fact| match (&fact.heard, fact.absent) {
        (Some(_), _) => 0,
        (None, true) => 1,
        (None, false) => 2,
    };
    Question { label: "Présence".to_owned(), categories, answers: facts.iter().map(answer).collect() }
}

fn conformity(facts: &[Fact]) -> Question {
    let mut categories: Vec<String> = facts.iter().filter_map(|fact| fact.conformity.clone()).collect();
    categories.sort();
    categories.dedup();
    categories.push("Sans avis".to_owned());
    let answer = |fact: &Fact| {
        let known = categories.iter().position(|one| Some(one) == fact.conformity.as_ref());
        known.unwrap_or(categories.len() - 1)
    };
    let answers = facts.iter().map(answer).collect();
    Question { label: "Conformité du dossier".to_owned(), categories, answers }
}

fn grouping(
    label: &str,
    facts: &[Fact],
    questions: &[&Question],
    of: impl Fn(&Fact) -> &'static str,
) -> Grouping {
    let mut groups: Vec<String> = facts.iter().map(|fact| of(fact).to_owned()).collect();
    groups.sort();
    groups.dedup();
    let place = |fact: &Fact| groups.iter().position(|group| group == of(fact)).unwrap_or(0);
    let places: Vec<_> = facts.iter().map(place).collect();
    let blocks = match groups.len() {
        0 | 1 => vec![],
        _ => questions.iter().filter_map(|question| question.by(&groups, &places)).collect(),
    };
    Grouping { label: label.to_owned(), blocks }
}

fn median(facts: &[Fact]) -> String {
    let mut marks: Vec<_> =
        facts.iter().filter_map(|fact| Some(fact.heard.as_ref()?.decided.mark())).collect();
    marks.sort_unstable();
    let enough = marks.len() >= 2 * SMALLEST as usize;
    let middle = marks.get(marks.len().saturating_sub(1) / 2).filter(|_| enough);
    middle.map(ToString::to_string).unwrap_or_default()
}

#[cfg(test)]
mod tests;
