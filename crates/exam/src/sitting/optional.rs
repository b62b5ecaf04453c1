//! The optional exam EF4 (E4-37): who may sit it. The text names the request form 11-1 without giving it: what it asks is
//! the software's own.

use super::Sitting;
use crate::referential::Referential;
use crate::{Refusal, text};
use jiff::Timestamp;

/// Which of the two exams that one commission hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhichExam {
    /// The portfolio oral.
    Oral,
    /// The optional exam that follows it.
    Optional,
}

impl WhichExam {
    /// The stable word for rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::Oral => "oral",
            Self::Optional => "optional",
        }
    }
}

/// What a candidate asks to be recognised (form 11-1).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// Where: an association, an employer, a body.
    pub place: String,
    /// As what: the duty and its responsibilities.
    pub duty: String,
    /// When, and for how long.
    pub period: String,
    /// What was done.
    pub activities: String,
    /// What was learnt, and its bearing on the diploma.
    pub skills: String,
}

impl Request {
    /// The request within bounds; lines are kept, fields may be empty while it is not sent.
    ///
    /// # Errors
    /// [`Refusal::TextTooLong`].
    pub fn kept(&self) -> Result<Self, Refusal> {
        Ok(Self {
            place: text::reason(&self.place)?,
            duty: text::reason(&self.duty)?,
            period: text::reason(&self.period)?,
            activities: text::reason(&self.activities)?,
            skills: text::reason(&self.skills)?,
        })
    }

    /// What the form asks, with what is written: label, value.
    pub fn answers(&self) -> [(&'static str, &str); 5] {
        [
            ("Organisme ou structure", &self.place),
            ("Nature de l’engagement et responsabilités exercées", &self.duty),
            ("Période et durée", &self.period),
            ("Activités menées", &self.activities),
            ("Compétences acquises et lien avec le diplôme", &self.skills),
        ]
    }

    /// A request is sent whole.
    ///
    /// # Errors
    /// [`Refusal::Required`] with the first label without a value.
    pub fn is_whole(&self) -> Result<(), Refusal> {
        match self.answers().into_iter().find(|(_, value)| value.trim().is_empty()) {
            Some((field, _)) => Err(Refusal::Required { field }),
            None => Ok(()),
        }
    }
}

/// What was answered to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// The candidate sits the exam.
    Accepted,
    /// The candidate does not.
    Refused,
}

impl Answer {
    /// The stable word for forms and rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
        }
    }

    /// Reads an [`Answer::code`].
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Accepted, Self::Refused].into_iter().find(|one| one.code() == code)
    }

    /// In French, for pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Accepted => "Acceptée",
            Self::Refused => "Refusée",
        }
    }
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stage {
    /// Nothing is sent.
    #[default]
    Draft,
    /// Sent, without an answer.
    Sent,
    /// What was answered last.
    Answered(Answer),
    /// Its sheet is open: the exam is under way or over.
    Opened,
}

/// What rules need to know of a candidate who asks for the optional exam.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// The list of candidates registers the person for it.
    pub registered: bool,
    /// The candidate withdrew.
    pub withdrawn: bool,
    /// Where the request stands.
    pub stage: Stage,
}

impl Standing {
    /// E4-37: a registered candidate writes and sends the request until it is accepted; refused, it may be sent anew. A
    /// date that is over refuses nothing: late is told.
    ///
    /// # Errors
    /// [`Refusal::Withdrawn`], [`Refusal::NotRegistered`], [`Refusal::RequestSettled`].
    pub fn may_write(self) -> Result<(), Refusal> {
        match self {
            Self { withdrawn: true, .. } => Err(Refusal::Withdrawn),
            Self { registered: false, .. } => Err(Refusal::NotRegistered),
            Self { stage: Stage::Opened | Stage::Answered(Answer::Accepted), .. } => {
                Err(Refusal::RequestSettled)
            }
            _ => Ok(()),
        }
    }

    /// E4-37: who convenes answers a request that was sent, and may answer otherwise until the exam begins; a refusal
    /// has its reason.
    ///
    /// # Errors
    /// [`Refusal::RequestNotSent`], [`Refusal::RequestSettled`], [`Refusal::ReasonRequired`].
    pub fn may_answer(self, answer: Answer, reason: &str) -> Result<(), Refusal> {
        match self.stage {
            Stage::Draft => Err(Refusal::RequestNotSent),
            Stage::Opened => Err(Refusal::RequestSettled),
            _ if answer == Answer::Refused && reason.trim().is_empty() => Err(Refusal::ReasonRequired),
            _ => Ok(()),
        }
    }

