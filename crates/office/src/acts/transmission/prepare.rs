//! Before a bundle is sent: the rector's date, and the head's signature (E4-30).

use super::look::look;
use crate::Failure;
use crate::act::{About, Act, Desk, about, found};
use crate::acts::perimeter::Perimeter;
use crate::acts::sessions::subject_of;
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Role, Subject};
use exam::id::{SchoolId, SessionId};
use exam::transmission::Signature;
use jiff::civil::Date;
use store::Tx;
use store::tables::jury::bundles;
use store::tables::sessions;

/// Fixes the last day of the transmission to the jury, or takes it back.
#[derive(Debug, Clone)]
pub struct SetTransmissionDate {
    /// The session.
    pub session: SessionId,
    /// The revision of the session's dates that the person saw.
    pub seen: i64,
    /// The day; `None` for no day.
    pub due: Option<Date>,
}

#[async_trait]
impl Act for SetTransmissionDate {
    type Output = ();
    const ACT: access::Act = access::Act::SetDates;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let session = found(sessions::find(&mut desk.tx, &self.session).await?)?;
        let (field, earliest) = ("transmission au jury", session.dates.orals_from);
        if self.due.is_some_and(|due| due < earliest) {
            return Err(Refusal::DateBefore { field, earliest }.into());
        }
        let latest = earliest.saturating_add(jiff::ToSpan::years(1));
        if self.due.is_some_and(|due| due > latest) {
            return Err(Refusal::DateAfter { field, latest }.into());
        }
        let before = bundles::due(&mut desk.tx, &self.session).await?;
        if !bundles::set_due(&mut desk.tx, &self.session, self.due, self.seen).await? {
            return Err(Failure::Outdated);
        }
        let told = |due: Option<Date>| {
            due.map_or("transmission au jury sans date".to_owned(), |due| {
                format!("transmission au jury le {due}")
            })
        };
        desk.journal("session", &self.session, told(before), told(self.due)).await?;
        Ok(())
    }
}

/// Signs a school's bundle, over the content that the head saw.
#[derive(Debug, Clone)]
pub struct SignBundle {
    /// The school.
    pub school: SchoolId,
    /// The content seen.
    pub seen: String,
}

#[async_trait]
impl Act for SignBundle {
    type Output = ();
    const ACT: access::Act = access::Act::SignBundle;

    fn about(&self) -> About {
        about("school", &self.school)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        Perimeter::School(self.school.clone()).subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let perimeter = Perimeter::School(self.school.clone());
        let prepared = look(&mut desk.tx, &perimeter, desk.now).await?;
        // No line of the rights gives this act to another role.
        prepared.bundle.may_sign(Role::HeadOfSchool)?;
        let content = prepared.content();
        if content != self.seen {
            return Err(Failure::Outdated);
        }
        let before = match prepared.signature() {
            Some((_, true)) => return Ok(()),
            Some((one, false)) => format!("signature de {} sur un autre contenu", one.name),
            None => String::new(),
        };
        let (by, name) = (desk.actor.account.clone(), desk.actor.name.clone());
        let signature = Signature { by, name, content, at: desk.now };
        let id = desk.id();
        bundles::sign(&mut desk.tx, id, &self.school, &signature).await?;
        let told = format!(
            "dossier pour le jury signé, {} personnes, contenu {}",
            prepared.lines.len(),
            signature.content
        );
        desk.journal("school", &self.school, before, told).await?;
        Ok(())
    }
}
