//! Convocations (E4-27): who is called where, what each person was told, and the lists and screens of the centre.

mod day;
mod send;
mod walls;

pub use day::{Door, Doors, Passage, SeeDoors, Wall, WallLine, WallState};
pub use send::{Chase, Chased, Convene, Sent, WriteInstructions};
pub use store::tables::convocations::{Addressee, Convocation};
pub use walls::{CloseWalls, OpenWall};

use super::commissions::{Commission, Examiner};
use super::perimeter::{Drawn, Perimeter};
use crate::Failure;
use crate::act::{Desk, View, found};
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Subject};
use exam::convocation::{Call, Candidacy, Instructions, Stage, stage};
use exam::id::{AccountId, ConvocationId, ExaminerId};
use exam::sitting::{Answer, length};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use store::tables::convocations::{self, PlaceKey};
use store::tables::sessions::Session;
use store::tables::sheets::{self, Passing};
use store::tables::{accounts, candidates, commissions, schools, sessions, verdicts};

impl Perimeter {
    /// As rows name it.
    pub(crate) fn key(&self) -> PlaceKey<'_> {
        match self {
            Self::Session(id) => ("session", id.as_str()),
            Self::School(id) => ("school", id.as_str()),
        }
    }

    /// Reads a [`Perimeter::key`].
    pub(crate) fn of_key((kind, id): (String, String)) -> Self {
        if kind == "school" { Self::School(id.into()) } else { Self::Session(id.into()) }
    }

    /// Whether it is this perimeter that convenes a commission.
    pub(crate) fn convenes(&self, commission: &Commission) -> bool {
        match self {
            Self::Session(_) => commission.school.is_none(),
            Self::School(school) => commission.school.as_ref() == Some(school),
        }
    }
}

/// A person who is convened, or was.
#[derive(Debug, Clone)]
pub struct Person {
    /// Who.
    pub to: Addressee,
    /// The name.
    pub name: String,
    /// The candidate's number, or what the examiner is.
    pub detail: String,
    /// The account, where there is one.
    pub account: Option<AccountId>,
    /// A mail would reach the person.
    pub mailed: bool,
    /// Where the person is called now.
    pub calls: Vec<Call>,
    /// The last convocation sent.
    pub last: Option<Convocation>,
    /// Why a seated candidate is not convened.
    pub barred: Option<Refusal>,
    /// When this was read.
    pub now: Timestamp,
}

impl Person {
    /// Where the person's convocation stands.
    pub fn stage(&self) -> Stage {
        stage(self.last.as_ref().map(|last| last.calls.as_slice()), &self.calls, self.now)
    }

    /// What was sent holds and is to come, and the person has not said that it was received.
    pub fn unanswered(&self) -> bool {
        let to_come = self.calls.iter().any(|call| call.ends_at > self.now);
        self.stage() == Stage::Sent
            && to_come
            && self.last.as_ref().is_some_and(|last| last.read_at.is_none())
    }
}

/// The convocations of a perimeter, for who convenes.
#[derive(Debug, Clone)]
pub struct SeeConvocations {
    /// How far.
    pub perimeter: Perimeter,
}

/// What [`SeeConvocations`] shows.
#[derive(Debug, Clone)]
pub struct Convocations {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// Candidates then examiners, each by the hour of the first call.
    pub people: Vec<Person>,
    /// What the place says in each, and its revision.
    pub instructions: (Instructions, i64),
    /// The days with orals.
    pub days: BTreeSet<Date>,
    /// Until when the open wall screens are open.
    pub walls: Vec<Timestamp>,
}

impl Convocations {
    /// How many people something is to be sent to.
    pub fn waiting(&self) -> usize {
        self.people.iter().filter(|one| one.stage().waits()).count()
    }
}

#[async_trait]
impl View for SeeConvocations {
    type Output = Convocations;
    const ACT: access::Act = access::Act::Convene;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Convocations, Failure> {
        let drawn = self.perimeter.draw(&mut desk.tx).await?;
        let seen = gather(&mut desk.tx, &self.perimeter, &drawn.session, desk.now).await?;
        let instructions = said(&mut desk.tx, &self.perimeter, &drawn).await?;
        let walls = convocations::open_walls(&mut desk.tx, self.perimeter.key(), desk.now).await?;
        Ok(Convocations { drawn, people: seen.people, instructions, days: seen.days, walls })
    }
}

