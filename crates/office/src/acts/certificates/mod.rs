//! Certificates (E4-06): a PDF, or the photos of its pages; for a period; beside the work that the table tells of.

mod cross;

pub use cross::{AtWork, Cross, Year, YearAtWork};

use super::deposits::{Piece, Received, open_certificate, told};
use super::dossiers::Deposit;
use crate::act::{About, Act, Desk, about, found};
use crate::print::cleaned;
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::access::{self, Actor, Subject};
use exam::dossier::periods::Period;
use exam::dossier::{PieceKind, certificate_media_type};
use exam::id::{CandidateId, DepositId};
use exam::{Refusal, french, text};
use serde::{Deserialize, Serialize};
use store::blobs::hash;
use store::tables::{deposits, subjects};
use store::{Fault, Tx};

/// The most photos of one certificate.
pub const MAX_PHOTOS: usize = 10;

/// The kind of a certificate whose pages are several photos: the piece is their list.
const PHOTOS: &str = "application/vnd.florilege.photos+json";

const PDF: &str = "application/pdf";

/// A certificate as it is sent: one file, or the photos of its pages; and the period it is for, where it is told.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// The files, each with its name, in the order of the pages.
    pub files: Vec<(String, Vec<u8>)>,
    /// The period.
    pub period: Option<Period>,
}

/// A photo of a certificate's page, as it was received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// The file's name.
    pub name: String,
    /// Its kind, told by its bytes.
    pub media_type: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its size, in bytes.
    pub bytes: u64,
}

impl Photo {
    /// The photos of a certificate of several; none for any other piece.
    pub fn several(deposit: &Deposit) -> Vec<Self> {
        let listed = deposit.reading.as_deref().filter(|_| deposit.media_type.as_deref() == Some(PHOTOS));
        listed.and_then(|list| serde_json::from_str(list).ok()).unwrap_or_default()
    }

    /// How many photos a certificate is made of; 0 for a PDF and for any other piece.
    pub fn count(deposit: &Deposit) -> usize {
        let picture = deposit.media_type.as_deref().is_some_and(|kind| kind.starts_with("image/"));
        if picture { 1 } else { Self::several(deposit).len() }
    }
}

