//! A purge: announced, asked for by one person, confirmed by another, done in one transaction. Bytes leave the disk once
//! it is committed, by a task of the outbox that is taken up again where the machine stops.

use super::plan::{Kept, look};
use crate::act::{About, Act, Desk};
use crate::acts::notices::{exam, tell_candidate};
use crate::acts::perimeter::Perimeter;
use crate::acts::statistics;
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::access::{self, Actor, Subject};
use exam::retention::{Count, PurgeRecord, Signed, State};
use exam::{Refusal, notice};
use site::Site;
use site::written::Written;
use std::collections::{BTreeMap, BTreeSet};
use store::tables::candidates::Candidate;
use store::tables::retention::words::{self, People};
use store::tables::retention::{self as kept, Purge, erase};
use store::{Fault, Tx, outbox};

/// What the outbox calls the removal of bytes.
const ERASE: &str = "erase";

/// Announces the purge of a perimeter: each candidate is told.
#[derive(Debug, Clone)]
pub struct AnnouncePurge {
    /// How far.
    pub perimeter: Perimeter,
}

#[async_trait]
impl Act for AnnouncePurge {
    type Output = usize;
    const ACT: access::Act = access::Act::AnnouncePurge;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<usize, Failure> {
        let mut seen = look(&mut desk.tx, &self.perimeter, desk.now).await?;
        seen.keeping().announce(seen.today)?;
        let told: Vec<_> = seen.going().cloned().collect();
        if told.is_empty() {
            return Err(Refusal::NothingToPurge.into());
        }
        let school = match &self.perimeter {
            Perimeter::School(id) => Some(id.clone()),
            Perimeter::Session(_) => None,
        };
        let purge = Purge {
            id: desk.id(),
            session: seen.drawn.session.id.clone(),
            school,
            announced_on: seen.today,
            announced: signed(desk),
            asked: None,
            record: None,
        };
        kept::announce(&mut desk.tx, &purge).await?;
        seen.purge = Some(purge.clone());
        let letter = notice::purge_announced(exam(&seen.drawn.session), seen.from());
        for candidate in &told {
            tell_candidate(desk, candidate, letter.clone()).await?;
        }
        let after = format!("destruction annoncée à {} personnes, à partir du {}", told.len(), seen.from());
        desk.journal("purge", &purge.id, "", after.clone()).await?;
        let about = self.perimeter.about();
        desk.journal(about.kind, &about.id, "", after).await?;
        Ok(told.len())
    }
}

/// Asks for the purge of a perimeter, once every delay is over.
#[derive(Debug, Clone)]
pub struct AskPurge {
    /// How far.
    pub perimeter: Perimeter,
}

#[async_trait]
impl Act for AskPurge {
    type Output = ();
    const ACT: access::Act = access::Act::AskPurge;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let seen = look(&mut desk.tx, &self.perimeter, desk.now).await?;
        seen.keeping().ask(seen.today)?;
        let purge = seen.purge.as_ref().ok_or(Refusal::PurgeNotAnnounced)?;
        if seen.going().next().is_none() {
            return Err(Refusal::NothingToPurge.into());
        }
        if !kept::ask(&mut desk.tx, &purge.id, &desk.actor.account.clone(), desk.now).await? {
            return Err(Refusal::PurgeAsked.into());
        }
        let told = format!("destruction demandée : {} dossiers", seen.going().count());
        desk.journal("purge", &purge.id, "", told.clone()).await?;
        let about = self.perimeter.about();
        desk.journal(about.kind, &about.id, "", told).await?;
        Ok(())
    }
}

/// Confirms a purge that another person asked for, and does it. [`Office::purge`] performs it.
#[derive(Debug, Clone)]
pub struct ConfirmPurge {
    /// How far.
    pub perimeter: Perimeter,
    /// How many dossiers the person saw.
    pub seen: usize,
    /// The files of each hosted site, by its manifest, as they were read ahead.
    pub sites: BTreeMap<String, Vec<String>>,
}

