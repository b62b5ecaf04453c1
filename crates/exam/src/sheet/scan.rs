//! A grid that was held on paper and typed afterwards: its scanned pages stand on the sheet, and the visas cover them.

use super::{Sheet, State};
use crate::Refusal;
use crate::id::ScanId;
use jiff::Timestamp;

/// The most scanned pages of one sheet.
pub const MAX_SCANS: usize = 10;

/// A scanned page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    /// Its identifier.
    pub id: ScanId,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The name of the file.
    pub file_name: String,
    /// Its kind, told by its bytes.
    pub media_type: String,
    /// Who handed it in.
    pub by_name: String,
    /// When it was received.
    pub at: Timestamp,
}

impl Sheet {
    /// E4-17: whether this many scanned pages more may stand on the sheet: while it is not closed.
    ///
    /// # Errors
    /// [`Refusal::SheetClosed`], [`Refusal::TooManyPieces`].
    pub fn may_scan(&self, more: usize) -> Result<(), Refusal> {
        if self.state() == State::Closed {
            return Err(Refusal::SheetClosed);
        }
        if self.scans.len() + more > MAX_SCANS {
            return Err(Refusal::TooManyPieces { limit: MAX_SCANS });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Visa;

    fn scanned(count: usize) -> Sheet {
        let scan = |nth: usize| Scan {
            id: format!("{nth}").into(),
            sha256: format!("hash {nth}"),
            file_name: "grille.jpg".to_owned(),
            media_type: "image/jpeg".to_owned(),
            by_name: "Mme Arnaud".to_owned(),
            at: Timestamp::UNIX_EPOCH,
        };
        Sheet { scans: (0..count).map(scan).collect(), ..Sheet::default() }
    }

    #[test]
    fn e4_17_a_visa_covers_the_scanned_pages_of_a_grid_held_on_paper() {
        let hashes: Vec<_> = (0..3).map(|count| scanned(count).content_hash()).collect();
        assert!(
            hashes[0] != hashes[1] && hashes[1] != hashes[2] && hashes[0] == Sheet::default().content_hash()
        );
    }

    #[test]
    fn e4_17_a_scanned_page_comes_before_the_sheet_is_closed_and_not_without_end() {
        assert_eq!(scanned(MAX_SCANS - 1).may_scan(1), Ok(()));
        assert_eq!(scanned(MAX_SCANS).may_scan(1), Err(Refusal::TooManyPieces { limit: MAX_SCANS }));
        let mut closed = scanned(1);
        for examiner in ["arnaud", "bastien"] {
            let (content, at) = (closed.content_hash(), Timestamp::UNIX_EPOCH);
            let name = examiner.to_owned();
            closed.visas.push(Visa { examiner: examiner.into(), name, content, at, voided: false });
        }
        assert_eq!(closed.may_scan(1), Err(Refusal::SheetClosed));
    }
}
