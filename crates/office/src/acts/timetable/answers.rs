//! What examiners answer, by themselves or by somebody for them.

use super::at;
use super::facts::Facts;
use crate::Failure;
use crate::act::{About, Act, Desk, View, found};
use crate::acts::perimeter::{Drawn, Perimeter};
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Subject};
use exam::id::{CandidateId, ExaminerId};
use exam::planning::{Answer, Contradiction, Frame, contradictions};
use jiff::Timestamp;
use store::Tx;
use store::blobs::hash;
use store::tables::commissions::{self, Examiner};
use store::tables::timetable::answers::{self, Link};
use store::tables::{accounts, candidates};

/// Writes when an examiner can come.
#[derive(Debug, Clone)]
pub struct SetAnswer {
    /// For which timetable.
    pub perimeter: Perimeter,
    /// Who can come.
    pub examiner: ExaminerId,
    /// The revision that was seen; 0 where there is none.
    pub seen: i64,
    /// The answer.
    pub answer: Answer,
    /// The numbers of candidates whom the person tutored; nothing leaves those known as they are.
    pub tutored: Option<Vec<String>>,
    /// The token of the link by which the person answers: it must still open.
    pub link: Option<String>,
}

#[async_trait]
impl Act for SetAnswer {
    type Output = Vec<Contradiction>;
    const ACT: access::Act = access::Act::GiveAvailability;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        let subject = self.perimeter.subject(tx).await?;
        let drawn = self.perimeter.draw(tx).await?;
        let known = found(commissions::examiner(tx, &drawn.session.id, &self.examiner).await?)?;
        Ok(Subject { account: Some(known.account), ..subject })
    }

    async fn run(self, desk: &mut Desk) -> Result<Vec<Contradiction>, Failure> {
        let facts = Facts::load(desk, &self.perimeter).await?;
        let place = self.perimeter.about();
        if let Some(token) = &self.link {
            let open = answers::link(&mut desk.tx, &hash(token.as_bytes()), desk.now).await?;
            if open.is_none_or(|link| link.examiner != self.examiner || link.place_id != place.id) {
                return Err(Refusal::LinkClosed.into());
            }
        }
        let before = facts.answers.iter().find(|one| one.examiner == self.examiner);
        let mut answer = self.answer;
        answer.kept_away = match self.tutored {
            Some(numbers) => known(desk, &facts, &numbers).await?,
            None => before.map(|one| one.answer.kept_away.clone()).unwrap_or_default(),
        };
        let by = (&desk.actor.account.clone(), desk.now);
        let (written, seen) = ((&answer, self.seen), &self.examiner);
        if !answers::write(&mut desk.tx, at(&place), seen, written, by).await? {
            return Err(Failure::Outdated);
        }
        let after = format!(
            "disponibilités de {} : {} demi-journées, {} au plus",
            facts.name(&self.examiner),
            answer.halves.len(),
            answer.most
        );
        desk.journal(place.kind, &place.id, "", after).await?;
        Ok(contradictions(&answer, &facts.frame, &facts.sits(&self.examiner)))
    }
}

/// The candidates of numbers.
async fn known(
    desk: &mut Desk,
    facts: &Facts,
    numbers: &[String],
) -> Result<std::collections::BTreeSet<CandidateId>, Failure> {
    let all = candidates::of_session(&mut desk.tx, &facts.drawn.session.id).await?;
    let one = |number: &String| {
        let known = all.iter().find(|one| one.number == number.trim());
        known.map(|one| one.id.clone()).ok_or(Refusal::Required { field: "numéros des personnes suivies" })
    };
    Ok(numbers.iter().map(one).collect::<Result<_, _>>()?)
}

/// Who answered what.
#[derive(Debug, Clone)]
pub struct SeeAnswers {
    /// For which timetable.
    pub perimeter: Perimeter,
}

/// What [`SeeAnswers`] shows.
#[derive(Debug, Clone)]
pub struct Answers {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// The frame.
    pub frame: Frame,
    /// Everybody who may sit, by name.
    pub lines: Vec<AnswerLine>,
}

/// One examiner.
#[derive(Debug, Clone)]
pub struct AnswerLine {
    /// Who.
    pub examiner: Examiner,
    /// The name of the school, where the person has one.
    pub school: String,
    /// The address, where there is one.
    pub email: Option<String>,
    /// The answer, empty before it comes.
    pub answer: Answer,
    /// Its revision, 0 before it comes.
    pub revision: i64,
    /// When it came, and whether the person entered it.
    pub entered: Option<(Timestamp, bool)>,
    /// What does not go together in it.
    pub contradictions: Vec<Contradiction>,
    /// The last link that still opens.
    pub link: Option<Link>,
    /// The numbers of the candidates whom the person tutored.
    pub tutored: Vec<String>,
}

#[async_trait]
impl View for SeeAnswers {
    type Output = Answers;
    const ACT: access::Act = access::Act::PlanTimetable;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Answers, Failure> {
        let facts = Facts::load(desk, &self.perimeter).await?;
        let place = self.perimeter.about();
        let sent = answers::links(&mut desk.tx, at(&place), desk.now).await?;
        let all = candidates::of_session(&mut desk.tx, &facts.drawn.session.id).await?;
        let mut lines = vec![];
        for examiner in &facts.examiners {
            let email = accounts::email(&mut desk.tx, &examiner.account).await?;
            let open = sent.iter().rev().find(|one| one.examiner == examiner.id).cloned();
            let mut line = line(&facts, examiner, (email, open));
            line.tutored = all
                .iter()
                .filter(|one| line.answer.kept_away.contains(&one.id))
                .map(|one| one.number.clone())
                .collect();
            lines.push(line);
        }
        Ok(Answers { lines, frame: facts.frame, drawn: facts.drawn })
    }
}

/// One examiner's line.
pub(super) fn line(
    facts: &Facts,
    examiner: &Examiner,
    (email, link): (Option<String>, Option<Link>),
) -> AnswerLine {
    let given = facts.answers.iter().find(|one| one.examiner == examiner.id);
    let answer = given.map(|one| one.answer.clone()).unwrap_or_default();
    let school = facts.schools.iter().find(|one| Some(&one.id) == examiner.school.as_ref());
    let told = given.map(|_| contradictions(&answer, &facts.frame, &facts.sits(&examiner.id)));
    AnswerLine {
        school: school.map(|one| one.name.clone()).unwrap_or_default(),
        revision: given.map_or(0, |one| one.revision),
        entered: given.map(|one| (one.at, one.by == examiner.account)),
        contradictions: told.unwrap_or_default(),
        tutored: vec![],
        examiner: examiner.clone(),
        answer,
        email,
        link,
    }
}
