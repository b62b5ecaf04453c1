//! Deposits: a candidate hands a piece in, and gets a receipt (E4-18).

use super::dossiers::{Deposit, Dossier, SeeDossier, SeeOwnDossier};
use super::notices::{exam, tell_candidate};
use super::portfolio::look_at;
use crate::act::{About, Act, Desk, about, found};
use crate::{Failure, Office};
use async_trait::async_trait;
use exam::access::{self, Actor, Subject, may};
use exam::deadline::{Deadline, today};
use exam::dossier::periods::Period;
use exam::dossier::{PieceKind, PortfolioAddress, Timeliness, timeliness};
use exam::id::{CandidateId, DepositId};
use exam::sitting::WhichExam;
use exam::{Refusal, candidate::Speciality, notice, text};
use jiff::civil::date;
use store::blobs::{self, hash};
use store::tables::candidates::Candidate;
use store::tables::sessions::Session;
use store::tables::{candidates, decisions, deposits, sessions, subjects};
use store::{Fault, Tx};
use tableau::{Context, Reading};

/// The largest piece of a dossier, in megabytes.
pub const MAX_PIECE_MB: u64 = 20;

/// The most certificates that stand at once: one for each period, and room for mistakes.
pub const MAX_CERTIFICATES: usize = 20;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// What a file comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Received {
    /// It was received: the number of its receipt.
    Kept(DepositId),
    /// It cannot be opened at all: the French sentence that says why and what to do.
    Unreadable(String),
}

/// A piece as it is received.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub kind: PieceKind,
    pub file_name: Option<String>,
    pub media_type: Option<String>,
    /// The hash and size of every blob kept for it; the first is the piece itself.
    pub blobs: Vec<(String, u64)>,
    pub address: Option<String>,
    pub reading: Option<String>,
    /// The period that a certificate is for.
    pub period: Option<Period>,
}

/// Receives a piece. After the date it is received as late; after the jury it is not received any more.
#[derive(Debug, Clone)]
struct DepositPiece {
    candidate: CandidateId,
    piece: Piece,
}

#[async_trait]
impl Act for DepositPiece {
    type Output = DepositId;
    const ACT: access::Act = access::Act::DepositPiece;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<DepositId, Failure> {
        let candidate = found(candidates::find(&mut desk.tx, &self.candidate).await?)?;
        let session = found(sessions::find(&mut desk.tx, &candidate.session).await?)?;
        still_open(&mut desk.tx, &candidate).await?;
        if self.piece.kind == PieceKind::Certificate {
            let standing = deposits::of_candidate(&mut desk.tx, &self.candidate).await?;
            let certificate =
                |one: &&Deposit| one.kind == PieceKind::Certificate && one.replaced_at.is_none();
            if standing.iter().filter(certificate).count() >= MAX_CERTIFICATES {
                return Err(Refusal::TooManyPieces { limit: MAX_CERTIFICATES }.into());
            }
        }
        let due = Deadline { date: session.dates.dossier_due, zone: session.zone.clone() };
        let piece = self.piece;
        for (hash, size) in &piece.blobs {
            blobs::record(&mut desk.tx, hash, *size, desk.now).await?;
        }
        let deposit = Deposit {
            id: desk.id(),
            candidate: self.candidate,
            kind: piece.kind,
            file_name: piece.file_name,
            media_type: piece.media_type,
            blob: piece.blobs.into_iter().next().map(|(hash, _)| hash),
            address: piece.address,
            reading: piece.reading,
            at: desk.now,
            by: desk.actor.account.clone(),
            late: timeliness(desk.now, &due) == Timeliness::Late,
            replaced_at: None,
            period: piece.period,
        };
        deposits::insert(&mut desk.tx, &deposit).await?;
        desk.journal("candidate", &deposit.candidate, "", told(&deposit)).await?;
        if deposit.address.is_some() {
            look_at(desk, &deposit.id, desk.now).await?;
        }
        if deposit.late {
            let letter = notice::late(exam(&session), deposit.kind, desk.now, due.date);
            tell_candidate(desk, &candidate, letter).await?;
        }
        Ok(deposit.id)
    }
}

pub(crate) fn told(deposit: &Deposit) -> String {
    let what = deposit.file_name.as_deref().or(deposit.address.as_deref()).unwrap_or_default();
    let late = if deposit.late { ", en retard" } else { "" };
    let hash = deposit.blob.as_deref().map(|hash| format!(", SHA-256 {hash}")).unwrap_or_default();
    format!("{} : {what}{late}{hash}", deposit.kind.label())
}

