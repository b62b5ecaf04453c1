//! Seats: which candidates a commission hears, and when.

use super::absences::settles;
use super::commissions::{Commission, Examiner, composition, load};
use super::notices::{exam, tell_candidate};
use super::perimeter::Perimeter;
use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::candidate::Track;
use exam::commission::{Composition, Examinee, Warning};
use exam::convocation::Candidacy;
use exam::deadline::today;
use exam::id::{CandidateId, CommissionId, SheetId};
use exam::notice::Oral;
use exam::sitting::{ExtraTime, length, overlap, overrun};
use exam::{Refusal, notice};
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};
use store::tables::candidates::Candidate;
use store::tables::oral::arrivals;
use store::tables::schools::School;
use store::tables::sessions::Session;
use store::tables::sheets::{Seated, Sitting};
use store::tables::{absences, candidates, commissions, notices, schools, sheets, subjects, verdicts};
use store::{Fault, Tx};

/// Seats candidates before a commission, one after the other.
#[derive(Debug, Clone)]
pub struct SeatCandidates {
    /// The commission.
    pub commission: CommissionId,
    /// The candidates, in the order of their passage.
    pub candidates: Vec<CandidateId>,
    /// When the first is called, where the centre is.
    pub first: Time,
    /// From one to the next.
    pub every: SignedDuration,
}

#[async_trait]
impl Act for SeatCandidates {
    type Output = Vec<SheetId>;
    const ACT: access::Act = access::Act::SeatCandidate;

