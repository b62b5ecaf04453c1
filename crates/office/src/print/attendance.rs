//! « Feuille d’émargement ».

use super::press;
use crate::acts::jury::titled;
use crate::acts::oral::{Attendance, Expected, SeeAttendance};
use crate::{Failure, Office};
use exam::access::Actor;
use exam::french;
use exam::id::CommissionId;
use exam::sitting::ExtraTime;
use papers::{AttendanceLine, AttendancePaper};

impl Office {
    /// The attendance sheet of a commission, to be signed, as PDF.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such commission, or a fault.
    pub async fn print_attendance(
        &self,
        actor: &Actor,
        commission: &CommissionId,
    ) -> Result<Vec<u8>, Failure> {
        let seen = self.consult(actor, SeeAttendance { commission: commission.clone() }).await?;
        let printed = self.printed(&seen.session).words;
        let paper = paper(&seen, printed);
        press(move || papers::attendance(&paper)).await
    }
}

fn paper(seen: &Attendance, printed: String) -> AttendancePaper {
    let (session, commission) = (&seen.session, &seen.commission);
    let line = |one: &Expected| AttendanceLine {
        hour: french::hour_of(one.seated.sitting.starts_at, &session.zone),
        number: one.seated.candidate.number.clone(),
        name: one.seated.candidate.full_name(),
        remark: match one.extra {
            ExtraTime::NONE => String::new(),
            extra => format!("Temps majoré : {extra}"),
        },
    };
    AttendancePaper {
        session: titled(session),
        academy: session.academy.clone(),
        commission: commission.number.clone(),
        day: french::day(commission.held_on),
        room: commission.room.clone(),
        members: seen.members.iter().map(|one| (one.name.clone(), one.quality.label().to_owned())).collect(),
        lines: seen.expected.iter().map(line).collect(),
        printed,
    }
}
