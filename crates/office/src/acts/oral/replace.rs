//! A member of a commission is replaced by somebody whom the rules allow (E4-21), also on the day itself.

use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use crate::acts::commissions::{Commission, Examiner, load};
use crate::acts::notices::{To, exam, tell};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::commission::{Composition, Examinee, Quality, Seat, Warning};
use exam::id::{CandidateId, CommissionId, ExaminerId};
use exam::sheet::State;
use exam::sitting::{ExtraTime, WhichExam, length, overlap};
use exam::{Refusal, notice, text};
use std::collections::BTreeMap;
use store::Tx;
use store::tables::oral::arrivals;
use store::tables::oral::devices;
use store::tables::sessions::Session;
use store::tables::sheets::{self, Seated};
use store::tables::{commissions, optional, subjects};

/// Puts somebody else in one seat of a commission.
#[derive(Debug, Clone)]
pub struct ReplaceMember {
    /// The commission.
    pub commission: CommissionId,
    /// The seat.
    pub seat: Seat,
    /// Who sat there when the person looked.
    pub leaving: ExaminerId,
    /// Who sits there from now on.
    pub arriving: ExaminerId,
    /// Why no professional sits, where none does then (E4-22).
    pub reason: String,
}

#[async_trait]
impl Act for ReplaceMember {
    type Output = ();
    const ACT: access::Act = access::Act::ReplaceMember;

    fn about(&self) -> About {
        about("commission", &self.commission)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_commission(tx, &self.commission).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let (before, session) = load(&mut desk.tx, &self.commission).await?;
        desk.tx.lock(&about("seats", &session.id).lock()).await?;
        let table = Table::load(desk, before, session).await?;
        let leaving = table.sitting(self.seat).clone();
        if leaving.id != self.leaving {
            return Err(Failure::Outdated);
        }
        let arriving = commissions::examiner(&mut desk.tx, &table.session.id, &self.arriving).await?;
        let arriving = found(arriving)?;
        let reason = text::reason(&self.reason)?;
        let composition = table.replaced(desk, self.seat, &arriving, &reason).await?.0;
        let commission = Commission {
            lead: composition.lead.id,
            second: composition.second.id,
            no_professional_reason: composition.no_professional_reason,
            ..table.commission.clone()
        };
        commissions::reseat(&mut desk.tx, &commission).await?;
        let after = format!("{} ; {}", arriving.name, commission.no_professional_reason);
        desk.journal("commission", &commission.id, leaving.name.clone(), after).await?;
        void_visas(desk, &table, &leaving).await?;
        withdraw_devices(desk, &commission.id, &leaving).await?;
        let place = (commission.number.as_str(), commission.held_on, commission.room.as_str());
        let letter = notice::member_replaced(exam(&table.session), place, (&leaving.name, &arriving.name));
        let told = table.members.iter().chain([&arriving]);
        for account in told
            .map(|one| one.account.clone())
            .filter(|one| *one != desk.actor.account.clone())
            .collect::<Vec<_>>()
        {
            tell(desk, To::Account(account), letter.clone(), ("commission", commission.id.as_str())).await?;
        }
        Ok(())
    }
}

/// E4-17: a visa is that of a member. The one given by who leaves counts no longer, but on closed sheets: the two who
/// heard the candidate signed them.
async fn void_visas(desk: &mut Desk, table: &Table, leaving: &Examiner) -> Result<(), Failure> {
    let mut ids: Vec<_> = table.seated.iter().map(|one| one.sitting.sheet.clone()).collect();
    let others = sheets::optional_of_session(&mut desk.tx, &table.session.id).await?.into_iter();
    ids.extend(others.filter(|one| one.commission == table.commission.id).map(|one| one.sheet));
    desk.lock_all("sheet", &ids).await?;
    let (commission, oral) = (&table.commission.id, &table.session.referential);
    let optional = optional::of_session(&mut desk.tx, &table.session.id).await?.referential;
    let mut contents =
        sheets::contents_of_commission(&mut desk.tx, commission, (WhichExam::Oral, oral)).await?;
    let others = (WhichExam::Optional, &optional);
    contents.extend(sheets::contents_of_commission(&mut desk.tx, commission, others).await?);
    for (sheet, content) in contents {
        let signed = content.sheet.standing_visas().any(|visa| visa.examiner == leaving.id);
        if signed && content.sheet.state() != State::Closed {
            sheets::void_visas_of(&mut desk.tx, &sheet, &leaving.id, desk.now).await?;
            let after = format!("visa de {} annulé : membre remplacé", leaving.name);
            desk.journal("sheet", &sheet, "visa", after).await?;
        }
    }
    Ok(())
}

/// The day that the one who leaves holds on a device is erased at the device's next contact.
async fn withdraw_devices(
    desk: &mut Desk,
    commission: &CommissionId,
    leaving: &Examiner,
) -> Result<(), Failure> {
    if devices::withdraw_all(&mut desk.tx, commission, &leaving.account).await? > 0 {
        let after = format!("appareils retirés : {} ne siège plus", leaving.name);
        desk.journal("commission", commission, "", after).await?;
    }
    Ok(())
}

