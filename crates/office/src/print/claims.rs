//! Form 6-4, the candidate's copy: printed from what was given to read, and from nothing else of the sheet (E4-31).

use super::{press, who};
use crate::acts::claims::{OwnAppraisal, SeeOwnAppraisal};
use crate::{Failure, Office};
use exam::access::Actor;
use exam::claim::MASK;
use exam::french;
use exam::grid::Profile;
use exam::id::CandidateId;
use papers::{Printed, SheetPaper, VisaLine};

impl Office {
    /// One's own appraisal as it was given, with the mark that the jury decided, as PDF.
    ///
    /// # Errors
    /// [`Failure`]: no right, nothing given or not read yet, or a fault.
    pub async fn print_own_appraisal(
        &self,
        actor: &Actor,
        candidate: &CandidateId,
    ) -> Result<Vec<u8>, Failure> {
        let seen = self.consult(actor, SeeOwnAppraisal { candidate: candidate.clone() }).await?;
        let mut printed = self.printed(&seen.session);
        if seen.given.masked > 0 {
            printed.words = format!("{} ; {MASK} : passage qui n’est pas communiqué", printed.words);
        }
        let decided = seen.decision.mark;
        let paper = copy(seen, printed);
        press(move || papers::appraisal_for_candidate(&paper, decided)).await
    }
}

fn copy(seen: OwnAppraisal, printed: Printed) -> SheetPaper {
    let OwnAppraisal { session, candidate, given, commission, members, visas, .. } = seen;
    let visa =
        |visa: exam::sheet::Visa| VisaLine { name: visa.name, at: french::instant(visa.at, &session.zone) };
    SheetPaper {
        session: session.year,
        academy: session.academy,
        candidate: who(&candidate),
        track: candidate.track,
        speciality: candidate.speciality,
        commission_number: commission.number,
        date: Some(commission.held_on),
        members: members.into_iter().map(|member| member.name).collect(),
        profile: Profile::default(),
        calculation: None,
        penalties: vec![],
        observations: given.texts.observations,
        appraisal: given.texts.appraisal,
        visas: visas.into_iter().map(visa).collect(),
        printed,
        draft: false,
        referential: session.referential,
    }
}
