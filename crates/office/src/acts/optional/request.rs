//! The request for the optional exam (form 11-1): written and sent by its candidate, answered by who convenes.

use super::{KeptRequest, OptionalExam};
use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use crate::acts::notices::{exam, tell_candidate};
use crate::acts::perimeter::{Drawn, Perimeter};
use async_trait::async_trait;
use exam::access::{self, Subject, may_within};
use exam::deadline::{Deadline, today};
use exam::id::CandidateId;
use exam::sitting::{Answer, Request, Stage, Standing};
use exam::{notice, text};
use store::Tx;
use store::tables::candidates::{self, Candidate};
use store::tables::optional::{self, requests};
use store::tables::sessions::{self, Session};
use store::tables::subjects;

/// A candidate, and what the person asks for.
#[derive(Debug, Clone)]
pub struct Requested {
    /// The candidate.
    pub candidate: Candidate,
    /// The request, once something is written.
    pub kept: Option<KeptRequest>,
}

impl Requested {
    /// What the rules need to know.
    pub fn standing(&self) -> Standing {
        let stage = match &self.kept {
            Some(KeptRequest { sheet: Some(_), .. }) => Stage::Opened,
            Some(KeptRequest { sent_at: Some(_), answered: Some(answered), .. }) => {
                Stage::Answered(answered.answer)
            }
            Some(KeptRequest { sent_at: Some(_), .. }) => Stage::Sent,
            _ => Stage::Draft,
        };
        Standing { registered: self.candidate.optional_exam, withdrawn: self.candidate.withdrawn, stage }
    }

    /// The request is sent and nobody has answered.
    pub fn waits(&self) -> bool {
        let standing = self.standing();
        standing.stage == Stage::Sent && !standing.withdrawn
    }
}

/// A candidate with the session and the request.
///
/// # Errors
/// [`Failure`] when the candidate is not known or the database does not answer.
pub async fn load_request(tx: &mut Tx, id: &CandidateId) -> Result<(Session, Requested), Failure> {
    let candidate = found(candidates::find(tx, id).await?)?;
    let session = found(sessions::find(tx, &candidate.session).await?)?;
    let kept = requests::find(tx, id).await?;
    Ok((session, Requested { candidate, kept }))
}

/// Writes one's own request, over the revision seen; sends it, or keeps a draft.
#[derive(Debug, Clone)]
pub struct WriteRequest {
    /// The candidate.
    pub candidate: CandidateId,
    /// The revision that the person saw; 0 for none.
    pub seen: i64,
    /// What is asked.
    pub request: Request,
    /// It is sent, and not only kept.
    pub send: bool,
}

/// What [`WriteRequest`] comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It is kept as a draft.
    Draft,
    /// It is sent, in time.
    Sent,
    /// It is sent, after the date: received, and told as late.
    SentLate,
}

#[async_trait]
impl Act for WriteRequest {
    type Output = Written;
    const ACT: access::Act = access::Act::WriteRequest;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<Written, Failure> {
        let (session, known) = load_request(&mut desk.tx, &self.candidate).await?;
        known.standing().may_write()?;
        let request = self.request.kept()?;
        if self.send {
            request.is_whole()?;
        }
        let date = optional::of_session(&mut desk.tx, &session.id).await?.due;
        let late = Deadline { date, zone: session.zone.clone() }.is_past(desk.now);
        let sent = self.send.then_some(late);
        if !requests::write(&mut desk.tx, &self.candidate, &request, self.seen, (desk.now, sent)).await? {
            return Err(Failure::Outdated);
        }
        let written = match sent {
            None => Written::Draft,
            Some(false) => Written::Sent,
            Some(true) => Written::SentLate,
        };
        let told = |request: &Request| {
            let lines = request.answers().map(|(label, value)| format!("{label} : {value}"));
            format!("demande EF4 ; {}", lines.join(" ; "))
        };
        let before = known.kept.map(|kept| told(&kept.request)).unwrap_or_default();
        let word = match written {
            Written::Draft => "brouillon",
            Written::Sent => "envoyée",
            Written::SentLate => "envoyée en retard",
        };
        desk.journal("candidate", &self.candidate, before, format!("{word} : {}", told(&request))).await?;
        Ok(written)
    }
}

/// Answers a request.
#[derive(Debug, Clone)]
pub struct AnswerRequest {
    /// The candidate.
    pub candidate: CandidateId,
    /// The revision of the request that the person read.
    pub seen: i64,
    /// The answer.
    pub answer: Answer,
    /// Why; a refusal needs it.
    pub reason: String,
}

