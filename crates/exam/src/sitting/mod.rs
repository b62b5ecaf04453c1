//! The sitting: the parts of the oral, their real times, and the optional exam that follows.
//!
//! Home of: E4-16, E4-37

mod optional;
mod presence;
mod told;

pub use optional::{Answer, Request, Stage, Standing, WhichExam};
pub use presence::{Identity, IncidentKind, late_by, may_tell_missing_commission};
pub use told::{Happened, Moment, Told, What, happened};

use crate::Refusal;
use crate::id::CommissionId;
use crate::mark::{DecidedMark, Mark};
use crate::referential::{Part, Referential};
use jiff::{SignedDuration, Timestamp};
use std::fmt;

/// Extra time granted to a candidate (« aménagement des épreuves »): this share more of every duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ExtraTime {
    share: u16,
    of: u16,
}

impl ExtraTime {
    /// No arrangement.
    pub const NONE: Self = Self { share: 0, of: 1 };
    /// « Tiers temps ».
    pub const THIRD: Self = Self { share: 1, of: 3 };

    /// Reads a fraction of the duration, such as `1/3` or `1/2`; `0` means none. At most the whole duration more.
    pub fn parse(text: &str) -> Option<Self> {
        if text.trim() == "0" {
            return Some(Self::NONE);
        }
        let (share, of) = text.trim().split_once('/')?;
        let (share, of) = (share.parse().ok()?, of.parse().ok()?);
        (0 < share && share <= of).then_some(Self { share, of })
    }

    /// A duration with the extra time added.
    pub fn apply(self, duration: SignedDuration) -> SignedDuration {
        let seconds = duration.as_secs();
        SignedDuration::from_secs(seconds + seconds * i64::from(self.share) / i64::from(self.of))
    }
}

impl fmt::Display for ExtraTime {
    /// As it is read: `1/3`, or `0`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.share == 0 { f.write_str("0") } else { write!(f, "{}/{}", self.share, self.of) }
    }
}

/// How long a part may last (E4-16), from the referential and the candidate's arrangement.
pub fn allowed(part: &Part, extra: ExtraTime) -> SignedDuration {
    extra.apply(SignedDuration::from_mins(i64::from(part.minutes)))
}

/// How long the whole oral may last.
pub fn length(referential: &Referential, extra: ExtraTime) -> SignedDuration {
    referential.parts.iter().map(|part| allowed(part, extra)).sum()
}

/// Whether two orals, each its start and its length, overlap: nobody sits in both.
pub fn overlap(one: (Timestamp, SignedDuration), other: (Timestamp, SignedDuration)) -> bool {
    let from_one_to_other = other.0.duration_since(one.0);
    from_one_to_other < one.1 && -from_one_to_other < other.1
}

/// By how much an oral, its start and its length, runs into the next one of the same commission.
pub fn overrun(one: (Timestamp, SignedDuration), next: Timestamp) -> Option<SignedDuration> {
    Some(one.1 - next.duration_since(one.0)).filter(SignedDuration::is_positive)
}

/// The real times of one part (E4-16). An instant once kept is not overwritten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartTimes {
    /// The part's code.
    pub part: String,
    /// When it started.
    pub started_at: Timestamp,
    /// When it ended; `None` while it runs.
    pub ended_at: Option<Timestamp>,
    /// When the start was received, where a device without a network told it afterwards.
    pub start_received: Option<Timestamp>,
    /// When the end was received, where a device without a network told it afterwards.
    pub end_received: Option<Timestamp>,
}

/// One part against its duration: overrun is told, never refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elapsed {
    /// The part's code.
    pub part: String,
    /// How long it may last.
    pub allowed: SignedDuration,
    /// How long it has lasted so far.
    pub spent: SignedDuration,
    /// What is beyond the duration; zero within it.
    pub overrun: SignedDuration,
    /// It has not ended.
    pub running: bool,
}

/// The sitting of one candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitting {
    /// The candidate's arrangement.
    pub extra: ExtraTime,
    /// The parts that started, in the order of the oral.
    pub parts: Vec<PartTimes>,
}

