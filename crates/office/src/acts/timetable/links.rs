//! Links by which examiners answer without an account: unguessable, for a while, closed at will. Only their hashes are
//! kept; the mail holds the address.

use super::answers::{AnswerLine, line};
use super::facts::Facts;
use super::{SetAnswer, at};
use crate::act::{About, Act, Desk, found};
use crate::acts::perimeter::{Drawn, Perimeter};
use crate::mail::{MAIL, Mail};
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::access::{self, Actor, Subject};
use exam::id::ExaminerId;
use exam::planning::{Answer, Contradiction, Frame};
use exam::{Refusal, french};
use jiff::{SignedDuration, Timestamp};
use store::blobs::hash;
use store::tables::timetable::answers::{self, Link};
use store::tables::{accounts, commissions};
use store::{Fault, Tx, outbox};

/// How long a link opens.
const OPENS: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Asks examiners when they can come: each gets a new link, by mail where there is an address.
#[derive(Debug, Clone)]
pub struct AskAnswers {
    /// For which timetable.
    pub perimeter: Perimeter,
    /// Whom.
    pub examiners: Vec<ExaminerId>,
    /// What stands before the path of every page: `https://florilege.example.org`.
    pub origin: String,
}

/// A link, told once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// For whom.
    pub name: String,
    /// The whole address.
    pub address: String,
    /// It went by mail to this address.
    pub mailed: Option<String>,
}

#[async_trait]
impl Act for AskAnswers {
    type Output = Vec<Sent>;
    const ACT: access::Act = access::Act::PlanTimetable;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<Vec<Sent>, Failure> {
        let drawn = self.perimeter.draw(&mut desk.tx).await?;
        let facts = Facts::load(desk, &self.perimeter).await?;
        if facts.frame.halves.is_empty() || facts.frame.centres.is_empty() {
            return Err(Refusal::Required { field: "demi-journées et centres" }.into());
        }
        if self.examiners.is_empty() {
            return Err(Refusal::Required { field: "personnes à interroger" }.into());
        }
        let place = self.perimeter.about();
        let mut sent = vec![];
        for id in &self.examiners {
            let examiner = found(commissions::examiner(&mut desk.tx, &drawn.session.id, id).await?)?;
            let token = desk.token();
            let link = Link {
                examiner: id.clone(),
                place_kind: place.kind.to_owned(),
                place_id: place.id.clone(),
                sent_at: desk.now,
                expires_at: desk.now + OPENS,
            };
            let by = desk.actor.account.clone();
            answers::keep_link(&mut desk.tx, &hash(token.as_bytes()), &link, &by).await?;
            let address = format!("{}/disponibilites/{token}", self.origin);
            let mailed = accounts::email(&mut desk.tx, &examiner.account).await?;
            if let Some(to) = &mailed {
                let mail = Mail { to: to.clone(), ..letter(&facts, &address, link.expires_at) };
                let payload = serde_json::to_string(&mail).map_err(Fault::from)?;
                let key = desk.id();
                outbox::put(&mut desk.tx, key, MAIL, payload, desk.now).await?;
            }
            sent.push(Sent { name: examiner.name, address, mailed });
        }
        let after = format!("disponibilités demandées à {} personnes", sent.len());
        desk.journal(place.kind, &place.id, "", after).await?;
        Ok(sent)
    }
}

fn letter(facts: &Facts, address: &str, until: Timestamp) -> Mail {
    let session = &facts.drawn.session;
    let exam = format!("épreuve {}, session {}, {}", session.referential.exam, session.year, session.academy);
    let before = match facts.frame.answers_until {
        Some(day) => format!(" avant le {}", french::day(day)),
        None => String::new(),
    };
    let text = format!(
        "Bonjour,\n\nVous pouvez siéger dans les commissions d’interrogation ({exam}). Dites{before} quand vous êtes \
         disponible, sans mot de passe, depuis un téléphone ou un ordinateur :\n\n{address}\n\nCe lien est le vôtre : \
         ne le transmettez pas. Il s’ouvre jusqu’au {}, et vous pouvez y changer votre réponse jusque-là.\n",
        french::day(until.to_zoned_datetime(session.zone.clone()).date())
    );
    let subject = format!("Vos disponibilités pour l’épreuve {}", session.referential.exam);
    Mail { to: String::new(), subject: french::spaced(&subject), text: french::spaced(&text), encloses: None }
}

