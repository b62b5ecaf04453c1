//! Who is there: the proof of identity, a late arrival, somebody who is missing.

use crate::Refusal;
use jiff::{SignedDuration, Timestamp};

/// The proof of identity that was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identity {
    /// « Carte nationale d’identité ».
    NationalCard,
    /// « Passeport ».
    Passport,
    /// « Titre de séjour ».
    ResidencePermit,
    /// « Permis de conduire ».
    DrivingLicence,
    /// Another one.
    Other,
}

impl Identity {
    /// All, in the order pages show them.
    pub const ALL: [Self; 5] =
        [Self::NationalCard, Self::Passport, Self::ResidencePermit, Self::DrivingLicence, Self::Other];

    /// The stable word for forms and rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::NationalCard => "national_card",
            Self::Passport => "passport",
            Self::ResidencePermit => "residence_permit",
            Self::DrivingLicence => "driving_licence",
            Self::Other => "other",
        }
    }

    /// Reads an [`Identity::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// In French, for pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::NationalCard => "Carte nationale d’identité",
            Self::Passport => "Passeport",
            Self::ResidencePermit => "Titre de séjour",
            Self::DrivingLicence => "Permis de conduire",
            Self::Other => "Autre pièce avec photographie",
        }
    }
}

/// What a line of the log of incidents tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IncidentKind {
    /// Free text.
    Remark,
    /// The candidate is not there.
    CandidateMissing,
    /// The candidate is there, and the commission is not.
    CommissionMissing,
}

impl IncidentKind {
    /// All.
    pub const ALL: [Self; 3] = [Self::Remark, Self::CandidateMissing, Self::CommissionMissing];

    /// The stable word for rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::Remark => "remark",
            Self::CandidateMissing => "candidate_missing",
            Self::CommissionMissing => "commission_missing",
        }
    }

    /// Reads an [`IncidentKind::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// In French, for pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Remark => "Remarque",
            Self::CandidateMissing => "Personne candidate absente",
            Self::CommissionMissing => "Commission absente",
        }
    }
}

/// How late somebody came; `None` within the minute of the hour fixed.
pub fn late_by(starts_at: Timestamp, arrived_at: Timestamp) -> Option<SignedDuration> {
    let late = arrived_at.duration_since(starts_at);
    (late >= SignedDuration::from_mins(1)).then_some(late)
}

/// A candidate says that the commission is missing from the hour of the oral, and for twelve hours.
///
/// # Errors
/// [`Refusal::NotThatHour`].
pub fn may_tell_missing_commission(starts_at: Timestamp, now: Timestamp) -> Result<(), Refusal> {
    let since = now.duration_since(starts_at);
    let then = SignedDuration::ZERO <= since && since <= SignedDuration::from_hours(12);
    if then { Ok(()) } else { Err(Refusal::NotThatHour) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_is_told_from_a_minute_on() {
        let at = Timestamp::UNIX_EPOCH;
        assert_eq!(late_by(at, at + SignedDuration::from_secs(59)), None);
        assert_eq!(late_by(at, at - SignedDuration::from_hours(1)), None);
        let late = SignedDuration::from_mins(12);
        assert_eq!(late_by(at, at + late), Some(late));
    }

    #[test]
    fn a_missing_commission_is_told_on_its_day() {
        let at = Timestamp::UNIX_EPOCH;
        let tell = |seconds| may_tell_missing_commission(at, at + SignedDuration::from_secs(seconds));
        assert_eq!([tell(-1), tell(12 * 3600 + 1)], [Err(Refusal::NotThatHour), Err(Refusal::NotThatHour)]);
        assert_eq!([tell(0), tell(12 * 3600)], [Ok(()), Ok(())]);
    }

    #[test]
    fn codes_read_back() {
        assert!(Identity::ALL.iter().all(|one| Identity::from_code(one.code()) == Some(*one)));
        assert!(IncidentKind::ALL.iter().all(|one| IncidentKind::from_code(one.code()) == Some(*one)));
    }
}
