//! Sending convocations, and reminding those who did not answer.

use super::{Addressee, Convocation, Person, gather, said, still};
use crate::Failure;
use crate::act::{About, Act, Desk};
use crate::acts::notices::{To, exam, tell};
use crate::acts::perimeter::{Drawn, Perimeter};
use crate::mail::{MAIL, Mail};
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Subject};
use exam::convocation::{Instructions, Stage};
use exam::deadline::today;
use exam::id::{CandidateId, ConvocationId};
use exam::notice::{Convened, convened};
use exam::text;
use store::tables::{accounts, convocations, notices};
use store::{Fault, Tx, outbox};

/// Sends what is to be sent in a perimeter: to those never told, to those for whom something changed, and to those who
/// are called no more (E4-27). Nobody else is written to.
#[derive(Debug, Clone)]
pub struct Convene {
    /// How far.
    pub perimeter: Perimeter,
    /// How many people the person saw that something is to be sent to.
    pub seen: usize,
}

/// What [`Convene`] came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sent {
    /// First convocations.
    pub first: usize,
    /// Those that take the place of another one.
    pub again: usize,
    /// Those that cancel another one.
    pub cancelled: usize,
    /// How many of all these get no mail: no account, or no address.
    pub without_mail: usize,
}

#[async_trait]
impl Act for Convene {
    type Output = Sent;
    const ACT: access::Act = access::Act::Convene;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<Sent, Failure> {
        let drawn = still(desk, &self.perimeter).await?;
        let gathered = gather(&mut desk.tx, &self.perimeter, &drawn.session, desk.now).await?;
        let waiting: Vec<_> = gathered.people.into_iter().filter(|one| one.stage().waits()).collect();
        if waiting.len() != self.seen {
            return Err(Failure::Outdated);
        }
        let (instructions, _) = said(&mut desk.tx, &self.perimeter, &drawn).await?;
        let ids: Vec<_> = waiting.iter().filter_map(candidate).collect();
        desk.lock_all("candidate", &ids).await?;
        let mut sent = Sent::default();
        for person in &waiting {
            match person.stage() {
                Stage::ToSend => sent.first += 1,
                Stage::ToSendAgain => sent.again += 1,
                _ => sent.cancelled += 1,
            }
            sent.without_mail += usize::from(!person.mailed);
            send(desk, (&self.perimeter, &drawn), person, &instructions).await?;
        }
        let after = format!(
            "convocations : {} premières, {} nouvelles, {} annulées",
            sent.first, sent.again, sent.cancelled
        );
        let about = self.perimeter.about();
        desk.journal(about.kind, &about.id, "", after).await?;
        Ok(sent)
    }
}

fn candidate(person: &Person) -> Option<CandidateId> {
    match &person.to {
        Addressee::Candidate(id) => Some(id.clone()),
        Addressee::Examiner(_) => None,
    }
}

async fn send(
    desk: &mut Desk,
    (perimeter, drawn): (&Perimeter, &Drawn),
    person: &Person,
    instructions: &Instructions,
) -> Result<(), Failure> {
    let id: ConvocationId = desk.id();
    let number = person.last.as_ref().map_or(1, |last| last.number + 1);
    let (who, to) = match (&person.to, &person.account) {
        (Addressee::Candidate(id), _) => (Convened::Candidate, To::Candidate(id.clone())),
        (Addressee::Examiner(_), Some(account)) => (Convened::Examiner, To::Account(account.clone())),
        (Addressee::Examiner(_), None) => return Ok(()),
    };
    let again = person.stage() != Stage::ToSend;
    let letter = convened(exam(&drawn.session), who, &person.calls, instructions, again);
    let notice = tell(desk, to, letter, ("convocation", id.as_str())).await?;
    let kept = Convocation {
        id,
        to: person.to.clone(),
        number,
        calls: person.calls.clone(),
        instructions: instructions.clone(),
        notice,
        sent_by: desk.actor.account.clone(),
        sent_at: desk.now,
        read_at: None,
        chased_at: None,
    };
    convocations::insert(&mut desk.tx, perimeter.key(), &kept).await?;
    let told: Vec<_> =
        kept.calls.iter().map(|call| format!("{} {}", call.commission, call.starts_at)).collect();
    let after = format!(
        "convocation n° {number} : {}",
        if told.is_empty() { "annulée".to_owned() } else { told.join(", ") }
    );
    match &person.to {
        Addressee::Candidate(id) => desk.journal("candidate", id, "", after).await?,
        Addressee::Examiner(_) => {
            let about = perimeter.about();
            desk.journal(about.kind, &about.id, "", format!("{} : {after}", person.name)).await?;
        }
    }
    Ok(())
}

