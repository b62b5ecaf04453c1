//! The commission of two examiners, and who may sit on it.
//!
//! Home of: E4-21, E4-22

mod proposal;

pub use proposal::{Field, Proposal, Standing};

use crate::Refusal;
use crate::candidate::{Speciality, Track};
use crate::id::SchoolId;
use crate::referential::{OwnStudents, Referential};
use serde::{Deserialize, Serialize};

/// What an examiner is, as the text tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// Teaches the professional subjects of the STS, speciality SISR.
    TeacherSisr,
    /// Teaches the professional subjects of the STS, speciality SLAM.
    TeacherSlam,
    /// Teaches both specialities.
    TeacherBoth,
    /// Teaches another professional block (CEJM, CEJMA included).
    TeacherOtherBlock,
    /// A professional of the field.
    Professional,
}

impl Quality {
    /// All, in the order pages show them.
    pub const ALL: [Self; 5] = [
        Self::TeacherSisr,
        Self::TeacherSlam,
        Self::TeacherBoth,
        Self::TeacherOtherBlock,
        Self::Professional,
    ];

    /// The stable word for forms and rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::TeacherSisr => "teacher_sisr",
            Self::TeacherSlam => "teacher_slam",
            Self::TeacherBoth => "teacher_both",
            Self::TeacherOtherBlock => "teacher_other_block",
            Self::Professional => "professional",
        }
    }

    /// Reads a [`Quality::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|quality| quality.code() == code)
    }

    /// In French, for pages and forms.
    pub fn label(self) -> &'static str {
        match self {
            Self::TeacherSisr => "Enseignement professionnel, SISR",
            Self::TeacherSlam => "Enseignement professionnel, SLAM",
            Self::TeacherBoth => "Enseignement professionnel, SISR et SLAM",
            Self::TeacherOtherBlock => "Enseignement d’un bloc professionnel (CEJM, CEJMA…)",
            Self::Professional => "Profession informatique",
        }
    }

    /// Whether the examiner teaches the professional subjects of a speciality.
    pub fn teaches(self, speciality: Speciality) -> bool {
        match self {
            Self::TeacherBoth => true,
            Self::TeacherSisr => speciality == Speciality::Sisr,
            Self::TeacherSlam => speciality == Speciality::Slam,
            Self::TeacherOtherBlock | Self::Professional => false,
        }
    }
}

/// A person proposed for a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Identifies the person.
    pub id: crate::id::ExaminerId,
    /// For messages.
    pub name: String,
    /// What the person is.
    pub quality: Quality,
    /// The school of a teacher; `None` for a professional.
    pub school: Option<SchoolId>,
}

/// A candidate proposed for the commission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Examinee {
    /// For messages.
    pub name: String,
    /// The candidate's speciality.
    pub speciality: Speciality,
    /// The candidate's track.
    pub track: Track,
    /// The candidate's school, if any.
    pub school: Option<SchoolId>,
}

/// Something allowed that a planner should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// E4-22: no professional sits; the reason is recorded.
    NoProfessional,
    /// An examiner examines a candidate of the own school.
    OwnStudent {
        /// The examiner's name.
        examiner: String,
        /// The candidate's name.
        candidate: String,
    },
}

/// One of the two seats of a commission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// The teacher of the speciality.
    Lead,
    /// The professional, or the member by default.
    Second,
}

impl Seat {
    /// The stable word for forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Second => "second",
        }
    }

    /// Reads a [`Seat::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Lead, Self::Second].into_iter().find(|seat| seat.code() == code)
    }
}

/// A commission as it is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Composition {
    /// Speciality of the commission.
    pub speciality: Speciality,
    /// Track of the commission.
    pub track: Track,
    /// « Une personne enseignante … dans le domaine de spécialité ».
    pub lead: Member,
    /// « Une personne professionnelle … ou, à défaut, … ».
    pub second: Member,
    /// E4-22: why no professional sits, when none does.
    pub no_professional_reason: String,
}

