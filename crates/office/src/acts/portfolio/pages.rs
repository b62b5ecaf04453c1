//! A portfolio written here (E4-07): its pages and files, received one change at a time, and handed in as a hosted site.

use crate::act::{About, Act, Desk, View, about, found};
use crate::acts::deposits::{Received, still_open};
use crate::acts::dossiers::{Dossier, load};
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::access::{self, Actor, Subject};
use exam::id::CandidateId;
use exam::{Refusal, text};
use jiff::Timestamp;
use site::written::{Achievement, Around, Attached, FILES, Page, Written, attachable, key, render};
use site::{File, Site};
use std::collections::BTreeMap;
use store::Tx;
use store::blobs;
use store::tables::{candidates, online, portfolios, subjects};
use tableau::Table;

/// The most pages, and the most files.
pub const MAX_PAGES: usize = 60;

/// The longest text of a page, in characters.
pub const MAX_TEXT: usize = 60_000;

/// One change to a portfolio.
#[derive(Debug, Clone)]
pub enum Change {
    /// A page written over the revision that the person saw: the first page where the key is empty.
    Write(Page),
    /// A new page, by its title.
    Add(String),
    /// A page taken out.
    Remove(String),
    /// A page one place up, or down.
    Move(String, bool),
    /// A file that was kept.
    Attach(Attached),
    /// A file taken out.
    Detach(String),
}

/// What a change comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PagesWritten {
    /// The server holds it: the key and revision of the page, and when it was received.
    Received(String, u32, Timestamp),
    /// The page was written meanwhile: it is there as it stands, and nothing was written.
    Stale(Box<Page>),
}

/// Changes the portfolio that a candidate writes here.
#[derive(Debug, Clone)]
pub struct WritePages {
    /// The candidate.
    pub candidate: CandidateId,
    /// The change.
    pub change: Change,
}

#[async_trait]
impl Act for WritePages {
    type Output = PagesWritten;
    const ACT: access::Act = access::Act::WritePages;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<PagesWritten, Failure> {
        let candidate = found(candidates::find(&mut desk.tx, &self.candidate).await?)?;
        still_open(&mut desk.tx, &candidate).await?;
        let kept = portfolios::pages(&mut desk.tx, &self.candidate).await?;
        let mut written: Written = match &kept {
            Some(kept) => serde_json::from_str(&kept.content)?,
            None => Written::default(),
        };
        if let Change::Attach(file) = &self.change {
            blobs::record(&mut desk.tx, &file.hash, file.size, desk.now).await?;
        }
        let (key, revision, told) = match apply(&mut written, self.change)? {
            Applied::Done(key, revision, told) => (key, revision, told),
            Applied::Stale(page) => return Ok(PagesWritten::Stale(page)),
        };
        let next = portfolios::Pages {
            candidate: self.candidate.clone(),
            content: serde_json::to_string(&written)?,
            revision: kept.map_or(0, |kept| kept.revision) + 1,
            by: desk.actor.account.clone(),
            by_name: desk.actor.name.clone(),
            at: desk.now,
        };
        if !portfolios::write_pages(&mut desk.tx, &next).await? {
            return Err(Failure::Outdated);
        }
        desk.journal("candidate", &self.candidate, "", told).await?;
        Ok(PagesWritten::Received(key, revision, desk.now))
    }
}

enum Applied {
    /// The page's key and revision, and the line of the journal: never the words of a page.
    Done(String, u32, String),
    Stale(Box<Page>),
}

