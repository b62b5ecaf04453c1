//! Marks: exact, and of three kinds that never mix.
//!
//! Home of: E4-10
//!
//! A commission *proposes*, harmonisation *recommends*, the jury *decides*. Only a [`DecidedMark`] may reach a
//! candidate, so candidate-facing code asks for that type. No function here computes a mark from levels.

use crate::Refusal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A mark in hundredths of a point, exact. The scale (20 points) belongs to the referential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mark(i32);

impl Mark {
    /// The lowest mark.
    pub const ZERO: Self = Self(0);

    /// From hundredths of a point (1250 is 12,5).
    ///
    /// # Errors
    /// [`Refusal::MarkOutsideScale`] below 0 or above `scale` points.
    pub fn from_hundredths(hundredths: i64, scale: u16) -> Result<Self, Refusal> {
        match i32::try_from(hundredths) {
            Ok(value) if value >= 0 && value <= i32::from(scale) * 100 => Ok(Self(value)),
            _ => Err(Refusal::MarkOutsideScale { scale }),
        }
    }

    /// From what a person types: `12`, `12,5`, `12.25`; at most two decimals.
    ///
    /// # Errors
    /// [`Refusal::MarkNotANumber`] or [`Refusal::MarkOutsideScale`].
    pub fn parse(text: &str, scale: u16) -> Result<Self, Refusal> {
        let text = text.trim();
        let (whole, decimals) = text.split_once([',', '.']).unwrap_or((text, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 4 || !digits(whole) || !digits(decimals) || decimals.len() > 2 {
            return Err(Refusal::MarkNotANumber);
        }
        let number = |part: &str| part.parse::<i64>().map_err(|_| Refusal::MarkNotANumber);
        let cents = if decimals.is_empty() { 0 } else { number(&format!("{decimals:0<2}"))? };
        Self::from_hundredths(number(whole)? * 100 + cents, scale)
    }

    /// The mark in hundredths of a point.
    pub fn hundredths(self) -> i64 {
        i64::from(self.0)
    }

    /// This mark less some whole points, never below a floor in whole points; a mark already below it stays.
    #[must_use]
    pub fn minus_points(self, points: u16, floor: u16) -> Self {
        let floor = (i32::from(floor) * 100).min(self.0);
        Self((self.0 - i32::from(points) * 100).max(floor))
    }
}

impl fmt::Display for Mark {
    /// As it is written in French: `12`, `12,5`, `12,25`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, cents) = (self.0 / 100, self.0 % 100);
        match cents {
            0 => write!(f, "{whole}"),
            c if c % 10 == 0 => write!(f, "{whole},{}", c / 10),
            c => write!(f, "{whole},{c:02}"),
        }
    }
}

/// How a session rounds the global mark (data of the referential).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// « arrondie au point supérieur ».
    CeilPoint,
    /// To the half point above.
    CeilHalfPoint,
    /// As proposed.
    None,
}

impl Rounding {
    /// E4-10: « note globale sur 20 arrondie au point supérieur ».
    pub fn apply(self, mark: Mark) -> Mark {
        let step = match self {
            Self::CeilPoint => 100,
            Self::CeilHalfPoint => 50,
            Self::None => return mark,
        };
        Mark((mark.0 + step - 1) / step * step)
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident),+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(Mark);

        impl $name {
            /// Reads back a mark that was recorded as this kind, and as no other.
            pub fn recorded(mark: Mark) -> Self {
                Self(mark)
            }

            /// The number.
            pub fn mark(self) -> Mark {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

kinds! {
    /// What a commission proposes. Secret for the candidate (E4-31).
    ProposedMark,
    /// What harmonisation recommends beside a proposal. Secret for the candidate (E4-31).
    RecommendedMark,
    /// What the jury decided. The only mark a candidate may ever read.
    DecidedMark
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(text: &str) -> Mark {
        Mark::parse(text, 20).expect(text)
    }

    #[test]
    fn e4_10_marks_are_read_and_written_as_people_do() {
        for (typed, shown) in
            [("12", "12"), (" 12,5 ", "12,5"), ("12.25", "12,25"), ("7,05", "7,05"), ("20", "20")]
        {
            assert_eq!(mark(typed).to_string(), shown);
        }
        for wrong in ["", "abc", "-1", "12,345", "1e1", "12,,5", "½", ","] {
            assert_eq!(Mark::parse(wrong, 20), Err(Refusal::MarkNotANumber), "{wrong}");
        }
        for beyond in ["20,01", "21", "9999"] {
            assert_eq!(Mark::parse(beyond, 20), Err(Refusal::MarkOutsideScale { scale: 20 }), "{beyond}");
        }
    }

    #[test]
    fn e4_10_rounds_up_to_the_point() {
        assert_eq!(Rounding::CeilPoint.apply(mark("12,01")), mark("13"));
        assert_eq!(Rounding::CeilPoint.apply(mark("12")), mark("12"));
        assert_eq!(Rounding::CeilHalfPoint.apply(mark("12,01")), mark("12,5"));
        assert_eq!(Rounding::None.apply(mark("12,01")), mark("12,01"));
    }

    proptest! {
        #[test]
        fn e4_10_rounding_never_lowers_and_stays_within_a_point(cents in 0_i64..=2000) {
            let mark = Mark::from_hundredths(cents, 20).unwrap();
            for rounding in [Rounding::CeilPoint, Rounding::CeilHalfPoint, Rounding::None] {
                let rounded = rounding.apply(mark);
                prop_assert!(rounded >= mark && rounded.hundredths() - cents < 100 && rounded.hundredths() <= 2000);
                prop_assert_eq!(rounding.apply(rounded), rounded);
            }
        }

        #[test]
        fn e4_10_what_is_shown_is_what_is_read(cents in 0_i64..=2000) {
            let mark = Mark::from_hundredths(cents, 20).unwrap();
            prop_assert_eq!(Mark::parse(&mark.to_string(), 20), Ok(mark));
        }
    }
}
