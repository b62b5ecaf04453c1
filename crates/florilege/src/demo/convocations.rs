//! The session's convocations are sent and mostly received; the lycée's are to be sent.

use super::stage::Stage;
use exam::convocation::Instructions;
use office::Failure;
use office::acts::convocations::{Addressee, Convene, SeeConvocations, WriteInstructions};
use office::acts::notices::ReadNotice;
use office::acts::perimeter::Perimeter;

/// Four days before: what the place says, the convocations, and the answers of all but two people.
pub async fn sent(stage: &Stage<'_>) -> Result<(), Failure> {
    let office = stage.office(-4);
    let perimeter = Perimeter::Session(stage.session.clone());
    let instructions = Instructions {
        place: "Lycée Ada-Lovelace, 12 rue des Fictions, Villefictive\nEntrée par la cour, bâtiment B".to_owned(),
        bring: "une pièce d’identité avec photo, en cours de validité\ncette convocation\nde quoi montrer votre portfolio"
            .to_owned(),
        contact: "Bureau des examens, examens@example.org, 01 99 00 00 00".to_owned(),
        early: 15,
    };
    let write = WriteInstructions { perimeter: perimeter.clone(), seen: 0, instructions };
    office.perform(&stage.authority, write).await?;
    let see = SeeConvocations { perimeter: perimeter.clone() };
    let seen = office.consult(&stage.authority, see.clone()).await?.waiting();
    office.perform(&stage.authority, Convene { perimeter, seen }).await?;
    let people = office.consult(&stage.authority, see).await?.people;
    let office = stage.office(-3);
    // A candidate's login is the number; of the members, one has answered.
    for person in people.iter().skip(2) {
        let login = match person.to {
            Addressee::Candidate(_) => person.detail.trim_start_matches("n° "),
            Addressee::Examiner(_) => "arnaud",
        };
        let Some(actor) = office.actor(login).await? else { continue };
        match &person.last {
            Some(last) if person.account.as_ref() == Some(&actor.account) => {
                office.perform(&actor, ReadNotice { notice: last.notice.clone() }).await?;
            }
            _ => {}
        }
    }
    Ok(())
}
