//! Evaluation sheets: two examiners write one, field by field, then each gives a visa.

use crate::Failure;
use crate::act::{Act, Desk, View, found};
use exam::Refusal;
use exam::access::{self, Place, Subject, window_is_open};
use exam::deadline::today;
use exam::id::SheetId;
use exam::penalty::Calculation;
use exam::refusal::Missing;
use exam::sheet::{Change, Conflict, Field, Sheet, Written};
use jiff::Timestamp;
use store::Tx;
use store::tables::candidates::Candidate;
use store::tables::commissions::{self, Commission, Examiner};
use store::tables::sessions::{self, Session};
use store::tables::sheets::{self, Sitting};
use store::tables::{candidates, decisions, subjects};

/// A sheet with all that its rules need.
struct Loaded {
    sitting: Sitting,
    session: Session,
    commission: Commission,
    content: Sheet,
}

async fn load(desk: &mut Desk, id: &SheetId) -> Result<Loaded, Failure> {
    let sitting = found(sheets::find(&mut desk.tx, id).await?)?;
    let commission = found(commissions::find(&mut desk.tx, &sitting.commission).await?)?;
    let session = found(sessions::find(&mut desk.tx, &commission.session).await?)?;
    let content = sheets::content(&mut desk.tx, id, &session.referential).await?;
    Ok(Loaded { sitting, session, commission, content })
}

/// The commission reads and writes from the date fixed (E4-20); the jury comes later and is not bound by it.
fn refuse_early(desk: &Desk, loaded: &Loaded) -> Result<(), Failure> {
    let seat = Place::Commission(loaded.commission.id.clone());
    if desk.actor.grants.iter().any(|grant| grant.place == seat) {
        window_is_open(today(desk.now, &loaded.session.zone), loaded.session.dates.reading_from)?;
    }
    Ok(())
}

/// E4-36: after the jury, nothing is written any more.
async fn refuse_decided(desk: &mut Desk, sitting: &Sitting) -> Result<(), Failure> {
    match decisions::find(&mut desk.tx, &sitting.candidate).await? {
        Some(_) => Err(Refusal::AlreadyDecided.into()),
        None => Ok(()),
    }
}

/// Writes fields of a sheet. What can be written is, even where other fields conflict.
#[derive(Debug, Clone)]
pub struct WriteFields {
    /// The sheet.
    pub sheet: SheetId,
    /// The changes, each with the revision that the person saw.
    pub changes: Vec<Change>,
}

/// What [`WriteFields`] came to.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// When the server received it.
    pub received_at: Timestamp,
    /// The revision of each field written or found the same.
    pub revisions: Vec<(Field, i64)>,
    /// The changes that did not see the last value: both are there, nothing was written of them.
    pub conflicts: Vec<Conflict>,
    /// The changes that a rule refuses, such as a mark above the scale; the others are written all the same.
    pub refused: Vec<(Field, Refusal)>,
    /// A visa given before counts no longer.
    pub voided: bool,
}

impl Act for WriteFields {
    type Output = Outcome;
    const ACT: access::Act = access::Act::WriteSheet;

