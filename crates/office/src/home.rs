//! What waits for a person, by the roles held: the facts of the « à faire » page. The page gives the words.

use crate::acts::claims::{Claim, SeeClaims, SeeOwnClaim};
use crate::acts::classes::SeeClass;
use crate::acts::commissions::SeeCommissions;
use crate::acts::conformity::queue;
use crate::acts::convocations::SeeConvocations;
use crate::acts::dossiers::{Dossier, SeeOwnDossier};
use crate::acts::jury::SeeOwnResult;
use crate::acts::optional::{RequestPage, SeeRequest, SeeRequests};
use crate::acts::people::SeePeople;
use crate::acts::perimeter::{Drawn, Perimeter};
use crate::acts::sessions::{SeeSession, Session};
use crate::acts::timetable::{SeeOwnProposals, SeeProposals, SeeStanding, Standing};
use crate::acts::transmission::{Prepared, SeeBundle, SeeTransmissions, Transmissions, facts};
use crate::acts::{days, jury};
use crate::{Failure, Office};
use exam::access::{Actor, Place, Role};
use exam::commission::Standing::Accepted;
use exam::deadline::today;
use exam::disclosure::Disclosure;
use exam::dossier::Progress;
use exam::id::{SchoolId, SessionId};
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
        /// How many of these wait for a second look.
        second: usize,
        /// How many there are.
        all: usize,
    },
    /// Dossiers to follow.
    Follow {
        /// Where.
        perimeter: Perimeter,
        /// The session, and the school where there is one.
        drawn: Drawn,
        /// How many dossiers miss something.
        incomplete: usize,
        /// How many of these do after the date.
        overdue: usize,
        /// How many there are.
        all: usize,
    },
    /// A timetable to prepare, or that no longer holds; only before the orals are over.
    Plan {
        /// Where.
        perimeter: Perimeter,
        /// Where it stands.
        standing: Box<Standing>,
    },
    /// Professionals whom schools proposed, to answer (E4-22); only where some wait.
    AnswerProposals {
        /// The session.
        session: Session,
        /// How many wait.
        waiting: usize,
    },
    /// Professionals for a school to propose (E4-22); only before the orals.
    Propose {
        /// The school.
        perimeter: Perimeter,
        /// The session, and the school.
        drawn: Drawn,
        /// How many it proposed.
        proposed: usize,
        /// How many of these were accepted.
        accepted: usize,
    },
    /// Convocations to send (E4-27); only where there are some.
    Convene {
        /// Where.
        perimeter: Perimeter,
        /// The session, and the school where there is one.
        drawn: Drawn,
        /// How many are to be sent.
        waiting: usize,
    },
    /// Requests for the optional exam to answer (E4-37); only where somebody is registered.
    Answer {
        /// Where.
        perimeter: Perimeter,
        /// The session, and the school where there is one.
        drawn: Drawn,
        /// How many wait.
        waiting: usize,
        /// How many candidates are registered.
        all: usize,
    },
    /// Appraisals that candidates ask to read; only where some wait.
    AnswerClaims {
        /// The session.
        session: Session,
        /// How many wait.
        waiting: usize,
    },
    /// One's own request for the optional exam, for a candidate who is registered.
    OwnRequest {
        /// The request.
        request: Box<RequestPage>,
    },
    /// A day of orals.
    Hear {
        /// The commission's day.
        day: Box<days::Day>,
        /// How many sheets do not bear both visas.
        open: usize,
    },
    /// A school's bundle for the jury (E4-30, E4-33), from the orals to the publication.
    Transmit {
        /// The bundle as it stands.
        prepared: Box<Prepared>,
    },
    /// The bundles of a session, for the authority, from the orals to the publication.
    Gather {
        /// All of them.
        bundles: Box<Transmissions>,
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
        /// The bundles of the session, from the orals to the publication.
        bundles: Option<Box<Transmissions>>,
    },
    /// One's own dossier.
    OwnDossier {
        /// The dossier.
        dossier: Box<Dossier>,
        /// The result, once it may be read.
        result: Option<Disclosure>,
        /// The claim, once it was made.
        claim: Option<Claim>,
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
            duties.extend(Box::pin(self.authority(actor, session)).await?);
        }
        for grant in &actor.grants {
            match (grant.role, &grant.place) {
                (Role::HeadOfSchool, Place::School(school)) => {
                    duties.extend(self.plan(actor, Perimeter::School(school.clone())).await?);
                    duties.push(self.compose(actor, Perimeter::School(school.clone())).await?);
                    duties.extend(self.convene(actor, Perimeter::School(school.clone())).await?);
                    duties.push(self.follow(actor, Perimeter::School(school.clone())).await?);
                    duties.extend(self.answer(actor, Perimeter::School(school.clone())).await?);
                    duties.extend(self.propose(actor, school.clone()).await?);
                    duties.extend(self.transmit(actor, school.clone()).await?);
                }
                (Role::Teacher, Place::School(school)) => {
                    duties.push(self.control(actor, Perimeter::School(school.clone())).await?);
                    duties.push(self.follow(actor, Perimeter::School(school.clone())).await?);
                    duties.extend(self.propose(actor, school.clone()).await?);
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
                    let registered = dossier.candidate.optional_exam && !dossier.candidate.withdrawn;
                    let own = self.consult(actor, SeeOwnClaim { candidate: candidate.clone() }).await?;
                    let claim = own.claim;
                    duties.push(Duty::OwnDossier { dossier: Box::new(dossier), result, claim });
                    if registered {
                        let view = SeeRequest { candidate: candidate.clone() };
                        let request = Box::new(self.consult(actor, view).await?);
                        duties.push(Duty::OwnRequest { request });
                    }
                }
                _ => {}
            }
        }
        for session in self.sessions_where(actor, Role::Controller).await? {
            duties.push(self.control(actor, Perimeter::Session(session.id)).await?);
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
        let convene = self.convene(actor, Perimeter::Session(session.id.clone())).await?;
        let follow = self.follow(actor, Perimeter::Session(session.id.clone())).await?;
        let prepared = session.id.clone();
        let plan = self.plan(actor, Perimeter::Session(session.id.clone())).await?;
        let proposed = self.consult(actor, SeeProposals { session: session.id.clone() }).await?;
        let waiting = proposed.waiting();
        let professionals =
            (waiting > 0).then(|| Duty::AnswerProposals { session: session.clone(), waiting });
        let claims = self.consult(actor, SeeClaims { session: prepared.clone() }).await?;
        let claims = match claims.waiting() {
            0 => None,
            waiting => Some(Duty::AnswerClaims { session: session.clone(), waiting }),
        };
        let prepare = Duty::Prepare {
            session,
            schools: seen.schools.len(),
            candidates: seen.candidates.len(),
            without_account: people.without_account.len(),
        };
        let answer = self.answer(actor, Perimeter::Session(prepared.clone())).await?;
        let bundles = self.consult(actor, SeeTransmissions { session: prepared }).await?;
        let gather = self.under_way(bundles).map(|bundles| Duty::Gather { bundles });
        let first = claims.into_iter().chain([prepare]).chain(plan).chain(professionals);
        Ok(first.chain([compose]).chain(convene).chain([follow]).chain(answer).chain(gather).collect())
    }

    /// Nothing where commissions are composed by hand, nor once the orals are over.
    async fn plan(&self, actor: &Actor, perimeter: Perimeter) -> Result<Option<Duty>, Failure> {
        let standing = self.consult(actor, SeeStanding { perimeter: perimeter.clone() }).await?;
        let waits = standing.framed || (standing.convened > 0 && standing.commissions == 0);
        Ok((waits && !standing.over).then(|| Duty::Plan { perimeter, standing: Box::new(standing) }))
    }

    async fn propose(&self, actor: &Actor, school: SchoolId) -> Result<Option<Duty>, Failure> {
        let seen = self.consult(actor, SeeOwnProposals { school: school.clone() }).await?;
        let session = &seen.drawn.session;
        let begun = today(self.now(), &session.zone) >= session.dates.orals_from;
        let accepted = seen.lines.iter().filter(|one| one.standing == Accepted).count();
        let (perimeter, proposed) = (Perimeter::School(school), seen.lines.len());
        Ok((!begun).then_some(Duty::Propose { perimeter, drawn: seen.drawn, proposed, accepted }))
    }

    /// Nothing where nobody sits in CCF, nor before the orals, nor after the publication.
    async fn transmit(&self, actor: &Actor, school: SchoolId) -> Result<Option<Duty>, Failure> {
        let view = SeeBundle { perimeter: Perimeter::School(school) };
        let prepared = self.consult(actor, view).await?;
        let session = &prepared.drawn.session;
        let waits = self.transmits(session) || !prepared.sent.is_empty();
        let waits = waits && session.published_at.is_none() && !prepared.lines.is_empty();
        Ok(waits.then(|| Duty::Transmit { prepared: Box::new(prepared) }))
    }

    /// Whether the orals have begun, and the results are not published.
    fn transmits(&self, session: &Session) -> bool {
        session.published_at.is_none() && today(self.now(), &session.zone) >= session.dates.orals_from
    }

    fn under_way(&self, bundles: Transmissions) -> Option<Box<Transmissions>> {
        let waits = self.transmits(&bundles.session) && !bundles.bundles.is_empty();
        waits.then(|| Box::new(bundles))
    }

    async fn compose(&self, actor: &Actor, perimeter: Perimeter) -> Result<Duty, Failure> {
        let seen = self.consult(actor, SeeCommissions { perimeter: perimeter.clone() }).await?;
        let (unseated, commissions) = (seen.unseated, seen.commissions.len());
        Ok(Duty::Compose { perimeter, drawn: seen.drawn, unseated, commissions })
    }

    async fn convene(&self, actor: &Actor, perimeter: Perimeter) -> Result<Option<Duty>, Failure> {
        let seen = self.consult(actor, SeeConvocations { perimeter: perimeter.clone() }).await?;
        let waiting = seen.waiting();
        Ok((waiting > 0).then_some(Duty::Convene { perimeter, drawn: seen.drawn, waiting }))
    }

    async fn follow(&self, actor: &Actor, perimeter: Perimeter) -> Result<Duty, Failure> {
        let seen = self.consult(actor, SeeClass { perimeter: perimeter.clone() }).await?;
        let (incomplete, overdue) = (seen.incomplete(), seen.count(Progress::Overdue));
        let (drawn, all) = (seen.drawn, seen.followed.len());
        Ok(Duty::Follow { perimeter, drawn, incomplete, overdue, all })
    }

    async fn answer(&self, actor: &Actor, perimeter: Perimeter) -> Result<Option<Duty>, Failure> {
        let seen = self.consult(actor, SeeRequests { perimeter: perimeter.clone() }).await?;
        let (waiting, all) = (seen.waiting(), seen.lines.len());
        Ok((all > 0).then_some(Duty::Answer { perimeter, drawn: seen.drawn, waiting, all }))
    }

    async fn control(&self, actor: &Actor, perimeter: Perimeter) -> Result<Duty, Failure> {
        let mut tx = self.db.read().await?;
        let queue = queue(&mut tx, &perimeter, (&actor.account, self.now())).await?;
        let waiting = queue.dossiers.iter().filter(|one| one.waits()).count();
        let second = queue.dossiers.iter().filter(|one| one.second_look()).count();
        let all = queue.dossiers.len();
        Ok(Duty::Control { perimeter, drawn: queue.drawn, waiting, second, all })
    }

    async fn decide(&self, session: &SessionId, role: Role) -> Result<Duty, Failure> {
        let mut tx = self.db.read().await?;
        let facts = facts(&mut tx, session).await?;
        let bundles = self.under_way(Transmissions::of(&facts, self.now())?);
        let ready = facts.seen.lines.iter().map(jury::JuryLine::marks_ready).sum();
        let (session, outlook) = (facts.seen.session, facts.seen.outlook);
        Ok(Duty::Decide { session, ready, outlook, presides: role == Role::JuryPresident, bundles })
    }
}
