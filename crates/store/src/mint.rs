//! Identifiers and instants as they are stored.

use crate::Fault;
use jiff::{Timestamp, civil::Date};

/// A `UUIDv7` from an instant and ten random bytes: in the order of creation, unguessable enough to be no secret.
pub fn id(now: Timestamp, random: [u8; 10]) -> String {
    let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid().to_string()
}

/// An instant as it is stored: RFC 3339, UTC, milliseconds, always the same width, so that text order is time order.
pub fn instant(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// Reads an [`instant`] back.
///
/// # Errors
/// [`Fault::Unreadable`].
pub fn read_instant(text: &str) -> Result<Timestamp, Fault> {
    text.parse().map_err(|_| Fault::unreadable("instant", text))
}

/// Reads a civil date back.
///
/// # Errors
/// [`Fault::Unreadable`].
pub fn read_date(text: &str) -> Result<Date, Fault> {
    text.parse().map_err(|_| Fault::unreadable("date", text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_have_one_width_and_read_back() {
        for text in ["2026-06-03T08:42:07.000Z", "2026-06-03T08:42:07.120Z", "1999-12-31T23:59:59.999Z"] {
            assert_eq!(instant(read_instant(text).unwrap()), text);
        }
        assert!(read_instant("hier").is_err());
    }

    #[test]
    fn identifiers_sort_by_creation() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let (early, late) = (id(at(1_700_000_000), [255; 10]), id(at(1_700_000_001), [0; 10]));
        assert!(early < late && early.len() == 36);
    }
}
