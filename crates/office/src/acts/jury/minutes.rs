//! The minutes of the jury: drawn from its acts, signed over their content, then nothing moves (E4-36).

use super::workspace::{JuryLine, Workspace};
use super::{subject_of, workspace};
use crate::Failure;
use crate::act::{About, Act, Desk, View, about};
use async_trait::async_trait;
use exam::absence::Consequence;
use exam::access::{self, Subject};
use exam::id::SessionId;
use exam::{Refusal, french};
use serde::{Deserialize, Serialize};
use store::Tx;
use store::blobs::hash;
use store::tables::jury::deliberations::{self, Deliberation, Signed};
use store::tables::jury::nominations::Member;
use store::tables::sessions::Session;

/// What minutes say. Their JSON is what the president signs. They hold no proposed mark (E4-31).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinutesContent {
    /// The session on one line.
    pub session: String,
    /// The academy.
    pub academy: String,
    /// The deliberations, oldest first.
    pub held: Vec<HeldSitting>,
    /// The candidates, by number.
    pub lines: Vec<MinutesEntry>,
}

/// One deliberation of the minutes, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldSitting {
    /// When it opened and closed.
    pub told: String,
    /// The members present.
    pub present: Vec<String>,
    /// The members absent.
    pub absent: Vec<String>,
    /// Why it opened though absences broke the balance; empty where they did not.
    pub reason: String,
}

/// One candidate of the minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinutesEntry {
    /// The candidate's number.
    pub number: String,
    /// The candidate's name.
    pub name: String,
    /// The decided mark, or in words what there is in its place.
    pub decided: String,
    /// The same of the optional exam; empty where there is none.
    pub optional: String,
    /// What the jury observed; « note modifiée » where it decided otherwise than proposed, with its reason.
    pub remarks: Vec<String>,
}

impl MinutesContent {
    /// The text that is signed, and its SHA-256 in hexadecimal.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub fn sealed(&self) -> Result<(String, String), Failure> {
        let content = serde_json::to_string(self)?;
        let hash = hash(content.as_bytes());
        Ok((content, hash))
    }
}

/// The session on one line, such as `BTS SIO, session 2026, épreuve E5`.
pub fn titled(session: &Session) -> String {
    let referential = &session.referential;
    format!("{}, session {}, épreuve {}", referential.diploma, session.year, referential.exam)
}

/// What there is in the place of a mark that nobody decided.
pub fn instead(line: &JuryLine) -> &'static str {
    match line.absence.as_ref().map(|one| one.decided) {
        Some(Consequence::Absent) => "absent",
        Some(Consequence::MarkZero) => "force majeure, à arrêter",
        _ if line.not_valid => "dossier non valide",
        _ if line.sheet.is_none() => "non entendu",
        _ => "non arrêtée",
    }
}

fn held(one: &Deliberation, session: &Session) -> HeldSitting {
    let name = |member: &&Member| {
        let side = member.side.map(exam::deliberation::Side::label).unwrap_or_default();
        let presides = if member.president { ", présidence" } else { "" };
        format!("{} ({side}{presides})", member.name)
    };
    let at = |at| french::instant(at, &session.zone);
    let closed = one.closed_at.map_or(", non close".to_owned(), |end| format!(", close {}", at(end)));
    HeldSitting {
        told: format!("Délibération ouverte {}{closed}", at(one.opened_at)),
        present: one.members.iter().filter(|member| member.present).map(|one| name(&one)).collect(),
        absent: one.members.iter().filter(|member| !member.present).map(|one| name(&one)).collect(),
        reason: one.reason.clone(),
    }
}

