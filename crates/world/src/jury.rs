//! A jury that is nominated, there, and in deliberation.

use crate::World;
use exam::access::{Actor, Grant, Place, Role};
use exam::deliberation::Side;
use exam::id::SessionId;
use office::acts::jury::{
    CloseDeliberation, NominateJury, OpenDeliberation, SeeDeliberation, SignMinutes, TakeAttendance,
};

impl World {
    /// The president of the jury, whose deliberation is open: with one professional, who is there.
    pub async fn president(&self, session: &SessionId) -> Actor {
        let president = self.president_alone(session).await;
        let member = self.in_session("Paul Profession", Role::JuryMember, session).await;
        self.nominated(session, &[(&president, Side::Teacher), (&member, Side::Professional)]).await;
        self.present(&president, session, &[&president, &member]).await;
        let open = OpenDeliberation { session: session.clone(), reason: String::new() };
        self.office.perform(&president, open).await.unwrap();
        president
    }

    /// The president of a jury that is not nominated yet.
    pub async fn president_alone(&self, session: &SessionId) -> Actor {
        self.in_session("Hélène Jury", Role::JuryPresident, session).await
    }

    /// The authority nominates the jury.
    pub async fn nominated(&self, session: &SessionId, jury: &[(&Actor, Side)]) {
        let grants = vec![Grant { role: Role::Authority, place: Place::Session(session.clone()) }];
        let nominates = self.person("Nora Nominations", grants).await;
        let jury = jury.iter().map(|(one, side)| (one.account.clone(), *side)).collect();
        self.office.perform(&nominates, NominateJury { session: session.clone(), jury }).await.unwrap();
    }

    /// The president notes who is there.
    pub async fn present(&self, president: &Actor, session: &SessionId, present: &[&Actor]) {
        let present = present.iter().map(|one| one.account.clone()).collect();
        let act = TakeAttendance { session: session.clone(), present };
        self.office.perform(president, act).await.unwrap();
    }

    /// The deliberation is closed, and the minutes are signed as they stand.
    pub async fn signed(&self, president: &Actor, session: &SessionId) {
        self.office.perform(president, CloseDeliberation { session: session.clone() }).await.unwrap();
        let seen =
            self.office.consult(president, SeeDeliberation { session: session.clone() }).await.unwrap();
        let act = SignMinutes { session: session.clone(), seen: seen.minutes };
        self.office.perform(president, act).await.unwrap();
    }
}
