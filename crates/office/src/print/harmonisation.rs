//! « Procès-verbal d'harmonisation ».

use super::press;
use crate::acts::harmonisation::{Compared, Kept, Look};
use crate::acts::jury::titled;
use crate::{Failure, Office};
use exam::access::Actor;
use exam::french;
use exam::id::{SchoolId, SessionId};
use papers::HarmonisationPaper;

impl Office {
    /// The minutes of the harmonisation, as PDF: commissions and candidates by their numbers, whatever the look.
    ///
    /// # Errors
    /// [`Failure`]: no right, or a fault.
    pub async fn print_harmonisation(
        &self,
        actor: &Actor,
        session: &SessionId,
        look: Look,
    ) -> Result<Vec<u8>, Failure> {
        let look = Look { names: true, masked: false, ..look };
        let compared = self.compare(actor, session, look).await?;
        let printed = self.printed(&compared.room.session);
        let paper = paper(&compared, printed);
        press(move || papers::harmonisation(&paper)).await
    }
}

fn paper(compared: &Compared, printed: papers::Printed) -> HarmonisationPaper {
    let (room, session) = (&compared.room, &compared.room.session);
    let school = |id: &SchoolId| room.schools.iter().find(|one| one.id == *id).map(|one| one.name.clone());
    let member = |one: &crate::acts::harmonisation::Harmoniser| {
        (one.name.clone(), one.school.as_ref().and_then(school).unwrap_or_default())
    };
    let commission = |one: &crate::acts::harmonisation::Row| {
        let median = one.view.marks.map(|marks| format!("{:.2}", marks.median).replace('.', ","));
        [
            one.name.clone(),
            one.view.sheets.to_string(),
            median.unwrap_or_default(),
            french::capital(&one.told),
        ]
    };
    let recommendation = |one: &Kept| {
        let sheet = room.sheets.iter().find(|sheet| sheet.sheet == one.sheet);
        let commission =
            sheet.and_then(|sheet| room.commissions.iter().find(|known| known.id == sheet.commission));
        let answers: Vec<_> =
            one.answers.iter().map(|answer| format!("{} : {}", answer.by_name, answer.content)).collect();
        [
            sheet.map(|sheet| format!("{} (n° {})", sheet.candidate.full_name(), sheet.candidate.number)),
            commission.map(|one| one.number.clone()),
            Some(one.made.proposed.to_string()),
            Some(one.made.recommended.to_string()),
            Some(format!("{}, {}", one.made.by_name, french::instant(one.made.at, &session.zone))),
            Some(one.made.reason.clone()),
            Some(answers.join("\n")),
        ]
        .map(Option::unwrap_or_default)
    };
    HarmonisationPaper {
        session: titled(session),
        academy: session.academy.clone(),
        members: room.members.iter().map(member).collect(),
        not_represented: room.not_represented.iter().map(|one| one.name.clone()).collect(),
        design: compared.design.clone(),
        commissions: compared.rows.iter().map(commission).collect(),
        recommendations: room.recommendations.iter().map(recommendation).collect(),
        secrecy: session.referential.wordings.secrecy_notice.clone(),
        printed,
    }
}
