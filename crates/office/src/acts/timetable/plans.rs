//! Drafts: started, copied, stopped, listed.

use super::build::Built;
use super::draft::{Draft, How};
use super::facts::Facts;
use super::{at, load};
use crate::Failure;
use crate::act::{About, Act, Desk, View, about};
use crate::acts::perimeter::{Drawn, Perimeter};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::deadline::today;
use exam::planning::Frame;
use exam::{Refusal, text};
use jiff::{SignedDuration, Timestamp};
use store::Tx;
use store::tables::timetable::plans::{self, Plan};
use store::tables::timetable::versions;

/// How long a search is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// Seconds.
    Quick,
    /// Ten times as long.
    Usual,
    /// A few minutes for an academy.
    Deep,
}

impl Effort {
    /// All, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Quick, Self::Usual, Self::Deep];

    /// The stable word of forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Quick => "quick",
            Self::Usual => "usual",
            Self::Deep => "deep",
        }
    }

    /// In French.
    pub fn label(self) -> &'static str {
        match self {
            Self::Quick => "Rapide, quelques secondes",
            Self::Usual => "Normale, moins d’une minute",
            Self::Deep => "Approfondie, quelques minutes",
        }
    }

    /// Moves of the search: the same plan on any machine.
    pub fn moves(self) -> u64 {
        match self {
            Self::Quick => 3_000_000,
            Self::Usual => 60_000_000,
            Self::Deep => 600_000_000,
        }
    }
}

/// A search that gave no sign of life for so long is over: its service was stopped.
const SILENT: SignedDuration = SignedDuration::from_secs(20);

/// Makes a draft to be searched: from nothing, or from another draft of which the locked sessions stay.
#[derive(Debug, Clone)]
pub struct StartPlan {
    /// Of which timetable.
    pub perimeter: Perimeter,
    /// What people call it.
    pub name: String,
    /// How.
    pub how: How,
    /// The draft it goes on from.
    pub from: Option<String>,
}

#[async_trait]
impl Act for StartPlan {
    type Output = String;
    const ACT: access::Act = access::Act::PlanTimetable;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<String, Failure> {
        let name = text::name("nom du plan", &self.name)?;
        let facts = Facts::load(desk, &self.perimeter).await?;
        Built::new(&facts, self.how)?;
        let mut draft = Draft::default();
        if let Some(from) = &self.from {
            let (plan, place) = load(&mut desk.tx, from).await?;
            if place != self.perimeter {
                return Err(Failure::NotFound);
            }
            draft = serde_json::from_str(&plan.content)?;
        }
        draft.how = self.how;
        keep(desk, (&self.perimeter, name), &draft, true).await
    }
}

/// Keeps a new draft.
pub(super) async fn keep(
    desk: &mut Desk,
    (perimeter, name): (&Perimeter, String),
    draft: &Draft,
    working: bool,
) -> Result<String, Failure> {
    let place = perimeter.about();
    let plan = Plan {
        id: desk.id(),
        place_kind: place.kind.to_owned(),
        place_id: place.id.clone(),
        name,
        working,
        content: serde_json::to_string(draft)?,
        progress: String::new(),
        stop_asked: false,
        beat_at: desk.now,
        revision: 1,
        made_by: desk.actor.account.clone(),
        made_at: desk.now,
    };
    plans::insert(&mut desk.tx, &plan).await?;
    desk.journal(place.kind, &place.id, "", format!("plan « {} » ouvert", plan.name)).await?;
    Ok(plan.id)
}

/// Copies a draft, to try something.
#[derive(Debug, Clone)]
pub struct CopyPlan {
    /// The draft.
    pub plan: String,
    /// What people call the copy.
    pub name: String,
}

#[async_trait]
impl Act for CopyPlan {
    type Output = String;
    const ACT: access::Act = access::Act::PlanTimetable;

    fn about(&self) -> About {
        about("timetable", &self.plan)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        load(tx, &self.plan).await?.1.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<String, Failure> {
        let name = text::name("nom du plan", &self.name)?;
        let (plan, place) = load(&mut desk.tx, &self.plan).await?;
        if plan.working {
            return Err(Refusal::PlanNotReady.into());
        }
        let draft = serde_json::from_str(&plan.content)?;
        keep(desk, (&place, name), &draft, false).await
    }
}

/// Asks the search of a draft to stop, with the best plan so far.
#[derive(Debug, Clone)]
pub struct StopPlan {
    /// The draft.
    pub plan: String,
}

#[async_trait]
impl Act for StopPlan {
    type Output = ();
    const ACT: access::Act = access::Act::PlanTimetable;

