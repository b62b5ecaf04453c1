//! Evaluation sheets: two examiners write one, field by field, then each gives a visa.

pub mod pulse;

use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use crate::acts::dossiers::{Table, table};
use crate::acts::notices::{To, exam, tell};
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Subject, may_within};
use exam::deadline::today;
use exam::id::{ExaminerId, SheetId};
use exam::notice::Letter;
use exam::penalty::Calculation;
use exam::refusal::Missing;
use exam::sheet::{Change, Conflict, Entry, Field, Sheet, State, Written};
use exam::{notice, text};
use jiff::Timestamp;
use store::Tx;
use store::tables::commissions::{self, Commission, Examiner};
use store::tables::decisions::{self, Decision};
use store::tables::deposits::{self, Deposit};
use store::tables::sessions::{self, Session};
use store::tables::sheets::{self, Seated};
use store::tables::subjects;

/// A sheet with all that its rules need.
pub(crate) struct Loaded {
    pub seated: Seated,
    pub session: Session,
    pub content: Sheet,
}

/// Loads a sheet. The commission reads and writes from the date fixed (E4-20).
pub(crate) async fn load(desk: &mut Desk, id: &SheetId, act: access::Act) -> Result<Loaded, Failure> {
    let seated = found(sheets::find_seated(&mut desk.tx, id).await?)?;
    let session = found(sessions::find(&mut desk.tx, &seated.candidate.session).await?)?;
    let subject = Subject {
        session: Some(session.id.clone()),
        school: seated.candidate.school.clone(),
        track: Some(seated.candidate.track),
        candidate: Some(seated.candidate.id.clone()),
        commission: Some(seated.sitting.commission.clone()),
    };
    may_within(&desk.actor, act, &subject, (today(desk.now, &session.zone), session.dates.reading_from))?;
    let content = sheets::content(&mut desk.tx, id, &session.referential).await?;
    Ok(Loaded { seated, session, content })
}

/// E4-36: after the jury, nothing is written any more.
async fn refuse_decided(desk: &mut Desk, seated: &Seated) -> Result<(), Failure> {
    match decisions::find(&mut desk.tx, &seated.candidate.id).await? {
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
    /// The session: its words, and its time zone.
    pub session: Session,
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
        let loaded = load(desk, &self.sheet, Self::ACT).await?;
        refuse_decided(desk, &loaded.seated).await?;
        let Loaded { session, mut content, seated } = loaded;
        let signed = signed(&content);
        let (mut revisions, mut conflicts, mut refused, mut voided) = (vec![], vec![], vec![], false);
        for change in self.changes {
            match content.write(&change, &session.referential) {
                Err(Refusal::SheetClosed) => return Err(Refusal::SheetClosed.into()),
                Err(refusal) => refused.push((change.field, refusal)),
                Ok(Written::Unchanged) => {
                    let revision = content.revision(&change.field);
                    revisions.push((change.field, revision));
                }
                Ok(Written::Stale(conflict)) => conflicts.push(conflict),
                Ok(Written::Changed { value, revision, voids_visas }) => {
                    put(desk, &self.sheet, &content, (&change.field, &value, revision)).await?;
                    revisions.push((change.field.clone(), revision));
                    voided |= voids_visas;
                    content.record(change.field, entry(desk, value, revision));
                }
            }
        }
        if voided {
            sheets::void_visas(&mut desk.tx, &self.sheet, desk.now).await?;
            desk.journal("sheet", &self.sheet, "visas", "visas annulés par une modification").await?;
            let letter = notice::visa_voided(exam(&session), &seated.candidate.number);
            tell_members(desk, &seated, &signed, &letter).await?;
        }
        let (missing, calculation) =
            (content.missing(&session.referential), content.calculation(&session.referential));
        let received_at = desk.now;
        Ok(Outcome { session, received_at, revisions, conflicts, refused, voided, missing, calculation })
    }
}

/// The members whose visa stands.
fn signed(content: &Sheet) -> Vec<ExaminerId> {
    content.visas.iter().filter(|visa| !visa.voided).map(|visa| visa.examiner.clone()).collect()
}

/// Tells the members whose visa stood, but not the one who acts.
async fn tell_members(
    desk: &mut Desk,
    seated: &Seated,
    signed: &[ExaminerId],
    letter: &Letter,
) -> Result<(), Failure> {
    let commission = found(commissions::find(&mut desk.tx, &seated.sitting.commission).await?)?;
    for member in commissions::members(&mut desk.tx, &commission).await? {
        if signed.contains(&member.id) && member.account != desk.actor.account {
            let sheet = ("sheet", seated.sitting.sheet.as_str());
            tell(desk, To::Account(member.account), letter.clone(), sheet).await?;
        }
    }
    Ok(())
}