pub(crate) async fn still_open(tx: &mut Tx, candidate: &Candidate) -> Result<(), Failure> {
    if candidate.withdrawn {
        return Err(Refusal::Withdrawn.into());
    }
    match decisions::find(tx, WhichExam::Oral, &candidate.id).await? {
        Some(_) => Err(Refusal::DossierClosed.into()),
        None => Ok(()),
    }
}

/// A certificate of a candidate whose dossier may still change.
pub(crate) async fn open_certificate(
    tx: &mut Tx,
    candidate: &CandidateId,
    deposit: &DepositId,
) -> Result<Deposit, Failure> {
    let known = found(candidates::find(tx, candidate).await?)?;
    still_open(tx, &known).await?;
    let deposit = found(deposits::find(tx, deposit).await?)?;
    match deposit.kind {
        PieceKind::Certificate if deposit.candidate == *candidate => Ok(deposit),
        _ => Err(Failure::NotFound),
    }
}

/// Withdraws a certificate handed in by mistake; it stays in the history.
#[derive(Debug, Clone)]
pub struct WithdrawCertificate {
    /// The candidate.
    pub candidate: CandidateId,
    /// The deposit.
    pub deposit: DepositId,
}

#[async_trait]
impl Act for WithdrawCertificate {
    type Output = ();
    const ACT: access::Act = access::Act::WithdrawPiece;

    fn about(&self) -> About {
        about("candidate", &self.candidate)
    }

    async fn subject(&self, tx: &mut Tx) -> Result<Subject, Failure> {
        found(subjects::of_candidate(tx, &self.candidate).await?)
    }

    async fn run(self, desk: &mut Desk) -> Result<(), Failure> {
        let deposit = open_certificate(&mut desk.tx, &self.candidate, &self.deposit).await?;
        if !deposits::withdraw(&mut desk.tx, &self.deposit, desk.now).await? {
            return Err(Failure::Outdated);
        }
        desk.journal("candidate", &self.candidate, told(&deposit), "attestation retirée").await?;
        Ok(())
    }
}

/// The kind of a table that could be opened, told by its bytes: an `OpenDocument` archive begins with its kind.
fn table_media_type(bytes: &[u8]) -> &'static str {
    let kind = bytes.get(30..).unwrap_or_default();
    if kind.starts_with(b"mimetypeapplication/vnd.oasis.opendocument") { ODS } else { XLSX }
}

/// What the reader is told of the candidate and the calendar.
pub(crate) fn context(office: &Office, candidate: &Candidate, session: &Session) -> Context {
    Context {
        today: Some(today(office.now(), &session.zone)),
        training_from: Some(date(session.year.saturating_sub(2), 9, 1)),
        roster_number: Some(candidate.number.clone()),
        session: Some(session.year),
    }
}

/// The table's option against the roster's: an information of the dossier, never a refusal.
pub fn other_option(reading: &Reading, speciality: Speciality) -> bool {
    match reading.candidate.option {
        Some(tableau::Speciality::Sisr) => speciality != Speciality::Sisr,
        Some(tableau::Speciality::Slam) => speciality != Speciality::Slam,
        None => false,
    }
}

impl Office {
    /// Receives a synthesis table: read off the threads that serve pages, whatever its form.
    ///
    /// # Errors
    /// [`Failure`]: no right, a rule, or a fault. A file that cannot be opened is no failure: see [`Received`].
    pub async fn deposit_table(
        &self,
        actor: &Actor,
        candidate: &CandidateId,
        file_name: &str,
        bytes: Vec<u8>,
    ) -> Result<Received, Failure> {
        let asked = self.allowed(actor, candidate).await;
        let (known, session) = self.asked(actor, candidate, asked).await?;
        let (name, context) = (file_name.to_owned(), context(self, &known, &session));
        let (read, bytes) =
            tokio::task::spawn_blocking(move || (tableau::read(&bytes, &name, &context), bytes))
                .await
                .map_err(|error| Fault::Internal(format!("task: {error}")))?;
        let reading = match read {
            Ok(reading) => serde_json::to_string(&reading)?,
            Err(unreadable) => return Ok(Received::Unreadable(unreadable.to_string())),
        };
        let piece = self.file(PieceKind::Table, file_name, table_media_type(&bytes), bytes).await?;
        self.receive(actor, candidate, Piece { reading: Some(reading), ..piece }).await
    }

