//! Everything a plan is built from, as it stands in the database at one moment.

use super::at;
use super::draft::Draft;
use crate::Failure;
use crate::act::Desk;
use crate::acts::absences::settles;
use crate::acts::perimeter::{Drawn, Perimeter};
use exam::convocation::Candidacy;
use exam::id::{CandidateId, CommissionId, ExaminerId};
use exam::planning::{Frame, HalfDay, Session};
use exam::sitting::ExtraTime;
use std::collections::{BTreeMap, BTreeSet};
use store::tables::candidates::Candidate;
use store::tables::commissions::Examiner;
use store::tables::oral::arrivals;
use store::tables::schools::School;
use store::tables::sheets::Seated;
use store::tables::timetable::answers::{self, Given};
use store::tables::timetable::frames;
use store::tables::timetable::versions::{self, Version};
use store::tables::{absences, candidates, commissions, schools, sheets, verdicts};

/// What a plan is built from.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    /// The place.
    pub perimeter: Perimeter,
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// The frame.
    pub frame: Frame,
    /// Its revision, 0 where there is none.
    pub frame_revision: i64,
    /// The session's schools.
    pub schools: Vec<School>,
    /// Everybody who may sit, by name.
    pub examiners: Vec<Examiner>,
    /// What they answered.
    pub answers: Vec<Given>,
    /// Who is to be convened and not seated by hand, by number.
    pub candidates: Vec<Candidate>,
    /// Extra time granted.
    pub extras: BTreeMap<CandidateId, ExtraTime>,
    /// When people sit on commissions that are not of this timetable.
    pub busy: BTreeMap<ExaminerId, BTreeSet<HalfDay>>,
    /// The last version.
    pub published: Option<(Version, Draft)>,
}

impl Facts {
    /// Reads them.
    pub async fn load(desk: &mut Desk, perimeter: &Perimeter) -> Result<Self, Failure> {
        let drawn = perimeter.draw(&mut desk.tx).await?;
        let (tx, session) = (&mut desk.tx, &drawn.session);
        let place = perimeter.about();
        let (frame, frame_revision) = frames::find(tx, at(&place)).await?.unwrap_or_default();
        let mut examiners = commissions::examiners(tx, &session.id).await?;
        examiners.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        let published = match versions::last(tx, at(&place)).await? {
            Some(version) => {
                let draft = serde_json::from_str(&version.content)?;
                Some((version, draft))
            }
            None => None,
        };
        let own = published.as_ref().map(|(_, draft): &(_, Draft)| own(&draft.sessions)).unwrap_or_default();
        let seated = sheets::of_session(tx, &session.id).await?;
        let elsewhere: Vec<&Seated> =
            seated.iter().filter(|one| !own.contains(&one.sitting.commission)).collect();
        let mut busy: BTreeMap<_, BTreeSet<HalfDay>> = BTreeMap::new();
        for commission in commissions::of_session(tx, &session.id).await? {
            for one in elsewhere.iter().filter(|one| one.sitting.commission == commission.id) {
                let at = one.sitting.starts_at.to_zoned_datetime(session.zone.clone());
                let half = frame.half_of(at.date(), at.time());
                for member in [&commission.lead, &commission.second] {
                    busy.entry(member.clone()).or_default().insert(half);
                }
            }
        }
        let by_hand: BTreeSet<&CandidateId> = elsewhere.iter().map(|one| &one.candidate.id).collect();
        let outcomes = verdicts::in_force(tx, &session.id).await?;
        let absent = absences::last_of_session(tx, &session.id).await?;
        let mut convened = candidates::of_session(tx, &session.id).await?;
        convened.retain(|one| {
            let outcome = outcomes.iter().find(|given| given.candidate == one.id);
            let conformity = outcome.map(|given| given.verdict.outcome.clone());
            let candidacy = Candidacy { withdrawn: one.withdrawn, kept_mark: None, conformity };
            let gone = absent.iter().any(|other| other.candidate == one.id && settles(other));
            perimeter.holds(one)
                && !by_hand.contains(&one.id)
                && !gone
                && candidacy.check(&session.referential).is_ok()
        });
        convened.sort_by(|a, b| a.number.cmp(&b.number));
        Ok(Self {
            extras: arrivals::extras(tx, &session.id).await?.into_iter().collect(),
            schools: schools::of_session(tx, &session.id).await?,
            answers: answers::of_place(tx, at(&place)).await?,
            perimeter: perimeter.clone(),
            candidates: convened,
            frame,
            frame_revision,
            examiners,
            busy,
            published,
            drawn,
        })
    }

    /// The sessions of the last version; none before the first.
    pub fn sessions(&self) -> &[Session] {
        self.published.as_ref().map_or(&[], |(_, draft)| &draft.sessions)
    }

    /// When a person sits in the last version, or elsewhere.
    pub fn sits(&self, examiner: &ExaminerId) -> BTreeSet<HalfDay> {
        let here = self.sessions().iter().filter(|one| super::draft::sits(one, examiner)).map(|one| one.half);
        here.chain(self.busy.get(examiner).into_iter().flatten().copied()).collect()
    }

    /// A person's name.
    pub fn name(&self, examiner: &ExaminerId) -> String {
        let known = self.examiners.iter().find(|one| one.id == *examiner);
        known.map_or_else(|| "quelqu’un qui n’est plus là".to_owned(), |one| one.name.clone())
    }
}

/// The commissions that a timetable made.
fn own(sessions: &[Session]) -> BTreeSet<CommissionId> {
    sessions.iter().filter_map(|session| session.commission.clone()).collect()
}
