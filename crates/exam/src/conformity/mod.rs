//! The conformity check of a dossier (annexe 6-2).
//!
//! Home of: E4-19, E4-28

mod weeks;

pub use weeks::{Weeks, weeks};

use crate::Refusal;
use crate::access::Role;
use crate::candidate::Track;
use crate::dossier::PieceKind;
use crate::id::AccountId;
use crate::referential::Referential;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a controller finds on one kind of piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PieceVerdict {
    /// The piece is in order.
    InOrder,
    /// The piece must be put right.
    ToPutRight,
    /// The piece is missing.
    Missing,
}

impl PieceVerdict {
    /// All, in the order pages show them.
    pub const ALL: [Self; 3] = [Self::InOrder, Self::ToPutRight, Self::Missing];

    /// The stable word for forms and rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::InOrder => "in_order",
            Self::ToPutRight => "to_put_right",
            Self::Missing => "missing",
        }
    }

    /// Reads a [`PieceVerdict::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }

    /// In French.
    pub fn label(self) -> &'static str {
        match self {
            Self::InOrder => "conforme",
            Self::ToPutRight => "à régulariser",
            Self::Missing => "manque",
        }
    }
}

/// The verdict on the whole dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Outcome {
    /// « Conforme ».
    Conform,
    /// « À régulariser », until a date.
    ToPutRight {
        /// The last day to put it right.
        until: Date,
    },
    /// « Non valide », on one of the referential's grounds.
    NotValid {
        /// The code of the ground.
        ground: String,
    },
    /// The candidate is absent: nothing was ever deposited and nobody answers.
    Absent,
}

impl Outcome {
    /// The stable word for forms and rows.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Conform => "conform",
            Self::ToPutRight { .. } => "to_put_right",
            Self::NotValid { .. } => "not_valid",
            Self::Absent => "absent",
        }
    }

    /// In French.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Conform => "Conforme",
            Self::ToPutRight { .. } => "À régulariser",
            Self::NotValid { .. } => "Non valide",
            Self::Absent => "Absent",
        }
    }
}

/// A verdict as a controller gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Piece by piece, one for each of [`PieceKind::ALL`].
    pub pieces: Vec<(PieceKind, PieceVerdict)>,
    /// On the whole.
    pub outcome: Outcome,
    /// The reason, in words; required for all but « conforme ».
    pub reason: String,
}

impl Verdict {
    /// E4-19: every piece has its verdict, every verdict its reason; a missing table or an unreachable portfolio is
    /// a penalty of the mark (E4-14) and no ground: the grounds are those of the referential.
    ///
    /// # Errors
    /// [`Refusal::PieceWithoutVerdict`], [`Refusal::ReasonRequired`], [`Refusal::UnknownGround`], or a date to put
    /// right outside `today..=last_day`.
    pub fn check(&self, referential: &Referential, today: Date, last_day: Date) -> Result<(), Refusal> {
        for kind in PieceKind::ALL {
            if !self.pieces.iter().any(|(piece, _)| *piece == kind) {
                return Err(Refusal::PieceWithoutVerdict(kind));
            }
        }
        if self.outcome != Outcome::Conform && self.reason.trim().is_empty() {
            return Err(Refusal::ReasonRequired);
        }
        match &self.outcome {
            Outcome::NotValid { ground }
                if !referential.grounds.iter().any(|known| known.code == *ground) =>
            {
                Err(Refusal::UnknownGround(ground.clone()))
            }
            Outcome::ToPutRight { until } if *until < today => {
                Err(Refusal::DateBefore { field: "à régulariser jusqu’au", earliest: today })
            }
            Outcome::ToPutRight { until } if *until > last_day => {
                Err(Refusal::DateAfter { field: "à régulariser jusqu’au", latest: last_day })
            }
            _ => Ok(()),
        }
    }
}

/// Who controls: a designated commission in one-off (E4-19), the teaching team in CCF (E4-28).
pub fn controlled_by(track: Track) -> Role {
    match track {
        Track::OneOff => Role::Controller,
        Track::Continuous => Role::Teacher,
    }
}

/// E4-19: whether a verdict counts at once. « Non valide » takes two controllers: the first proposes it, and it counts
/// when another finds it again, on the same ground. Every other outcome counts by itself, over a proposal too.
///
/// `proposed` is the last verdict, where it is a proposal, and who made it.
pub fn counts_at_once(given: &Outcome, by: &AccountId, proposed: Option<(&Outcome, &AccountId)>) -> bool {
    let Outcome::NotValid { .. } = given else { return true };
    proposed.is_some_and(|(before, proposer)| before == given && proposer != by)
}

/// Why a controlled dossier waits to be looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Anew {
    /// The date to put it right is over, and nothing came.
    Overdue,
    /// A piece came since the verdict, also after « conforme »: what was controlled is not what is there.
    Arrived,
}