/// What a place says; until somebody writes it, the usual things to bring.
pub(super) async fn said(
    tx: &mut Tx,
    perimeter: &Perimeter,
    drawn: &Drawn,
) -> Result<(Instructions, i64), Failure> {
    let usual = || {
        Instructions {
        place: drawn.school.as_ref().map(|school| school.name.clone()).unwrap_or_default(),
        bring: "une pièce d’identité avec photo, en cours de validité\ncette convocation\nde quoi montrer votre portfolio"
            .to_owned(),
        contact: String::new(),
        early: 15,
    }
    };
    let kept = convocations::instructions(tx, perimeter.key()).await?;
    Ok(kept.unwrap_or_else(|| (usual(), 0)))
}

/// The people of a perimeter who are convened or were, and its days.
pub(super) struct Gathered {
    pub people: Vec<Person>,
    pub days: BTreeSet<Date>,
}

pub(super) async fn gather(
    tx: &mut Tx,
    perimeter: &Perimeter,
    session: &Session,
    now: Timestamp,
) -> Result<Gathered, Failure> {
    let all = commissions::of_session(tx, &session.id).await?;
    let own: BTreeMap<_, _> =
        all.into_iter().filter(|one| perimeter.convenes(one)).map(|one| (one.id.clone(), one)).collect();
    let passings = sheets::passings_of_session(tx, &session.id).await?;
    let passings: Vec<_> = passings
        .into_iter()
        .filter_map(|one| Some((own.get(&one.seated.sitting.commission)?, one)))
        .collect();
    let last = convocations::last_of_place(tx, perimeter.key()).await?;
    let mut last: BTreeMap<_, _> = last.into_iter().map(|one| (one.to.clone(), one)).collect();
    let reachable = accounts::reachable(tx, &session.id).await?;
    let mut people = candidates_called(tx, session, &passings, &mut last).await?;
    let examiners = commissions::examiners(tx, &session.id).await?;
    people.extend(examiners_called(session, &passings, &examiners, &mut last));
    for person in &mut people {
        person.now = now;
        person.mailed = person.account.as_ref().is_some_and(|account| reachable.contains(account));
    }
    people.retain(|one| one.stage() != Stage::Nothing || one.barred.is_some() || one.last.is_some());
    let days = own.values().map(|one| one.held_on).collect();
    Ok(Gathered { people, days })
}

type Seat<'a> = (&'a Commission, Passing);
type Last = BTreeMap<Addressee, Convocation>;

fn call((commission, passing): &Seat<'_>, session: &Session) -> Call {
    let starts_at = passing.seated.sitting.starts_at;
    let with = match passing.request {
        Some(Answer::Accepted) => "suivi de l’épreuve facultative EF4".to_owned(),
        _ => String::new(),
    };
    Call {
        commission: commission.number.clone(),
        room: commission.room.clone(),
        starts_at,
        ends_at: starts_at + length(&session.referential, passing.extra),
        with,
    }
}

