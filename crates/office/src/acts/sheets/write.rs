//! Writing a sheet: several fields at once as a form sends them, or one field as a device sends it, perhaps twice.

use super::{Loaded, load, refuse_decided, void_standing};
use crate::Failure;
use crate::act::{About, Act, Desk, about, found};
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Subject};
use exam::id::SheetId;
use exam::penalty::Calculation;
use exam::refusal::Missing;
use exam::sheet::{Change, Conflict, Entry, Field, Receipt, Sent, Sheet, Written, settle};
use jiff::{SignedDuration, Timestamp};
use store::Tx;
use store::tables::oral::sent;
use store::tables::sessions::Session;
use store::tables::{sheets, subjects};

/// A device's clock that is farther than this from the server's is told in the journal.
const APART: SignedDuration = SignedDuration::from_mins(1);

/// Writes fields of a sheet. What can be written is, even where other fields conflict.
#[derive(Debug, Clone)]
pub struct WriteFields {
    /// The sheet.
    pub sheet: SheetId,
    /// The changes, each with the revision that the person saw.
    pub changes: Vec<Change>,
}

/// Writes one field as a device sends it: the same write sent again is answered the same, and never applied twice.
#[derive(Debug, Clone)]
pub struct SendField {
    /// The sheet.
    pub sheet: SheetId,
    /// The change, with the revision that the person saw.
    pub change: Change,
    /// What the device calls it.
    pub sent: Sent,
}

/// What [`WriteFields`] and [`SendField`] come to.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The session: its words, and its time zone.
    pub session: Session,
    /// When the server received it; for a write that is sent again, when it came first.
    pub received_at: Timestamp,
    /// The revision of each field written or found the same.
    pub revisions: Vec<(Field, i64)>,
    /// The changes that did not see the last value: both are there, nothing was written of them.
    pub conflicts: Vec<Conflict>,
    /// The changes that a rule refuses, such as a mark above the scale; the others are written all the same.
    pub refused: Vec<(Field, Refusal)>,
    /// A write that is sent again, where somebody has written over it since: what the field holds now.
    pub since: Option<(Field, Entry)>,
    /// A visa given before counts no longer.
    pub voided: bool,
    /// What still keeps a visa from being given.
    pub missing: Vec<Missing>,
    /// From the typed mark to the proposed one, once a mark is typed.
    pub calculation: Option<Calculation>,
}

#[async_trait]
impl Act for WriteFields {
    type Output = Outcome;
    const ACT: access::Act = access::Act::WriteSheet;

    fn about(&self) -> About {
        about("sheet", &self.sheet)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_sheet(tx, &self.sheet).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<Outcome, Failure> {
        let mut writing = Writing::new(desk, &self.sheet, Self::ACT).await?;
        refuse_decided(&writing.loaded.around)?;
        for change in self.changes {
            let written = writing.written(&change);
            if written == Err(Refusal::SheetClosed) {
                return Err(Refusal::SheetClosed.into());
            }
            writing.take(desk, change, written, None).await?;
        }
        writing.outcome(desk).await
    }
}

#[async_trait]
impl Act for SendField {
    type Output = Outcome;
    const ACT: access::Act = access::Act::WriteSheet;