impl Office {
    /// Receives a certificate of one file whose period is not told.
    ///
    /// # Errors
    /// [`Failure`]: no right, a rule, or a fault.
    pub async fn deposit_certificate(
        &self,
        actor: &Actor,
        candidate: &CandidateId,
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<Received, Failure> {
        let certificate = Certificate { files: vec![(file_name.to_owned(), bytes)], period: None };
        self.deposit_whole_certificate(actor, candidate, certificate).await
    }

    /// Receives a certificate: PDF, JPEG or PNG, told by its bytes, or several photos of its pages (E4-06). A picture is
    /// opened once, so that one that nobody could read is told at once.
    ///
    /// # Errors
    /// [`Failure`]: no right, a rule, or a fault.
    pub async fn deposit_whole_certificate(
        &self,
        actor: &Actor,
        candidate: &CandidateId,
        certificate: Certificate,
    ) -> Result<Received, Failure> {
        let asked = self.allowed(actor, candidate).await.and_then(|_| kinds(&certificate.files));
        let kinds = self.asked(actor, candidate, asked).await?;
        let tried = cleaned(move || readable(certificate)).await;
        let Certificate { files, period } = self.asked(actor, candidate, tried).await?;
        let mut pieces = vec![];
        for ((name, bytes), kind) in files.into_iter().zip(kinds) {
            pieces.push(self.file(PieceKind::Certificate, &name, kind, bytes).await?);
        }
        let piece = match <[Piece; 1]>::try_from(pieces) {
            Ok([one]) => one,
            Err(several) => self.bound(several).await?,
        };
        self.receive(actor, candidate, Piece { period, ..piece }).await
    }

    /// The photos that are kept, as one piece.
    async fn bound(&self, pieces: Vec<Piece>) -> Result<Piece, Failure> {
        let mut photos = vec![];
        let mut blobs = vec![];
        for piece in pieces {
            for (sha256, bytes) in &piece.blobs {
                photos.push(Photo {
                    name: piece.file_name.clone().unwrap_or_default(),
                    media_type: piece.media_type.clone().unwrap_or_default(),
                    sha256: sha256.clone(),
                    bytes: *bytes,
                });
            }
            blobs.extend(piece.blobs);
        }
        let list = serde_json::to_string(&photos)?;
        let length = list.len() as u64;
        blobs.insert(0, (self.blobs.keep(list.clone().into_bytes()).await?, length));
        let names: Vec<_> = photos.iter().map(|photo| photo.name.as_str()).collect();
        Ok(Piece {
            kind: PieceKind::Certificate,
            file_name: Some(text::file_name(&names.join(" + "))),
            media_type: Some(PHOTOS.to_owned()),
            blobs,
            address: None,
            reading: Some(list),
            period: None,
        })
    }

    /// One photo of a certificate, as it was received; the first has the number 1.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such photo, or a fault, also where the bytes are not those received.
    pub async fn open_photo(
        &self,
        actor: &Actor,
        id: &DepositId,
        number: usize,
    ) -> Result<(Photo, Vec<u8>), Failure> {
        let (deposit, _) = self.deposit(actor, id).await?;
        let photo = self.photos(&deposit).await?.into_iter().nth(number.wrapping_sub(1));
        let photo = photo.ok_or(Failure::NotFound)?;
        let bytes = self.blobs.read(&photo.sha256).await?;
        if hash(&bytes) != photo.sha256 {
            return Err(Fault::Internal(format!("blob {} is not what was received", photo.sha256)).into());
        }
        Ok((photo, bytes))
    }

    /// The photos that a certificate is made of, one or several; none for a PDF and for any other piece.
    pub(crate) async fn photos(&self, deposit: &Deposit) -> Result<Vec<Photo>, Failure> {
        if Photo::count(deposit) != 1 {
            return Ok(Photo::several(deposit));
        }
        let (Some(blob), Some(media_type)) = (&deposit.blob, &deposit.media_type) else { return Ok(vec![]) };
        let bytes = self.blobs.read(blob).await?.len() as u64;
        let name = deposit.file_name.clone().unwrap_or_default();
        Ok(vec![Photo { name, media_type: media_type.clone(), sha256: blob.clone(), bytes }])
    }
}

/// The kind of each file; several are photos only.
fn kinds(files: &[(String, Vec<u8>)]) -> Result<Vec<&'static str>, Failure> {
    let kinds: Result<Vec<_>, _> = files.iter().map(|(_, bytes)| certificate_media_type(bytes)).collect();
    let kinds = kinds?;
    if kinds.len() > MAX_PHOTOS || (kinds.len() > 1 && kinds.contains(&PDF)) {
        return Err(Refusal::NotOnlyPhotos { limit: MAX_PHOTOS }.into());
    }
    Ok(kinds)
}

fn readable(certificate: Certificate) -> Result<Certificate, Failure> {
    for (_, bytes) in certificate.files.iter().filter(|(_, bytes)| certificate_media_type(bytes) != Ok(PDF)) {
        papers::check(bytes).map_err(Refusal::Picture)?;
    }
    Ok(certificate)
}

/// Tells the period that a certificate is for (E4-06), or another one.
#[derive(Debug, Clone)]
pub struct TellPeriod {
    /// The candidate.
    pub candidate: CandidateId,
    /// The deposit.
    pub deposit: DepositId,
    /// The period.
    pub period: Period,
}

#[async_trait]
impl Act for TellPeriod {
    type Output = ();
    const ACT: access::Act = access::Act::TellPeriod;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let deposit = open_certificate(&mut desk.tx, &self.candidate, &self.deposit).await?;
        let period = Period::new(self.period.from, self.period.to)?;
        if !deposits::tell_period(&mut desk.tx, &self.deposit, period).await? {
            return Err(Failure::Outdated);
        }
        let worded =
            |period: Period| format!("du {} au {}", french::date(period.from), french::date(period.to));
        let before = deposit.period.map(worded).unwrap_or_default();
        let after = format!("{} ; période {}", told(&deposit), worded(period));
        Ok(desk.journal("candidate", &self.candidate, before, after).await?)
    }
}
