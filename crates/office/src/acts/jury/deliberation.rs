//! The jury is nominated, counted, and deliberates (D. 643-31).

use super::minutes::minutes_of;
use super::workspace;
use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use crate::acts::sessions::subject_of;
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::deliberation::{self, Nomination, Side, Standing, Warning};
use exam::id::{AccountId, SessionId};
use exam::jury::Outlook;
use exam::{Refusal, text};
use store::Tx;
use store::tables::jury::deliberations::{self, Deliberation, Signed};
use store::tables::jury::nominations::{self, Member};
use store::tables::sessions::{self, Session};

/// Nominates the jury of a session, in the place of the one nominated before.
#[derive(Debug, Clone)]
pub struct NominateJury {
    /// The session.
    pub session: SessionId,
    /// Each member with the half the person belongs to. Who holds the role presides.
    pub jury: Vec<(AccountId, Side)>,
}

#[async_trait]
impl Act for NominateJury {
    type Output = ();
    const ACT: access::Act = access::Act::NominateJury;

    fn about(&self) -> About {
        about("deliberation", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        deliberations::standing(&mut desk.tx, &self.session).await?.may_prepare()?;
        let known = nominations::of_session(&mut desk.tx, &self.session).await?;
        let before = told(&known.iter().filter_map(Member::nomination).collect::<Vec<_>>());
        let mut jury = vec![];
        for (account, side) in self.jury {
            let member = known.iter().find(|one| one.account == account).ok_or(Refusal::NobodyOfThatName)?;
            let nominated = Member { side: Some(side), ..member.clone() };
            jury.extend(nominated.nomination());
        }
        nominations::put(&mut desk.tx, &self.session, &jury).await?;
        desk.journal("deliberation", &self.session, before, told(&jury)).await?;
        Ok(())
    }
}

/// « Hélène Jury (Enseignement, présidence) ; Marc Membre (Profession) ».
fn told(jury: &[Nomination]) -> String {
    let one = |one: &Nomination| {
        let presides = if one.president { ", présidence" } else { "" };
        format!("{} ({}{presides})", one.name, one.side.label())
    };
    jury.iter().map(one).collect::<Vec<_>>().join(" ; ")
}

/// The jury as it is nominated, for who nominates it.
#[derive(Debug, Clone)]
pub struct SeeNominations {
    /// The session.
    pub session: SessionId,
}

/// What [`SeeNominations`] shows.
#[derive(Debug, Clone)]
pub struct Nominated {
    /// The session.
    pub session: Session,
    /// Everybody who holds a role of the jury.
    pub members: Vec<Member>,
    /// What keeps the nominated jury from deliberating.
    pub fault: Option<Refusal>,
    /// Where the deliberations stand.
    pub standing: Standing,
}

async fn nominated(tx: &mut Tx, id: &SessionId) -> Result<Nominated, Failure> {
    let session = found(sessions::find(tx, id).await?)?;
    let members = nominations::of_session(tx, id).await?;
    let jury: Vec<_> = members.iter().filter_map(Member::nomination).collect();
    let fault = deliberation::check_nominations(&jury, &session.referential).err();
    let standing = deliberations::standing(tx, id).await?;
    Ok(Nominated { session, members, fault, standing })
}

#[async_trait]
impl View for SeeNominations {
    type Output = Nominated;
    const ACT: access::Act = access::Act::NominateJury;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Nominated, Failure> {
        nominated(&mut desk.tx, &self.session).await
    }
}

/// Notes who of the nominated jury is there, before the deliberation opens.
#[derive(Debug, Clone)]
pub struct TakeAttendance {
    /// The session.
    pub session: SessionId,
    /// Those who are there.
    pub present: Vec<AccountId>,
}

#[async_trait]
impl Act for TakeAttendance {
    type Output = ();
    const ACT: access::Act = access::Act::HoldDeliberation;