/// E4-19: whether a dossier waits anew: what was decided, today, and whether a piece came since.
pub fn anew(outcome: &Outcome, today: Date, arrived: bool) -> Option<Anew> {
    match outcome {
        _ if arrived => Some(Anew::Arrived),
        Outcome::ToPutRight { until } if today > *until => Some(Anew::Overdue),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use jiff::civil::date;

    #[test]
    fn e4_19_a_dossier_waits_anew_when_a_piece_came_or_its_date_is_over() {
        let until = Outcome::ToPutRight { until: date(2026, 4, 10) };
        assert_eq!(anew(&Outcome::Conform, date(2026, 4, 11), false), None);
        assert_eq!(anew(&Outcome::Conform, date(2026, 4, 11), true), Some(Anew::Arrived));
        assert_eq!(anew(&until, date(2026, 4, 10), false), None);
        assert_eq!(anew(&until, date(2026, 4, 11), false), Some(Anew::Overdue));
        assert_eq!(anew(&until, date(2026, 4, 11), true), Some(Anew::Arrived));
    }

    fn verdict(outcome: Outcome, reason: &str) -> Verdict {
        let pieces = PieceKind::ALL.map(|kind| (kind, PieceVerdict::InOrder)).to_vec();
        Verdict { pieces, outcome, reason: reason.to_owned() }
    }

    fn check(verdict: &Verdict) -> Result<(), Refusal> {
        verdict.check(&sample(), date(2026, 4, 1), date(2026, 5, 1))
    }

    #[test]
    fn e4_19_piece_by_piece_with_a_reason() {
        assert_eq!(check(&verdict(Outcome::Conform, "")), Ok(()));
        let mut partial = verdict(Outcome::Conform, "");
        partial.pieces.remove(1);
        assert_eq!(check(&partial), Err(Refusal::PieceWithoutVerdict(PieceKind::Portfolio)));
        assert_eq!(check(&verdict(Outcome::Absent, " ")), Err(Refusal::ReasonRequired));
    }

    #[test]
    fn e4_19_the_date_to_put_right_stands_between_today_and_the_oral() {
        let until = |day| check(&verdict(Outcome::ToPutRight { until: day }, "signature absente"));
        assert_eq!(until(date(2026, 4, 12)), Ok(()));
        assert!(matches!(until(date(2026, 3, 31)), Err(Refusal::DateBefore { .. })));
        assert!(matches!(until(date(2026, 5, 2)), Err(Refusal::DateAfter { .. })));
    }

    #[test]
    fn e4_19_a_missing_table_or_portfolio_is_never_a_ground() {
        for penalty in sample().penalties {
            let refused = check(&verdict(Outcome::NotValid { ground: penalty.code.clone() }, "…"));
            assert_eq!(refused, Err(Refusal::UnknownGround(penalty.code)));
        }
        for ground in sample().grounds {
            assert_eq!(check(&verdict(Outcome::NotValid { ground: ground.code }, "…")), Ok(()));
        }
    }

    #[test]
    fn e4_19_not_valid_takes_two_controllers_on_one_ground() {
        let not_valid = |ground: &str| Outcome::NotValid { ground: ground.to_owned() };
        let (late, unsigned) = (not_valid("late_deposit"), not_valid("certificates_unsigned"));
        let (camille, rose) = (AccountId::from("camille"), AccountId::from("rose"));
        assert!(!counts_at_once(&late, &camille, None), "the first proposes");
        assert!(!counts_at_once(&late, &camille, Some((&late, &camille))), "nobody seconds oneself");
        assert!(counts_at_once(&late, &rose, Some((&late, &camille))), "another confirms");
        assert!(
            !counts_at_once(&unsigned, &rose, Some((&late, &camille))),
            "another ground is another proposal"
        );
    }

    #[test]
    fn e4_19_every_other_outcome_counts_at_once_over_a_proposal_too() {
        let proposed = Outcome::NotValid { ground: "late_deposit".into() };
        let (camille, rose) = (AccountId::from("camille"), AccountId::from("rose"));
        let until = date(2026, 4, 12);
        for outcome in [Outcome::Conform, Outcome::ToPutRight { until }, Outcome::Absent] {
            assert!(counts_at_once(&outcome, &camille, None));
            for by in [&camille, &rose] {
                assert!(counts_at_once(&outcome, by, Some((&proposed, &camille))));
            }
        }
    }

    #[test]
    fn e4_28_the_teaching_team_controls_in_ccf() {
        assert_eq!(controlled_by(Track::Continuous), Role::Teacher);
        assert_eq!(controlled_by(Track::OneOff), Role::Controller);
    }
}
