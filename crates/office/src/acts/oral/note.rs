//! The note of preparation: one examiner's own. No line of the journal, no view of anybody else's: even its length is
//! nobody's business.

use crate::Failure;
use crate::act::{About, Act, Desk, about, found};
use crate::acts::sheets::load;
use async_trait::async_trait;
use exam::access::{self, Subject};
use exam::deadline::today;
use exam::id::SheetId;
use exam::retention::note_kept_until;
use exam::{Refusal, text};
use store::Tx;
use store::tables::oral::notes;
pub use store::tables::oral::notes::Note as KeptNote;
use store::tables::sessions::Session;
use store::tables::subjects;

/// Writes one's own note on a candidate, over the revision seen.
#[derive(Debug, Clone)]
pub struct WriteNote {
    /// The sheet of the candidate.
    pub sheet: SheetId,
    /// The revision that the person saw; 0 for none.
    pub seen: i64,
    /// The note.
    pub text: String,
}

/// What [`WriteNote`] comes to.
#[derive(Debug, Clone)]
pub struct Wrote {
    /// The session: its time zone.
    pub session: Session,
    /// The note as it stands.
    pub note: KeptNote,
    /// Another window wrote meanwhile: what stands is its text, and this one was not written.
    pub stale: Option<String>,
}

#[async_trait]
impl Act for WriteNote {
    type Output = Wrote;
    const ACT: access::Act = access::Act::KeepNote;

    fn about(&self) -> About {
        about("sheet", &self.sheet)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_sheet(tx, &self.sheet).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<Wrote, Failure> {
        let around = load(desk, &self.sheet, Self::ACT).await?.around;
        if !around.members.iter().any(|member| member.account == desk.actor.account) {
            return Err(Refusal::NotAMember.into());
        }
        let (session, candidate) = (around.session, around.seated.candidate.id);
        let (account, day) = (desk.actor.account.clone(), today(desk.now, &session.zone));
        let written = text::reason(&self.text)?;
        let known = notes::own(&mut desk.tx, &candidate, &account, day).await?;
        if known.text == written {
            return Ok(Wrote { session, note: known, stale: None });
        }
        if known.revision != self.seen {
            return Ok(Wrote { session, note: known, stale: Some(written) });
        }
        let kept = (desk.now, note_kept_until(session.dates.orals_to));
        if !notes::write(&mut desk.tx, (&candidate, &account), &written, self.seen, kept).await? {
            return Err(Failure::Outdated);
        }
        let note = KeptNote { text: written, revision: self.seen + 1, at: Some(desk.now) };
        Ok(Wrote { session, note, stale: None })
    }
}
