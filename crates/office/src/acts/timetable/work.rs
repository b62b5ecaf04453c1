//! The search of a draft, in the background: it gives signs of life, stops when asked, and keeps what it found.

use super::build::Built;
use super::draft::{Block, Draft, How, Point, sentences};
use super::facts::Facts;
use super::load;
use crate::act::Desk;
use crate::{Failure, Office, Outside};
use exam::Refusal;
use exam::access::{self, Actor};
use exam::id::CandidateId;
use exam::planning::Session;
use jiff::Timestamp;
use planner::watch::{Progress, Watch};
use planner::{Budget, Options, Problem, Solution, solve};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::Fault;
use store::tables::timetable::plans;
use tokio::sync::Semaphore;

/// One search at a time.
static TURN: Semaphore = Semaphore::const_new(1);

/// Between two signs of life.
const BEAT: Duration = Duration::from_millis(400);

/// What a search tells, and what it is told.
struct Ear {
    outside: Arc<dyn Outside>,
    since: Timestamp,
    stop: AtomicBool,
    last: Mutex<Option<Point>>,
}

impl Watch for Ear {
    fn elapsed(&self) -> Duration {
        Duration::try_from(self.outside.now().duration_since(self.since)).unwrap_or_default()
    }

    fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    fn progress(&self, progress: &Progress) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = Some(point(progress.elapsed, progress.cost, progress.unseated, progress.bound));
    }
}

fn point(elapsed: Duration, cost: i64, unseated: usize, bound: Option<i64>) -> Point {
    Point { after: u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX), cost, unseated, bound }
}

/// How the planner is asked. The plan is the same for any number of threads; one leaves the other core to the pages.
pub(super) fn options(how: How, bound: bool) -> Options {
    Options { seed: how.seed, threads: 1, budget: Budget::Moves(how.moves), bound }
}

impl Office {
    /// Works a draft out, to the end of its search: pages let it run in the background. A draft that is not waiting for
    /// a search stays as it is.
    ///
    /// # Errors
    /// [`Failure`]: nothing there, something missing by now, or a fault.
    pub async fn work_out(&self, actor: &Actor, plan: &str) -> Result<(), Failure> {
        let _turn = TURN.acquire().await.map_err(|error| Fault::Internal(format!("turn: {error}")))?;
        let Some((facts, draft, revision)) = self.waiting(actor, plan).await? else { return Ok(()) };
        let ear = Arc::new(Ear {
            outside: Arc::clone(&self.outside),
            since: self.now(),
            stop: AtomicBool::new(false),
            last: Mutex::new(None),
        });
        let mut search = {
            let (facts, draft, ear) = (facts.clone(), draft.clone(), Arc::clone(&ear));
            tokio::task::spawn_blocking(move || search(&facts, &draft, &ear))
        };
        let found = loop {
            tokio::select! {
                done = &mut search => break done.map_err(|error| Fault::Internal(format!("task: {error}")))?,
                () = tokio::time::sleep(BEAT) => self.beat(plan, &ear).await?,
            }
        };
        match found {
            Ok(found) => self.keep_found(actor, (plan, revision), facts, draft, &found).await,
            Err(refusal) => {
                let reasons = match &refusal {
                    Refusal::PlanBreaks(reasons) => reasons.clone(),
                    _ => {
                        vec!["ce qui est verrouillé ne va plus : déverrouillez, puis recommencez".to_owned()]
                    }
                };
                let draft = Draft { reasons, ..draft };
                self.settle(actor, (plan, revision), &draft, "recherche refusée").await
            }
        }
    }

    /// A draft that waits for its search, with what it is built from.
    async fn waiting(&self, actor: &Actor, id: &str) -> Result<Option<(Facts, Draft, i64)>, Failure> {
        let tx = self.db.read().await?;
        let act = access::Act::PlanTimetable;
        let mut desk = Desk::new(tx, actor.clone(), act, None, Arc::clone(&self.outside));
        let (plan, place) = load(&mut desk.tx, id).await?;
        access::may(actor, act, &place.subject(&mut desk.tx).await?)?;
        if !plan.working {
            return Ok(None);
        }
        let facts = Facts::load(&mut desk, &place).await?;
        Ok(Some((facts, serde_json::from_str(&plan.content)?, plan.revision)))
    }

