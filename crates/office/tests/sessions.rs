//! Stories of an authority opening a session.
#![allow(clippy::unwrap_used)]

use exam::Refusal;
use exam::access::{Place, Role};
use jiff::civil::date;
use office::Failure;
use office::acts::sessions::{SeeSession, SetDates};
use world::story;

story!(an_authority_opens_a_session_and_moves_its_dates, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let page = world.office.consult(&authority, SeeSession { session: session.clone() }).await.unwrap();
    assert_eq!(page.session.referential.exam, "E5");
    assert_eq!(page.session.revision, 1);

    let mut dates = page.session.dates.clone();
    dates.dossier_due = date(2026, 4, 10);
    let act = SetDates { session: session.clone(), seen: 1, dates: dates.clone() };
    world.office.perform(&authority, act).await.unwrap();
    dates.dossier_due = date(2026, 4, 17);
    let stale = SetDates { session: session.clone(), seen: 1, dates: dates.clone() };
    assert!(matches!(world.office.perform(&authority, stale).await, Err(Failure::Outdated)));
    dates.orals_to = date(2026, 5, 1);
    let upside_down = SetDates { session, seen: 2, dates };
    let refused = world.office.perform(&authority, upside_down).await;
    assert!(matches!(refused, Err(Failure::Refused(Refusal::DateBefore { .. }))));
});

story!(nobody_else_opens_or_reads_a_session, |world| {
    let authority = world.authority().await;
    let session = world.session(&authority).await;
    let controller = world.in_session("Camille Contrôle", Role::Controller, &session).await;
    let refused = world.office.consult(&controller, SeeSession { session: session.clone() }).await;
    assert!(matches!(refused, Err(Failure::Refused(Refusal::NotAllowed))));
    assert_eq!(controller.grants[0].place, Place::Session(session));
});
