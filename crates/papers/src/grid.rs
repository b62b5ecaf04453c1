//! Form 6-3, recto and verso, as data.

use crate::head::{Head, Identity, head, identity};
use crate::sheet::SheetPaper;
use crate::words::{Set, Typed, set, typed};
use exam::grid::Level;
use exam::penalty::Line as Step;
use exam::referential::{Line, Penalty};
use serde::Serialize;

/// Everything `templates/grid.typ` prints.
#[derive(Debug, Serialize)]
pub struct GridData {
    head: Head,
    identity: Identity,
    members_label: Set,
    members: Vec<Typed>,
    proposal: Proposal,
    penalties: Penalties,
    levels_heading: Set,
    levels: Vec<LevelColumn>,
    levels_label: Set,
    competences_label: Set,
    indicators_label: Set,
    lines: Vec<GridLine>,
    secrecy: Set,
}

/// From the profile to the mark before penalties.
#[derive(Debug, Serialize)]
struct Proposal {
    heading: Set,
    guidance: Set,
    vigilance: Set,
    steps: Vec<Amount>,
    mark: Box20,
}

/// A named mark between the profile and the mark.
#[derive(Debug, Serialize)]
struct Amount {
    label: Set,
    mark: Set,
}

/// A label, a mark or room for it, and « / 20 ».
#[derive(Debug, Serialize)]
pub struct Box20 {
    /// « NOTE » or « NOTE FINALE ».
    pub label: Set,
    /// Empty: room to write.
    pub mark: Set,
    /// « / 20 ».
    pub out_of: Set,
}

/// The penalties, from the mark to the final one (E4-14).
#[derive(Debug, Serialize)]
struct Penalties {
    heading: Set,
    notice: Set,
    lines: Vec<PenaltyLine>,
    mark: Box20,
    mark_notice: Set,
}

/// One penalty of the form, ticked or not.
#[derive(Debug, Serialize)]
struct PenaltyLine {
    wording: Set,
    ticked: bool,
    reason: Typed,
    /// « − 10 », where it counts.
    minus: Option<Set>,
    /// The mark left after it, where it counts.
    left: Option<Set>,
}

/// One level: a column of the recto's table and of the verso's.
#[derive(Debug, Serialize)]
struct LevelColumn {
    label: Set,
    descriptors: Vec<Set>,
}

/// One line of the verso (E4-12).
#[derive(Debug, Serialize)]
struct GridLine {
    label: Set,
    /// A line on a competence of the block stands out.
    competence: bool,
    skills: Vec<Set>,
    indicators: Vec<Set>,
    /// The column of the cross, from 0; none while no level is chosen.
    chosen: Option<usize>,
}

/// The form of this sheet.
pub fn data(paper: &SheetPaper) -> GridData {
    let referential = &paper.referential;
    let words = &referential.wordings;
    let level = |level: &exam::referential::LevelWording| LevelColumn {
        label: set(&level.label),
        descriptors: level.descriptors.iter().map(|text| set(text)).collect(),
    };
    GridData {
        head: head(paper, &referential.annexes.grid, &words.grid_title),
        identity: identity(paper),
        members_label: set(&words.commission_members),
        members: paper.members.iter().map(|name| typed(name)).collect(),
        proposal: proposal(paper),
        penalties: penalties(paper),
        levels_heading: set(&words.levels_heading),
        levels: referential.levels.iter().map(level).collect(),
        levels_label: set(&words.grid_levels),
        competences_label: set(&words.grid_competences),
        indicators_label: set(&words.grid_indicators),
        lines: referential.lines.iter().map(|line| grid_line(paper, line)).collect(),
        secrecy: set(&words.secrecy_notice),
    }
}

/// E4-10: the typed mark and its rounding, each on its own line.
fn proposal(paper: &SheetPaper) -> Proposal {
    let words = &paper.referential.wordings;
    let step = |step: &Step| match step {
        Step::Proposed(mark) => {
            Some(Amount { label: set("Note proposée par la commission"), mark: set(&mark.to_string()) })
        }
        Step::Rounded(mark) => {
            Some(Amount { label: set(&capitalised(&words.rounding_notice)), mark: set(&mark.to_string()) })
        }
        Step::Penalty { .. } => None,
    };
    let before = paper.calculation.as_ref().map(|calculation| calculation.before_penalties.to_string());
    Proposal {
        heading: set(&words.proposed_mark_heading),
        guidance: set(&words.grid_guidance),
        vigilance: set(&words.vigilance),
        steps: paper.calculation.iter().flat_map(|calculation| &calculation.lines).filter_map(step).collect(),
        mark: box20(paper, &words.mark, before),
    }
}

/// E4-14: every penalty of the session, ticked or not, with what it leaves.
fn penalties(paper: &SheetPaper) -> Penalties {
    let words = &paper.referential.wordings;
    let after = paper.calculation.as_ref().map(|calculation| calculation.after_penalties.to_string());
    Penalties {
        heading: set(&words.penalties_heading),
        notice: set(&words.penalties_notice),
        lines: paper.referential.penalties.iter().map(|penalty| penalty_line(paper, penalty)).collect(),
        mark: box20(paper, &words.final_mark, after),
        mark_notice: set(&words.final_mark_notice),
    }
}

fn penalty_line(paper: &SheetPaper, penalty: &Penalty) -> PenaltyLine {
    let retained = paper.penalties.iter().find(|(code, _)| *code == penalty.code);
    let steps = paper.calculation.iter().flat_map(|calculation| &calculation.lines);
    let counted = steps.filter_map(|step| match step {
        Step::Penalty { label, points, left } if *label == penalty.label => Some((*points, *left)),
        _ => None,
    });
    let counted = counted.last();
    PenaltyLine {
        wording: set(&penalty.wording),
        ticked: retained.is_some(),
        reason: typed(retained.map_or("", |(_, reason)| reason)),
        minus: counted.map(|(points, _)| set(&format!("−\u{a0}{points}"))),
        left: counted.map(|(_, left)| set(&left.to_string())),
    }
}

fn grid_line(paper: &SheetPaper, line: &Line) -> GridLine {
    let chosen = paper.profile.level(&line.code);
    let column = |chosen: Level| paper.referential.levels.iter().position(|level| level.level == chosen);
    GridLine {
        label: set(&line.label),
        competence: line.competence.is_some(),
        skills: line.skills.iter().map(|text| set(text)).collect(),
        indicators: line.indicators.iter().map(|text| set(text)).collect(),
        chosen: chosen.and_then(column),
    }
}

/// A box for a mark.
pub fn box20(paper: &SheetPaper, label: &str, mark: Option<String>) -> Box20 {
    Box20 {
        label: set(label),
        mark: set(&mark.unwrap_or_default()),
        out_of: set(&paper.referential.wordings.out_of.replace(' ', "\u{a0}")),
    }
}

/// The text with a capital at its start.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
