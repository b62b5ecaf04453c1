//! Publication: every hard rule is checked again, by the planner's audit over what stands now and by the rules of each
//! act; a version is frozen; commissions and sittings are made, or changed as little as the version asks.

use super::at;
use super::build::Built;
use super::draft::{Draft, goes_on, sentences};
use super::facts::Facts;
use super::{load, rooms};
use crate::Failure;
use crate::act::{About, Act, Desk, about, found};
use crate::acts::commissions::composition;
use crate::acts::notices::{To, exam, tell};
use crate::acts::perimeter::Perimeter;
use crate::acts::seats::{seat, take_out};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::candidate::Track;
use exam::commission::{Composition, Quality};
use exam::id::CommissionId;
use exam::planning::Session;
use exam::sitting::WhichExam;
use exam::{Refusal, notice, text};
use jiff::Timestamp;
use std::collections::BTreeSet;
use store::tables::commissions::{self, Commission};
use store::tables::sheets;
use store::tables::timetable::versions::{self, Version};
use store::{Fault, Tx};

/// Publishes a draft.
#[derive(Debug, Clone)]
pub struct PublishPlan {
    /// The draft.
    pub plan: String,
    /// The revision that was seen.
    pub seen: i64,
    /// Why no professional sits, for the commissions where none does (E4-22).
    pub no_professional_reason: String,
    /// Also where candidates have no place.
    pub partial: bool,
}

#[async_trait]
impl Act for PublishPlan {
    type Output = i64;
    const ACT: access::Act = access::Act::PublishTimetable;

    fn about(&self) -> About {
        about("timetable", &self.plan)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        load(tx, &self.plan).await?.1.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<i64, Failure> {
        let (plan, perimeter) = load(&mut desk.tx, &self.plan).await?;
        if plan.working {
            return Err(Refusal::PlanNotReady.into());
        }
        if plan.revision != self.seen {
            return Err(Failure::Outdated);
        }
        let session = perimeter.draw(&mut desk.tx).await?.session.id;
        // The same order as those who seat by hand: numbers, seats, candidates.
        desk.tx.lock(&about("numbers", &session).lock()).await?;
        desk.tx.lock(&about("seats", &session).lock()).await?;
        let facts = Facts::load(desk, &perimeter).await?;
        let mut draft: Draft = serde_json::from_str(&plan.content)?;
        let (built, problem) = Built::new(&facts, draft.how)?;
        rooms::assign(&facts.frame, &mut draft.sessions);
        let broken = built.count(&facts, &problem, &mut draft);
        if !broken.is_empty() {
            return Err(Refusal::PlanBreaks(sentences(&broken)).into());
        }
        if !draft.unseated.is_empty() && !self.partial {
            return Err(Refusal::Unplaced { count: draft.unseated.len() }.into());
        }
        let reason = text::reason(&self.no_professional_reason)?;
        Table { facts: &facts, reason }.set(desk, &mut draft).await?;
        let number = facts.published.as_ref().map_or(0, |(version, _)| version.number) + 1;
        let version = Version {
            id: desk.id(),
            number,
            content: serde_json::to_string(&draft)?,
            plan: plan.id,
            by: desk.actor.account.clone(),
            by_name: String::new(),
            at: desk.now,
        };
        let place = perimeter.about();
        versions::insert(&mut desk.tx, at(&place), &version).await?;
        let after = format!(
            "calendrier publié, version {number} : {} commissions, {} passages",
            draft.sessions.len(),
            draft.sessions.iter().map(|one| one.passages.len()).sum::<usize>()
        );
        desk.journal(place.kind, &place.id, "", after).await?;
        Ok(number)
    }
}

/// Commissions and sittings, as a version wants them.
struct Table<'a> {
    facts: &'a Facts,
    reason: String,
}