/// A commission with what its rules need.
struct Table {
    session: Session,
    commission: Commission,
    members: Vec<Examiner>,
    seated: Vec<Seated>,
    extras: BTreeMap<CandidateId, ExtraTime>,
}

impl Table {
    async fn load(desk: &mut Desk, commission: Commission, session: Session) -> Result<Self, Failure> {
        let members = commissions::members(&mut desk.tx, &commission).await?;
        if members.len() != 2 {
            return Err(Failure::NotFound);
        }
        let seated = sheets::of_commission(&mut desk.tx, &commission.id).await?;
        let extras = arrivals::extras(&mut desk.tx, &session.id).await?.into_iter().collect();
        Ok(Self { session, commission, members, seated, extras })
    }

    fn sitting(&self, seat: Seat) -> &Examiner {
        match seat {
            Seat::Lead => &self.members[0],
            Seat::Second => &self.members[1],
        }
    }

    /// The commission with somebody else in one seat, where the rules and the hours allow it.
    async fn replaced(
        &self,
        desk: &mut Desk,
        seat: Seat,
        by: &Examiner,
        reason: &str,
    ) -> Result<(Composition, Vec<Warning>), Failure> {
        let composition = Composition {
            speciality: self.commission.speciality,
            track: self.commission.track,
            lead: self.members[0].member(),
            second: self.members[1].member(),
            no_professional_reason: self.commission.no_professional_reason.clone(),
        };
        let heard: Vec<_> = self.seated.iter().map(examinee).collect();
        let referential = &self.session.referential;
        let new = composition.replaced((seat, by.member()), reason, &heard, referential)?;
        let taken = sheets::taken(&mut desk.tx, &by.id, &by.id).await?;
        for other in taken.iter().filter(|other| other.commission != self.commission.id) {
            let other = (other.starts_at, length(referential, other.extra));
            let here = |one: &Seated| {
                let extra = self.extras.get(&one.candidate.id).copied().unwrap_or(ExtraTime::NONE);
                (one.sitting.starts_at, length(referential, extra))
            };
            if self.seated.iter().any(|one| overlap(other, here(one))) {
                return Err(Refusal::AlreadyTaken { name: by.name.clone() }.into());
            }
        }
        Ok(new)
    }
}

fn examinee(seated: &Seated) -> Examinee {
    let candidate = &seated.candidate;
    Examinee {
        name: candidate.full_name(),
        speciality: candidate.speciality,
        track: candidate.track,
        school: candidate.school.clone(),
    }
}

/// Who may sit in the place of a member.
#[derive(Debug, Clone)]
pub struct SeeReplacements {
    /// The commission.
    pub commission: CommissionId,
    /// The seat.
    pub seat: Seat,
}

/// What [`SeeReplacements`] shows.
#[derive(Debug, Clone)]
pub struct Replacements {
    /// The session.
    pub session: Session,
    /// The commission.
    pub commission: Commission,
    /// Who sits there.
    pub leaving: Examiner,
    /// Who may, professionals first, then by name. Whom the rules do not allow is not among them.
    pub allowed: Vec<Allowed>,
}

/// Somebody who may sit in the place of a member.
#[derive(Debug, Clone)]
pub struct Allowed {
    /// The person.
    pub examiner: Examiner,
    /// No professional would sit then: a reason is to be written (E4-22).
    pub needs_reason: bool,
    /// What the rules warn of.
    pub warnings: Vec<Warning>,
}

#[async_trait]
impl View for SeeReplacements {
    type Output = Replacements;
    const ACT: access::Act = access::Act::ReplaceMember;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_commission(tx, &self.commission).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<Replacements, Failure> {
        let (commission, session) = load(&mut desk.tx, &self.commission).await?;
        let table = Table::load(desk, commission, session).await?;
        let mut allowed = vec![];
        for examiner in commissions::examiners(&mut desk.tx, &table.session.id).await? {
            if table.members.iter().any(|member| member.id == examiner.id) {
                continue;
            }
            let needs_reason = self.seat == Seat::Second && examiner.quality != Quality::Professional;
            // As if a reason were written: whether one is, is seen when the person is chosen.
            match table.replaced(desk, self.seat, &examiner, "…").await {
                Ok((_, warnings)) => allowed.push(Allowed { examiner, needs_reason, warnings }),
                Err(Failure::Refused(_)) => {}
                Err(failure) => return Err(failure),
            }
        }
        allowed.sort_by(|a, b| (a.needs_reason, &a.examiner.name).cmp(&(b.needs_reason, &b.examiner.name)));
        let leaving = table.sitting(self.seat).clone();
        Ok(Replacements { session: table.session, commission: table.commission, leaving, allowed })
    }
}
