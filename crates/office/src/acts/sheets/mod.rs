//! Evaluation sheets: two examiners write one, field by field, then each gives a visa.

pub mod pulse;
mod scan;
mod write;

pub use scan::WithdrawScan;
pub use write::{Outcome, SendField, WriteFields};

use crate::Failure;
use crate::act::{About, Act, Desk, View, about, found};
use crate::acts::dossiers::{Table, table};
use crate::acts::notices::{To, exam, tell};
use crate::acts::portfolio::Watch;
use async_trait::async_trait;
use exam::Refusal;
use exam::access::{self, Subject, may_within};
use exam::deadline::today;
use exam::dossier::PieceKind;
use exam::forms::OwnForm;
use exam::id::{AccountId, ExaminerId, SheetId};
use exam::notice::Letter;
use exam::penalty::Calculation;
use exam::refusal::Missing;
use exam::sheet::{Sheet, State};
use exam::sitting::{PartTimes, Sitting, WhichExam};
use exam::{notice, text};
use jiff::Timestamp;
use store::Tx;
use store::tables::commissions::{Commission, Examiner};
use store::tables::decisions::Decision;
use store::tables::deposits::{self, Deposit};
use store::tables::forms;
use store::tables::harmonisation;
use store::tables::optional::requests::{self, Kept};
use store::tables::oral::arrivals::Arrival;
use store::tables::oral::divergences;
use store::tables::oral::notes::{self, Note};
use store::tables::sessions::Session;
use store::tables::sheets::{self, Around, Seated};
use store::tables::subjects;

/// A sheet with all that its rules need.
pub(crate) struct Loaded {
    pub around: Around,
    pub content: Sheet,
    pub times: Vec<PartTimes>,
}

/// Loads a sheet, in two statements. The commission reads and writes from the date fixed (E4-20).
pub(crate) async fn load(desk: &mut Desk, id: &SheetId, act: access::Act) -> Result<Loaded, Failure> {
    let around = found(sheets::around(&mut desk.tx, id).await?)?;
    let (candidate, session) = (&around.seated.candidate, &around.session);
    let subject = Subject {
        session: Some(session.id.clone()),
        school: candidate.school.clone(),
        track: Some(candidate.track),
        candidate: Some(candidate.id.clone()),
        commission: Some(around.commission.id.clone()),
        account: None,
    };
    may_within(&desk.actor, act, &subject, (today(desk.now, &session.zone), session.dates.reading_from))?;
    let found = sheets::content_with_times(&mut desk.tx, id, &session.referential).await?;
    Ok(Loaded { around, content: found.sheet, times: found.times })
}

/// E4-36: after the jury, nothing is written any more.
pub(crate) fn refuse_decided(around: &Around) -> Result<(), Failure> {
    if around.decision.is_some() { Err(Refusal::AlreadyDecided.into()) } else { Ok(()) }
}

/// E4-17, E4-36: nothing is written on a closed sheet, nor after the jury.
pub(crate) fn refuse_closed(loaded: &Loaded) -> Result<(), Failure> {
    refuse_decided(&loaded.around)?;
    if loaded.content.state() == State::Closed { Err(Refusal::SheetClosed.into()) } else { Ok(()) }
}

/// The members whose visa stands.
pub(crate) fn signed(content: &Sheet) -> Vec<ExaminerId> {
    content.visas.iter().filter(|visa| !visa.voided).map(|visa| visa.examiner.clone()).collect()
}

/// The visas that stand count no longer, after a change; those who gave them are told.
pub(crate) async fn void_standing(desk: &mut Desk, around: &Around, before: &Sheet) -> Result<(), Failure> {
    let sheet = &around.seated.sitting.sheet;
    sheets::void_visas(&mut desk.tx, sheet, desk.now).await?;
    desk.journal("sheet", sheet, "visas", "visas annulés par une modification").await?;
    let letter = notice::visa_voided(exam(&around.session), &around.seated.candidate.number);
    tell_members(desk, around, &signed(before), &letter).await
}

/// Tells these members, but not the one who acts.
async fn tell_members(
    desk: &mut Desk,
    around: &Around,
    whom: &[ExaminerId],
    letter: &Letter,
) -> Result<(), Failure> {
    for member in &around.members {
        if whom.contains(&member.id) && member.account != desk.actor.account {
            let sheet = ("sheet", around.seated.sitting.sheet.as_str());
            tell(desk, To::Account(member.account.clone()), letter.clone(), sheet).await?;
        }
    }
    Ok(())
}

