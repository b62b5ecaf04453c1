//! The jury: what it examines, and the mark it decides.
//!
//! Home of: E4-34, E4-36

use crate::Refusal;
use crate::mark::{DecidedMark, Mark};

/// What the jury has before it for one candidate (E4-34).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Examined {
    /// The sheet bears both visas.
    pub signed: bool,
    /// The appraisal is filled.
    pub has_appraisal: bool,
    /// A mark is already decided.
    pub decided: bool,
}

/// E4-34, E4-36: the jury examines the signed documents and decides the mark; after that nothing changes it. The
/// mark it decides is the jury's own: the proposal is never overwritten, and a different mark needs its reason.
///
/// # Errors
/// [`Refusal::AlreadyDecided`], [`Refusal::SheetNotSigned`], [`Refusal::NoAppraisal`], [`Refusal::ReasonRequired`].
pub fn decide(
    examined: Examined,
    proposed: Mark,
    decided: Mark,
    reason: &str,
) -> Result<DecidedMark, Refusal> {
    if examined.decided {
        return Err(Refusal::AlreadyDecided);
    }
    if !examined.signed {
        return Err(Refusal::SheetNotSigned);
    }
    if !examined.has_appraisal {
        return Err(Refusal::NoAppraisal);
    }
    if decided != proposed && reason.trim().is_empty() {
        return Err(Refusal::ReasonRequired);
    }
    Ok(DecidedMark::recorded(decided))
}

/// The results of a session are published once, when the jury has decided for every candidate it had to.
///
/// # Errors
/// [`Refusal::AlreadyPublished`], [`Refusal::Undecided`].
pub fn publish(already: bool, undecided: usize) -> Result<(), Refusal> {
    match (already, undecided) {
        (true, _) => Err(Refusal::AlreadyPublished),
        (false, 0) => Ok(()),
        (false, count) => Err(Refusal::Undecided { count }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READY: Examined = Examined { signed: true, has_appraisal: true, decided: false };

    fn mark(points: i64) -> Mark {
        Mark::from_hundredths(points * 100, 20).unwrap()
    }

    #[test]
    fn e4_34_the_jury_examines_signed_documents() {
        let decide = |examined| decide(examined, mark(12), mark(12), "");
        assert_eq!(decide(READY).map(DecidedMark::mark), Ok(mark(12)));
        assert_eq!(decide(Examined { signed: false, ..READY }), Err(Refusal::SheetNotSigned));
        assert_eq!(decide(Examined { has_appraisal: false, ..READY }), Err(Refusal::NoAppraisal));
    }

    #[test]
    fn e4_34_another_mark_than_the_proposed_one_has_a_reason() {
        assert_eq!(decide(READY, mark(9), mark(10), " "), Err(Refusal::ReasonRequired));
        assert!(decide(READY, mark(9), mark(10), "examen du dossier").is_ok());
    }

    #[test]
    fn e4_36_after_the_decision_nothing_changes_the_mark() {
        let decided = Examined { decided: true, ..READY };
        assert_eq!(decide(decided, mark(9), mark(9), ""), Err(Refusal::AlreadyDecided));
        assert_eq!(decide(decided, mark(9), mark(12), "erreur"), Err(Refusal::AlreadyDecided));
    }

    #[test]
    fn e4_36_results_are_published_once_and_whole() {
        assert_eq!(publish(false, 3), Err(Refusal::Undecided { count: 3 }));
        assert_eq!(publish(false, 0), Ok(()));
        assert_eq!(publish(true, 0), Err(Refusal::AlreadyPublished));
    }
}
