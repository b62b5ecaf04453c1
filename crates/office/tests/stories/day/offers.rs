//! Every act and view of the day, each as somebody would try it, in CCF and one-off. Noting an arrival or a time again
//! changes nothing that the walk looks at; every other act is refused by another rule.

use crate::offers::{Things, Tried};
use exam::access::{Act, Actor, Subject};
use exam::candidate::{Preparation, Speciality, Track};
use exam::commission::Seat;
use exam::id::{AccountId, CandidateId, CommissionId, DeviceId, SchoolId, SheetId};
use exam::sheet::{Change, Field, Sent};
use exam::sitting::{ExtraTime, Identity, IncidentKind};
use jiff::SignedDuration;
use jiff::civil::date;
use office::acts::devices::{OpenDevice, PrepareDevice, ReportDevice, SeeDevices, WithdrawDevice};
use office::acts::oral::{
    ArrangeTime, KeepTime, Moment, RecordDivergence, RecordIncident, ReplaceMember, SeeArrangement,
    SeeAttendance, SeeIncidents, SeeReplacements, SettleDivergence, TellMissing, WelcomeCandidate, WriteNote,
};
use office::acts::sheets::{SendField, WithdrawScan};
use store::tables::candidates::{self, Candidate};
use store::tables::commissions::{self, Commission};
use store::tables::oral::devices::{self, Device};
use store::tables::sheets::{self, Sitting};
use world::World;

/// What is tried: its name, its line of the rights, and whether it writes.
pub const OFFERS: &[(&str, Act, bool)] = &[
    ("keep time", Act::KeepTime, true),
    ("welcome", Act::WelcomeCandidate, true),
    ("welcome, once", Act::WelcomeCandidate, true),
    ("arrange time", Act::ArrangeTime, true),
    ("arrange time, once", Act::ArrangeTime, true),
    ("see arrangement", Act::ArrangeTime, false),
    ("see arrangement, once", Act::ArrangeTime, false),
    ("tell missing", Act::TellMissing, true),
    ("record incident", Act::RecordIncident, true),
    ("record incident, once", Act::RecordIncident, true),
    ("see incidents", Act::SeeIncidents, false),
    ("see incidents, once", Act::SeeIncidents, false),
    ("keep note", Act::KeepNote, true),
    ("replace member", Act::ReplaceMember, true),
    ("replace member, once", Act::ReplaceMember, true),
    ("see replacements", Act::ReplaceMember, false),
    ("attendance", Act::PrintAttendance, false),
    ("attendance, once", Act::PrintAttendance, false),
    ("prepare device", Act::PrepareDevice, true),
    ("open device", Act::OpenDevice, false),
    ("report device", Act::OpenDevice, true),
    ("see devices", Act::SeeDevices, false),
    ("see devices, once", Act::SeeDevices, false),
    ("withdraw device", Act::WithdrawDevice, true),
    ("withdraw device, once", Act::WithdrawDevice, true),
    ("send field", Act::WriteSheet, true),
    ("scan paper", Act::ScanPaper, true),
    ("withdraw scan", Act::ScanPaper, true),
    ("record divergence", Act::RecordDivergence, true),
    ("settle divergence", Act::SettleDivergence, true),
];

/// A sitting with everything its rights need.
struct Place {
    commission: CommissionId,
    candidate: CandidateId,
    sheet: SheetId,
    device: DeviceId,
    /// The candidate's.
    school: SchoolId,
    of_commission: Subject,
    owner: AccountId,
}

impl Place {
    fn of_candidate(&self) -> Subject {
        let (school, candidate) = (Some(self.school.clone()), Some(self.candidate.clone()));
        Subject { school, candidate, ..self.of_commission.clone() }
    }
}

/// Two sittings: one in CCF, one one-off.
pub struct OralThings {
    continuous: Place,
    one_off: Place,
}

impl OralThings {
    /// The sitting of the walk, and one more beside it that is sat one-off.
    pub async fn new(world: &World, things: &Things) -> Self {
        let mut tx = world.db.write().await.unwrap();
        let known = commissions::find(&mut tx, &things.commission).await.unwrap().unwrap();
        let sitting = sheets::of_candidate(&mut tx, &things.candidate).await.unwrap().unwrap();
        let candidate = candidates::find(&mut tx, &things.candidate).await.unwrap().unwrap();
        let one_off = Candidate {
            id: CandidateId::from("sacha"),
            school: Some(things.voltaire.clone()),
            account: None,
            number: "05".to_owned(),
            family_name: "BERNARD".to_owned(),
            given_names: "Sacha".to_owned(),
            preparation: Preparation::School,
            speciality: Speciality::Slam,
            track: Track::OneOff,
            ..candidate
        };
        candidates::upsert(&mut tx, &one_off).await.unwrap();
        let commission = Commission {
            id: CommissionId::from("one-off"),
            school: None,
            number: "V1".to_owned(),
            track: Track::OneOff,
            held_on: date(2026, 5, 19),
            ..known
        };
        commissions::insert(&mut tx, &commission).await.unwrap();
        let second = Sitting {
            sheet: SheetId::from("one-off sheet"),
            candidate: one_off.id.clone(),
            commission: commission.id.clone(),
            starts_at: "2026-05-19T06:00:00Z".parse().unwrap(),
        };
        sheets::insert(&mut tx, &second).await.unwrap();
        let somebody = things.somebody();
        for (id, commission) in [("device", &things.commission), ("one-off device", &commission.id)] {
            devices::insert(&mut tx, &device(id, &somebody, commission)).await.unwrap();
        }
        tx.commit().await.unwrap();
        let of_commission = Subject { commission: Some(things.commission.clone()), ..things.of_school() };
        let continuous = Place {
            commission: things.commission.clone(),
            candidate: things.candidate.clone(),
            sheet: sitting.sheet,
            device: "device".into(),
            school: things.zay.clone(),
            of_commission,
            owner: somebody.account.clone(),
        };
        let of_commission = Subject {
            commission: Some(commission.id.clone()),
            track: Some(Track::OneOff),
            ..things.of_session()
        };
        let one_off = Place {
            commission: commission.id,
            candidate: one_off.id,
            sheet: second.sheet,
            device: "one-off device".into(),
            school: things.voltaire.clone(),
            of_commission,
            owner: somebody.account,
        };
        Self { continuous, one_off }
    }
}

