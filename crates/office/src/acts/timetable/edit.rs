//! Changes of a draft by hand: each one is checked at once against every hard rule, and can be taken back.

use super::build::Built;
use super::draft::{Broken, Draft, sentences, unset};
use super::facts::Facts;
use super::{load, rooms};
use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Subject};
use exam::candidate::Speciality;
use exam::commission::Seat;
use exam::id::{CandidateId, ExaminerId};
use exam::planning::{HalfDay, Session};
use store::tables::timetable::plans::{self, Step};
use store::{Fault, Tx};

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A candidate passes in another session, last; or nowhere.
    Move {
        /// Who.
        candidate: CandidateId,
        /// The session, by its identifier.
        to: Option<String>,
    },
    /// Two candidates change places.
    Swap {
        /// One.
        one: CandidateId,
        /// The other.
        other: CandidateId,
    },
    /// Somebody else sits.
    Sit {
        /// The session.
        session: String,
        /// The seat.
        seat: Seat,
        /// Who sits there from now on.
        examiner: ExaminerId,
    },
    /// A whole session at another time or in another centre.
    Shift {
        /// The session.
        session: String,
        /// When.
        half: HalfDay,
        /// Where.
        centre: String,
    },
    /// One more session.
    Open {
        /// When.
        half: HalfDay,
        /// Where.
        centre: String,
        /// Its speciality.
        speciality: Speciality,
        /// Its two members.
        members: (ExaminerId, ExaminerId),
    },
    /// A session less: its candidates have no place.
    Close {
        /// The session.
        session: String,
    },
    /// Sessions that a search leaves as they are, or no longer.
    Lock {
        /// The sessions.
        sessions: Vec<String>,
        /// Whether they are locked from now on.
        locked: bool,
    },
}

/// Changes a draft by hand.
#[derive(Debug, Clone)]
pub struct EditPlan {
    /// The draft.
    pub plan: String,
    /// The revision that was seen.
    pub seen: i64,
    /// The change.
    pub edit: Edit,
    /// Also where it breaks a rule: the draft then says so until it is mended.
    pub anyway: bool,
}

#[async_trait]
impl Act for EditPlan {
    type Output = ();
    const ACT: access::Act = access::Act::PlanTimetable;

    fn about(&self) -> About {
        about("timetable", &self.plan)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        load(tx, &self.plan).await?.1.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let (plan, place) = load(&mut desk.tx, &self.plan).await?;
        if plan.working {
            return Err(Refusal::PlanNotReady.into());
        }
        if plan.revision != self.seen {
            return Err(Failure::Outdated);
        }
        let facts = Facts::load(desk, &place).await?;
        let mut draft: Draft = serde_json::from_str(&plan.content)?;
        let (built, problem) = Built::new(&facts, draft.how)?;
        let before = built.count(&facts, &problem, &mut draft.clone());
        let locks = matches!(self.edit, Edit::Lock { .. });
        let touched = touched(&draft, &self.edit);
        let mut id = None;
        let label = apply(&facts, &mut draft, &self.edit, &mut || id.insert(desk.id::<String>()).clone())?;
        rooms::assign(&facts.frame, &mut draft.sessions);
        let after = built.count(&facts, &problem, &mut draft);
        let new: Vec<_> = after.into_iter().filter(|one| !before.contains(one)).collect();
        if !new.is_empty() && !self.anyway {
            return Err(Refusal::PlanBreaks(sentences(&new)).into());
        }
        draft.sort();
        if !locks {
            draft.touched = true;
            draft.blocks.retain(|block| !block.sessions.iter().any(|one| touched.contains(one)));
        }
        let last = plans::last_step(&mut desk.tx, &plan.id).await?.map_or(0, |step| step.position);
        let step = Step { position: last + 1, label: label.clone(), content: plan.content };
        plans::keep_step(&mut desk.tx, &plan.id, &step).await?;
        let content = serde_json::to_string(&draft)?;
        if !plans::write(&mut desk.tx, &plan.id, self.seen, (&content, false), desk.now).await? {
            return Err(Failure::Outdated);
        }
        desk.journal("timetable", &plan.id, "", label).await?;
        Ok(())
    }
}

/// What each place would break, were a candidate moved there: asked when somebody is picked up.
#[derive(Debug, Clone)]
pub struct SeeMoves {
    /// The draft.
    pub plan: String,
    /// Who is picked up.
    pub candidate: CandidateId,
}

#[async_trait]
impl View for SeeMoves {
    /// Each session by its identifier, and why the candidate cannot pass there; nothing where it is possible.
    type Output = Vec<(String, Vec<String>)>;
    const ACT: access::Act = access::Act::PlanTimetable;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        load(tx, &self.plan).await?.1.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Self::Output, Failure> {
        let (plan, place) = load(&mut desk.tx, &self.plan).await?;
        let facts = Facts::load(desk, &place).await?;
        let draft: Draft = serde_json::from_str(&plan.content)?;
        let tried = tokio::task::spawn_blocking(move || moves(&facts, &draft, &self.candidate)).await;
        tried.map_err(|error| Fault::Internal(format!("task: {error}")))?
    }
}

fn moves(
    facts: &Facts,
    draft: &Draft,
    candidate: &CandidateId,
) -> Result<Vec<(String, Vec<String>)>, Failure> {
    let (built, problem) = Built::new(facts, draft.how)?;
    let before = built.count(facts, &problem, &mut draft.clone());
    let here = draft.session_of(candidate).map(|session| session.id.clone());
    let mut moves = vec![];
    for session in draft.sessions.iter().filter(|one| Some(&one.id) != here.as_ref()) {
        let mut tried = draft.clone();
        let edit = Edit::Move { candidate: candidate.clone(), to: Some(session.id.clone()) };
        apply(facts, &mut tried, &edit, &mut String::new)?;
        rooms::assign(&facts.frame, &mut tried.sessions);
        let new = built.count(facts, &problem, &mut tried).into_iter().filter(|one| !before.contains(one));
        let own =
            |one: Broken| if one.session.as_ref() == Some(&session.id) { one.reason } else { one.told() };
        moves.push((session.id.clone(), new.map(own).collect()));
    }
    Ok(moves)
}

