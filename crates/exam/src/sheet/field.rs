//! The fields of a sheet, each with its name, its type and its check.

use crate::Refusal;
use crate::grid::Level;
use crate::mark::Mark;
use crate::referential::Referential;
use std::fmt;

/// The longest text of a sheet, in characters.
pub const TEXT_LIMIT: usize = 4000;

/// One field of a sheet. Each is written, conflicts and is journaled on its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The level of a line (its code); the value is a [`Level::code`].
    Level(String),
    /// A note on a line of the grid (its code): the commission's own, on no form.
    LineNote(String),
    /// The mark that the commission proposes before penalties.
    Mark,
    /// A penalty (its code); the value is `yes` or empty.
    Penalty(String),
    /// Why a penalty is retained (its code).
    PenaltyReason(String),
    /// Observations on a part of the oral (its code).
    Observations(String),
    /// « Appréciation » of form 6-4.
    Appraisal,
    /// The sentence that records a gap in the coverage of the competences; empty: nothing recorded (E4-15).
    CoverageGap,
    /// The sentence that records an environment that is not conform; empty: nothing recorded (E4-15).
    EnvironmentGap,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Level(code) => write!(f, "level:{code}"),
            Self::LineNote(code) => write!(f, "line_note:{code}"),
            Self::Mark => f.write_str("mark"),
            Self::Penalty(code) => write!(f, "penalty:{code}"),
            Self::PenaltyReason(code) => write!(f, "penalty_reason:{code}"),
            Self::Observations(code) => write!(f, "observations:{code}"),
            Self::Appraisal => f.write_str("appraisal"),
            Self::CoverageGap => f.write_str("coverage_gap"),
            Self::EnvironmentGap => f.write_str("environment_gap"),
        }
    }
}

impl Field {
    /// Reads a field's name as it is displayed; whether a sheet has it, its referential says.
    ///
    /// # Errors
    /// [`Refusal::UnknownField`] for a name of another shape.
    pub fn from_name(name: &str) -> Result<Self, Refusal> {
        let field = match name.split_once(':') {
            None => match name {
                "mark" => Self::Mark,
                "appraisal" => Self::Appraisal,
                "coverage_gap" => Self::CoverageGap,
                "environment_gap" => Self::EnvironmentGap,
                _ => return Err(Refusal::UnknownField(name.to_owned())),
            },
            Some(("level", code)) => Self::Level(code.to_owned()),
            Some(("line_note", code)) => Self::LineNote(code.to_owned()),
            Some(("penalty", code)) => Self::Penalty(code.to_owned()),
            Some(("penalty_reason", code)) => Self::PenaltyReason(code.to_owned()),
            Some(("observations", code)) => Self::Observations(code.to_owned()),
            Some(_) => return Err(Refusal::UnknownField(name.to_owned())),
        };
        Ok(field)
    }

    /// Whether a sheet under a referential has this field.
    ///
    /// # Errors
    /// [`Refusal::UnknownField`] for a line, part or penalty that the referential does not have.
    pub fn check(&self, referential: &Referential) -> Result<(), Refusal> {
        if Self::all(referential).contains(self) {
            Ok(())
        } else {
            Err(Refusal::UnknownField(self.to_string()))
        }
    }

    /// Reads a field's name, and checks that a sheet has it.
    ///
    /// # Errors
    /// [`Refusal::UnknownField`].
    pub fn parse(name: &str, referential: &Referential) -> Result<Self, Refusal> {
        let field = Self::from_name(name)?;
        field.check(referential)?;
        Ok(field)
    }

    /// Every field of a sheet under a referential, in the order of the forms.
    pub fn all(referential: &Referential) -> Vec<Self> {
        let mut fields: Vec<_> =
            referential.parts.iter().map(|part| Self::Observations(part.code.clone())).collect();
        for line in &referential.lines {
            fields.extend([Self::Level(line.code.clone()), Self::LineNote(line.code.clone())]);
        }
        fields.extend([Self::CoverageGap, Self::EnvironmentGap, Self::Appraisal, Self::Mark]);
        for penalty in &referential.penalties {
            fields.extend([Self::Penalty(penalty.code.clone()), Self::PenaltyReason(penalty.code.clone())]);
        }
        fields
    }

    /// Brings a typed value to its one written form; empty means « nothing ».
    ///
    /// # Errors
    /// [`Refusal::UnknownField`] for a level that is not one of the five, [`Refusal::TextTooLong`], or a mark's.
    pub fn normalise(&self, typed: &str, referential: &Referential) -> Result<String, Refusal> {
        let typed = typed.trim().replace("\r\n", "\n");
        if typed.is_empty() {
            return Ok(String::new());
        }
        match self {
            Self::Level(_) => match Level::from_code(&typed) {
                Some(level) => Ok(level.code().to_owned()),
                None => Err(Refusal::UnknownField(typed)),
            },
            Self::Mark => Mark::parse(&typed, referential.scale).map(|mark| mark.to_string()),
            Self::Penalty(_) => Ok("yes".to_owned()),
            _ if typed.chars().count() > TEXT_LIMIT => Err(Refusal::TextTooLong { limit: TEXT_LIMIT }),
            _ => Ok(typed.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect()),
        }
    }
}