#[async_trait]
impl Act for ConfirmPurge {
    type Output = PurgeRecord;
    const ACT: access::Act = access::Act::ConfirmPurge;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<PurgeRecord, Failure> {
        let plan = look(&mut desk.tx, &self.perimeter, desk.now).await?;
        let purge = plan.purge.clone().ok_or(Refusal::PurgeNotAnnounced)?;
        let asked = purge.asked.clone();
        plan.keeping().confirm(plan.today, asked.as_ref().map(|one| &one.by), &desk.actor.account)?;
        let asked = asked.ok_or(Refusal::PurgeNotAsked)?;
        let going: Vec<Candidate> = plan.going().cloned().collect();
        if going.is_empty() {
            return Err(Refusal::NothingToPurge.into());
        }
        if going.len() != self.seen {
            return Err(Failure::Outdated);
        }
        statistics::keep(desk, &plan.drawn.session).await?;
        let (gone, counts, people) = rows(desk, &going, &self.sites).await?;
        let session = &plan.drawn.session.id;
        erase::lists_and_mails(&mut desk.tx, session, purge.announced.at).await?;
        let (documents, shared) = forget(desk, gone, &self.sites).await?;
        let journal_lines = words::empty(&mut desk.tx, &people, &purge.id).await?;
        let journal_seal = words::seal(words::emptied(&mut desk.tx, &purge.id).await?);
        let record = PurgeRecord {
            classes: plan.classes.clone(),
            announced_on: purge.announced_on,
            candidates: number(going.len()),
            held: number(plan.held()),
            counts,
            documents,
            shared,
            journal_lines,
            journal_seal,
            asked,
            confirmed: signed(desk),
        };
        kept::finish(&mut desk.tx, &purge.id, &record).await?;
        let told = said(&record);
        desk.journal("purge", &purge.id, "", format!("{told} ; {}", record.journal_seal)).await?;
        let about = self.perimeter.about();
        desk.journal(about.kind, &about.id, "", told).await?;
        let (id, payload) = (desk.id(), serde_json::to_string(&record.documents)?);
        outbox::put(&mut desk.tx, id, ERASE, payload, desk.now).await?;
        Ok(record)
    }
}

/// What the journal says of a purge: numbers, and nobody's name.
fn said(record: &PurgeRecord) -> String {
    format!(
        "{} dossiers détruits, {} documents, {} lignes du journal vidées, demandée par {}",
        record.candidates,
        record.documents.len(),
        record.journal_lines,
        record.asked.name
    )
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn signed(desk: &Desk) -> Signed {
    Signed { by: desk.actor.account.clone(), name: desk.actor.name.clone(), at: desk.now }
}

/// Deletes the rows of each candidate. Gives the hashes that they named, how many things went, and whom the journal
/// shall not name any more.
async fn rows(
    desk: &mut Desk,
    going: &[Candidate],
    sites: &BTreeMap<String, Vec<String>>,
) -> Result<(BTreeSet<String>, Vec<Count>, People), Failure> {
    let (mut gone, mut people, mut counted) = (BTreeSet::new(), People::default(), [0; 4]);
    for candidate in going {
        let tx = &mut desk.tx;
        for (hash, is_site) in erase::named_by(tx, &candidate.id).await? {
            if is_site {
                gone.extend(sites.get(&hash).ok_or(Failure::Outdated)?.iter().cloned());
            }
            gone.insert(hash);
        }
        for content in erase::written(tx, Some(&candidate.id)).await? {
            gone.extend(attached(&content));
        }
        let (sheets, notices) = erase::chains_of(tx, &candidate.id).await?;
        people.add(candidate, &sheets, &notices);
        let [pieces, sheets, notices] = erase::candidate(tx, &candidate.id).await?;
        let mut erased = 0;
        if let Some(account) = &candidate.account {
            let login = erase::login_of(tx, account).await?;
            if erase::account(tx, account.as_str()).await? {
                people.erased(account.as_str(), &login);
                erased = 1;
            }
        }
        for (all, one) in counted.iter_mut().zip([pieces, sheets, notices, erased]) {
            *all += one;
        }
    }
    let labels = ["pièces de dossier", "feuilles d’évaluation", "avis donnés", "comptes effacés"];
    let counts = labels.iter().zip(counted).map(|(label, count)| Count {
        label: (*label).to_owned(),
        count: i64::try_from(count).unwrap_or(i64::MAX),
    });
    Ok((gone, counts.collect(), people))
}

/// The files that a portfolio written here names; none where it cannot be read.
fn attached(content: &str) -> Vec<String> {
    let written = serde_json::from_str::<Written>(content).unwrap_or_default();
    written.files.into_iter().map(|file| file.hash).collect()
}

/// Forgets those hashes that no row names any more, directly or in the manifest of a site. Gives them, and how many stay.
async fn forget(
    desk: &mut Desk,
    gone: BTreeSet<String>,
    sites: &BTreeMap<String, Vec<String>>,
) -> Result<(Vec<String>, i64), Failure> {
    let mut named = erase::named(&mut desk.tx).await?;
    for site in erase::sites(&mut desk.tx).await? {
        named.extend(sites.get(&site).ok_or(Failure::Outdated)?.iter().cloned());
    }
    for content in erase::written(&mut desk.tx, None).await? {
        named.extend(attached(&content));
    }
    let (mut forgotten, mut shared) = (vec![], 0);
    for hash in gone {
        if named.contains(&hash) {
            shared += 1;
        } else if erase::forget(&mut desk.tx, &hash).await? {
            forgotten.push(hash);
        }
    }
    Ok((forgotten, shared))
}

/// What a round of removals came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cleared {
    /// Files removed from the disk.
    pub files: usize,
    /// Purges whose removal is done.
    pub purges: usize,
}

