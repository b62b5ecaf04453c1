//! The parts of a referential: plain data, one field for each value that a session may change.
//!
//! Every sentence is French and printed as it stands. Points are whole points on the scale, durations are
//! whole minutes, retention is whole calendar months, sessions are calendar years.

use serde::{Deserialize, Serialize};

use crate::grid::Level;
use crate::mark::Rounding;

use super::wordings::Wordings;

/// Everything a session of one exam takes from its official text (rules E4-10, E4-12, E4-14, E4-16, E4-32).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Referential {
    /// Name of the referential, such as `sio-e4-2022`; also the name of its file.
    pub code: String,
    /// Edition of the file, such as `1.0.0`; it grows with each correction.
    pub version: String,
    /// Code of the exam as it is printed: `E4`, `E5`, `EF4`.
    pub exam: String,
    /// Title of the exam, without its code.
    pub exam_title: String,
    /// Name of the diploma.
    pub diploma: String,
    /// Who drew the forms: the official text, or the software.
    pub layout: Layout,
    /// The text all this comes from, as one citation.
    pub source: String,
    /// Coefficient of the exam. An optional exam has 1 here and [`Referential::counts_above`] set.
    pub coefficient: u8,
    /// The mark counts only by its points above this value; `None` for a compulsory exam.
    #[serde(default)]
    pub counts_above: Option<u16>,
    /// Sessions this referential serves, years included at both ends.
    pub sessions: SessionRange,
    /// Labels of the annexes, without the word « annexe ». See [`Referential::annexes_of`].
    pub annexes: Annexes,
    /// Sessions of the range whose circular numbers its annexes in another way.
    #[serde(default)]
    pub annex_changes: Vec<AnnexChange>,
    /// Highest mark, in points (20).
    pub scale: u16,
    /// How the mark is rounded (E4-10).
    pub rounding: Rounding,
    /// Whether two penalties add up (E4-14).
    pub penalties_add_up: bool,
    /// The pieces of the dossier, in order (E4-01).
    pub pieces: Vec<Piece>,
    /// The parts of the oral, in order (E4-16).
    pub parts: Vec<Part>,
    /// The five levels of the grid, lowest first (E4-12, E4-13).
    pub levels: Vec<LevelWording>,
    /// The lines of the grid, in order (E4-12).
    pub lines: Vec<Line>,
    /// The competences of the block, in order; empty where the exam has none.
    #[serde(default)]
    pub competences: Vec<Competence>,
    /// The penalties printed between the proposed mark and the final mark (E4-14); may be empty.
    #[serde(default)]
    pub penalties: Vec<Penalty>,
    /// Grounds on which a dossier does not conform (E4-19); may be empty.
    #[serde(default)]
    pub grounds: Vec<Ground>,
    /// Outcomes of the conformity check (E4-19); may be empty.
    #[serde(default)]
    pub verdicts: Vec<Verdict>,
    /// How long the documents are kept (E4-32).
    pub retention: Retention,
    /// What the diploma asks of internships; used by the conformity check.
    pub internship: Internship,
    /// Fixed sentences of the forms.
    pub wordings: Wordings,
    /// Defaults for the questions the text leaves open; a session may set them otherwise.
    pub policy: Policy,
}

/// Who drew the forms of a referential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// The forms follow the official text.
    Official,
    /// The official form is not available: the layout is ours, and each sheet says so.
    Software,
}

/// A range of sessions, by year, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionRange {
    /// First session.
    pub from: i16,
    /// Last session; `None` while no later text is known.
    #[serde(default)]
    pub to: Option<i16>,
}

/// Labels of the annexes of the circular, such as `6-3`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annexes {
    /// Synthesis table.
    pub table: String,
    /// Conformity sheet.
    pub conformity: String,
    /// Grid.
    pub grid: String,
    /// Appraisal sheet for the candidate.
    pub appraisal: String,
    /// Model of an internship certificate.
    pub certificate: String,
    /// Course and assessment of the optional exam EF4.
    pub ef4: String,
    /// Request form for EF4.
    pub ef4_request: String,
    /// Grid of EF4.
    pub ef4_grid: String,
}

/// Annex labels that hold for some sessions of the range only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnnexChange {
    /// The sessions concerned.
    pub sessions: SessionRange,
    /// Their labels.
    pub annexes: Annexes,
}

