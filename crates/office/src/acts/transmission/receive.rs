//! The jury's side: receiving, which verifies the bytes; opening; and a file that came another way.

use super::look::school;
use crate::act::{About, Act, Desk, about, found};
use crate::acts::perimeter::Perimeter;
use crate::acts::portfolio::Arrived;
use crate::acts::sessions::subject_of;
use crate::{Failure, Office};
use async_trait::async_trait;
use bundle::{Finding, Manifest, NotABundle, Verified};
use exam::access::{self, Actor, Subject, may};
use exam::id::SessionId;
use exam::text;
use exam::transmission::{Step, may_open};
use std::io::Cursor;
use store::blobs::hash;
use store::tables::jury::bundles::{self, Done, Sent};
use store::{Fault, Tx};

/// The largest file that is verified, in megabytes.
pub const ARCHIVE_MB: u64 = bundle::ARCHIVE_MB;

/// A bundle of a perimeter, by its identifier.
pub(crate) async fn sent(tx: &mut Tx, perimeter: &Perimeter, id: &str) -> Result<Sent, Failure> {
    let session = perimeter.draw(tx).await?.session.id;
    let all = bundles::of_session(tx, &session).await?;
    found(all.into_iter().find(|one| one.id == id && one.school.as_ref() == school(perimeter)))
}

async fn step(desk: &mut Desk, bundle: &str, step: Step, findings: Vec<String>) -> Result<(), Failure> {
    let by = desk.actor.account.clone();
    let done = Done { step, findings, by_name: desk.actor.name.clone(), at: desk.now };
    let line = desk.id();
    Ok(bundles::step(&mut desk.tx, line, bundle, &by, &done).await?)
}

/// Records what verifying a bundle came to; [`Office::receive_bundle`] verifies it.
#[derive(Debug, Clone)]
struct ReceiveBundle {
    perimeter: Perimeter,
    id: String,
    findings: Vec<String>,
}

#[async_trait]
impl Act for ReceiveBundle {
    type Output = ();
    const ACT: access::Act = access::Act::ReceiveBundle;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let sent = sent(&mut desk.tx, &self.perimeter, &self.id).await?;
        let known = sent.steps.iter().any(|done| done.step == Step::Received);
        if !known {
            step(desk, &self.id, Step::Received, vec![]).await?;
        }
        let count = self.findings.len();
        let found = if count == 0 { Step::Verified } else { Step::Altered };
        step(desk, &self.id, found, self.findings).await?;
        let what = if known { "vérifié de nouveau" } else { "reçu et vérifié" };
        let told = match count {
            0 => format!("dossier {what}, SHA-256 {}", sent.sha256),
            count => format!("dossier {what} : altéré, {count} constats, SHA-256 attendu {}", sent.sha256),
        };
        let about = self.perimeter.about();
        desk.journal(about.kind, &about.id, "", told).await?;
        Ok(())
    }
}

/// Opens a bundle; [`Office::open_bundle`] gives its bytes.
#[derive(Debug, Clone)]
struct OpenBundle {
    perimeter: Perimeter,
    id: String,
}

#[async_trait]
impl Act for OpenBundle {
    type Output = Sent;
    const ACT: access::Act = access::Act::OpenBundle;

    fn about(&self) -> About {
        self.perimeter.about()
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        self.perimeter.subject(tx).await
    }

    async fn run(self, desk: &mut Desk) -> Result<Sent, Failure> {
        let sent = sent(&mut desk.tx, &self.perimeter, &self.id).await?;
        let subject = self.perimeter.subject(&mut desk.tx).await?;
        let about = self.perimeter.about();
        // Who signed keeps the record (E4-30), and takes a copy of it: that is not the jury's opening.
        if may(&desk.actor, access::Act::SignBundle, &subject).is_ok() {
            let told = format!("copie du dossier prise, SHA-256 {}", sent.sha256);
            desk.journal(about.kind, &about.id, "", told).await?;
            return Ok(sent);
        }
        let steps: Vec<_> = sent.steps.iter().map(|done| done.step).collect();
        may_open(&steps)?;
        if !steps.contains(&Step::Opened) {
            step(desk, &self.id, Step::Opened, vec![]).await?;
        }
        let told = format!("dossier ouvert, SHA-256 {}", sent.sha256);
        desk.journal(about.kind, &about.id, "", told).await?;
        Ok(sent)
    }
}

/// A bundle that was opened: its row and its bytes.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The row.
    pub sent: Sent,
    /// The archive.
    pub bytes: Vec<u8>,
}

/// Leaves the line of a file that came another way.
#[derive(Debug, Clone)]
struct CheckBundle {
    session: SessionId,
    told: String,
}

#[async_trait]
impl Act for CheckBundle {
    type Output = ();
    const ACT: access::Act = access::Act::ReceiveBundle;

    fn about(&self) -> About {
        about("session", &self.session)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        subject_of(tx, &self.session).await
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        desk.journal("session", &self.session, "", self.told).await?;
        Ok(())
    }
}

/// What verifying a file that came another way told.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The name of the file.
    pub name: String,
    /// Why it is no bundle at all, in words; empty where it is one.
    pub not_a_bundle: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// What it says of itself: school or session, and who sealed it when.
    pub says: String,
    /// The transmission of this installation that it is, or says to be.
    pub known: Option<Sent>,
    /// What is not as it was sealed, in words.
    pub findings: Vec<String>,
}

fn told(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(ToString::to_string).collect()
}

