//! The candidate: speciality, track, way of preparing, status.
//!
//! Home of: E4-24

use crate::{Refusal, referential::Referential};
use serde::{Deserialize, Serialize};

/// The speciality (« option ») of a candidate, a teacher or a commission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speciality {
    /// Solutions d'infrastructure, systèmes et réseaux.
    Sisr,
    /// Solutions logicielles et applications métiers.
    Slam,
}

impl Speciality {
    /// Both, in the order of the forms.
    pub const ALL: [Self; 2] = [Self::Sisr, Self::Slam];

    /// The official abbreviation.
    pub fn label(self) -> &'static str {
        match self {
            Self::Sisr => "SISR",
            Self::Slam => "SLAM",
        }
    }
}

/// How the exam is sat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Track {
    /// « Épreuve ponctuelle », convened by the authority.
    OneOff,
    /// « Contrôle en cours de formation » (CCF), in the school.
    Continuous,
}

impl Track {
    /// Both, in the order of the forms.
    pub const ALL: [Self; 2] = [Self::OneOff, Self::Continuous];

    /// The official name.
    pub fn label(self) -> &'static str {
        match self {
            Self::OneOff => "Épreuve ponctuelle",
            Self::Continuous => "Contrôle en cours de formation",
        }
    }
}

/// How a candidate prepared the diploma, as E4-24 tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preparation {
    /// « Voie scolaire », pupil of a school.
    School,
    /// « Formation professionnelle continue ».
    ContinuingEducation,
    /// « Apprentissage » in a CFA or an apprentice section.
    Apprenticeship,
    /// On one's own, by distance learning, or any other way.
    Other,
}

/// What a school is, for E4-24.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchoolStatus {
    /// Public, or private under contract.
    pub public_or_contract: bool,
    /// « Habilité » for continuing education and apprenticeship.
    pub approved: bool,
}

/// E4-24: who may sit the continuous assessment.
///
/// # Errors
/// [`Refusal::NotEligibleForCcf`] for every way of preparing that the text does not list.
pub fn may_sit_ccf(preparation: Preparation, school: SchoolStatus) -> Result<(), Refusal> {
    let eligible = match preparation {
        Preparation::School => school.public_or_contract,
        Preparation::ContinuingEducation => school.public_or_contract && school.approved,
        Preparation::Apprenticeship => school.approved,
        Preparation::Other => false,
    };
    if eligible { Ok(()) } else { Err(Refusal::NotEligibleForCcf) }
}

/// The track a candidate takes when the school assesses continuously: CCF where E4-24 allows it, else one-off.
pub fn track(preparation: Preparation, school: SchoolStatus, school_runs_ccf: bool) -> Track {
    if school_runs_ccf && may_sit_ccf(preparation, school).is_ok() {
        Track::Continuous
    } else {
        Track::OneOff
    }
}

/// Checks that a session's year is one the referential serves.
///
/// # Errors
/// [`Refusal::YearOutsideReferential`] otherwise.
pub fn year_fits(year: i16, referential: &Referential) -> Result<(), Refusal> {
    let range = &referential.sessions;
    if year < range.from || range.to.is_some_and(|to| year > to) {
        return Err(Refusal::YearOutsideReferential { year, from: range.from, to: range.to });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e4_24_only_the_listed_ways_of_preparing_sit_the_ccf() {
        let listed = SchoolStatus { public_or_contract: true, approved: true };
        let free = SchoolStatus { public_or_contract: false, approved: false };
        let not_approved = SchoolStatus { public_or_contract: true, approved: false };
        assert!(may_sit_ccf(Preparation::School, listed).is_ok());
        assert!(may_sit_ccf(Preparation::School, not_approved).is_ok());
        assert!(may_sit_ccf(Preparation::School, free).is_err());
        assert!(may_sit_ccf(Preparation::ContinuingEducation, not_approved).is_err());
        assert!(may_sit_ccf(Preparation::ContinuingEducation, listed).is_ok());
        assert!(may_sit_ccf(Preparation::Apprenticeship, listed).is_ok());
        assert!(may_sit_ccf(Preparation::Apprenticeship, not_approved).is_err());
        assert_eq!(may_sit_ccf(Preparation::Other, listed), Err(Refusal::NotEligibleForCcf));
    }

    #[test]
    fn e4_24_a_candidate_who_may_not_sit_the_ccf_goes_to_the_one_off_exam() {
        let school = SchoolStatus { public_or_contract: true, approved: true };
        assert_eq!(track(Preparation::School, school, true), Track::Continuous);
        assert_eq!(track(Preparation::School, school, false), Track::OneOff);
        assert_eq!(track(Preparation::Other, school, true), Track::OneOff);
    }
}
