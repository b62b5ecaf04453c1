//! Every act and view of convocations, each as somebody would try it.

use crate::offers::{Things, Tried};
use exam::access::{Act, Actor, Subject};
use exam::candidate::Track;
use exam::convocation::{Call, Instructions};
use exam::id::{ConvocationId, NoticeId};
use jiff::civil::date;
use office::acts::commissions::Perimeter;
use office::acts::convocations::{
    Addressee, Chase, CloseWalls, Convene, Convocation, SeeConvocation, SeeConvocations, SeeDoors,
    WriteInstructions,
};
use store::tables::convocations;
use world::World;

/// What is tried: its name, its line of the rights, and whether it writes.
pub const OFFERS: &[(&str, Act, bool)] = &[
    ("convene", Act::Convene, true),
    ("convene, once", Act::Convene, true),
    ("chase", Act::Convene, true),
    ("write instructions", Act::Convene, true),
    ("open wall", Act::Convene, true),
    ("close walls", Act::Convene, true),
    ("see convocations", Act::Convene, false),
    ("see convocations, once", Act::Convene, false),
    ("see doors", Act::Convene, false),
    ("print doors", Act::Convene, false),
    ("print rooms", Act::Convene, false),
    ("see convocation", Act::SeeConvocation, false),
    ("see convocation, once", Act::SeeConvocation, false),
    ("print convocation", Act::SeeConvocation, false),
];

/// Noor's convocation in CCF, and Alix's to the session.
pub struct Sent {
    own: ConvocationId,
    once: ConvocationId,
}

impl Sent {
    /// As they would have been sent.
    pub async fn new(world: &World, things: &Things) -> Self {
        let sent = |id: &str, to, notice: &NoticeId, by| Convocation {
            id: id.into(),
            to: Addressee::Candidate(to),
            number: 1,
            calls: vec![Call {
                commission: "Z1".into(),
                room: "B 204".into(),
                starts_at: world.office.now(),
                ends_at: world.office.now(),
                with: String::new(),
            }],
            instructions: Instructions::default(),
            notice: notice.clone(),
            sent_by: by,
            sent_at: world.office.now(),
            read_at: None,
            chased_at: None,
        };
        let by = world.person("Paule Convoque", vec![]).await.account;
        let own = sent("own", things.candidate.clone(), &things.notice, by.clone());
        let once = sent("once", things.one_off.clone(), &things.notice, by);
        let mut tx = world.db.write().await.unwrap();
        convocations::insert(&mut tx, ("school", things.zay.as_str()), &own).await.unwrap();
        convocations::insert(&mut tx, ("session", things.session.as_str()), &once).await.unwrap();
        tx.commit().await.unwrap();
        Self { own: own.id, once: once.id }
    }
}

/// Tries one of [`OFFERS`]; `None` for a name that is not among them.
pub async fn offer(
    world: &World,
    (things, sent): (&Things, &Sent),
    name: &str,
    who: &Actor,
) -> Option<Tried> {
    let office = &world.office;
    let (plain, once) = name.strip_suffix(", once").map_or((name, false), |plain| (plain, true));
    let in_session = Subject { track: Some(Track::OneOff), ..things.of_session() };
    let (perimeter, place) = if once {
        (Perimeter::Session(things.session.clone()), in_session.clone())
    } else {
        (things.perimeter(), things.of_school())
    };
    let day = date(2026, 5, 18);
    let answer = match plain {
        "convene" => office.perform(who, Convene { perimeter, seen: 99 }).await.map(drop),
        "chase" => office.perform(who, Chase { perimeter }).await.map(drop),
        "write instructions" => {
            let act = WriteInstructions { perimeter, seen: 99, instructions: Instructions::default() };
            office.perform(who, act).await
        }
        "open wall" => office.open_wall(who, &perimeter).await.map(drop),
        "close walls" => office.perform(who, CloseWalls { perimeter }).await.map(drop),
        "see convocations" => office.consult(who, SeeConvocations { perimeter }).await.map(drop),
        "see doors" => office.consult(who, SeeDoors { perimeter, day }).await.map(drop),
        "print doors" => office.print_doors(who, &perimeter, day).await.map(drop),
        "print rooms" => office.print_rooms(who, &perimeter, day).await.map(drop),
        "see convocation" | "print convocation" => {
            let (id, candidate, place) = if once {
                (&sent.once, &things.one_off, in_session)
            } else {
                (&sent.own, &things.candidate, things.of_school())
            };
            let subject = Subject { candidate: Some(candidate.clone()), ..place };
            let answer = if plain == "print convocation" {
                office.print_convocation(who, id).await.map(drop)
            } else {
                office.consult(who, SeeConvocation { convocation: id.clone() }).await.map(drop)
            };
            return Some((subject, answer));
        }
        _ => return None,
    };
    Some((place, answer))
}
