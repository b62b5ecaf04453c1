//! Every act and view of the deliberation, each as somebody would try it; where the right is there, another rule
//! refuses, or nothing changes.

use crate::offers::{Things, Tried};
use exam::access::{Act, Actor};
use exam::deliberation::Side;
use office::acts::jury::{
    CloseDeliberation, NominateJury, OpenDeliberation, SeeDeliberation, SeeJuryRoom, SeeMinutes,
    SeeNominations, SignMinutes, TakeAttendance, WriteRemark,
};
use world::World;

/// What is tried: its name, its line of the rights, and whether it writes.
pub const OFFERS: &[(&str, Act, bool)] = &[
    ("nominate jury", Act::NominateJury, true),
    ("see nominations", Act::NominateJury, false),
    ("take attendance", Act::HoldDeliberation, true),
    ("open deliberation", Act::HoldDeliberation, true),
    ("close deliberation", Act::HoldDeliberation, true),
    ("write remark", Act::WriteRemark, true),
    ("sign minutes", Act::SignMinutes, true),
    ("see deliberation", Act::SeeJury, false),
    ("see minutes", Act::SeeJury, false),
    ("see room", Act::SeeJury, false),
];

/// Tries one of [`OFFERS`].
pub async fn offer(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let (office, session) = (&world.office, things.session.clone());
    let answer = match name {
        "nominate jury" => {
            let jury = vec![("nobody".into(), Side::Teacher)];
            office.perform(who, NominateJury { session, jury }).await
        }
        "see nominations" => office.consult(who, SeeNominations { session }).await.map(drop),
        "take attendance" => office.perform(who, TakeAttendance { session, present: vec![] }).await,
        "open deliberation" => {
            office.perform(who, OpenDeliberation { session, reason: String::new() }).await.map(drop)
        }
        "close deliberation" => office.perform(who, CloseDeliberation { session }).await,
        "sign minutes" => office.perform(who, SignMinutes { session, seen: String::new() }).await,
        "see deliberation" => office.consult(who, SeeDeliberation { session }).await.map(drop),
        "see minutes" => office.consult(who, SeeMinutes { session }).await.map(drop),
        "see room" => {
            let view = SeeJuryRoom { candidate: things.candidate.clone(), left: true };
            return Some((things.of_candidate(), office.consult(who, view).await.map(drop)));
        }
        "write remark" => {
            let act = WriteRemark { candidate: things.candidate.clone(), text: " ".to_owned() };
            return Some((things.of_candidate(), office.perform(who, act).await));
        }
        _ => return None,
    };
    Some((things.of_session(), answer))
}
