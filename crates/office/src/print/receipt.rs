//! The receipt of a deposit, as data (E4-18).

use super::who;
use crate::acts::certificates::Photo;
use crate::acts::dossiers::{Deposit, Dossier, Session};
use crate::acts::jury::titled;
use exam::dossier::PieceKind;
use exam::french;
use papers::{ReceiptLine, ReceiptPaper};

/// The pieces that stood at the instant of a deposit, in the order of the dossier.
pub(super) fn stood<'a>(deposit: &Deposit, dossier: &'a Dossier) -> Vec<&'a Deposit> {
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

/// The lines of a piece: one, or one for each photo of a certificate that has several.
pub(super) fn lines(piece: &Deposit, size: &str, session: &Session) -> Vec<ReceiptLine> {
    let line = ReceiptLine {
        piece: piece.kind.label().to_owned(),
        file: piece.file_name.clone().or_else(|| piece.address.clone()).unwrap_or_default(),
        size: size.to_owned(),
        sha256: piece.blob.clone().unwrap_or_default(),
        note: note(piece),
        received_at: french::instant(piece.at, &session.zone),
        late: piece.late,
    };
    let photos = Photo::several(piece);
    let of = photos.len();
    let photo = |(place, photo): (usize, Photo)| ReceiptLine {
        piece: format!("{}, photo {} sur {of}", line.piece, place + 1),
        file: photo.name,
        size: french::size(photo.bytes),
        sha256: photo.sha256,
        ..line.clone()
    };
    if of == 0 { vec![line] } else { photos.into_iter().enumerate().map(photo).collect() }
}

/// A photo has a clean page beside the original.
fn note(piece: &Deposit) -> String {
    let photo = piece.kind == PieceKind::Certificate && Photo::count(piece) > 0;
    let told = "Original gardé tel quel ; le jury lit aussi la page nettoyée (PDF) que le logiciel en fait.";
    if photo { told.to_owned() } else { String::new() }
}

/// The receipt of a deposit, with the lines of the pieces that stood.
pub(super) fn receipt(
    deposit: &Deposit,
    dossier: &Dossier,
    lines: Vec<ReceiptLine>,
    printed: papers::Printed,
) -> ReceiptPaper {
    let session = &dossier.session;
    let kinds: Vec<_> = stood(deposit, dossier).iter().map(|piece| piece.kind).collect();
    let missing = exam::dossier::missing_pieces(&kinds);
    ReceiptPaper {
        session: titled(session),
        academy: session.academy.clone(),
        candidate: who(&dossier.candidate),
        number: deposit.id.to_string(),
        lines,
        missing: missing.into_iter().map(|kind| kind.label().to_owned()).collect(),
        printed,
    }
}
