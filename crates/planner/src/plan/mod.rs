//! A plan: sessions, and what is known of their cost.

pub(crate) mod read;
mod write;

use crate::fault::Fault;
use crate::instance::Sitting;

/// A plan, complete or not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// The sessions, by half-day, centre, speciality and lead.
    pub sessions: Vec<Sitting>,
}

impl Plan {
    /// A plan with its sessions in the order of files: half-day, centre, speciality, lead.
    pub fn new(mut sessions: Vec<Sitting>) -> Self {
        sessions.sort_by_key(|sitting| (sitting.half, sitting.centre, sitting.spec, sitting.lead));
        Self { sessions }
    }

    /// Reads the `sessions` of a solution file; its other keys are ignored.
    ///
    /// # Errors
    /// The first value that is missing or of another shape, with its place.
    pub fn from_json(text: &str) -> Result<Self, Fault> {
        read::plan(text)
    }

    /// The sessions as JSON, in the solution format.
    pub fn sessions_json(&self) -> serde_json::Value {
        write::sessions(self)
    }

    /// How many candidates have a place.
    pub fn seated(&self) -> usize {
        self.sessions.iter().map(|sitting| sitting.candidates.len()).sum()
    }
}