/// The sessions that a change touches.
fn touched(draft: &Draft, edit: &Edit) -> Vec<String> {
    let of = |id: &CandidateId| draft.session_of(id).map(|session| session.id.clone());
    match edit {
        Edit::Move { candidate, to } => of(candidate).into_iter().chain(to.clone()).collect(),
        Edit::Swap { one, other } => of(one).into_iter().chain(of(other)).collect(),
        Edit::Sit { session, .. } | Edit::Shift { session, .. } | Edit::Close { session } => {
            vec![session.clone()]
        }
        Edit::Open { .. } | Edit::Lock { .. } => vec![],
    }
}

fn session<'a>(draft: &'a mut Draft, id: &str) -> Result<&'a mut Session, Failure> {
    found(draft.sessions.iter_mut().find(|session| session.id == id))
}

/// Makes a change; says it in French, for the journal and for « undo ».
fn apply(
    facts: &Facts,
    draft: &mut Draft,
    edit: &Edit,
    new_id: &mut (dyn FnMut() -> String + Send),
) -> Result<String, Failure> {
    let who = |id: &CandidateId| {
        let known = facts.candidates.iter().find(|one| one.id == *id);
        found(known.map(store::tables::candidates::Candidate::full_name))
    };
    Ok(match edit {
        Edit::Move { candidate, to } => {
            let name = who(candidate)?;
            for session in &mut draft.sessions {
                session.passages.retain(|one| one.candidate != *candidate);
            }
            match to {
                Some(to) => {
                    let session = session(draft, to)?;
                    session.passages.push(unset(candidate.clone()));
                    format!("{name} passe le {}", session.half.label())
                }
                None => format!("{name} n’a plus de place"),
            }
        }
        Edit::Swap { one, other } => {
            let names = (who(one)?, who(other)?);
            for passage in draft.sessions.iter_mut().flat_map(|session| &mut session.passages) {
                if passage.candidate == *one {
                    passage.candidate = other.clone();
                } else if passage.candidate == *other {
                    passage.candidate = one.clone();
                }
            }
            format!("{} et {} échangent leurs places", names.0, names.1)
        }
        Edit::Sit { .. } | Edit::Shift { .. } => reseat(facts, draft, edit)?,
        Edit::Open { half, centre, speciality, members } => {
            found(facts.frame.centre(centre))?;
            draft.sessions.push(Session {
                id: new_id(),
                half: *half,
                centre: centre.clone(),
                room: String::new(),
                speciality: *speciality,
                lead: members.0.clone(),
                second: members.1.clone(),
                passages: vec![],
                locked: false,
                commission: None,
            });
            format!("commission de {} ouverte, {}", facts.name(&members.0), half.label())
        }
        Edit::Close { session: id } => {
            let lead = facts.name(&session(draft, id)?.lead);
            draft.sessions.retain(|one| one.id != *id);
            format!("commission de {lead} fermée")
        }
        Edit::Lock { sessions, locked } => {
            for one in draft.sessions.iter_mut().filter(|one| sessions.contains(&one.id)) {
                one.locked = *locked;
            }
            lock_told(sessions.len(), *locked)
        }
    })
}

fn lock_told(sessions: usize, locked: bool) -> String {
    match (sessions, locked) {
        (1, true) => "une commission verrouillée".to_owned(),
        (1, false) => "une commission déverrouillée".to_owned(),
        (some, true) => format!("{some} commissions verrouillées"),
        (some, false) => format!("{some} commissions déverrouillées"),
    }
}

/// Gives a session another member, time or place.
fn reseat(facts: &Facts, draft: &mut Draft, edit: &Edit) -> Result<String, Failure> {
    Ok(match edit {
        Edit::Sit { session: id, seat, examiner } => {
            let session = session(draft, id)?;
            let place = match seat {
                Seat::Lead => &mut session.lead,
                Seat::Second => &mut session.second,
            };
            let before = std::mem::replace(place, examiner.clone());
            let half = session.half.label();
            format!("{} siège à la place de {}, {half}", facts.name(examiner), facts.name(&before))
        }
        Edit::Shift { session: id, half, centre } => {
            let session = session(draft, id)?;
            found(facts.frame.centre(centre))?;
            let before = session.half.label();
            (session.half, session.centre) = (*half, centre.clone());
            format!("commission de {} déplacée : {before}, puis {}", facts.name(&session.lead), half.label())
        }
        _ => return Err(Failure::NotFound),
    })
}

/// Takes the last change of a draft back.
#[derive(Debug, Clone)]
pub struct UndoEdit {
    /// The draft.
    pub plan: String,
    /// The revision that was seen.
    pub seen: i64,
}

#[async_trait]
impl Act for UndoEdit {
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
        if plan.working {
            return Err(Refusal::PlanNotReady.into());
        }
        let step = found(plans::last_step(&mut desk.tx, &plan.id).await?)?;
        if !plans::write(&mut desk.tx, &plan.id, self.seen, (&step.content, false), desk.now).await? {
            return Err(Failure::Outdated);
        }
        plans::drop_step(&mut desk.tx, &plan.id, step.position).await?;
        desk.journal("timetable", &plan.id, step.label, "annulé").await?;
        Ok(())
    }
}
