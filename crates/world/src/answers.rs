//! What the office answered, and what the journal kept of it.

use crate::World;
use exam::Refusal;
use exam::access::Actor;
use exam::id::{CandidateId, NoticeId, SheetId};
use exam::notice::Kind;
use office::Failure;
use std::fmt::Debug;
use store::journal::Line;
use store::tables::notices::{self, Notice, To};

/// The rule that refused.
///
/// # Panics
/// Where the answer is another one.
pub fn refused<T: Debug>(answer: Result<T, Failure>) -> Refusal {
    match answer {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

impl World {
    /// The lines of a thing's journal, oldest first.
    pub async fn journal(&self, kind: &str, id: &str) -> Vec<Line> {
        let mut tx = self.db.read().await.unwrap();
        store::journal::of(&mut tx, kind, id).await.unwrap()
    }

    /// The last notice of a candidate.
    pub async fn told(&self, candidate: &CandidateId) -> NoticeId {
        let mut tx = self.db.read().await.unwrap();
        notices::of_candidate(&mut tx, candidate).await.unwrap()[0].id.clone()
    }

    /// Tells somebody that the own visa on a sheet counts no longer.
    pub async fn told_of_visa(&self, member: &Actor, sheet: &SheetId) -> NoticeId {
        let notice = Notice {
            id: NoticeId::from("notice of a visa"),
            to: To::Account(member.account.clone()),
            kind: Kind::VisaVoided,
            subject: "Votre visa est à redonner".to_owned(),
            text: "La feuille a changé après votre visa.".to_owned(),
            about: ("sheet".to_owned(), sheet.to_string()),
            at: self.office.now(),
            by: member.account.clone(),
            read_at: None,
        };
        let mut tx = self.db.write().await.unwrap();
        notices::insert(&mut tx, &notice).await.unwrap();
        tx.commit().await.unwrap();
        notice.id
    }

    /// How many notices somebody has not read.
    pub async fn unread(&self, actor: &Actor) -> i64 {
        let mut tx = self.db.read().await.unwrap();
        notices::unread(&mut tx, &actor.account).await.unwrap()
    }

    /// Every chain of the journal is whole.
    pub async fn journal_is_whole(&self) -> usize {
        let mut tx = self.db.read().await.unwrap();
        let verification = store::journal::verify(&mut tx).await.unwrap();
        assert_eq!(verification.broken, Vec::<String>::new());
        verification.lines
    }
}
