//! A grid that was held on paper and typed afterwards: its scanned pages, kept as they were received.

use super::{Loaded, SeeSheet, load, refuse_closed, void_standing};
use crate::act::{About, Act, Desk, about, found};
use crate::print::cleaned;
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::access::{self, Actor, Subject, may};
use exam::dossier::certificate_media_type;
use exam::id::{ScanId, SheetId};
use exam::sheet::{MAX_SCANS, Scan};
use exam::{Refusal, text};
use store::blobs::{self, hash};
use store::tables::sheets::scans;
use store::tables::subjects;
use store::{Fault, Tx};

/// Puts scanned pages on a sheet; the bytes are kept already.
#[derive(Debug, Clone)]
struct ScanPaper {
    sheet: SheetId,
    pages: Vec<Page>,
}

/// A scanned page as it was received.
#[derive(Debug, Clone)]
struct Page {
    file_name: String,
    media_type: &'static str,
    sha256: String,
    bytes: u64,
}

#[async_trait]
impl Act for ScanPaper {
    type Output = ();
    const ACT: access::Act = access::Act::ScanPaper;

    fn about(&self) -> About {
        about("sheet", &self.sheet)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_sheet(tx, &self.sheet).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let loaded = load(desk, &self.sheet, Self::ACT).await?;
        refuse_closed(&loaded)?;
        loaded.content.may_scan(self.pages.len())?;
        for page in self.pages {
            blobs::record(&mut desk.tx, &page.sha256, page.bytes, desk.now).await?;
            let scan = Scan {
                id: desk.id(),
                sha256: page.sha256,
                file_name: page.file_name,
                media_type: page.media_type.to_owned(),
                by_name: desk.actor.name.clone(),
                at: desk.now,
            };
            let by = desk.actor.account.clone();
            scans::insert(&mut desk.tx, &self.sheet, &scan, &by).await?;
            desk.journal("sheet", &self.sheet, "", told(&scan)).await?;
        }
        void(desk, &loaded).await
    }
}

/// The content is another one: visas that stand count no longer.
async fn void(desk: &mut Desk, loaded: &Loaded) -> Result<(), Failure> {
    if loaded.content.standing_visas().next().is_some() {
        void_standing(desk, &loaded.around, &loaded.content).await?;
    }
    Ok(())
}

fn told(scan: &Scan) -> String {
    format!("grille tenue sur papier : {}, SHA-256 {}", scan.file_name, scan.sha256)
}

/// Takes a scanned page back: another candidate's, or unreadable. The journal keeps its hash.
#[derive(Debug, Clone)]
pub struct WithdrawScan {
    /// The sheet.
    pub sheet: SheetId,
    /// The page.
    pub scan: ScanId,
}

#[async_trait]
impl Act for WithdrawScan {
    type Output = ();
    const ACT: access::Act = access::Act::ScanPaper;

    fn about(&self) -> About {
        about("sheet", &self.sheet)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_sheet(tx, &self.sheet).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let loaded = load(desk, &self.sheet, Self::ACT).await?;
        refuse_closed(&loaded)?;
        let scan = loaded.content.scans.iter().find(|scan| scan.id == self.scan);
        let before = told(scan.ok_or(Failure::NotFound)?);
        scans::withdraw(&mut desk.tx, &self.scan, desk.now).await?;
        desk.journal("sheet", &self.sheet, before, "page retirée").await?;
        void(desk, &loaded).await
    }
}

impl Office {
    /// Receives the scanned pages of a grid that was held on paper: PDF, JPEG or PNG, told by their bytes. A picture is
    /// opened once, so that one that nobody could read is told at once.
    ///
    /// # Errors
    /// [`Failure`]: no right, a rule, or a fault.
    pub async fn scan_paper(
        &self,
        actor: &Actor,
        sheet: &SheetId,
        files: Vec<(String, Vec<u8>)>,
    ) -> Result<(), Failure> {
        let asked = self.may_scan(actor, sheet).await.and_then(|()| kinds(&files));
        let kinds = self.journaled(actor, access::Act::ScanPaper, &about("sheet", sheet), asked).await?;
        let tried = cleaned(move || readable(files)).await;
        let files = self.journaled(actor, access::Act::ScanPaper, &about("sheet", sheet), tried).await?;
        let mut pages = vec![];
        for ((name, bytes), media_type) in files.into_iter().zip(kinds) {
            let size = bytes.len() as u64;
            let sha256 = self.blobs.keep(bytes).await?;
            pages.push(Page { file_name: text::file_name(&name), media_type, sha256, bytes: size });
        }
        self.perform(actor, ScanPaper { sheet: sheet.clone(), pages }).await
    }

    /// Asked before anything is read or kept; the act itself asks all of it again.
    async fn may_scan(&self, actor: &Actor, sheet: &SheetId) -> Result<(), Failure> {
        let mut tx = self.db.read().await?;
        let subject = found(subjects::of_sheet(&mut tx, sheet).await?)?;
        Ok(may(actor, access::Act::ScanPaper, &subject)?)
    }

    /// One scanned page as it was received, for whoever may read the sheet.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such page, or a fault, also where the bytes are not those received.
    pub async fn open_scan(
        &self,
        actor: &Actor,
        sheet: &SheetId,
        scan: &ScanId,
    ) -> Result<(Scan, Vec<u8>), Failure> {
        let page = self.consult(actor, SeeSheet { sheet: sheet.clone() }).await?;
        let scan = page.content.scans.into_iter().find(|one| one.id == *scan).ok_or(Failure::NotFound)?;
        let bytes = self.blobs.read(&scan.sha256).await?;
        if hash(&bytes) != scan.sha256 {
            return Err(Fault::Internal(format!("blob {} is not what was received", scan.sha256)).into());
        }
        Ok((scan, bytes))
    }
}

fn kinds(files: &[(String, Vec<u8>)]) -> Result<Vec<&'static str>, Failure> {
    if files.len() > MAX_SCANS {
        return Err(Refusal::TooManyPieces { limit: MAX_SCANS }.into());
    }
    let kinds: Result<Vec<_>, _> = files.iter().map(|(_, bytes)| certificate_media_type(bytes)).collect();
    Ok(kinds?)
}

fn readable(files: Vec<(String, Vec<u8>)>) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    for (_, bytes) in &files {
        if certificate_media_type(bytes)?.starts_with("image/") {
            papers::check(bytes).map_err(Refusal::Picture)?;
        }
    }
    Ok(files)
}
