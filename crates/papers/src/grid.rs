//! Form 6-3, recto and verso, as data.

use crate::head::{Head, Identity, head, identity};
use crate::sheet::SheetPaper;
use crate::words::{Text, text};
use exam::grid::Level;
use exam::penalty::Line as Step;
use exam::referential::{Line, Penalty};
use serde::Serialize;

/// Everything `templates/grid.typ` prints.
#[derive(Debug, Serialize)]
struct GridData {
    head: Head,
    identity: Identity,
    members_label: Text,
    members: Vec<Text>,
    proposal: Proposal,
    penalties: Penalties,
    levels_heading: Text,
    levels: Vec<LevelColumn>,
    levels_label: Text,
    competences_label: Text,
    indicators_label: Text,
    lines: Vec<GridLine>,
    secrecy: Text,
}

/// From the profile to the mark before penalties.
#[derive(Debug, Serialize)]
struct Proposal {
    heading: Text,
    guidance: Text,
    vigilance: Text,
    steps: Vec<Amount>,
    mark: Box20,
}

/// A named mark between the profile and the mark.
#[derive(Debug, Serialize)]
struct Amount {
    label: Text,
    mark: Text,
}

/// A label, a mark or room for it, and « / 20 ».
#[derive(Debug, Serialize)]
pub struct Box20 {
    /// « NOTE » or « NOTE FINALE ».
    pub label: Text,
    /// Empty: room to write.
    pub mark: Text,
    /// « / 20 ».
    pub out_of: Text,
}

/// The penalties, from the mark to the final one (E4-14).
#[derive(Debug, Serialize)]
struct Penalties {
    heading: Text,
    notice: Text,
    lines: Vec<PenaltyLine>,
    mark: Box20,
    mark_notice: Text,
}

/// One penalty of the form, ticked or not.
#[derive(Debug, Serialize)]
struct PenaltyLine {
    wording: Text,
    ticked: bool,
    reason: Text,
    /// « − 10 », where it counts.
    minus: Option<Text>,
    /// The mark left after it, where it counts.
    left: Option<Text>,
}

/// One level: a column of the recto's table and of the verso's.
#[derive(Debug, Serialize)]
struct LevelColumn {
    label: Text,
    descriptors: Vec<Text>,
}

/// One line of the verso (E4-12).
#[derive(Debug, Serialize)]
struct GridLine {
    label: Text,
    /// A line on a competence of the block stands out.
    competence: bool,
    skills: Vec<Text>,
    indicators: Vec<Text>,
    /// The column of the cross, from 0; none while no level is chosen.
    chosen: Option<usize>,
}

/// One form after the other.
#[derive(Debug, Serialize)]
pub struct Sheets {
    sheets: Vec<GridData>,
}

/// The forms of these sheets.
pub fn sheets(papers: &[SheetPaper]) -> Sheets {
    Sheets { sheets: papers.iter().map(data).collect() }
}

/// The form of this sheet.
fn data(paper: &SheetPaper) -> GridData {
    let referential = &paper.referential;
    let words = &referential.wordings;
    let level = |level: &exam::referential::LevelWording| LevelColumn {
        label: text(&level.label),
        descriptors: level.descriptors.iter().map(|written| text(written)).collect(),
    };
    GridData {
        head: head(paper, &referential.annexes.grid, &words.grid_title),
        identity: identity(paper),
        members_label: text(&words.commission_members),
        members: paper.members.iter().map(|name| text(name)).collect(),
        proposal: proposal(paper),
        penalties: penalties(paper),
        levels_heading: text(&words.levels_heading),
        levels: referential.levels.iter().map(level).collect(),
        levels_label: text(&words.grid_levels),
        competences_label: text(&words.grid_competences),
        indicators_label: text(&words.grid_indicators),
        lines: referential.lines.iter().map(|line| grid_line(paper, line)).collect(),
        secrecy: text(&words.secrecy_notice),
    }
}

/// E4-10: the typed mark and its rounding, each on its own line.
fn proposal(paper: &SheetPaper) -> Proposal {
    let words = &paper.referential.wordings;
    let step = |step: &Step| match step {
        Step::Proposed(mark) => {
            Some(Amount { label: text("Note proposée par la commission"), mark: text(&mark.to_string()) })
        }
        Step::Rounded(mark) => {
            Some(Amount { label: text(&capitalised(&words.rounding_notice)), mark: text(&mark.to_string()) })
        }
        Step::Penalty { .. } => None,
    };
    let before = paper.calculation.as_ref().map(|calculation| calculation.before_penalties.to_string());
    Proposal {
        heading: text(&words.proposed_mark_heading),
        guidance: text(&words.grid_guidance),
        vigilance: text(&words.vigilance),
        steps: paper.calculation.iter().flat_map(|calculation| &calculation.lines).filter_map(step).collect(),
        mark: box20(paper, &words.mark, before),
    }
}

/// E4-14: every penalty of the session, ticked or not, with what it leaves.
fn penalties(paper: &SheetPaper) -> Penalties {
    let words = &paper.referential.wordings;
    let after = paper.calculation.as_ref().map(|calculation| calculation.after_penalties.to_string());
    Penalties {
        heading: text(&words.penalties_heading),
        notice: text(&words.penalties_notice),
        lines: paper.referential.penalties.iter().map(|penalty| penalty_line(paper, penalty)).collect(),
        mark: box20(paper, &words.final_mark, after),
        mark_notice: text(&words.final_mark_notice),
    }
}

fn penalty_line(paper: &SheetPaper, penalty: &Penalty) -> PenaltyLine {
    let retained = paper.penalties.iter().find(|(code, _)| *code == penalty.code);
    let steps = paper.calculation.iter().flat_map(|calculation| &calculation.lines);
    let mut counted = steps.filter_map(|step| match step {
        Step::Penalty { label, points, left } if *label == penalty.label => Some((*points, *left)),
        _ => None,
    });
    let counted = counted.next_back();
    PenaltyLine {
        wording: text(&penalty.wording),
        ticked: retained.is_some(),
        reason: text(retained.map_or("", |(_, reason)| reason)),
        minus: counted.map(|(points, _)| text(&format!("−\u{a0}{points}"))),
        left: counted.map(|(_, left)| text(&left.to_string())),
    }
}

fn grid_line(paper: &SheetPaper, line: &Line) -> GridLine {
    let chosen = paper.profile.level(&line.code);
    let column = |chosen: Level| paper.referential.levels.iter().position(|level| level.level == chosen);
    GridLine {
        label: text(&line.label),
        competence: line.competence.is_some(),
        skills: line.skills.iter().map(|written| text(written)).collect(),
        indicators: line.indicators.iter().map(|written| text(written)).collect(),
        chosen: chosen.and_then(column),
    }
}

/// A box for a mark.
pub fn box20(paper: &SheetPaper, label: &str, mark: Option<String>) -> Box20 {
    Box20 {
        label: text(label),
        mark: text(&mark.unwrap_or_default()),
        out_of: text(&paper.referential.wordings.out_of.replace(' ', "\u{a0}")),
    }
}

/// The text with a capital at its start.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