    fn about(&self) -> About {
        about("timetable", &self.plan)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        load(tx, &self.plan).await?.1.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let (plan, _) = load(&mut desk.tx, &self.plan).await?;
        plans::ask_stop(&mut desk.tx, &plan.id).await?;
        desk.journal("timetable", &plan.id, "", "arrêt demandé").await?;
        Ok(())
    }
}

/// The timetable of a place: its frame, its answers, its drafts, its versions.
#[derive(Debug, Clone)]
pub struct SeePlans {
    /// Whose.
    pub perimeter: Perimeter,
}

/// What [`SeePlans`] shows.
#[derive(Debug, Clone)]
pub struct Timetable {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// The frame.
    pub frame: Frame,
    /// Who may sit, and how many of them answered.
    pub answered: (usize, usize),
    /// How many answers hold something that does not go together.
    pub contradictory: usize,
    /// Candidates to be convened.
    pub convened: usize,
    /// The drafts, the first made first.
    pub drafts: Vec<Summary>,
    /// What no longer holds in the last version, in French.
    pub stale: Vec<String>,
    /// The versions: number, instant, by whom.
    pub versions: Vec<(i64, Timestamp, String)>,
}

/// A draft of a list.
#[derive(Debug, Clone)]
pub struct Summary {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When it was made.
    pub at: Timestamp,
    /// A search works on it.
    pub working: bool,
    /// The search was cut short: its service was stopped.
    pub cut: bool,
    /// The draft.
    pub draft: Draft,
    /// Its revision.
    pub revision: i64,
}

impl Summary {
    pub(super) fn of(plan: Plan, now: Timestamp) -> Result<Self, Failure> {
        let cut = plan.working && now.duration_since(plan.beat_at) > SILENT;
        Ok(Self {
            draft: serde_json::from_str(&plan.content)?,
            id: plan.id,
            name: plan.name,
            at: plan.made_at,
            working: plan.working,
            revision: plan.revision,
            cut,
        })
    }
}

#[async_trait]
impl View for SeePlans {
    type Output = Timetable;
    const ACT: access::Act = access::Act::PlanTimetable;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Timetable, Failure> {
        let facts = Facts::load(desk, &self.perimeter).await?;
        let place = self.perimeter.about();
        let known = plans::of_place(&mut desk.tx, at(&place)).await?;
        let drafts = known.into_iter().map(|plan| Summary::of(plan, desk.now)).collect::<Result<_, _>>()?;
        let versions = versions::of_place(&mut desk.tx, at(&place)).await?;
        let told = |one: &&store::tables::timetable::answers::Given| {
            !exam::planning::contradictions(&one.answer, &facts.frame, &facts.sits(&one.examiner)).is_empty()
        };
        Ok(Timetable {
            answered: (facts.answers.len(), facts.examiners.len()),
            contradictory: facts.answers.iter().filter(told).count(),
            convened: facts.candidates.len(),
            stale: super::standing::stale(&facts, today(desk.now, &facts.drawn.session.zone)),
            drafts,
            versions: versions.into_iter().map(|one| (one.number, one.at, one.by_name)).collect(),
            frame: facts.frame,
            drawn: facts.drawn,
        })
    }
}

/// How the search of a draft stands.
#[derive(Debug, Clone)]
pub struct SeeProgress {
    /// The draft.
    pub plan: String,
}

/// What [`SeeProgress`] shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Whether a search works on it.
    pub working: bool,
    /// The search was cut short.
    pub cut: bool,
    /// Where it stands; nothing before its first plan.
    pub point: Option<super::Point>,
}

#[async_trait]
impl View for SeeProgress {
    type Output = Progress;
    const ACT: access::Act = access::Act::PlanTimetable;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        load(tx, &self.plan).await?.1.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Progress, Failure> {
        let (plan, _) = load(&mut desk.tx, &self.plan).await?;
        let point = if plan.progress.is_empty() { None } else { serde_json::from_str(&plan.progress)? };
        let cut = plan.working && desk.now.duration_since(plan.beat_at) > SILENT;
        Ok(Progress { working: plan.working, cut, point })
    }
}