/// The candidates who are seated, in the order of their hours, then those who were convened and are seated no more.
async fn candidates_called(
    tx: &mut Tx,
    session: &Session,
    passings: &[Seat<'_>],
    last: &mut Last,
) -> Result<Vec<Person>, Failure> {
    let outcomes = verdicts::in_force(tx, &session.id).await?;
    let mut people = vec![];
    for seat in passings {
        let candidate = &seat.1.seated.candidate;
        let outcome = outcomes.iter().find(|given| given.candidate == candidate.id);
        let conformity = outcome.map(|given| given.verdict.outcome.clone());
        let candidacy = Candidacy { withdrawn: candidate.withdrawn, kept_mark: None, conformity };
        let barred = candidacy.check(&session.referential).err();
        let calls = if barred.is_none() { vec![call(seat, session)] } else { vec![] };
        people.push(person(candidate, calls, last, barred));
    }
    for candidate in candidates::of_session(tx, &session.id).await? {
        if last.contains_key(&Addressee::Candidate(candidate.id.clone())) {
            people.push(person(&candidate, vec![], last, None));
        }
    }
    Ok(people)
}

fn person(
    candidate: &candidates::Candidate,
    calls: Vec<Call>,
    last: &mut Last,
    barred: Option<Refusal>,
) -> Person {
    let to = Addressee::Candidate(candidate.id.clone());
    Person {
        last: last.remove(&to),
        to,
        name: candidate.full_name(),
        detail: format!("n° {}", candidate.number),
        account: candidate.account.clone(),
        mailed: false,
        calls,
        barred,
        now: Timestamp::UNIX_EPOCH,
    }
}

/// The examiners who sit before somebody, then those who were convened and sit no more.
fn examiners_called(
    session: &Session,
    passings: &[Seat<'_>],
    examiners: &[Examiner],
    last: &mut Last,
) -> Vec<Person> {
    let mut days: BTreeMap<_, (&Commission, Call)> = BTreeMap::new();
    for seat in passings {
        let one = Call { with: String::new(), ..call(seat, session) };
        let day = days.entry(seat.0.id.clone()).or_insert_with(|| (seat.0, one.clone()));
        day.1.starts_at = day.1.starts_at.min(one.starts_at);
        day.1.ends_at = day.1.ends_at.max(one.ends_at);
    }
    let name =
        |id: &ExaminerId| examiners.iter().find(|one| one.id == *id).map_or("", |one| one.name.as_str());
    let mut people = vec![];
    for examiner in examiners {
        let mut calls: Vec<_> = days
            .values()
            .filter_map(|(commission, call)| {
                let other = match &examiner.id {
                    id if *id == commission.lead => &commission.second,
                    id if *id == commission.second => &commission.lead,
                    _ => return None,
                };
                Some(Call { with: format!("avec {}", name(other)), ..call.clone() })
            })
            .collect();
        calls.sort_by(|a, b| (a.starts_at, &a.commission).cmp(&(b.starts_at, &b.commission)));
        let to = Addressee::Examiner(examiner.id.clone());
        people.push(Person {
            last: last.remove(&to),
            to,
            name: examiner.name.clone(),
            detail: examiner.quality.label().to_owned(),
            account: Some(examiner.account.clone()),
            mailed: false,
            calls,
            barred: None,
            now: Timestamp::UNIX_EPOCH,
        });
    }
    people.sort_by(|a, b| {
        let key = |one: &Person| (one.calls.is_empty(), one.calls.first().map(|call| call.starts_at));
        key(a).cmp(&key(b)).then_with(|| a.name.cmp(&b.name))
    });
    people
}

/// One convocation, for its person and for who convenes.
#[derive(Debug, Clone)]
pub struct SeeConvocation {
    /// The convocation.
    pub convocation: ConvocationId,
}

/// What [`SeeConvocation`] shows.
#[derive(Debug, Clone)]
pub struct OneConvocation {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// The convocation.
    pub convocation: Convocation,
    /// The person's name.
    pub name: String,
    /// The candidate's number, or what the examiner is.
    pub detail: String,
    /// The school of the person, where there is one.
    pub school: String,
}

#[async_trait]
impl View for SeeConvocation {
    type Output = OneConvocation;
    const ACT: access::Act = access::Act::SeeConvocation;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(convocations::subject(tx, &self.convocation).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<OneConvocation, Failure> {
        load(&mut desk.tx, &self.convocation).await
    }
}

pub(crate) async fn load(tx: &mut Tx, id: &ConvocationId) -> Result<OneConvocation, Failure> {
    let (convocation, key) = found(convocations::find(tx, id).await?)?;
    let drawn = Perimeter::of_key(key).draw(tx).await?;
    let (name, detail, school) = match &convocation.to {
        Addressee::Candidate(id) => {
            let candidate = found(candidates::find(tx, id).await?)?;
            (candidate.full_name(), format!("n° {}", candidate.number), candidate.school)
        }
        Addressee::Examiner(id) => {
            let examiner = found(commissions::examiner(tx, &drawn.session.id, id).await?)?;
            (examiner.name, examiner.quality.label().to_owned(), examiner.school)
        }
    };
    let school = match school {
        Some(id) => schools::find(tx, &id).await?.map(|school| school.name).unwrap_or_default(),
        None => String::new(),
    };
    Ok(OneConvocation { drawn, convocation, name, detail, school })
}

/// The session of a perimeter, locked so that no seat moves meanwhile.
pub(super) async fn still(desk: &mut Desk, perimeter: &Perimeter) -> Result<Drawn, Failure> {
    let drawn = perimeter.draw(&mut desk.tx).await?;
    desk.tx.lock(&crate::act::about("seats", &drawn.session.id).lock()).await?;
    let session = found(sessions::find(&mut desk.tx, &drawn.session.id).await?)?;
    Ok(Drawn { session, ..drawn })
}