impl Composition {
    /// E4-21 and E4-22 on the two members.
    ///
    /// # Errors
    /// [`Refusal::LeadNotATeacherOfSpeciality`], [`Refusal::SamePersonTwice`],
    /// [`Refusal::NoProfessionalWithoutReason`].
    pub fn check(&self) -> Result<Vec<Warning>, Refusal> {
        if !self.lead.quality.teaches(self.speciality) {
            return Err(Refusal::LeadNotATeacherOfSpeciality(self.speciality));
        }
        if self.lead.id == self.second.id {
            return Err(Refusal::SamePersonTwice);
        }
        if self.second.quality == Quality::Professional {
            return Ok(vec![]);
        }
        if self.no_professional_reason.trim().is_empty() {
            return Err(Refusal::NoProfessionalWithoutReason);
        }
        Ok(vec![Warning::NoProfessional])
    }

    /// The commission with somebody else in one seat, where the rules allow it, also for everybody it hears. A reason
    /// is taken where no professional sits then; a professional needs none.
    ///
    /// # Errors
    /// Those of [`Composition::check`] and [`Composition::check_examinee`].
    pub fn replaced(
        &self,
        (seat, by): (Seat, Member),
        reason: &str,
        heard: &[Examinee],
        referential: &Referential,
    ) -> Result<(Self, Vec<Warning>), Refusal> {
        let mut new = self.clone();
        match seat {
            Seat::Lead => new.lead = by,
            Seat::Second => {
                let professional = by.quality == Quality::Professional;
                new.no_professional_reason = if professional { String::new() } else { reason.to_owned() };
                new.second = by;
            }
        }
        let mut warnings = new.check()?;
        for who in heard {
            warnings.extend(new.check_examinee(who, referential)?);
        }
        Ok((new, warnings))
    }