fn entry(line: &JuryLine, session: &Session) -> MinutesEntry {
    let optional = line.optional.as_ref();
    let decided_optional = optional.and_then(|one| one.decision.as_ref());
    let proposed = line.calculation.as_ref().map(|one| one.after_penalties.mark());
    let proposed_optional =
        optional.and_then(|one| one.calculation.as_ref()).map(|one| one.after_penalties.mark());
    let mut remarks = vec![];
    for (exam, decision, proposed) in
        [("", line.decision.as_ref(), proposed), ("EF4 : ", decided_optional, proposed_optional)]
    {
        let Some(decision) = decision.filter(|one| !one.remark.is_empty()) else { continue };
        let changed = proposed.is_some_and(|proposed| proposed != decision.mark.mark());
        let told = if changed { "note modifiée par le jury : " } else { "" };
        remarks.push(format!("{exam}{told}{}", decision.remark));
    }
    remarks.extend(line.remarks.iter().map(|one| one.text.clone()));
    MinutesEntry {
        number: line.candidate.number.clone(),
        name: line.candidate.full_name(),
        decided: line.decision.as_ref().map_or_else(
            || instead(line).to_owned(),
            |one| format!("{} / {}", one.mark, session.referential.scale),
        ),
        optional: match (optional, decided_optional) {
            (_, Some(decision)) => decision.mark.to_string(),
            (Some(_), None) => "non arrêtée".to_owned(),
            (None, None) => String::new(),
        },
        remarks,
    }
}

/// The minutes as they stand.
pub(crate) async fn minutes_of(tx: &mut Tx, seen: &Workspace) -> Result<MinutesContent, Failure> {
    let session = &seen.session;
    let all = deliberations::of_session(tx, &session.id).await?;
    Ok(MinutesContent {
        session: titled(session),
        academy: session.academy.clone(),
        held: all.iter().map(|one| held(one, session)).collect(),
        lines: seen.lines.iter().map(|line| entry(line, session)).collect(),
    })
}

/// Signs the minutes, over the content that the president read.
#[derive(Debug, Clone)]
pub struct SignMinutes {
    /// The session.
    pub session: SessionId,
    /// The hash of the minutes read.
    pub seen: String,
}

#[async_trait]
impl Act for SignMinutes {
    type Output = ();
    const ACT: access::Act = access::Act::SignMinutes;

    fn about(&self) -> About {
        about("deliberation", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let seen = workspace(&mut desk.tx, &self.session).await?;
        seen.standing.may_sign(seen.outlook.undecided)?;
        let (content, hash) = minutes_of(&mut desk.tx, &seen).await?.sealed()?;
        if hash != self.seen {
            return Err(Refusal::MinutesChanged.into());
        }
        let told = format!("procès-verbal signé, {} lignes, SHA-256 {hash}", seen.lines.len());
        let (by, by_name) = (desk.actor.account.clone(), desk.actor.name.clone());
        let signed = Signed { content, hash, by, by_name, at: desk.now };
        deliberations::sign(&mut desk.tx, &self.session, &signed).await?;
        desk.journal("deliberation", &self.session, "", told).await?;
        Ok(())
    }
}

/// The minutes: as they were signed, or as they stand.
#[derive(Debug, Clone)]
pub struct SeeMinutes {
    /// The session.
    pub session: SessionId,
}

/// What [`SeeMinutes`] shows.
#[derive(Debug, Clone)]
pub struct Minutes {
    /// The session.
    pub session: Session,
    /// What they say.
    pub content: MinutesContent,
    /// The signature, once there is one.
    pub signed: Option<Signed>,
    /// How many marks are still to be decided.
    pub undecided: usize,
}

#[async_trait]
impl View for SeeMinutes {
    type Output = Minutes;
    const ACT: access::Act = access::Act::SeeJury;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Minutes, Failure> {
        let seen = workspace(&mut desk.tx, &self.session).await?;
        let signed = deliberations::signed(&mut desk.tx, &self.session).await?;
        let content = match &signed {
            Some(signed) => serde_json::from_str(&signed.content)?,
            None => minutes_of(&mut desk.tx, &seen).await?,
        };
        let undecided = seen.outlook.undecided;
        Ok(Minutes { session: seen.session, content, signed, undecided })
    }
}

/// E4-36: once the minutes of a candidate's session are signed, nothing moves.
pub(crate) async fn refuse_signed(tx: &mut Tx, session: &SessionId) -> Result<(), Failure> {
    if deliberations::standing(tx, session).await?.signed {
        Err(Refusal::MinutesSigned.into())
    } else {
        Ok(())
    }
}