impl Office {
    /// Confirms a purge, does it, and removes what it leaves on the disk. Where that last step fails, the purge stands and
    /// [`Office::clear_purged`] takes the step up again.
    ///
    /// # Errors
    /// [`Failure`]: no right, a rule, the plan changed since it was seen, or a fault.
    pub async fn purge(
        &self,
        actor: &Actor,
        perimeter: &Perimeter,
        seen: usize,
    ) -> Result<PurgeRecord, Failure> {
        self.allow(actor, access::Act::ConfirmPurge, perimeter).await?;
        let sites = self.sites().await?;
        let act = ConfirmPurge { perimeter: perimeter.clone(), seen, sites };
        let record = self.perform(actor, act).await?;
        if let Err(failure) = self.clear_purged().await {
            tracing::error!(?failure, "purge: bytes are still to be removed");
        }
        Ok(record)
    }

    /// The files of every hosted site, by its manifest. A manifest that is gone from the disk names nothing.
    async fn sites(&self) -> Result<BTreeMap<String, Vec<String>>, Failure> {
        let mut tx = self.db.read().await?;
        let manifests = erase::sites(&mut tx).await?;
        drop(tx);
        let mut sites = BTreeMap::new();
        for hash in manifests {
            let files = match self.blobs.read(&hash).await {
                Ok(bytes) => serde_json::from_slice::<Site>(&bytes).unwrap_or_default().files,
                Err(_) => vec![],
            };
            sites.insert(hash, files.into_iter().map(|file| file.hash).collect());
        }
        Ok(sites)
    }

    /// Removes from the disk what confirmed purges left there: the bytes of forgotten blobs, and what the database's own
    /// files still hold of deleted rows. Nothing is purged here: two people did before.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn clear_purged(&self) -> Result<Cleared, Failure> {
        let mut tx = self.db.write().await?;
        let waiting = outbox::take(&mut tx, ERASE, self.outside.now(), 8).await?;
        tx.commit().await?;
        let mut cleared = Cleared::default();
        for task in waiting {
            let done = self.clear(&serde_json::from_str::<Vec<String>>(&task.payload)?).await;
            let mut tx = self.db.write().await?;
            let outcome = done.as_ref().map(|_| ()).map_err(ToString::to_string);
            outbox::settle(&mut tx, &task.id, outcome, self.outside.now()).await?;
            tx.commit().await?;
            cleared.files += done?;
            cleared.purges += 1;
        }
        Ok(cleared)
    }

    async fn clear(&self, hashes: &[String]) -> Result<usize, Fault> {
        let mut removed = 0;
        for hash in hashes {
            // Somebody may have handed in the same bytes since: they stay.
            let mut tx = self.db.read().await?;
            let again = erase::is_recorded(&mut tx, hash).await?;
            drop(tx);
            if !again {
                self.blobs.remove(hash).await?;
                removed += 1;
            }
        }
        self.db.rewrite().await?;
        Ok(removed)
    }
}

impl Kept {
    /// Whether somebody else must now confirm.
    pub fn waits_for_another(&self, actor: &Actor) -> bool {
        let asked = self.purge.as_ref().and_then(|purge| purge.asked.as_ref());
        self.state() == State::Purgeable && asked.is_some_and(|asked| asked.by == actor.account)
    }
}
