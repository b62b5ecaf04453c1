//! What the office answered, and what the journal kept of it.

use crate::World;
use exam::Refusal;
use office::Failure;
use std::fmt::Debug;
use store::journal::Line;

/// The rule that refused.
///
/// # Panics
/// Where the answer is another one.
pub fn refused<T: Debug>(answer: Result<T, Failure>) -> Refusal {
    match answer {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

impl World {
    /// The lines of a thing's journal, oldest first.
    pub async fn journal(&self, kind: &str, id: &str) -> Vec<Line> {
        let mut tx = self.db.read().await.unwrap();
        store::journal::of(&mut tx, kind, id).await.unwrap()
    }

    /// Every chain of the journal is whole.
    pub async fn journal_is_whole(&self) -> usize {
        let mut tx = self.db.read().await.unwrap();
        let verification = store::journal::verify(&mut tx).await.unwrap();
        assert_eq!(verification.broken, Vec::<String>::new());
        verification.lines
    }
}