    fn about(&self) -> About {
        about("deliberation", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        deliberations::standing(&mut desk.tx, &self.session).await?.may_prepare()?;
        nominations::attend(&mut desk.tx, &self.session, &self.present).await?;
        let members = nominations::of_session(&mut desk.tx, &self.session).await?;
        let present: Vec<_> = members.iter().filter(|one| one.present).map(|one| one.name.as_str()).collect();
        desk.journal("deliberation", &self.session, "", format!("présents : {}", present.join(", "))).await?;
        Ok(())
    }
}

/// Opens a deliberation with those whose attendance was noted.
#[derive(Debug, Clone)]
pub struct OpenDeliberation {
    /// The session.
    pub session: SessionId,
    /// Why, where absences broke the balance of the nominated jury.
    pub reason: String,
}

#[async_trait]
impl Act for OpenDeliberation {
    type Output = Vec<Warning>;
    const ACT: access::Act = access::Act::HoldDeliberation;

    fn about(&self) -> About {
        about("deliberation", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<Vec<Warning>, Failure> {
        deliberations::standing(&mut desk.tx, &self.session).await?.may_prepare()?;
        let session = found(sessions::find(&mut desk.tx, &self.session).await?)?;
        let mut members = nominations::of_session(&mut desk.tx, &self.session).await?;
        members.retain(|one| one.side.is_some());
        let jury: Vec<_> = members.iter().filter_map(Member::nomination).collect();
        let present: Vec<_> =
            members.iter().filter(|one| one.present).map(|one| one.account.clone()).collect();
        let reason = text::reason(&self.reason)?;
        let warnings = deliberation::open_with(&jury, &present, &session.referential, &reason)?;
        let reason = if warnings.is_empty() { String::new() } else { reason };
        let after = format!(
            "délibération ouverte, {} membres présents sur {} ; {reason}",
            present.len(),
            members.len()
        );
        let (id, by) = (desk.id(), desk.actor.account.clone());
        let opened = Deliberation { id, opened_at: desk.now, reason, closed_at: None, members };
        deliberations::open(&mut desk.tx, &self.session, &opened, &by).await?;
        desk.journal("deliberation", &self.session, "", after).await?;
        Ok(warnings)
    }
}

/// Closes the deliberation that is open.
#[derive(Debug, Clone)]
pub struct CloseDeliberation {
    /// The session.
    pub session: SessionId,
}

#[async_trait]
impl Act for CloseDeliberation {
    type Output = ();
    const ACT: access::Act = access::Act::HoldDeliberation;

    fn about(&self) -> About {
        about("deliberation", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        deliberations::standing(&mut desk.tx, &self.session).await?.may_deliberate()?;
        let (by, now) = (desk.actor.account.clone(), desk.now);
        deliberations::close(&mut desk.tx, &self.session, (&by, now)).await?;
        desk.journal("deliberation", &self.session, "délibération ouverte", "délibération close").await?;
        Ok(())
    }
}

/// The jury and its deliberations, for the jury.
#[derive(Debug, Clone)]
pub struct SeeDeliberation {
    /// The session.
    pub session: SessionId,
}

/// What [`SeeDeliberation`] shows.
#[derive(Debug, Clone)]
pub struct Deliberating {
    /// The jury as it is nominated.
    pub nominated: Nominated,
    /// The deliberations, oldest first.
    pub held: Vec<Deliberation>,
    /// What stands before the publication.
    pub outlook: Outlook,
    /// The signed minutes.
    pub signed: Option<Signed>,
    /// The hash of the minutes as they stand: what is signed.
    pub minutes: String,
}

#[async_trait]
impl View for SeeDeliberation {
    type Output = Deliberating;
    const ACT: access::Act = access::Act::SeeJury;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn read(self, desk: &mut Desk) -> Result<Deliberating, Failure> {
        let tx = &mut desk.tx;
        let nominated = nominated(tx, &self.session).await?;
        let seen = workspace(tx, &self.session).await?;
        let (_, minutes) = minutes_of(tx, &seen).await?.sealed()?;
        Ok(Deliberating {
            nominated,
            held: deliberations::of_session(tx, &self.session).await?,
            outlook: seen.outlook,
            signed: deliberations::signed(tx, &self.session).await?,
            minutes,
        })
    }
}