/// What a manifest says of its bundle, on one line.
fn says(manifest: &Manifest) -> String {
    let session = &manifest.session;
    let of =
        manifest.school.as_ref().map_or(manifest.track.clone(), |one| format!("{} ({})", one.name, one.uai));
    let exam = format!("{} {}, {}", session.exam, session.year, session.academy);
    format!("{of}, {exam} ; {} personnes, scellé par {}", manifest.candidates.len(), manifest.sealed.name)
}

async fn off<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|error| Fault::Internal(format!("task: {error}")))?)
}

impl Office {
    /// Receives a bundle that was sent here: its bytes are verified against the hash that was recorded, and each file
    /// against the manifest. Asked again, it is verified again.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such bundle, or a fault.
    pub async fn receive_bundle(
        &self,
        actor: &Actor,
        perimeter: &Perimeter,
        id: &str,
    ) -> Result<(), Failure> {
        self.allow(actor, access::Act::ReceiveBundle, perimeter).await?;
        let mut tx = self.db.read().await?;
        let sent = sent(&mut tx, perimeter, id).await?;
        drop(tx);
        if !sent.kept {
            return Err(Failure::NotFound);
        }
        let findings = match self.blobs.read(&sent.sha256).await {
            Err(_) => vec!["le fichier entier : il n’est plus dans le stockage".to_owned()],
            Ok(bytes) => {
                let expected = sent.sha256.clone();
                match off(move || bundle::verify(Cursor::new(bytes), Some(&expected))).await? {
                    Ok(found) => told(&found.findings),
                    Err(NotABundle(why)) => vec![format!("le fichier entier : {why}")],
                }
            }
        };
        let (perimeter, id) = (perimeter.clone(), id.to_owned());
        self.perform(actor, ReceiveBundle { perimeter, id, findings }).await
    }

    /// Opens a bundle that was sent here: for the jury once it is verified, and for the head who signed it.
    ///
    /// # Errors
    /// [`Failure`]: no right, not verified, no such bundle, or a fault, also where the bytes are not those sealed.
    pub async fn open_bundle(
        &self,
        actor: &Actor,
        perimeter: &Perimeter,
        id: &str,
    ) -> Result<Opened, Failure> {
        let sent =
            self.perform(actor, OpenBundle { perimeter: perimeter.clone(), id: id.to_owned() }).await?;
        if !sent.kept {
            return Err(Failure::NotFound);
        }
        let bytes = self.blobs.read(&sent.sha256).await?;
        if hash(&bytes) != sent.sha256 {
            return Err(Fault::Internal(format!("bundle {} is not what was sealed", sent.sha256)).into());
        }
        Ok(Opened { sent, bytes })
    }

    /// Verifies a file that came another way: of another installation, or on a key. Nothing of it is kept but the line of
    /// the journal.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such session, or a fault.
    pub async fn check_bundle(
        &self,
        actor: &Actor,
        session: &SessionId,
        (name, file): (&str, Arrived),
    ) -> Result<Checked, Failure> {
        self.allow(actor, access::Act::ReceiveBundle, &Perimeter::Session(session.clone())).await?;
        let name = text::file_name(name);
        let sha256 = file.hash.clone();
        let opened = std::fs::File::open(file.place()).map_err(Fault::from)?;
        let checked = match off(move || bundle::verify(opened, None)).await? {
            Ok(found) => self.recognised(session, name, found).await?,
            Err(NotABundle(why)) => {
                let (says, findings) = (String::new(), vec![]);
                Checked { name, not_a_bundle: why, sha256, says, known: None, findings }
            }
        };
        let told = match (checked.not_a_bundle.as_str(), checked.findings.len()) {
            ("", 0) => format!("fichier {} vérifié : entier, SHA-256 {}", checked.name, checked.sha256),
            ("", count) => {
                format!("fichier {} vérifié : {count} constats, SHA-256 {}", checked.name, checked.sha256)
            }
            _ => format!("fichier {} : ce n’est pas un dossier scellé", checked.name),
        };
        self.perform(actor, CheckBundle { session: session.clone(), told }).await?;
        Ok(checked)
    }

    /// What a file is among those that were sent here: the same to the byte, or what differs from the one it says to be.
    async fn recognised(
        &self,
        session: &SessionId,
        name: String,
        found: Verified,
    ) -> Result<Checked, Failure> {
        let mut tx = self.db.read().await?;
        let all = bundles::of_session(&mut tx, session).await?;
        drop(tx);
        let claims = |one: &&Sent| found.manifest.as_ref().is_some_and(|manifest| manifest.bundle == one.id);
        let same = all.iter().find(|one| one.sha256 == found.sha256);
        let known = same.or_else(|| all.iter().find(claims)).cloned();
        let mut findings = told(&found.findings);
        if let Some(sent) = known.as_ref().filter(|sent| same.is_none() && sent.kept)
            && let Ok(bytes) = self.blobs.read(&sent.sha256).await
            && let Ok(recorded) = off(move || bundle::verify(Cursor::new(bytes), None)).await?
            && let Some(manifest) = recorded.manifest
        {
            findings = told(&bundle::compare(&found, &manifest));
            findings.push(Finding::OtherBytes { expected: sent.sha256.clone() }.to_string());
        }
        let says = found.manifest.as_ref().map(says).unwrap_or_default();
        Ok(Checked { name, not_a_bundle: String::new(), sha256: found.sha256, says, known, findings })
    }
}
