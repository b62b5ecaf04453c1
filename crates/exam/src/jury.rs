//! The jury: what it examines, and the mark it decides.
//!
//! Home of: E4-34, E4-36

use crate::Refusal;
use crate::absence::Consequence;
use crate::mark::{DecidedMark, Mark};

/// What the jury has before it for one candidate (E4-34).
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own that the rules ask for")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Examined {
    /// The sheet bears both visas.
    pub signed: bool,
    /// The appraisal is filled.
    pub has_appraisal: bool,
    /// A mark is already decided.
    pub decided: bool,
    /// The jury is in deliberation: marks are decided nowhere else.
    pub deliberating: bool,
    /// What the candidate's absence came to (E4-29), where there was one.
    pub absence: Option<Consequence>,
}

/// E4-34, E4-36: the jury examines the signed documents and decides the mark; after that nothing changes it. The
/// mark it decides is the jury's own: the proposal is never overwritten, and a different mark needs its reason.
///
/// An absent candidate has no sheet: one declared absent gets no mark, one absent by force majeure gets 0 (E4-29).
///
/// # Errors
/// [`Refusal::AlreadyDecided`], [`Refusal::NotDeliberating`], [`Refusal::DeclaredAbsent`], [`Refusal::MarkOfAbsence`],
/// [`Refusal::SheetNotSigned`], [`Refusal::NoAppraisal`], [`Refusal::ReasonRequired`].
pub fn decide(
    examined: Examined,
    proposed: Mark,
    decided: Mark,
    reason: &str,
) -> Result<DecidedMark, Refusal> {
    if examined.decided {
        return Err(Refusal::AlreadyDecided);
    }
    if !examined.deliberating {
        return Err(Refusal::NotDeliberating);
    }
    match examined.absence {
        Some(Consequence::Absent) => return Err(Refusal::DeclaredAbsent),
        Some(Consequence::MarkZero) if decided == Mark::ZERO => return Ok(DecidedMark::recorded(decided)),
        Some(Consequence::MarkZero) => return Err(Refusal::MarkOfAbsence),
        Some(Consequence::NewDate) | None => {}
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

/// What stands before the publication of a session's results.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outlook {
    /// The results are published.
    pub published: bool,
    /// The minutes of the jury are signed.
    pub signed: bool,
    /// Candidates who were heard, or absent with a mark, and wait for the jury.
    pub undecided: usize,
    /// Candidates whom no commission heard, though nothing kept them from it.
    pub unheard: usize,
}

/// The results of a session are published once, when the jury has decided for every candidate it had to. Those whom
/// nobody heard stay without a result: how many must have been seen. The minutes are signed before.
///
/// # Errors
/// [`Refusal::AlreadyPublished`], [`Refusal::Undecided`], [`Refusal::MinutesNotSigned`], [`Refusal::Unheard`].
pub fn publish(outlook: Outlook, unheard_seen: usize) -> Result<(), Refusal> {
    match outlook {
        Outlook { published: true, .. } => Err(Refusal::AlreadyPublished),
        Outlook { undecided: 1.., .. } => Err(Refusal::Undecided { count: outlook.undecided }),
        Outlook { signed: false, .. } => Err(Refusal::MinutesNotSigned),
        Outlook { unheard, .. } if unheard != unheard_seen => Err(Refusal::Unheard { count: unheard }),
        _ => Ok(()),
    }
}

/// A step of the room in which the jury goes through its candidates, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the one before.
    Back,
    /// To the one after.
    On,
    /// After a decision: from here on, then from the first again; here too, where another mark waits.
    Around,
}

