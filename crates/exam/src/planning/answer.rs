//! What an examiner answers: half-days, centres, and how many half-days at most.

use super::{Frame, HalfDay};
use crate::id::CandidateId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The availability of one examiner.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The half-days when the person can come.
    pub halves: BTreeSet<HalfDay>,
    /// The centres where the person can come, by their identifiers.
    pub centres: BTreeSet<String>,
    /// Half-days at most.
    pub most: usize,
    /// Candidates whom the person tutored, and does not examine.
    pub kept_away: BTreeSet<CandidateId>,
}

/// Two things of an answer, or of an answer and its frame, that do not go together. The answer is kept; people are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Contradiction {
    /// Comes in half-days, and in no centre.
    NoCentre,
    /// Accepts half-days, and gives none.
    NoHalfDay,
    /// Gives half-days, and accepts none.
    MostIsZero,
    /// Accepts more half-days than are given.
    MostAboveGiven {
        /// Half-days accepted.
        most: usize,
        /// Half-days given.
        given: usize,
    },
    /// Gives a half-day on which no oral is held.
    OutsideFrame(HalfDay),
    /// Names a centre that is no longer there.
    UnknownCentre,
    /// Sits in a half-day that is not given.
    SitsThen(HalfDay),
}

/// What does not go together in an answer; `sits` are the half-days when the person sits already.
pub fn contradictions(answer: &Answer, frame: &Frame, sits: &BTreeSet<HalfDay>) -> Vec<Contradiction> {
    let mut found = vec![];
    let given = answer.halves.len();
    if given == 0 && answer.most > 0 {
        found.push(Contradiction::NoHalfDay);
    }
    if given > 0 && answer.most == 0 {
        found.push(Contradiction::MostIsZero);
    }
    if given > 0 && answer.most > given {
        found.push(Contradiction::MostAboveGiven { most: answer.most, given });
    }
    if given > 0 && answer.centres.is_empty() {
        found.push(Contradiction::NoCentre);
    }
    if answer.centres.iter().any(|id| frame.centre(id).is_none()) {
        found.push(Contradiction::UnknownCentre);
    }
    found.extend(answer.halves.difference(&frame.halves).map(|half| Contradiction::OutsideFrame(*half)));
    found.extend(sits.difference(&answer.halves).map(|half| Contradiction::SitsThen(*half)));
    found
}