    async fn beat(&self, plan: &str, ear: &Ear) -> Result<(), Failure> {
        let last = *ear.last.lock().unwrap_or_else(PoisonError::into_inner);
        let told = last.map(|point| serde_json::to_string(&point)).transpose()?.unwrap_or_default();
        let mut tx = self.db.write().await?;
        plans::beat(&mut tx, plan, &told, self.now()).await?;
        let stop = plans::find(&mut tx, plan).await?.is_none_or(|known| known.stop_asked || !known.working);
        tx.commit().await?;
        if stop {
            ear.stop.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    async fn keep_found(
        &self,
        actor: &Actor,
        (plan, revision): (&str, i64),
        facts: Facts,
        before: Draft,
        found: &Found,
    ) -> Result<(), Failure> {
        let known =
            if before.sessions.is_empty() { facts.sessions().to_vec() } else { before.sessions.clone() };
        let mut ids = || self.new_id();
        let draft = drafted(&facts, (found, &known), before.how, &mut ids);
        let told = format!("plan calculé : coût {}", draft.cost.unwrap_or_default());
        self.settle(actor, (plan, revision), &draft, &told).await
    }

    async fn settle(
        &self,
        actor: &Actor,
        (plan, revision): (&str, i64),
        draft: &Draft,
        told: &str,
    ) -> Result<(), Failure> {
        let mut tx = self.db.write().await?;
        let content = serde_json::to_string(draft)?;
        if !plans::write(&mut tx, plan, revision, (&content, false), self.now()).await? {
            return Ok(());
        }
        let act = access::Act::PlanTimetable;
        let mut desk = Desk::new(tx, actor.clone(), act, None, Arc::clone(&self.outside));
        desk.journal("timetable", &plan, "", told).await?;
        desk.into_tx().commit().await?;
        Ok(())
    }
}

/// What a search came to.
pub(super) struct Found {
    pub built: Built,
    pub problem: Problem,
    pub solution: Solution,
}

fn search(facts: &Facts, draft: &Draft, ear: &Ear) -> Result<Found, Refusal> {
    let (mut built, problem) = Built::new(facts, draft.how)?;
    let locked: Vec<Session> = draft.sessions.iter().filter(|one| one.locked).cloned().collect();
    let (fixed, lost) = built.plan(facts, &locked);
    if !lost.is_empty() {
        return Err(Refusal::PlanBreaks(sentences(&lost)));
    }
    let problem = if fixed.sessions.is_empty() {
        problem
    } else {
        built.instance.fixed = fixed.sessions;
        Problem::new(&built.instance).map_err(|fault| Refusal::PlanBreaks(vec![fault.to_string()]))?
    };
    let (start, lost) = built.plan(facts, &draft.sessions);
    let start = Some(start).filter(|plan| !plan.sessions.is_empty() && lost.is_empty());
    let solution = solve(&problem, start.as_ref(), options(draft.how, true), ear);
    Ok(Found { built, problem, solution })
}

/// A block as drafts keep it: its sessions, and those of its candidates whose places were drawn.
fn drawn(built: &Built, sessions: &[Session], places: &[usize]) -> Block {
    let mut alike: BTreeMap<(bool, bool), Vec<CandidateId>> = BTreeMap::new();
    let own = || places.iter().filter_map(|at| sessions.get(*at));
    for session in own().filter(|one| !one.locked) {
        for passage in &session.passages {
            alike.entry(built.takes(&passage.candidate)).or_default().push(passage.candidate.clone());
        }
    }
    Block { sessions: own().map(|one| one.id.clone()).collect(), alike: alike.into_values().collect() }
}

/// A draft of what was found.
pub(super) fn drafted(
    facts: &Facts,
    (found, before): (&Found, &[Session]),
    how: How,
    new_id: &mut dyn FnMut() -> String,
) -> Draft {
    let Found { built, problem, solution } = found;
    let sessions = built.sessions(facts, (&solution.plan, before), new_id);
    let blocks = solution.blocks.iter().map(|block| drawn(built, &sessions, &block.sessions));
    let mut draft = Draft {
        how,
        blocks: blocks.collect(),
        bound: solution.bound(),
        reasons: solution.explanation.as_ref().map(|told| told.sentences.clone()).unwrap_or_default(),
        trace: solution
            .trace
            .iter()
            .map(|step| point(step.elapsed, step.cost, step.unseated, step.bound))
            .collect(),
        sessions,
        ..Draft::default()
    };
    let broken = built.count(facts, problem, &mut draft);
    draft.reasons.extend(sentences(&broken));
    draft.sort();
    draft
}