    fn about(&self) -> About {
        about("sheet", &self.sheet)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_sheet(tx, &self.sheet).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<Outcome, Failure> {
        let Self { sheet, change, sent } = self;
        let account = desk.actor.account.clone();
        let mut writing = Writing::new(desk, &sheet, Self::ACT).await?;
        let decided = writing.loaded.around.decision.as_ref().map(|_| Refusal::AlreadyDecided);
        let mut written = decided.map_or_else(|| writing.written(&change), Err);
        let new = match &written {
            Ok(Written::Changed { revision, .. }) => {
                let (field, revision) = (change.field.clone(), *revision);
                let receipt = Receipt { field, revision, at: desk.now };
                sent::keep(&mut desk.tx, (&account, &sheet), &sent, &receipt).await?
            }
            _ => false,
        };
        if !new {
            let known = sent::known(&mut desk.tx, (&account, &sheet), &sent).await?;
            // Its identifier is taken, and not on this sheet: it is not written again under that name.
            if known.is_none() && matches!(written, Ok(Written::Changed { .. })) {
                return Err(Failure::Outdated);
            }
            written = settle(&change, written, known);
        }
        if let Err(refusal @ (Refusal::SheetClosed | Refusal::AlreadyDecided)) = written {
            return Err(refusal.into());
        }
        writing.take(desk, change, written, sent.typed_at).await?;
        writing.outcome(desk).await
    }
}

/// A sheet that is being written, and what became of each change so far.
struct Writing {
    sheet: SheetId,
    loaded: Loaded,
    /// The sheet as the changes leave it.
    content: Sheet,
    revisions: Vec<(Field, i64)>,
    conflicts: Vec<Conflict>,
    refused: Vec<(Field, Refusal)>,
    since: Option<(Field, Entry)>,
    received_at: Timestamp,
    voided: bool,
}

impl Writing {
    async fn new(desk: &mut Desk, sheet: &SheetId, act: access::Act) -> Result<Self, Failure> {
        let loaded = load(desk, sheet, act).await?;
        Ok(Self {
            sheet: sheet.clone(),
            content: loaded.content.clone(),
            loaded,
            revisions: vec![],
            conflicts: vec![],
            refused: vec![],
            since: None,
            received_at: desk.now,
            voided: false,
        })
    }

    fn written(&self, change: &Change) -> Result<Written, Refusal> {
        self.content.write(change, &self.loaded.around.session.referential)
    }

    async fn take(
        &mut self,
        desk: &mut Desk,
        change: Change,
        written: Result<Written, Refusal>,
        typed_at: Option<Timestamp>,
    ) -> Result<(), Failure> {
        let field = change.field;
        match written {
            Err(refusal) => self.refused.push((field, refusal)),
            Ok(Written::Unchanged) => {
                let revision = self.content.revision(&field);
                self.revisions.push((field, revision));
            }
            Ok(Written::Stale(conflict)) => self.conflicts.push(conflict),
            Ok(Written::Known(receipt)) => {
                let now = self.content.fields.get(&field).filter(|now| now.revision != receipt.revision);
                self.since = now.map(|now| (field, now.clone()));
                self.received_at = receipt.at;
                self.revisions.push((receipt.field, receipt.revision));
            }
            Ok(Written::Changed { value, revision, voids_visas }) => {
                self.put(desk, (&field, &value, revision), typed_at).await?;
                self.revisions.push((field.clone(), revision));
                self.voided |= voids_visas;
                let (by, by_name) = (desk.actor.account.clone(), desk.actor.name.clone());
                self.content.record(field, Entry { value, revision, by, by_name, at: desk.now });
            }
        }
        Ok(())
    }

    /// Writes one field and its line of the journal.
    async fn put(
        &self,
        desk: &mut Desk,
        (field, value, revision): (&Field, &str, i64),
        typed_at: Option<Timestamp>,
    ) -> Result<(), Failure> {
        let (account, now) = (desk.actor.account.clone(), desk.now);
        if !sheets::write(&mut desk.tx, &self.sheet, field, value, revision, (&account, now)).await? {
            return Err(Failure::Outdated);
        }
        let before = format!("{field} = {}", self.content.value(field));
        let told = match typed_at {
            Some(at) if now.duration_since(at).abs() > APART => {
                format!("{field} = {value} (saisi à {at} selon l’appareil)")
            }
            _ => format!("{field} = {value}"),
        };
        desk.journal("sheet", &self.sheet, before, told).await?;
        Ok(())
    }

    /// The visas that a change voids, and what the page is told.
    async fn outcome(self, desk: &mut Desk) -> Result<Outcome, Failure> {
        let around = self.loaded.around;
        if self.voided {
            void_standing(desk, &around, &self.loaded.content).await?;
        }
        let referential = &around.session.referential;
        Ok(Outcome {
            missing: self.content.missing(referential),
            calculation: self.content.calculation(referential),
            session: around.session,
            received_at: self.received_at,
            revisions: self.revisions,
            conflicts: self.conflicts,
            refused: self.refused,
            since: self.since,
            voided: self.voided,
        })
    }
}
