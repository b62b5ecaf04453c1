//! Devices that hold the pack of a commission's day: prepared by an examiner, heard of while there is a network,
//! withdrawn by their owner or by who runs the day.

use super::commissions::Commission;
use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::id::{CommissionId, DeviceId, SheetId};
use exam::referential::Referential;
use exam::sheet::State;
use exam::sitting::{Answer, WhichExam};
use exam::text;
use store::Tx;
use store::tables::oral::devices;
pub use store::tables::oral::devices::Device;
use store::tables::sessions::Session;
use store::tables::sheets::Passing;
use store::tables::{optional, sheets, subjects};

/// A member of the commission takes its day on a device.
#[derive(Debug, Clone)]
pub struct PrepareDevice {
    /// The commission.
    pub commission: CommissionId,
    /// What the browser says that it is.
    pub name: String,
}

/// What [`PrepareDevice`] gives to the device.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// Its identifier.
    pub device: DeviceId,
    /// What its key is made from, in hexadecimal.
    pub secret: String,
}

#[async_trait]
impl Act for PrepareDevice {
    type Output = Prepared;
    const ACT: access::Act = access::Act::PrepareDevice;

    fn about(&self) -> About {
        about("commission", &self.commission)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_commission(tx, &self.commission).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<Prepared, Failure> {
        let name = text::name("appareil", &self.name)?;
        let secret = desk.token();
        let device = Device {
            id: desk.id(),
            account: desk.actor.account.clone(),
            owner: desk.actor.name.clone(),
            commission: self.commission.clone(),
            name,
            secret: Some(secret.clone()),
            prepared_at: desk.now,
            seen_at: desk.now,
            pending: 0,
        };
        devices::insert(&mut desk.tx, &device).await?;
        let told = format!("appareil préparé : {}", device.name);
        desk.journal("commission", &self.commission, "", told).await?;
        Ok(Prepared { device: device.id, secret })
    }
}

/// What a device is told: nothing opens the day of a commission on which its owner no longer sits.
async fn told(tx: &mut Tx, device: Device) -> Result<Contact, Failure> {
    let (_, session, members) = found(sheets::commission_around(tx, &device.commission).await?)?;
    let sits = members.iter().any(|member| member.account == device.account);
    let over = is_over(tx, &device.commission, &session).await?;
    Ok(Contact { secret: device.secret.filter(|_| sits), over })
}

/// Whether the day is over for a device: every sheet of the commission is closed, and no optional exam is to come.
async fn is_over(tx: &mut Tx, commission: &CommissionId, session: &Session) -> Result<bool, Failure> {
    let passings = sheets::passings(tx, commission).await?;
    let to_come = |one: &Passing| one.request == Some(Answer::Accepted) && one.optional.is_none();
    if passings.is_empty() || passings.iter().any(to_come) {
        return Ok(false);
    }
    let oral = passings.iter().map(|one| &one.seated.sitting.sheet).collect();
    if !closed(tx, commission, (WhichExam::Oral, &session.referential), oral).await? {
        return Ok(false);
    }
    let others: Vec<_> = passings.iter().filter_map(|one| one.optional.as_ref()).collect();
    if others.is_empty() {
        return Ok(true);
    }
    let referential = optional::of_session(tx, &session.id).await?.referential;
    closed(tx, commission, (WhichExam::Optional, &referential), others).await
}

/// Whether all of these sheets are closed; one on which nothing was written is not.
async fn closed(
    tx: &mut Tx,
    commission: &CommissionId,
    which: (WhichExam, &Referential),
    all: Vec<&SheetId>,
) -> Result<bool, Failure> {
    let contents = sheets::contents_of_commission(tx, commission, which).await?;
    let shut = |id: &&SheetId| contents.get(*id).is_some_and(|one| one.sheet.state() == State::Closed);
    Ok(all.iter().all(shut))
}

/// The owner's device asks for what its key is made from.
#[derive(Debug, Clone)]
pub struct OpenDevice {
    /// The device.
    pub device: DeviceId,
}

/// What a device is told at each contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// What its key is made from; none once it is withdrawn.
    pub secret: Option<String>,
    /// Every sheet of its day is closed: nothing has to stay on it.
    pub over: bool,
}

