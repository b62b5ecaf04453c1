//! The rule behind each refusal.

use super::{Refusal, Rule};

impl Refusal {
    /// The rule of the ledger behind the refusal, where there is one.
    pub fn rule(&self) -> Option<Rule> {
        Some(Rule(match self {
            Self::MarkNotANumber | Self::MarkOutsideScale { .. } => 10,
            Self::NoAppraisal => 11,
            Self::UnknownField(_) => 12,
            Self::SheetClosed
            | Self::ContentChanged
            | Self::VisaAlreadyGiven
            | Self::NotAMember
            | Self::SheetNotClosed
            | Self::DivergenceKnown
            | Self::NoDivergence
            | Self::SheetIncomplete(_) => 17,
            Self::UnknownGround(_) | Self::PieceWithoutVerdict(_) => 19,
            Self::DateNotOver { .. } => 18,
            Self::WindowClosed { .. } => 20,
            Self::LeadNotATeacherOfSpeciality(_) | Self::SamePersonTwice | Self::OtherSpeciality(_) => 21,
            Self::NoProfessionalWithoutReason => 22,
            Self::NotEligibleForCcf => 24,
            Self::TimeAlreadyKept { .. } | Self::TimesOutOfOrder { .. } | Self::ClockMoved => 16,
            Self::AfterCcfLimit { .. } => 25,
            Self::OutsideCcfPeriod { .. } => 26,
            Self::KeepsEarlierMark(_) | Self::DossierNotValid => 27,
            Self::NoReplacementDate | Self::DeclaredAbsent | Self::MarkOfAbsence => 29,
            Self::StillKept { .. }
            | Self::PurgeNotAnnounced
            | Self::PurgeAnnounced
            | Self::PurgeNotAsked
            | Self::PurgeAsked
            | Self::PurgeNeedsAnother
            | Self::ClaimOpen
            | Self::NothingToPurge => 32,
            Self::BundleIncomplete(_) | Self::BundleNotVerified => 33,
            Self::TooManyAchievements { .. } | Self::NoTable => 5,
            Self::AddressInvalid(_)
            | Self::LookedAtJustNow
            | Self::NoAddress
            | Self::TooManyPages { .. }
            | Self::NoPages
            | Self::NameTaken => 7,
            Self::FileKind { .. }
            | Self::FileTooLarge { .. }
            | Self::Picture(_)
            | Self::NotOnlyPhotos { .. } => 6,
            Self::NothingRecommended | Self::NotAHarmoniser => 23,
            Self::NotPublished | Self::MarkInAppraisal | Self::PassageNotFound { .. } => 31,
            Self::NotRegistered
            | Self::RequestNotSent
            | Self::RequestSettled
            | Self::RequestNotAccepted
            | Self::OralNotOver => 37,
            Self::SheetNotSigned => 34,
            Self::AlreadyDecided
            | Self::DossierClosed
            | Self::NotDeliberating
            | Self::MinutesSigned
            | Self::MinutesNotSigned => 36,
            _ => return None,
        }))
    }
}