    /// E4-37: the commission opens the exam's sheet right after the oral, for an accepted request; says when it starts:
    /// at the end of the oral. Where nobody kept the times, a sheet of the oral with both visas says that it is over.
    ///
    /// # Errors
    /// [`Refusal::Withdrawn`], [`Refusal::RequestNotAccepted`], [`Refusal::OralNotOver`].
    pub fn may_open(
        self,
        oral: &Sitting,
        closed: bool,
        referential: &Referential,
        now: Timestamp,
    ) -> Result<Timestamp, Refusal> {
        if self.withdrawn {
            return Err(Refusal::Withdrawn);
        }
        if !matches!(self.stage, Stage::Answered(Answer::Accepted) | Stage::Opened) {
            return Err(Refusal::RequestNotAccepted);
        }
        oral.ended_at(referential).or(closed.then_some(now)).ok_or(Refusal::OralNotOver)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use crate::sitting::{ExtraTime, PartTimes};

    const SENT: Standing = Standing { registered: true, withdrawn: false, stage: Stage::Sent };
    const ACCEPTED: Standing = Standing { stage: Stage::Answered(Answer::Accepted), ..SENT };

    #[test]
    fn e4_37_a_registered_candidate_asks_until_it_is_accepted() {
        assert_eq!(Standing { stage: Stage::Draft, ..SENT }.may_write(), Ok(()));
        assert_eq!(SENT.may_write(), Ok(()), "sent, it may still be corrected");
        assert_eq!(Standing { stage: Stage::Answered(Answer::Refused), ..SENT }.may_write(), Ok(()));
        assert_eq!(ACCEPTED.may_write(), Err(Refusal::RequestSettled));
        assert_eq!(Standing { registered: false, ..SENT }.may_write(), Err(Refusal::NotRegistered));
        assert_eq!(Standing { withdrawn: true, ..SENT }.may_write(), Err(Refusal::Withdrawn));
    }

    #[test]
    fn e4_37_a_request_is_answered_once_sent_and_a_refusal_has_its_reason() {
        let unsent = Standing { stage: Stage::Draft, ..SENT };
        assert_eq!(unsent.may_answer(Answer::Accepted, ""), Err(Refusal::RequestNotSent));
        assert_eq!(SENT.may_answer(Answer::Accepted, ""), Ok(()));
        assert_eq!(SENT.may_answer(Answer::Refused, " "), Err(Refusal::ReasonRequired));
        assert_eq!(ACCEPTED.may_answer(Answer::Refused, "Rien n’atteste l’engagement."), Ok(()));
        let opened = Standing { stage: Stage::Opened, ..SENT };
        assert_eq!(opened.may_answer(Answer::Refused, "trop tard"), Err(Refusal::RequestSettled));
    }

    #[test]
    fn e4_37_the_exam_opens_after_the_oral_for_an_accepted_request() {
        let (referential, now) = (sample(), Timestamp::from_second(1_780_000_000).unwrap());
        let times = |part: &str, ended_at| PartTimes {
            part: part.to_owned(),
            started_at: now,
            ended_at,
            start_received: None,
            end_received: None,
        };
        let oral = |parts| Sitting { extra: ExtraTime::NONE, parts };
        let end = now + jiff::SignedDuration::from_mins(40);
        let over = oral(vec![times("presentation", Some(now)), times("interview", Some(end))]);
        let later = end + jiff::SignedDuration::from_mins(1);
        assert_eq!(ACCEPTED.may_open(&over, false, &referential, later), Ok(end), "at the end of the oral");
        let running = oral(vec![times("presentation", Some(now)), times("interview", None)]);
        assert_eq!(ACCEPTED.may_open(&running, false, &referential, now), Err(Refusal::OralNotOver));
        assert_eq!(ACCEPTED.may_open(&oral(vec![]), true, &referential, now), Ok(now), "both visas stand");
        assert_eq!(SENT.may_open(&over, true, &referential, now), Err(Refusal::RequestNotAccepted));
    }

    #[test]
    fn e4_37_a_request_is_sent_whole() {
        let mut request = Request {
            place: "Association Vélocité".to_owned(),
            duty: "Trésorière".to_owned(),
            period: "Depuis septembre 2024".to_owned(),
            activities: "Tenue des comptes".to_owned(),
            skills: " ".to_owned(),
        };
        let field = "Compétences acquises et lien avec le diplôme";
        assert_eq!(request.is_whole(), Err(Refusal::Required { field }));
        request.skills = "Rendre compte".to_owned();
        assert_eq!(request.is_whole(), Ok(()));
        request.duty = "x".repeat(text::REASON_LIMIT + 1);
        assert_eq!(request.kept(), Err(Refusal::TextTooLong { limit: text::REASON_LIMIT }));
    }

    #[test]
    fn codes_read_back() {
        for answer in [Answer::Accepted, Answer::Refused] {
            assert_eq!(Answer::from_code(answer.code()), Some(answer));
        }
        assert_ne!(WhichExam::Oral.code(), WhichExam::Optional.code());
    }
}
