//! The timer: the real start and end of both parts, each kept once (E4-16). Overrun is told, never refused.

use crate::Failure;
use crate::act::{About, Act, Desk, about, found};
use crate::acts::sheets::{load, refuse_closed};
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Subject};
use exam::id::SheetId;
pub use exam::sitting::Moment;
use exam::sitting::{Sitting, happened};
use jiff::SignedDuration;
use store::Tx;
use store::tables::oral::parts;
use store::tables::subjects;

/// Keeps the instant at which a part starts or ends, by the server's clock.
#[derive(Debug, Clone)]
pub struct KeepTime {
    /// The sheet.
    pub sheet: SheetId,
    /// The part's code.
    pub part: String,
    /// Its start or its end.
    pub moment: Moment,
    /// How long ago, where a device without a network tells it afterwards.
    pub ago: SignedDuration,
}

#[async_trait]
impl Act for KeepTime {
    type Output = ();
    const ACT: access::Act = access::Act::KeepTime;

    fn about(&self) -> About {
        about("sheet", &self.sheet)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_sheet(tx, &self.sheet).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let loaded = load(desk, &self.sheet, Self::ACT).await?;
        refuse_closed(&loaded)?;
        let oral = Sitting { extra: loaded.around.extra, parts: loaded.times };
        let (referential, by) = (&loaded.around.session.referential, desk.actor.account.clone());
        let when = happened(desk.now, self.ago)?;
        let (kept, told) = match self.moment {
            Moment::Start => {
                let times = oral.start(&self.part, when, referential)?;
                (parts::start(&mut desk.tx, &self.sheet, &times, &by).await?, "commence")
            }
            Moment::End => {
                let times = oral.end(&self.part, when, referential)?;
                (parts::end(&mut desk.tx, &self.sheet, &times, &by).await?, "se termine")
            }
        };
        if !kept {
            return Err(Refusal::TimeAlreadyKept { part: self.part }.into());
        }
        let afterwards = when.received.map(|_| ", selon l’appareil").unwrap_or_default();
        let told = format!("{} {told} : {}{afterwards}", self.part, when.at);
        desk.journal("sheet", &self.sheet, "", told).await?;
        Ok(())
    }
}
