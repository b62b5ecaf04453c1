//! What a list says, as plain values.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize};

/// A list of candidates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// Name of the school, from the lines above the headings.
    pub school_name: Option<String>,
    /// National number of the school (UAI: seven digits and a letter), from the same lines.
    pub school_uai: Option<String>,
    /// Year of the session, from the same lines.
    pub session: Option<i16>,
    /// Code of the diploma (`32602` for BTS SIO), from the same lines.
    pub diploma: Option<String>,
    /// One row for each person, in the order of the file, faulty rows included.
    pub rows: Vec<Row>,
    /// Headings of the columns that were not read, in the order of the file.
    pub ignored_columns: Vec<String>,
    /// What the file has no column for, among what a list may say: it says nothing of it, for anybody.
    pub missing_columns: Vec<String>,
}

impl Roster {
    /// Whether the file has a column for a field (a name of [`fields`]).
    pub fn tells(&self, field: FieldName) -> bool {
        !self.missing_columns.iter().any(|missing| missing == field)
    }
}

/// A table as it was read, for a caller who knows what its columns say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The sheet's name; empty for a text.
    pub sheet: String,
    /// The header, then what stands under it: line or row of the file from 1, and its cells.
    pub rows: Vec<(usize, Vec<String>)>,
}

/// One person of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Line or row in the file, counted from 1.
    pub line: usize,
    /// Candidate number: eleven digits when it is right, as written (or empty) when it is not.
    pub number: String,
    /// The leading 0 was missing and has been put back.
    pub number_repaired: bool,
    /// Family name.
    pub family_name: String,
    /// Name in use, when it differs.
    pub usage_name: Option<String>,
    /// Given names, as written.
    pub given_names: String,
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Class (« Division de classe »).
    pub class: Option<String>,
    /// Category of candidate.
    pub category: Category,
    /// Option of the BTS SIO.
    pub option: Option<Opt>,
    /// Registered or withdrawn.
    pub state: State,
    /// Registered for the optional test EF4 « Engagement étudiant ».
    pub ef4: bool,
    /// School of this person, when the list has such a column (see also [`Roster::school_uai`]).
    pub school_uai: Option<String>,
    /// Name of the school of this person, when the list has such a column.
    pub school_name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// End of training, when the list has such a column.
    pub training_end: Option<Date>,
    /// Line of the first row that says exactly the same thing.
    pub duplicate_of: Option<usize>,
    /// What a person should look at.
    pub problems: Vec<Problem>,
}

impl Row {
    /// Whether the row can be imported: no error, and not the copy of an earlier row.
    pub fn importable(&self) -> bool {
        self.duplicate_of.is_none() && !self.problems.iter().any(|p| p.severity == Severity::Error)
    }
}

/// Category of candidate: the words of the list and what they mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// As written; empty when the list does not say.
    pub text: String,
    /// What it means.
    pub kind: CategoryKind,
}

/// Kind of candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CategoryKind {
    /// « Scolaire ».
    Pupil,
    /// « Apprenti ».
    Apprentice,
    /// « Formation continue ».
    ContinuingEducation,
    /// « Individuel », « ex-scolaire », « candidat libre », « expérience professionnelle ».
    Individual,
    /// « CNED », « enseignement à distance ».
    Distance,
    /// Not said, or not recognised.
    Other,
}

/// Option of the BTS SIO.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opt {
    /// Option A, code 32602A.
    Sisr,
    /// Option B, code 32602B.
    Slam,
}

/// State of the registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// « Inscrit », or a list without such a column.
    Registered,
    /// « Désisté ».
    Withdrawn,
    /// Other words, as written.
    Other(String),
}

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The row cannot be imported.
    Error,
    /// The row can be imported; somebody should check.
    Warning,
    /// For information.
    Info,
}

/// Name of a field of [`Row`]. An alias, because serde would borrow a bare `&str`.
pub type FieldName = &'static str;

/// Something to tell about one row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// The field, one of [`fields::ALL`].
    #[serde(deserialize_with = "known_field")]
    pub field: FieldName,
    /// French sentence: the line, the field, what to do.
    pub message: String,
}

fn known_field<'de, D: Deserializer<'de>>(source: D) -> Result<FieldName, D::Error> {
    let name = String::deserialize(source)?;
    fields::ALL
        .into_iter()
        .find(|known| *known == name)
        .ok_or_else(|| serde::de::Error::custom(format!("unknown field {name:?}")))
}

/// The values of [`Problem::field`].
pub mod fields {
    use super::FieldName;

    /// Candidate number.
    pub const NUMBER: FieldName = "number";
    /// Family name.
    pub const FAMILY_NAME: FieldName = "family_name";
    /// Name in use.
    pub const USAGE_NAME: FieldName = "usage_name";
    /// Given names.
    pub const GIVEN_NAMES: FieldName = "given_names";
    /// Date of birth.
    pub const BIRTH_DATE: FieldName = "birth_date";
    /// Class.
    pub const CLASS: FieldName = "class";
    /// Category.
    pub const CATEGORY: FieldName = "category";
    /// Option.
    pub const OPTION: FieldName = "option";
    /// State.
    pub const STATE: FieldName = "state";
    /// Optional test.
    pub const EF4: FieldName = "ef4";
    /// UAI of the school.
    pub const SCHOOL_UAI: FieldName = "school_uai";
    /// Name of the school.
    pub const SCHOOL_NAME: FieldName = "school_name";
    /// E-mail address.
    pub const EMAIL: FieldName = "email";
    /// End of training.
    pub const TRAINING_END: FieldName = "training_end";

    /// All of them.
    pub const ALL: [FieldName; 14] = [
        NUMBER,
        FAMILY_NAME,
        USAGE_NAME,
        GIVEN_NAMES,
        BIRTH_DATE,
        CLASS,
        CATEGORY,
        OPTION,
        STATE,
        EF4,
        SCHOOL_UAI,
        SCHOOL_NAME,
        EMAIL,
        TRAINING_END,
    ];
}