fn entry(desk: &Desk, value: String, revision: i64) -> Entry {
    let (by, by_name) = (desk.actor.account.clone(), desk.actor.name.clone());
    Entry { value, revision, by, by_name, at: desk.now }
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

#[async_trait]
impl Act for GiveVisa {
    type Output = ();
    const ACT: access::Act = access::Act::GiveVisa;

    fn about(&self) -> About {
        about("sheet", &self.sheet)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_sheet(tx, &self.sheet).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let loaded = load(desk, &self.sheet, Self::ACT).await?;
        refuse_decided(desk, &loaded.seated).await?;
        let commission = found(commissions::find(&mut desk.tx, &loaded.seated.sitting.commission).await?)?;
        let members = commissions::members(&mut desk.tx, &commission).await?;
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

/// Reopens a closed sheet: a named role, a reason, a line of the journal (E4-17). Both visas count no longer.
#[derive(Debug, Clone)]
pub struct ReopenSheet {
    /// The sheet.
    pub sheet: SheetId,
    /// Why.
    pub reason: String,
}

#[async_trait]
impl Act for ReopenSheet {
    type Output = ();
    const ACT: access::Act = access::Act::ReopenSheet;

    fn about(&self) -> About {
        about("sheet", &self.sheet)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_sheet(tx, &self.sheet).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let loaded = load(desk, &self.sheet, Self::ACT).await?;
        refuse_decided(desk, &loaded.seated).await?;
        let reason = text::reason(&self.reason)?;
        loaded.content.may_reopen(&reason)?;
        let letter = notice::sheet_reopened(exam(&loaded.session), &loaded.seated.candidate.number, &reason);
        tell_members(desk, &loaded.seated, &signed(&loaded.content), &letter).await?;
        sheets::void_visas(&mut desk.tx, &self.sheet, desk.now).await?;
        desk.journal("sheet", &self.sheet, "deux visas", format!("rouverte : {reason}")).await?;
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
    /// The sitting and its candidate.
    pub seated: Seated,
    /// The commission.
    pub commission: Commission,
    /// Its two members, the lead first.
    pub members: Vec<Examiner>,
    /// The content, with each field's revision.
    pub content: Sheet,
    /// What still keeps a visa from being given.
    pub missing: Vec<Missing>,
    /// From the typed mark to the proposed one, once a mark is typed.
    pub calculation: Option<Calculation>,
    /// The pieces of the dossier that stand: the evidence beside the penalties.
    pub pieces: Vec<Deposit>,
    /// What was read in the table, once one was.
    pub table: Option<Table>,
    /// What the jury decided: nothing is written any more.
    pub decision: Option<Decision>,
    /// The actor is one of the two members, and not only a reader.
    pub member: bool,
}

impl SheetPage {
    /// Whether the actor may still write.
    pub fn writable(&self) -> bool {
        self.member && self.decision.is_none() && self.content.state() != State::Closed
    }
}

#[async_trait]
impl View for SeeSheet {
    type Output = SheetPage;
    const ACT: access::Act = access::Act::SeeSheet;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_sheet(tx, &self.sheet).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<SheetPage, Failure> {
        let Loaded { seated, session, content } = load(desk, &self.sheet, Self::ACT).await?;
        let commission = found(commissions::find(&mut desk.tx, &seated.sitting.commission).await?)?;
        let members = commissions::members(&mut desk.tx, &commission).await?;
        let all = deposits::of_candidate(&mut desk.tx, &seated.candidate.id).await?;
        let pieces: Vec<_> = all.into_iter().filter(|one| one.replaced_at.is_none()).collect();
        let reading = pieces.iter().find_map(|piece| piece.reading.as_deref());
        let table = reading.map(|reading| table(reading, &session.referential)).transpose()?;
        Ok(SheetPage {
            missing: content.missing(&session.referential),
            calculation: content.calculation(&session.referential),
            decision: decisions::find(&mut desk.tx, &seated.candidate.id).await?,
            member: members.iter().any(|member| member.account == desk.actor.account),
            session,
            seated,
            commission,
            members,
            content,
            pieces,
            table,
        })
    }
}
