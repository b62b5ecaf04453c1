//! Papers printed from what a person may read. The press works off the threads that serve pages.

mod attendance;
mod blanks;
mod certificate;
mod claims;
mod convocations;
mod dossiers;
mod harmonisation;
mod jury;
mod receipt;
mod retention;
mod transmission;

pub use crate::acts::certificates::Year;
pub use dossiers::{attested_weeks, weeks};

pub use retention::{HIDDEN, notes};

pub(crate) use jury::{bordereau, fingerprint, state_of};
pub(crate) use transmission::{Sealing, sealed};

use crate::acts::certificates::Photo;
use crate::acts::dossiers::{Candidate, Dossier, Session};
use crate::acts::official::whole;
use crate::acts::online::SeeOnlineTable;
use crate::acts::portfolio::SiteSummary;
use crate::acts::sheets::SeeSheet;
use crate::{Failure, Office};
use exam::access::Actor;
use exam::dossier::PieceKind;
use exam::forms::OwnForm;
use exam::id::{CandidateId, DepositId, SheetId};
use exam::referential::Referential;
use exam::sheet::{Field, Sheet, State};
use exam::sitting::WhichExam;
use exam::{Refusal, french};
use papers::{PaperError, Printed, SheetPaper, TableLine, TablePaper, VisaLine, Who};
use receipt::stood;
use store::Fault;
use store::tables::commissions::Commission;
use tableau::{HEADINGS, Table};

impl Office {
    /// Form 6-3, the grid, as PDF.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such sheet, or a fault.
    pub async fn print_grid(&self, actor: &Actor, sheet: &SheetId) -> Result<Vec<u8>, Failure> {
        let paper = self.sheet_paper(actor, sheet).await?;
        press(move || papers::grid(&paper)).await
    }

    /// Form 6-4, the appraisal, for the school and the jury, as PDF.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such sheet, or a fault.
    pub async fn print_appraisal(&self, actor: &Actor, sheet: &SheetId) -> Result<Vec<u8>, Failure> {
        let paper = self.sheet_paper(actor, sheet).await?;
        press(move || papers::appraisal_for_jury(&paper)).await
    }

    /// The receipt of a deposit, as PDF: the dossier as it stood once the piece was received.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such deposit, or a fault.
    pub async fn print_receipt(&self, actor: &Actor, deposit: &DepositId) -> Result<Vec<u8>, Failure> {
        let (deposit, dossier) = self.deposit(actor, deposit).await?;
        let mut lines = vec![];
        for piece in stood(&deposit, &dossier) {
            let size = match (SiteSummary::of(piece), &piece.blob) {
                (Some(site), _) => format!("{} fichiers, {}", site.files, french::size(site.bytes)),
                (None, Some(blob)) => french::size(self.blobs.read(blob).await?.len() as u64),
                (None, None) => String::new(),
            };
            lines.extend(receipt::lines(piece, &size, &dossier.session));
        }
        let paper = receipt::receipt(&deposit, &dossier, lines, self.printed(&dossier.session));
        press(move || papers::receipt(&paper)).await
    }

    /// The photos of a certificate as clean pages, PDF: made anew each time from what was received, which stays as it is.
    ///
    /// # Errors
    /// [`Failure`]: no right, no photo there, or a fault.
    pub async fn clean_certificate(&self, actor: &Actor, id: &DepositId) -> Result<Vec<u8>, Failure> {
        let (deposit, _) = self.deposit(actor, id).await?;
        let mut photos = vec![];
        for number in 1..=Photo::count(&deposit) {
            photos.push(self.open_photo(actor, id, number).await?);
        }
        if deposit.kind != PieceKind::Certificate || photos.is_empty() {
            return Err(Failure::NotFound);
        }
        let title = format!("{} : {}", deposit.kind.label(), deposit.file_name.unwrap_or_default());
        cleaned(move || {
            let scan = |(photo, bytes): &(Photo, Vec<u8>)| {
                let foot =
                    format!("Photo nettoyée par le logiciel ; original reçu, SHA-256 {}", photo.sha256);
                Ok((papers::clean(bytes).map_err(Refusal::Picture)?, foot))
            };
            let scans = photos.iter().map(scan).collect::<Result<_, Failure>>()?;
            papers::scanned(scans, &title).map_err(|error| Fault::Internal(error.to_string()).into())
        })
        .await
    }

    /// One photo of a certificate as a clean picture (JPEG), to be shown in a page; the first has the number 1.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such photo, or a fault.
    pub async fn clean_photo(
        &self,
        actor: &Actor,
        id: &DepositId,
        number: usize,
    ) -> Result<Vec<u8>, Failure> {
        let (_, bytes) = self.open_photo(actor, id, number).await?;
        cleaned(move || Ok(papers::clean(&bytes).map_err(Refusal::Picture)?.jpeg)).await
    }

    /// Form 6-1, the candidate's table on line, as PDF.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such candidate, or a fault.
    pub async fn print_table(&self, actor: &Actor, candidate: &CandidateId) -> Result<Vec<u8>, Failure> {
        let page = self.consult(actor, SeeOnlineTable { candidate: candidate.clone() }).await?;
        // The paper has room for the address, whether the session's model has or not.
        let address = page.table().portfolio_url;
        let table = Table { portfolio_url: address, ..whole(&page, &page.table()).kept() };
        let paper = table_paper(&page.dossier, &table, self.printed(&page.dossier.session).words);
        press(move || papers::table(&paper)).await
    }

