//! Harmonisation (E4-23, E4-35): the commissions side by side, and recommendations beside their proposals. Nothing here
//! changes a mark: the jury decides.

mod compare;
mod draw;
mod members;
mod recommend;

pub use compare::{Compared, Look, Place, Row};
pub use draw::Draw;
pub use members::{NameHarmoniser, ReleaseHarmoniser};
pub use recommend::{AnswerRecommendation, Recommend};
pub use severity::compare::{Effect, Status};
pub use severity::report::status_words;
pub use severity::session::{Spread, View as Seen};
pub use store::tables::harmonisation::{Harmoniser, Kept, Reply};

use super::sessions::subject_of;
use crate::Failure;
use crate::act::{Desk, View, found};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::candidate::Speciality;
use exam::grid::{Level, Profile};
use exam::harmonisation::schools_not_represented;
use exam::id::{AccountId, CommissionId, SessionId, SheetId};
use exam::mark::ProposedMark;
use exam::sheet::State;
use exam::sitting::WhichExam;
use jiff::Timestamp;
use store::Tx;
use store::tables::candidates::Candidate;
use store::tables::commissions::{self, Commission};
use store::tables::schools::{self, School};
use store::tables::sessions::{self, Session};
use store::tables::{decisions, harmonisation, sheets};

/// The room of harmonisation, for the jury.
#[derive(Debug, Clone)]
pub struct SeeHarmonisation {
    /// The session.
    pub session: SessionId,
}

/// What [`SeeHarmonisation`] shows: signed sheets only, since nothing else is proposed.
#[derive(Debug, Clone)]
pub struct Room {
    /// The session.
    pub session: Session,
    /// Its schools.
    pub schools: Vec<School>,
    /// Those who harmonise, by name.
    pub members: Vec<Harmoniser>,
    /// Those of the jury who are not named, by name.
    pub others: Vec<(AccountId, String)>,
    /// The schools that assess in CCF and that nobody represents: a warning (E4-35).
    pub not_represented: Vec<School>,
    /// The commissions with signed sheets, by number.
    pub commissions: Vec<Commission>,
    /// The signed sheets, by commission then hour.
    pub sheets: Vec<Signed>,
    /// How published timetables dealt candidates to commissions, where they did.
    pub draws: Vec<Draw>,
    /// How many sheets bear no two visas yet: what is compared is not all.
    pub unsigned: usize,
    /// What was recommended, the first one first.
    pub recommendations: Vec<Kept>,
    /// The actor recommends.
    pub member: bool,
    /// The actor names the members.
    pub presides: bool,
}

/// A signed sheet.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The sheet.
    pub sheet: SheetId,
    /// Its candidate.
    pub candidate: Candidate,
    /// Its commission.
    pub commission: CommissionId,
    /// The names of the two members.
    pub examiners: Vec<String>,
    /// When the oral was planned.
    pub starts_at: Timestamp,
    /// The levels.
    pub profile: Profile,
    /// The mark proposed before penalties.
    pub before_penalties: ProposedMark,
    /// The mark proposed.
    pub proposed: ProposedMark,
    /// The jury has decided.
    pub decided: bool,
}

impl Signed {
    /// The levels in the order of the grid, 0 the lowest; `None` is « non évaluable » (E4-13).
    pub fn levels(&self, session: &Session) -> Vec<Option<u8>> {
        let rank = |level| match level {
            Level::NotAssessable => None,
            Level::NotMastered => Some(0),
            Level::PartlyMastered => Some(1),
            Level::WellMastered => Some(2),
            Level::ExcellentlyMastered => Some(3),
        };
        let lines = session.referential.lines.iter();
        lines.map(|line| self.profile.level(&line.code).and_then(rank)).collect()
    }

    /// The speciality of the candidate.
    pub fn speciality(&self) -> Speciality {
        self.candidate.speciality
    }
}

#[async_trait]
impl View for SeeHarmonisation {
    type Output = Room;
    const ACT: access::Act = access::Act::SeeHarmonisation;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Room, Failure> {
        let subject = self.subject(&mut desk.tx).await?;
        let presides = access::may(&desk.actor, access::Act::NameHarmoniser, &subject).is_ok();
        let mut room = room(&mut desk.tx, &self.session).await?;
        room.member = may_recommend(&room.members, &desk.actor.account) || presides;
        room.presides = presides;
        Ok(room)
    }
}

fn may_recommend(members: &[Harmoniser], account: &AccountId) -> bool {
    members.iter().any(|one| one.account == *account)
}

/// What is compared, whoever looks.
pub(crate) async fn room(tx: &mut Tx, id: &SessionId) -> Result<Room, Failure> {
    let session = found(sessions::find(tx, id).await?)?;
    let contents = sheets::contents_of_session(tx, id, (WhichExam::Oral, &session.referential)).await?;
    let mut commissions = commissions::of_session(tx, id).await?;
    let examiners = commissions::examiners(tx, id).await?;
    let decided = decisions::of_session(tx, WhichExam::Oral, id).await?;
    let (mut signed, mut unsigned) = (vec![], 0);
    for seated in sheets::of_session(tx, id).await? {
        let content =
            contents.iter().find(|(sheet, _)| *sheet == seated.sitting.sheet).map(|(_, content)| content);
        let closed = content.filter(|content| content.state() == State::Closed);
        let calculated =
            closed.and_then(|content| Some((content, content.calculation(&session.referential)?)));
        let (Some((content, calculation)), Some(commission)) =
            (calculated, commissions.iter().find(|one| one.id == seated.sitting.commission))
        else {
            unsigned += 1;
            continue;
        };
        let name = |id: &exam::id::ExaminerId| {
            examiners.iter().find(|one| one.id == *id).map(|one| one.name.clone())
        };
        signed.push(Signed {
            sheet: seated.sitting.sheet,
            commission: commission.id.clone(),
            examiners: [&commission.lead, &commission.second].into_iter().filter_map(name).collect(),
            starts_at: seated.sitting.starts_at,
            profile: content.profile(),
            before_penalties: calculation.before_penalties,
            proposed: calculation.after_penalties,
            decided: decided.iter().any(|one| one.candidate == seated.candidate.id),
            candidate: seated.candidate,
        });
    }
    commissions.retain(|one| signed.iter().any(|sheet| sheet.commission == one.id));
    let place = |id: &CommissionId| commissions.iter().position(|one| one.id == *id);
    signed.sort_by_key(|one| (place(&one.commission), one.starts_at));
    let schools = schools::of_session(tx, id).await?;
    let members = harmonisation::harmonisers(tx, id).await?;
    let others = harmonisation::jurors(tx, id).await?;
    let others = others.into_iter().filter(|(account, _)| !may_recommend(&members, account)).collect();
    let ccf: Vec<_> = schools.iter().filter(|one| one.runs_ccf).map(|one| one.id.clone()).collect();
    let represented: Vec<_> = members.iter().filter_map(|one| one.school.clone()).collect();
    let missing = schools_not_represented(&ccf, &represented);
    let not_represented = schools.iter().filter(|one| missing.contains(&&one.id)).cloned().collect();
    let recommendations = harmonisation::of_session(tx, id, session.referential.scale).await?;
    let draws = draw::draws(tx, id, schools.iter().map(|one| one.id.clone())).await?;
    Ok(Room {
        session,
        draws,
        schools,
        members,
        others,
        not_represented,
        commissions,
        sheets: signed,
        unsigned,
        recommendations,
        member: false,
        presides: false,
    })
}