    /// Receives the address of a portfolio, checked for form (E4-07).
    ///
    /// # Errors
    /// [`Failure`]: no right, a rule, or a fault.
    pub async fn deposit_address(
        &self,
        actor: &Actor,
        candidate: &CandidateId,
        address: &str,
    ) -> Result<Received, Failure> {
        let asked = self.allowed(actor, candidate).await;
        let asked = asked.and_then(|_| Ok(PortfolioAddress::parse(address)?));
        let address = self.asked(actor, candidate, asked).await?;
        let piece = Piece {
            kind: PieceKind::Portfolio,
            file_name: None,
            media_type: None,
            blobs: vec![],
            address: Some(address.as_str().to_owned()),
            reading: None,
            period: None,
        };
        self.receive(actor, candidate, piece).await
    }

    /// What was asked before anything is kept; a refusal is journaled as the act's own would be.
    pub(crate) async fn asked<T>(
        &self,
        actor: &Actor,
        candidate: &CandidateId,
        asked: Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.journaled(actor, access::Act::DepositPiece, &about("candidate", candidate), asked).await
    }

    pub(crate) async fn receive(
        &self,
        actor: &Actor,
        candidate: &CandidateId,
        piece: Piece,
    ) -> Result<Received, Failure> {
        let act = DepositPiece { candidate: candidate.clone(), piece };
        self.perform(actor, act).await.map(Received::Kept)
    }

    /// Keeps a file's bytes before the transaction that names them.
    pub(crate) async fn file(
        &self,
        kind: PieceKind,
        file_name: &str,
        media_type: &str,
        bytes: Vec<u8>,
    ) -> Result<Piece, Failure> {
        let size = bytes.len() as u64;
        let blob = self.blobs.keep(bytes).await?;
        Ok(Piece {
            kind,
            file_name: Some(text::file_name(file_name)),
            media_type: Some(media_type.to_owned()),
            blobs: vec![(blob, size)],
            address: None,
            reading: None,
            period: None,
        })
    }

    /// The candidate and the session, where the actor may hand a piece in and it would be received; asked before anything is read or kept.
    pub(crate) async fn allowed(
        &self,
        actor: &Actor,
        candidate: &CandidateId,
    ) -> Result<(Candidate, Session), Failure> {
        self.allowed_to(actor, access::Act::DepositPiece, candidate).await
    }

    /// The same, for an act of that candidate's.
    pub(crate) async fn allowed_to(
        &self,
        actor: &Actor,
        act: access::Act,
        candidate: &CandidateId,
    ) -> Result<(Candidate, Session), Failure> {
        let mut tx = self.db.read().await?;
        let subject = found(subjects::of_candidate(&mut tx, candidate).await?)?;
        may(actor, act, &subject)?;
        let known = found(candidates::find(&mut tx, candidate).await?)?;
        let session = found(sessions::find(&mut tx, &known.session).await?)?;
        still_open(&mut tx, &known).await?;
        Ok((known, session))
    }

    /// A deposit with its dossier, for its candidate or for a reader of the dossier.
    ///
    /// # Errors
    /// [`Failure`]: no right, none there, or a fault.
    pub async fn deposit(&self, actor: &Actor, id: &DepositId) -> Result<(Deposit, Dossier), Failure> {
        let mut tx = self.db.read().await?;
        let deposit = found(deposits::find(&mut tx, id).await?)?;
        drop(tx);
        let candidate = deposit.candidate.clone();
        let own = self.consult(actor, SeeOwnDossier { candidate: candidate.clone() }).await;
        let dossier = match own {
            Err(Failure::Refused(_)) => self.consult(actor, SeeDossier { candidate }).await?,
            other => other?,
        };
        Ok((deposit, dossier))
    }

    /// A deposit's file: the deposit, and its bytes as they were received.
    ///
    /// # Errors
    /// [`Failure`]: no right, no file there, or a fault, also where the bytes are not those received.
    pub async fn open_deposit(&self, actor: &Actor, id: &DepositId) -> Result<(Deposit, Vec<u8>), Failure> {
        let (deposit, _) = self.deposit(actor, id).await?;
        let Some(blob) = deposit.blob.clone() else { return Err(Failure::NotFound) };
        let bytes = self.blobs.read(&blob).await?;
        if hash(&bytes) != blob {
            return Err(Fault::Internal(format!("blob {blob} is not what was received")).into());
        }
        Ok((deposit, bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_told_by_its_bytes() {
        let opendocument =
            [&b"PK\x03\x04"[..], &[0; 26], &b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"[..]];
        assert_eq!(table_media_type(&opendocument.concat()), ODS);
        assert_eq!(table_media_type(b"PK\x03\x04[Content_Types].xml"), XLSX);
        assert_eq!(table_media_type(b""), XLSX);
    }
}