    /// Form 6-1 as it was read in a deposited table, as PDF: for its candidate and the readers of the dossier.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such table, or a fault.
    pub async fn print_deposited_table(&self, actor: &Actor, id: &DepositId) -> Result<Vec<u8>, Failure> {
        let (deposit, dossier) = self.deposit(actor, id).await?;
        let reading =
            deposit.reading.filter(|_| deposit.kind == PieceKind::Table).ok_or(Failure::NotFound)?;
        let table = Table::from(&serde_json::from_str::<tableau::Reading>(&reading)?).kept();
        let paper = table_paper(&dossier, &table, self.printed(&dossier.session).words);
        press(move || papers::table(&paper)).await
    }

    async fn sheet_paper(&self, actor: &Actor, sheet: &SheetId) -> Result<SheetPaper, Failure> {
        let mut page = self.consult(actor, SeeSheet { sheet: sheet.clone() }).await?;
        if page.which == WhichExam::Optional {
            let session = page.session.id.clone();
            self.name_official(&session, OwnForm::OptionalGrid, &mut page.session.referential).await?;
        }
        let around = Around {
            session: &page.session,
            referential: &page.session.referential,
            candidate: &page.seated.candidate,
            commission: &page.commission,
            members: page.members.iter().map(|member| member.name.clone()).collect(),
            content: &page.content,
        };
        Ok(sheet_paper(around, self.printed(&page.session)))
    }

    /// When a paper is printed, in words and as an instant.
    fn printed(&self, session: &Session) -> Printed {
        let now = self.now();
        Printed { words: format!("Imprimé {}", french::instant(now, &session.zone)), at: Some(now) }
    }
}

/// Opens or cleans photos off the threads that serve pages, two at once: each takes up to half a gigabyte for a moment.
pub(crate) async fn cleaned<T: Send + 'static>(
    clean: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    static ROOM: tokio::sync::Semaphore = tokio::sync::Semaphore::const_new(2);
    let place = ROOM.acquire().await.map_err(|error| Fault::Internal(error.to_string()))?;
    let done = tokio::task::spawn_blocking(clean).await;
    drop(place);
    done.map_err(|error| Fault::Internal(format!("task: {error}")))?
}

pub(crate) async fn press(
    print: impl FnOnce() -> Result<Vec<u8>, PaperError> + Send + 'static,
) -> Result<Vec<u8>, Failure> {
    let printed = tokio::task::spawn_blocking(print).await;
    let printed = printed.map_err(|error| Fault::Internal(format!("task: {error}")))?;
    Ok(printed.map_err(|error| Fault::Internal(error.to_string()))?)
}

fn who(candidate: &Candidate) -> Who {
    Who {
        family_name: candidate.family_name.clone(),
        usage_name: candidate.usage_name.clone(),
        given_names: candidate.given_names.clone(),
        number: candidate.number.clone(),
    }
}

/// A sheet, with what stands around it.
struct Around<'a> {
    session: &'a Session,
    /// The exam's own.
    referential: &'a Referential,
    candidate: &'a Candidate,
    commission: &'a Commission,
    /// The names of the two members, the lead first.
    members: Vec<String>,
    content: &'a Sheet,
}

fn sheet_paper(around: Around<'_>, printed: Printed) -> SheetPaper {
    let Around { session, referential, candidate, commission, members, content } = around;
    let penalties = content.penalties(referential).into_iter().map(|code| {
        let reason = content.value(&Field::PenaltyReason(code.to_owned()));
        (code.to_owned(), reason.to_owned())
    });
    let observations = referential.parts.iter().map(|part| {
        let text = content.value(&Field::Observations(part.code.clone()));
        (part.code.clone(), text.to_owned())
    });
    let visas = content
        .standing_visas()
        .map(|visa| VisaLine { name: visa.name.clone(), at: french::instant(visa.at, &session.zone) });
    let mut printed = printed;
    if let Some(scan) = content.scans.first() {
        let first = scan.sha256.get(..12).unwrap_or_default();
        printed.words =
            format!("{} ; saisi d’après une grille tenue sur papier (SHA-256 {first}…)", printed.words);
    }
    SheetPaper {
        session: session.year,
        academy: session.academy.clone(),
        candidate: who(candidate),
        track: candidate.track,
        speciality: candidate.speciality,
        commission_number: commission.number.clone(),
        date: Some(commission.held_on),
        members,
        profile: content.profile(),
        calculation: content.calculation(referential),
        penalties: penalties.collect(),
        observations: observations.collect(),
        appraisal: content.value(&Field::Appraisal).to_owned(),
        visas: visas.collect(),
        printed,
        draft: content.state() != State::Closed,
        referential: referential.clone(),
    }
}

fn table_paper(dossier: &Dossier, table: &Table, printed: String) -> TablePaper {
    let Dossier { session, candidate, .. } = dossier;
    let line = |line: &tableau::Line| TableLine {
        title: line.title.clone().unwrap_or_default(),
        documents: line.documents.clone(),
        period: line.period.raw.clone().unwrap_or_default(),
        ticks: line.ticks.to_vec(),
    };
    let groups = HEADINGS.iter().zip(&table.groups);
    TablePaper {
        referential: session.referential.clone(),
        session: session.year,
        candidate: who(candidate),
        speciality: candidate.speciality,
        centre: table.centre.clone().unwrap_or_default(),
        address: table.portfolio_url.clone().unwrap_or_default(),
        groups: groups
            .map(|(heading, lines)| ((*heading).to_owned(), lines.iter().map(line).collect()))
            .collect(),
        printed,
    }
}
