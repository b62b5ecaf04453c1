//! Hosted pages as a reader sees them: an address that no one can guess, for some hours, without cookies.

use crate::{Failure, Office, outside};
use exam::access::Actor;
use exam::id::DepositId;
use jiff::SignedDuration;
use site::Site;
use std::ops::Range;
use store::blobs::{Pieces, hash};
use store::tables::portfolios;

/// How long an address shows a portfolio: a half-day of orals, with time to spare.
pub const VIEW: SignedDuration = SignedDuration::from_hours(6);

/// A file of a site, as it is served.
pub struct Served {
    /// Its kind, as it was told when it was received.
    pub media_type: String,
    /// SHA-256 of its bytes.
    pub hash: String,
    /// Its size, in bytes.
    pub size: u64,
    /// The bytes asked for.
    pub range: Range<u64>,
    /// They, as they are read.
    pub pieces: Pieces,
}

impl Office {
    /// Opens a hosted portfolio for a reader of its dossier; says the token of its address.
    ///
    /// # Errors
    /// [`Failure`]: no right, no hosted portfolio there, or a fault.
    pub async fn view_portfolio(&self, actor: &Actor, deposit: &DepositId) -> Result<String, Failure> {
        let (deposit, _) = self.deposit(actor, deposit).await?;
        let hosted = deposit.media_type.as_deref() == Some(site::MEDIA_TYPE);
        let Some(site) = deposit.blob.filter(|_| hosted) else { return Err(Failure::NotFound) };
        self.view(actor, &site).await
    }

    /// Opens the copy of an outside portfolio for a reader of its dossier.
    ///
    /// # Errors
    /// [`Failure`]: no right, no copy there, or a fault.
    pub async fn view_copy(&self, actor: &Actor, deposit: &DepositId) -> Result<String, Failure> {
        let (deposit, dossier) = self.deposit(actor, deposit).await?;
        let copy = dossier.watch.copies.into_iter().find(|copy| copy.deposit == deposit.id);
        match copy.and_then(|copy| copy.site) {
            Some(site) => self.view(actor, &site).await,
            None => Err(Failure::NotFound),
        }
    }

    async fn view(&self, actor: &Actor, site: &str) -> Result<String, Failure> {
        let token = outside::token(self.outside.as_ref());
        let now = self.now();
        let mut tx = self.db.write().await?;
        let who = (site, &actor.account);
        portfolios::open_view(&mut tx, &hash(token.as_bytes()), who, now, now + VIEW).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// The site that an address shows; `None` once its hours are over.
    ///
    /// # Errors
    /// [`Failure::Fault`].
    pub async fn viewed_site(&self, token: &str) -> Result<Option<Site>, Failure> {
        let mut tx = self.db.read().await?;
        let manifest = portfolios::viewed(&mut tx, &hash(token.as_bytes()), self.now()).await?;
        drop(tx);
        let Some(manifest) = manifest else { return Ok(None) };
        Ok(Some(serde_json::from_slice(&self.blobs.read(&manifest).await?)?))
    }

    /// A file of a site, whole or from one byte to another (the last one included).
    ///
    /// # Errors
    /// [`Failure::NotFound`] where the site has no such file, [`Failure::Fault`].
    pub async fn site_file(
        &self,
        site: &Site,
        path: &str,
        asked: Option<(u64, Option<u64>)>,
    ) -> Result<Served, Failure> {
        let file = site.find(path).ok_or(Failure::NotFound)?;
        let all = 0..file.size;
        let range = match asked {
            Some((from, to)) if from < file.size => from..to.map_or(file.size, |to| (to + 1).min(file.size)),
            _ => all.clone(),
        };
        let range = if range.is_empty() { all.clone() } else { range };
        let part = (range != all).then(|| range.clone());
        let (whole, pieces) = self.blobs.pieces(&file.hash, part).await?;
        Ok(Served {
            media_type: file.media_type.clone(),
            hash: file.hash.clone(),
            size: whole,
            range,
            pieces,
        })
    }
}