fn apply(written: &mut Written, change: Change) -> Result<Applied, Failure> {
    let done = |key: &str, told: String| Ok(Applied::Done(key.to_owned(), 0, told));
    match change {
        Change::Write(page) => write(written, &page),
        Change::Add(title) => {
            if written.pages.len() >= MAX_PAGES {
                return Err(Refusal::TooManyPages { limit: MAX_PAGES }.into());
            }
            let title = text::name("titre", &title)?;
            let key = key(&title, &written.pages);
            written.pages.push(Page { key: key.clone(), title, ..Page::default() });
            done(&key, format!("page {key} ajoutée"))
        }
        Change::Remove(key) => {
            let count = written.pages.len();
            written.pages.retain(|page| page.key != key);
            if written.pages.len() == count {
                Err(Failure::NotFound)
            } else {
                done("", format!("page {key} retirée"))
            }
        }
        Change::Move(key, up) => {
            let at = found(written.pages.iter().position(|page| page.key == key))?;
            let to = if up { at.saturating_sub(1) } else { (at + 1).min(written.pages.len() - 1) };
            written.pages.swap(at, to);
            done("", format!("page {key} déplacée"))
        }
        Change::Attach(file) => {
            if written.files.iter().any(|known| known.name == file.name) {
                return Err(Refusal::NameTaken.into());
            }
            if written.files.len() >= MAX_PAGES {
                return Err(Refusal::TooManyPages { limit: MAX_PAGES }.into());
            }
            let told = format!("fichier {} ajouté, SHA-256 {}", file.name, file.hash);
            written.files.push(file);
            done("", told)
        }
        Change::Detach(name) => {
            let count = written.files.len();
            written.files.retain(|file| file.name != name);
            if written.files.len() == count {
                Err(Failure::NotFound)
            } else {
                done("", format!("fichier {name} retiré"))
            }
        }
    }
}

fn write(written: &mut Written, page: &Page) -> Result<Applied, Failure> {
    if page.text.chars().count() > MAX_TEXT {
        return Err(Refusal::TextTooLong { limit: MAX_TEXT }.into());
    }
    let place = if page.key.is_empty() {
        &mut written.home
    } else {
        found(written.pages.iter_mut().find(|known| known.key == page.key))?
    };
    let title = if page.title.trim().is_empty() { String::new() } else { text::name("titre", &page.title)? };
    let next = Page { title, revision: place.revision + 1, ..page.clone() };
    let same = Page { revision: place.revision, ..next.clone() } == *place;
    if !same && place.revision != page.revision {
        return Ok(Applied::Stale(Box::new(place.clone())));
    }
    if !same {
        *place = next;
    }
    let (key, revision) = (place.key.clone(), place.revision);
    let name = if key.is_empty() { "accueil" } else { &key };
    let told = format!("page {name}, révision {revision}");
    Ok(Applied::Done(key, revision, told))
}

/// The portfolio that a candidate writes here, with the dossier that it belongs to.
#[derive(Debug, Clone)]
pub struct SeePages {
    /// The candidate.
    pub candidate: CandidateId,
}

/// What [`SeePages`] shows.
#[derive(Debug, Clone)]
pub struct PagesView {
    /// The dossier.
    pub dossier: Dossier,
    /// The pages and files.
    pub written: Written,
    /// When the last change was received.
    pub at: Option<Timestamp>,
    /// What stands around the pages: the name, and the achievements of the table.
    pub around: Around,
}

#[async_trait]
impl View for SeePages {
    type Output = PagesView;
    const ACT: access::Act = access::Act::SeeOwnDossier;

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn read(self, desk: &mut Desk) -> Result<PagesView, Failure> {
        let dossier = load(desk, &self.candidate).await?;
        let kept = portfolios::pages(&mut desk.tx, &self.candidate).await?;
        let table = match online::find(&mut desk.tx, &self.candidate).await? {
            Some(online) => Some(serde_json::from_str::<Table>(&online.content)?),
            None => dossier.table.as_ref().map(|table| Table::from(&table.reading)),
        };
        let written = match &kept {
            Some(kept) => serde_json::from_str(&kept.content)?,
            None => Written::default(),
        };
        let around = around(&dossier, table.as_ref());
        Ok(PagesView { around, dossier, written, at: kept.map(|kept| kept.at) })
    }
}

