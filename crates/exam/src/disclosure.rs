//! What a candidate may read, and when.
//!
//! Home of: E4-31

use crate::Refusal;
use crate::mark::DecidedMark;
use jiff::Timestamp;

/// The result of one candidate as it may be shown to that candidate. It cannot be built from anything but a
/// decided mark, and not before publication: « En AUCUN CAS, la note proposée n'est communiquée ».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disclosure {
    /// The decided mark.
    pub mark: DecidedMark,
    /// When the results were published.
    pub published_at: Timestamp,
}

/// E4-31: the only door between a mark and its candidate.
///
/// # Errors
/// [`Refusal::NotPublished`] before publication, or where the jury has not decided.
pub fn disclose(
    decided: Option<DecidedMark>,
    published_at: Option<Timestamp>,
) -> Result<Disclosure, Refusal> {
    match (decided, published_at) {
        (Some(mark), Some(published_at)) => Ok(Disclosure { mark, published_at }),
        _ => Err(Refusal::NotPublished),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mark::Mark;

    #[test]
    fn e4_31_nothing_before_the_jury_and_the_publication() {
        let mark = DecidedMark::recorded(Mark::from_hundredths(1300, 20).unwrap());
        let at = Timestamp::from_second(1_780_000_000).unwrap();
        assert_eq!(disclose(None, None), Err(Refusal::NotPublished));
        assert_eq!(disclose(Some(mark), None), Err(Refusal::NotPublished));
        assert_eq!(disclose(None, Some(at)), Err(Refusal::NotPublished));
        assert_eq!(disclose(Some(mark), Some(at)).map(|d| d.mark), Ok(mark));
    }
}