    /// People sit in several commissions: those of a session wait for each other.
    fn about(&self) -> About {
        about("commission", &self.commission)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_commission(tx, &self.commission).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<Vec<SheetId>, Failure> {
        let (commission, session) = load(&mut desk.tx, &self.commission).await?;
        desk.tx.lock(&about("seats", &session.id).lock()).await?;
        if self.candidates.is_empty() {
            return Err(Refusal::Required { field: "personnes candidates" }.into());
        }
        let usual = length(&session.referential, ExtraTime::NONE);
        if self.candidates.len() > 1 && self.every < usual {
            return Err(Refusal::Required { field: "minutes d’un passage au suivant" }.into());
        }
        desk.lock_all("candidate", &self.candidates).await?;
        let composition = composition(&mut desk.tx, &commission).await?;
        let first = instant(&commission, &session, self.first)?;
        let mut sheets = vec![];
        let mut at = Some(first);
        for id in &self.candidates {
            let late = Refusal::DateAfter { field: "fin du dernier passage", latest: commission.held_on };
            let start = at.ok_or(late)?;
            let lasts = length(&session.referential, arrivals::extra(&mut desk.tx, id).await?);
            ends_that_day((start, lasts), &commission, &session)?;
            sheets.push(seat(desk, (&commission, &session), &composition, (id, start)).await?);
            // Extra time puts those who come after off by as much.
            let next = self.every.checked_add(lasts - usual);
            at = next.and_then(|after| start.checked_add(after).ok());
        }
        Ok(sheets)
    }
}

fn instant(commission: &Commission, session: &Session, time: Time) -> Result<Timestamp, Failure> {
    let at = commission.held_on.to_datetime(time).to_zoned_datetime(session.zone.clone());
    Ok(at.map_err(|error| Fault::Internal(format!("time: {error}")))?.timestamp())
}

/// An oral ends on the day of its commission, which is one of the session's.
fn ends_that_day(
    (at, lasts): (Timestamp, SignedDuration),
    commission: &Commission,
    session: &Session,
) -> Result<(), Refusal> {
    match at.checked_add(lasts).map(|end| today(end, &session.zone)) {
        Ok(day) if day == commission.held_on => Ok(()),
        _ => Err(Refusal::DateAfter { field: "fin du dernier passage", latest: commission.held_on }),
    }
}

pub(crate) async fn seat(
    desk: &mut Desk,
    (commission, session): (&Commission, &Session),
    composition: &Composition,
    (id, at): (&CandidateId, Timestamp),
) -> Result<SheetId, Failure> {
    let candidate = found(candidates::find(&mut desk.tx, id).await?)?;
    if candidate.session != session.id {
        return Err(Failure::NotFound);
    }
    let given = verdicts::of_candidate(&mut desk.tx, id).await?;
    let last = given.into_iter().find(|given| given.settled);
    may_sit(&candidate, last.map(|given| given.verdict.outcome), composition, session)?;
    if !perimeter(commission).holds(&candidate) {
        return Err(Refusal::NotAllowed.into());
    }
    if absences::of_candidate(&mut desk.tx, id).await?.first().is_some_and(settles) {
        return Err(Refusal::DeclaredAbsent.into());
    }
    if sheets::of_candidate(&mut desk.tx, id).await?.is_some() {
        return Err(Refusal::AlreadySeated.into());
    }
    let taken = sheets::taken(&mut desk.tx, &commission.lead, &commission.second).await?;
    let lasts = |extra| length(&session.referential, extra);
    let here = (at, lasts(arrivals::extra(&mut desk.tx, id).await?));
    if let Some(other) = taken.iter().find(|other| overlap((other.starts_at, lasts(other.extra)), here)) {
        let own = other.commission == commission.id;
        let who = if own { "la commission".to_owned() } else { members(composition) };
        return Err(Refusal::AlreadyTaken { name: who }.into());
    }
    let sitting =
        Sitting { sheet: desk.id(), candidate: id.clone(), commission: commission.id.clone(), starts_at: at };
    sheets::insert(&mut desk.tx, &sitting).await?;
    let after = format!("commission {}, {}", commission.number, at);
    desk.journal("candidate", id, "", after).await?;
    let told = notices::of_candidate(&mut desk.tx, id).await?;
    let before = told.iter().map(|one| one.kind).find(|kind| kind.is_of_the_oral());
    let oral = Oral { starts_at: at, room: &commission.room };
    let letter = notice::oral(exam(session), oral, before.is_some());
    tell_candidate(desk, &candidate, letter).await?;
    Ok(sitting.sheet)
}

/// Whose candidates a commission hears: in CCF those of the school that convenes it (E4-27).
fn perimeter(commission: &Commission) -> Perimeter {
    match (&commission.school, commission.track) {
        (Some(school), Track::Continuous) => Perimeter::School(school.clone()),
        _ => Perimeter::Session(commission.session.clone()),
    }
}

fn members(composition: &Composition) -> String {
    format!("{} ou {}", composition.lead.name, composition.second.name)
}

/// Whether the rules let a candidate sit before this commission (E4-21, E4-27), and what they warn of.
fn may_sit(
    candidate: &Candidate,
    conformity: Option<exam::conformity::Outcome>,
    composition: &Composition,
    session: &Session,
) -> Result<Vec<Warning>, Refusal> {
    let candidacy = Candidacy { withdrawn: candidate.withdrawn, kept_mark: None, conformity };
    candidacy.check(&session.referential)?;
    let examinee = Examinee {
        name: candidate.full_name(),
        speciality: candidate.speciality,
        track: candidate.track,
        school: candidate.school.clone(),
    };
    composition.check_examinee(&examinee, &session.referential)
}

/// Takes a candidate out of a commission, while nothing is written on the sheet.
#[derive(Debug, Clone)]
pub struct UnseatCandidate {
    /// The candidate.
    pub candidate: CandidateId,
}

#[async_trait]
impl Act for UnseatCandidate {
    type Output = CommissionId;
    const ACT: access::Act = access::Act::UnseatCandidate;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<CommissionId, Failure> {
        let sitting = found(sheets::of_candidate(&mut desk.tx, &self.candidate).await?)?;
        unseat(desk, &sitting).await?;
        Ok(sitting.commission)
    }
}

/// Whether a commission may still hear a candidate whom it hears, such as after a change of its members.
pub(crate) async fn asked_again(
    desk: &mut Desk,
    composition: &Composition,
    id: &CandidateId,
    session: &Session,
) -> Result<(), Failure> {
    let candidate = found(candidates::find(&mut desk.tx, id).await?)?;
    let given = verdicts::of_candidate(&mut desk.tx, id).await?;
    let last = given.into_iter().find(|given| given.settled);
    may_sit(&candidate, last.map(|given| given.verdict.outcome), composition, session)?;
    Ok(())
}

pub(crate) async fn unseat(desk: &mut Desk, sitting: &Sitting) -> Result<(), Failure> {
    let (candidate, (commission, session)) = take_out(desk, sitting).await?;
    let oral = Oral { starts_at: sitting.starts_at, room: &commission.room };
    tell_candidate(desk, &candidate, notice::oral_withdrawn(exam(&session), oral)).await
}

/// Takes a candidate out of a commission, and tells nobody: who does it tells what comes next.
pub(crate) async fn take_out(
    desk: &mut Desk,
    sitting: &Sitting,
) -> Result<(Candidate, (Commission, Session)), Failure> {
    desk.tx.lock(&about("sheet", &sitting.sheet).lock()).await?;
    let (commission, session) = load(&mut desk.tx, &sitting.commission).await?;
    let content = sheets::content_with_times(&mut desk.tx, &sitting.sheet, &session.referential).await?;
    if !content.sheet.is_untouched() {
        return Err(Refusal::SheetBegun.into());
    }
    if !content.times.is_empty() {
        return Err(Refusal::OralBegun.into());
    }
    sheets::delete(&mut desk.tx, &sitting.sheet).await?;
    let before = format!("commission {}, {}", commission.number, sitting.starts_at);
    desk.journal("candidate", &sitting.candidate, before, "retirée de la commission").await?;
    let candidate = found(candidates::find(&mut desk.tx, &sitting.candidate).await?)?;
    Ok((candidate, (commission, session)))
}

/// A commission and the candidates it may hear.
#[derive(Debug, Clone)]
pub struct SeeSeats {
    /// The commission.
    pub commission: CommissionId,
}

/// What [`SeeSeats`] shows.
#[derive(Debug, Clone)]
pub struct Seats {
    /// The session.
    pub session: Session,
    /// The commission.
    pub commission: Commission,
    /// Its two members, the lead first.
    pub members: Vec<Examiner>,
    /// The candidates it hears, in the order of the day.
    pub seated: Vec<Seated>,
    /// By how much each runs into the next, with the extra time granted; in the same order.
    pub overruns: Vec<Option<SignedDuration>>,
    /// The candidates of its speciality who have no commission, by number.
    pub free: Vec<Free>,
    /// The session's schools, to name those of candidates.
    pub schools: Vec<School>,
    /// When the next candidate could be called.
    pub next: Time,
    /// The length of an oral, in minutes.
    pub minutes: i64,
}

/// A candidate without a commission.
#[derive(Debug, Clone)]
pub struct Free {
    /// The candidate.
    pub candidate: Candidate,
    /// Extra time granted.
    pub extra: ExtraTime,
    /// Why this commission cannot hear the candidate, or what the rules warn of.
    pub verdict: Result<Vec<Warning>, Refusal>,
}

#[async_trait]
impl View for SeeSeats {
    type Output = Seats;
    const ACT: access::Act = access::Act::SeatCandidate;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_commission(tx, &self.commission).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<Seats, Failure> {
        let (commission, session) = load(&mut desk.tx, &self.commission).await?;
        let composition = composition(&mut desk.tx, &commission).await?;
        let members = commissions::members(&mut desk.tx, &commission).await?;
        let everybody = sheets::of_session(&mut desk.tx, &session.id).await?;
        let outcomes = verdicts::in_force(&mut desk.tx, &session.id).await?;
        let absent = absences::last_of_session(&mut desk.tx, &session.id).await?;
        let mine: Vec<_> =
            everybody.iter().filter(|one| one.sitting.commission == commission.id).cloned().collect();
        let extras = arrivals::extras(&mut desk.tx, &session.id).await?;
        let extra_of = |id: &CandidateId| {
            extras.iter().find(|(known, _)| known == id).map_or(ExtraTime::NONE, |(_, extra)| *extra)
        };
        let perimeter = perimeter(&commission);
        let mut free = vec![];
        for candidate in candidates::of_session(&mut desk.tx, &session.id).await? {
            let seated = everybody.iter().any(|one| one.candidate.id == candidate.id);
            let fits = perimeter.holds(&candidate) && candidate.speciality == commission.speciality;
            let settled = absent.iter().any(|one| one.candidate == candidate.id && settles(one));
            if seated || settled || candidate.withdrawn || !fits {
                continue;
            }
            let outcome = outcomes.iter().find(|given| given.candidate == candidate.id);
            let outcome = outcome.map(|given| given.verdict.outcome.clone());
            let extra = extra_of(&candidate.id);
            free.push(Free {
                extra,
                verdict: may_sit(&candidate, outcome, &composition, &session),
                candidate,
            });
        }
        let schools = schools::of_session(&mut desk.tx, &session.id).await?;
        let next = next(&mine, &session, |id| length(&session.referential, extra_of(id)));
        let minutes = length(&session.referential, ExtraTime::NONE).as_mins();
        let after = mine.iter().skip(1).map(|one| Some(one.sitting.starts_at)).chain([None]);
        let overruns = mine.iter().zip(after).map(|(one, next)| {
            let lasts = length(&session.referential, extra_of(&one.candidate.id));
            next.and_then(|next| overrun((one.sitting.starts_at, lasts), next))
        });
        let overruns = overruns.collect();
        Ok(Seats { session, commission, members, seated: mine, overruns, free, schools, next, minutes })
    }
}

/// Half past eight, or twenty minutes after the last oral ends: time to deliberate and to welcome the next.
fn next(seated: &[Seated], session: &Session, lasts: impl Fn(&CandidateId) -> SignedDuration) -> Time {
    let morning = Time::constant(8, 30, 0, 0);
    let after = SignedDuration::from_mins(20);
    let last = seated.last().map(|one| one.sitting.starts_at + lasts(&one.candidate.id) + after);
    last.map_or(morning, |at| at.to_zoned_datetime(session.zone.clone()).time())
}
