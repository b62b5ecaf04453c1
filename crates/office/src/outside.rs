//! The outside world, given to the office: a clock and randomness. Tests bring their own.

use jiff::Timestamp;

/// A clock and a source of randomness.
pub trait Outside: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;

    /// Fills bytes with unguessable randomness.
    fn random(&self, bytes: &mut [u8]);
}

/// Random bytes of a fixed number.
pub(crate) fn bytes<const N: usize>(outside: &dyn Outside) -> [u8; N] {
    let mut bytes = [0; N];
    outside.random(&mut bytes);
    bytes
}

/// Random text for tokens: two hexadecimal digits a byte.
pub(crate) fn token(outside: &dyn Outside) -> String {
    use std::fmt::Write as _;
    bytes::<32>(outside).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