    /// Whether one candidate may be examined by this commission.
    ///
    /// # Errors
    /// [`Refusal::OtherSpeciality`], [`Refusal::OtherTrack`], or [`Refusal::OwnStudent`] where the session's
    /// policy for the track forbids it.
    pub fn check_examinee(&self, who: &Examinee, referential: &Referential) -> Result<Vec<Warning>, Refusal> {
        if who.speciality != self.speciality {
            return Err(Refusal::OtherSpeciality(who.speciality));
        }
        if who.track != self.track {
            return Err(Refusal::OtherTrack(who.track));
        }
        let policy = match self.track {
            Track::OneOff => referential.policy.own_students_ponctuel,
            Track::Continuous => referential.policy.own_students_ccf,
        };
        let own = [&self.lead, &self.second];
        let mut own = own.into_iter().filter(|member| member.school.is_some() && member.school == who.school);
        let pair = |member: &Member| (member.name.clone(), who.name.clone());
        match (policy, own.next().map(pair)) {
            (_, None) | (OwnStudents::Allow, _) => Ok(vec![]),
            (OwnStudents::Warn, Some((examiner, candidate))) => {
                Ok(vec![Warning::OwnStudent { examiner, candidate }])
            }
            (OwnStudents::Forbid, Some((examiner, candidate))) => {
                Err(Refusal::OwnStudent { examiner, candidate })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn member(name: &str, quality: Quality, school: Option<&str>) -> Member {
        Member { id: name.into(), name: name.to_owned(), quality, school: school.map(SchoolId::from) }
    }

    fn composition(lead: Quality, second: Quality, reason: &str) -> Composition {
        Composition {
            speciality: Speciality::Sisr,
            track: Track::OneOff,
            lead: member("Mme Arnaud", lead, Some("zay")),
            second: member("M. Bastien", second, None),
            no_professional_reason: reason.to_owned(),
        }
    }

    #[test]
    fn e4_21_the_lead_teaches_the_speciality() {
        for lead in [Quality::TeacherSlam, Quality::TeacherOtherBlock, Quality::Professional] {
            let refused = composition(lead, Quality::Professional, "").check();
            assert_eq!(refused, Err(Refusal::LeadNotATeacherOfSpeciality(Speciality::Sisr)));
        }
        for lead in [Quality::TeacherSisr, Quality::TeacherBoth] {
            assert_eq!(composition(lead, Quality::Professional, "").check(), Ok(vec![]));
        }
    }

    #[test]
    fn e4_21_two_members_are_two_people() {
        let mut composition = composition(Quality::TeacherBoth, Quality::TeacherBoth, "désistement");
        composition.second = composition.lead.clone();
        assert_eq!(composition.check(), Err(Refusal::SamePersonTwice));
    }

    #[test]
    fn e4_22_a_second_member_by_default_needs_a_reason() {
        for second in [Quality::TeacherOtherBlock, Quality::TeacherSlam, Quality::TeacherSisr] {
            let without = composition(Quality::TeacherSisr, second, "  ").check();
            assert_eq!(without, Err(Refusal::NoProfessionalWithoutReason));
            let with = composition(Quality::TeacherSisr, second, "désistement le matin").check();
            assert_eq!(with, Ok(vec![Warning::NoProfessional]));
        }
    }

    #[test]
    fn e4_21_speciality_track_and_own_students() {
        let commission = composition(Quality::TeacherSisr, Quality::Professional, "");
        let referential = sample();
        let mut who = Examinee {
            name: "Alix Martin".into(),
            speciality: Speciality::Sisr,
            track: Track::OneOff,
            school: Some("voltaire".into()),
        };
        assert_eq!(commission.check_examinee(&who, &referential), Ok(vec![]));
        who.school = Some("zay".into());
        assert!(matches!(commission.check_examinee(&who, &referential), Err(Refusal::OwnStudent { .. })));
        let ccf = Composition { track: Track::Continuous, ..commission.clone() };
        who.track = Track::Continuous;
        assert_eq!(ccf.check_examinee(&who, &referential), Ok(vec![]));
        assert_eq!(
            commission.check_examinee(&who, &referential),
            Err(Refusal::OtherTrack(Track::Continuous))
        );
        who.speciality = Speciality::Slam;
        assert_eq!(ccf.check_examinee(&who, &referential), Err(Refusal::OtherSpeciality(Speciality::Slam)));
    }

    #[test]
    fn e4_21_a_member_is_replaced_by_somebody_who_may_sit() {
        let commission = composition(Quality::TeacherSisr, Quality::Professional, "");
        let who = Examinee {
            name: "Alix Martin".into(),
            speciality: Speciality::Sisr,
            track: Track::OneOff,
            school: Some("voltaire".into()),
        };
        let heard = [who];
        let try_it = |seat, quality, school, reason: &str| {
            let by = (seat, member("Mme Caron", quality, school));
            commission.replaced(by, reason, &heard, &sample()).map(|(new, _)| new)
        };
        let own = try_it(Seat::Lead, Quality::TeacherSisr, Some("voltaire"), "");
        assert!(matches!(own, Err(Refusal::OwnStudent { .. })));
        let other = try_it(Seat::Lead, Quality::TeacherSlam, None, "");
        assert_eq!(other, Err(Refusal::LeadNotATeacherOfSpeciality(Speciality::Sisr)));
        assert!(try_it(Seat::Lead, Quality::TeacherBoth, Some("zola"), "").is_ok());
        let by_default = Quality::TeacherOtherBlock;
        let silent = try_it(Seat::Second, by_default, None, " ");
        assert_eq!(silent, Err(Refusal::NoProfessionalWithoutReason));
        let told = try_it(Seat::Second, by_default, None, "malade ce matin").unwrap();
        assert_eq!(told.no_professional_reason, "malade ce matin");
        assert_eq!(
            try_it(Seat::Second, Quality::Professional, None, "x").unwrap().no_professional_reason,
            ""
        );
    }
}
