//! How long the documents of the assessment are kept: kept, then announced, then purged by two people, with a record.
//!
//! Home of: E4-32

mod plan;
mod record;

pub use plan::{Class, Count, classes, kept_to};
pub use record::{PurgeRecord, Signed};

use crate::Refusal;
use crate::id::AccountId;
use crate::referential::Referential;
use jiff::{ToSpan, civil::Date};

/// Days between the announcement of a purge and the purge. The text gives none: it is the software's own caution.
pub const NOTICE_DAYS: i32 = 30;

/// E4-32: the last day on which the documents of the assessment are kept, from the end of the candidate's training.
pub fn kept_until(training_end: Date, referential: &Referential) -> Date {
    training_end.saturating_add(i32::from(referential.retention.months_after_training_end).months())
}

/// The end of the training where nobody fixed it: the last day of the school year of the exam. The text says « la fin de
/// la formation » without a date: a later day keeps longer, never shorter.
pub fn training_end(fixed: Option<Date>, year: i16) -> Date {
    fixed.unwrap_or_else(|| Date::new(year, 8, 31).unwrap_or(Date::MAX))
}

/// Months after the last day of the orals during which an examiner's private notes are kept: as long as a result may be
/// brought before a court. The text gives none: they are no documents of the assessment.
pub const NOTE_MONTHS: i32 = 2;

/// The last day on which an examiner's private notes are kept, from the last day of the orals.
pub fn note_kept_until(orals_to: Date) -> Date {
    orals_to.saturating_add(NOTE_MONTHS.months())
}

/// Where the documents of a perimeter stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Kept; no purge is announced.
    Kept,
    /// A purge is announced, and cannot be done before this day.
    Announced {
        /// The first day of the purge.
        purgeable_from: Date,
    },
    /// Announced, and out of every delay.
    Purgeable,
}

/// The keeping of the documents of a perimeter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeping {
    /// The last day of keeping: [`kept_to`].
    pub until: Date,
    /// When the purge was announced, if it was.
    pub announced_on: Option<Date>,
}

impl Keeping {
    /// Whether a purge should now be announced: its notice would end after the keeping.
    pub fn to_announce(self, today: Date) -> bool {
        self.announced_on.is_none() && notice_end(today) > self.until
    }

    /// The first day on which a purge may be announced.
    pub fn announceable_from(self) -> Date {
        self.until.saturating_sub((NOTICE_DAYS - 1).days())
    }

    /// Announces: once, and not before the notice would end after the keeping.
    ///
    /// # Errors
    /// [`Refusal::PurgeAnnounced`], [`Refusal::StillKept`].
    pub fn announce(self, today: Date) -> Result<(), Refusal> {
        if self.announced_on.is_some() {
            return Err(Refusal::PurgeAnnounced);
        }
        if self.to_announce(today) { Ok(()) } else { Err(Refusal::StillKept { until: self.until }) }
    }

    /// Where the documents stand.
    pub fn state(self, today: Date) -> State {
        let Some(announced_on) = self.announced_on else { return State::Kept };
        let purgeable_from = notice_end(announced_on).max(self.until.saturating_add(1.day()));
        if today < purgeable_from { State::Announced { purgeable_from } } else { State::Purgeable }
    }

    /// Whether a purge may be asked for now.
    ///
    /// # Errors
    /// [`Refusal::StillKept`], [`Refusal::PurgeNotAnnounced`].
    pub fn ask(self, today: Date) -> Result<(), Refusal> {
        match self.state(today) {
            _ if today <= self.until => Err(Refusal::StillKept { until: self.until }),
            State::Kept => Err(Refusal::PurgeNotAnnounced),
            State::Announced { purgeable_from } => {
                Err(Refusal::StillKept { until: purgeable_from.saturating_sub(1.day()) })
            }
            State::Purgeable => Ok(()),
        }
    }

    /// Whether a purge may be done now: asked for by one person, confirmed by another.
    ///
    /// # Errors
    /// As [`Keeping::ask`]; [`Refusal::PurgeNotAsked`], [`Refusal::PurgeNeedsAnother`].
    pub fn confirm(self, today: Date, asked_by: Option<&AccountId>, by: &AccountId) -> Result<(), Refusal> {
        self.ask(today)?;
        match asked_by {
            None => Err(Refusal::PurgeNotAsked),
            Some(asked_by) if asked_by == by => Err(Refusal::PurgeNeedsAnother),
            Some(_) => Ok(()),
        }
    }
}

/// The first day after the notice that starts on this day.
fn notice_end(announced_on: Date) -> Date {
    announced_on.saturating_add(NOTICE_DAYS.days())
}

#[cfg(test)]
mod tests;
