//! Why an act was not done.

use exam::Refusal;
use exam::sheet::Conflict;
use store::Fault;

/// Why an act was not done, or a view not shown.
#[derive(Debug)]
pub enum Failure {
    /// A right or a rule says no.
    Refused(Refusal),
    /// Other values were received since: both are shown.
    Conflict(Vec<Conflict>),
    /// Something was changed by somebody else since it was read; the person looks again.
    Outdated,
    /// There is no such thing.
    NotFound,
    /// The machine failed.
    Fault(Fault),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Fault(Fault::Json(error))
    }
}
