//! How far a list reaches: a whole session, or one school of it.

use super::sessions::subject_of;
use crate::Failure;
use crate::act::found;
use exam::access::Subject;
use exam::candidate::Track;
use exam::id::{SchoolId, SessionId};
use store::Tx;
use store::tables::candidates::Candidate;
use store::tables::schools::{self, School};
use store::tables::sessions::{self, Session};
use store::tables::subjects;

/// A session, where the authority convenes and controls, or a school, where its head and its teachers do (CCF).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Perimeter {
    /// What is sat one-off in a session.
    Session(SessionId),
    /// What is sat in CCF in a school.
    School(SchoolId),
}

/// A perimeter with what its rules need.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The session.
    pub session: Session,
    /// The school, where the perimeter is one.
    pub school: Option<School>,
}

impl Perimeter {
    /// The track of a perimeter (E4-19, E4-27, E4-28).
    pub fn track(&self) -> Track {
        match self {
            Self::Session(_) => Track::OneOff,
            Self::School(_) => Track::Continuous,
        }
    }

    /// Whether a candidate is in it.
    pub fn holds(&self, candidate: &Candidate) -> bool {
        let here = match self {
            Self::Session(_) => true,
            Self::School(school) => candidate.school.as_ref() == Some(school),
        };
        here && candidate.track == self.track()
    }

    /// What rights need to know of it.
    pub(crate) async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        let subject = match self {
            Self::Session(session) => subject_of(tx, session).await?,
            Self::School(school) => found(subjects::of_school(tx, school).await?)?,
        };
        Ok(Subject { track: Some(self.track()), ..subject })
    }

    pub(crate) async fn draw(&self, tx: &mut Tx) -> Result<Drawn, Failure> {
        match self {
            Self::Session(id) => Ok(Drawn { session: found(sessions::find(tx, id).await?)?, school: None }),
            Self::School(id) => {
                let school = found(schools::find(tx, id).await?)?;
                let session = found(sessions::find(tx, &school.session).await?)?;
                Ok(Drawn { session, school: Some(school) })
            }
        }
    }

    /// The kind and identifier of the thing, for an act about it.
    pub(crate) fn about(&self) -> crate::act::About {
        match self {
            Self::Session(id) => crate::act::about("session", id),
            Self::School(id) => crate::act::about("school", id),
        }
    }
}
