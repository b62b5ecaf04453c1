//! Papers printed from what a person may read. The press works off the threads that serve pages.

mod dossiers;

pub use dossiers::weeks;

use crate::acts::dossiers::{Candidate, Deposit, Dossier, Session};
use crate::acts::official::whole;
use crate::acts::online::{OnlinePage, SeeOnlineTable};
use crate::acts::sheets::{SeeSheet, SheetPage};
use crate::{Failure, Office};
use exam::access::Actor;
use exam::french;
use exam::id::{CandidateId, DepositId, SheetId};
use exam::sheet::{Field, State};
use papers::{PaperError, ReceiptLine, ReceiptPaper, SheetPaper, TableLine, TablePaper, VisaLine, Who};
use store::Fault;
use tableau::HEADINGS;

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
        let mut sizes = vec![];
        for piece in stood(&deposit, &dossier) {
            let size = match &piece.blob {
                Some(blob) => Some(self.blobs.read(blob).await?.len()),
                None => None,
            };
            sizes.push((piece.clone(), size));
        }
        let paper = receipt(&deposit, &dossier, &sizes, self.printed(&dossier.session));
        press(move || papers::receipt(&paper)).await
    }

    /// Form 6-1, the candidate's table on line, as PDF.
    ///
    /// # Errors
    /// [`Failure`]: no right, no such candidate, or a fault.
    pub async fn print_table(&self, actor: &Actor, candidate: &CandidateId) -> Result<Vec<u8>, Failure> {
        let page = self.consult(actor, SeeOnlineTable { candidate: candidate.clone() }).await?;
        let paper = table_paper(&page, self.printed(&page.dossier.session));
        press(move || papers::table(&paper)).await
    }

    async fn sheet_paper(&self, actor: &Actor, sheet: &SheetId) -> Result<SheetPaper, Failure> {
        let page = self.consult(actor, SeeSheet { sheet: sheet.clone() }).await?;
        let printed = self.printed(&page.session);
        Ok(sheet_paper(page, printed))
    }

    fn printed(&self, session: &Session) -> String {
        format!("Imprimé {}", french::instant(self.now(), &session.zone))
    }
}

async fn press(
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

fn sheet_paper(page: SheetPage, printed: String) -> SheetPaper {
    let SheetPage { session, seated, commission, members, content, calculation, .. } = page;
    let referential = session.referential;
    let penalties = content.penalties(&referential).into_iter().map(|code| {
        let reason = content.value(&Field::PenaltyReason(code.to_owned()));
        (code.to_owned(), reason.to_owned())
    });
    let penalties = penalties.collect();
    let observations = referential.parts.iter().map(|part| {
        let text = content.value(&Field::Observations(part.code.clone()));
        (part.code.clone(), text.to_owned())
    });
    let observations = observations.collect();
    let visas = content
        .standing_visas()
        .map(|visa| VisaLine { name: visa.name.clone(), at: french::instant(visa.at, &session.zone) });
    SheetPaper {
        session: session.year,
        academy: session.academy,
        candidate: who(&seated.candidate),
        track: seated.candidate.track,
        speciality: seated.candidate.speciality,
        commission_number: commission.number,
        date: Some(commission.held_on),
        members: members.into_iter().map(|member| member.name).collect(),
        profile: content.profile(),
        calculation,
        penalties,
        observations,
        appraisal: content.value(&Field::Appraisal).to_owned(),
        visas: visas.collect(),
        printed,
        draft: content.state() != State::Closed,
        referential,
    }
}

fn table_paper(page: &OnlinePage, printed: String) -> TablePaper {
    let table = whole(page, &page.table()).kept();
    let Dossier { session, candidate, .. } = &page.dossier;
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
        centre: table.centre.unwrap_or_default(),
        address: page.table().portfolio_url.unwrap_or_default(),
        groups: groups
            .map(|(heading, lines)| ((*heading).to_owned(), lines.iter().map(line).collect()))
            .collect(),
        printed,
    }
}

/// The pieces that stood at the instant of a deposit, in the order of the dossier.
fn stood<'a>(deposit: &Deposit, dossier: &'a Dossier) -> Vec<&'a Deposit> {
    let at = deposit.at;
    let mut stood: Vec<_> = dossier
        .deposits
        .iter()
        .filter(|piece| {
            piece.id == deposit.id || (piece.at <= at && piece.replaced_at.is_none_or(|end| end > at))
        })
        .collect();
    stood.sort_by_key(|piece| (piece.kind, piece.at));
    stood
}

fn receipt(
    deposit: &Deposit,
    dossier: &Dossier,
    pieces: &[(Deposit, Option<usize>)],
    printed: String,
) -> ReceiptPaper {
    let session = &dossier.session;
    let line = |(piece, size): &(Deposit, Option<usize>)| ReceiptLine {
        piece: piece.kind.label().to_owned(),
        file: piece.file_name.clone().or_else(|| piece.address.clone()).unwrap_or_default(),
        size: size.map(bytes).unwrap_or_default(),
        sha256: piece.blob.clone().unwrap_or_default(),
        received_at: french::instant(piece.at, &session.zone),
        late: piece.late,
    };
    let kinds: Vec<_> = pieces.iter().map(|(piece, _)| piece.kind).collect();
    let missing = exam::dossier::missing_pieces(&kinds);
    ReceiptPaper {
        session: format!(
            "{}, session {}, épreuve {}",
            session.referential.diploma, session.year, session.referential.exam
        ),
        academy: session.academy.clone(),
        candidate: who(&dossier.candidate),
        number: deposit.id.to_string(),
        lines: pieces.iter().map(line).collect(),
        missing: missing.into_iter().map(|kind| kind.label().to_owned()).collect(),
        printed,
    }
}

/// « 820 octets », « 12,5 Ko », « 1,2 Mo ».
pub fn bytes(size: usize) -> String {
    let tenths = |unit: usize| format!("{},{}", size / unit, size % unit * 10 / unit);
    match size {
        0..1_000 => format!("{size} octets"),
        1_000..1_000_000 => format!("{} Ko", tenths(1_000)),
        _ => format!("{} Mo", tenths(1_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acts::deposits::MAX_PIECE_MB;

    #[test]
    fn sizes_are_told_in_french() {
        assert_eq!(bytes(820), "820 octets");
        assert_eq!(bytes(12_540), "12,5 Ko");
        assert_eq!(bytes(1_200_000), "1,2 Mo");
        assert!(bytes(usize::try_from(MAX_PIECE_MB).unwrap() * 1_000_000).starts_with("20,0"));
    }
}