async fn own(tx: &mut Tx, id: &DeviceId, desk: &access::Actor) -> Result<Device, Failure> {
    let device = found(devices::find(tx, id).await?)?;
    if device.account == desk.account { Ok(device) } else { Err(Failure::NotFound) }
}

#[async_trait]
impl View for OpenDevice {
    type Output = Contact;
    const ACT: access::Act = access::Act::OpenDevice;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(devices::subject(tx, &self.device).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<Contact, Failure> {
        let actor = desk.actor.clone();
        let device = own(&mut desk.tx, &self.device, &actor).await?;
        told(&mut desk.tx, device).await
    }
}

/// A device says how many writes wait on it. No line of the journal: it is said every minute.
#[derive(Debug, Clone)]
pub struct ReportDevice {
    /// The device.
    pub device: DeviceId,
    /// How many writes wait.
    pub pending: u32,
}

#[async_trait]
impl Act for ReportDevice {
    type Output = Contact;
    const ACT: access::Act = access::Act::OpenDevice;

    fn about(&self) -> About {
        about("device", &self.device)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(devices::subject(tx, &self.device).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<Contact, Failure> {
        let (actor, now) = (desk.actor.clone(), desk.now);
        let device = own(&mut desk.tx, &self.device, &actor).await?;
        devices::heard(&mut desk.tx, &self.device, i64::from(self.pending), now).await?;
        told(&mut desk.tx, device).await
    }
}

/// Withdraws a device: its owner, or who runs the day. At its next contact it forgets everything.
#[derive(Debug, Clone)]
pub struct WithdrawDevice {
    /// The device.
    pub device: DeviceId,
}

#[async_trait]
impl Act for WithdrawDevice {
    type Output = CommissionId;
    const ACT: access::Act = access::Act::WithdrawDevice;

    fn about(&self) -> About {
        about("device", &self.device)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(devices::subject(tx, &self.device).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<CommissionId, Failure> {
        let device = found(devices::find(&mut desk.tx, &self.device).await?)?;
        let subject = found(subjects::of_commission(&mut desk.tx, &device.commission).await?)?;
        let runs = access::may(&desk.actor, access::Act::ReplaceMember, &subject).is_ok();
        if device.account != desk.actor.account && !runs {
            return Err(Failure::NotFound);
        }
        devices::withdraw(&mut desk.tx, &self.device).await?;
        let told = format!("appareil retiré : {} ({})", device.name, device.owner);
        desk.journal("commission", &device.commission, "", told).await?;
        Ok(device.commission)
    }
}

/// The devices of a commission.
#[derive(Debug, Clone)]
pub struct SeeDevices {
    /// The commission.
    pub commission: CommissionId,
}

/// What [`SeeDevices`] shows.
#[derive(Debug, Clone)]
pub struct Devices {
    /// The session: its time zone.
    pub session: Session,
    /// The commission.
    pub commission: Commission,
    /// Its devices, the last prepared first.
    pub devices: Vec<Device>,
    /// The actor is one of the two members, and may prepare a device.
    pub member: bool,
    /// The actor runs the day, and may withdraw any device.
    pub runs: bool,
}

#[async_trait]
impl View for SeeDevices {
    type Output = Devices;
    const ACT: access::Act = access::Act::SeeDevices;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_commission(tx, &self.commission).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<Devices, Failure> {
        let around = sheets::commission_around(&mut desk.tx, &self.commission).await?;
        let (commission, session, members) = found(around)?;
        let subject = found(subjects::of_commission(&mut desk.tx, &self.commission).await?)?;
        let mut devices = devices::of_commission(&mut desk.tx, &self.commission).await?;
        for device in &mut devices {
            // Whether it is withdrawn is shown; the secret itself is the device's alone.
            device.secret = device.secret.take().map(|_| String::new());
        }
        let member = members.iter().any(|member| member.account == desk.actor.account);
        let runs = access::may(&desk.actor, access::Act::ReplaceMember, &subject).is_ok();
        Ok(Devices { session, commission, devices, member, runs })
    }
}