/// Tells both members, but not the one who acts.
pub(crate) async fn tell_both(desk: &mut Desk, around: &Around, letter: &Letter) -> Result<(), Failure> {
    let both: Vec<_> = around.members.iter().map(|member| member.id.clone()).collect();
    tell_members(desk, around, &both, letter).await
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
        refuse_decided(&loaded.around)?;
        let members = &loaded.around.members;
        let me = members.iter().find(|member| member.account == desk.actor.account);
        let me = me.ok_or(Refusal::NotAMember)?.id.clone();
        let ids: Vec<_> = members.iter().map(|member| member.id.clone()).collect();
        loaded.content.may_give_visa(&me, &ids, &self.seen, &loaded.around.session.referential)?;
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
        let around = &loaded.around;
        refuse_decided(around)?;
        let reason = text::reason(&self.reason)?;
        loaded.content.may_reopen(&reason)?;
        let letter = notice::sheet_reopened(exam(&around.session), &around.seated.candidate.number, &reason);
        tell_both(desk, around, &letter).await?;
        sheets::void_visas(&mut desk.tx, &self.sheet, desk.now).await?;
        let before =
            if loaded.content.settlement().is_some() { "divergence tranchée" } else { "deux visas" };
        divergences::end(&mut desk.tx, &self.sheet).await?;
        desk.journal("sheet", &self.sheet, before, format!("rouverte : {reason}")).await?;
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
    /// What was seen of outside portfolios, and when the dossier was frozen; the copies are the dossier's to show.
    pub watch: Watch,
    /// What was read in the table, once one was.
    pub table: Option<Table>,
    /// Which exam the sheet is of; the session's referential is that exam's.
    pub which: WhichExam,
    /// The request that the optional exam is about; none at the oral.
    pub request: Option<Kept>,
    /// The name of the official grid of the optional exam, where the session has one.
    pub official: Option<String>,
    /// What the jury decided: nothing is written any more.
    pub decision: Option<Decision>,
    /// What harmonisation recommended beside a closed sheet, the first one first (E4-23).
    pub recommendations: Vec<harmonisation::Kept>,
    /// The real times of the parts that started.
    pub oral: Sitting,
    /// The candidate's arrival, once it was noted.
    pub arrival: Option<Arrival>,
    /// When this was read.
    pub now: Timestamp,
    /// The actor's account.
    pub me: AccountId,
    /// The actor is one of the two members, and not only a reader.
    pub member: bool,
    /// The actor's own note of preparation; nobody else's, and none for a reader.
    pub note: Note,
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
        let Loaded { around, content, times } = load(desk, &self.sheet, Self::ACT).await?;
        let Around { seated, commission, members, session, which, decision, extra, arrival } = around;
        let (request, official) = match which {
            WhichExam::Oral => (None, None),
            WhichExam::Optional => (
                requests::find(&mut desk.tx, &seated.candidate.id).await?,
                forms::find(&mut desk.tx, &session.id, OwnForm::OptionalGrid).await?,
            ),
        };
        let standing = deposits::standing(&mut desk.tx, &seated.candidate.id).await?;
        let watch = Watch::looks(&mut desk.tx, &seated.candidate.id).await?;
        let of_oral = |piece: &&Deposit| which == WhichExam::Oral && piece.kind == PieceKind::Table;
        let handed_in = standing.iter().find(of_oral);
        let reading = handed_in.and_then(|piece| piece.reading.as_deref());
        let table = reading.map(|reading| table(reading, &session.referential)).transpose()?;
        let member = members.iter().any(|member| member.account == desk.actor.account);
        let today = today(desk.now, &session.zone);
        let note = if member {
            notes::own(&mut desk.tx, &seated.candidate.id, &desk.actor.account, today).await?
        } else {
            Note::default()
        };
        // An open sheet has none: nothing is proposed yet.
        let recommendations = match content.state() {
            State::Closed => {
                harmonisation::of_sheet(&mut desk.tx, &self.sheet, session.referential.scale).await?
            }
            _ => vec![],
        };
        Ok(SheetPage {
            recommendations,
            missing: content.missing(&session.referential),
            calculation: content.calculation(&session.referential),
            oral: Sitting { extra, parts: times },
            now: desk.now,
            which,
            request,
            official: official.map(|one| one.file_name),
            decision,
            me: desk.actor.account.clone(),
            member,
            note,
            session,
            seated,
            commission,
            members,
            content,
            pieces: standing,
            watch,
            table,
            arrival,
        })
    }
}
