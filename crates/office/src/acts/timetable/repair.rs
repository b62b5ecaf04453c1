//! An examiner falls ill: the last version is mended, as few people as possible move, and the draft says who.

use super::at;
use super::build::Built;
use super::draft::{Draft, How, sentences};
use super::facts::Facts;
use super::plans::keep;
use super::work::{Found, drafted, options};
use crate::act::{About, Act, Desk};
use crate::acts::perimeter::Perimeter;
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Actor, Subject};
use exam::id::ExaminerId;
use exam::planning::{Answer, HalfDay};
use planner::Problem;
use planner::repair::{Changes, repair};
use planner::watch::Still;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::tables::timetable::{answers, versions};
use store::{Fault, Tx};

/// Moves of a repair: well under two seconds for an academy.
const MOVES: u64 = 1_500_000;

/// Keeps a mended plan as a draft, and what the person can no longer do.
struct KeepMended {
    perimeter: Perimeter,
    examiner: ExaminerId,
    answer: (Answer, i64),
    number: i64,
    name: String,
    draft: Draft,
}

#[async_trait]
impl Act for KeepMended {
    type Output = String;
    const ACT: access::Act = access::Act::PlanTimetable;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<String, Failure> {
        let place = self.perimeter.about();
        let last = versions::last(&mut desk.tx, at(&place)).await?;
        if last.is_none_or(|version| version.number != self.number) {
            return Err(Failure::Outdated);
        }
        let by = (&desk.actor.account.clone(), desk.now);
        let written = (&self.answer.0, self.answer.1);
        if !answers::write(&mut desk.tx, at(&place), &self.examiner, written, by).await? {
            return Err(Failure::Outdated);
        }
        keep(desk, (&self.perimeter, self.name), &self.draft, false).await
    }
}

impl Office {
    /// Mends the last version of a timetable for an examiner who cannot come in some half-days; answers the draft.
    /// What is over stays as it is.
    ///
    /// # Errors
    /// [`Failure`]: no right, no version, a change in between, or a fault.
    pub async fn repair(
        &self,
        actor: &Actor,
        perimeter: &Perimeter,
        examiner: &ExaminerId,
        halves: &BTreeSet<HalfDay>,
    ) -> Result<String, Failure> {
        self.allow(actor, access::Act::PlanTimetable, perimeter).await?;
        let tx = self.db.read().await?;
        let act = access::Act::PlanTimetable;
        let mut desk = Desk::new(tx, actor.clone(), act, None, Arc::clone(&self.outside));
        let facts = Facts::load(&mut desk, perimeter).await?;
        drop(desk);
        if halves.is_empty() {
            return Err(Refusal::Required { field: "demi-journées" }.into());
        }
        let (version, before) = facts.published.clone().ok_or(Failure::NotFound)?;
        let name = facts.name(examiner);
        let given = facts.answers.iter().find(|one| one.examiner == *examiner);
        let (mut answer, seen) = given.map(|one| (one.answer.clone(), one.revision)).unwrap_or_default();
        let now = self.now().to_zoned_datetime(facts.drawn.session.zone.clone());
        let past = |half: &HalfDay| *half < facts.frame.half_of(now.date(), now.time());
        answer.halves.retain(|half| past(half) || !halves.contains(half));
        let today = facts.frame.half_of(now.date(), now.time());
        let work = {
            let (facts, before, examiner, halves) =
                (facts.clone(), before.clone(), examiner.clone(), halves.clone());
            move || mended(&facts, &before, (&examiner, &halves), today)
        };
        let found = tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| Fault::Internal(format!("task: {error}")))??;
        let mut ids = || self.new_id();
        let how = How { moves: MOVES, ..before.how };
        let mut draft = drafted(&facts, (&found.0, &before.sessions), how, &mut ids);
        draft.moved = found.1;
        draft.bound = None;
        draft.keep_blocks(&before);
        let keep = KeepMended {
            perimeter: perimeter.clone(),
            examiner: examiner.clone(),
            answer: (answer, seen),
            number: version.number,
            name: format!("Sans {name}"),
            draft,
        };
        self.perform(actor, keep).await
    }
}

fn mended(
    facts: &Facts,
    before: &Draft,
    (examiner, halves): (&ExaminerId, &BTreeSet<HalfDay>),
    today: HalfDay,
) -> Result<(Found, Vec<String>), Failure> {
    // Nothing is drawn anew: that would move everybody.
    let how = How { moves: MOVES, comparable: false, ..before.how };
    let (built, _) = Built::new(facts, how)?;
    let (plan, lost) = built.plan(facts, &before.sessions);
    let person = built.person(examiner).ok_or(Failure::NotFound)?;
    let gone = halves.iter().filter_map(|half| built.half(*half)).collect();
    let frozen_before = frozen(facts, &built, today);
    let changes = Changes { examiners: vec![(person, gone)], frozen_before, ..Changes::default() };
    let told = |fault: planner::Fault| Failure::from(Refusal::PlanBreaks(vec![fault.to_string()]));
    let after = changes.apply(&built.instance, &plan).map_err(told)?;
    let problem = Problem::new(&after).map_err(told)?;
    let (solution, moved) = repair(&problem, &plan, options(how, false), &Still);
    let moved = sentences(&lost).into_iter().chain(moved.iter().map(|one| one.sentence(&problem))).collect();
    Ok((Found { built, problem, solution }, moved))
}

/// The first half-day that is not over.
fn frozen(facts: &Facts, built: &Built, today: HalfDay) -> usize {
    let over = facts.frame.halves.iter().filter(|half| **half < today);
    over.filter_map(|half| built.half(*half)).max().map_or(0, |last| last + 1)
}
