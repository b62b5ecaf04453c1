//! What was read: plain values, the same in Rust and in JSON (`florilege.tableau/1`).

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The name of the JSON's shape.
pub const SCHEMA: &str = "florilege.tableau/1";

/// What the reader may be told about the candidate and the calendar; every field is optional, and a
/// check whose field is missing is not made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// Today, to tell periods in the future.
    pub today: Option<Date>,
    /// The first day of the training.
    pub training_from: Option<Date>,
    /// The candidate's number on the roster.
    pub roster_number: Option<String>,
    /// The year of the session, to tell the model of an older one.
    pub session: Option<i16>,
}

/// One synthesis table, as read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The file's name as given.
    pub file: String,
    /// The sheet the table stands on.
    pub sheet: String,
    /// The session as written on the sheet, such as « 2025 ».
    pub session: Option<String>,
    /// The exam as written on the sheet or its tab, such as « E5 ».
    pub exam: Option<String>,
    /// Who hands it in.
    pub candidate: Candidate,
    /// The competences, in the order of the header.
    pub competences: Vec<Competence>,
    /// The group headings, in the order of the sheet.
    pub groups: Vec<Group>,
    /// The achievements, in the order of the sheet.
    pub achievements: Vec<Achievement>,
    /// For each competence's column, how many achievements tick it.
    pub coverage: BTreeMap<String, u32>,
    /// What deserves a look.
    pub findings: Vec<Finding>,
}

/// The lines above the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Name and first name, as written.
    pub name: Option<String>,
    /// The candidate's number: digits, as found.
    pub number: Option<String>,
    /// The training centre.
    pub centre: Option<String>,
    /// The option.
    pub option: Option<Speciality>,
    /// How the option was written.
    pub option_read_by: OptionReadBy,
    /// The portfolio's address.
    pub portfolio_url: Option<String>,
}

/// The two options of the diploma.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Speciality {
    /// Infrastructure, systems and networks.
    Sisr,
    /// Software and applications.
    Slam,
}

impl Speciality {
    /// The option's four letters.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sisr => "SISR",
            Self::Slam => "SLAM",
        }
    }
}

/// How the option was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OptionReadBy {
    /// A mark or a bare word in a cell.
    Text,
    /// A shape, a text box or crossed borders over the cell.
    Drawing,
    /// Nowhere, or both.
    #[default]
    None,
}

/// One of the six competences of the block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Competence {
    /// The column's letter.
    pub column: String,
    /// The heading as found, or the official one when it had to be deduced.
    pub label: String,
}

/// A group heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// 1-based row.
    pub row: u32,
    /// The heading as found.
    pub label: String,
    /// What it groups.
    pub kind: GroupKind,
}

/// What a group heading groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    /// Done during the training.
    Training,
    /// Done at work during the first year.
    #[serde(rename = "workplace_year_1")]
    WorkplaceYear1,
    /// Done at work during the second year.
    #[serde(rename = "workplace_year_2")]
    WorkplaceYear2,
    /// Any other heading.
    Other,
}

/// One achievement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Achievement {
    /// 1-based row of its first line.
    pub row: u32,
    /// Index into the groups; none when it stands above the first heading.
    pub group: Option<usize>,
    /// The title.
    pub title: Option<String>,
    /// The documents and productions listed with it.
    pub documents: Vec<String>,
    /// When it was done.
    pub period: Period,
    /// The competences ticked, from left to right.
    pub ticks: Vec<Tick>,
    /// Whether its row is hidden.
    pub hidden: bool,
}

/// A period: the days it covers when they could be told, and the text in any case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// The text as shown.
    pub raw: Option<String>,
    /// The first day; a month or a year counts from its first day.
    pub from: Option<Date>,
    /// The last day; none when it is still under way.
    pub to: Option<Date>,
}

/// A ticked competence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// The column's letter.
    pub column: String,
    /// How the tick was written.
    pub read_by: ReadBy,
}

/// How a tick was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReadBy {
    /// A letter or a sign.
    Text,
    /// A logical value, such as a checkbox's.
    Boolean,
    /// A colour of the cell.
    Fill,
    /// Crossed diagonal borders.
    Border,
    /// A shape, a picture or a control over the cell.
    Drawing,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The table does not say what it must.
    Error,
    /// Probably a slip.
    Warning,
    /// Good to know.
    Info,
}

/// Something that deserves a look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its weight.
    pub severity: Severity,
    /// The sheet, if it is about one.
    pub sheet: Option<String>,
    /// The cell, if it is about one, such as « C9 ».
    pub cell: Option<String>,
    /// A name that does not change from one version to the next.
    pub code: String,
    /// French: where, and what to do.
    pub message: String,
}

/// The reading as indented JSON.
pub fn to_json(reading: &Reading) -> String {
    serde_json::to_string_pretty(reading).unwrap_or_default()
}
