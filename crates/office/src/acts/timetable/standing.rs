//! Where a timetable stands, for the page of what waits.

use super::at;
use super::build::Built;
use super::draft::sentences;
use super::facts::Facts;
use crate::Failure;
use crate::act::{Desk, View};
use crate::acts::perimeter::{Drawn, Perimeter};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::deadline::today;
use jiff::civil::Date;
use store::Tx;
use store::tables::commissions;
use store::tables::timetable::plans;

/// Where the timetable of a place stands.
#[derive(Debug, Clone)]
pub struct SeeStanding {
    /// Whose.
    pub perimeter: Perimeter,
}

/// What [`SeeStanding`] tells.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// Half-days and centres are chosen.
    pub framed: bool,
    /// Candidates to be convened and not seated by hand.
    pub convened: usize,
    /// How many commissions the place has, whoever composed them.
    pub commissions: usize,
    /// Who has not answered, of those who may sit.
    pub silent: usize,
    /// Until when answers are asked.
    pub until: Option<Date>,
    /// How many drafts there are.
    pub drafts: usize,
    /// The number of the last version, 0 before the first.
    pub published: i64,
    /// What no longer holds in the last version, in French: rules that it breaks by now, people without a place.
    pub stale: Vec<String>,
    /// The orals are over.
    pub over: bool,
}

#[async_trait]
impl View for SeeStanding {
    type Output = Standing;
    const ACT: access::Act = access::Act::PlanTimetable;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Standing, Failure> {
        let facts = Facts::load(desk, &self.perimeter).await?;
        let place = self.perimeter.about();
        let session = &facts.drawn.session;
        let over = today(desk.now, &session.zone) > session.dates.orals_to;
        let school = facts.drawn.school.as_ref().map(|school| school.id.clone());
        let all = commissions::of_session(&mut desk.tx, &session.id).await?;
        let answered = |id| facts.answers.iter().any(|given| given.examiner == id);
        Ok(Standing {
            framed: !facts.frame.halves.is_empty() && !facts.frame.centres.is_empty(),
            convened: facts.candidates.len(),
            commissions: all.iter().filter(|one| one.school == school).count(),
            silent: facts.examiners.iter().filter(|one| !answered(one.id.clone())).count(),
            until: facts.frame.answers_until,
            drafts: plans::of_place(&mut desk.tx, at(&place)).await?.len(),
            published: facts.published.as_ref().map_or(0, |(version, _)| version.number),
            stale: if over { vec![] } else { stale(&facts, today(desk.now, &session.zone)) },
            drawn: facts.drawn,
            over,
        })
    }
}

/// What no longer holds in the last version, from a day on.
pub(super) fn stale(facts: &Facts, from: Date) -> Vec<String> {
    let Some((_, draft)) = &facts.published else { return vec![] };
    let Ok((built, problem)) = Built::new(facts, draft.how) else {
        return vec!["le cadre ou la liste des personnes a changé : rien ne peut être vérifié".to_owned()];
    };
    let mut draft = draft.clone();
    let mut broken = built.count(facts, &problem, &mut draft);
    let coming = |id: &String| draft.session(id).is_none_or(|session| session.half.day >= from);
    broken.retain(|one| one.session.as_ref().is_none_or(coming));
    let mut stale = sentences(&broken);
    match draft.unseated.len() {
        0 => {}
        1 => stale.push("une personne candidate n’a pas de place".to_owned()),
        some => stale.push(format!("{some} personnes candidates n’ont pas de place")),
    }
    stale
}
