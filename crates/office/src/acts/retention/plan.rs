//! The plan: what is kept in a perimeter, until when, and how far its purge is.

use crate::act::{Desk, View};
use crate::acts::perimeter::{Drawn, Perimeter};
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::access::{self, Actor, Place, Role, Subject};
use exam::deadline::today;
use exam::id::{CandidateId, SchoolId, SessionId};
use exam::retention::{self, Class, Count, Keeping, State};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Tx;
use store::tables::candidates::{self, Candidate};
use store::tables::retention::held::{self, Hold};
use store::tables::retention::{self as kept, Purge};
use store::tables::{schools, sessions};

/// What is kept in a perimeter.
#[derive(Debug, Clone)]
pub struct SeeRetention {
    /// How far.
    pub perimeter: Perimeter,
}

/// Somebody whose documents are kept.
#[derive(Debug, Clone)]
pub struct Person {
    /// The candidate.
    pub candidate: Candidate,
    /// Why the documents stay longer, where they do.
    pub hold: Option<Hold>,
}

/// What [`SeeRetention`] shows.
#[derive(Debug, Clone)]
pub struct Kept {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// The end of the training, and whether the authority fixed it.
    pub training_end: (Date, bool),
    /// The classes, each with its last day.
    pub classes: Vec<Class>,
    /// Those whose documents are kept, by number.
    pub people: Vec<Person>,
    /// How many of each kind of thing would go.
    pub counts: Vec<Count>,
    /// The purge under way.
    pub purge: Option<Purge>,
    /// The purges that are done, in their order.
    pub done: Vec<Purge>,
    /// Today, where the centre is.
    pub today: Date,
    /// When this was read.
    pub now: Timestamp,
}

impl Kept {
    /// The keeping, as the rules see it.
    pub fn keeping(&self) -> Keeping {
        let until = retention::kept_to(&self.classes);
        Keeping { until, announced_on: self.purge.as_ref().map(|purge| purge.announced_on) }
    }

    /// Where the documents stand.
    pub fn state(&self) -> State {
        self.keeping().state(self.today)
    }

    /// Those who would go.
    pub fn going(&self) -> impl Iterator<Item = &Candidate> {
        self.people.iter().filter(|one| one.hold.is_none()).map(|one| &one.candidate)
    }

    /// How many stay, for a hold.
    pub fn held(&self) -> usize {
        self.people.iter().filter(|one| one.hold.is_some()).count()
    }

    /// The first day on which they may be purged: announced, or as if announced in time.
    pub fn from(&self) -> Date {
        match self.state() {
            State::Announced { purgeable_from } => purgeable_from,
            State::Kept | State::Purgeable => {
                let earliest = Keeping { announced_on: Some(self.today), ..self.keeping() };
                match (self.state(), earliest.state(self.today)) {
                    (State::Kept, State::Announced { purgeable_from }) => purgeable_from,
                    _ => self.today,
                }
            }
        }
    }
}

#[async_trait]
impl View for SeeRetention {
    type Output = Kept;
    const ACT: access::Act = access::Act::SeeRetention;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Kept, Failure> {
        look(&mut desk.tx, &self.perimeter, desk.now).await
    }
}

/// Everything that the plan and the acts on it need.
pub(super) async fn look(tx: &mut Tx, perimeter: &Perimeter, now: Timestamp) -> Result<Kept, Failure> {
    let drawn = perimeter.draw(tx).await?;
    let session = &drawn.session;
    let fixed = kept::training_end(tx, &session.id).await?;
    let end = retention::training_end(fixed, session.year);
    let holds = held::of_session(tx, &session.id).await?;
    let all = candidates::of_session(tx, &session.id).await?;
    let hold = |id: &CandidateId| holds.iter().find(|hold| hold.candidate == *id).cloned();
    let here = all.into_iter().filter(|candidate| perimeter.holds(candidate));
    let people: Vec<_> = here.map(|candidate| Person { hold: hold(&candidate.id), candidate }).collect();
    let (mut pieces, mut sheets) = (0, 0);
    let sizes = kept::sizes(tx, &session.id).await?;
    for (id, of_pieces, of_sheets) in sizes {
        if people.iter().any(|one| one.hold.is_none() && one.candidate.id == id) {
            (pieces, sheets) = (pieces + of_pieces, sheets + of_sheets);
        }
    }
    let count = |label: &str, count| Count { label: label.to_owned(), count };
    let school = match perimeter {
        Perimeter::School(id) => Some(id.clone()),
        Perimeter::Session(_) => None,
    };
    let purges = kept::of_session(tx, &session.id).await?.into_iter().filter(|one| one.school == school);
    let (done, under_way): (Vec<_>, Vec<_>) = purges.partition(|one| one.record.is_some());
    Ok(Kept {
        training_end: (end, fixed.is_some()),
        classes: retention::classes(&session.referential, end, session.dates.orals_to),
        counts: vec![count("pièces de dossier", pieces), count("feuilles d’évaluation", sheets)],
        people,
        purge: under_way.into_iter().next(),
        done,
        today: today(now, &session.zone),
        now,
        drawn,
    })
}

/// The plan of everything that a person may read, the soonest first.
#[derive(Debug, Clone)]
pub struct Plan {
    /// A perimeter, with what is kept in it.
    pub lines: Vec<(Perimeter, Kept)>,
}

impl Office {
    /// The plan: each perimeter that a person may read, where somebody's documents are kept or a purge was done.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn retention_plan(&self, actor: &Actor) -> Result<Plan, Failure> {
        let mut tx = self.db.read().await?;
        let mut perimeters = vec![];
        for session in sessions::all(&mut tx).await? {
            if reaches(actor, &session.id) {
                perimeters.push(Perimeter::Session(session.id.clone()));
            }
            for school in schools::of_session(&mut tx, &session.id).await? {
                if reaches(actor, &session.id) || heads(actor, &school.id) {
                    perimeters.push(Perimeter::School(school.id));
                }
            }
        }
        drop(tx);
        let mut lines = vec![];
        for perimeter in perimeters {
            let kept = self.consult(actor, SeeRetention { perimeter: perimeter.clone() }).await?;
            if !kept.people.is_empty() || !kept.done.is_empty() {
                lines.push((perimeter, kept));
            }
        }
        lines.sort_by_key(|(_, kept)| (kept.people.is_empty(), kept.from()));
        Ok(Plan { lines })
    }
}

fn reaches(actor: &Actor, session: &SessionId) -> bool {
    actor.grants.iter().any(|grant| match (&grant.place, grant.role) {
        (Place::Everywhere, Role::Authority | Role::Administrator) => true,
        (Place::Session(id), Role::Authority) => id == session,
        _ => false,
    })
}

fn heads(actor: &Actor, school: &SchoolId) -> bool {
    let head = |one: &exam::access::Grant| one.role == Role::HeadOfSchool;
    actor.grants.iter().any(|grant| head(grant) && grant.place == Place::School(school.clone()))
}
