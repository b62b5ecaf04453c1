//! Blank grids, to be filled in by hand where nothing else works.

use super::{press, who};
use crate::acts::oral::{Attendance, Expected, SeeAttendance};
use crate::{Failure, Office};
use exam::access::Actor;
use exam::grid::Profile;
use exam::id::CommissionId;
use papers::{Printed, SheetPaper};

impl Office {
    /// The blank grid of each candidate whom a commission expects, in the order of the day, as one PDF. Nothing that was
    /// written on a sheet is in it.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such commission, nobody expected, or a fault.
    pub async fn print_blank_grids(&self, actor: &Actor, id: &CommissionId) -> Result<Vec<u8>, Failure> {
        let seen = self.consult(actor, SeeAttendance { commission: id.clone() }).await?;
        let printed = self.printed(&seen.session);
        let papers: Vec<_> = seen.expected.iter().map(|one| blank(&seen, one, &printed)).collect();
        let Some(_) = papers.first() else { return Err(Failure::NotFound) };
        press(move || papers::grids(&papers).map(Option::unwrap_or_default)).await
    }
}

fn blank(seen: &Attendance, one: &Expected, printed: &Printed) -> SheetPaper {
    let (session, commission, candidate) = (&seen.session, &seen.commission, &one.seated.candidate);
    SheetPaper {
        referential: session.referential.clone(),
        session: session.year,
        academy: session.academy.clone(),
        candidate: who(candidate),
        track: candidate.track,
        speciality: candidate.speciality,
        commission_number: commission.number.clone(),
        date: Some(commission.held_on),
        members: seen.members.iter().map(|member| member.name.clone()).collect(),
        profile: Profile::default(),
        calculation: None,
        penalties: vec![],
        observations: vec![],
        appraisal: String::new(),
        visas: vec![],
        printed: Printed {
            words: format!("Grilles vierges, dans l’ordre des passages. {}", printed.words),
            ..printed.clone()
        },
        draft: false,
    }
}
