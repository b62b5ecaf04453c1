//! Every act and view of the transmission, each as somebody would try it. Nothing is complete and nothing was sent: where
//! the right is there, another rule refuses.

use crate::offers::{Things, Tried};
use exam::access::{Act, Actor, Subject};
use exam::candidate::Track;
use office::acts::perimeter::Perimeter;
use office::acts::transmission::{SeeBundle, SeeTransmissions, SetTransmissionDate, SignBundle};
use world::World;

/// What is tried: its name, its line of the rights, and whether it writes.
pub const OFFERS: &[(&str, Act, bool)] = &[
    ("set transmission date", Act::SetDates, true),
    ("see transmissions", Act::SeeTransmissions, false),
    ("see bundle", Act::SeeBundle, false),
    ("see bundle, one-off", Act::SeeBundle, false),
    ("sign bundle", Act::SignBundle, true),
    ("send bundle", Act::SendBundle, true),
    ("send bundle, one-off", Act::SendBundle, true),
    ("receive bundle", Act::ReceiveBundle, true),
    ("receive bundle, one-off", Act::ReceiveBundle, true),
    ("check bundle", Act::ReceiveBundle, true),
    ("open bundle", Act::OpenBundle, true),
    ("open bundle, one-off", Act::OpenBundle, true),
    ("print bundle bordereau", Act::OpenBundle, false),
    ("print bundle bordereau, one-off", Act::OpenBundle, false),
    ("print transmission", Act::SeeBundle, false),
    ("export marks", Act::ExportMarks, false),
    ("export marks as text", Act::ExportMarks, false),
];

/// Tries one of [`OFFERS`]; `None` for a name that is not among them.
pub async fn offer(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let (office, session) = (&world.office, things.session.clone());
    let (plain, alone) = name.strip_suffix(", one-off").map_or((name, false), |plain| (plain, true));
    let (perimeter, here) = if alone {
        let subject = Subject { track: Some(Track::OneOff), ..things.of_session() };
        (Perimeter::Session(session.clone()), subject)
    } else {
        (things.perimeter(), things.of_school())
    };
    let in_session = Subject { track: Some(Track::OneOff), ..things.of_session() };
    Some(match plain {
        "set transmission date" => {
            let act = SetTransmissionDate { session, seen: 99, due: None };
            (things.of_session(), office.perform(who, act).await)
        }
        "see transmissions" => {
            (things.of_session(), office.consult(who, SeeTransmissions { session }).await.map(drop))
        }
        "see bundle" => (here, office.consult(who, SeeBundle { perimeter }).await.map(drop)),
        "sign bundle" => {
            let act = SignBundle { school: things.zay.clone(), seen: String::new() };
            (here, office.perform(who, act).await)
        }
        "send bundle" => (here, office.send_bundle(who, &perimeter).await.map(drop)),
        "receive bundle" => (here, office.receive_bundle(who, &perimeter, "none").await),
        "check bundle" => {
            let file = super::arrived(world, b"bonjour").await;
            (in_session, office.check_bundle(who, &session, ("a.zip", file)).await.map(drop))
        }
        "open bundle" => (here, office.open_bundle(who, &perimeter, "none").await.map(drop)),
        "print bundle bordereau" => (here, office.print_bundle_bordereau(who, &perimeter).await.map(drop)),
        "print transmission" => (here, office.print_transmission(who, &perimeter, "none").await.map(drop)),
        "export marks" => (things.of_session(), office.export_marks(who, &session).await.map(drop)),
        "export marks as text" => {
            (things.of_session(), office.export_marks_csv(who, &session).await.map(drop))
        }
        _ => return None,
    })
}
