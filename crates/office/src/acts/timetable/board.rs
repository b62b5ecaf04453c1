//! The board: a draft with the names of its people, what it breaks, and what may be undone.

use super::build::Built;
use super::draft::{Broken, Draft};
use super::facts::Facts;
use super::load;
use super::plans::Summary;
use crate::Failure;
use crate::act::{Desk, View};
use crate::acts::perimeter::{Drawn, Perimeter};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::candidate::Track;
use exam::ccf::{Period, spread};
use exam::commission::Quality;
use exam::id::ExaminerId;
use exam::planning::Frame;
use planner::compare::{Design, design};
use std::collections::BTreeMap;
use store::Tx;
use store::tables::candidates::Candidate;
use store::tables::commissions::Examiner;
use store::tables::schools::School;
use store::tables::timetable::plans;

/// A draft as a board.
#[derive(Debug, Clone)]
pub struct SeeBoard {
    /// The draft.
    pub plan: String,
}

/// What [`SeeBoard`] shows.
#[derive(Debug, Clone)]
pub struct Board {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// Of which timetable.
    pub perimeter: Perimeter,
    /// The draft.
    pub plan: Summary,
    /// The frame.
    pub frame: Frame,
    /// Everybody who may sit, by name.
    pub examiners: Vec<Examiner>,
    /// Everybody to be convened, by number.
    pub candidates: Vec<Candidate>,
    /// The session's schools.
    pub schools: Vec<School>,
    /// Every hard rule that the draft breaks now.
    pub broken: Vec<Broken>,
    /// How many half-days each person accepts; nobody who did not answer.
    pub accepted: BTreeMap<ExaminerId, usize>,
    /// What would be undone.
    pub undo: Option<String>,
    /// How the commissions are connected.
    pub design: Design,
    /// Sessions without a professional.
    pub without_professional: usize,
    /// In CCF: everybody passes on one day (E4-26).
    pub all_on_one_day: bool,
    /// The number of the last version, 0 before the first.
    pub published: i64,
}

impl Board {
    /// A person's name.
    pub fn name(&self, id: &ExaminerId) -> &str {
        self.examiners.iter().find(|one| one.id == *id).map_or("?", |one| &one.name)
    }
}

#[async_trait]
impl View for SeeBoard {
    type Output = Board;
    const ACT: access::Act = access::Act::PlanTimetable;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        load(tx, &self.plan).await?.1.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Board, Failure> {
        let (plan, perimeter) = load(&mut desk.tx, &self.plan).await?;
        let undo = plans::last_step(&mut desk.tx, &plan.id).await?.map(|step| step.label);
        let facts = Facts::load(desk, &perimeter).await?;
        let plan = Summary::of(plan, desk.now)?;
        let mut draft = plan.draft.clone();
        let (broken, design) = counted(&facts, &mut draft);
        Ok(Board {
            without_professional: without_professional(&facts, &draft),
            all_on_one_day: all_on_one_day(&facts, &draft),
            published: facts.published.as_ref().map_or(0, |(version, _)| version.number),
            accepted: facts.answers.iter().map(|one| (one.examiner.clone(), one.answer.most)).collect(),
            plan: Summary { draft, ..plan },
            perimeter,
            undo,
            broken,
            design,
            drawn: facts.drawn,
            frame: facts.frame,
            examiners: facts.examiners,
            candidates: facts.candidates,
            schools: facts.schools,
        })
    }
}

/// A draft counted again over what stands now, and every rule it breaks.
fn counted(facts: &Facts, draft: &mut Draft) -> (Vec<Broken>, Design) {
    match Built::new(facts, draft.how) {
        Ok((built, problem)) => {
            let broken = built.count(facts, &problem, draft);
            (broken, design(&built.plan(facts, &draft.sessions).0))
        }
        Err(_) => (
            vec![Broken {
                reason: "le cadre ou la liste des personnes a changé : rien ne peut être vérifié".to_owned(),
                ..Broken::default()
            }],
            Design::default(),
        ),
    }
}

pub(super) fn without_professional(facts: &Facts, draft: &Draft) -> usize {
    let professional = |id: &ExaminerId| {
        facts.examiners.iter().any(|one| one.id == *id && one.quality == Quality::Professional)
    };
    draft.sessions.iter().filter(|one| !professional(&one.second)).count()
}

fn all_on_one_day(facts: &Facts, draft: &Draft) -> bool {
    let dates = &facts.drawn.session.dates;
    if facts.perimeter.track() != Track::Continuous {
        return false;
    }
    let Ok(period) = Period::new(dates.orals_from, dates.orals_to, dates.orals_to) else { return false };
    let days: Vec<_> =
        draft.sessions.iter().flat_map(|one| one.passages.iter().map(|_| one.half.day)).collect();
    !spread(period, &days).warnings.is_empty()
}