impl Table<'_> {
    async fn set(&self, desk: &mut Desk, draft: &mut Draft) -> Result<(), Failure> {
        let before = self.facts.sessions();
        let mut taken = vec![];
        for session in &mut draft.sessions {
            let known = goes_on(before, session, &taken);
            session.commission = known.and_then(|one| one.commission.clone());
            taken.extend(known.map(|one| one.id.clone()));
        }
        let mut ids: Vec<_> =
            draft.sessions.iter().flat_map(|one| &one.passages).map(|one| &one.candidate).collect();
        ids.extend(before.iter().flat_map(|one| &one.passages).map(|one| &one.candidate));
        ids.sort();
        ids.dedup();
        desk.lock_all("candidate", &ids).await?;
        let kept = self.take_out(desk, before, draft).await?;
        self.close(desk, before, draft).await?;
        for session in &mut draft.sessions {
            let id = self.commission(desk, session).await?;
            session.commission = Some(id);
        }
        for session in &draft.sessions {
            self.seat(desk, session, &kept).await?;
        }
        Ok(())
    }

    fn instant(&self, session: &Session, at: jiff::civil::Time) -> Result<Timestamp, Failure> {
        let at = session.half.day.to_datetime(at).to_zoned_datetime(self.facts.drawn.session.zone.clone());
        Ok(at.map_err(|error| Fault::Internal(format!("time: {error}")))?.timestamp())
    }

    /// Takes out those who pass elsewhere or at another time; answers those who stay as they are.
    async fn take_out(
        &self,
        desk: &mut Desk,
        before: &[Session],
        draft: &Draft,
    ) -> Result<BTreeSet<exam::id::CandidateId>, Failure> {
        let mut kept = BTreeSet::new();
        for known in before.iter().flat_map(|one| &one.passages) {
            let Some(sitting) = sheets::of_candidate(&mut desk.tx, &known.candidate).await? else { continue };
            if !before.iter().any(|one| one.commission.as_ref() == Some(&sitting.commission)) {
                continue;
            }
            let wanted = draft.session_of(&known.candidate);
            let passage =
                wanted.and_then(|one| one.passages.iter().find(|one| one.candidate == known.candidate));
            let stays = match (wanted, passage) {
                (Some(session), Some(passage)) => {
                    let old = sessions_room(before, &sitting.commission);
                    session.commission.as_ref() == Some(&sitting.commission)
                        && self.instant(session, passage.at)? == sitting.starts_at
                        && old == Some((session.centre.as_str(), session.room.as_str()))
                }
                _ => false,
            };
            if stays {
                kept.insert(known.candidate.clone());
                continue;
            }
            let (candidate, place) = take_out(desk, &sitting).await?;
            if wanted.is_none() {
                let oral = notice::Oral { starts_at: sitting.starts_at, room: &place.0.room };
                let letter = notice::oral_withdrawn(exam(&place.1), oral);
                crate::acts::notices::tell_candidate(desk, &candidate, letter).await?;
            }
        }
        Ok(kept)
    }

    /// Commissions that the version has no more; one that something else remembers stays, empty.
    async fn close(&self, desk: &mut Desk, before: &[Session], draft: &Draft) -> Result<(), Failure> {
        for id in before.iter().filter_map(|one| one.commission.as_ref()) {
            if draft.sessions.iter().any(|one| one.commission.as_ref() == Some(id)) {
                continue;
            }
            if let Some(commission) = commissions::find(&mut desk.tx, id).await? {
                commissions::delete_empty(&mut desk.tx, id).await?;
                desk.journal("commission", id, format!("commission {}", commission.number), "fermée").await?;
            }
        }
        Ok(())
    }

    /// The room in words: candidates go to a centre, then to a room.
    fn room(&self, session: &Session) -> String {
        match self.facts.frame.centre(&session.centre) {
            Some(centre) => format!("{}, {}", session.room, centre.name),
            None => session.room.clone(),
        }
    }

    /// Makes the commission of a session, or gives it the people and the room that the version wants.
    async fn commission(&self, desk: &mut Desk, session: &Session) -> Result<CommissionId, Failure> {
        let examiner =
            |id: &exam::id::ExaminerId| found(self.facts.examiners.iter().find(|one| one.id == *id));
        let (lead, second) = (examiner(&session.lead)?, examiner(&session.second)?);
        let professional = second.quality == Quality::Professional;
        let track = self.facts.perimeter.track();
        let known = match &session.commission {
            Some(id) => commissions::find(&mut desk.tx, id).await?,
            None => None,
        };
        // A reason that was given stays as long as nobody else sits there.
        let said = known.as_ref().filter(|one| one.second == second.id);
        let said = said.map(|one| one.no_professional_reason.clone()).filter(|said| !said.is_empty());
        let reason = if professional { String::new() } else { said.unwrap_or_else(|| self.reason.clone()) };
        let composition = Composition {
            speciality: session.speciality,
            track,
            lead: lead.member(),
            second: second.member(),
            no_professional_reason: reason,
        };
        composition.check()?;
        let wanted = Commission {
            id: known.as_ref().map_or_else(|| desk.id(), |one| one.id.clone()),
            session: self.facts.drawn.session.id.clone(),
            school: self.facts.drawn.school.as_ref().map(|school| school.id.clone()),
            number: match &known {
                Some(one) => one.number.clone(),
                None => self.number(desk).await?,
            },
            speciality: session.speciality,
            track,
            held_on: session.half.day,
            room: self.room(session),
            lead: lead.id.clone(),
            second: second.id.clone(),
            no_professional_reason: composition.no_professional_reason,
        };
        let said = format!(
            "commission {} {}, le {}, {} : {} et {} ; {}",
            wanted.number,
            wanted.speciality.label(),
            wanted.held_on,
            wanted.room,
            lead.name,
            second.name,
            wanted.no_professional_reason
        );
        match known {
            None => commissions::insert(&mut desk.tx, &wanted).await?,
            Some(known) if known == wanted => return Ok(wanted.id),
            Some(known) => self.reseat(desk, &known, &wanted).await?,
        }
        desk.journal("commission", &wanted.id, "", said).await?;
        Ok(wanted.id)
    }

    /// Other people or another room, while nothing is written on any sheet of the commission.
    async fn reseat(&self, desk: &mut Desk, known: &Commission, wanted: &Commission) -> Result<(), Failure> {
        let session = &self.facts.drawn.session;
        let contents =
            sheets::contents_of_commission(&mut desk.tx, &known.id, (WhichExam::Oral, &session.referential))
                .await?;
        if contents.iter().any(|(_, content)| !content.sheet.is_untouched() || !content.times.is_empty()) {
            return Err(Refusal::SheetBegun.into());
        }
        commissions::reseat(&mut desk.tx, wanted).await?;
        commissions::set_room(&mut desk.tx, &wanted.id, &wanted.room).await?;
        for (leaving, arriving) in [(&known.lead, &wanted.lead), (&known.second, &wanted.second)] {
            if leaving == arriving {
                continue;
            }
            let names = (self.facts.name(leaving), self.facts.name(arriving));
            let place = (wanted.number.as_str(), wanted.held_on, wanted.room.as_str());
            let letter = notice::member_replaced(exam(session), place, (&names.0, &names.1));
            let told: BTreeSet<_> = [leaving, arriving, &wanted.lead, &wanted.second].into();
            for id in told {
                if let Some(one) = self.facts.examiners.iter().find(|one| one.id == *id) {
                    let to = To::Account(one.account.clone());
                    tell(desk, to, letter.clone(), ("commission", wanted.id.as_str())).await?;
                }
            }
        }
        Ok(())
    }

    /// The first number that no commission of the session has.
    async fn number(&self, desk: &mut Desk) -> Result<String, Failure> {
        let known = commissions::of_session(&mut desk.tx, &self.facts.drawn.session.id).await?;
        let prefix = match (&self.facts.perimeter, &self.facts.drawn.school) {
            (Perimeter::School(_), Some(school)) if self.facts.perimeter.track() == Track::Continuous => {
                format!("{}-", school.uai)
            }
            _ => String::new(),
        };
        let free = (1..).map(|number| format!("{prefix}{number}"));
        let mut free = free.filter(|number| known.iter().all(|one| one.number != *number));
        found(free.next())
    }

    async fn seat(
        &self,
        desk: &mut Desk,
        session: &Session,
        kept: &BTreeSet<exam::id::CandidateId>,
    ) -> Result<(), Failure> {
        let id = found(session.commission.as_ref())?;
        let commission = found(commissions::find(&mut desk.tx, id).await?)?;
        let composition = composition(&mut desk.tx, &commission).await?;
        for passage in session.passages.iter().filter(|one| !kept.contains(&one.candidate)) {
            let at = self.instant(session, passage.at)?;
            let place = (&commission, &self.facts.drawn.session);
            seat(desk, place, &composition, (&passage.candidate, at)).await?;
        }
        // Those who stay are asked again too: somebody else may sit now.
        for passage in session.passages.iter().filter(|one| kept.contains(&one.candidate)) {
            crate::acts::seats::asked_again(
                desk,
                &composition,
                &passage.candidate,
                &self.facts.drawn.session,
            )
            .await?;
        }
        Ok(())
    }
}

fn sessions_room<'a>(before: &'a [Session], commission: &CommissionId) -> Option<(&'a str, &'a str)> {
    let known = before.iter().find(|one| one.commission.as_ref() == Some(commission));
    known.map(|one| (one.centre.as_str(), one.room.as_str()))
}
