//! The jury of the demonstration: nominated, there, in deliberation.

use super::people::create;
use super::stage::Stage;
use exam::access::{Actor, Grant, Place, Role};
use exam::deliberation::Side;
use office::acts::jury::{
    CloseDeliberation, NominateJury, OpenDeliberation, SeeDeliberation, SignMinutes, TakeAttendance,
};
use office::{Failure, Office};

/// The jury of a session with one professional, whose account is created; its deliberation is open.
pub async fn opened(
    stage: &Stage<'_>,
    office: &Office,
    president: &Actor,
    (login, name): (&str, &str),
) -> Result<(), Failure> {
    let (session, place) = (stage.session.clone(), Place::Session(stage.session.clone()));
    let member = create(office, login, name, vec![Grant { role: Role::JuryMember, place }]).await?;
    let present = vec![president.account.clone(), member.account.clone()];
    let jury = present.iter().cloned().zip([Side::Teacher, Side::Professional]).collect();
    office.perform(&stage.authority, NominateJury { session: session.clone(), jury }).await?;
    office.perform(president, TakeAttendance { session: session.clone(), present }).await?;
    office.perform(president, OpenDeliberation { session, reason: String::new() }).await.map(drop)
}

/// The deliberation is closed, its minutes are signed.
pub async fn signed(stage: &Stage<'_>, office: &Office, president: &Actor) -> Result<(), Failure> {
    let session = stage.session.clone();
    office.perform(president, CloseDeliberation { session: session.clone() }).await?;
    let seen = office.consult(president, SeeDeliberation { session: session.clone() }).await?.minutes;
    office.perform(president, SignMinutes { session, seen }).await
}
