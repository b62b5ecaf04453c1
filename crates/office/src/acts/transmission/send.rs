//! Sealing and sending (E4-33): the papers are printed and the archive is written off the database, then one transaction
//! records it, if nothing moved meanwhile.

use super::look::{facts, look, school};
use crate::act::{About, Act, Desk};
use crate::acts::perimeter::Perimeter;
use crate::print::{Sealing, sealed};
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::access::{self, Actor, Subject};
use exam::dossier::Timeliness;
use store::tables::jury::bundles::{self, Sent};
use store::{Tx, blobs};

/// Records a sealed bundle whose bytes are kept.
#[derive(Debug, Clone)]
struct SendBundle {
    perimeter: Perimeter,
    id: String,
    content: String,
    sha256: String,
    size: u64,
    documents: usize,
}

#[async_trait]
impl Act for SendBundle {
    type Output = Sent;
    const ACT: access::Act = access::Act::SendBundle;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<Sent, Failure> {
        let prepared = look(&mut desk.tx, &self.perimeter, desk.now).await?;
        let late = prepared.may_send(desk.now)? == Timeliness::Late;
        if prepared.content() != self.content {
            return Err(Failure::Outdated);
        }
        let signature = prepared.signature().map(|(one, _)| (one.name.clone(), one.at));
        let sent = Sent {
            id: self.id,
            session: prepared.drawn.session.id.clone(),
            school: school(&self.perimeter).cloned(),
            content: self.content,
            sha256: self.sha256,
            kept: true,
            size: self.size,
            candidates: prepared.lines.len(),
            documents: self.documents,
            late,
            signed: signature,
            by: desk.actor.account.clone(),
            by_name: desk.actor.name.clone(),
            at: desk.now,
            steps: vec![],
        };
        blobs::record(&mut desk.tx, &sent.sha256, sent.size, desk.now).await?;
        let held: Vec<_> = prepared.lines.iter().map(|line| line.candidate.clone()).collect();
        bundles::insert(&mut desk.tx, &sent, &held).await?;
        let before =
            prepared.sent.first().map(|one| format!("transmission {}", one.sha256)).unwrap_or_default();
        let told = format!(
            "dossier transmis au jury{}, {} personnes, {} documents, SHA-256 {}",
            if late { " en retard" } else { "" },
            sent.candidates,
            sent.documents,
            sent.sha256
        );
        let about = self.perimeter.about();
        desk.journal(about.kind, &about.id, before, told).await?;
        Ok(sent)
    }
}

impl Office {
    /// Seals a bundle and sends it to the jury.
    ///
    /// # Errors
    /// [`Failure`]: no right, a hole, the same was sent, the content moved meanwhile, or a fault.
    pub async fn send_bundle(&self, actor: &Actor, perimeter: &Perimeter) -> Result<Sent, Failure> {
        self.allow(actor, access::Act::SendBundle, perimeter).await?;
        let now = self.now();
        let mut tx = self.db.read().await?;
        let session = perimeter.draw(&mut tx).await?.session.id;
        let facts = facts(&mut tx, &session).await?;
        drop(tx);
        let prepared = facts.prepared(perimeter, now)?;
        let asked = prepared.may_send(now).map_err(Failure::from);
        self.journaled(actor, access::Act::SendBundle, &perimeter.about(), asked).await?;
        let sealing = Sealing { id: self.new_id(), by: actor.name.clone(), at: now };
        let id = sealing.id.clone();
        let (bytes, documents) = sealed(&facts, &prepared, sealing).await?;
        let size = bytes.len() as u64;
        let sha256 = self.blobs.keep(bytes).await?;
        let content = prepared.content();
        let perimeter = perimeter.clone();
        let act = SendBundle { perimeter, id, content, sha256: sha256.clone(), size, documents };
        let sent = self.perform(actor, act).await;
        if sent.is_err() {
            // No row names it, and no purge would find it.
            self.blobs.remove(&sha256).await?;
        }
        sent
    }
}
