//! Every act and view of keeping and purging, each as somebody would try it. Nothing is old enough: where the right is
//! there, another rule refuses.

use crate::offers::{Things, Tried};
use exam::access::{Act, Actor, Subject};
use exam::candidate::Track;
use jiff::civil::date;
use office::acts::commissions::Perimeter;
use office::acts::retention::{
    AnnouncePurge, AskPurge, HoldDocuments, LiftHold, SeeRetention, SetTrainingEnd,
};
use office::acts::statistics::SeeStatistics;
use world::World;

/// What is tried: its name, its line of the rights, and whether it writes.
pub const OFFERS: &[(&str, Act, bool)] = &[
    ("see retention", Act::SeeRetention, false),
    ("see retention, once", Act::SeeRetention, false),
    ("announce purge", Act::AnnouncePurge, true),
    ("announce purge, once", Act::AnnouncePurge, true),
    ("ask purge", Act::AskPurge, true),
    ("ask purge, once", Act::AskPurge, true),
    ("confirm purge", Act::ConfirmPurge, true),
    ("confirm purge, once", Act::ConfirmPurge, true),
    ("print purge record", Act::SeeRetention, false),
    ("hold documents", Act::HoldDocuments, true),
    ("hold documents, once", Act::HoldDocuments, true),
    ("lift hold", Act::HoldDocuments, true),
    ("set training end", Act::SetTrainingEnd, true),
    ("see statistics", Act::SeeStatistics, false),
    ("export statistics", Act::SeeStatistics, false),
];

/// Tries one of [`OFFERS`]; `None` for a name that is not among them.
pub async fn offer(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let (office, session) = (&world.office, things.session.clone());
    let (plain, once) = name.strip_suffix(", once").map_or((name, false), |plain| (plain, true));
    let candidate = if once { things.one_off.clone() } else { things.candidate.clone() };
    let of_candidate = if once { things.of_one_off() } else { things.of_candidate() };
    let (perimeter, here) = if once {
        let subject = Subject { track: Some(Track::OneOff), ..things.of_session() };
        (Perimeter::Session(session.clone()), subject)
    } else {
        (things.perimeter(), things.of_school())
    };
    let tried = match plain {
        "see retention" => (here, office.consult(who, SeeRetention { perimeter }).await.map(drop)),
        "announce purge" => (here, office.perform(who, AnnouncePurge { perimeter }).await.map(drop)),
        "ask purge" => (here, office.perform(who, AskPurge { perimeter }).await),
        "confirm purge" => (here, office.purge(who, &perimeter, 1).await.map(drop)),
        "print purge record" => (here, office.print_purge(who, &perimeter, "none").await.map(drop)),
        "hold documents" => {
            let act = HoldDocuments { candidate, reason: String::new() };
            (of_candidate, office.perform(who, act).await)
        }
        "lift hold" => (of_candidate, office.perform(who, LiftHold { candidate }).await),
        "set training end" => {
            let act = SetTrainingEnd { session, seen: 99, end: date(2026, 7, 4) };
            (things.of_session(), office.perform(who, act).await)
        }
        "see statistics" => {
            (things.of_session(), office.consult(who, SeeStatistics { session }).await.map(drop))
        }
        "export statistics" => (things.of_session(), office.export_statistics(who, &session).await.map(drop)),
        _ => return None,
    };
    Some(tried)
}
