//! Claims on the session before: one is answered and not read yet, one waits, and its appraisal tells the proposed mark.

use super::people::LACROIX;
use super::stage::Stage;
use office::Failure;
use office::acts::claims::{ClaimAppraisal, GiveAppraisal};

/// Whose claim waits.
const WAITING: &str = "01836500037";
/// The appraisal of whose claim waits.
pub const TELLING: &str = "Le dossier est lisible et l’échange honnête. Les tests manquent, la documentation s’arrête à \
                           l’installation : la commission s’est accordée sur 9,5.";

/// Both ask; the authority answers the first.
pub async fn ask(stage: &Stage<'_>) -> Result<(), Failure> {
    for (number, days) in [(LACROIX, -15), (WAITING, -3)] {
        let (candidate, actor) = (stage.candidate(number)?.clone(), stage.actor(number).await?);
        stage.office(days).perform(&actor, ClaimAppraisal { candidate }).await?;
    }
    let give = GiveAppraisal { candidate: stage.candidate(LACROIX)?.clone(), passages: vec![] };
    stage.office(-12).perform(&stage.authority, give).await?;
    Ok(())
}
