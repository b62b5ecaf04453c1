//! The convocation: who convenes, who is convened, and what a person was told of where to be.
//!
//! Home of: E4-27

use crate::Refusal;
use crate::access::Role;
use crate::candidate::Track;
use crate::conformity::Outcome;
use crate::mark::DecidedMark;
use crate::referential::Referential;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// E4-27: who convenes the candidates and the commission: the head of school in CCF, else the authority.
pub fn convened_by(track: Track) -> Role {
    match track {
        Track::OneOff => Role::Authority,
        Track::Continuous => Role::HeadOfSchool,
    }
}

/// What decides whether a candidate is convened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidacy {
    /// The candidate withdrew (« désistement »).
    pub withdrawn: bool,
    /// The mark the candidate keeps from an earlier session.
    pub kept_mark: Option<DecidedMark>,
    /// The last outcome of the conformity check; `None` before it.
    pub conformity: Option<Outcome>,
}

impl Candidacy {
    /// Whether the candidate is convened. A dossier to put right, or not yet controlled, does not stand in the way.
    ///
    /// # Errors
    /// [`Refusal::Withdrawn`]; [`Refusal::KeepsEarlierMark`] from the policy's threshold on;
    /// [`Refusal::DossierNotValid`] when the controllers found the dossier not valid, or the candidate absent.
    pub fn check(&self, referential: &Referential) -> Result<(), Refusal> {
        if self.withdrawn {
            return Err(Refusal::Withdrawn);
        }
        let threshold = i64::from(referential.policy.kept_mark_from) * 100;
        if let Some(kept) = self.kept_mark.filter(|kept| kept.mark().hundredths() >= threshold) {
            return Err(Refusal::KeepsEarlierMark(kept));
        }
        match self.conformity {
            Some(Outcome::NotValid { .. } | Outcome::Absent) => Err(Refusal::DossierNotValid),
            Some(Outcome::Conform | Outcome::ToPutRight { .. }) | None => Ok(()),
        }
    }
}

/// One time and place that a convocation calls to: a candidate's oral, or an examiner's day on one commission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// « N° commission ».
    pub commission: String,
    /// The room, in words.
    pub room: String,
    /// When the person is called.
    pub starts_at: Timestamp,
    /// When the last of it ends, as planned.
    pub ends_at: Timestamp,
    /// What else to know: the exam that follows, the colleague. Empty where there is nothing.
    pub with: String,
}

/// What the convener says to everybody of a place, and each convocation repeats as it was when it was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instructions {
    /// Where to come: the centre, its address, the way in.
    pub place: String,
    /// What candidates bring, one thing a line.
    pub bring: String,
    /// Whom to write to or call.
    pub contact: String,
    /// How many minutes before the hour to be there.
    pub early: u8,
}

impl Instructions {
    /// The most minutes before the hour.
    pub const EARLY_LIMIT: u8 = 120;
}

/// Where the convocation of a person stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// The person is called nowhere, and was told nothing else.
    Nothing,
    /// The person is called, and was never told.
    ToSend,
    /// What was sent holds.
    Sent,
    /// What was sent holds no more: another hour, room or commission.
    ToSendAgain,
    /// What was sent holds no more, and nothing takes its place.
    ToCancel,
}

impl Stage {
    /// Something is to be sent to the person.
    pub fn waits(self) -> bool {
        matches!(self, Self::ToSend | Self::ToSendAgain | Self::ToCancel)
    }
}