/// Reminds those who have not said that they received their convocation: one mail each, at most one a day.
#[derive(Debug, Clone)]
pub struct Chase {
    /// How far.
    pub perimeter: Perimeter,
}

/// What [`Chase`] came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Chased {
    /// Mails sent now.
    pub told: usize,
    /// People written to on the same day: they are not written to twice.
    pub already: usize,
    /// People without an address: somebody must call them.
    pub without_mail: usize,
}

#[async_trait]
impl Act for Chase {
    type Output = Chased;
    const ACT: access::Act = access::Act::Convene;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<Chased, Failure> {
        let drawn = self.perimeter.draw(&mut desk.tx).await?;
        let gathered = gather(&mut desk.tx, &self.perimeter, &drawn.session, desk.now).await?;
        let day = |at| today(at, &drawn.session.zone);
        let mut chased = Chased::default();
        for person in gathered.people.iter().filter(|one| one.unanswered()) {
            let Some(last) = &person.last else { continue };
            if day(last.chased_at.unwrap_or(last.sent_at)) == day(desk.now) {
                chased.already += 1;
            } else if remind(desk, person, last).await? {
                chased.told += 1;
            } else {
                chased.without_mail += 1;
            }
        }
        let about = self.perimeter.about();
        let after = format!(
            "rappel de convocation : {} personnes, {} sans adresse",
            chased.told, chased.without_mail
        );
        desk.journal(about.kind, &about.id, "", after).await?;
        Ok(chased)
    }
}

/// Puts the reminder in the outbox; says whether there is an address.
async fn remind(desk: &mut Desk, person: &Person, last: &Convocation) -> Result<bool, Failure> {
    let address = match &person.account {
        Some(account) => accounts::email(&mut desk.tx, account).await?,
        None => None,
    };
    let notice = notices::find(&mut desk.tx, &last.notice).await?;
    let (Some(to), Some(notice)) = (address, notice) else { return Ok(false) };
    let head =
        "Vous n’avez pas encore dit avoir reçu cette convocation : faites-le dans Florilège, « Mes avis ».";
    let mail = Mail {
        to,
        subject: format!("Rappel : {}", notice.subject),
        text: format!("Bonjour,\n\n{}\n\n{}\n", exam::french::spaced(head), notice.text),
        encloses: Some(last.id.clone()),
    };
    let payload = serde_json::to_string(&mail).map_err(Fault::from)?;
    let key = desk.id();
    outbox::put(&mut desk.tx, key, MAIL, payload, desk.now).await?;
    convocations::set_chased(&mut desk.tx, &last.id, desk.now).await?;
    Ok(true)
}

/// Writes what a place says in its convocations, over the revision seen. What was sent keeps what it said.
#[derive(Debug, Clone)]
pub struct WriteInstructions {
    /// How far.
    pub perimeter: Perimeter,
    /// The revision that the person saw.
    pub seen: i64,
    /// What it says.
    pub instructions: Instructions,
}

#[async_trait]
impl Act for WriteInstructions {
    type Output = ();
    const ACT: access::Act = access::Act::Convene;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let drawn = self.perimeter.draw(&mut desk.tx).await?;
        let before = said(&mut desk.tx, &self.perimeter, &drawn).await?.0;
        if self.instructions.early > Instructions::EARLY_LIMIT {
            return Err(Refusal::Required { field: "minutes d’avance, 120 au plus" }.into());
        }
        let kept = Instructions {
            place: text::reason(&self.instructions.place)?,
            bring: text::reason(&self.instructions.bring)?,
            contact: text::reason(&self.instructions.contact)?,
            early: self.instructions.early,
        };
        if !convocations::set_instructions(&mut desk.tx, self.perimeter.key(), &kept, self.seen).await? {
            return Err(Failure::Outdated);
        }
        let about = self.perimeter.about();
        let told = |one: &Instructions| {
            format!("{} / {} / {} / {} min", one.place, one.bring, one.contact, one.early)
        };
        desk.journal(about.kind, &about.id, told(&before), told(&kept)).await?;
        Ok(())
    }
}
