//! Notices: given by the act that causes them, in its transaction; read by the person alone.

mod mails;
mod read;
mod remind;

pub use mails::{Choice, SeeUnsentMails, SettleMails, UnsentMail, at_the_machine};
pub use read::{ReadNotice, SeeNotice, SeeSentNotices};
pub use remind::{Incomplete, Lacking, Remind, Reminded, SeeIncomplete};
pub use store::tables::notices::{Notice, To};

use crate::Failure;
use crate::act::Desk;
use crate::mail::{MAIL, Mail};
use exam::french;
use exam::id::NoticeId;
use exam::notice::{Exam, Kind, Letter};
use store::tables::candidates::Candidate;
use store::tables::sessions::Session;
use store::tables::{accounts, notices};
use store::{Fault, outbox};

/// The exam, as notices name it.
pub(crate) fn exam(session: &Session) -> Exam<'_> {
    Exam { referential: &session.referential, year: session.year, zone: &session.zone }
}

/// Tells somebody: a notice that is kept, and a mail where the account has an address; the mail of a convocation, which
/// is what its notice is about, encloses it.
pub(crate) async fn tell(
    desk: &mut Desk,
    to: To,
    letter: Letter,
    about: (&'static str, &str),
) -> Result<NoticeId, Failure> {
    let account = match &to {
        To::Account(account) => Some(account.clone()),
        To::Candidate(id) => {
            store::tables::candidates::find(&mut desk.tx, id).await?.and_then(|known| known.account)
        }
    };
    let notice = Notice {
        id: desk.id::<NoticeId>(),
        to,
        kind: letter.kind,
        subject: letter.subject,
        text: letter.text,
        about: (about.0.to_owned(), about.1.to_owned()),
        at: desk.now,
        by: desk.actor.account.clone(),
        read_at: None,
    };
    notices::insert(&mut desk.tx, &notice).await?;
    let address = match &account {
        Some(account) => accounts::email(&mut desk.tx, account).await?,
        None => None,
    };
    if let Some(to) = address {
        let encloses = (notice.kind == Kind::Convened).then(|| about.1.into());
        let mail = Mail { to, subject: notice.subject, text: signed(&notice.text), encloses };
        let payload = serde_json::to_string(&mail).map_err(Fault::from)?;
        outbox::put(&mut desk.tx, notice.id.0.clone(), MAIL, payload, desk.now).await?;
    }
    Ok(notice.id)
}

/// Tells a candidate.
pub(crate) async fn tell_candidate(
    desk: &mut Desk,
    candidate: &Candidate,
    letter: Letter,
) -> Result<(), Failure> {
    tell(desk, To::Candidate(candidate.id.clone()), letter, ("candidate", candidate.id.as_str())).await?;
    Ok(())
}

/// The text of a mail: what the notice says, and where it comes from.
fn signed(text: &str) -> String {
    let foot = "Cet avis est aussi dans Florilège, « Mes avis » : dites-y que vous l’avez lu. Ne répondez pas à ce \
                message, personne ne le lit.";
    format!("Bonjour,\n\n{text}\n\n-- \n{}\n", french::spaced(foot))
}
