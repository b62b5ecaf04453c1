//! A clock that one turns by hand, and randomness that is always the same.

use jiff::{SignedDuration, Timestamp};
use office::Outside;
use std::sync::Mutex;

/// The outside world of a test.
#[derive(Debug)]
pub struct FakeOutside {
    state: Mutex<(Timestamp, u64)>,
}

impl FakeOutside {
    /// A clock that stands at an instant.
    pub fn at(now: Timestamp) -> Self {
        Self { state: Mutex::new((now, 1)) }
    }

    /// Turns the clock forward.
    pub fn forward(&self, duration: SignedDuration) {
        self.state.lock().unwrap().0 += duration;
    }

    /// Turns the clock to an instant.
    pub fn set(&self, now: Timestamp) {
        self.state.lock().unwrap().0 = now;
    }
}

impl Outside for FakeOutside {
    fn now(&self) -> Timestamp {
        self.state.lock().unwrap().0
    }

    /// `SplitMix64`: not random at all, and never twice the same.
    fn random(&self, bytes: &mut [u8]) {
        let mut state = self.state.lock().unwrap();
        for chunk in bytes.chunks_mut(8) {
            state.1 = state.1.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = state.1;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}
