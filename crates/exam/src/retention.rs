//! How long the documents of the assessment are kept: kept, then announced, then purged with a record.
//!
//! Home of: E4-32

use crate::Refusal;
use crate::id::{AccountId, CandidateId};
use crate::referential::Referential;
use jiff::{Timestamp, ToSpan, civil::Date};

/// Days between the announcement of a purge and the purge. The text gives none: it is the software's own caution.
pub const NOTICE_DAYS: i32 = 30;

/// E4-32: the last day on which documents are kept, from the end of the candidate's training.
pub fn kept_until(training_end: Date, referential: &Referential) -> Date {
    training_end.saturating_add(i32::from(referential.retention.months_after_training_end).months())
}

/// Where the documents of one candidate stand.
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

/// The keeping of one candidate's documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keeping {
    /// The last day of keeping: [`kept_until`].
    pub until: Date,
    /// When the purge was announced, if it was.
    pub announced_on: Option<Date>,
}

/// What stays of documents after their purge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurgeRecord {
    /// The candidate.
    pub candidate: CandidateId,
    /// Until when the documents were kept.
    pub kept_until: Date,
    /// When the purge was announced.
    pub announced_on: Date,
    /// The SHA-256 of each document purged, in hexadecimal.
    pub documents: Vec<String>,
    /// Who purged.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

impl Keeping {
    /// Whether a purge should now be announced: its notice would end after the keeping.
    pub fn to_announce(self, today: Date) -> bool {
        self.announced_on.is_none() && notice_end(today) > self.until
    }

    /// Where the documents stand.
    pub fn state(self, today: Date) -> State {
        let Some(announced_on) = self.announced_on else { return State::Kept };
        let purgeable_from = notice_end(announced_on).max(self.until.saturating_add(1.day()));
        if today < purgeable_from { State::Announced { purgeable_from } } else { State::Purgeable }
    }

    /// Purges: never before the end of the keeping, never without an announcement, never without a record.
    ///
    /// # Errors
    /// [`Refusal::StillKept`], [`Refusal::PurgeNotAnnounced`].
    pub fn purge(
        self,
        candidate: &CandidateId,
        documents: &[String],
        by: &AccountId,
        (at, today): (Timestamp, Date),
    ) -> Result<PurgeRecord, Refusal> {
        let announced_on = match (self.announced_on, self.state(today)) {
            (_, _) if today <= self.until => return Err(Refusal::StillKept { until: self.until }),
            (None, _) | (_, State::Kept) => return Err(Refusal::PurgeNotAnnounced),
            (_, State::Announced { purgeable_from }) => {
                return Err(Refusal::StillKept { until: purgeable_from.saturating_sub(1.day()) });
            }
            (Some(announced_on), State::Purgeable) => announced_on,
        };
        Ok(PurgeRecord {
            candidate: candidate.clone(),
            kept_until: self.until,
            announced_on,
            documents: documents.to_vec(),
            by: by.clone(),
            at,
        })
    }
}

/// The first day after the notice that starts on this day.
fn notice_end(announced_on: Date) -> Date {
    announced_on.saturating_add(NOTICE_DAYS.days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use jiff::civil::date;

    fn keeping(announced_on: Option<Date>) -> Keeping {
        Keeping { until: date(2027, 6, 30), announced_on }
    }

    fn purge(announced_on: Option<Date>, today: Date) -> Result<PurgeRecord, Refusal> {
        let documents = ["f00d".to_owned()];
        keeping(announced_on).purge(
            &"alix".into(),
            &documents,
            &"head".into(),
            (Timestamp::UNIX_EPOCH, today),
        )
    }

    #[test]
    fn e4_32_kept_one_year_after_the_end_of_the_training() {
        let mut referential = sample();
        assert_eq!(kept_until(date(2026, 6, 30), &referential), date(2027, 6, 30));
        assert_eq!(kept_until(date(2024, 2, 29), &referential), date(2025, 2, 28));
        referential.retention.months_after_training_end = 24;
        assert_eq!(kept_until(date(2026, 6, 30), &referential), date(2028, 6, 30));
    }

    #[test]
    fn e4_32_kept_then_announced_then_purgeable() {
        assert_eq!(keeping(None).state(date(2030, 1, 1)), State::Kept, "nothing is purged in silence");
        let early = keeping(Some(date(2027, 6, 1)));
        let announced = State::Announced { purgeable_from: date(2027, 7, 1) };
        assert_eq!(early.state(date(2027, 6, 30)), announced);
        assert_eq!(early.state(date(2027, 7, 1)), State::Purgeable);
        let late = keeping(Some(date(2027, 9, 1)));
        assert_eq!(late.state(date(2027, 9, 30)), State::Announced { purgeable_from: date(2027, 10, 1) });
        assert_eq!(late.state(date(2027, 10, 1)), State::Purgeable);
    }

    #[test]
    fn e4_32_a_purge_is_announced_in_time() {
        assert!(!keeping(None).to_announce(date(2027, 5, 31)));
        assert!(keeping(None).to_announce(date(2027, 6, 1)));
        assert!(!keeping(Some(date(2027, 6, 1))).to_announce(date(2027, 6, 2)));
    }

    #[test]
    fn e4_32_a_purge_leaves_its_record() {
        assert_eq!(purge(None, date(2027, 8, 1)), Err(Refusal::PurgeNotAnnounced));
        let still = |until| Err(Refusal::StillKept { until });
        assert_eq!(purge(Some(date(2027, 6, 1)), date(2027, 6, 30)), still(date(2027, 6, 30)));
        assert_eq!(purge(Some(date(2027, 6, 20)), date(2027, 7, 1)), still(date(2027, 7, 19)));
        let record = purge(Some(date(2027, 6, 1)), date(2027, 7, 1)).unwrap();
        assert_eq!((record.kept_until, record.documents.len()), (date(2027, 6, 30), 1));
    }
}
