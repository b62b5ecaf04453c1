//! Every act and view of the optional exam, and the papers of the jury, each as somebody would try it. Nobody is
//! registered: where the right is there, another rule refuses.

use crate::offers::{Things, Tried};
use exam::access::{Act, Actor, Subject};
use exam::candidate::Track;
use exam::sitting::{Answer, Request};
use jiff::civil::date;
use office::acts::commissions::Perimeter;
use office::acts::optional::{
    AnswerRequest, DecideOptionalMark, OpenOptional, SeeOwnOptionalResult, SeeRequest, SeeRequestDate,
    SeeRequests, SetRequestDate, WriteRequest,
};
use world::World;

/// What is tried: its name, its line of the rights, and whether it writes.
pub const OFFERS: &[(&str, Act, bool)] = &[
    ("write request", Act::WriteRequest, true),
    ("answer request", Act::AnswerRequest, true),
    ("answer request, once", Act::AnswerRequest, true),
    ("see request", Act::SeeRequest, false),
    ("see request, once", Act::SeeRequest, false),
    ("print request", Act::SeeRequest, false),
    ("see requests", Act::AnswerRequest, false),
    ("see requests, once", Act::AnswerRequest, false),
    ("open optional", Act::OpenOptional, true),
    ("set request date", Act::SetDates, true),
    ("see request date", Act::SeeSession, false),
    ("decide optional mark", Act::DecideMark, true),
    ("see own optional result", Act::SeeOwnResult, false),
    ("print bordereau", Act::SeeJury, false),
    ("print minutes", Act::SeeJury, false),
];

/// Tries one of [`OFFERS`]; `None` for a name that is not among them.
pub async fn offer(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let (office, session) = (&world.office, things.session.clone());
    let (plain, once) = name.strip_suffix(", once").map_or((name, false), |plain| (plain, true));
    let candidate = if once { things.one_off.clone() } else { things.candidate.clone() };
    let of_candidate = if once { things.of_one_off() } else { things.of_candidate() };
    let answer = match plain {
        "write request" => {
            let act = WriteRequest { candidate, seen: 0, request: Request::default(), send: false };
            office.perform(who, act).await.map(drop)
        }
        "answer request" => {
            let (answer, reason) = (Answer::Accepted, String::new());
            office.perform(who, AnswerRequest { candidate, seen: 0, answer, reason }).await
        }
        "see request" => office.consult(who, SeeRequest { candidate }).await.map(drop),
        "print request" => office.print_request(who, &candidate).await.map(drop),
        "decide optional mark" => {
            let act = DecideOptionalMark { candidate, mark: "12".to_owned(), remark: String::new() };
            office.perform(who, act).await.map(drop)
        }
        "see own optional result" => office.consult(who, SeeOwnOptionalResult { candidate }).await.map(drop),
        "open optional" => office.perform(who, OpenOptional { candidate }).await.map(drop),
        "see requests" => {
            let (perimeter, subject) = if once {
                let subject = Subject { track: Some(Track::OneOff), ..things.of_session() };
                (Perimeter::Session(session), subject)
            } else {
                (things.perimeter(), things.of_school())
            };
            return Some((subject, office.consult(who, SeeRequests { perimeter }).await.map(drop)));
        }
        _ => return of_session(world, things, name, who).await,
    };
    Some((of_candidate, answer))
}

async fn of_session(world: &World, things: &Things, name: &str, who: &Actor) -> Option<Tried> {
    let (office, session) = (&world.office, things.session.clone());
    let answer = match name {
        "set request date" => {
            office.perform(who, SetRequestDate { session, seen: 99, due: date(2026, 4, 5) }).await
        }
        "see request date" => office.consult(who, SeeRequestDate { session }).await.map(drop),
        "print bordereau" => office.print_bordereau(who, &session, None).await.map(drop),
        "print minutes" => office.print_minutes(who, &session).await.map(drop),
        _ => return None,
    };
    Some((things.of_session(), answer))
}