fn around(dossier: &Dossier, table: Option<&Table>) -> Around {
    let candidate = &dossier.candidate;
    let mut achievements = BTreeMap::new();
    for line in table.iter().flat_map(|table| table.groups.iter().flatten()) {
        let Some(title) = line.title.as_deref().map(str::trim).filter(|title| !title.is_empty()) else {
            continue;
        };
        let line = crate::acts::online::settled(line);
        let known = &dossier.session.referential.competences;
        let ticked = known.iter().zip(line.ticks).filter(|(_, ticked)| *ticked);
        let competences = ticked.map(|(competence, _)| competence.label.clone()).collect();
        let period = line.period.raw.unwrap_or_default();
        achievements.insert(title.to_owned(), Achievement { period, competences });
    }
    let whose = format!("{}, option {}", candidate.full_name(), candidate.speciality.label());
    Around { whose, achievements }
}

impl Office {
    /// Attaches a file to a portfolio written here.
    ///
    /// # Errors
    /// [`Failure`]: no right, a rule (a kind that no page shows among them), or a fault.
    pub async fn attach(
        &self,
        actor: &Actor,
        candidate: &CandidateId,
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<PagesWritten, Failure> {
        let asked = self.allowed_to(actor, access::Act::WritePages, candidate).await;
        let name = text::file_name(name).replace([' ', '\u{a0}'], "-");
        let accepted = "une image, un PDF, un document bureautique, un texte, une vidéo";
        let kind = asked.and_then(|_| Ok(attachable(&name).ok_or(Refusal::FileKind { accepted })?));
        let kind =
            self.journaled(actor, access::Act::WritePages, &about("candidate", candidate), kind).await?;
        let size = bytes.len() as u64;
        let hash = self.blobs.keep(bytes).await?;
        let file = Attached { name, media_type: kind.to_owned(), size, hash };
        self.perform(actor, WritePages { candidate: candidate.clone(), change: Change::Attach(file) }).await
    }

    /// A file of the portfolio as it would be handed in now: its kind and its bytes.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such file, or a fault.
    pub async fn preview_pages(
        &self,
        actor: &Actor,
        candidate: &CandidateId,
        path: &str,
    ) -> Result<(String, Vec<u8>), Failure> {
        let seen = self.consult(actor, SeePages { candidate: candidate.clone() }).await?;
        let path = if path.is_empty() { "index.html" } else { path };
        if let Some(name) = path.strip_prefix(&format!("{FILES}/")) {
            let file = found(seen.written.files.into_iter().find(|file| file.name == name))?;
            return Ok((file.media_type, self.blobs.read(&file.hash).await?));
        }
        let pages = render(&seen.written, &seen.around);
        let page = found(pages.into_iter().find(|(known, ..)| known == path))?;
        Ok((page.1.to_owned(), page.2.into_bytes()))
    }

    /// Hands in the portfolio written here: its pages and files become a hosted site, frozen as any other.
    ///
    /// # Errors
    /// [`Failure`]: no right, a rule, or a fault.
    pub async fn deposit_pages(&self, actor: &Actor, candidate: &CandidateId) -> Result<Received, Failure> {
        let asked = self.allowed(actor, candidate).await;
        let seen = match asked {
            Ok(_) => self.consult(actor, SeePages { candidate: candidate.clone() }).await,
            Err(failure) => Err(failure),
        };
        let seen = seen.and_then(|seen| {
            let mut all = std::iter::once(&seen.written.home).chain(&seen.written.pages);
            if all.any(|page| !page.text.trim().is_empty()) { Ok(seen) } else { Err(Refusal::NoPages.into()) }
        });
        let seen = self.asked(actor, candidate, seen).await?;
        let mut site = Site { index: "index.html".to_owned(), files: vec![] };
        for (path, kind, text) in render(&seen.written, &seen.around) {
            let length = text.len() as u64;
            let hash = self.blobs.keep(text.into_bytes()).await?;
            site.files.push(File { path, media_type: kind.to_owned(), size: length, hash });
        }
        site.files.extend(seen.written.files.into_iter().map(|file| File {
            path: format!("{FILES}/{}", file.name),
            media_type: file.media_type,
            size: file.size,
            hash: file.hash,
        }));
        let piece = self.site_piece(&site, vec![], "Portfolio écrit dans Florilège").await?;
        self.receive(actor, candidate, piece).await
    }
}