impl Sitting {
    /// The real times of one part, once it started.
    pub fn times(&self, part: &str) -> Option<&PartTimes> {
        self.parts.iter().find(|times| times.part == part)
    }

    /// What to keep when a part starts: after all parts before it ended, and once.
    ///
    /// # Errors
    /// [`Refusal::UnknownField`], [`Refusal::TimeAlreadyKept`], [`Refusal::TimesOutOfOrder`].
    pub fn start(&self, part: &str, when: Happened, referential: &Referential) -> Result<PartTimes, Refusal> {
        let Happened { at, received } = when;
        let before = parts_before(part, referential)?;
        if self.times(part).is_some() {
            return Err(Refusal::TimeAlreadyKept { part: part.to_owned() });
        }
        let ended = |earlier: &Part| self.times(&earlier.code)?.ended_at;
        if !before.iter().all(|earlier| ended(earlier).is_some_and(|end| end <= at)) {
            return Err(Refusal::TimesOutOfOrder { part: part.to_owned() });
        }
        let part = part.to_owned();
        Ok(PartTimes { part, started_at: at, ended_at: None, start_received: received, end_received: None })
    }

    /// What to keep when a part ends: after it started, and once. Late is not refused: see [`Sitting::elapsed`].
    ///
    /// # Errors
    /// [`Refusal::UnknownField`], [`Refusal::TimeAlreadyKept`], [`Refusal::TimesOutOfOrder`].
    pub fn end(&self, part: &str, when: Happened, referential: &Referential) -> Result<PartTimes, Refusal> {
        let Happened { at, received } = when;
        parts_before(part, referential)?;
        match self.times(part) {
            Some(times) if times.ended_at.is_some() => {
                Err(Refusal::TimeAlreadyKept { part: part.to_owned() })
            }
            Some(times) if times.started_at <= at => {
                Ok(PartTimes { ended_at: Some(at), end_received: received, ..times.clone() })
            }
            _ => Err(Refusal::TimesOutOfOrder { part: part.to_owned() }),
        }
    }

    /// Each part that started, against its duration, as it stands at `now`.
    pub fn elapsed(&self, now: Timestamp, referential: &Referential) -> Vec<Elapsed> {
        let started = referential.parts.iter().filter_map(|part| Some((part, self.times(&part.code)?)));
        let told = started.map(|(part, times)| {
            let allowed = allowed(part, self.extra);
            let spent =
                times.ended_at.unwrap_or(now).duration_since(times.started_at).max(SignedDuration::ZERO);
            let overrun = (spent - allowed).max(SignedDuration::ZERO);
            Elapsed { part: part.code.clone(), allowed, spent, overrun, running: times.ended_at.is_none() }
        });
        told.collect()
    }

    /// When the oral ended: the end of its last part.
    pub fn ended_at(&self, referential: &Referential) -> Option<Timestamp> {
        self.times(&referential.parts.last()?.code)?.ended_at
    }
}

/// The parts of the oral before one of them.
fn parts_before<'a>(part: &str, referential: &'a Referential) -> Result<&'a [Part], Refusal> {
    let index = referential.parts.iter().position(|known| known.code == part);
    index.map(|index| &referential.parts[..index]).ok_or_else(|| Refusal::UnknownField(part.to_owned()))
}

/// The optional exam EF4 (E4-37): it has its own referential, form and grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowOn {
    /// The commission of the oral, and no other.
    pub commission: CommissionId,
    /// The end of the oral.
    pub starts_at: Timestamp,
}

/// E4-37: EF4 follows at once, with the same commission; `None` until the oral ended.
pub fn follow_on(oral: &Sitting, commission: &CommissionId, referential: &Referential) -> Option<FollowOn> {
    Some(FollowOn { commission: commission.clone(), starts_at: oral.ended_at(referential)? })
}

/// The points of a decided mark that count for the diploma: those above `counts_above` for an optional exam,
/// all of them for another.
pub fn points_counted(decided: DecidedMark, referential: &Referential) -> Mark {
    decided.mark().minus_points(referential.counts_above.unwrap_or(0), 0)
}

#[cfg(test)]
mod tests;