/// E4-27: what is to be sent to a person, from what the last convocation said and where the person is called now. Only
/// those for whom something changed are told anew, and nobody is told of what is over. A convocation without a call is a
/// cancelled one.
pub fn stage(last: Option<&[Call]>, calls: &[Call], now: Timestamp) -> Stage {
    let last = last.unwrap_or_default();
    let over = last.iter().chain(calls).all(|call| call.ends_at <= now);
    match (last, calls) {
        ([], []) => Stage::Nothing,
        ([], _) if over => Stage::Nothing,
        ([], _) => Stage::ToSend,
        (last, calls) if over || last == calls => Stage::Sent,
        (_, []) => Stage::ToCancel,
        _ => Stage::ToSendAgain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mark::Mark;
    use crate::sample;

    #[test]
    fn e4_27_only_those_for_whom_something_changed_are_told_anew() {
        let call = |minutes: i64| Call {
            commission: "12".into(),
            room: "B 204".into(),
            starts_at: Timestamp::from_second(minutes * 60).unwrap(),
            ends_at: Timestamp::from_second((minutes + 40) * 60).unwrap(),
            with: String::new(),
        };
        let (nine, ten) = ([call(540)], [call(600)]);
        let before = Timestamp::UNIX_EPOCH;
        let stage = |last, calls| stage(last, calls, before);
        assert_eq!(stage(None, &[]), Stage::Nothing);
        assert_eq!(stage(None, &nine), Stage::ToSend);
        assert_eq!(stage(Some(&nine), &nine), Stage::Sent);
        assert_eq!(stage(Some(&nine), &ten), Stage::ToSendAgain);
        assert_eq!(stage(Some(&nine), &[]), Stage::ToCancel);
        assert_eq!(stage(Some(&[]), &[]), Stage::Nothing, "the cancellation was sent");
        assert_eq!(stage(Some(&[]), &nine), Stage::ToSend);
        let moved = [Call { room: "B 207".into(), ..call(540) }];
        assert_eq!(stage(Some(&nine), &moved), Stage::ToSendAgain);
        let evening = nine[0].ends_at;
        assert_eq!(super::stage(None, &nine, evening), Stage::Nothing, "nobody is told of what is over");
        assert_eq!(super::stage(Some(&nine), &moved, evening), Stage::Sent);
        assert_eq!(super::stage(Some(&nine), &ten, evening), Stage::ToSendAgain, "the new hour is to come");
        let waits = [Stage::ToSend, Stage::ToSendAgain, Stage::ToCancel].map(Stage::waits);
        assert!(waits.iter().all(|waits| *waits) && !Stage::Sent.waits() && !Stage::Nothing.waits());
    }

    #[test]
    fn e4_27_the_head_of_school_convenes_in_ccf() {
        assert_eq!(convened_by(Track::Continuous), Role::HeadOfSchool);
        assert_eq!(convened_by(Track::OneOff), Role::Authority);
    }

    #[test]
    fn e4_27_a_withdrawn_candidate_is_never_convened() {
        let candidacy =
            Candidacy { withdrawn: true, conformity: Some(Outcome::Conform), ..Candidacy::default() };
        assert_eq!(candidacy.check(&sample()), Err(Refusal::Withdrawn));
    }

    #[test]
    fn e4_27_a_mark_kept_from_an_earlier_session_exempts() {
        let candidacy = |typed: &str| Candidacy {
            kept_mark: Some(DecidedMark::recorded(Mark::parse(typed, 20).unwrap())),
            ..Candidacy::default()
        };
        assert!(matches!(candidacy("10").check(&sample()), Err(Refusal::KeepsEarlierMark(_))));
        assert_eq!(candidacy("9,99").check(&sample()), Ok(()));
        assert_eq!(Candidacy::default().check(&sample()), Ok(()));
        let mut referential = sample();
        referential.policy.kept_mark_from = 12;
        assert_eq!(candidacy("11").check(&referential), Ok(()));
    }

    #[test]
    fn e4_27_only_a_dossier_found_not_valid_stands_in_the_way() {
        let check = |conformity| Candidacy { conformity, ..Candidacy::default() }.check(&sample());
        let not_valid = Outcome::NotValid { ground: "late_deposit".into() };
        assert_eq!(check(Some(not_valid)), Err(Refusal::DossierNotValid));
        assert_eq!(check(Some(Outcome::Absent)), Err(Refusal::DossierNotValid));
        assert_eq!(check(Some(Outcome::Conform)), Ok(()));
        assert_eq!(check(Some(Outcome::ToPutRight { until: jiff::civil::date(2026, 4, 12) })), Ok(()));
        assert_eq!(check(None), Ok(()));
    }
}
