//! What a device tells of a sitting, at once or after hours without a network. What cannot be kept is written as an
//! incident: nothing that was noted in the room is lost.

use super::{KeepTime, RecordIncident, WelcomeCandidate};
use crate::acts::sheets::SeeSheet;
use crate::{Failure, Office};
use exam::access::Actor;
use exam::id::SheetId;
use exam::sitting::{IncidentKind, Moment, Told, What, happened};
use exam::{Refusal, french};

impl Office {
    /// Takes what a device tells, line by line; gives what a rule refused. An instant that was kept meanwhile stays, and
    /// is no refusal for a device that tells its own afterwards.
    ///
    /// # Errors
    /// [`Failure`]: no right, or a fault; the lines before it are kept, and may be told again.
    pub async fn take_told(
        &self,
        actor: &Actor,
        sheet: &SheetId,
        told: Vec<Told>,
    ) -> Result<Vec<Refusal>, Failure> {
        let mut refused = vec![];
        for one in told {
            let (sheet, ago) = (sheet.clone(), one.ago);
            let at_once = happened(self.now(), ago).is_ok_and(|when| when.received.is_none());
            let done = match one.what.clone() {
                What::Part(moment, part) => {
                    self.perform(actor, KeepTime { sheet: sheet.clone(), part, moment, ago }).await
                }
                What::Arrival(identity) => {
                    self.perform(actor, WelcomeCandidate { sheet: sheet.clone(), identity, ago }).await
                }
            };
            match done {
                Ok(()) => {}
                Err(Failure::Refused(Refusal::NotAllowed)) => return Err(Refusal::NotAllowed.into()),
                Err(Failure::Refused(Refusal::TimeAlreadyKept { .. })) if !at_once => {}
                Err(Failure::Refused(refusal)) => {
                    if !at_once {
                        self.note_untaken(actor, &sheet, &one).await?;
                    }
                    refused.push(refusal);
                }
                Err(failure) => return Err(failure),
            }
        }
        Ok(refused)
    }

    async fn note_untaken(&self, actor: &Actor, sheet: &SheetId, told: &Told) -> Result<(), Failure> {
        let page = self.consult(actor, SeeSheet { sheet: sheet.clone() }).await?;
        let title = |code: &str| {
            let part = page.session.referential.parts.iter().find(|part| part.code == code);
            part.map_or_else(|| code.to_owned(), |part| part.title.clone())
        };
        let what = match &told.what {
            What::Part(Moment::Start, code) => format!("début de « {} »", title(code)),
            What::Part(Moment::End, code) => format!("fin de « {} »", title(code)),
            What::Arrival(identity) => format!("arrivée ({})", identity.label().to_lowercase()),
        };
        let at = french::instant(told.typed_at, &page.session.zone);
        let text = format!("Noté sans réseau, {at} selon l’appareil, et non relevé : {what}.");
        let (commission, candidate) = (page.commission.id, Some(page.seated.candidate.id));
        self.perform(actor, RecordIncident { commission, candidate, kind: IncidentKind::Remark, text }).await
    }
}
