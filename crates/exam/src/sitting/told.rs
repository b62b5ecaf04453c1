//! What a device tells of a sitting: the parts that started and ended, the candidate who came; at once, or afterwards
//! where there was no network.

use super::Identity;
use crate::Refusal;
use jiff::{SignedDuration, Timestamp};

/// The longest that a day without a network lasts: beyond it, the device's clock was moved.
const LONGEST: SignedDuration = SignedDuration::from_hours(16);

/// Up to here it is told at once: what the network takes.
const AT_ONCE: SignedDuration = SignedDuration::from_secs(5);

/// The most lines that one sending holds.
const MOST: usize = 50;

/// Which end of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// It starts.
    Start,
    /// It ends.
    End,
}

/// What happened in the room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A part of the oral (its code) started or ended.
    Part(Moment, String),
    /// The candidate came, with this proof of identity.
    Arrival(Identity),
}

/// Something that happened, as a device tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What happened.
    pub what: What,
    /// When, by the device's clock.
    pub typed_at: Timestamp,
    /// How long before it was sent, by the same clock.
    pub ago: SignedDuration,
}

/// When something happened, by the server's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: Timestamp,
    /// When the server received it, where a device told it afterwards.
    pub received: Option<Timestamp>,
}

impl Happened {
    /// It happens now.
    pub fn now(now: Timestamp) -> Self {
        Self { at: now, received: None }
    }
}

impl Told {
    /// Reads what a device sends: on each line `start CODE`, `end CODE` or `arrival CODE`, then the instant of its
    /// clock. `sent_at` is the same clock when it sends them.
    ///
    /// # Errors
    /// [`Refusal::UnknownField`] for a line of another shape.
    pub fn read(text: &str, sent_at: &str) -> Result<Vec<Self>, Refusal> {
        let unknown = |what: &str| Refusal::UnknownField(what.to_owned());
        let sent_at: Timestamp = sent_at.parse().map_err(|_| unknown("sent_at"))?;
        let line = |line: &str| {
            let [kind, code, at] = line.split(' ').collect::<Vec<_>>()[..] else { return Err(unknown(line)) };
            let what = match kind {
                "start" => What::Part(Moment::Start, code.to_owned()),
                "end" => What::Part(Moment::End, code.to_owned()),
                "arrival" => What::Arrival(Identity::from_code(code).ok_or_else(|| unknown(code))?),
                _ => return Err(unknown(kind)),
            };
            let typed_at: Timestamp = at.parse().map_err(|_| unknown(at))?;
            Ok(Self { what, typed_at, ago: sent_at.duration_since(typed_at) })
        };
        text.lines().take(MOST).map(line).collect()
    }
}

/// When something happened that a device tells. Its clock decides no instant: only how long ago it was, counted back
/// from the server's own.
///
/// # Errors
/// [`Refusal::ClockMoved`] where that cannot be: the device's clock was moved in between.
pub fn happened(now: Timestamp, ago: SignedDuration) -> Result<Happened, Refusal> {
    if ago.abs() <= AT_ONCE {
        return Ok(Happened::now(now));
    }
    if ago.is_negative() || ago > LONGEST {
        return Err(Refusal::ClockMoved);
    }
    Ok(Happened { at: now - ago, received: Some(now) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> Timestamp {
        format!("2026-05-18T{time}Z").parse().unwrap()
    }

    #[test]
    fn e4_16_a_device_tells_afterwards_how_long_ago_and_its_clock_decides_no_instant() {
        // The device is an hour and a half ahead; the oral started ten minutes before it could be told.
        let told = Told::read("start presentation 2026-05-18T09:30:00Z", "2026-05-18T09:40:00Z").unwrap();
        let ten = SignedDuration::from_mins(10);
        let start = What::Part(Moment::Start, "presentation".into());
        assert_eq!((&told[0].what, told[0].ago), (&start, ten));
        let when = happened(at("08:10:00"), told[0].ago).unwrap();
        assert_eq!(when, Happened { at: at("08:00:00"), received: Some(at("08:10:00")) });
    }

    #[test]
    fn e4_16_what_is_told_at_once_is_the_server_s_own_instant() {
        for seconds in [-5, -1, 0, 5] {
            let when = happened(at("08:10:00"), SignedDuration::from_secs(seconds)).unwrap();
            assert_eq!(when, Happened::now(at("08:10:00")));
        }
    }

    #[test]
    fn e4_16_a_clock_that_was_moved_tells_no_instant() {
        for ago in [SignedDuration::from_hours(24 * 365), SignedDuration::from_secs(-6)] {
            assert_eq!(happened(at("08:10:00"), ago), Err(Refusal::ClockMoved));
        }
    }

    #[test]
    fn lines_of_another_shape_are_refused() {
        let sent = "2026-05-18T09:40:00Z";
        let told = "arrival passport 2026-05-18T09:00:00Z\nend interview 2026-05-18T09:39:00Z";
        assert_eq!(Told::read(told, sent).unwrap().len(), 2);
        for wrong in ["start", "start x", "stop x 2026-05-18T09:00:00Z", "arrival face 2026-05-18T09:00:00Z"]
        {
            assert!(Told::read(wrong, sent).is_err(), "{wrong}");
        }
        assert!(Told::read(told, "hier").is_err() && Told::read("start x hier", sent).is_err());
        assert_eq!(Told::read("", sent), Ok(vec![]));
    }
}