/// Somebody's device.
fn device(id: &str, owner: &Actor, commission: &CommissionId) -> Device {
    let at = "2026-05-18T06:00:00Z".parse().unwrap();
    Device {
        id: id.into(),
        account: owner.account.clone(),
        owner: owner.name.clone(),
        commission: commission.clone(),
        name: "Un navigateur".to_owned(),
        secret: Some("00".to_owned()),
        prepared_at: at,
        seen_at: at,
        pending: 0,
    }
}

/// Tries one of [`OFFERS`].
pub async fn offer(world: &World, things: &OralThings, name: &str, who: &Actor) -> Option<Tried> {
    let (name, place) = match name.strip_suffix(", once") {
        Some(name) => (name, &things.one_off),
        None => (name, &things.continuous),
    };
    if let Some(tried) = on_sheet(world, place, name, who).await {
        return Some(tried);
    }
    match on_device(world, place, name, who).await {
        Some(tried) => Some(tried),
        None => on_commission(world, place, name, who).await,
    }
}

async fn on_sheet(world: &World, place: &Place, name: &str, who: &Actor) -> Option<Tried> {
    let (office, sheet, candidate) = (&world.office, place.sheet.clone(), place.candidate.clone());
    let nothing = String::new;
    let answer = match name {
        "scan paper" => {
            let files = vec![("grille.pdf".to_owned(), b"%PDF-1.7".to_vec())];
            office.scan_paper(who, &sheet, files).await
        }
        "withdraw scan" => office.perform(who, WithdrawScan { sheet, scan: "none".into() }).await,
        "keep time" => {
            let (part, moment) = ("nothing".to_owned(), Moment::Start);
            office.perform(who, KeepTime { sheet, part, moment, ago: SignedDuration::ZERO }).await
        }
        "welcome" => {
            office
                .perform(
                    who,
                    WelcomeCandidate { sheet, identity: Identity::Passport, ago: SignedDuration::ZERO },
                )
                .await
        }
        "arrange time" => office.perform(who, ArrangeTime { candidate, extra: ExtraTime::NONE }).await,
        "see arrangement" => office.consult(who, SeeArrangement { candidate }).await.map(drop),
        "tell missing" => office.perform(who, TellMissing { candidate }).await,
        "keep note" => {
            let act = WriteNote { sheet, seen: 99, text: "x".to_owned() };
            office.perform(who, act).await.map(drop)
        }
        "send field" => {
            let change = Change { field: Field::Mark, seen: 9, value: "2000".to_owned() };
            let sent = Sent { id: "x".to_owned(), typed_at: None };
            office.perform(who, SendField { sheet, change, sent }).await.map(drop)
        }
        "record divergence" => office.perform(who, RecordDivergence { sheet, reason: nothing() }).await,
        "settle divergence" => {
            office.perform(who, SettleDivergence { sheet, settlement: "13".to_owned() }).await
        }
        _ => return None,
    };
    Some((place.of_candidate(), answer))
}

async fn on_commission(world: &World, place: &Place, name: &str, who: &Actor) -> Option<Tried> {
    let (office, commission) = (&world.office, place.commission.clone());
    let answer = match name {
        "record incident" => {
            let (kind, text) = (IncidentKind::Remark, String::new());
            office.perform(who, RecordIncident { commission, candidate: None, kind, text }).await
        }
        "see incidents" => office.consult(who, SeeIncidents { commission }).await.map(drop),
        "replace member" => {
            let (leaving, arriving) = ("nobody".into(), "nobody".into());
            let (seat, reason) = (Seat::Second, String::new());
            office.perform(who, ReplaceMember { commission, seat, leaving, arriving, reason }).await
        }
        "see replacements" => {
            office.consult(who, SeeReplacements { commission, seat: Seat::Lead }).await.map(drop)
        }
        "prepare device" => {
            let name = "Un navigateur".to_owned();
            office.perform(who, PrepareDevice { commission, name }).await.map(drop)
        }
        "see devices" => office.consult(who, SeeDevices { commission }).await.map(drop),
        "attendance" => office.consult(who, SeeAttendance { commission }).await.map(drop),
        _ => return None,
    };
    Some((place.of_commission.clone(), answer))
}

/// A device's subject has its owner.
async fn on_device(world: &World, place: &Place, name: &str, who: &Actor) -> Option<Tried> {
    let (office, device) = (&world.office, place.device.clone());
    let answer = match name {
        "open device" => office.consult(who, OpenDevice { device }).await.map(drop),
        "report device" => office.perform(who, ReportDevice { device, pending: 1 }).await.map(drop),
        "withdraw device" => office.perform(who, WithdrawDevice { device }).await.map(drop),
        _ => return None,
    };
    let account = Some(place.owner.clone());
    Some((Subject { account, ..place.of_commission.clone() }, answer))
}