/// Where a step leads from a place, among those that it may stop at.
pub fn step(stops: &[bool], at: usize, step: Step) -> Option<usize> {
    let open = |place: &usize| stops.get(*place).copied().unwrap_or_default();
    match step {
        Step::Back => (0..at.min(stops.len())).rev().find(open),
        Step::On => (at.saturating_add(1)..stops.len()).find(open),
        Step::Around => (at..stops.len()).chain(0..at.min(stops.len())).find(open),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const READY: Examined =
        Examined { signed: true, has_appraisal: true, decided: false, deliberating: true, absence: None };

    fn mark(points: i64) -> Mark {
        Mark::from_hundredths(points * 100, 20).unwrap()
    }

    #[test]
    fn e4_34_the_jury_examines_signed_documents() {
        let decide = |examined| decide(examined, mark(12), mark(12), "");
        assert_eq!(decide(READY).map(DecidedMark::mark), Ok(mark(12)));
        assert_eq!(decide(Examined { signed: false, ..READY }), Err(Refusal::SheetNotSigned));
        assert_eq!(decide(Examined { deliberating: false, ..READY }), Err(Refusal::NotDeliberating));
        assert_eq!(decide(Examined { has_appraisal: false, ..READY }), Err(Refusal::NoAppraisal));
    }

    #[test]
    fn e4_34_another_mark_than_the_proposed_one_has_a_reason() {
        assert_eq!(decide(READY, mark(9), mark(10), " "), Err(Refusal::ReasonRequired));
        assert!(decide(READY, mark(9), mark(10), "examen du dossier").is_ok());
    }

    #[test]
    fn e4_34_an_absent_candidate_has_no_mark_or_zero() {
        let unsigned = Examined { signed: false, has_appraisal: false, ..READY };
        let absent = |consequence| Examined { absence: Some(consequence), ..unsigned };
        let decide = |examined, points| decide(examined, Mark::ZERO, mark(points), "");
        assert_eq!(decide(absent(Consequence::Absent), 0), Err(Refusal::DeclaredAbsent));
        assert_eq!(decide(absent(Consequence::MarkZero), 0).map(DecidedMark::mark), Ok(Mark::ZERO));
        assert_eq!(decide(absent(Consequence::MarkZero), 8), Err(Refusal::MarkOfAbsence));
        assert_eq!(decide(absent(Consequence::NewDate), 8), Err(Refusal::SheetNotSigned));
    }

    #[test]
    fn e4_34_the_room_leads_to_the_next_who_waits_and_comes_around() {
        let stops = [false, true, false, true, false];
        assert_eq!(
            [0, 1, 2, 3, 4, 9].map(|at| step(&stops, at, Step::On)),
            [Some(1), Some(3), Some(3), None, None, None]
        );
        assert_eq!([0, 1, 2, 4].map(|at| step(&stops, at, Step::Back)), [None, None, Some(1), Some(3)]);
        assert_eq!([1, 2, 4].map(|at| step(&stops, at, Step::Around)), [Some(1), Some(3), Some(1)]);
        assert_eq!(step(&[false, false], 1, Step::Around), None);
        assert_eq!(step(&[], 0, Step::Around), None);
    }

    #[test]
    fn e4_36_after_the_decision_nothing_changes_the_mark() {
        let decided = Examined { decided: true, ..READY };
        assert_eq!(decide(decided, mark(9), mark(9), ""), Err(Refusal::AlreadyDecided));
        assert_eq!(decide(decided, mark(9), mark(12), "erreur"), Err(Refusal::AlreadyDecided));
    }

    #[test]
    fn e4_36_results_are_published_once_and_whole() {
        let outlook = |published, undecided, unheard| Outlook { published, signed: true, undecided, unheard };
        assert_eq!(publish(outlook(false, 3, 0), 0), Err(Refusal::Undecided { count: 3 }));
        assert_eq!(publish(outlook(false, 0, 0), 0), Ok(()));
        assert_eq!(publish(outlook(true, 0, 0), 0), Err(Refusal::AlreadyPublished));
        assert_eq!(publish(Outlook::default(), 0), Err(Refusal::MinutesNotSigned));
    }

    #[test]
    fn e4_36_a_candidate_nobody_heard_is_not_forgotten() {
        let two = Outlook { unheard: 2, signed: true, ..Outlook::default() };
        assert_eq!(publish(two, 0), Err(Refusal::Unheard { count: 2 }));
        assert_eq!(publish(two, 1), Err(Refusal::Unheard { count: 2 }));
        assert_eq!(publish(two, 2), Ok(()));
    }
}