/// One kind of piece of the dossier (E4-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    /// Stable code: `portfolio`, `table`, `certificates`, `request`.
    pub code: String,
    /// Short French name.
    pub label: String,
    /// What the text asks of it.
    pub wording: String,
    /// A further duty of the candidate about it, where the text gives one (E4-07).
    #[serde(default)]
    pub notice: Option<String>,
}

/// One part of the oral.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Stable code, such as `presentation`.
    pub code: String,
    /// Title without its number or duration.
    pub title: String,
    /// Duration in minutes.
    pub minutes: u16,
    /// Whole line of the form, with number and duration.
    pub wording: String,
}

/// How one level is called and recognised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelWording {
    /// The level.
    pub level: Level,
    /// Its official name.
    pub label: String,
    /// Its descriptors, from the « Tableau d'aide à l'appréciation ».
    pub descriptors: Vec<String>,
}

/// One line of the grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Stable code, such as `assets`.
    pub code: String,
    /// What is assessed.
    pub label: String,
    /// Code of the competence the line assesses; `None` for a line that is not one of the block's.
    #[serde(default)]
    pub competence: Option<String>,
    /// Skills (« savoir-faire ») printed under the label.
    #[serde(default)]
    pub skills: Vec<String>,
    /// Performance indicators, one sentence each.
    #[serde(default)]
    pub indicators: Vec<String>,
}

/// One competence of the block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Competence {
    /// Stable code, such as `assets`.
    pub code: String,
    /// Official label.
    pub label: String,
    /// Its skills (« savoir-faire »), in order.
    pub skills: Vec<String>,
}

/// A penalty (E4-14).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Penalty {
    /// Stable code, such as `portfolio_unreachable`.
    pub code: String,
    /// Official name.
    pub label: String,
    /// Points taken off; whole points, from 1 to the scale.
    pub points: u16,
    /// Whole line of the form, with its points.
    pub wording: String,
}

/// A ground of non-conformity (E4-19).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    /// Stable code, such as `late_deposit`.
    pub code: String,
    /// French label.
    pub label: String,
}

/// An outcome of the conformity check (E4-19).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    /// Stable code, such as `to_put_right`.
    pub code: String,
    /// French label.
    pub label: String,
}

/// How long the documents of the assessment are kept (E4-32).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Calendar months after the end of the training.
    pub months_after_training_end: u16,
    /// Official sentence.
    pub wording: String,
    /// What is kept beside the documents of the assessment, and how long.
    #[serde(default)]
    pub classes: Vec<KeptClass>,
}

/// A class of what is kept beside the documents of the assessment (E4-32).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptClass {
    /// Stable code, such as `person`.
    pub code: String,
    /// French label.
    pub label: String,
    /// From when its months count.
    pub after: KeptAfter,
    /// Calendar months.
    pub months: u16,
}

/// From when a duration of keeping counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptAfter {
    /// The end of the training.
    TrainingEnd,
    /// The last day of the orals.
    Orals,
}

/// What the diploma asks of internships.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Internship {
    /// Fewest weeks in all; 0 where the exam asks for none.
    pub min_weeks: u8,
}

/// Defaults for the questions the text leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// May an examiner examine own students, ponctuel track?
    pub own_students_ponctuel: OwnStudents,
    /// May an examiner examine own students, CCF track?
    pub own_students_ccf: OwnStudents,
    /// The absence, counted from 1, from which absences are « réitérées » (E4-29).
    pub repeated_absence_from: u8,
    /// What an absence by force majeure becomes in the ponctuel track.
    pub force_majeure_ponctuel: ForceMajeure,
    /// Lowest final mark, in points.
    pub floor: u16,
    /// A candidate who keeps an earlier mark of at least this many points is not convened.
    pub kept_mark_from: u16,
    /// Share of professionals in the jury, in percent.
    pub jury_professionals_percent: u8,
    /// Whether the candidate reads the appraisal only on a claim, after the results.
    pub appraisal_on_claim_only: bool,
}

/// Whether an examiner may examine own students.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnStudents {
    /// Allowed without remark.
    Allow,
    /// Allowed, with a warning.
    Warn,
    /// Refused.
    Forbid,
}

/// What an absence by force majeure becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForceMajeure {
    /// A mark of 0 with its ground recorded (code de l'éducation, D. 643-24).
    MarkZero,
    /// « Absent ».
    Absent,
}
