//! What waits for a person, by the roles held: the facts of the « à faire » page. The page gives the words.

use crate::acts::commissions::SeeCommissions;
use crate::acts::conformity::queue;
use crate::acts::dossiers::{Dossier, SeeOwnDossier};
use crate::acts::jury::{SeeOwnResult, workspace};
use crate::acts::people::SeePeople;
use crate::acts::perimeter::{Drawn, Perimeter};
use crate::acts::sessions::{SeeSession, Session};
use crate::acts::{days, jury};
use crate::{Failure, Office};
use exam::access::{Actor, Place, Role};
use exam::disclosure::Disclosure;
use exam::id::SessionId;
use exam::sheet::State;

/// One thing of a person's.
#[derive(Debug, Clone)]
pub enum Duty {
    /// A session to prepare.
    Prepare {
        /// The session.
        session: Session,
        /// How many schools it has.
        schools: usize,
        /// How many candidates it has.
        candidates: usize,
        /// How many candidates have no account.
        without_account: usize,
    },
    /// Candidates to seat before commissions.
    Compose {
        /// Where.
        perimeter: Perimeter,
        /// The session, and the school where there is one.
        drawn: Drawn,
        /// How many candidates have no commission.
        unseated: usize,
        /// How many commissions there are.
        commissions: usize,
    },
    /// Dossiers to control.
    Control {
        /// Where.
        perimeter: Perimeter,
        /// The session, and the school where there is one.
        drawn: Drawn,
        /// How many dossiers wait.
        waiting: usize,
        /// How many there are.
        all: usize,
    },
    /// A day of orals.
    Hear {
        /// The commission's day.
        day: Box<days::Day>,
        /// How many sheets do not bear both visas.
        open: usize,
    },
    /// Marks to decide, results to publish.
    Decide {
        /// The session.
        session: Session,
        /// How many sheets are ready.
        ready: usize,
        /// What stands before the publication.
        outlook: exam::jury::Outlook,
        /// The person presides: the others read.
        presides: bool,
    },
    /// One's own dossier.
    OwnDossier {
        /// The dossier.
        dossier: Box<Dossier>,
        /// The result, once it may be read.
        result: Option<Disclosure>,
    },
}

impl Office {
    /// What waits for a person.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn duties(&self, actor: &Actor) -> Result<Vec<Duty>, Failure> {
        let mut duties = vec![];
        for session in self.sessions_where(actor, Role::Authority).await? {
            duties.extend(self.authority(actor, session).await?);
        }
        for grant in &actor.grants {
            match (grant.role, &grant.place) {
                (Role::HeadOfSchool, Place::School(school)) => {
                    duties.push(self.compose(actor, Perimeter::School(school.clone())).await?);
                }
                (Role::Teacher, Place::School(school)) => {
                    duties.push(self.control(Perimeter::School(school.clone())).await?);
                }
                (Role::Examiner, Place::Commission(commission)) => {
                    let day = self.consult(actor, days::SeeDay { commission: commission.clone() }).await?;
                    let open = day.sittings.iter().filter(|one| one.state != State::Closed).count();
                    duties.push(Duty::Hear { day: Box::new(day), open });
                }
                (Role::Candidate, Place::Candidate(candidate)) => {
                    let dossier = self.consult(actor, SeeOwnDossier { candidate: candidate.clone() }).await?;
                    let result =
                        self.consult(actor, SeeOwnResult { candidate: candidate.clone() }).await.ok();
                    duties.push(Duty::OwnDossier { dossier: Box::new(dossier), result });
                }
                _ => {}
            }
        }
        for session in self.sessions_where(actor, Role::Controller).await? {
            duties.push(self.control(Perimeter::Session(session.id)).await?);
        }
        for role in [Role::JuryPresident, Role::JuryMember] {
            for session in self.sessions_where(actor, role).await? {
                duties.push(self.decide(&session.id, role).await?);
            }
        }
        Ok(duties)
    }

    /// The sessions where a person holds a role, the latest first.
    async fn sessions_where(&self, actor: &Actor, role: Role) -> Result<Vec<Session>, Failure> {
        let grants = actor.grants.iter().filter(|grant| grant.role == role).cloned().collect();
        self.sessions(&Actor { grants, ..actor.clone() }).await
    }

    async fn authority(&self, actor: &Actor, session: Session) -> Result<Vec<Duty>, Failure> {
        let seen = self.consult(actor, SeeSession { session: session.id.clone() }).await?;
        let people = self.consult(actor, SeePeople { session: session.id.clone() }).await?;
        let compose = self.compose(actor, Perimeter::Session(session.id.clone())).await?;
        let prepare = Duty::Prepare {
            session,
            schools: seen.schools.len(),
            candidates: seen.candidates.len(),
            without_account: people.without_account.len(),
        };
        Ok(vec![prepare, compose])
    }

    async fn compose(&self, actor: &Actor, perimeter: Perimeter) -> Result<Duty, Failure> {
        let seen = self.consult(actor, SeeCommissions { perimeter: perimeter.clone() }).await?;
        let (unseated, commissions) = (seen.unseated, seen.commissions.len());
        Ok(Duty::Compose { perimeter, drawn: seen.drawn, unseated, commissions })
    }

    async fn control(&self, perimeter: Perimeter) -> Result<Duty, Failure> {
        let mut tx = self.db.read().await?;
        let queue = queue(&mut tx, &perimeter).await?;
        let waiting = queue.dossiers.iter().filter(|one| one.waits()).count();
        Ok(Duty::Control { perimeter, drawn: queue.drawn, waiting, all: queue.dossiers.len() })
    }

    async fn decide(&self, session: &SessionId, role: Role) -> Result<Duty, Failure> {
        let mut tx = self.db.read().await?;
        let workspace = workspace(&mut tx, session).await?;
        let ready = workspace.lines.iter().filter(|line| jury::JuryLine::ready(line)).count();
        let (session, outlook) = (workspace.session, workspace.outlook);
        Ok(Duty::Decide { session, ready, outlook, presides: role == Role::JuryPresident })
    }
}
