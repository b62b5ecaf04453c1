//! What a candidate may read, and when.
//!
//! Home of: E4-31

use crate::Refusal;
use crate::mark::DecidedMark;
use jiff::Timestamp;

/// What the exam came to for one candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinalResult {
    /// The mark that the jury decided.
    Mark(DecidedMark),
    /// « Absent »: no mark, and the diploma cannot be delivered (E4-29).
    Absent,
}

/// The result of one candidate as it may be shown to that candidate. It cannot be built from anything but a
/// decided mark or a decided absence, and not before publication: « En AUCUN CAS, la note proposée n'est
/// communiquée ».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disclosure {
    /// The result.
    pub result: FinalResult,
    /// When the results were published.
    pub published_at: Timestamp,
}

/// E4-31: the only door between a mark and its candidate.
///
/// # Errors
/// [`Refusal::NotPublished`] before publication, or where nothing is decided.
pub fn disclose(
    decided: Option<FinalResult>,
    published_at: Option<Timestamp>,
) -> Result<Disclosure, Refusal> {
    match (decided, published_at) {
        (Some(result), Some(published_at)) => Ok(Disclosure { result, published_at }),
        _ => Err(Refusal::NotPublished),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mark::Mark;

    #[test]
    fn e4_31_nothing_before_the_jury_and_the_publication() {
        let mark = FinalResult::Mark(DecidedMark::recorded(Mark::from_hundredths(1300, 20).unwrap()));
        let at = Timestamp::from_second(1_780_000_000).unwrap();
        for result in [mark, FinalResult::Absent] {
            assert_eq!(disclose(Some(result), None), Err(Refusal::NotPublished));
            assert_eq!(disclose(Some(result), Some(at)).map(|d| d.result), Ok(result));
        }
        assert_eq!(disclose(None, None), Err(Refusal::NotPublished));
        assert_eq!(disclose(None, Some(at)), Err(Refusal::NotPublished));
    }
}