/// Closes the links of an examiner.
#[derive(Debug, Clone)]
pub struct RevokeLink {
    /// For which timetable.
    pub perimeter: Perimeter,
    /// Whose.
    pub examiner: ExaminerId,
}

#[async_trait]
impl Act for RevokeLink {
    type Output = ();
    const ACT: access::Act = access::Act::PlanTimetable;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let place = self.perimeter.about();
        let drawn = self.perimeter.draw(&mut desk.tx).await?;
        let examiner = commissions::examiner(&mut desk.tx, &drawn.session.id, &self.examiner).await?;
        let examiner = found(examiner)?;
        let closed = answers::revoke(&mut desk.tx, at(&place), &self.examiner, desk.now).await?;
        let after = format!("{closed} liens fermés : {}", examiner.name);
        desk.journal(place.kind, &place.id, "", after).await?;
        Ok(())
    }
}

/// What a link opens: one person's own answer, and nothing of anybody else.
#[derive(Debug, Clone)]
pub struct OpenedLink {
    /// The session, and the school where there is one.
    pub drawn: Drawn,
    /// The frame.
    pub frame: Frame,
    /// The person, and the answer so far.
    pub line: AnswerLine,
    /// For which timetable.
    pub perimeter: Perimeter,
}

impl Office {
    /// Opens a link without an account.
    ///
    /// # Errors
    /// [`Refusal::LinkClosed`] where the link is unknown, over or closed; a fault.
    pub async fn open_link(&self, token: &str) -> Result<OpenedLink, Failure> {
        let (link, actor) = self.answering(token).await?;
        let tx = self.db.read().await?;
        let act = access::Act::GiveAvailability;
        let mut desk = Desk::new(tx, actor, act, None, std::sync::Arc::clone(&self.outside));
        let perimeter = place(&link);
        let facts = Facts::load(&mut desk, &perimeter).await?;
        let examiner = found(facts.examiners.iter().find(|one| one.id == link.examiner).cloned())?;
        let own = line(&facts, &examiner, (None, Some(link)));
        Ok(OpenedLink { drawn: facts.drawn, frame: facts.frame, line: own, perimeter })
    }

    /// Answers by a link, without an account: the act is done in the name of the person the link is for.
    ///
    /// # Errors
    /// [`Refusal::LinkClosed`], [`Failure::Outdated`], or a fault.
    pub async fn answer_by_link(
        &self,
        token: &str,
        seen: i64,
        answer: Answer,
    ) -> Result<Vec<Contradiction>, Failure> {
        let (link, actor) = self.answering(token).await?;
        let act = SetAnswer {
            perimeter: place(&link),
            examiner: link.examiner,
            seen,
            answer,
            tutored: None,
            link: Some(token.to_owned()),
        };
        self.perform(&actor, act).await
    }

    /// The link of a token, and its person as an actor who holds nothing.
    async fn answering(&self, token: &str) -> Result<(Link, Actor), Failure> {
        let mut tx = self.db.read().await?;
        let link = answers::link(&mut tx, &hash(token.as_bytes()), self.now()).await?;
        let link = link.ok_or(Refusal::LinkClosed)?;
        let session = place(&link).draw(&mut tx).await?.session;
        let examiner = found(commissions::examiner(&mut tx, &session.id, &link.examiner).await?)?;
        Ok((link, Actor { account: examiner.account, name: examiner.name, grants: vec![] }))
    }
}

fn place(link: &Link) -> Perimeter {
    match link.place_kind.as_str() {
        "school" => Perimeter::School(link.place_id.as_str().into()),
        _ => Perimeter::Session(link.place_id.as_str().into()),
    }
}