    fn lock(&self) -> String {
        format!("sheet {}", self.sheet)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_sheet(tx, &self.sheet).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<Outcome, Failure> {
        let loaded = load(desk, &self.sheet).await?;
        refuse_early(desk, &loaded)?;
        refuse_decided(desk, &loaded.sitting).await?;
        let received_at = desk.now;
        let mut outcome =
            Outcome { received_at, revisions: vec![], conflicts: vec![], refused: vec![], voided: false };
        for change in &self.changes {
            let written = match loaded.content.write(change, &loaded.session.referential) {
                Ok(written) => written,
                Err(Refusal::SheetClosed) => return Err(Refusal::SheetClosed.into()),
                Err(refusal) => {
                    outcome.refused.push((change.field.clone(), refusal));
                    continue;
                }
            };
            match written {
                Written::Unchanged => {
                    outcome.revisions.push((change.field.clone(), loaded.content.revision(&change.field)));
                }
                Written::Stale(conflict) => outcome.conflicts.push(conflict),
                Written::Changed { value, revision, voids_visas } => {
                    outcome.voided |= voids_visas;
                    put(desk, &self.sheet, &loaded.content, (&change.field, &value, revision)).await?;
                    outcome.revisions.push((change.field.clone(), revision));
                }
            }
        }
        if outcome.voided {
            sheets::void_visas(&mut desk.tx, &self.sheet, desk.now).await?;
            desk.journal("sheet", &self.sheet, "visas", "visas annulés par une modification").await?;
        }
        Ok(outcome)
    }
}

/// Writes one field and its line of the journal.
async fn put(
    desk: &mut Desk,
    sheet: &SheetId,
    content: &Sheet,
    (field, value, revision): (&Field, &str, i64),
) -> Result<(), Failure> {
    let (account, now) = (desk.actor.account.clone(), desk.now);
    if !sheets::write(&mut desk.tx, sheet, field, value, revision, (&account, now)).await? {
        return Err(Failure::Outdated);
    }
    let before = format!("{field} = {}", content.value(field));
    desk.journal("sheet", sheet, before, format!("{field} = {value}")).await?;
    Ok(())
}

/// Gives a member's visa over the content that the member saw.
#[derive(Debug, Clone)]
pub struct GiveVisa {
    /// The sheet.
    pub sheet: SheetId,
    /// The hash of the content seen.
    pub seen: String,
}

impl Act for GiveVisa {
    type Output = ();
    const ACT: access::Act = access::Act::GiveVisa;

    fn lock(&self) -> String {
        format!("sheet {}", self.sheet)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_sheet(tx, &self.sheet).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let loaded = load(desk, &self.sheet).await?;
        refuse_early(desk, &loaded)?;
        refuse_decided(desk, &loaded.sitting).await?;
        let members = commissions::members(&mut desk.tx, &loaded.commission).await?;
        let me = members.iter().find(|member| member.account == desk.actor.account);
        let me = me.ok_or(Refusal::NotAMember)?.id.clone();
        let ids: Vec<_> = members.into_iter().map(|member| member.id).collect();
        loaded.content.may_give_visa(&me, &ids, &self.seen, &loaded.session.referential)?;
        let line = desk.id::<String>();
        let content = loaded.content.content_hash();
        sheets::insert_visa(&mut desk.tx, line, &self.sheet, &me, &content, desk.now).await?;
        desk.journal("sheet", &self.sheet, "", format!("visa sur {content}")).await?;
        Ok(())
    }
}

/// One candidate's sheet, for the commission and the jury.
#[derive(Debug, Clone)]
pub struct SeeSheet {
    /// The sheet.
    pub sheet: SheetId,
}

/// What [`SeeSheet`] shows.
#[derive(Debug, Clone)]
pub struct SheetPage {
    /// The session.
    pub session: Session,
    /// The candidate.
    pub candidate: Candidate,
    /// The commission.
    pub commission: Commission,
    /// Its two members, the lead first.
    pub members: Vec<Examiner>,
    /// When the candidate is called.
    pub starts_at: Timestamp,
    /// The content, with each field's revision.
    pub content: Sheet,
    /// What still keeps a visa from being given.
    pub missing: Vec<Missing>,
    /// From the typed mark to the proposed one, once a mark is typed.
    pub calculation: Option<Calculation>,
}

impl View for SeeSheet {
    type Output = SheetPage;
    const ACT: access::Act = access::Act::SeeSheet;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_sheet(tx, &self.sheet).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<SheetPage, Failure> {
        let loaded = load(desk, &self.sheet).await?;
        refuse_early(desk, &loaded)?;
        let Loaded { sitting, session, commission, content } = loaded;
        let candidate = found(candidates::find(&mut desk.tx, &sitting.candidate).await?)?;
        let members = commissions::members(&mut desk.tx, &commission).await?;
        Ok(SheetPage {
            missing: content.missing(&session.referential),
            calculation: content.calculation(&session.referential),
            starts_at: sitting.starts_at,
            session,
            candidate,
            commission,
            members,
            content,
        })
    }
}