#[async_trait]
impl Act for AnswerRequest {
    type Output = ();
    const ACT: access::Act = access::Act::AnswerRequest;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let (session, known) = load_request(&mut desk.tx, &self.candidate).await?;
        let reason = text::reason(&self.reason)?;
        known.standing().may_answer(self.answer, &reason)?;
        let kept = found(known.kept.as_ref())?;
        if kept.revision != self.seen {
            return Err(Failure::Outdated);
        }
        let before = kept.answered.as_ref().map(|one| one.answer.label()).unwrap_or_default();
        let by = desk.actor.account.clone();
        requests::answer(&mut desk.tx, &self.candidate, (self.answer, &reason), (&by, desk.now)).await?;
        let after = format!("demande EF4 {} ; {reason}", self.answer.label().to_lowercase());
        desk.journal("candidate", &self.candidate, before, after).await?;
        let letter = notice::request_answered(exam(&session), self.answer, &reason);
        tell_candidate(desk, &known.candidate, letter).await
    }
}

/// One request: for its candidate, for who convenes, for the commission and the jury.
#[derive(Debug, Clone)]
pub struct SeeRequest {
    /// The candidate.
    pub candidate: CandidateId,
}

/// What [`SeeRequest`] shows.
#[derive(Debug, Clone)]
pub struct RequestPage {
    /// The session.
    pub session: Session,
    /// What the session says of the optional exam.
    pub exam: OptionalExam,
    /// The candidate and the request.
    pub requested: Requested,
    /// The date is over.
    pub is_past: bool,
    /// The actor may answer.
    pub answers: bool,
}

#[async_trait]
impl View for SeeRequest {
    type Output = RequestPage;
    const ACT: access::Act = access::Act::SeeRequest;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    /// The commission reads from the date fixed (E4-20); a draft is its candidate's alone.
    async fn read(self, desk: &mut Desk) -> Result<RequestPage, Failure> {
        let subject = found(subjects::of_candidate(&mut desk.tx, &self.candidate).await?)?;
        let (session, mut requested) = load_request(&mut desk.tx, &self.candidate).await?;
        let dates = (today(desk.now, &session.zone), session.dates.reading_from);
        may_within(&desk.actor, access::Act::SeeRequest, &subject, dates)?;
        if access::may(&desk.actor, access::Act::WriteRequest, &subject).is_err() {
            requested.kept = requested.kept.filter(|kept| kept.sent_at.is_some());
        }
        let exam = optional::of_session(&mut desk.tx, &session.id).await?;
        let is_past = Deadline { date: exam.due, zone: session.zone.clone() }.is_past(desk.now);
        let answers = access::may(&desk.actor, access::Act::AnswerRequest, &subject).is_ok();
        Ok(RequestPage { session, exam, requested, is_past, answers })
    }
}

/// The requests of a perimeter, for who answers them.
#[derive(Debug, Clone)]
pub struct SeeRequests {
    /// Where.
    pub perimeter: Perimeter,
}

/// What [`SeeRequests`] shows.
#[derive(Debug, Clone)]
pub struct Requests {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// What the session says of the optional exam.
    pub exam: OptionalExam,
    /// The candidates who are registered or have asked, those that wait first, then by number.
    pub lines: Vec<Requested>,
}

impl Requests {
    /// How many wait for an answer.
    pub fn waiting(&self) -> usize {
        self.lines.iter().filter(|line| line.waits()).count()
    }
}

#[async_trait]
impl View for SeeRequests {
    type Output = Requests;
    const ACT: access::Act = access::Act::AnswerRequest;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Requests, Failure> {
        let drawn = self.perimeter.draw(&mut desk.tx).await?;
        let session = &drawn.session.id;
        let exam = optional::of_session(&mut desk.tx, session).await?;
        let mut kept: std::collections::BTreeMap<_, _> = requests::of_session(&mut desk.tx, session)
            .await?
            .into_iter()
            .filter(|one| one.sent_at.is_some())
            .map(|one| (one.candidate.clone(), one))
            .collect();
        let everybody = candidates::of_session(&mut desk.tx, session).await?.into_iter();
        let here = everybody.filter(|one| self.perimeter.holds(one) && !one.withdrawn);
        let all = here.map(|candidate| Requested { kept: kept.remove(&candidate.id), candidate });
        let mut lines: Vec<_> =
            all.filter(|line| line.candidate.optional_exam || line.kept.is_some()).collect();
        lines.sort_by_key(|line| !line.waits());
        Ok(Requests { drawn, exam, lines })
    }
}
