//! The absence of a candidate from a sitting, and what it comes to.
//!
//! Home of: E4-29

use crate::Refusal;
use crate::candidate::Track;
use crate::mark::Mark;
use crate::referential::{ForceMajeure, Policy};
use serde::{Deserialize, Serialize};

/// How an absence is justified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Justification {
    /// Nothing justifies it.
    None,
    /// « Absence justifiée ».
    Justified,
    /// « Force majeure dûment constatée » (code de l'éducation, D. 643-24).
    ForceMajeure,
}

impl Justification {
    /// All, in the order pages show them.
    pub const ALL: [Self; 3] = [Self::None, Self::Justified, Self::ForceMajeure];

    /// The stable word for forms and rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Justified => "justified",
            Self::ForceMajeure => "force_majeure",
        }
    }

    /// Reads a [`Justification::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|justification| justification.code() == code)
    }

    /// In French.
    pub fn label(self) -> &'static str {
        match self {
            Self::None => "injustifiée",
            Self::Justified => "justifiée",
            Self::ForceMajeure => "force majeure",
        }
    }
}

/// What an absence comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consequence {
    /// Another date is proposed: a new sitting.
    NewDate,
    /// « Absent »: no other date, and the diploma cannot be delivered.
    Absent,
    /// The mark 0, recorded with its ground.
    MarkZero,
}

impl Consequence {
    /// All, in the order pages show them.
    pub const ALL: [Self; 3] = [Self::NewDate, Self::Absent, Self::MarkZero];

    /// The stable word for forms and rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::NewDate => "new_date",
            Self::Absent => "absent",
            Self::MarkZero => "mark_zero",
        }
    }

    /// Reads a [`Consequence::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|consequence| consequence.code() == code)
    }

    /// In French.
    pub fn label(self) -> &'static str {
        match self {
            Self::NewDate => "Nouvelle date",
            Self::Absent => "Absent",
            Self::MarkZero => "Note 0",
        }
    }

    /// The mark it gives, if it gives one.
    pub fn mark(self) -> Option<Mark> {
        (self == Self::MarkZero).then_some(Mark::ZERO)
    }
}

/// An absence as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// The candidate's track.
    pub track: Track,
    /// Which of the candidate's absences from this exam it is, counted from 1.
    pub nth: u8,
    /// How it is justified.
    pub justification: Justification,
    /// What was produced (« certificat médical du 18 mai »); required where it is justified.
    pub ground: String,
}

/// A decision on an absence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What the rule gives.
    pub usual: Consequence,
    /// What is decided.
    pub decided: Consequence,
    /// Why the authority decides otherwise; empty where it does not.
    pub reason: String,
}

impl Absence {
    /// E4-29: what the rule gives. In CCF a first justified absence gives another date, an unjustified or repeated
    /// one « absent »; in one-off there is no other date, and force majeure goes by the policy.
    pub fn consequence(&self, policy: &Policy) -> Consequence {
        match (self.track, self.justification) {
            (_, Justification::None) | (Track::OneOff, Justification::Justified) => Consequence::Absent,
            (Track::Continuous, _) if self.nth >= policy.repeated_absence_from => Consequence::Absent,
            (Track::Continuous, _) => Consequence::NewDate,
            (Track::OneOff, Justification::ForceMajeure) => match policy.force_majeure_ponctuel {
                ForceMajeure::MarkZero => Consequence::MarkZero,
                ForceMajeure::Absent => Consequence::Absent,
            },
        }
    }

    /// The decision. The authority may decide otherwise than the rule, with a reason, but the text leaves no choice
    /// for an unjustified absence: « il n'y a pas de date de remplacement ».
    ///
    /// # Errors
    /// [`Refusal::ReasonRequired`] for a justification without its ground, or another decision without its reason;
    /// [`Refusal::NoReplacementDate`].
    pub fn decide(&self, decided: Consequence, reason: &str, policy: &Policy) -> Result<Decision, Refusal> {
        if self.justification != Justification::None && self.ground.trim().is_empty() {
            return Err(Refusal::ReasonRequired);
        }
        let usual = self.consequence(policy);
        if decided == usual {
            return Ok(Decision { usual, decided, reason: String::new() });
        }
        if self.justification == Justification::None {
            return Err(Refusal::NoReplacementDate);
        }
        if reason.trim().is_empty() {
            return Err(Refusal::ReasonRequired);
        }
        Ok(Decision { usual, decided, reason: reason.trim().to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn absence(track: Track, nth: u8, justification: Justification) -> Absence {
        Absence { track, nth, justification, ground: "certificat médical".into() }
    }

    fn usual(track: Track, nth: u8, justification: Justification) -> Consequence {
        absence(track, nth, justification).consequence(&sample().policy)
    }

    #[test]
    fn e4_29_a_first_justified_absence_gives_another_date() {
        assert_eq!(usual(Track::Continuous, 1, Justification::Justified), Consequence::NewDate);
        assert_eq!(usual(Track::Continuous, 1, Justification::ForceMajeure), Consequence::NewDate);
    }

    #[test]
    fn e4_29_an_unjustified_or_repeated_absence_is_absent() {
        assert_eq!(usual(Track::Continuous, 1, Justification::None), Consequence::Absent);
        assert_eq!(usual(Track::Continuous, 2, Justification::Justified), Consequence::Absent);
        let mut policy = sample().policy;
        policy.repeated_absence_from = 3;
        let second = absence(Track::Continuous, 2, Justification::Justified);
        assert_eq!(second.consequence(&policy), Consequence::NewDate);
    }

    #[test]
    fn e4_29_force_majeure_in_one_off_is_a_mark_of_zero_with_its_ground() {
        assert_eq!(usual(Track::OneOff, 1, Justification::ForceMajeure), Consequence::MarkZero);
        assert_eq!(Consequence::MarkZero.mark(), Some(Mark::ZERO));
        assert_eq!(Consequence::Absent.mark(), None);
        assert_eq!(usual(Track::OneOff, 1, Justification::Justified), Consequence::Absent);
        let mut policy = sample().policy;
        policy.force_majeure_ponctuel = ForceMajeure::Absent;
        let absence = absence(Track::OneOff, 1, Justification::ForceMajeure);
        assert_eq!(absence.consequence(&policy), Consequence::Absent);
    }

    #[test]
    fn e4_29_the_authority_may_decide_otherwise_with_a_reason() {
        let policy = sample().policy;
        let second = absence(Track::Continuous, 2, Justification::Justified);
        assert_eq!(second.decide(Consequence::NewDate, " ", &policy), Err(Refusal::ReasonRequired));
        let decision = second.decide(Consequence::NewDate, "hospitalisation", &policy).unwrap();
        assert_eq!((decision.usual, decision.decided), (Consequence::Absent, Consequence::NewDate));
        assert!(second.decide(Consequence::Absent, "", &policy).is_ok());
        let without_ground = Absence { ground: " ".into(), ..second };
        assert_eq!(without_ground.decide(Consequence::Absent, "", &policy), Err(Refusal::ReasonRequired));
    }

    #[test]
    fn e4_29_an_unjustified_absence_has_no_replacement_date() {
        let unjustified = absence(Track::Continuous, 1, Justification::None);
        let refused = unjustified.decide(Consequence::NewDate, "indulgence", &sample().policy);
        assert_eq!(refused, Err(Refusal::NoReplacementDate));
    }

    #[test]
    fn e4_29_codes_read_back() {
        assert!(Justification::ALL.iter().all(|one| Justification::from_code(one.code()) == Some(*one)));
        assert!(Consequence::ALL.iter().all(|one| Consequence::from_code(one.code()) == Some(*one)));
    }
}
