//! The rights: every act and every view, by every role. What `exam::access::RIGHTS` does not give is refused.

use super::claims;
use super::convocations::{self, Sent};
use super::day::{self, OralThings};
use super::forms;
use super::harmonisation;
use super::offers::{OFFERS, Things, offer};
use super::timetable;
use super::{jury, optional, retention, transmission};
use exam::Refusal;
use exam::access::{Act, Actor, Grant, Place, RIGHTS, Role, may};
use office::Failure;
use std::collections::BTreeSet;
use world::{World, story};

/// Where a role is held: in what is acted upon, next to it, and everywhere.
fn places(role: Role, things: &Things) -> Vec<Place> {
    let pair = |mine: Place, other: Place| vec![mine, other, Place::Everywhere];
    match role {
        Role::HeadOfSchool | Role::Teacher => {
            pair(Place::School(things.zay.clone()), Place::School(things.voltaire.clone()))
        }
        Role::Examiner => {
            pair(Place::Commission(things.commission.clone()), Place::Commission("another".into()))
        }
        Role::Candidate => {
            pair(Place::Candidate(things.candidate.clone()), Place::Candidate("another".into()))
        }
        _ => pair(Place::Session(things.session.clone()), Place::Session("another".into())),
    }
}

/// One account, with one role after another.
async fn walkers(world: &World, things: &Things) -> Vec<Actor> {
    let person = world.person("Passe Partout", vec![]).await;
    let mut walkers = vec![person.clone()];
    for role in Role::ALL {
        for place in places(*role, things) {
            walkers.push(Actor { grants: vec![Grant { role: *role, place }], ..person.clone() });
        }
    }
    walkers
}

async fn lines(world: &World) -> usize {
    let mut tx = world.db.read().await.unwrap();
    let count = tx.one("SELECT COUNT(*) AS n FROM journal", &[]).await.unwrap().int("n").unwrap();
    usize::try_from(count).unwrap()
}

story!(what_no_right_gives_is_refused_and_journaled_for_every_act_and_role, |world| {
    let things = Things::new(&world).await;
    let oral = OralThings::new(&world, &things).await;
    timetable::drafts(&world, &things).await;
    let sent = Sent::new(&world, &things).await;
    let all = || {
        let apart = [
            day::OFFERS,
            optional::OFFERS,
            convocations::OFFERS,
            harmonisation::OFFERS,
            retention::OFFERS,
            jury::OFFERS,
            claims::OFFERS,
            forms::OFFERS,
            timetable::OFFERS,
            transmission::OFFERS,
        ];
        OFFERS.iter().chain(apart.into_iter().flatten())
    };
    let mut given = BTreeSet::new();
    for walker in walkers(&world, &things).await {
        for (name, act, writes) in all() {
            let before = lines(&world).await;
            let mut tried = day::offer(&world, &oral, name, &walker).await;
            if tried.is_none() {
                tried = optional::offer(&world, &things, name, &walker).await;
            }
            if tried.is_none() {
                tried = claims::offer(&world, &things, name, &walker).await;
            }
            if tried.is_none() {
                tried = forms::offer(&world, &things, name, &walker).await;
            }
            if tried.is_none() {
                tried = timetable::offer(&world, &things, name, &walker).await;
            }
            if tried.is_none() {
                tried = convocations::offer(&world, (&things, &sent), name, &walker).await;
            }
            if tried.is_none() {
                tried = harmonisation::offer(&world, &things, name, &walker).await;
            }
            if tried.is_none() {
                tried = retention::offer(&world, &things, name, &walker).await;
            }
            if tried.is_none() {
                tried = jury::offer(&world, &things, name, &walker).await;
            }
            if tried.is_none() {
                tried = transmission::offer(&world, &things, name, &walker).await;
            }
            let (subject, answer) = match tried {
                Some(tried) => tried,
                None => offer(&world, &things, name, &walker).await,
            };
            let told = format!("{name} ({}) by {:?}", act.code(), walker.grants);
            if may(&walker, *act, &subject).is_ok() {
                given.insert((*act, walker.grants[0].role));
                let denied = matches!(&answer, Err(Failure::Refused(Refusal::NotAllowed)));
                assert!(!denied, "{told}: the table gives it");
                assert!(!matches!(&answer, Err(Failure::Fault(_))), "{told}: {answer:?}");
                continue;
            }
            let denied = matches!(&answer, Err(Failure::Refused(Refusal::NotAllowed)));
            assert!(denied, "{told}: the table does not give it, the answer is {answer:?}");
            assert_eq!(lines(&world).await - before, usize::from(*writes), "{told}: one line of the journal");
        }
    }
    let table: BTreeSet<_> = RIGHTS.iter().map(|right| (right.act, right.role)).collect();
    let met: BTreeSet<_> = all().map(|(_, act, _)| *act).collect();
    let unmet: Vec<_> = Act::ALL.iter().filter(|act| !met.contains(act)).collect();
    let apart = [&Act::ChangeEmail, &Act::SeeJournal];
    assert_eq!(unmet, apart, "one's own address takes no other account; the journal has no view yet");
    let missed: Vec<_> = table.difference(&given).copied().collect();
    let unused = [(Act::SeeJournal, Role::JuryPresident)];
    assert_eq!(missed, unused, "the line of the table that no view uses yet");
    world.journal_is_whole().await;
});

story!(everybody_has_a_page_of_what_waits, |world| {
    let things = Things::new(&world).await;
    for walker in walkers(&world, &things).await {
        let reached = walker.grants.iter().all(|grant| match &grant.place {
            Place::Session(id) => *id == things.session,
            Place::School(_) | Place::Everywhere => true,
            Place::Commission(id) => *id == things.commission,
            Place::Candidate(id) => *id == things.candidate,
        });
        if reached {
            let duties = world.office.duties(&walker).await;
            assert!(duties.is_ok(), "{:?}: {duties:?}", walker.grants);
        }
    }
});
