//! The real clock and the system's randomness: the one place that reads them.

use jiff::{SignedDuration, Timestamp};
use office::Outside;
use rand::TryRng;
use rand::rngs::SysRng;

/// The machine's clock and the operating system's randomness.
#[derive(Debug)]
pub struct Machine;

impl Outside for Machine {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that the others are given")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    /// A system without randomness cannot keep a secret: it stops.
    fn random(&self, bytes: &mut [u8]) {
        if let Err(error) = SysRng.try_fill_bytes(bytes) {
            eprintln!("florilege : le système ne donne pas d’aléa ({error})");
            std::process::abort();
        }
    }
}

/// Time since a command began.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts now.
    #[expect(clippy::disallowed_methods, reason = "this is the clock that the others are given")]
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// Since the start.
    pub fn elapsed(&self) -> std::time::Duration {
        self.0.elapsed()
    }
}

/// The machine's clock, moved: the demonstration tells what happened before today.
#[derive(Debug)]
pub struct Shifted(pub SignedDuration);

impl Outside for Shifted {
    fn now(&self) -> Timestamp {
        Machine.now() + self.0
    }

    fn random(&self, bytes: &mut [u8]) {
        Machine.random(bytes);
    }
}
